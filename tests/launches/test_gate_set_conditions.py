"""Approving with conditions on the gate page: rows of text, owner and date, and what was offered."""

import pytest

from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.submit import OfferedItem, submit_gate
from launchgate.launches.models import Condition, Decision, Gate
from tests.launches.gate_pages import decide, in_review, item_of, look
from tests.launches.small import Small
from tests.launching import gate_of, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(company: Small) -> Small:
    return company.copy()


def condition(number: int = 0, **changes) -> dict[str, str]:
    row = {"text": "Ask two more.", "owner": "Mem Member", "due": in_days(9).isoformat()} | changes
    return {f"{name}_{number}": value for name, value in row.items()}


def with_offer(small) -> Gate:
    """Return a gate in review with an item offered as a condition."""
    gate = gate_of(small.launch(), "input")
    answer_item(item_of(gate, "words").pk, "They want it.", actor=small.owner)
    offer = OfferedItem(item_of(gate, "demand").pk, "Asked next week.", in_days(8))
    submit_gate(gate.pk, actor=small.owner, offers=[offer])
    return gate_of(gate.launch, "input")


def test_conditions_are_set_with_owner_and_date(client, small):
    response = decide(
        client, small.people["sales"], in_review(small), "conditions", **condition(0), **condition(2, text="And one.")
    )
    assert response.status_code == 303
    assert {(c.text, c.owner) for c in Condition.objects.all()} == {
        ("Ask two more.", small.people["member"]),
        ("And one.", small.people["member"]),
    }


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "Write what has to happen."),
        ({"owner": ""}, "Name who sees to it."),
        ({"owner": "Nobody Here"}, "Nobody active is called “Nobody Here”."),
        ({"due": ""}, "Say by when, no later than the target date."),
        ({"due": "soon"}, "Give a date as year-month-day"),
        ({"due": in_days(-2).isoformat()}, "A condition cannot be due in the past."),
        ({"due": in_days(400).isoformat()}, "A condition has to be met by the target date"),
    ],
)
def test_condition_that_does_not_fit_is_said_at_its_field(client, small, changes, sentence):
    response = decide(client, small.people["sales"], in_review(small), "conditions", **condition(**changes))
    assert response.status_code == 422
    assert sentence in response.text
    assert not Decision.objects.exists()


def test_condition_that_does_not_fit_is_kept_as_typed(client, small):
    response = decide(client, small.people["sales"], in_review(small), "conditions", **condition(owner="Nobody Here"))
    assert "Ask two more.</textarea>" in response.text
    assert 'value="Nobody Here"' in response.text
    assert 'value="conditions" data-key="c" checked' in response.text


def test_conditions_need_at_least_one(client, small):
    response = decide(client, small.people["sales"], in_review(small), "conditions")
    assert "Write at least one condition, or approve without." in response.text


def test_person_is_named_by_address_where_names_are_shared(client, small):
    twin = type(small.owner).objects.create_user("twin@example.test", name="Mem Member")
    gate = in_review(small)
    assert "Several people are called" in decide(client, small.people["sales"], gate, "conditions", **condition()).text
    decide(client, small.people["sales"], gate, "conditions", **condition(owner="TWIN@example.test"))
    assert Condition.objects.get().owner == twin


def test_offered_item_is_filled_in_as_a_condition(client, small):
    page = look(client, small.people["sales"], with_offer(small)).text
    assert "What about demand?</textarea>" in page
    assert "Offered: Asked next week." in page


def test_offered_item_keeps_plain_approval_off_with_its_reason(client, small):
    gate = with_offer(small)
    page = look(client, small.people["sales"], gate).text
    assert 'value="approved" data-key="a" disabled' in page
    assert "An item is offered as a condition." in page
    assert decide(client, small.people["sales"], gate, "approved").status_code == 409


def test_offered_item_becomes_the_condition_that_was_written(client, small):
    gate = with_offer(small)
    decide(client, small.people["sales"], gate, "conditions", **condition(text="Ask ten by Friday."))
    made = Condition.objects.get()
    assert (made.text, made.item) == ("Ask ten by Friday.", item_of(gate, "demand"))


def test_offered_item_cannot_be_left_out(client, small):
    response = decide(client, small.people["sales"], with_offer(small), "conditions", **condition(text="", due=""))
    assert response.status_code == 422
