"""The sign-off panels: what a function would sign, what it may decide now, and what follows from each choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from launchgate.core.refusals import Forbidden
from launchgate.launches import panels, values, vouching
from launchgate.launches.actions.decide import require_no_offer, require_send_back, require_signing
from launchgate.launches.actions.deciding import require_undecided
from launchgate.launches.board import require_work
from launchgate.launches.forms.gate_decisions import APPROVE, CONDITIONS, SEND_BACK, SignForm
from launchgate.launches.models import Condition, Decider, Gate, Item, Offer
from launchgate.launches.phrases import counted, listed
from launchgate.launches.queries.gate_changes import Change, shown_answers
from launchgate.launches.queries.gate_rights import allows, refusal_of
from launchgate.launches.queries.reading import Reading
from launchgate.people.models import Function, Person


@dataclass(frozen=True)
class Fact:
    """One answer that a signature vouches for, in words."""

    item: Item
    words: str


@dataclass(frozen=True)
class Tile:
    """One choice: `refusal` says why it cannot be made now, `effects` what follows, `button` what the click does."""

    value: str
    label: str
    state: str
    key: str
    note: str
    refusal: str
    effects: list[str]
    button: str
    is_chosen: bool


@dataclass(frozen=True)
class Panel:
    """The sign-off of one function, for a person who may act for it.

    `changes` is what moved since the function signed before, `moved` what moved since the reader opened the page.
    """

    function: Function
    printed_name: str
    sentence: str
    own: list[Fact]
    relied: list[Fact]
    not_applicable: list[Fact]
    proofs: int
    conditions: list[Condition]
    form: SignForm
    tiles: list[Tile]
    changes: list[Change] = field(default_factory=list)
    moved: list[Change] | None = None
    later: list[panels.Panel] = field(default_factory=list)


def panels_of(
    reading: Reading,
    gate: Gate,
    reader: Person,
    offers: Sequence[Offer],
    stale: Mapping[int, list[Change]],
    bound: Mapping[str, Any],
) -> list[Panel]:
    """Return one panel for each function that this person can decide for now, with one statement for each.

    Functions that are through have none: they have signed. `stale` is what changed since their last signature.
    """
    deciders = [
        decider
        for decider in reading.board.deciders[gate.pk]
        if allows(require_undecided, decider)
        and allows(require_send_back, reading.board, gate, decider.function_id, reader)
    ]
    return [
        _panel(reading, gate, decider, reader, offers, stale.get(decider.decision_id or 0, []), bound)
        for decider in deciders
    ]


def why_no_panel(reading: Reading, gate: Gate, reader: Person) -> str:
    """Return the sentence for which this person cannot decide on a gate in review; "" when it is a matter of time."""
    if not allows(require_work, reading.board, gate, "send_back"):
        return ""
    for decider in reading.board.deciders[gate.pk]:
        refusal = refusal_of(require_send_back, reading.board, gate, decider.function_id, reader)
        if isinstance(refusal, Forbidden) and not decider.is_through:
            return refusal.message
    return ""


def _panel(
    reading: Reading,
    gate: Gate,
    decider: Decider,
    reader: Person,
    offers: Sequence[Offer],
    stale: list[Change],
    bound: Mapping[str, Any],
) -> Panel:
    function = decider.function
    items = list(vouching.vouched_for(gate, function.pk))
    for item in items:
        item.gate = reading.board.gate(item.gate_id)
    place = require_send_back(reading.board, gate, function.pk, reader)
    sent = bound.get(f"sign:{function.pk}")
    state = {"seen": vouching.fingerprint(items), "shown": shown_answers(items)}
    refusals = _refusals(reading, gate, function, reader, offers)
    chosen = _first_choice(refusals, offers)
    if isinstance(sent, SignForm):
        form, chosen = sent, str(sent.data.get("decision", ""))
        if "seen" in form.errors:
            # Nobody knows what the page showed: the next decision is about what this one shows.
            form.data = {**dict(form.data.items()), **state}
    else:
        form = SignForm(gate, function, offers, initial=state)
    form.lead_back_to(reading.board.gates)
    facts = [Fact(item, values.words_for(item, item.value)) for item in items]
    return Panel(
        function,
        place.printed_name,
        vouching.sentence(gate.statement, items),
        own=[fact for fact in facts if fact.item.gate_id == gate.pk],
        relied=[fact for fact in facts if fact.item.gate_id != gate.pk],
        not_applicable=[fact for fact in facts if fact.item.is_not_applicable],
        proofs=sum(item.evidence_count for item in items),
        conditions=sorted(reading.board.open_conditions(), key=lambda condition: (condition.due_on, condition.pk)),
        form=form,
        tiles=_tiles(reading, gate, function, refusals, offers, chosen),
        changes=stale,
        moved=bound.get(f"moved:{function.pk}"),
        later=panels.panels_on_signing(items, reader),
    )


def _refusals(
    reading: Reading, gate: Gate, function: Function, reader: Person, offers: Sequence[Offer]
) -> dict[str, str]:
    signing = refusal_of(require_signing, reading.board, gate, function.pk, reader)
    plain = signing or refusal_of(require_no_offer, offers)
    return {
        APPROVE: plain.message if plain else "",
        CONDITIONS: signing.message if signing else "",
        SEND_BACK: "",
    }


def _first_choice(refusals: Mapping[str, str], offers: Sequence[Offer]) -> str:
    if refusals[CONDITIONS]:
        return ""
    return CONDITIONS if offers else APPROVE


def _tiles(
    reading: Reading,
    gate: Gate,
    function: Function,
    refusals: Mapping[str, str],
    offers: Sequence[Offer],
    chosen: str,
) -> list[Tile]:
    after = effects_of_signing(reading, gate, function)
    owner = reading.launch.owner.name
    offered = f"{counted(len(offers), 'item')} offered as a condition" if offers else "A named follow-up and its date"
    rows: list[tuple[Any, ...]] = [
        (APPROVE, "Approve", "approved", "a", "Everything here is as it has to be", after, f"Sign for {function}"),
        (
            CONDITIONS,
            "Approve with conditions",
            "conditions",
            "c",
            offered,
            [*after, f"It goes public only when {function} has confirmed every condition"],
            f"Sign for {function}, with conditions",
        ),
        (
            SEND_BACK,
            "Send back",
            "returned",
            "b",
            f"Say what must change. The ball goes to {owner}",
            [f"{owner} is asked to prepare {gate.name} again", "Others’ signatures stay while their facts do"],
            "Send back",
        ),
    ]
    return [
        Tile(value, label, state, key, note, refusals[value], effects, button, chosen == value and not refusals[value])
        for value, label, state, key, note, effects, button in rows
    ]


def effects_of_signing(reading: Reading, gate: Gate, function: Function) -> list[str]:
    """Return what follows when this function signs the gate now, in sentences without a full stop."""
    board = reading.board
    others = [
        row.function.name for row in board.deciders[gate.pk] if row.function_id != function.pk and not row.is_through
    ]
    if others:
        return [f"{listed(others)} still {'sign' if len(others) > 1 else 'signs'} before {gate.name} is passed"]
    left = [other for other in board.gates if other.pk != gate.pk and not other.is_passed]
    if not left:
        follow = [f"Every gate is then passed, and {reading.launch.owner.name} can go public"]
        return [*follow, "Open conditions come first"] if board.open_conditions() else follow
    effects = [f"{gate.name} is then signed"]
    opened = [other for other in left if [one.pk for one in board.blocking(other)] == [gate.pk]]
    opened = [other for other in opened if other.status == Gate.Status.WAITING]
    if opened:
        effects.append(f"{listed([other.name for other in opened])} {'open' if len(opened) > 1 else 'opens'}")
    elif len(left) == 1:
        effects.append(f"{left[0].name} is then the only gate still to be passed")
    return effects
