"""Text as people see it."""

import unicodedata

# Controls, formats such as the zero-width space, separators, and marks without anything that they stand on.
UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"})
# Letters and a symbol by their category, and blank by their look: the Hangul fillers and the empty Braille pattern.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
LONGEST_LINE = 200


def is_unseen(text: str) -> bool:
    """Say whether nothing of a text can be seen: it is empty, or all spaces and characters without a look."""
    return all(character in BLANK or unicodedata.category(character) in UNSEEN for character in text)


def one_line(text: str, longest: int = LONGEST_LINE) -> str:
    """Return text fit for a header: one line, no control or direction characters, cut at a length in characters."""
    spaced = "".join(
        " " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character
        for character in text
        if unicodedata.category(character) not in {"Cf", "Cs"} or character in "\u200c\u200d"
    )
    line = " ".join(spaced.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
