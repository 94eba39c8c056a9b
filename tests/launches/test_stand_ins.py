"""Why a turn is with somebody else, on every page and in the mail; and that turns follow absences at midnight."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import TestCase
from django.urls import reverse

from launchgate.core import clock
from launchgate.launches.models import Launch, Turn
from launchgate.launches.recompute import follow_absences
from launchgate.launches.stand_ins import why_held
from launchgate.launches.tasks import follow_day_changes
from launchgate.outbox.models import Message
from launchgate.people.actions.absences import enter_absence
from launchgate.people.actions.persons import deactivate_person
from launchgate.people.models import Absence, Person
from launchgate.reminders.facts import TurnFacts
from tests.launches.small import START, Small
from tests.launches.stages import submitted

TODAY = START.date()


@pytest.fixture
def launch(small: Small) -> Launch:
    """A launch whose first gate waits for the signatures of sales and care."""
    return submitted(small.launch(), "input", small).launch


def turn_of(launch: Launch, key: str = "sales") -> Turn:
    turns = Turn.objects.select_related("launch", "gate", "function", "holder", "condition__gate")
    return turns.get(launch=launch, function__key=key, closed_at=None)


def away(small: Small, who: str, delegate: str = "", *, first: int = 0, last: int = 3, **limits: object) -> Absence:
    """Enter an absence and let turns follow it, as after a commit."""
    person = small.people[who]
    with TestCase.captureOnCommitCallbacks(execute=True):
        return enter_absence(
            person.pk,
            actor=person,
            starts_on=TODAY + timedelta(days=first),
            ends_on=TODAY + timedelta(days=last),
            delegate_id=small.people[delegate].pk if delegate else None,
            **limits,  # type: ignore[arg-type]
        )


def why(turn: Turn, reader: Person | None = None) -> str:
    return why_held([turn], reader=reader).get(turn.pk, "")


def test_a_head_who_is_there_needs_no_reason(small, launch):
    assert why(turn_of(launch)) == ""


def test_asking_why_costs_nothing_while_everybody_is_there(small, launch, django_assert_num_queries):
    turns = [turn_of(launch), turn_of(launch, "care")]
    with django_assert_num_queries(0):
        assert why_held(turns) == {}


def test_the_delegate_stands_in(small, launch):
    away(small, "sales", "stranger")
    turn = turn_of(launch)
    assert why(turn) == "Sal Sales is away until Thursday 5 March; Sten Stranger stands in."
    assert why(turn, turn.holder) == "Sal Sales is away until Thursday 5 March; you stand in."


def test_the_deputy_acts_for_somebody_deactivated(small, launch):
    with TestCase.captureOnCommitCallbacks(execute=True):
        deactivate_person(small.people["sales"].pk, actor=small.people["admin"])
    assert why(turn_of(launch)) == "Sal Sales is deactivated; Dee Deputy acts as the deputy."


def test_the_sponsor_acts_where_there_is_no_deputy(small, launch):
    away(small, "care")
    assert why(turn_of(launch, "care")) == "Cara Care is away until Thursday 5 March; Sam Sponsor acts as the sponsor."


def test_an_absence_from_one_gate_moves_no_turn_of_another(small, launch):
    away(small, "sales", "stranger", gate_kinds=["tell"])
    assert turn_of(launch).holder == small.people["sales"]
    away(small, "sales", "stranger", gate_kinds=["input"])
    assert turn_of(launch).holder == small.people["stranger"]


def test_a_personal_turn_says_why_too(small):
    launch = small.launch()
    away(small, "owner", "stranger")
    turns = Turn.objects.select_related("launch", "holder").filter(launch=launch, kind=Turn.Kind.PREPARE)
    assert why(turns.get()) == "Olu Owner is away until Thursday 5 March; Sten Stranger stands in."


@pytest.mark.parametrize(("name", "rest"), [("launches:detail", []), ("launches:gate", ["input"])])
def test_the_pages_of_launch_and_gate_say_why(client, small, launch, name, rest):
    away(small, "sales", "stranger")
    client.force_login(small.people["boss"])
    page = client.get(reverse(name, args=[launch.key, *rest]))
    assert "Sal Sales is away until Thursday 5 March; Sten Stranger stands in" in page.text


def test_the_desk_says_why(client, small, launch):
    away(small, "sales", "stranger")
    client.force_login(small.people["stranger"])
    assert "Sal Sales is away until Thursday 5 March; you stand in." in client.get("/").text


def test_the_gate_says_since_when_it_waits_and_since_when_somebody_has_it(client, small, launch):
    client.force_login(small.people["boss"])
    path = reverse("launches:gate", args=[launch.key, "input"])
    page = client.get(path).text
    assert "has held this for Sales since Monday 2 March" in page
    assert "It has waited since" not in page
    with clock.at(START + timedelta(days=2)):
        away(small, "sales", "stranger", first=2)
        page = client.get(path).text
    assert "<b>Sten Stranger</b> has held this for Sales since Wednesday 4 March" in page
    assert "It has waited since Monday 2 March, 1 working day so far." in page


def test_who_is_asked_later_is_not_said_to_have_been_asked_before(client, small, launch):
    with clock.at(START + timedelta(days=2)):
        away(small, "sales", "stranger", first=2)
        since = dict(TurnFacts.of_subject(f"turn:{turn_of(launch).pk}").rows())["Since"]
    assert turn_of(launch).held_since.date() == TODAY + timedelta(days=2)
    assert turn_of(launch, "care").held_since.date() == TODAY
    assert since == "Monday 2 March, 1 working day; with Sten Stranger since Wednesday 4 March"
    client.force_login(small.owner)
    assert "Sten Stranger, to sign Input. Asked Wed 4 Mar" in client.get("/").text


def test_the_mail_says_why(small, launch):
    away(small, "sales", "stranger")
    message = Message.objects.get(person=small.people["stranger"], kind="turn.asked")
    facts = TurnFacts.of_subject(message.subject)
    assert ("Standing in", "Sal Sales is away until Thursday 5 March; Sten Stranger stands in.") in facts.rows()


def test_turns_move_at_midnight_where_the_absent_are(small, launch):
    Person.objects.filter(pk=small.people["sales"].pk).update(time_zone="Asia/Kathmandu")
    away(small, "sales", "stranger", first=2, last=3)
    midnight = datetime(2026, 3, 3, 18, 15, tzinfo=UTC)
    with clock.at(midnight - timedelta(minutes=1)):
        follow_day_changes()
    assert turn_of(launch).holder == small.people["sales"]
    with clock.at(midnight):
        follow_day_changes()
    assert turn_of(launch).holder == small.people["stranger"]
    with clock.at(midnight + timedelta(days=2)):
        follow_day_changes()
    assert turn_of(launch).holder == small.people["sales"]


def test_what_was_missed_while_no_worker_ran_is_made_good(small, launch):
    away(small, "sales", "stranger", first=1, last=9)
    with clock.at(START + timedelta(days=4)):
        assert follow_absences() == 1
        assert follow_absences() == 0
    assert turn_of(launch).holder == small.people["stranger"]


def test_a_turn_comes_back_to_the_first_of_a_chain_when_each_returns(small, launch):
    away(small, "stranger", "member", last=1)
    away(small, "sales", "stranger")
    assert turn_of(launch).holder == small.people["member"]
    with clock.at(START + timedelta(days=2)):
        follow_absences()
        assert turn_of(launch).holder == small.people["stranger"]
    with clock.at(START + timedelta(days=4)):
        follow_absences()
        assert turn_of(launch).holder == small.people["sales"]


def test_a_clock_never_stops_for_an_absence(small, launch):
    away(small, "sales", "stranger")
    turn = turn_of(launch)
    assert (turn.paused_at, turn.pauses.count()) == (None, 0)
