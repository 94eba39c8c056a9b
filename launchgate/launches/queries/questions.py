"""How the questions of a launch read at a moment, where it follows another playbook version since."""

from dataclasses import dataclass
from datetime import datetime

from launchgate.launches.models import Item, Launch, Revision
from launchgate.playbooks.models import ItemTemplate


@dataclass(frozen=True)
class Question:
    """The words of a question, and what its answers are in words by."""

    text: str
    kind: str
    unit: str


class Questions:
    """The questions of one launch as they read when something was signed or answered; two statements at most."""

    def __init__(self, launch: Launch):
        taken = Revision.objects.filter(launch=launch, status=Revision.Status.TAKEN)
        self._taken = list(taken.order_by("decided_at").values_list("decided_at", "from_version"))
        known = ItemTemplate.objects.filter(gate__version__in={version_id for _, version_id in self._taken})
        rows = known.values_list("gate__version", "gate__kind", "key", "text", "kind", "unit") if self._taken else []
        self._known = {(version, gate, key): Question(*words) for version, gate, key, *words in rows}

    def at(self, item: Item, moment: datetime) -> Question:
        """Return how an item read at a moment: as in the version that the launch followed then."""
        present = Question(item.text, item.kind, item.unit)
        followed = next((version for decided_at, version in self._taken if decided_at and decided_at > moment), None)
        if followed is None:
            return present
        return self._known.get((followed, item.gate.kind, item.key), present)
