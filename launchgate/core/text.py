"""Text as people see it."""

import unicodedata

# Controls, formats such as the zero-width space, separators, and marks without anything that they stand on.
UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"})
# Letters and a symbol by their category, and blank by their look: the Hangul fillers and the empty Braille pattern.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def is_unseen(text: str) -> bool:
    """Say whether nothing of a text can be seen: it is empty, or all spaces and characters without a look."""
    return all(character in BLANK or unicodedata.category(character) in UNSEEN for character in text)
