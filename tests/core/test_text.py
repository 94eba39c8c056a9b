"""What of a text can be seen."""

import pytest

from launchgate.core.text import is_unseen


@pytest.mark.parametrize(
    "text",
    ["", " \t\n", "\u200b", "\u200b \u2060\ufeff", "\u00ad", "\u2800", "\u3164", "\u034f", "\u200e\u200f", "\ufe0f"],
)
def test_nothing_is_seen_of_it(text):
    assert is_unseen(text)


@pytest.mark.parametrize("text", ["a", "\u200ba", "認証", "👍", "👩\u200d🚀", "e\u0301", "-", "\u0660"])
def test_something_is_seen_of_it(text):
    assert not is_unseen(text)
