"""Words that people give with an action: reasons, questions, notes."""

from launchgate.core.refusals import Invalid
from launchgate.core.text import is_unseen

LONGEST = 10_000


def required_words(text: str, field: str, ask: str) -> str:
    """Return the words without outer space; raises Invalid with `ask` when none can be seen, or for too many."""
    words = text.strip()
    if is_unseen(words):
        raise Invalid(ask, field=field)
    return checked_length(words, field)


def one_line(text: str, field: str, longest: int) -> str:
    """Return words fit for a line, without outer space and line breaks; raises Invalid when there are more than fit."""
    return " ".join(checked_length(text, field, longest).split())


def checked_length(text: str, field: str, longest: int = LONGEST) -> str:
    """Return the words without outer space; raises Invalid when there are more than fit."""
    words = text.strip()
    if len(words) > longest:
        raise Invalid(f"This has {len(words):,} characters; {longest:,} is the most.", field=field)
    if "\x00" in words:
        raise Invalid("The text holds a character that cannot be stored. Type it again without pasting.", field=field)
    return words
