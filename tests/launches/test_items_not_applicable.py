"""Items that a head declares not applicable, and takes back."""

import pytest

from launchgate.audit.models import Event
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.applicable import declare_item_applicable, declare_item_not_applicable
from launchgate.launches.actions.evidence import add_evidence, prove_by_note
from launchgate.launches.actions.submit import OfferedItem, submit_gate
from launchgate.launches.models import Decider, Gate, Item, Offer
from tests.forging import verify
from tests.launches.checking import broken
from tests.launches.gate_pages import look, send, url_of
from tests.launches.small import START, Small
from tests.launches.stages import asked, gate_in, gate_of, item_of

S = Gate.Status
WHY = "We do not count demand for what nobody can buy yet."


def declare(small: Small, gate: Gate, key: str, *, who: str = "sales", reason: str = WHY) -> Item:
    return declare_item_not_applicable(item_of(gate, key).pk, reason, actor=small.people[who])


def through(gate: Gate) -> set[str]:
    return set(Decider.objects.filter(gate=gate, is_through=True).values_list("function__key", flat=True))


def test_it_counts_as_answered_for_submission(small):
    gate = gate_in(S.OPEN, small)
    answer_item(item_of(gate, "words").pk, "They said so.", actor=small.owner)
    declare(small, gate, "demand")
    assert "input contribute sales" not in asked(gate.launch)
    submit_gate(gate.pk, actor=small.owner)
    assert gate_of(gate.launch, "input").status == S.IN_REVIEW


def test_it_needs_no_proof(small):
    gate = gate_in(S.IN_REVIEW, small)
    declare(small, gate, "notes", who="care")
    assert not item_of(gate, "notes").wants_proof
    assert [broken(number) for number in (1, 4, 5)] == [[], [], []]


@pytest.mark.parametrize("who", ["sales", "deputy", "care"])
def test_heads_of_its_function_and_of_deciding_ones_say_so(small, who):
    assert declare(small, gate_in(S.OPEN, small), "demand", who=who).is_not_applicable


@pytest.mark.parametrize("who", ["member", "owner", "finance", "sponsor", "stranger"])
def test_nobody_else_says_so_or_takes_it_back(small, who):
    gate = gate_in(S.OPEN, small)
    with pytest.raises(Forbidden, match="head of Sales"):
        declare(small, gate, "demand", who=who)
    declare(small, gate, "demand")
    with pytest.raises(Forbidden, match="head of Sales"):
        declare_item_applicable(item_of(gate, "demand").pk, actor=small.people[who])


def test_it_takes_a_reason(small):
    with pytest.raises(Invalid, match="Say why"):
        declare(small, gate_in(S.OPEN, small), "demand", reason=" ")


def test_it_is_said_once(small):
    gate = gate_in(S.OPEN, small)
    declare(small, gate, "demand")
    with pytest.raises(Conflict, match="already declared"):
        declare(small, gate, "demand", who="care")


def test_it_makes_signatures_stale_as_any_edit_does(small):
    gate = gate_in(S.SIGNED, small)
    declare(small, gate, "demand")
    assert gate_of(gate.launch, "input").status == S.CHANGED
    assert through(gate) == set()
    event = Event.objects.get(kind="answer.not_applicable")
    assert f'"again":[[{gate.pk},' in event.text


def test_what_is_not_material_disturbs_nobody(small):
    gate = gate_in(S.SIGNED, small)
    declare(small, gate, "words", who="care")
    assert gate_of(gate.launch, "input").status == S.SIGNED


def test_taking_it_back_gives_the_answer_before_and_its_meaning_back(small):
    gate = gate_in(S.SIGNED, small)
    before = item_of(gate, "demand")
    declare(small, gate, "demand")
    item = declare_item_applicable(before.pk, actor=small.people["care"])
    assert (item.value, item.meaning, item.is_not_applicable) == (before.value, before.meaning, False)
    assert gate_of(gate.launch, "input").status == S.SIGNED
    assert through(gate) == {"sales", "care"}


def test_taken_back_where_nothing_was_answered_it_is_asked_again(small):
    gate = gate_in(S.OPEN, small)
    declare(small, gate, "demand")
    item = declare_item_applicable(item_of(gate, "demand").pk, actor=small.people["sales"])
    assert (item.value, item.is_answered) == (None, False)
    assert "input contribute sales" in asked(gate.launch)
    with pytest.raises(Conflict, match="was not declared"):
        declare_item_applicable(item.pk, actor=small.people["sales"])


def test_a_submitted_gate_is_not_left_without_an_answer(small):
    gate = gate_in(S.OPEN, small)
    answer_item(item_of(gate, "words").pk, "They said so.", actor=small.owner)
    declare(small, gate, "demand")
    submit_gate(gate.pk, actor=small.owner)
    with pytest.raises(Conflict, match="needs an answer here"):
        declare_item_applicable(item_of(gate, "demand").pk, actor=small.people["sales"])


def test_it_is_neither_answered_nor_proved_before_it_is_taken_back(small):
    gate = gate_in(S.OPEN, small)
    item = declare(small, gate, "demand")
    with pytest.raises(Conflict, match="Sal Sales said that this is not applicable"):
        answer_item(item.pk, "12", actor=small.owner)
    with pytest.raises(Conflict, match="not applicable"):
        add_evidence(item.pk, prove_by_note("Seen."), actor=small.owner)


def test_what_was_offered_as_a_condition_is_offered_no_longer(small):
    gate = gate_in(S.OPEN, small)
    answer_item(item_of(gate, "words").pk, "They said so.", actor=small.owner)
    submit_gate(gate.pk, actor=small.owner, offers=[OfferedItem(item_of(gate, "demand").pk, "In May.", START.date())])
    declare(small, gate, "demand")
    assert Offer.objects.get().status == Offer.Status.VOID


def test_each_has_one_event_that_proves_it(small):
    gate = gate_in(S.OPEN, small)
    item = declare(small, gate, "demand")
    declare_item_applicable(item.pk, actor=small.people["sales"])
    kinds = Event.objects.filter(subject=f"item:{item.pk}").values_list("kind", flat=True)
    assert list(kinds) == ["answer.not_applicable", "answer.applicable"]
    assert broken(4) == []
    assert verify()[0] == 0


def test_another_reason_behind_the_products_back_is_found(small):
    item = declare(small, gate_in(S.OPEN, small), "demand")
    item.versions.update(value={"not_applicable": "Well."})
    assert "its version of the answer was changed: the value." in verify()[1]


def test_pages_say_it_everywhere(client, small):
    gate = gate_in(S.IN_REVIEW, small)
    url = url_of(gate, "item_not_applicable", item_of(gate, "demand").pk)
    assert url in look(client, small.people["sales"], gate).text
    assert url not in look(client, small.owner, gate).text
    assert send(client, small.people["sales"], url).status_code == 422
    assert send(client, small.people["sales"], url, {"reason": WHY}).status_code == 303
    page = look(client, small.people["care"], gate).text
    # On the checklist, in the sign-off panel, and in the sentence to be signed.
    assert page.count(f"Not applicable: {WHY.rstrip('.')}") >= 3
    history = client.get(url_of(gate, "gate_history")).text
    assert "said that “What about demand?” on Input is not applicable" in history


def test_page_takes_it_back(client, small):
    gate = gate_in(S.IN_REVIEW, small)
    item = declare(small, gate, "demand")
    url = url_of(gate, "item_applicable", item.pk)
    assert url in look(client, small.people["sales"], gate).text
    assert url not in look(client, small.people["member"], gate).text
    assert send(client, small.people["sales"], url).status_code == 303
    assert not item_of(gate, "demand").is_not_applicable


@pytest.mark.parametrize("key", ["shape", "price"])
def test_choices_and_amounts_can_be_not_applicable_too(client, small, key):
    launch = gate_in(S.NOT_APPLICABLE, small).launch
    gate = gate_of(launch, "build" if key == "shape" else "price")
    declare(small, gate, key, who="care" if key == "shape" else "finance")
    assert look(client, small.owner, gate).status_code == 200
