"""Comments on a gate, and who hears of them."""

import pytest

from launchgate.core.refusals import Conflict, Invalid
from launchgate.launches.actions.comments import comment_on_gate, mentions_in
from launchgate.launches.models import Comment, Gate
from launchgate.outbox.models import Message
from launchgate.people.models import Person
from tests.launches.stages import gate_in, gate_of

S = Gate.Status


def told() -> set[str]:
    return set(Message.objects.filter(kind="news.comment.mentioned").values_list("person__name", flat=True))


@pytest.mark.parametrize("status", list(S))
def test_a_comment_is_possible_on_any_gate(small, status):
    gate = gate_in(status, small)
    assert comment_on_gate(gate.pk, "Well.", actor=small.people["stranger"]).text == "Well."


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Look at this, @Sal Sales.", {"Sal Sales"}),
        ("@sal sales and @CARA CARE, please.", {"Sal Sales", "Cara Care"}),
        ("@Sal, can you?", {"Sal Sales"}),
        ("Ask sal@elsewhere.test or @Nobody Known.", set()),
        ("@Olu Owner, I mean myself", set()),
    ],
)
def test_people_named_with_at_are_told(small, text, names):
    comment_on_gate(gate_in(S.OPEN, small).pk, text, actor=small.owner)
    assert told() == names


def test_people_are_named_by_address_too(small):
    comment_on_gate(gate_in(S.OPEN, small).pk, f"Ask @{small.people['care'].email}.", actor=small.owner)
    assert told() == {"Cara Care"}


def test_a_name_that_fits_two_people_names_nobody(small):
    Person.objects.filter(pk=small.people["stranger"].pk).update(name="Sal Sander")
    assert mentions_in("@Sal, can you?") == []


def test_who_may_not_see_a_confidential_launch_is_not_told(small):
    gate = gate_of(small.launch(is_confidential=True), "input")
    comment_on_gate(gate.pk, "@Sten Stranger and @Sal Sales", actor=small.owner)
    assert told() == {"Sal Sales"}


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "x" * 10_001, "a\x00b"])
def test_a_comment_needs_words_that_fit(small, text):
    with pytest.raises(Invalid):
        comment_on_gate(gate_in(S.OPEN, small).pk, text, actor=small.owner)


def test_a_doubled_form_comments_once(small):
    gate = gate_in(S.OPEN, small)
    comment_on_gate(gate.pk, "Well.", actor=small.owner, once="form")
    with pytest.raises(Conflict, match="already sent"):
        comment_on_gate(gate.pk, "Well.", actor=small.owner, once="form")
    assert Comment.objects.count() == 1
