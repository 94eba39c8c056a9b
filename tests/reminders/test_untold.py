"""What deputies and sponsors are told of is told once, and is not lost where it stood still as their digest left."""

from datetime import timedelta

import pytest
from django.core import mail

from launchgate.core import clock
from launchgate.launches.actions.lifecycle import hold_launch, resume_launch
from launchgate.launches.models import Launch
from launchgate.outbox.delivery import deliver_messages
from launchgate.outbox.models import Message
from launchgate.people.models import Person, Seat
from launchgate.reminders.gathering import GATHERS, NEWS_KEEPS
from launchgate.reminders.sweep import sweep_reminders
from tests.factories import make_person, seat
from tests.launching import Cast, gate_of, in_days, make_cast, make_launch, submit
from tests.reminders.conftest import MONDAY

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.usefixtures("on_monday")]

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
GATE = "customer-input"
STILL, RUNS = "Aurora Checkout", "Borealis"


@pytest.fixture
def cast() -> Cast:
    """Return the people of a launch; customer care has a deputy too."""
    cast = make_cast()
    cast.deputy = make_person("Priya Kaul")
    seat(cast.deputy, cast.function("customer-care"), Seat.Rank.DEPUTY)
    return cast


@pytest.fixture
def still(cast: Cast) -> Launch:
    """Return a launch that the deputy is told of, with another, and that is on hold as their digest leaves."""
    still, runs = (make_launch(cast, name=name) for name in (STILL, RUNS))
    submit(gate_of(still, GATE), cast)
    submit(gate_of(runs, GATE), cast)
    with on(7):
        sweep_reminders()
        hold_launch(still.pk, "Wait.", actor=cast.owner, look_again_on=in_days(40))
    with on(7, GATHERS):
        deliver_messages()
    return still


def on(day: int, later: timedelta = timedelta()) -> clock.at:
    """Set the clock to ten in the morning, that many days after Monday, or later on that day."""
    return clock.at(MONDAY + day * DAY + HOUR + later)


def work_on(*days: int) -> None:
    """Sweep and deliver on each of these days."""
    for day in days:
        with on(day):
            sweep_reminders()
        with on(day, GATHERS):
            deliver_messages()


def told(person: Person) -> list[str]:
    """Return of which launches the digests told that left for somebody, in their order."""
    bodies = [sent.body for sent in mail.outbox if person.email in sent.to[0] and "One message a day" in sent.body]
    return [name for body in bodies for name in (STILL, RUNS) if f"{name} waits for" in body]


def test_what_stands_still_is_not_told_with_the_rest(still: Launch, cast: Cast):
    assert told(cast.deputy) == [RUNS]


def test_it_is_told_once_when_it_runs_on(still: Launch, cast: Cast):
    with on(8):
        resume_launch(still.pk, actor=cast.owner)
    work_on(8, 9, 10, 11)
    assert told(cast.deputy) == [RUNS, STILL]


def test_it_is_told_however_long_it_stood_still(still: Launch, cast: Cast):
    work_on(8, 16, 24)
    assert told(cast.deputy) == [RUNS]
    with on(28):
        resume_launch(still.pk, actor=cast.owner)
    work_on(28, 29, 30)
    assert told(cast.deputy) == [RUNS, STILL]


def test_whom_it_concerns_no_more_is_told_nothing(still: Launch, cast: Cast):
    Seat.objects.filter(person=cast.deputy).update(ended_at=clock.now())
    with on(8):
        resume_launch(still.pk, actor=cast.owner)
    work_on(*range(8, 8 + NEWS_KEEPS.days + 3))
    assert told(cast.deputy) == [RUNS]
    assert not Message.objects.filter(kind="digest", person=cast.deputy, settled_at=None).exists()
