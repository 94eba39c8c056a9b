"""Text as people see it."""

import re
import unicodedata

# Controls, formats such as the zero-width space, separators, and marks without anything that they stand on.
UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"})
# Letters and a symbol by their category, and blank by their look: the Hangul fillers and the empty Braille pattern.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
LONGEST_LINE = 200
# With these a cell begins that a spreadsheet takes for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Hebrew, Arabic and their neighbours, with their presentation forms.
RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_FROM_THE_RIGHT = re.compile(f"[{RIGHT_TO_LEFT}]")
# Words from the right, as far as no letter from the left stands between; and what would go along with them.
_FROM_THE_RIGHT_ON = re.compile(f"[{RIGHT_TO_LEFT}]+(?:(?:(?![{RIGHT_TO_LEFT}])[\\W\\d_])+[{RIGHT_TO_LEFT}]+)*")
_NUMBER_OR_MARK = re.compile(r"[ \t]*(?:[^\w\s]|\d)")
LEFT_TO_RIGHT_MARK = "\u200e"


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


def in_order(text: str) -> str:
    """Return a sentence from the left that keeps its order whatever names stand in it.

    Without a mark behind an Arabic name, “waits for ليلى, 7 days” shows the 7 before the name.
    """
    return _FROM_THE_RIGHT_ON.sub(
        lambda found: found[0] + (LEFT_TO_RIGHT_MARK if _NUMBER_OR_MARK.match(text, found.end()) else ""), text
    )


def is_from_the_right(text: str) -> bool:
    """Say whether a text is to be set from right to left: its first letter and most of the others run that way.

    A sentence from the left in which a name from the right stands, in whatever place, is not.
    """
    letters = [character for character in text if character.isalpha()]
    from_the_right = [bool(_FROM_THE_RIGHT.match(letter)) for letter in letters]
    return any(from_the_right[:1]) and sum(from_the_right) > len(letters) / 2


def no_formula(cell: str) -> str:
    """Return a cell of a CSV file that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
