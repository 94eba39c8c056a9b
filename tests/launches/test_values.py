"""Typed answers: what may be stored, and how it is put into words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchgate.core.refusals import Invalid
from launchgate.launches.values import clean_value, words_for
from launchgate.playbooks.models import ItemKind, ItemTemplate

OPTIONS = ["new", "more"]


def question(kind: str, **fields: Any) -> ItemTemplate:
    return ItemTemplate(kind=kind, options=OPTIONS if kind == ItemKind.CHOICE else [], **fields)


@pytest.mark.parametrize(
    ("kind", "raw", "stored"),
    [
        ("text", "  two\r\nlines ", "two\nlines"),
        ("yes_no", "Yes", True),
        ("yes_no", False, False),
        ("choice", "new", "new"),
        ("number", "1,234.50", "1234.5"),
        ("number", "12,5", "12.5"),
        ("number", "\u22123", "-3"),
        ("number", "1\u00a0000", "1000"),
        ("number", "-0.0", "0"),
        ("number", 7, "7"),
        ("money", "49 eur", {"amount": "49", "currency": "EUR"}),
        ("money", "USD 1,200.00", {"amount": "1200", "currency": "USD"}),
        ("money", {"amount": "49", "currency": "chf"}, {"amount": "49", "currency": "CHF"}),
        ("date", "2027-03-15", "2027-03-15"),
        ("link", " https://example.com/a?b=c ", "https://example.com/a?b=c"),
    ],
)
def test_a_value_is_stored_in_one_form(kind, raw, stored):
    assert clean_value(question(kind), raw) == stored


@pytest.mark.parametrize("kind", list(ItemKind))
@pytest.mark.parametrize("raw", [None, "", {}, {"amount": "", "currency": "EUR"}])
def test_nothing_is_an_empty_answer_of_any_kind(kind, raw):
    assert clean_value(question(kind), raw) is None


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("text", "a\x00b"),
        ("text", "x" * 10_001),
        ("text", 12),
        ("yes_no", "perhaps"),
        ("yes_no", 1),
        ("choice", "neither"),
        ("choice", ["new"]),
        ("number", "twelve"),
        ("number", True),
        ("number", "NaN"),
        ("number", "Infinity"),
        ("number", "1e400"),
        ("number", "1e-99999999999999999999"),
        ("number", "1" * 16),
        ("number", "1" * 100_000),
        ("money", "49"),
        ("money", "EUR"),
        ("money", {"amount": "x", "currency": "EUR"}),
        ("money", ["49", "EUR"]),
        ("date", "15.03.2027"),
        ("date", "2027-02-30"),
        ("date", "1815-06-18"),
        ("link", "javascript:alert(1)"),
        ("link", "https://example.com/a b"),
        ("link", "https://[::1"),
        ("link", "https://example.com/" + "x" * 2000),
        ("file", "plan.pdf"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_a_sentence(kind, raw):
    with pytest.raises(Invalid) as refused:
        clean_value(question(kind), raw)
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize("port", ["99999", "65536", "0", "-1", "http", "8o"])
def test_a_link_to_a_port_that_does_not_exist_is_refused(port):
    with pytest.raises(Invalid, match="There is no such port"):
        clean_value(question("link"), f"https://example.com:{port}/a")


@pytest.mark.parametrize("place", ["example.com", "example.com:", "example.com:1", "[::1]:65535"])
def test_a_link_to_a_port_that_there_is_is_kept(place):
    assert clean_value(question("link"), f"https://{place}/a") == f"https://{place}/a"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["amount", "currency", "x"]), inner),
    max_leaves=6,
)


@given(kind=st.sampled_from(list(ItemKind)), raw=ANYTHING)
def test_whatever_is_given_is_stored_or_refused(kind, raw):
    try:
        stored = clean_value(question(kind), raw)
    except Invalid:
        return
    assert clean_value(question(kind), stored) == stored
    assert isinstance(words_for(question(kind), stored), str)


@pytest.mark.parametrize("raw", [" " * 100_000 + "abcd", "1" * 100_000 + "x", "1," * 50_000])
@pytest.mark.parametrize("kind", ["money", "number", "date", "yes_no"])
def test_a_very_long_input_is_refused(kind, raw):
    with pytest.raises(Invalid):
        clean_value(question(kind), raw)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("text", None, "\u2013"),
        ("yes_no", True, "Yes"),
        ("number", "1234567.5", "1,234,567.5 days"),
        ("money", {"amount": "-1200", "currency": "EUR"}, "-1,200 EUR"),
        ("money", {"amount": "2.9", "currency": "EUR"}, "2.90 EUR"),
        ("money", {"amount": "2.95", "currency": "EUR"}, "2.95 EUR"),
        ("money", {"amount": "0.125", "currency": "EUR"}, "0.125 EUR"),
        ("date", "2027-03-05", "5 March 2027"),
        ("file", {"evidence": 1, "name": "plan.pdf", "sha256": ""}, "plan.pdf"),
    ],
)
def test_a_value_is_put_into_words(kind, value, words):
    assert words_for(question(kind, unit="days"), value) == words
