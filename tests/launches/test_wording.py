"""A text may be worded anew without a new meaning: who is told, who may overrule it, what follows for signatures."""

import pytest

from launchgate.audit.models import Event
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.answers import answer_item, overrule_wording
from launchgate.launches.actions.lifecycle import go_live
from launchgate.launches.models import Gate, Item
from launchgate.outbox.models import Message
from tests.launches.gate_pages import look, send, url_of
from tests.launches.small import Small
from tests.launches.stages import all_signed, asked, gate_of, item_of, signed


@pytest.fixture
def terms(small: Small) -> Item:
    """Return a text on a gate that Sales and Care signed, and on which Finance relies."""
    launch = small.launch()
    answer_item(item_of(gate_of(launch, "input"), "terms").pk, "Pay in 30 days", actor=small.owner)
    return item_of(signed(launch, "input", small), "terms")


def reword(item: Item, small: Small, text: str = "Pay within 30 days") -> Item:
    return answer_item(item.pk, text, actor=small.owner, is_wording=True)


def test_new_wording_keeps_the_meaning_and_the_signatures(small, terms):
    reword(terms, small)
    assert (item_of(terms.gate, "terms").value, item_of(terms.gate, "terms").meaning) == ("Pay within 30 days", 1)
    assert gate_of(terms.gate.launch, "input").status == Gate.Status.SIGNED


def test_an_answer_equal_to_a_former_wording_has_its_meaning(small, terms):
    reword(terms, small)
    answer_item(terms.pk, "Pay at once", actor=small.owner)
    answer_item(terms.pk, "Pay within 30 days", actor=small.owner)
    assert gate_of(terms.gate.launch, "input").status == Gate.Status.SIGNED


def test_only_texts_have_a_wording(small, terms):
    with pytest.raises(Invalid, match="Only a text"):
        answer_item(item_of(terms.gate, "demand").pk, "99", actor=small.owner, is_wording=True)


def test_what_was_never_answered_has_no_wording_to_change(small):
    item = item_of(gate_of(small.launch(), "input"), "terms")
    with pytest.raises(Invalid, match="no wording to change yet"):
        reword(item, small)


def test_whoever_signed_with_the_answer_is_told_of_the_new_wording(small, terms):
    reword(terms, small)
    told = Message.objects.filter(kind="news.answer.reworded").values_list("person__name", flat=True)
    assert set(told) == {"Sal Sales", "Cara Care"}


def test_a_function_that_vouches_overrules_the_wording_and_is_asked_again(small, terms):
    reword(terms, small)
    overrule_wording(terms.pk, small.functions["care"].pk, actor=small.people["care"])
    assert gate_of(terms.gate.launch, "input").status == Gate.Status.CHANGED
    assert {"input sign sales", "input sign care"} <= asked(terms.gate.launch)


def test_a_function_that_relies_on_it_from_a_later_gate_overrules_it_too(small, terms):
    reword(terms, small)
    overrule_wording(terms.pk, small.functions["finance"].pk, actor=small.people["finance"])
    assert item_of(terms.gate, "terms").meaning == 3


def test_the_former_text_brings_the_signatures_back_after_an_overruled_wording(small, terms):
    reword(terms, small)
    overrule_wording(terms.pk, small.functions["care"].pk, actor=small.people["care"])
    answer_item(terms.pk, "Pay in 30 days", actor=small.owner)
    assert gate_of(terms.gate.launch, "input").status == Gate.Status.SIGNED


def test_an_overruled_wording_keeps_its_own_meaning_when_it_comes_back(small, terms):
    reword(terms, small)
    overrule_wording(terms.pk, small.functions["care"].pk, actor=small.people["care"])
    answer_item(terms.pk, "Pay in 30 days", actor=small.owner)
    answer_item(terms.pk, "Pay within 30 days", actor=small.owner)
    assert gate_of(terms.gate.launch, "input").status == Gate.Status.CHANGED


@pytest.mark.parametrize("who", ["owner", "stranger", "member", "admin"])
def test_nobody_else_overrules_a_wording(small, terms, who):
    reword(terms, small)
    with pytest.raises(Forbidden):
        overrule_wording(terms.pk, small.functions["care"].pk, actor=small.people[who])


def test_an_answer_of_another_meaning_cannot_be_overruled(small, terms):
    answer_item(terms.pk, "Pay at once", actor=small.owner)
    with pytest.raises(Conflict, match="nothing to overrule"):
        overrule_wording(terms.pk, small.functions["care"].pk, actor=small.people["care"])


def test_a_function_that_does_not_vouch_for_it_has_nothing_to_say(small, terms):
    words = item_of(terms.gate, "words")
    with pytest.raises(Conflict, match="does not vouch"):
        overrule_wording(words.pk, small.functions["care"].pk, actor=small.people["care"])


def test_nothing_is_overruled_once_the_launch_is_public(small):
    launch = all_signed(small)
    go_live(launch.pk, actor=small.owner)
    with pytest.raises(Conflict, match="public"):
        overrule_wording(
            item_of(gate_of(launch, "input"), "terms").pk, small.functions["care"].pk, actor=small.people["care"]
        )


def test_a_wording_is_one_event_and_its_overruling_another(small, terms):
    before = Event.objects.count()
    reword(terms, small)
    overrule_wording(terms.pk, small.functions["care"].pk, actor=small.people["care"])
    kinds = list(Event.objects.order_by("pk").values_list("kind", flat=True)[before:])
    assert kinds == ["answer.reworded", "answer.overruled"]


def test_page_offers_the_choice_where_a_signature_stands_on_a_text(client, small, terms):
    page = look(client, small.owner, terms.gate).content.decode()
    assert "Only the wording changes" in page
    assert "Care and Sales see the new wording" in page


def test_page_saves_a_wording(client, small, terms):
    url = url_of(terms.gate, "item_answer", terms.pk)
    send(client, small.owner, url, {"value": "Pay within 30 days", "is_wording": "on"})
    assert item_of(terms.gate, "terms").answer.is_wording


def test_page_shows_a_signer_the_new_wording_and_overrules_it_by_a_click(client, small, terms):
    reword(terms, small)
    page = look(client, small.people["care"], terms.gate).content.decode()
    assert "Worded anew since then" in page
    assert "It means something else" in page
    url = url_of(terms.gate, "overrule_wording", terms.pk, "care")
    send(client, small.people["care"], url, {})
    assert gate_of(terms.gate.launch, "input").status == Gate.Status.CHANGED


def test_page_lets_an_onlooker_read_the_wording_and_no_more(client, small, terms):
    reword(terms, small)
    page = look(client, small.people["stranger"], terms.gate).content.decode()
    assert "Worded anew since then" in page
    assert "It means something else" not in page
