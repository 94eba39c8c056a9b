"""What a gate keeps: its signatures with their sentences, its conditions, its comments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q

from launchgate.core.templatetags.launchgate import day
from launchgate.launches import rules
from launchgate.launches.actions.answers import require_overruling
from launchgate.launches.actions.conditions import require_dropping, require_setter
from launchgate.launches.actions.decide import ASK_WITHDRAW, is_past_undo, require_withdrawal
from launchgate.launches.forms.gate_answers import ProofForm
from launchgate.launches.forms.gate_conditions import ExtendForm, done_form, drop_form, reject_form
from launchgate.launches.forms.gate_words import WordsForm
from launchgate.launches.models import Comment, Condition, ConditionProof, Decider, Decision, Gate, Hold, Turn
from launchgate.launches.phrases import what_ends
from launchgate.launches.queries.gate_changes import Change
from launchgate.launches.queries.gate_rights import allows
from launchgate.launches.queries.reading import Reading
from launchgate.launches.transitions import require_launch
from launchgate.people.models import Person


@dataclass(frozen=True)
class Signature:
    """Where one function stands on a gate."""

    decider: Decider
    state: str
    words: str
    decision: Decision | None
    changes: list[Change] = field(default_factory=list)
    rewordings: list[Change] = field(default_factory=list)
    may_overrule: bool = False
    is_mine: bool = False
    withdrawal: WordsForm | None = None
    asks_reason: bool = False


@dataclass
class Follow:
    """One condition with what this reader may do about it.

    `extended` are the holds that ended with a later date. `ends` says what ends the hold that it causes, if it does.
    """

    condition: Condition
    state: str
    extended: list[Hold]
    ends: str = ""
    done_form: WordsForm | ProofForm | None = None
    reject_form: WordsForm | None = None
    extend_form: ExtendForm | None = None
    drop_form: WordsForm | None = None

    @property
    def wants_proof(self) -> bool:
        """Say whether it is reported as done with proof only."""
        return isinstance(self.done_form, ProofForm)


STANDING = {
    Decision.Kind.APPROVED: ("approved", "Signed"),
    Decision.Kind.CONDITIONS: ("conditions", "Signed with conditions"),
    Decision.Kind.NOT_APPLICABLE: ("not_applicable", "Not applicable"),
    Decision.Kind.SENT_BACK: ("returned", "Sent back"),
    Decision.Kind.WITHDRAWN: ("changed", "Signature withdrawn"),
}


def signatures_of(
    reading: Reading, gate: Gate, reader: Person, stale: Mapping[int, list[Change]], bound: Mapping[str, Any]
) -> list[Signature]:
    """Return where each function stands; `stale` is what changed since signatures that are no longer current."""
    return [
        _signature(reading, gate, decider, stale.get(decider.decision_id or 0, []), reader, bound)
        for decider in reading.board.deciders[gate.pk]
    ]


def _signature(
    reading: Reading,
    gate: Gate,
    decider: Decider,
    changes: list[Change],
    reader: Person,
    bound: Mapping[str, Any],
) -> Signature:
    decision = decider.decision
    if decision is None:
        turn = next((t for t in reading.turns_of(gate) if t.function_id == decider.function_id), None)
        asked = turn is not None and turn.kind == Turn.Kind.SIGN and turn.holder is not None
        words = f"{turn.holder} is asked since {day(turn.held_since)}" if turn and asked else "Not signed"
        return Signature(decider, "review" if asked else "waiting", words, None)
    state, words = STANDING[Decision.Kind(decision.kind)]
    if decision.kind in Decision.SIGNATURES and not decider.is_through:
        state, words = "changed", "Signed, then changed"
    form = None
    if allows(require_withdrawal, reading.board, gate, decider.function_id, reader):
        sent = bound.get(f"withdraw:{decider.function_id}")
        ask = ASK_WITHDRAW if is_past_undo(decision) else ""
        about = f"{decider.function.key}-withdraw"
        form = sent if isinstance(sent, WordsForm) else WordsForm("reason", "Why?", about=about, ask=ask, rows=2)
    is_mine = decision.person_id == reader.pk and decider.is_through
    rewordings = [change for change in changes if change.is_wording]
    return Signature(
        decider,
        state,
        words,
        decision,
        changes=[change for change in changes if not change.is_wording],
        rewordings=rewordings,
        may_overrule=bool(rewordings) and allows(require_overruling, reading.board, decider, reader),
        is_mine=is_mine,
        withdrawal=form,
        asks_reason=is_past_undo(decision),
    )


FOLLOWS = {
    Condition.Status.OPEN: "conditions",
    Condition.Status.DONE: "review",
    Condition.Status.CLEARED: "approved",
    Condition.Status.VOID: "not_applicable",
}


def conditions_of(reading: Reading, gate: Gate, reader: Person, bound: Mapping[str, Any]) -> list[Follow]:
    """Return the launch's open conditions and the gate's settled ones: this gate's first, the earliest first."""
    settled = (Condition.Status.CLEARED, Condition.Status.VOID)
    rows = (
        Condition.objects.filter(Q(gate=gate) | (Q(gate__launch=reading.launch) & ~Q(status__in=settled)))
        .select_related("owner", "function", "gate", "item")
        .prefetch_related(Prefetch("proofs", ConditionProof.objects.select_related("added_by")))
        .prefetch_related(Prefetch("holds", Hold.objects.select_related("closed_by").order_by("pk")))
        .order_by("due_on", "pk")
    )
    ordered = sorted(rows, key=lambda condition: (condition.status in settled, condition.gate_id != gate.pk))
    return [_follow(reading, condition, reader, bound) for condition in ordered]


def _follow(reading: Reading, condition: Condition, reader: Person, bound: Mapping[str, Any]) -> Follow:
    """Return a condition with the forms that its reader may send now; who stands in is read off its open turns."""
    board, launch, holds = reading.board, reading.launch, list(condition.holds.all())
    hold = next((hold for hold in holds if hold.closed_at is None), None)
    if hold is not None:
        hold.condition = condition
    state = "held" if hold is not None else FOLLOWS[Condition.Status(condition.status)]
    ends = what_ends(hold, launch) if hold is not None else ""
    follow = Follow(condition, state, [hold for hold in holds if hold.end_reason], ends)
    if condition.is_settled or not allows(require_launch, launch, "clear"):
        return follow
    holders = {turn.kind: turn.holder_id for turn in board.turns if turn.condition_id == condition.pk}
    stand_in, deputy = holders.get(Turn.Kind.CLEAR), holders.get(Turn.Kind.EXTEND)
    is_open = condition.status == Condition.Status.OPEN

    def sent(verb: str) -> Any:
        return bound.get(f"{verb}:{condition.pk}")

    if is_open and not rules.refusal_to_report(reader, condition, launch, stand_in):
        follow.done_form = sent("done") or done_form(condition)
    if allows(require_setter, board, condition, reader):
        follow.reject_form = sent("reject") or reject_form(condition)
    if hold is not None and not rules.refusal_to_extend(reader, launch, deputy):
        follow.extend_form = sent("extend") or ExtendForm(launch, condition)
    if allows(require_dropping, board, condition, reader):
        follow.drop_form = sent("drop") or drop_form(condition)
    return follow


def comments_of(gate: Gate) -> list[Comment]:
    """Return the comments on a gate, the oldest first."""
    return list(Comment.objects.filter(gate=gate).select_related("author").order_by("pk"))
