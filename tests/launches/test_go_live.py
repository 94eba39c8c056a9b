"""Making a launch public."""

from datetime import timedelta

import pytest

from launchgate.core.refusals import Conflict, Forbidden
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import Wish, approve_with_conditions
from launchgate.launches.actions.lifecycle import go_live, hold_launch, stop_launch
from launchgate.launches.models import Gate, Launch
from tests.launches.small import START
from tests.launches.stages import all_signed, ended, gate_of, item_of, signed, submitted

SOON = (START + timedelta(days=10)).date()


@pytest.mark.parametrize("who", ["owner", "sponsor"])
def test_owner_or_sponsor_makes_a_launch_public_when_every_gate_is_passed(small, who):
    launch = all_signed(small)
    go_live(launch.pk, actor=small.people[who])
    launch.refresh_from_db()
    assert launch.status == Launch.Status.LIVE
    assert launch.live_at
    assert not launch.turns.filter(closed_at=None).exists()
    assert "go_live: done" in ended(launch)


@pytest.mark.parametrize("who", ["sales", "boss", "admin", "stranger"])
def test_nobody_else_does(small, who):
    with pytest.raises(Forbidden):
        go_live(all_signed(small).pk, actor=small.people[who])


def test_gates_that_are_not_passed_are_named(small):
    launch = signed(small.launch(), "input", small).launch
    with pytest.raises(Conflict, match=r"Build is open\. Price is open\. Tell is waiting\."):
        go_live(launch.pk, actor=small.owner)


def test_a_stale_signature_keeps_it_back(small):
    launch = all_signed(small)
    answer_item(item_of(gate_of(launch, "tell"), "day").pk, "2026-05-05", actor=small.owner)
    with pytest.raises(Conflict, match="Tell is signed, then changed"):
        go_live(launch.pk, actor=small.owner)


def test_an_open_condition_keeps_it_back(small):
    launch = small.launch()
    for kind in ("input", "build", "price"):
        signed(launch, kind, small)
    gate = submitted(launch, "tell", small)
    for key in ("sales", "finance"):
        wish = Wish("Train.", small.owner.pk, SOON)
        approve_with_conditions(gate.pk, small.functions[key].pk, actor=small.people[key], wishes=[wish])
    assert gate_of(launch, "tell").status == Gate.Status.SIGNED
    with pytest.raises(Conflict, match="2 conditions are open"):
        go_live(launch.pk, actor=small.owner)


def test_a_later_room_may_keep_it_back(small, monkeypatch):
    launch = all_signed(small)
    monkeypatch.setattr("launchgate.launches.hooks.live_blockers", [lambda launch: ["A promise is unbacked."]])
    with pytest.raises(Conflict, match="A promise is unbacked"):
        go_live(launch.pk, actor=small.owner)


def test_a_held_launch_does_not_go_public(small):
    launch = all_signed(small)
    hold_launch(launch.pk, "Wait.", actor=small.owner, look_again_on=SOON)
    with pytest.raises(Conflict, match="on hold"):
        go_live(launch.pk, actor=small.owner)


def test_it_happens_once(small):
    launch = all_signed(small)
    go_live(launch.pk, actor=small.owner)
    with pytest.raises(Conflict, match="public"):
        go_live(launch.pk, actor=small.owner)


def test_a_public_launch_is_not_stopped(small):
    launch = all_signed(small)
    go_live(launch.pk, actor=small.owner)
    with pytest.raises(Conflict, match="public"):
        stop_launch(launch.pk, "No use.", actor=small.owner)
