"""Thirty days: used, left, projected at the pace so far, and what would make it."""

from datetime import timedelta
from typing import Any

import pytest

from launchgate.core import clock
from launchgate.launches.actions.lifecycle import go_live, hold_launch, resume_launch, stop_launch
from launchgate.launches.models import Launch
from launchgate.launches.queries.reading import Reading
from launchgate.launches.queries.thirty import Thirty, thirty_of
from tests.launching import Cast, make_cast, make_launch, pass_gate, pass_gates_until
from tests.readiness.conftest import START

FIRST = "customer-input"
# Of the default playbook: 5 + 5 + 6 + 5 + 5.
PLANNED = 26


@pytest.fixture
def cast(db: None) -> Any:
    with clock.at(START):
        yield make_cast()


def thirty(launch: Launch, *, days: float = 0) -> Thirty:
    """Return where a launch stands so many days after the start, a Monday."""
    with clock.at(START + timedelta(days=days)):
        found = thirty_of(Reading.load(Launch.objects.select_related("owner", "sponsor").get(pk=launch.pk)))
    assert found is not None
    return found


def after(days: float) -> Any:
    return clock.at(START + timedelta(days=days))


def test_the_day_of_opening_is_day_nought(cast):
    found = thirty(make_launch(cast))
    assert (found.used, found.left, found.projected) == (0, 30, PLANNED)
    assert found.needs == []


def test_weekends_are_not_used(cast):
    assert thirty(make_launch(cast), days=7).used == 5


def test_days_of_the_present_gate_are_taken_off_its_plan(cast):
    assert thirty(make_launch(cast), days=3).projected == PLANNED


def test_what_was_slow_is_reckoned_slow_for_the_rest(cast: Cast):
    launch = make_launch(cast)
    with after(14):
        pass_gate(launch, FIRST, cast)
    found = thirty(launch, days=14)
    assert (found.used, found.pace, found.projected) == (10, 2.0, 10 + 2 * (PLANNED - 5))


def test_a_gate_over_its_plan_is_part_of_the_pace(cast):
    found = thirty(make_launch(cast), days=14)
    assert found.pace == 2.0
    assert found.projected == 10 + 2 * (1 + PLANNED - 5)


def test_what_would_make_thirty_is_said_gate_by_gate(cast):
    needs = thirty(make_launch(cast), days=14).needs
    assert needs[0] == "Customer care and Sales sign Customer input by Tuesday 23 June."
    assert needs[1].startswith("Product takes ")
    assert needs[1].endswith(" in place of 10.")


def test_a_hold_has_to_end_first(cast):
    launch = make_launch(cast)
    with after(7):
        hold_launch(launch.pk, "Wait.", actor=cast.owner, look_again_on=(START + timedelta(days=30)).date())
    assert thirty(launch, days=14).needs[:2] == [
        "The launch comes off hold today.",
        "Customer care and Sales sign Customer input by Tuesday 23 June.",
    ]


def test_what_is_asked_of_the_gates_adds_up_to_the_days_that_are_left(cast):
    found = thirty(make_launch(cast), days=14)
    _first, *later = found.needs
    days = [int(need.split(" takes ")[1].split()[0]) for need in later]
    assert 1 + sum(days) == found.left


def test_too_few_days_for_the_gates_are_said(cast):
    assert thirty(make_launch(cast), days=39).needs == [
        "Five gates ahead and 1 working day left: not even a day for each."
    ]


def test_past_thirty_nothing_is_asked_any_more(cast):
    found = thirty(make_launch(cast), days=50)
    assert found.left < 0
    assert found.says.startswith("The thirty days ended on Mon 20 Jul, 6 working days ago.")
    assert found.needs == []


def test_a_public_launch_says_how_many_it_took(cast):
    launch = make_launch(cast)
    pass_gates_until(launch, "internal-launch", cast)
    pass_gate(launch, "internal-launch", cast)
    with after(9):
        go_live(launch.pk, actor=cast.owner)
    found = thirty(launch, days=60)
    assert found.says == "Public after 7 working days, within thirty."
    assert found.spent == []


def test_past_thirty_it_is_said_in_whose_court_the_days_went(cast):
    launch = make_launch(cast)
    with after(14):
        pass_gate(launch, FIRST, cast)
    found = thirty(launch, days=50)
    spent = {part.name: round(part.days) for part in found.spent}
    # The second gate's hand-offs were accepted by nobody since.
    assert (spent["The owner"], spent["Product"]) == (10, 26)
    assert found.says.endswith("Product had it longest, for 26 working days.")


def test_days_on_hold_were_in_nobodys_court(cast):
    launch = make_launch(cast)
    with after(7):
        hold_launch(launch.pk, "Wait.", actor=cast.owner, look_again_on=(START + timedelta(days=30)).date())
    with after(21):
        resume_launch(launch.pk, actor=cast.owner)
    spent = {part.name: round(part.days) for part in thirty(launch, days=50).spent}
    assert (spent["On hold"], spent["The owner"]) == (10, 26)


def test_a_launch_that_was_ready_in_time_and_public_later_says_so(cast):
    launch = make_launch(cast)
    pass_gates_until(launch, "internal-launch", cast)
    with after(7):
        pass_gate(launch, "internal-launch", cast)
    with after(49):
        go_live(launch.pk, actor=cast.owner)
    found = thirty(launch, days=60)
    assert found.says.startswith("Public after 35 working days, 5 more than thirty. For 30 of them it was ready")


def test_once_every_gate_is_passed_it_is_said_what_today_would_be(cast):
    launch = make_launch(cast)
    pass_gates_until(launch, "internal-launch", cast)
    pass_gate(launch, "internal-launch", cast)
    assert thirty(launch, days=7).says == "Every gate is passed: made public today, it is day 5."


def test_a_stopped_launch_has_no_clock(cast):
    launch = make_launch(cast)
    stop_launch(launch.pk, "Nobody wants it.", actor=cast.owner)
    assert thirty_of(Reading.load(Launch.objects.select_related("owner", "sponsor").get(pk=launch.pk))) is None


def test_the_list_says_which_day_it_is(client, cast):
    make_launch(cast)
    client.force_login(cast.owner)
    with after(7):
        client.force_login(cast.owner)
        assert "day 5 of 30" in client.get("/launches/").text


def test_the_list_says_how_many_days_a_public_launch_took(client, cast):
    launch = make_launch(cast)
    pass_gates_until(launch, "internal-launch", cast)
    pass_gate(launch, "internal-launch", cast)
    with after(44):
        go_live(launch.pk, actor=cast.owner)
    with after(60):
        client.force_login(cast.owner)
        assert "took 32 days, 2 over" in client.get("/launches/?status=live").text


def test_the_list_says_by_how_many_days_it_is_over(client, cast):
    make_launch(cast)
    with after(49):
        client.force_login(cast.owner)
        assert "over" in client.get("/launches/").text
