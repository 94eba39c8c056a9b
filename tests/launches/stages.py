"""Gates of the small company brought to a stage through the real actions, and what is then asked of whom."""

from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.evidence import add_evidence, prove_by_note
from launchgate.launches.actions.exceptions import declare_not_applicable, override_gate
from launchgate.launches.actions.hand_offs import accept_hand_off
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Gate, HandOff, Item, Launch, Turn
from launchgate.people.models import Person
from tests.launches.clicks import VALUES
from tests.launches.small import Small

S = Gate.Status


def gate_of(launch: Launch, kind: str) -> Gate:
    """Return a gate of a launch, fresh from the database."""
    return Gate.objects.select_related("launch").get(launch=launch, kind=kind)


def item_of(gate: Gate, key: str) -> Item:
    """Return an item of a gate, fresh from the database."""
    return Item.objects.get(gate=gate, key=key)


def answer_required(gate: Gate, actor: Person) -> None:
    """Answer the required items of a gate, and prove what was answered and needs proof."""
    for item in Item.objects.filter(gate=gate):
        if item.is_required and not item.is_answered:
            answer_item(item.pk, VALUES[item.kind][0], actor=actor)
        if item.is_answered and item.needs_evidence and not item.evidence_count:
            add_evidence(item.pk, prove_by_note("Seen."), actor=actor)


def accept_all(gate: Gate, small: Small) -> None:
    """Accept every hand-off to a gate, each as the head of the function that receives it."""
    for hand_off in HandOff.objects.filter(to_gate=gate).exclude(status=HandOff.Status.ACCEPTED):
        accept_hand_off(hand_off.pk, actor=small.people[hand_off.function.key])


def submitted(launch: Launch, kind: str, small: Small, *, note: str = "") -> Gate:
    """Bring an open gate under review; without a note nothing is handed off."""
    gate = gate_of(launch, kind)
    accept_all(gate, small)
    answer_required(gate, small.owner)
    submit_gate(gate.pk, actor=small.owner, note=note)
    return gate_of(launch, kind)


def signed(launch: Launch, kind: str, small: Small, *, note: str = "") -> Gate:
    """Bring an open gate through review, signed by the head of each of its functions."""
    gate = submitted(launch, kind, small, note=note)
    for decider in gate.deciders.filter(is_through=False).select_related("function"):
        approve(gate.pk, decider.function_id, actor=small.people[decider.function.key])
    return gate_of(launch, kind)


def all_signed(small: Small) -> Launch:
    """Return a launch whose four gates are signed."""
    launch = small.launch()
    for kind in ("input", "build", "price", "tell"):
        signed(launch, kind, small)
    return Launch.objects.get(pk=launch.pk)


def gate_in(status: str, small: Small) -> Gate:
    """Return a gate in a status: the first of a new launch, decided by sales and care, or for "waiting" the last."""
    launch = small.launch()
    gate = gate_of(launch, "input")
    if status == S.WAITING:
        return gate_of(launch, "tell")
    if status == S.IN_REVIEW:
        submitted(launch, "input", small)
    elif status in (S.SIGNED, S.CHANGED):
        signed(launch, "input", small)
        if status == S.CHANGED:
            answer_item(item_of(gate, "demand").pk, "99", actor=small.owner)
    elif status == S.NOT_APPLICABLE:
        for key in ("sales", "care"):
            declare_not_applicable(gate.pk, small.functions[key].pk, "Not ours.", actor=small.people[key])
    elif status == S.OVERRIDDEN:
        override_gate(gate.pk, "On with it.", actor=small.sponsor)
    gate = gate_of(launch, "input")
    assert gate.status == status
    return gate


def asked(launch: Launch) -> set[str]:
    """Return the open turns of a launch in words, such as "input sign sales" or "go_live"; "…" marks a pause."""
    turns = Turn.objects.filter(launch=launch, closed_at=None).select_related("gate", "function")
    return {_words(turn) for turn in turns}


def _words(turn: Turn) -> str:
    parts = [turn.gate.kind if turn.gate else "", turn.kind, turn.function.key if turn.function else ""]
    return " ".join(part for part in parts if part) + (" …" if turn.paused_at else "")


def ended(launch: Launch) -> set[str]:
    """Return the closed turns of a launch with their outcome, such as "input sign sales: done"."""
    turns = Turn.objects.filter(launch=launch).exclude(closed_at=None).select_related("gate", "function")
    return {f"{_words(turn)}: {turn.outcome}" for turn in turns}
