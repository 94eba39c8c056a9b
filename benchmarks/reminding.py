"""The measures of reminders: the sweep among many open turns, and the delivery of what it wrote."""

import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import redis
from django.conf import settings
from django.core.mail import get_connection
from django.db import connection, transaction
from django.test import override_settings

from benchmarks import prepare
from benchmarks.measures import Bound, Measured
from benchmarks.server import SECONDS_TO_START, alternating
from launchgate.core import clock
from launchgate.core.private_servers import free_port
from launchgate.launches.models import Turn
from launchgate.outbox.delivery import deliver_messages
from launchgate.outbox.mail import compose
from launchgate.outbox.models import Message
from launchgate.outbox.queue import Queued, queue_messages
from launchgate.outbox.rendering import Rendered, render
from launchgate.reminders.sweep import sweep_reminders

SMTP = "django.core.mail.backends.smtp.EmailBackend"
# A Wednesday at noon, when mails may come to everybody in Europe.
AT_WORK = datetime(2027, 6, 9, 10, tzinfo=UTC)
REMINDERS_A_TASK = 100


def sweep(open_turns: int, due: int, rounds: int) -> Measured:
    """Measure a sweep, claim and messages, against one raw claim of the same turns."""
    prepare.make_turns(open_turns, due)
    tasks = _tasks()
    ours, yardstick = alternating(_sweeps(due), _raw_claims(due), rounds)
    tasks = (_tasks() - tasks) / rounds
    next(_sweeps(due))
    idle = sorted(_idle() for _ in range(9))[4]
    return Measured(
        ours,
        yardstick,
        f"sweep of {due:,} due of {open_turns:,} open turns, claim, nudges and digests, against the raw claim",
        3,
        (
            Bound(min(due, prepare.READERS), prepare.READERS, "digests", least=prepare.READERS),
            Bound(round(idle, 2), 10, "ms when nothing is due"),
            Bound(tasks, due / REMINDERS_A_TASK, "tasks"),
        ),
    )


def delivery(mails: int, rounds: int) -> Measured:
    """Measure a delivery round against a bare loop that renders, builds and sends the same mails.

    Both over one connection to the same mail server, which throws them away.
    """
    with clock.at(AT_WORK), _mail_server() as port, override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        ids = _requests(mails)
        ours, yardstick = alternating(_deliveries(ids), _bare_loops(ids), rounds)
    return Measured(
        ours / len(ids),
        yardstick / len(ids),
        "delivery a mail, claimed and marked, against a bare loop that renders and sends the same over one connection",
        1 / 0.8,
        remark=f"{len(ids)} mails, {1000 * len(ids) / ours:.0f} a second",
    )


def _sweeps(due: int) -> Iterator[float]:
    while True:
        prepare.make_due_again()
        start = time.perf_counter()
        swept = sweep_reminders()
        yield (time.perf_counter() - start) * 1000
        if (swept.turns, swept.messages) != (due, min(due, prepare.READERS)):
            raise RuntimeError(f"The sweep wrote {swept.messages} digests for {swept.turns} due turns.")


RAW_CLAIM = """
UPDATE launches_turn SET sweep = 'raw', step = 1, next_at = NULL WHERE id IN (
    SELECT id FROM launches_turn WHERE closed_at IS NULL AND paused_at IS NULL AND next_at <= now()
    ORDER BY next_at LIMIT %s FOR UPDATE SKIP LOCKED
)
"""


def _raw_claims(due: int) -> Iterator[float]:
    while True:
        prepare.make_due_again()
        start = time.perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(RAW_CLAIM, [due])
        yield (time.perf_counter() - start) * 1000


def _idle() -> float:
    start = time.perf_counter()
    if sweep_reminders().turns:
        raise RuntimeError("Something was due still.")
    return (time.perf_counter() - start) * 1000


def _tasks() -> int:
    """Return how many tasks lie in the queue: no worker runs here."""
    return redis.Redis.from_url(settings.CELERY_BROKER_URL).llen("celery")


def _requests(count: int) -> list[int]:
    """Write a request for each of so many turns, and return the ids of those that can leave now."""
    Message.objects.filter(status=Message.Status.QUEUED).update(status=Message.Status.DROPPED)
    turns = Turn.objects.filter(closed_at=None, paused_at=None, nudges=None, holder__time_zone__startswith="Europe/")
    rows = turns.exclude(slot__startswith="benchmark").values_list("pk", "holder", "launch")[: count * 2]
    queue_messages(
        [
            Queued("turn.asked", holder, f"turn:{turn}", f"benchmark:{turn}", {"launch": launch})
            for turn, holder, launch in rows
        ]
    )
    queued = Message.objects.filter(status=Message.Status.QUEUED).select_related("person")
    return [message.pk for message in queued if isinstance(render(message), Rendered)][:count]


def _deliveries(ids: list[int]) -> Iterator[float]:
    while True:
        Message.objects.exclude(pk__in=ids).filter(status=Message.Status.QUEUED).delete()
        Message.objects.filter(pk__in=ids).update(status=Message.Status.QUEUED, claimed_at=None, attempts=0)
        start = time.perf_counter()
        sent = deliver_messages(through=SMTP).sent
        yield (time.perf_counter() - start) * 1000
        if sent != len(ids):
            raise RuntimeError(f"{sent} of {len(ids)} mails left.")


def _bare_loops(ids: list[int]) -> Iterator[float]:
    while True:
        start = time.perf_counter()
        mail_server = get_connection(SMTP)
        mail_server.open()
        for message in Message.objects.filter(pk__in=ids).select_related("person"):
            rendered = render(message)
            if isinstance(rendered, Rendered):
                mail_server.send_messages([compose(message, rendered)])
        mail_server.close()
        yield (time.perf_counter() - start) * 1000


@contextmanager
def _mail_server() -> Iterator[int]:
    """Run a mail server that throws away what it takes, in a process of its own, and give its port."""
    port = free_port()
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Sink"]
    process = subprocess.Popen(command)
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("The mail server did not start.")
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(15)


def _listens(port: int) -> bool:
    try:
        smtplib.SMTP("127.0.0.1", port, timeout=2).quit()
    except OSError:
        return False
    return True
