"""The whole way: a launch goes through its five gates and becomes public."""

import pytest

from launchgate.audit.models import Event
from launchgate.launches.actions.lifecycle import go_live
from launchgate.launches.models import Gate, Launch, Turn
from tests.launches.checking import check
from tests.launching import make_cast, make_launch, pass_gate, pass_gates_until

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_a_launch_passes_five_gates_and_goes_public():
    cast = make_cast()
    launch = make_launch(cast)
    for gate in launch.gates.order_by("order"):
        assert Gate.objects.get(pk=gate.pk).status == Gate.Status.OPEN
        assert pass_gate(launch, gate.kind, cast).status == Gate.Status.SIGNED
    go_live(launch.pk, actor=cast.owner)
    launch.refresh_from_db()
    assert launch.status == Launch.Status.LIVE
    assert not Turn.objects.filter(launch=launch, closed_at=None).exists()
    assert Event.objects.filter(chain=launch.chain_key, kind="launch.went_live").count() == 1


def test_invariants_hold_on_launches_in_every_stage():
    cast = make_cast()
    make_launch(cast)
    pass_gates_until(make_launch(cast), "operations", cast)
    launch = make_launch(cast, tier=3)
    for gate in launch.gates.order_by("order"):
        pass_gate(launch, gate.kind, cast)
    go_live(launch.pk, actor=cast.owner)
    printed = check()
    assert printed.startswith("exit 0\n"), printed
    for number in range(1, 9):
        assert f"\n{number}  " in printed
