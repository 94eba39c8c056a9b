"""Asking for time: who may, until when, how often, what it moves and what it leaves."""

from datetime import date, timedelta

import pytest

from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.edit import hand_over
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.actions.turns import pass_turn_on, rest_turn
from launchgate.launches.history import latest_entries
from launchgate.launches.models import Gate, Rest, Turn
from launchgate.launches.recompute import recompute_launch
from launchgate.outbox.models import Message
from launchgate.people.actions.absences import enter_absence
from launchgate.people.calendar import calendar_of
from launchgate.playbooks.models import Version
from tests.launches.checking import check
from tests.launches.small import START, Small
from tests.launches.stages import gate_in

# The company starts on Monday 2 March 2026.
FRIDAY, SATURDAY, NEXT_MONDAY, NEXT_TUESDAY = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9), date(2026, 3, 10)
WHY = "The figures come on Thursday."


def sign_turn(small: Small, key: str = "sales") -> Turn:
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    return Turn.objects.get(gate=gate, kind="sign", function=small.functions[key])


def rest(small: Small, turn: Turn, until: date = FRIDAY, why: str = WHY, who: str = "sales") -> Rest:
    return rest_turn(turn.pk, until, why, actor=small.people[who])


def test_no_reminder_comes_before_the_day(small):
    turn = sign_turn(small)
    rest(small, turn)
    turn.refresh_from_db()
    morning = calendar_of(small.people["sales"]).add_days(START + timedelta(days=4), 0)
    assert turn.rests_until <= morning
    assert turn.rests_until.date() == FRIDAY
    assert min(turn.steps.values_list("at", flat=True)) >= turn.rests_until
    assert turn.next_at >= turn.rests_until


def test_the_steps_keep_their_distance(small):
    turn = sign_turn(small)
    calendar, before = calendar_of(small.people["sales"]), list(turn.steps.values_list("at", flat=True))
    rest(small, turn)
    after = list(turn.steps.values_list("at", flat=True))
    moved = [calendar.days_between(one, other) for one, other in zip(before, after, strict=True)]
    assert len(after) > 2
    assert min(moved) > 1
    assert max(moved) - min(moved) <= 1


def test_when_it_is_due_and_since_when_it_counts_stay(small):
    turn = sign_turn(small)
    rest(small, turn)
    again = Turn.objects.get(pk=turn.pk)
    assert (again.due_at, again.opened_at) == (turn.due_at, turn.opened_at)


def test_a_recompute_changes_nothing(small):
    turn = sign_turn(small)
    rest(small, turn)
    assert recompute_launch(turn.launch_id) == 0


def test_the_owner_hears_why(small):
    turn = sign_turn(small)
    asked = rest(small, turn)
    message = Message.objects.get(kind="news.turn.rested")
    assert (message.person_id, message.subject) == (small.owner.pk, f"rest:{asked.pk}")


def test_history_and_invariants_tell_of_it(small):
    turn = sign_turn(small)
    rest(small, turn)
    told = latest_entries(turn.launch)[0].told
    assert told.words == "asked for time until Fri 6 Mar on Input (1 of 2)"
    assert told.quote == WHY
    assert check().startswith("exit 0")


def test_an_event_without_its_rest_breaks_an_invariant(small):
    turn = sign_turn(small)
    rest(small, turn)
    Rest.objects.all().delete()
    assert "is gone, and its event is not" in check()


@pytest.mark.parametrize("who", ["owner", "sponsor", "deputy", "care", "stranger"])
def test_only_the_holder_asks(small, who):
    turn = sign_turn(small)
    with pytest.raises(Forbidden, match="asked of Sal Sales"):
        rest(small, turn, who=who)


@pytest.mark.parametrize(
    ("until", "why"),
    [
        (date(2026, 3, 2), "after today"),
        (date(1, 1, 1), "after today"),
        (SATURDAY, "do not work on Saturday 7 March"),
        (NEXT_TUESDAY, "until Monday 9 March at most"),
        (date(9999, 12, 31), "at most"),
    ],
)
def test_days_that_do_not_fit_are_refused_at_their_field(small, until, why):
    turn = sign_turn(small)
    with pytest.raises(Invalid, match=why) as refusal:
        rest(small, turn, until)
    assert refusal.value.field == "until"
    assert not Rest.objects.exists()


def test_the_latest_day_is_allowed(small):
    assert rest(small, sign_turn(small), NEXT_MONDAY).until == NEXT_MONDAY


@pytest.mark.parametrize("why", ["", " \u200b ", "x" * 501, "x" * 100_000, "a\x00b"])
def test_reasons_that_do_not_fit_are_refused_at_their_field(small, why):
    turn = sign_turn(small)
    with pytest.raises(Invalid) as refusal:
        rest(small, turn, why=why)
    assert refusal.value.field == "reason"


def test_it_rests_longer_but_not_shorter(small):
    turn = sign_turn(small)
    rest(small, turn, date(2026, 3, 5))
    with pytest.raises(Invalid, match="rests until Thu 5 Mar already"):
        rest(small, turn, date(2026, 3, 4))
    rest(small, turn, FRIDAY)
    turn.refresh_from_db()
    assert turn.rests_until.date() == FRIDAY
    assert turn.next_at >= turn.rests_until


def test_it_rests_as_often_as_the_playbook_says(small):
    turn = sign_turn(small)
    rest(small, turn, date(2026, 3, 4))
    rest(small, turn, date(2026, 3, 5))
    with pytest.raises(Conflict, match="rested two times, which is the most"):
        rest(small, turn, FRIDAY)


def test_what_the_playbook_says_of_the_gate_counts_first(small):
    turn = sign_turn(small)
    Version.objects.filter(pk=small.version.pk).update(policies=[{"gate": turn.gate.kind, "tier": 0, "snooze_cap": 1}])
    rest(small, turn, date(2026, 3, 4))
    with pytest.raises(Conflict, match="rested one time, which is the most"):
        rest(small, turn, date(2026, 3, 5))


def test_what_stands_still_does_not_rest(small):
    turn = sign_turn(small)
    hold_launch(turn.launch_id, "Wait.", actor=small.owner, look_again_on=NEXT_MONDAY)
    with pytest.raises(Conflict, match="stands still at present"):
        rest(small, turn)


def test_what_is_done_does_not_rest(small):
    turn = sign_turn(small)
    approve(turn.gate_id, turn.function_id, actor=small.people["sales"])
    with pytest.raises(Conflict, match="not asked any more"):
        rest(small, turn)


def test_a_post_sent_twice_rests_once(small):
    turn = sign_turn(small)
    rest_turn(turn.pk, FRIDAY, WHY, actor=small.people["sales"], once="k")
    with pytest.raises(Conflict, match="already sent this form"):
        rest_turn(turn.pk, FRIDAY, WHY, actor=small.people["sales"], once="k")
    assert Rest.objects.count() == 1


def test_a_rest_ends_when_somebody_else_holds_the_turn(small, django_capture_on_commit_callbacks):
    turn = sign_turn(small)
    steps = list(turn.steps.values_list("at", flat=True))
    rest(small, turn)
    with django_capture_on_commit_callbacks(execute=True):
        enter_absence(
            small.people["sales"].pk,
            actor=small.people["sales"],
            starts_on=clock.now().date(),
            ends_on=FRIDAY,
            delegate_id=small.people["member"].pk,
        )
    turn.refresh_from_db()
    assert (turn.holder, turn.rests_until) == (small.people["member"], None)
    assert turn.delay_days == pytest.approx(0)
    assert list(turn.steps.values_list("at", flat=True)) == steps


def test_a_turn_passed_on_does_not_rest_on(small):
    turn = sign_turn(small)
    rest(small, turn)
    pass_turn_on(turn.pk, "Dee does these.", actor=small.people["sales"])
    turn.refresh_from_db()
    assert (turn.holder, turn.rests_until) == (small.people["deputy"], None)


def test_the_owner_of_a_launch_lets_their_own_turn_rest_without_news(small):
    turn = Turn.objects.get(launch=gate_in(Gate.Status.OPEN, small).launch, kind="prepare")
    rest(small, turn, who="owner")
    assert not Message.objects.filter(kind="news.turn.rested").exists()
    hand_over(turn.launch_id, "owner", small.people["stranger"].pk, actor=small.owner)
    turn.refresh_from_db()
    assert (turn.holder, turn.rests_until) == (small.people["stranger"], None)
