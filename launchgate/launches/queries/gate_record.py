"""What a gate keeps: its signatures with their sentences, its conditions, its comments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from launchgate.core.templatetags.launchgate import day
from launchgate.launches import rules
from launchgate.launches.actions.answers import require_overruling
from launchgate.launches.actions.conditions import ASK_MISSING, LONGEST_NOTE, require_setter
from launchgate.launches.actions.decide import ASK_WITHDRAW, is_past_undo, require_withdrawal
from launchgate.launches.forms.gate_words import WordsForm
from launchgate.launches.models import Comment, Condition, Decider, Decision, Gate, Turn
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


@dataclass(frozen=True)
class Follow:
    """One condition with what this reader may do about it."""

    condition: Condition
    state: str
    done_form: WordsForm | None
    reject_form: WordsForm | None


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
        words = f"{turn.holder} is asked since {day(turn.opened_at)}" if turn and asked else "Not signed"
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


def override_of(gate: Gate) -> Decision | None:
    """Return the sponsor's decision by which a gate was passed without its signatures, if it was."""
    if gate.status != Gate.Status.OVERRIDDEN:
        return None
    return gate.decisions.filter(kind=Decision.Kind.OVERRIDDEN).order_by("pk").last()


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
        .select_related("owner", "function", "gate")
        .order_by("due_on", "pk")
    )
    ordered = sorted(rows, key=lambda condition: (condition.status in settled, condition.gate_id != gate.pk))
    return [_follow(reading, condition, reader, bound) for condition in ordered]


def _follow(reading: Reading, condition: Condition, reader: Person, bound: Mapping[str, Any]) -> Follow:
    done = reject = None
    about = f"condition-{condition.pk}"
    if condition.status == Condition.Status.OPEN and allows(require_launch, reading.launch, "clear"):
        stand_in = next((turn.holder_id for turn in reading.board.turns if turn.condition_id == condition.pk), None)
        if not rules.refusal_to_report(reader, condition, reading.launch, stand_in):
            done = bound.get(f"done:{condition.pk}") or WordsForm(
                "note", "What was done", about=f"{about}-done", longest=LONGEST_NOTE, rows=2
            )
    if allows(require_setter, reading.board, condition, reader):
        reject = bound.get(f"reject:{condition.pk}") or WordsForm(
            "reason", "What is missing?", about=f"{about}-reject", ask=ASK_MISSING, rows=2
        )
    return Follow(condition, FOLLOWS[Condition.Status(condition.status)], done, reject)


def comments_of(gate: Gate) -> list[Comment]:
    """Return the comments on a gate, the oldest first."""
    return list(Comment.objects.filter(gate=gate).select_related("author").order_by("pk"))
