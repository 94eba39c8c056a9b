"""Conditions on the gate page: met, confirmed, not yet."""

import pytest

from launchgate.launches.actions.conditions import report_condition_done
from launchgate.launches.actions.decide import Wish, approve_with_conditions
from launchgate.launches.models import Condition
from tests.launches.gate_pages import in_review, look, send, sign, url_of
from tests.launches.small import make_small
from tests.launching import gate_of, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return make_small()


@pytest.fixture
def condition(small) -> Condition:
    """Return a condition that Sales set on the first gate, to be met by a member."""
    gate = in_review(small)
    wish = Wish("Ask two more.", small.people["member"].pk, in_days(9))
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish])
    sign(gate, small, "care")
    return Condition.objects.select_related("gate__launch").get()


def act(client, person, condition, verb, **data):
    return send(client, person, url_of(condition.gate, f"condition_{verb}", condition.pk), data)


def test_owner_of_the_condition_says_that_it_is_met(client, small, condition):
    assert "Say that it is met" in look(client, small.people["member"], condition.gate).text
    response = act(client, small.people["member"], condition, "done", note="Asked three.")
    assert response["Location"].endswith("#conditions")
    assert "Asked three." in look(client, small.owner, condition.gate).text


def test_somebody_else_does_not_say_so(client, small, condition):
    assert "Say that it is met" not in look(client, small.people["stranger"], condition.gate).text
    assert act(client, small.people["stranger"], condition, "done").status_code == 403


def test_function_that_set_it_confirms(client, small, condition):
    report_condition_done(condition.pk, actor=small.people["member"])
    assert ">Confirm</button>" in look(client, small.people["sales"], condition.gate).text
    assert act(client, small.people["sales"], condition, "confirm").status_code == 303
    assert "Met, " in look(client, small.owner, condition.gate).text


def test_confirming_before_it_is_met_is_refused(client, small, condition):
    assert act(client, small.people["sales"], condition, "confirm").status_code == 409


def test_function_that_set_it_says_not_yet(client, small, condition):
    report_condition_done(condition.pk, actor=small.people["member"])
    assert act(client, small.people["sales"], condition, "reject").status_code == 422
    assert act(client, small.people["sales"], condition, "reject", reason="One is missing.").status_code == 303
    assert "One is missing." in look(client, small.people["member"], condition.gate).text


def test_owner_of_the_condition_does_not_confirm_it(client, small, condition):
    report_condition_done(condition.pk, actor=small.people["member"])
    assert act(client, small.people["member"], condition, "confirm").status_code == 403


def test_doubled_report_is_refused(client, small, condition):
    act(client, small.people["member"], condition, "done")
    assert act(client, small.people["member"], condition, "done").status_code == 409


def test_open_condition_shows_on_the_other_gates_too(client, small, condition):
    page = look(client, small.owner, gate_of(condition.gate.launch, "price")).text
    assert "Ask two more." in page


def test_gate_with_an_open_condition_says_so(client, small, condition):
    assert "1 condition open" in look(client, small.owner, condition.gate).text


def test_condition_is_not_there_on_another_gate(client, small, condition):
    url = url_of(gate_of(condition.gate.launch, "price"), "condition_done", condition.pk)
    assert send(client, small.people["member"], url).status_code == 404
