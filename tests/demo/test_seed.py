"""The demo company: something true to show in every state, and as consistent as what people do."""

from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from launchgate.core import clock
from launchgate.demo.bulk import multiply_launches
from launchgate.launches.models import Condition, Decision, Gate, HandOff, Item, Launch, Turn
from launchgate.outbox.models import Message
from launchgate.people.calendar import calendar_of
from launchgate.people.company import the_company
from launchgate.people.models import Person
from launchgate.playbooks.models import ItemKind, Version
from launchgate.reviews.catches import catches_of
from launchgate.reviews.models import Contribution, Lesson, Outcome
from launchgate.reviews.queries.lessons import idle_items
from launchgate.reviews.sources import FINDERS
from tests.seeded import SeededDemo
from tests.undone import undone

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def demo(seeded_demo: SeededDemo, django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Show the demo company to all tests of this file."""
    with django_db_blocker.unblock(), seeded_demo.looked_at(), undone():  # type: ignore[attr-defined]
        yield


@pytest.mark.parametrize("status", [s for s in Launch.Status if s != Launch.Status.REVIEWED])
def test_some_launch_shows_each_state(status: str):
    assert Launch.objects.filter(status=status).exists()


@pytest.mark.parametrize("status", list(Gate.Status))
def test_some_gate_shows_each_state(status: str):
    assert Gate.objects.filter(status=status).exists()


@pytest.mark.parametrize("kind", [Decision.Kind.SENT_BACK, Decision.Kind.CONDITIONS, Decision.Kind.OVERRIDDEN])
def test_some_gate_was_decided_in_each_way(kind: str):
    assert Decision.objects.filter(kind=kind).exists()


def test_a_hand_off_is_bounced_and_a_condition_open():
    assert HandOff.objects.filter(status=HandOff.Status.BOUNCED).exists()
    assert Condition.objects.filter(status=Condition.Status.OPEN).exists()


def test_nothing_happens_in_the_future():
    assert not Turn.objects.filter(opened_at__gt=clock.wall()).exists()


def test_the_mails_of_the_past_went_nowhere_and_stand_in_the_inbox(seeded_demo: SeededDemo):
    assert Message.objects.filter(status=Message.Status.SENT).exists()
    assert not Message.objects.filter(status=Message.Status.FAILED).exists()
    assert seeded_demo.mails == []


@pytest.mark.parametrize("command", ["check_invariants", "verify_audit"])
def test_everything_holds(command: str):
    call_command(command, stdout=StringIO())


@pytest.mark.parametrize("command", ["check_invariants", "verify_audit"])
def test_everything_holds_when_launches_are_copied_in_bulk(command: str):
    with undone():
        multiply_launches(running=40, finished=12, seed=1)
        assert Launch.objects.filter(status__in=["active", "held"]).count() == 40
        call_command(command, stdout=StringIO())


def test_a_company_with_people_in_it_is_not_seeded():
    with pytest.raises(CommandError, match="for an empty database"):
        call_command("seed_demo", yes=True, stdout=StringIO())


def test_a_real_installation_is_not_seeded_unless_told(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="--yes"):
        call_command("seed_demo", stdout=StringIO())


def test_everybody_of_the_contract_can_sign_in():
    keys = ("pm", "care", "sales", "product", "operations", "finance", "marketing", "ceo", "admin")
    people = Person.objects.filter(email__in=[f"{key}@demo.test" for key in keys])
    assert len(people) == len(keys)
    assert all(person.check_password("demo") for person in people)


def test_what_is_signed_comes_before_the_day_it_is_signed_for():
    """No launch is public before the days that its answers name, and its promises and reviews follow in their order."""
    for launch in Launch.objects.filter(live_at__isnull=False):
        public = launch.live_at.date()
        dates = Item.objects.filter(gate__launch=launch, kind=ItemKind.DATE, is_answered=True).select_related("answer")
        assert max(date.fromisoformat(item.value) for item in dates) <= public, launch
        assert all(promise.kept_on >= public for promise in launch.promises.exclude(kept_on=None)), launch
        assert all(review.opened_at.date() > public for review in launch.reviews.all()), launch


def test_a_launch_with_the_same_offering_is_shown_what_the_first_one_taught():
    kiosk = Launch.objects.get(name="Kiosk Mode")
    assert kiosk.offering_link.offering in [fit.lesson.launch.offering_link.offering for fit in kiosk.fits.all()]


def test_a_review_compares_the_public_day_with_the_day_on_which_it_was_public():
    found = Outcome.objects.filter(item__key="public_on", ended_at=None).select_related("review__launch")
    days = {outcome.review.launch.name: outcome.actual for outcome in found}
    zone = calendar_of(the_company()).zone
    public = Launch.objects.filter(name__in=days)
    assert days == {each.name: each.live_at.astimezone(zone).date().isoformat() for each in public}


def test_lessons_are_told_from_all_that_can_teach_one():
    assert {lesson.source.partition(":")[0] for lesson in Lesson.objects.all()} == set(FINDERS)


def test_a_question_that_caught_nothing_is_proposed_for_removal_and_another_caught_something():
    version = Version.objects.exclude(published_at=None).latest("pk")
    idle = idle_items(version, Person.objects.get(email="admin@demo.test"))
    assert [row.lesson.gate_kind for row in idle] == ["customer-input"]
    assert sum(caught.caught for caught in catches_of([row.origin for row in Lesson.objects.all()]).values()) == 1


def test_no_two_launches_are_measured_alike_and_no_two_functions_learn_the_same():
    aims = [tuple((aim.name, aim.goal) for aim in launch.targets.all()) for launch in Launch.objects.all()]
    aims = [aim for aim in aims if aim]
    assert len(aims) == len(set(aims)) > 20
    texts = list(Contribution.objects.filter(review__day=30).exclude(text="").values_list("text", flat=True))
    assert len(texts) == len(set(texts)) > 20
