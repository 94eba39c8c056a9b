"""The gate pack: one page for the meeting about a gate, with nothing on it to press."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup, Tag

from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import Wish, approve_with_conditions
from launchgate.launches.models import Gate
from tests.launches.small import START
from tests.launches.stages import gate_in, item_of


@pytest.fixture
def pack(small, client):
    """Return a function that opens the pack of a gate as somebody of no place in it, and gives its article."""

    def read(gate: Gate) -> Tag:
        client.force_login(small.people["stranger"], backend="django.contrib.auth.backends.ModelBackend")
        response = client.get(f"{gate.get_absolute_url()}pack/")
        article = BeautifulSoup(response.content, "html.parser").find("article")
        assert isinstance(article, Tag)
        return article

    return read


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def test_a_pack_says_what_is_asked_of_whom_and_what_would_be_signed(pack, small):
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    text = words(pack(gate))
    assert small.people["sales"].name in text
    assert "Who signs, signs this:" in text


def test_a_pack_has_every_answer_and_its_proofs(pack, small):
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    text = words(pack(gate))
    for item in gate.items.all():
        assert " ".join(item.text.split()) in text
    for proof in gate.items.filter(evidence_count__gt=0):
        assert proof.evidence.first().title in text


def test_a_pack_names_what_changed_since_a_function_signed(pack, small):
    gate = gate_in(Gate.Status.SIGNED, small)
    answer_item(item_of(gate, "demand").pk, "99", actor=small.owner)
    article = pack(gate)
    assert "Signed, then changed" in words(article)
    assert article.find("ins", string=lambda text: text is not None and "99" in text)


def test_a_pack_lists_open_conditions(pack, small):
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    wish = Wish("Train the team.", small.owner.pk, (START + timedelta(days=5)).date())
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish])
    assert f"Train the team. {small.owner.name} by" in words(pack(gate))


def test_a_pack_is_dated_with_years_and_a_zone(pack, small):
    article = pack(gate_in(Gate.Status.SIGNED, small))
    signature = article.find(class_="pack__signature")
    assert re.search(r" \d{4} \d\d:\d\d, while signed in", words(signature))
    assert re.search(r"As of \w+ \d+ \w+ \d{4} \d\d:\d\d, \w+/\w+", words(article))


def test_a_pack_has_nothing_to_press(pack, small):
    article = pack(gate_in(Gate.Status.IN_REVIEW, small))
    assert not article.find_all(["form", "button", "input", "a"])


def test_the_gate_leads_to_its_pack(small, client):
    gate = gate_in(Gate.Status.OPEN, small)
    client.force_login(small.owner, backend="django.contrib.auth.backends.ModelBackend")
    page = BeautifulSoup(client.get(gate.get_absolute_url()).content, "html.parser")
    assert page.find("a", href=f"{gate.get_absolute_url()}pack/")
