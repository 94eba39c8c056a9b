"""check_invariants on turns and nudges: it names what was broken behind the app's back."""

from datetime import timedelta

import pytest

from launchgate.launches.actions.decide import Wish, approve, approve_with_conditions
from launchgate.launches.actions.lifecycle import hold_launch, resume_launch
from launchgate.launches.models import (
    Condition,
    Gate,
    Hold,
    Pause,
    Turn,
)
from launchgate.reminders.models import Nudge
from launchgate.reminders.sweep import sweep_reminders
from tests.launches.checking import broken
from tests.launches.small import START
from tests.launches.stages import gate_in

pytestmark = [pytest.mark.both, pytest.mark.django_db]
S = Gate.Status
SOON = (START + timedelta(days=10)).date()


@pytest.mark.parametrize(
    ("status", "kind", "sentence"),
    [
        (S.OPEN, "prepare", "input: open, and nobody is asked to prepare it"),
        (S.IN_REVIEW, "sign", "input: Sales has to sign and is not asked"),
    ],
)
def test_7_a_turn_that_is_missing(small, status, kind, sentence):
    gate = gate_in(status, small)
    Turn.objects.filter(gate=gate, kind=kind, closed_at=None).delete()
    assert any(line.endswith(sentence) for line in broken(7)), broken(7)


def test_7_a_launch_that_nobody_has(small):
    launch = small.launch()
    Turn.objects.filter(launch=launch).update(closed_at=START + timedelta(days=1), outcome="done")
    assert f"L-{launch.pk}: runs, and nobody has the ball" in broken(7)


def test_7_a_time_in_which_nobody_had_the_ball(small):
    gate = gate_in(S.IN_REVIEW, small)
    Turn.objects.exclude(closed_at=None).update(closed_at=START + timedelta(hours=1, minutes=5))
    Turn.objects.filter(closed_at=None).update(opened_at=START + timedelta(hours=3))
    assert broken(7) == [f"L-{gate.launch_id}: nobody had the ball after 2026-03-02 10:05"]


def test_7_a_turn_whose_holder_is_gone(small):
    launch = small.launch()
    Turn.objects.filter(launch=launch, kind="prepare").update(holder=None)
    assert len(broken(7)) == 1
    assert broken(7)[0].endswith("is held by nobody who can act")


def test_7_a_turn_that_runs_on_a_held_launch(small):
    launch = small.launch()
    hold_launch(launch.pk, "Wait.", actor=small.owner, look_again_on=SOON)
    assert broken(7) == []
    turn = Turn.objects.get(launch=launch, kind="prepare")
    Turn.objects.filter(pk=turn.pk).update(paused_at=None)
    assert any("its pauses say different things" in line for line in broken(7))
    Pause.objects.filter(turn=turn).update(ended_at=START)
    assert broken(7) == [f"L-{launch.pk}: {turn.slot} runs, though nobody can act on it"]


def test_7_a_turn_that_pauses_without_a_cause(small):
    launch = small.launch()
    turn = Turn.objects.get(launch=launch, kind="prepare")
    Turn.objects.filter(pk=turn.pk).update(paused_at=START)
    Pause.objects.create(turn=turn, cause="blocked", started_at=START)
    assert broken(7) == [f"L-{launch.pk}: {turn.slot} pauses without a cause"]


def test_7_a_hold_that_does_not_hold(small):
    launch = small.launch()
    hold_launch(launch.pk, "Wait.", actor=small.owner, look_again_on=SOON)
    resume_launch(launch.pk, actor=small.owner)
    Hold.objects.update(closed_at=None)
    assert f"L-{launch.pk}: its holds and its state say different things" in broken(7)


def test_7_a_condition_about_which_nobody_is_asked(small):
    gate = gate_in(S.IN_REVIEW, small)
    wish = Wish("Train.", small.owner.pk, SOON)
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish])
    approve(gate.pk, small.functions["care"].pk, actor=small.people["care"])
    assert broken(7) == []
    Turn.objects.filter(kind="clear").delete()
    assert broken(7) == [f"L-{gate.launch_id}: nobody is asked about condition {Condition.objects.get().pk}"]


def test_8_nudges_that_were_written_at_the_wrong_time_or_without_a_message(small):
    from launchgate.core import clock
    from launchgate.outbox.models import Message

    small.launch()
    with clock.at(START + timedelta(days=4)):
        sweep_reminders()
    nudge = Nudge.objects.order_by("pk").first()
    assert broken(8) == []
    Nudge.objects.filter(pk=nudge.pk).update(due_at=nudge.written_at + timedelta(hours=1))
    assert broken(8) == [f"turn {nudge.turn_id}: step {nudge.step} was written before it was due"]
    Nudge.objects.filter(pk=nudge.pk).update(due_at=nudge.due_at)
    Turn.objects.filter(pk=nudge.turn_id).update(step=0)
    assert broken(8) == [f"turn {nudge.turn_id}: step {nudge.step} was written, and the turn does not count it"]
    Turn.objects.filter(pk=nudge.turn_id).update(
        step=nudge.step, closed_at=nudge.written_at - timedelta(hours=1), outcome="done"
    )
    assert broken(8) == [f"turn {nudge.turn_id}: step {nudge.step} was written after the turn had closed"]
    Turn.objects.filter(pk=nudge.turn_id).update(closed_at=None, outcome="")
    Message.objects.filter(kind="digest", person=nudge.person).update(settled_at=nudge.written_at - timedelta(hours=1))
    assert broken(8) == [f"turn {nudge.turn_id}: step {nudge.step} is in no message"]
