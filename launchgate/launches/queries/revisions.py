"""What a newer playbook version or another tier would change on a launch, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from launchgate.launches.actions.revise import (
    newest_version,
    require_leaving_tier,
    require_proposing,
    require_tier_change,
    require_version,
)
from launchgate.launches.models import Gate, Launch, Revision
from launchgate.launches.pairs import Pair
from launchgate.launches.phrases import counted, listed
from launchgate.launches.queries.gate_rights import allows, refusal_of
from launchgate.launches.queries.reading import Reading
from launchgate.launches.queries.revised import proposal_of
from launchgate.launches.revising import Difference, difference_of, effect_of
from launchgate.people.models import Person
from launchgate.playbooks.models import Version


@dataclass(frozen=True)
class GateChange:
    """What would be asked otherwise on one gate."""

    gate: Gate
    added: list[Pair]
    removed: list[Pair]
    changed: list[Pair]
    statement: str

    @property
    def words(self) -> str:
        """Return how much changes: "2 added, 1 removed"."""
        counts = [(self.added, "added"), (self.removed, "removed"), (self.changed, "changed")]
        return ", ".join(f"{len(pairs)} {done}" for pairs, done in counts if pairs)


@dataclass(frozen=True)
class Preview:
    """A difference gate by gate, with what would follow from it in sentences."""

    difference: Difference
    gates: list[GateChange]
    effects: list[str]
    rest: str


@dataclass(frozen=True)
class VersionOffered:
    """A newer version: what it would change, whether it was left, and why the reader cannot take it, if so."""

    version: Version
    preview: Preview
    left: Revision | None
    refusal: str


@dataclass(frozen=True)
class TierOffered:
    """Another tier: what it would change, who proposed it, and what the reader may do about it."""

    tier: int
    preview: Preview
    proposal: Revision | None
    may_take: bool
    may_propose: bool
    may_leave: bool
    refusal: str


def version_offered(reading: Reading, reader: Person) -> VersionOffered | None:
    """Return the newest version of the playbook as it is offered to a running launch, left or not."""
    launch = reading.launch
    version = newest_version(launch) if launch.status in Launch.RUNNING else None
    if version is None:
        return None
    left = launch.revisions.filter(version=version, status=Revision.Status.LEFT).select_related("decided_by").first()
    refusal = refusal_of(require_version, reading.board, version.pk, reader)
    return VersionOffered(version, _preview(reading, version, launch.tier), left, refusal.message if refusal else "")


def tier_offered(reading: Reading, reader: Person, tier: int | None) -> TierOffered | None:
    """Return the tier that is proposed for a running launch, or else the one that the reader asks about."""
    launch, board = reading.launch, reading.board
    if launch.status not in Launch.RUNNING:
        return None
    proposal = proposal_of(launch)
    wanted = proposal.tier if proposal else tier
    if wanted is None or wanted == launch.tier or wanted not in Launch.Tier.values:
        return None
    refusal = refusal_of(require_tier_change, board, wanted, reader)
    return TierOffered(
        wanted,
        _preview(reading, launch.version, wanted),
        proposal,
        may_take=refusal is None,
        may_propose=refusal is not None and allows(require_proposing, board, reader),
        may_leave=proposal is not None and allows(require_leaving_tier, board, reader),
        refusal=refusal.message if refusal else "",
    )


def _preview(reading: Reading, version: Version, tier: int) -> Preview:
    board = reading.board
    difference = difference_of(reading.launch, version, tier, board.gates)
    effect = effect_of(board, difference)
    effects = [f"{gate.name} opens again, to be answered and submitted" for gate in effect.opened]
    for gate in board.gates:
        names = [row.function.name for row in effect.again if row.gate_id == gate.pk]
        if names:
            effects.append(f"{listed(names)} {'look' if len(names) > 1 else 'looks'} again at {gate.name}")
    for gate in difference.passwords:
        effects.append(f"{gate.name} is signed {'without' if gate.asks_password else 'with'} the password from then on")
    if difference.policy:
        effects.append("Reminders and due days are counted anew")
    again = {row.function_id for row in effect.again}
    signed = [row for row in board.all_deciders() if row.is_signed and row.is_through and row.function_id not in again]
    rest = listed(list(dict.fromkeys(row.function.name for row in signed)))
    return Preview(
        difference, [change for gate in board.gates if (change := _of_gate(gate, difference))], effects, rest
    )


def _of_gate(gate: Gate, difference: Difference) -> GateChange | None:
    def on(pairs: Iterable[Pair]) -> list[Pair]:
        return [pair for pair in pairs if pair.gate.pk == gate.pk]

    statement = next((words for other, words in difference.statements if other.pk == gate.pk), "")
    added, removed, changed = on(difference.added), on(difference.removed), on(difference.changed)
    return GateChange(gate, added, removed, changed, statement) if added or removed or changed or statement else None


def finding(preview: Preview) -> str:
    """Return what changes in one sentence, such as "Two questions are added, one is removed."."""
    difference = preview.difference
    counts: Sequence[tuple[list[Pair], str]] = (
        (difference.added, "added"),
        (difference.removed, "removed"),
        (difference.changed, "changed"),
    )
    found = [
        f"{counted(len(pairs), 'question').lower()} {'is' if len(pairs) == 1 else 'are'} {done}"
        for pairs, done in counts
        if pairs
    ]
    if not found:
        return "No question changes." if not difference.is_empty else "Nothing changes for this launch."
    words = listed(found)
    return f"{words[0].upper()}{words[1:]}."
