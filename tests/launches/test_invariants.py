"""check_invariants: it holds on a launch that went all the way, and names what was broken behind the app's back."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from launchgate.core import clock
from launchgate.launches.actions.lifecycle import go_live
from tests.launching import make_cast, make_launch, pass_gate, pass_gates_until

pytestmark = pytest.mark.django_db


def check() -> str:
    """Return what the command prints, with its exit code in front."""
    out, code = StringIO(), 0
    try:
        call_command("check_invariants", stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return f"exit {code}\n{out.getvalue()}"


def broken(number: int) -> list[str]:
    """Return the broken things that are printed under an invariant's number."""
    found, current = [], ""
    for line in check().splitlines():
        if line[:1].isdigit():
            current = line.split()[0]
        elif line.strip().startswith("BROKEN") and current == str(number):
            found.append(line.strip().removeprefix("BROKEN "))
    return found


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
