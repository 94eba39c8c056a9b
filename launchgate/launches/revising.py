"""What another playbook version, or another tier, would change on a launch: compared here, and nothing is saved."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from launchgate.launches.board import UNDER_REVIEW, Board
from launchgate.launches.models import Condition, Decider, Gate, Item, Launch, Vouched
from launchgate.launches.pairs import Edit, Pair
from launchgate.launches.phrases import listed
from launchgate.playbooks.models import GateTemplate, ItemTemplate, Question, Version
from launchgate.playbooks.policies import POLICY, policy_for
from launchgate.playbooks.queries import items_for_tier

WORDS = {
    "text": "question",
    "help": "help",
    "section": "section",
    "options": "choices",
    "unit": "unit",
    "is_required": "required",
    "needs_evidence": "needs proof",
    "is_material": "material",
    "track": "list",
    "function": "answered by",
    "relied_on_by": "relied on by",
}
GATE_WORDS = {
    "name": "name",
    "order": "place in the order",
    "functions": "functions that sign",
    "deputies_sign": "say on deputies",
    "working_days": "planned length",
    "password_to_tier": "say on passwords",
    "share_to_go_public": "share that has to read the briefing",
    "share_step": "share by tier",
    "hand_over_plan_to_tier": "say on the customer's hand-over plan",
    "insight_kinds": "number of kinds of insight",
}
NOTHING = "nothing"
SUBMITTED = UNDER_REVIEW | {Gate.Status.SIGNED}


@dataclass(frozen=True)
class Difference:
    """All that a version and tier would change on a launch, gate by gate, and what it would leave as it is.

    `passwords` are the gates on which signing would ask for the password, and does not now, or the other way round.
    """

    version: Version
    tier: int
    added: list[Pair] = field(default_factory=list)
    removed: list[Pair] = field(default_factory=list)
    kept: list[Pair] = field(default_factory=list)
    statements: list[tuple[Gate, str]] = field(default_factory=list)
    policy: list[Edit] = field(default_factory=list)
    passwords: list[Gate] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)

    @property
    def changed(self) -> list[Pair]:
        """Return the questions that would be asked otherwise."""
        return [pair for pair in self.kept if pair.edits]

    @property
    def is_empty(self) -> bool:
        """Say whether nothing would read otherwise on the launch."""
        return not (self.added or self.removed or self.changed or self.statements or self.policy or self.passwords)


@dataclass(frozen=True)
class Effect:
    """What would follow from a difference: who looks again at which gate, and the gates that open again for work."""

    again: list[Decider]
    opened: list[Gate]


def difference_of(launch: Launch, version: Version, tier: int, gates: Sequence[Gate]) -> Difference:
    """Return what would change if the launch followed this version in this tier; `gates` are those of the launch."""
    items = Item.every.filter(gate__launch=launch).select_related("answer", "function")
    templates = items_for_tier(version, tier).select_related("gate", "function").prefetch_related("relied_on_by")
    followed = GateTemplate.objects.filter(pk__in=[gate.template_id for gate in gates])
    mine = {gate.pk: gate for gate in followed.prefetch_related("functions")}
    theirs = {gate.kind: gate for gate in version.gates.prefetch_related("functions")}
    difference = Difference(version, tier, policy=_reminders(launch, version, tier, gates))
    rows = list(items.prefetch_related("relied_on_by").order_by("position", "pk"))
    for gate in gates:
        if gate.asks_password != (tier <= mine[gate.template_id].password_to_tier):
            difference.passwords.append(gate)
        if gate.kind not in theirs:
            difference.aside.append(f"{gate.name} is not in this version any more. It stays on this launch.")
            continue
        asked = [template for template in templates if template.gate.kind == gate.kind]
        _compare(difference, gate, [item for item in rows if item.gate_id == gate.pk], asked)
        if gate.statement != theirs[gate.kind].statement:
            difference.statements.append((gate, theirs[gate.kind].statement))
        difference.aside.extend(_left_as_it_is(gate, mine[gate.template_id], theirs[gate.kind]))
    kinds = {gate.kind for gate in gates}
    difference.aside.extend(
        f"{gate.name} is a new gate. Launches on their way do not get it."
        for kind, gate in theirs.items()
        if kind not in kinds
    )
    return difference


def _compare(difference: Difference, gate: Gate, items: Iterable[Item], asked: Iterable[ItemTemplate]) -> None:
    present: dict[str, Item] = {}
    gone: dict[tuple[str, str], Item] = {}
    for item in items:
        item.gate = gate
        if item.removed_at is None:
            present[item.key] = item
        else:
            gone[item.key, item.kind] = item
    for template in asked:
        same = present.get(template.key)
        if same is not None and same.kind == template.kind:
            difference.kept.append(Pair(gate, same, template, tuple(_edits(same, template, WORDS, WORDS))))
            del present[template.key]
            continue
        difference.added.append(Pair(gate, gone.get((template.key, template.kind)), template))
    difference.removed.extend(Pair(gate, item, None) for item in present.values())


def _edits(before: Any, after: Any, names: Iterable[str], words: Mapping[str, str]) -> list[Edit]:
    edits = []
    for name in names:
        was, becomes = _said(before, name), _said(after, name)
        if was != becomes:
            edits.append(Edit(words[name], was, becomes))
    return edits


def _said(row: Any, name: str) -> str:
    """Return a field of a question or a version in words."""
    if name in ("relied_on_by", "functions"):
        return listed(sorted(function.name for function in getattr(row, name).all())) or "nobody"
    value = getattr(row, f"get_{name}_display")() if name == "track" else getattr(row, name)
    if isinstance(value, bool | time):
        return f"{value:%H:%M}" if isinstance(value, time) else "yes" if value else "no"
    return (listed([str(one) for one in value]) if isinstance(value, list) else str(value)) or NOTHING


def _reminders(launch: Launch, version: Version, tier: int, gates: Sequence[Gate]) -> list[Edit]:
    """Return what would be different about reminders: for all gates, then what is different for one alone."""
    words = {name: str(version._meta.get_field(name).verbose_name) for name in POLICY}  # type: ignore[union-attr]

    def edits(kind: str) -> list[Edit]:
        now, then = policy_for(launch.version, kind, launch.tier), policy_for(version, kind, tier)
        return _edits(now, then, POLICY, words)

    common = edits("")
    others = [(gate.name, edit) for gate in gates for edit in edits(gate.kind) if edit not in common]
    return common + [Edit(f"{name}: {edit.name}", edit.before, edit.after) for name, edit in others]


def _left_as_it_is(gate: Gate, mine: GateTemplate, theirs: GateTemplate) -> list[str]:
    names = [edit.name for edit in _edits(mine, theirs, GATE_WORDS, GATE_WORDS)]
    return [f"{gate.name} has another {listed(names)} in this version. Here that stays as it is."] if names else []


@dataclass(frozen=True)
class _Then:
    """A question as it would stand afterwards; `meaning` is None where it would be one that there never was."""

    gate: Gate
    item_id: int | None
    meaning: int | None
    proof: str
    is_material: bool
    relied_on_by: Collection[int]
    lacks: bool


def effect_of(board: Board, difference: Difference) -> Effect:
    """Return whom a difference would ask to look again, and which gates would open again; three statements.

    A submitted gate opens again when a required question would have neither answer nor condition, or an answer no
    proof.
    """
    settled = {offer.item_id for offer in board.offers if offer.status == offer.Status.OPEN}
    became = Condition.objects.filter(gate__launch=board.launch).exclude(item=None)
    settled |= set(became.exclude(status=Condition.Status.VOID).values_list("item_id", flat=True))
    facts = [_then(pair, settled) for pair in (*difference.kept, *difference.added)]
    compared = {pair.gate.pk for pair in (*difference.kept, *difference.added, *difference.removed)}
    others = Item.objects.filter(gate__in=[gate for gate in board.gates if gate.pk not in compared])
    facts += [_as_it_is(item, board) for item in others.prefetch_related("relied_on_by")]
    lacking = {fact.gate.pk for fact in facts if fact.lacks}
    signed = [row for row in board.all_deciders() if row.is_signed and row.is_through]
    kept: dict[tuple[int | None, int | None], tuple[int, str]] = {
        (decision_id, item_id): (meaning, proof)
        for decision_id, item_id, meaning, proof in Vouched.objects.filter(
            decision__in=[row.decision_id for row in signed]
        ).values_list("decision", "item", "meaning", "proof")
    }
    return Effect(
        again=[
            row
            for row in signed
            if any(
                kept.get((row.decision_id, fact.item_id)) != (fact.meaning, fact.proof) for fact in _vouched(row, facts)
            )
        ],
        opened=[gate for gate in board.gates if gate.pk in lacking and gate.status in SUBMITTED],
    )


def _vouched(decider: Decider, facts: Iterable[_Then]) -> Iterable[_Then]:
    gate = decider.gate
    return (
        fact
        for fact in facts
        if fact.is_material
        and (fact.gate.pk == gate.pk or (decider.function_id in fact.relied_on_by and fact.gate.order < gate.order))
    )


def _then(pair: Pair, settled: Collection[int]) -> _Then:
    item, template = pair.item, pair.template
    if template is None:
        raise ValueError("A removed question is not asked afterwards.")
    is_answered = item is not None and item.is_answered and (not pair.is_asked_anew or pair.still_fits)
    return _Then(
        gate=pair.gate,
        item_id=item.pk if item else None,
        meaning=None if item is None or (pair.is_asked_anew and is_answered) else item.meaning if is_answered else 0,
        proof=item.proof if item else "",
        is_material=template.is_material,
        relied_on_by={function.pk for function in template.relied_on_by.all()},
        lacks=_lacks(template, item, is_answered=is_answered, settled=settled),
    )


def _as_it_is(item: Item, board: Board) -> _Then:
    return _Then(
        gate=board.gate(item.gate_id),
        item_id=item.pk,
        meaning=item.meaning,
        proof=item.proof,
        is_material=item.is_material,
        relied_on_by={function.pk for function in item.relied_on_by.all()},
        lacks=False,
    )


def _lacks(question: Question, item: Item | None, *, is_answered: bool, settled: Collection[int]) -> bool:
    if item is not None and is_answered:
        return question.needs_evidence and not item.evidence_count and not item.is_not_applicable
    return question.is_required and (item is None or item.pk not in settled)
