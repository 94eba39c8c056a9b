"""What must always hold: each room registers the checks that a database can show; `check_invariants` runs them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass
class Checked:
    """What a check found: how many things it looked at, and a sentence for each that is broken."""

    looked_at: int = 0
    broken: list[str] = field(default_factory=list)

    def note(self, sentences: Iterable[str]) -> None:
        """Add broken things."""
        self.broken += sentences


Check = Callable[[], Checked]


@dataclass(frozen=True)
class Invariant:
    """One check under the number of its invariant in the design, with what it shows in a few words."""

    number: int
    shows: str
    things: str
    check: Check


_invariants: list[Invariant] = []


def shows(number: int, words: str, *, things: str) -> Callable[[Check], Check]:
    """Register a check of an invariant; `things` names in the plural what it looks at."""

    def register(check: Check) -> Check:
        _invariants.append(Invariant(number, words, things, check))
        return check

    return register


def registered() -> list[Invariant]:
    """Return all checks in the order of the invariants' numbers."""
    return sorted(_invariants, key=lambda invariant: invariant.number)
