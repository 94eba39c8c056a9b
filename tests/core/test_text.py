"""What of a text can be seen."""

import pytest

from launchgate.core.text import LEFT_TO_RIGHT_MARK as MARK
from launchgate.core.text import in_order, is_from_the_right, is_unseen

LEILA = "ليلى الفهري"


@pytest.mark.parametrize(
    "text",
    ["", " \t\n", "\u200b", "\u200b \u2060\ufeff", "\u00ad", "\u2800", "\u3164", "\u034f", "\u200e\u200f", "\ufe0f"],
)
def test_nothing_is_seen_of_it(text):
    assert is_unseen(text)


@pytest.mark.parametrize("text", ["a", "\u200ba", "認証", "👍", "👩\u200d🚀", "e\u0301", "-", "\u0660"])
def test_something_is_seen_of_it(text):
    assert not is_unseen(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"waits for {LEILA}, 7 working days", f"waits for {LEILA}{MARK}, 7 working days"),
        (f"{LEILA} 7", f"{LEILA}{MARK} 7"),
        (f"{LEILA}{LEILA} is told", f"{LEILA}{LEILA} is told"),
        (f"{LEILA} 2, {LEILA}.", f"{LEILA} 2, {LEILA}{MARK}."),
        ("waits for 山田太郎, 7 working days", "waits for 山田太郎, 7 working days"),
        ("", ""),
    ],
)
def test_a_sentence_keeps_its_order_behind_a_name_from_the_right(text, shown):
    assert in_order(text) == shown


def test_a_long_text_of_marks_is_kept_in_order_at_once():
    text = ("\u064b" * 3 + " ") * 50_000 + "x"
    assert in_order(text) == text


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        (LEILA, True),
        (f"{LEILA} (CFO)", True),
        (f"{LEILA} was told on Friday", False),
        (f"Talk to {LEILA}.", False),
        ("", False),
    ],
)
def test_a_text_is_set_as_most_of_its_letters_run(text, is_so):
    assert is_from_the_right(text) is is_so
