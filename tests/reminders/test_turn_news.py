"""What the owner reads of those who hold turns: time they asked for, and what they passed on."""

from datetime import timedelta

import pytest

from launchgate.core import clock
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.turns import pass_turn_on, rest_turn
from launchgate.launches.models import Turn
from tests.launching import gate_of, make_cast, make_launch, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday")]


@pytest.fixture
def cast():
    """Return the people of a launch."""
    return make_cast()


@pytest.fixture
def turn(cast):
    """Return the turn in which customer care signs the first gate."""
    launch = make_launch(cast)
    submit(gate_of(launch, "customer-input"), cast)
    return Turn.objects.select_related("holder", "launch").get(
        launch=launch, kind="sign", function__key="customer-care"
    )


def rest(turn):
    until = clock.now().date() + timedelta(days=3)
    return rest_turn(turn.pk, until, "The figures come.", actor=turn.holder)


def test_a_rest_is_told_with_its_reason(turn, cast, words):
    rest(turn)
    told = words("news.turn.rested", cast.owner)
    assert told.subject.startswith(f"Aurora Checkout: {turn.holder} asked for time until ")
    assert ("Why", "The figures come.") in told.rows
    assert told.path.endswith("#sign-off")


def test_a_rest_is_not_told_once_the_turn_is_done(turn, cast, words):
    rest(turn)
    approve(turn.gate_id, turn.function_id, actor=turn.holder)
    assert words("news.turn.rested", cast.owner) is None


def test_a_rest_is_not_told_once_it_is_over(turn, cast, words):
    rest(turn)
    with clock.at(clock.now() + timedelta(days=4)):
        assert words("news.turn.rested", cast.owner) is None


def test_what_was_passed_on_is_told_with_who_is_asked_now(turn, cast, words):
    pass_turn_on(turn.pk, "Not my shop.", actor=turn.holder)
    told = words("news.turn.passed_on", cast.owner)
    assert f"{turn.holder} says that it is not theirs. {cast.sponsor} is asked instead." == told.lead
    assert ("Why", "Not my shop.") in told.rows


def test_what_was_passed_on_is_not_told_once_it_is_done(turn, cast, words):
    pass_turn_on(turn.pk, "Not my shop.", actor=turn.holder)
    approve(turn.gate_id, turn.function_id, actor=cast.sponsor)
    assert words("news.turn.passed_on", cast.owner) is None
