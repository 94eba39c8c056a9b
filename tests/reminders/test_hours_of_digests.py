"""When a digest leaves where playbooks have different hours for it: once a day, with all that comes due on that day."""

from datetime import time, timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from launchgate.core import clock
from launchgate.launches.actions.decide import approve
from launchgate.outbox.delivery import deliver_messages
from launchgate.outbox.models import Message
from launchgate.people.models import Person
from launchgate.playbooks.models import Version
from launchgate.reminders.gathering import GATHERS
from launchgate.reminders.sweep import sweep_reminders
from tests.launching import Cast, gate_of, make_cast, make_launch, submit
from tests.reminders.conftest import MONDAY

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.usefixtures("on_monday")]

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WEDNESDAY = MONDAY + 2 * DAY
EARLY, LATE = "Aurora Checkout", "Fleet"


@pytest.fixture
def cast() -> Cast:
    """Return people whose playbook tells of tier 3 at eleven, and of everything else at nine."""
    cast = make_cast()
    Version.objects.filter(pk=cast.version.pk).update(policies=[{"gate": "", "tier": 3, "digest_at": "11:00"}])
    cast.version.refresh_from_db()
    return cast


@pytest.fixture
def head(cast: Cast) -> Person:
    """Return the head who is asked to sign one gate by each policy."""
    for name, tier in ((EARLY, 2), (LATE, 3)):
        submit(gate_of(make_launch(cast, name=name, tier=tier), "customer-input"), cast)
    return cast.heads["customer-care"]


def work_at(*moments) -> None:
    """Sweep and deliver at each of these moments, and when what was gathered then has come."""
    for moment in moments:
        with clock.at(moment):
            sweep_reminders()
        with clock.at(moment + GATHERS):
            deliver_messages()


def digests_of(person: Person) -> list[str]:
    return [sent.body for sent in mail.outbox if f"<{person.email}>" in sent.to[0] and "One message a day" in sent.body]


def latest_to(person: Person) -> EmailMultiAlternatives:
    return next(sent for sent in reversed(mail.outbox) if f"<{person.email}>" in sent.to[0])


def test_a_digest_waits_for_the_last_hour_of_its_day(head):
    work_at(WEDNESDAY, WEDNESDAY + HOUR)
    assert digests_of(head) == []
    work_at(WEDNESDAY + 2 * HOUR, WEDNESDAY + DAY, WEDNESDAY + DAY + 2 * HOUR)
    (told,) = digests_of(head)
    assert EARLY in told
    assert LATE in told


def test_a_digest_about_one_launch_joins_its_thread_and_one_about_several_none(cast, head):
    work_at(WEDNESDAY + 2 * HOUR)
    assert "References" not in latest_to(head).extra_headers
    late = gate_of(next(turn.launch for turn in head.turns.all() if turn.launch.name == LATE), "customer-input")
    approve(late.pk, cast.function("customer-care").pk, actor=head)
    work_at(WEDNESDAY + 2 * DAY)
    launch = next(turn.launch for turn in head.turns.all() if turn.launch.name == EARLY)
    assert latest_to(head).extra_headers["References"].startswith(f"<{launch.pk}.launch@")


def test_what_is_done_before_that_hour_holds_nothing_up(cast, head):
    late = gate_of(next(turn.launch for turn in head.turns.all() if turn.launch.name == LATE), "customer-input")
    approve(late.pk, cast.function("customer-care").pk, actor=head)
    work_at(WEDNESDAY)
    assert [EARLY in told for told in digests_of(head)] == [True]
    assert Message.objects.filter(kind="digest", person=head).count() == 1


def test_an_hour_after_the_hours_for_mails_is_not_waited_for(cast, head):
    Version.objects.filter(pk=cast.version.pk).update(quiet_from=time(10))
    work_at(WEDNESDAY)
    assert len(digests_of(head)) == 1
