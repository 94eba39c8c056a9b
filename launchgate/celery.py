"""The Celery application, its embedded transport, and what beat starts when."""

import os

from celery import Celery
from celery.schedules import crontab
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "launchgate.settings")

# kombu refuses a dotted path in a broker address, so the transport on the Django database is registered by name.
TRANSPORT_ALIASES["embedded"] = "launchgate.core.broker:Transport"

# By name: it reads models, which cannot be imported before Django is set up.
app = Celery("launchgate", task_cls="launchgate.core.rounds:Round")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# By name again, for the same reason.
app.steps["worker"].add("launchgate.core.worker:SignOfLife")


def _every(seconds: int, task: str) -> dict[str, object]:
    """Describe a task that is started again and again; a call that no worker took in time is not worth keeping."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


app.conf.beat_schedule = {
    "deliver messages": _every(5, "outbox.deliver_messages"),
    "sweep reminders": _every(60, "reminders.sweep"),
    "hold for missed conditions": _every(60, "launches.hold_for_missed_conditions"),
    "offer versions": _every(60, "launches.offer_versions"),
    "follow voices": _every(60, "offerings.follow_voices"),
    "expire exceptions": _every(60, "offerings.expire_exceptions"),
    "heartbeat": _every(15, "core.beat_heartbeat"),
    # Midnight comes at every quarter of an hour somewhere.
    "follow absences": {
        "task": "launches.follow_absences",
        "schedule": crontab(minute="*/15"),
        "options": {"expires": 900},
    },
    # Every hour, so that a machine that sleeps at night misses no day.
    "ask if promises were kept": {"task": "customers.ask_if_kept", "schedule": crontab(minute=20)},
    # Every hour, since working mornings come at every hour somewhere, and so that a machine that was down misses none.
    "open reviews": {"task": "reviews.open_due", "schedule": crontab(minute=35)},
    "recompute schedules": {"task": "launches.recompute_schedules", "schedule": crontab(hour=1, minute=15)},
    # Every hour, so that a machine that sleeps at night misses no day; the first call of a day makes its anchor.
    "anchor the record": {"task": "audit.anchor_chains", "schedule": crontab(minute=5)},
    "purge finished launches": {"task": "launches.purge_finished", "schedule": crontab(hour=2, minute=15)},
    "forget old keys": {"task": "core.forget_old_keys", "schedule": crontab(hour=1, minute=45)},
}
