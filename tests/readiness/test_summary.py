"""What stands above and below the heat map: numbers, launches at risk, courts; and for how long they are kept."""

from datetime import timedelta

import pytest

from launchgate.core import clock
from launchgate.launches.actions.decide import send_back
from launchgate.launches.actions.exceptions import override_gate
from launchgate.launches.actions.lifecycle import hold_launch, stop_launch
from launchgate.readiness.figures import MOST_AT_RISK, OLDEST_EACH
from launchgate.readiness.numbers import MOST_BLOCKS, blocks
from tests.factories import make_person
from tests.launching import gate_of, in_days, make_launch, pass_gate, pass_gates_until, submit
from tests.readiness.reading import page_of


def numbers(page) -> dict[str, str]:
    return {number.label: f"{number.value} {number.of}: {number.note}" for number in page.summary.numbers}


def lanes(page) -> dict[str, tuple[int, int, int, str]]:
    return {lane.name: (lane.waiting, lane.to_sign, lane.stalled, lane.oldest) for lane in page.summary.courts.lanes}


def test_numbers_tell_apart_what_is_on_track_at_risk_and_on_hold(cast):
    make_launch(cast, name="Stalled", target_date=in_days(25))
    held = make_launch(cast, name="Held")
    hold_launch(held.pk, "Supplier changed.", actor=cast.owner, look_again_on=in_days(20))
    with clock.at(clock.now() + timedelta(days=8)):
        make_launch(cast, name="Fresh", target_date=in_days(60))
    found = numbers(page_of(cast.sponsor, days=9))
    assert found["On track"] == "1 of 3: 1 at risk, 1 on hold"
    assert found["Next 30 days"] == "1 launch: 1 at risk"
    assert found["Waiting now"].startswith("8 answers: 4 stalled, the oldest for 7 working days")


def test_launch_with_all_gates_passed_is_ready(cast):
    launch = make_launch(cast)
    for kind in ("customer-input", "product", "operations", "finance-pricing", "internal-launch"):
        pass_gate(launch, kind, cast)
    page = page_of(cast.sponsor)
    assert numbers(page)["Ready"] == "1 of 1: All gates passed, not yet public"
    assert lanes(page) == {"Launch owners": (1, 0, 0, "< 1 d")}


def test_overridden_gates_are_counted(cast):
    for name in ("One", "Two"):
        launch = make_launch(cast, name=name)
        override_gate(launch.gates.get(kind="customer-input").pk, "The fair is on Monday.", actor=cast.sponsor)
    secret = make_launch(cast, name="Secret", is_confidential=True)
    override_gate(secret.gates.get(kind="customer-input").pk, "The fair is on Monday.", actor=cast.sponsor)
    assert numbers(page_of(cast.sponsor))["Ready"] == "0 of 3: None has passed all its gates, 3 gates overridden"
    outsider = page_of(make_person("Otto Outside"))
    assert numbers(outsider)["Ready"] == "0 of 2: None has passed all its gates, 2 gates overridden"


def test_courts_count_what_waits_per_function(cast):
    submit(gate_of(make_launch(cast, name="One"), "customer-input"), cast)
    submit(gate_of(make_launch(cast, name="Two"), "customer-input"), cast)
    pass_gate(make_launch(cast, name="Three"), "customer-input", cast)
    found = lanes(page_of(cast.sponsor, days=8))
    assert found["Customer care"] == (2, 2, 2, "6 d")
    assert found["Product"] == (1, 0, 1, "6 d")


def test_turns_that_pause_wait_in_nobodys_court(cast):
    launch = make_launch(cast)
    hold_launch(launch.pk, "Supplier changed.", actor=cast.owner, look_again_on=in_days(20))
    assert lanes(page_of(cast.sponsor, days=3)) == {}


def test_of_each_court_only_the_oldest_are_drawn(cast):
    for number in range(OLDEST_EACH + 2):
        make_launch(cast, name=f"Launch {number}")
    page = page_of(cast.sponsor)
    owners = next(lane for lane in page.summary.courts.lanes if lane.name == "Launch owners")
    assert (owners.waiting, len(owners.dots)) == (OLDEST_EACH + 2, OLDEST_EACH)
    assert not page.summary.courts.is_all


def test_risks_are_the_soonest_and_say_how_many_there_are(cast):
    for number in range(MOST_AT_RISK + 2):
        make_launch(cast, name=f"Launch {number}", target_date=in_days(90 - number))
    summary = page_of(cast.sponsor, days=9).summary
    assert [risk.name for risk in summary.risks] == ["Launch 5", "Launch 4", "Launch 3", "Launch 2"]
    assert summary.at_risk == MOST_AT_RISK + 2


def test_risk_says_who_has_had_what_for_how_long(cast):
    launch = make_launch(cast)
    submit(pass_gates_until(launch, "operations", cast), cast)
    risk = page_of(cast.sponsor, days=9).summary.risks[0]
    assert (risk.who, risk.holder.name) == ("Operations", "Head of Operations")
    assert risk.why.startswith("has had Operations to sign for 7 working days.")
    assert risk.settle_path == f"/launches/{launch.key}/gates/operations/"


def test_risk_says_who_sent_a_gate_back(cast):
    launch = make_launch(cast)
    gate = submit(pass_gates_until(launch, "operations", cast), cast)
    send_back(gate.pk, gate.deciders.get().function_id, "No rollback drill.", actor=cast.heads["operations"])
    risk = page_of(cast.sponsor, days=9).summary.risks[0]
    assert risk.who == "Operations sent Operations back."
    assert risk.why.startswith("Ines Calder has had Operations to prepare for 7 working days.")


def test_risk_of_a_launch_on_hold_says_who_looks_again(cast):
    launch = make_launch(cast)
    launch.next_planned_for = in_days(-30)
    launch.save(update_fields=["next_planned_for"])
    hold_launch(launch.pk, "Supplier changed.", actor=cast.owner, look_again_on=in_days(10))
    type(launch).objects.filter(pk=launch.pk).update(next_planned_for=in_days(-30))
    risk = page_of(cast.sponsor, days=1).summary.risks[0]
    assert (risk.who, risk.why) == ("On hold.", "Ines Calder looks again on Thu 18 Jun.")
    assert risk.settle_words == "Open the launch"


def test_summary_is_kept_while_nothing_happens(cast, django_assert_num_queries):
    make_launch(cast)
    page_of(cast.sponsor)
    with django_assert_num_queries(2):
        page_of(cast.sponsor, days=20 / 86400)


def test_summary_is_read_again_after_an_action(cast):
    launch = make_launch(cast)
    assert page_of(cast.sponsor).summary.running == 1
    stop_launch(launch.pk, "Nobody wants it.", actor=cast.owner)
    assert page_of(cast.sponsor).summary.running == 0


def test_summary_is_read_again_after_half_a_minute(cast):
    make_launch(cast)
    assert page_of(cast.sponsor).summary.at_risk == 0
    assert page_of(cast.sponsor, days=9).summary.at_risk == 1


@pytest.mark.parametrize(
    ("parts", "states"),
    [
        ((("approved", 2), ("stalled", 1)), ["approved"] * 2 + ["stalled"]),
        ((("approved", 9_999), ("stalled", 1)), ["approved"] * 11 + ["stalled"]),
        ((("approved", 600), ("held", 0), ("stalled", 600)), ["approved"] * 6 + ["stalled"] * 6),
        ((("approved", 1), ("held", 1), ("stalled", 998)), ["approved", "held"] + ["stalled"] * 10),
    ],
    ids=["few", "one of many", "halves", "two of many"],
)
def test_bar_has_a_dozen_blocks_and_leaves_no_part_out(parts, states):
    drawn = [block.state for block in blocks(*parts)]
    assert drawn == states
    assert len(drawn) <= MOST_BLOCKS
