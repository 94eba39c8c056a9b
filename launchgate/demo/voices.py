"""What customers of the demo company say, written down by its front line through the real actions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from launchgate.customers.actions.insights import Said, add_insight
from launchgate.customers.models import Insight
from launchgate.launches.actions.evidence import prove_by_link
from launchgate.launches.models import Gate, Launch
from launchgate.people.models import Person

EVERY_OTHER = "*"


@lru_cache(maxsize=1)
def voices() -> dict[str, list[dict[str, Any]]]:
    """Return what customers say, by the name of the launch."""
    return yaml.safe_load((files(__package__) / "voices.yaml").read_text("utf-8"))


@dataclass(frozen=True)
class Voice:
    """One thing that a customer says, and who writes it down; `repeats` are the words to which it is joined."""

    words: dict[str, Any]
    by: str
    gate: Gate
    repeats: str = ""

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
        add_insight(launch.pk, said, actor=people[self.by], same_as_id=self._said_before(launch))

    def _said_before(self, launch: Launch) -> int | None:
        if not self.repeats:
            return None
        return Insight.objects.values_list("pk", flat=True).get(launch=launch, words=self.repeats)


def voices_for(launch: Launch, gate: Gate) -> Iterator[Voice]:
    """Return what is heard on a launch while a gate is worked on: nothing where the gate asks for no insights."""
    if not gate.insight_kinds:
        return iter(())
    heard = voices().get(launch.name, voices()[EVERY_OTHER])
    said = [Voice(words, words["by"], gate) for words in heard]
    repeated = [words for words in heard if "again" in words]
    said += [Voice(words | words["again"], words["again"]["by"], gate, words["words"]) for words in repeated]
    return iter(said)
