"""What customers of the demo company say, written down by its front line through the real actions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any

import yaml

from launchgate.customers.actions.insights import Said, add_insight
from launchgate.launches.actions.evidence import prove_by_link
from launchgate.launches.models import Gate, Launch
from launchgate.people.models import Person

FEWEST, MOST = 4, 7


@lru_cache(maxsize=1)
def voices() -> list[dict[str, Any]]:
    """Return what customers may say."""
    return yaml.safe_load((files(__package__) / "voices.yaml").read_text("utf-8"))


@dataclass(frozen=True)
class Voice:
    """One thing that a customer says, and who writes it down."""

    words: dict[str, Any]
    by: str
    gate: Gate

    def add(self, launch: Launch, people: Mapping[str, Person]) -> None:
        """Write it down."""
        given = self.words
        said = Said(
            kind=given["kind"],
            customer=given["customer"],
            words=given["words"].replace("{name}", launch.name),
            number=given.get("number", ""),
            unit=given.get("unit", ""),
            gate_id=self.gate.pk,
            proof=prove_by_link(given["link"]) if "link" in given else None,
        )
        add_insight(launch.pk, said, actor=people[self.by])


def voices_for(launch: Launch, gate: Gate) -> Iterator[Voice]:
    """Return what is heard on a launch while a gate is worked on: nothing where the gate asks for no insights.

    Drawn by the name of the launch alone, so that everything else of the demo stays as it was drawn.
    """
    if not gate.insight_kinds:
        return iter(())
    rng = Random(f"voices:{launch.name}")  # noqa: S311 - a story, not a secret
    # The first two are of two kinds.
    chosen = [*voices()[:2], *rng.sample(voices()[2:], rng.randint(FEWEST - 2, MOST - 2))]
    said = [Voice(words, words["by"], gate) for words in chosen]
    said += [Voice(words, words["again"], gate) for words in chosen if "again" in words]
    return iter(said)
