"""The words of a text that say what it is about, as searches and comparisons take them."""

import re
import unicodedata

WORD = re.compile(r"\w+")
LONG_ENOUGH_FOR_A_PLURAL = 5


def _all_of(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


# They hold a sentence together and say nothing of what it is about.
SMALL = _all_of(
    "the and for with from into that this them they their our your his her its are was were will would can could",
    "has have had not but all any per one two until within before after more than less also only very who whom",
    "which what when where why how them out off over under again once same other each",
)
# In these somebody asks who asked for what; those who said it used others.
ASKING = SMALL | _all_of(
    "a an as at by did do does i in is it me my of on or to us we you about anybody anyone somebody someone else",
    "ask asked asking asks need needed needs said say says want wanted wants wish wished customer customers",
)


def searched(text: str, most: int = 8) -> list[str]:
    """Return the words that a search is for: in small letters, in the singular, without those by which it is asked.

    Where a text asks for nothing but such words, they are what it is for.
    """
    words = WORD.findall(unicodedata.normalize("NFKC", text).lower())
    return [_singular(word) for word in [word for word in words if word not in ASKING] or words][:most]


def _singular(word: str) -> str:
    is_plural = len(word) >= LONG_ENOUGH_FOR_A_PLURAL and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word
