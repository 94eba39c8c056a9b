"""The cells of the heat map: one for every state that a gate can be in."""

import pytest

from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import Wish, approve_with_conditions, send_back
from launchgate.launches.actions.exceptions import declare_not_applicable, override_gate, reopen_gate
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.models import Condition, Decider, Item
from tests.launching import gate_of, in_days, make_launch, pass_gate, pass_gates_until, sign_all, submit
from tests.readiness.reading import cell_of, page_of, seen

INPUT, PRODUCT, OPERATIONS = "customer-input", "product", "operations"


@pytest.fixture
def launch(cast):
    return make_launch(cast)


def test_cell_of_an_open_gate_names_who_is_asked_and_for_how_long(launch):
    assert seen(cell_of(launch, INPUT, days=2)) == "open 2 d Head"


def test_cell_of_a_gate_that_waits_says_for_which(launch):
    cell = cell_of(launch, PRODUCT)
    assert (cell.state, cell.words) == ("waiting", "Aurora Checkout, Product: opens after Customer input")


def test_cell_leads_to_its_gate(launch):
    assert cell_of(launch, PRODUCT).path == f"/launches/{launch.key}/gates/product/"


def test_cell_in_review_names_who_has_not_signed(cast, launch):
    submit(pass_gates_until(launch, OPERATIONS, cast), cast)
    cell = cell_of(launch, OPERATIONS, days=3)
    assert seen(cell) == "review 3 d Head"
    assert cell.words.endswith("in review, with Head of Operations, waited 3 working days")


def test_cell_is_stalled_once_the_due_moment_is_past(cast, launch):
    submit(pass_gates_until(launch, OPERATIONS, cast), cast)
    cell = cell_of(launch, OPERATIONS, days=9)
    assert seen(cell) == "stalled 7 d Head"
    assert "stalled (no progress since " in cell.words


def test_cell_of_a_signed_gate_tells_the_day(cast, launch):
    pass_gate(launch, INPUT, cast)
    cell = cell_of(launch, INPUT, days=4)
    assert seen(cell) == "approved 8 Jun"
    assert cell.words.endswith("signed on 8 Jun")


def test_cell_counts_the_conditions_that_are_open(cast, launch):
    gate = submit(pass_gates_until(launch, OPERATIONS, cast), cast)
    function = gate.deciders.get().function
    wishes = [Wish("Tried on two sites", cast.owner.pk, in_days(10)), Wish("Staff trained", cast.owner.pk, in_days(12))]
    approve_with_conditions(gate.pk, function.pk, wishes=wishes, actor=cast.heads[function.key])
    assert Condition.objects.count() == 2
    assert seen(cell_of(launch, OPERATIONS)) == "conditions 2 open"


def test_cell_of_a_gate_sent_back_says_by_whom_and_who_has_it(cast, launch):
    gate = submit(pass_gates_until(launch, OPERATIONS, cast), cast)
    function = gate.deciders.get().function
    send_back(gate.pk, function.pk, "No rollback drill.", actor=cast.heads[function.key])
    cell = cell_of(launch, OPERATIONS, days=1)
    assert seen(cell) == "returned 1 d Ines"
    assert "sent back by Operations, with Ines Calder" in cell.words


def test_cell_of_a_gate_changed_since_it_was_signed(cast, launch):
    pass_gate(launch, INPUT, cast)
    item = Item.objects.get(gate__launch=launch, key="customers_asked")
    answer_item(item.pk, "13", actor=cast.owner)
    assert cell_of(launch, INPUT).state == "changed"


def test_cell_is_blocked_while_an_earlier_gate_is_open_again(cast, launch):
    submit(pass_gates_until(launch, PRODUCT, cast), cast)
    reopen_gate(gate_of(launch, INPUT).pk, "A customer left.", actor=cast.sponsor)
    assert seen(cell_of(launch, PRODUCT)) == "blocked Paused"


def test_cell_of_a_gate_that_does_not_apply_is_not_that_of_a_signed_one(cast, launch):
    gate = gate_of(launch, INPUT)
    for decider in Decider.objects.filter(gate=gate).select_related("function"):
        declare_not_applicable(gate.pk, decider.function_id, "Nobody to ask.", actor=cast.heads[decider.function.key])
    assert seen(cell_of(launch, INPUT)) == "not_applicable n/a"


def test_cell_of_an_overridden_gate_tells_the_day(cast, launch):
    override_gate(gate_of(launch, INPUT).pk, "The board decided.", actor=cast.sponsor)
    assert seen(cell_of(launch, INPUT)) == "overridden 8 Jun"


def test_cell_of_a_launch_on_hold_does_not_count_on(cast, launch):
    hold_launch(launch.pk, "Supplier changed.", actor=cast.owner, look_again_on=in_days(20))
    assert seen(cell_of(launch, INPUT, days=9)) == "held On hold"


def test_every_cell_of_a_row_is_there_once_all_gates_are_passed(cast, launch):
    for kind in (INPUT, PRODUCT, OPERATIONS, "finance-pricing", "internal-launch"):
        pass_gate(launch, kind, cast)
    row = page_of(cast.sponsor, days=1).heat_map.rows[0]
    assert [cell.state for cell in row.cells] == ["approved"] * 5
    assert row.about == "Tier 2 · day 1 of 30 · ready, 1 d with Ines"


def test_days_of_a_pause_are_not_counted(cast, launch):
    submit(gate_of(launch, INPUT), cast)
    sign_all(gate_of(launch, INPUT), cast)
    hold_launch(launch.pk, "Supplier changed.", actor=cast.owner, look_again_on=in_days(20))
    page = page_of(cast.sponsor, days=14)
    assert not any(wait.is_stalled for wait in page.summary.courts.asked)
