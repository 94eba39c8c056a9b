"""From found items to gates: sections as a person assigns them, and a guess for each from the words of its heading."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from launchgate.playbooks.importing.found import Found, FoundItem

MOST_SECTIONS = 150
MOST_GUESSED = 200
ASSUMED = "operations"
LEFT_OUT = ""
# Words that speak for a gate, and the weaker ones that count only where none of these is found.
STRONG = {
    "customer-input": "customer customers research discovery feedback interview interviews churn insight insights "
    "survey voice beta user users validation audience problem persona personas kunde kunden",
    "product": "product design designs feature features scope requirement requirements ux ui roadmap prototype "
    "specification usability accessibility functionality architecture produkt",
    "operations": "operations operation ops operational delivery deploy deployment infrastructure monitoring security "
    "rollback support training testing tests test qa performance backup reliability incident logistics supply systems "
    "capacity observability maintainability sre runbook alerting engineering build ci source betrieb schulung",
    "finance-pricing": "finance financial pricing price prices billing invoice invoicing cost costs margin budget "
    "revenue tax payment payments monetization monetisation contract contracts commercial preis finanzen",
    "internal-launch": "internal communication communications enablement marketing announcement announce press social "
    "pr media content sales campaign onboarding handover rollout gtm publish success narrative demand messaging "
    "vertrieb",
}
WEAK = {
    "operations": "release production readiness technical service services data code process quality week cycle go",
    "internal-launch": "launch post public website email blog day",
    "product": "development experience planning",
    "finance-pricing": "legal compliance policy policies",
    "customer-input": "market needs goals",
}


@dataclass(slots=True)
class Section:
    """Items that go to one gate together; `gate` is the guess, empty where no word gives a hint."""

    name: tuple[str, ...]
    is_table: bool
    gate: str
    items: list[FoundItem] = field(default_factory=list)
    shared: int = 0

    @property
    def title(self) -> str:
        """Return the innermost heading."""
        return next((heading for heading in reversed(self.name) if heading), "Without a heading")

    @property
    def above(self) -> str:
        """Return the headings above it in one line, without those that all sections share."""
        return " › ".join(self.name[self.shared : -1])  # noqa: RUF001


def sections_of(found: Found) -> list[Section]:
    """Return the items as the file groups them, tables last; of very many headings the lower ones are merged."""
    groups = _grouped(found.items, is_table=False)
    tables = [section for table in found.tables for section in _grouped(table.items, is_table=True)]
    if len(tables) > MOST_SECTIONS:
        tables = _grouped([item for section in tables for item in section.items], is_table=True)
    return groups + tables


def _grouped(items: list[FoundItem], *, is_table: bool) -> list[Section]:
    groups: dict[tuple[str, ...], Section] = {}
    deepest = max((len(item.section) for item in items), default=0)
    for length in range(deepest, -1, -1):
        if len({item.section[:length] for item in items}) <= MOST_SECTIONS:
            break
    for item in items:
        name = item.section[:length] if items else ()
        if name not in groups:
            groups[name] = Section(name, is_table, LEFT_OUT)
        groups[name].items.append(item)
    shared = _shared(list(groups))
    for section in groups.values():
        section.shared = shared
        section.gate = _guess(section)
    return list(groups.values())


def _shared(names: list[tuple[str, ...]]) -> int:
    """Return how many of the outermost headings all sections have in common: they tell no section from another."""
    shared = 0
    while len(names) > 1 and all(len(name) > shared and name[shared] == names[0][shared] for name in names):
        shared += 1
    return shared


def _guess(section: Section) -> str:
    """Return the gate kind that a section speaks for: its own headings first, then its items, then what is above."""
    own, above = section.name[section.shared :], section.name[: section.shared]
    items = " ".join(f"{item.hint} {item.text}" for item in section.items[:MOST_GUESSED])
    for words, vocabulary in (
        *((heading, STRONG) for heading in reversed(own)),
        (items, STRONG),
        *((heading, WEAK) for heading in reversed(own)),
        *((heading, STRONG) for heading in reversed(above)),
        (items, WEAK),
    ):
        if gate := _spoken_for(words, vocabulary):
            return gate
    return LEFT_OUT


def _spoken_for(words: str, vocabulary: dict[str, str]) -> str:
    said = Counter(re.findall(r"[^\W\d_]+", words.casefold()))
    counts = {gate: sum(said[word] for word in known.split()) for gate, known in vocabulary.items()}
    best = max(counts, key=lambda gate: counts[gate])
    return best if counts[best] else ""


def assigned(sections: Iterable[Section], gates: Iterable[str]) -> dict[str, list[FoundItem]]:
    """Return the items of each gate; sections that go nowhere, and items without words, are left out."""
    parts: dict[str, list[FoundItem]] = {}
    for section, gate in zip(sections, gates, strict=True):
        if gate != LEFT_OUT:
            parts.setdefault(gate, []).extend(item for item in section.items if item.text)
    return {gate: items for gate, items in parts.items() if items}
