"""Answering items on the gate page: each type, what does not fit, who may not, and what moves with it."""

import pytest

from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.launches.models import Answer, Gate, Item
from launchgate.playbooks.models import ItemKind
from tests.launches.gate_pages import HTMX, in_review, item_of, look, send, signed, url_of
from tests.launches.small import Small
from tests.launching import gate_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(company: Small) -> Small:
    return company.copy()


@pytest.fixture
def gate(small) -> Gate:
    return gate_of(small.launch(), "input")


def of_kind(gate: Gate, kind: str) -> Item:
    """Return an unanswered item that asks for this type."""
    Item.objects.filter(gate=gate, key="notes").update(kind=kind, options=["new", "more"], needs_evidence=False)
    return item_of(gate, "notes")


def save(client, person, item: Item, **data):
    headers = data.pop("headers", {})
    return send(client, person, url_of(item.gate, "item_answer", item.pk), data, **headers)


@pytest.mark.parametrize(
    ("kind", "sent", "stored"),
    [
        (ItemKind.TEXT, {"value": " Said so.\r\nTwice. "}, "Said so.\nTwice."),
        (ItemKind.YES_NO, {"value": "no"}, False),
        (ItemKind.CHOICE, {"value": "more"}, "more"),
        (ItemKind.NUMBER, {"value": "1,200.50"}, "1200.5"),
        (ItemKind.MONEY, {"value": "49", "currency": "EUR"}, {"amount": "49", "currency": "EUR"}),
        (ItemKind.DATE, {"value": "2027-03-15"}, "2027-03-15"),
        (ItemKind.LINK, {"value": "https://example.com/plan"}, "https://example.com/plan"),
    ],
)
def test_answer_is_saved_by_its_type(client, small, gate, kind, sent, stored):
    item = of_kind(gate, kind)
    response = save(client, small.owner, item, **sent)
    assert (response.status_code, item_of(gate, "notes").value) == (303, stored)


@pytest.mark.parametrize(
    ("kind", "sent", "sentence"),
    [
        (ItemKind.YES_NO, {"value": "maybe"}, "Answer yes or no."),
        (ItemKind.CHOICE, {"value": "other"}, "Choose one of: new, more."),
        (ItemKind.NUMBER, {"value": "a dozen"}, "Give a number, such as 12 or 12.5."),
        (ItemKind.MONEY, {"value": "49", "currency": "euros"}, "Name the currency by its three letters"),
        (ItemKind.DATE, {"value": "soon"}, "Give a date as year-month-day"),
        (ItemKind.LINK, {"value": "javascript:alert(1)"}, "Give a full web address"),
        (ItemKind.TEXT, {"value": "   "}, "Give an answer first."),
        (ItemKind.TEXT, {"value": "a" * 100_000}, "The text has 100,000 characters"),
    ],
)
def test_answer_that_does_not_fit_is_said_at_its_field(client, small, gate, kind, sent, sentence):
    response = save(client, small.owner, of_kind(gate, kind), **sent)
    assert response.status_code == 422
    assert sentence in response.text
    assert "Not saved yet" in response.text


def test_what_was_typed_stays_when_it_does_not_fit(client, small, gate):
    response = save(client, small.owner, item_of(gate, "demand"), value="a dozen or so")
    assert 'value="a dozen or so"' in response.text
    assert not Answer.objects.exists()


def test_saving_leads_back_to_the_item(client, small, gate):
    item = item_of(gate, "demand")
    response = save(client, small.owner, item, value="12")
    assert response["Location"] == f"{gate.get_absolute_url()}#item-demand"


def test_htmx_gets_the_item_and_what_moved_with_it(client, small, gate):
    page = save(client, small.owner, item_of(gate, "demand"), value="12", headers=HTMX).text
    assert page.lstrip().startswith('<li class="item item--done')
    for part in ("track", "gate-head", "gate-progress", "sign-off"):
        assert f'id="{part}"' in page
    assert page.count("hx-swap-oob") == 7


def test_htmx_gets_only_the_item_back_when_it_does_not_fit(client, small, gate):
    response = save(client, small.owner, item_of(gate, "demand"), value="dozens", headers=HTMX)
    assert response.status_code == 422
    assert "hx-swap-oob" not in response.text


def test_member_of_the_function_answers(client, small, gate):
    response = save(client, small.people["member"], item_of(gate, "words"), value="They want it.")
    assert response.status_code == 303


def test_stranger_is_refused_with_who_may(client, small, gate):
    response = save(client, small.people["stranger"], item_of(gate, "demand"), value="12")
    assert response.status_code == 403
    assert "Only the owner or somebody in Sales can answer this." in response.text


def test_answer_can_be_taken_away_before_it_is_submitted(client, small, gate):
    save(client, small.owner, item_of(gate, "demand"), value="12")
    save(client, small.owner, item_of(gate, "demand"), value="12", empty="1")
    assert not item_of(gate, "demand").is_answered


def test_required_answer_of_a_submitted_gate_is_not_taken_away(client, small):
    gate = in_review(small)
    response = save(client, small.owner, item_of(gate, "demand"), empty="1")
    assert response.status_code == 409
    assert item_of(gate, "demand").value == "12"


def test_page_does_not_offer_to_empty_what_a_submitted_gate_stands_on(client, small):
    assert "Take it away" not in look(client, small.owner, in_review(small)).text


def test_gate_that_has_not_opened_takes_no_answers(client, small, gate):
    item = Item.objects.get(gate__launch=gate.launch, key="day")
    assert save(client, small.owner, item, value="2027-03-15").status_code == 409


def test_stopped_launch_takes_no_answers(client, small, gate):
    stop_launch(gate.launch_id, "Nobody wants it.", actor=small.owner)
    assert save(client, small.owner, item_of(gate, "demand"), value="12").status_code == 409


def test_item_of_another_launch_is_not_there(client, small, gate):
    other = item_of(gate_of(small.launch(name="Other"), "input"), "demand")
    response = send(client, small.owner, url_of(gate, "item_answer", other.pk), {"value": "12"})
    assert response.status_code == 404


@pytest.mark.parametrize("forged", [0, 99, 2**63, 10**30])
def test_forged_item_is_not_there(client, small, gate, forged):
    assert send(client, small.owner, url_of(gate, "item_answer", forged), {"value": "12"}).status_code == 404


def test_control_character_is_refused_with_a_sentence(client, small, gate):
    response = save(client, small.owner, item_of(gate, "words"), value="a\x00b")
    assert response.status_code == 422
    assert "control character" in response.text
    assert "a\ufffdb" in response.text
    assert not Answer.objects.filter(item__gate=gate).exists()


def test_same_answer_twice_is_one_version(client, small, gate):
    for _ in range(2):
        save(client, small.owner, item_of(gate, "demand"), value="12")
    assert Answer.objects.filter(item__gate=gate).count() == 1


def test_page_warns_whose_signature_another_answer_disturbs(client, small):
    assert "Another answer asks Care and Sales to sign again." in look(client, small.owner, signed(small)).text


def test_confidential_launch_takes_no_answer_from_a_stranger(client, small):
    gate = gate_of(small.launch(is_confidential=True), "input")
    assert save(client, small.people["stranger"], item_of(gate, "demand"), value="12").status_code == 404
