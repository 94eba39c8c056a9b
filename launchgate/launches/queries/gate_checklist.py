"""The checklist of a gate: items by section with answers, versions and proof, and the forms to give them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from launchgate.launches import rules, transitions, values
from launchgate.launches.actions.answers import FIRM
from launchgate.launches.actions.applicable import require_taking_back_declaration, speaks_for_item
from launchgate.launches.forms.gate_answers import AnswerForm, EvidenceForm, declaring_form
from launchgate.launches.forms.gate_words import WordsForm
from launchgate.launches.models import Answer, Decision, Evidence, Gate, Item
from launchgate.launches.phrases import listed
from launchgate.launches.queries.gate_rights import allows
from launchgate.launches.queries.reading import Reading
from launchgate.people.models import Person
from launchgate.playbooks.models import ItemKind, Track
from launchgate.playbooks.origins import tell_origins

MARKET = "Go-to-market"


@dataclass(frozen=True)
class Version:
    """One version of an answer, in words."""

    words: str
    answer: Answer
    is_current: bool


@dataclass
class Row:
    """One item as the checklist shows it; `form` is None for those who may not answer it now.

    `disturbs` names the functions whose signatures vouch for the present answer. Whoever may say that the item does not
    apply has the form `declaring`, or `may_apply` where it was said.
    """

    item: Item
    words: str
    is_done: bool
    relied_on_by: str
    versions: list[Version]
    proofs: list[Evidence]
    is_offered: bool
    is_condition: bool
    form: AnswerForm | None = None
    evidence_form: EvidenceForm | None = None
    may_empty: bool = False
    disturbs: str = ""
    declaring: WordsForm | None = None
    may_apply: bool = False

    @property
    def may_reword(self) -> bool:
        """Say whether a signature stands on a text of which the wording alone could change."""
        answered = self.item.is_answered and not self.item.is_not_applicable
        return bool(self.disturbs) and answered and self.item.kind == ItemKind.TEXT

    @property
    def is_file(self) -> bool:
        """Say whether the answer is a file, which is attached as proof."""
        return self.item.kind == ItemKind.FILE


@dataclass(frozen=True)
class Section:
    """Items that belong together; go-to-market items are a section of their own, the last."""

    title: str
    is_market: bool = False
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Checklist:
    """All items of a gate."""

    sections: list[Section]
    items: list[Item]

    @property
    def rows(self) -> list[Row]:
        """Return the items of all sections in order."""
        return [row for section in self.sections for row in section.rows]

    @property
    def done(self) -> int:
        """Return how many items are answered, and proved where they need it."""
        return sum(row.is_done for row in self.rows)

    @property
    def missing(self) -> list[Item]:
        """Return the required items without an answer."""
        return [item for item in self.items if item.is_required and not item.is_answered]

    @property
    def unproved(self) -> list[Item]:
        """Return the answered items whose proof is missing."""
        return [item for item in self.items if item.is_answered and item.wants_proof]


def checklist_of(
    reading: Reading, gate: Gate, reader: Person, offered: set[int], bound: Mapping[str, Any]
) -> Checklist:
    """Return a gate's checklist as this reader may work on it, in four statements or five with older versions.

    `offered` holds the items that are offered as conditions, `bound` the forms that were just sent and did not fit.
    """
    items = _items(gate)
    mine = _answerable(reading, gate, reader, items)
    rows = [_row(reading, gate, item, item.function_id in mine, item.pk in offered, bound) for item in items]
    _let_declare(reading, gate, reader, rows, bound)
    sections: dict[tuple[bool, str], Section] = {}
    for row in sorted(rows, key=lambda row: row.item.track == Track.MARKET):
        is_market = row.item.track == Track.MARKET
        title = MARKET if is_market else row.item.section
        sections.setdefault((is_market, title), Section(title, is_market)).rows.append(row)
    return Checklist(list(sections.values()), items)


def _let_declare(reading: Reading, gate: Gate, reader: Person, rows: list[Row], bound: Mapping[str, Any]) -> None:
    """Give the rows the form by which this reader may say that their item does not apply, or take that back."""
    if not is_answerable(reading, gate):
        return
    board, functions = reading.board, {row.item.function_id for row in rows}
    heads = {pk for pk in functions if speaks_for_item(board, gate, pk, reader)}
    for row in rows:
        item = row.item
        if item.function_id not in heads:
            continue
        if item.is_not_applicable:
            row.may_apply = allows(require_taking_back_declaration, board, item, reader)
        else:
            row.declaring = bound.get(f"not_applicable:item:{item.pk}") or declaring_form(item)


def is_answerable(reading: Reading, gate: Gate) -> bool:
    """Say whether launch and gate stand so that items can be answered at all."""
    return allows(transitions.require_launch, reading.launch, "answer") and allows(
        transitions.require_gate, gate, "answer"
    )


def _items(gate: Gate) -> list[Item]:
    proofs = Evidence.objects.filter(removed_at=None).select_related("added_by")
    items = list(
        Item.objects.filter(gate=gate)
        .select_related("answer", "answer__author", "function")
        .prefetch_related(Prefetch("evidence", proofs), "relied_on_by")
        .order_by("position", "pk")
    )
    tell_origins(items)
    older = [item for item in items if item.answer and item.answer.number > 1]
    prefetch_related_objects(older, Prefetch("versions", Answer.objects.select_related("author")))
    return items


def _answerable(reading: Reading, gate: Gate, reader: Person, items: list[Item]) -> set[int]:
    """Return the functions whose items the reader may answer now."""
    if not is_answerable(reading, gate):
        return set()
    return rules.answers_for(reader, reading.launch, gate.pk, {item.function_id for item in items})


def _row(reading: Reading, gate: Gate, item: Item, is_mine: bool, is_offered: bool, bound: Mapping[str, Any]) -> Row:
    proofs, form, evidence_form = list(item.evidence.all()), None, None
    item.gate = gate
    if is_mine and not item.is_not_applicable:
        sent, sent_proof = bound.get(f"answer:{item.pk}"), bound.get(f"evidence:{item.pk}")
        form = sent if isinstance(sent, AnswerForm) else AnswerForm(item)
        evidence_form = sent_proof if isinstance(sent_proof, EvidenceForm) else EvidenceForm(item)
    return Row(
        item,
        values.words_for(item, item.value) if item.is_answered else "",
        is_done=item.is_answered and not item.wants_proof,
        relied_on_by=listed([function.name for function in item.relied_on_by.all()]),
        versions=_versions(item),
        proofs=proofs,
        is_offered=is_offered,
        is_condition=any(condition.item_id == item.pk for condition in reading.conditions_of(gate)),
        form=form,
        evidence_form=evidence_form,
        may_empty=form is not None and item.is_answered and not (item.is_required and gate.status in FIRM),
        disturbs=_disturbs(reading, gate, item) if form is not None else "",
    )


def _disturbs(reading: Reading, gate: Gate, item: Item) -> str:
    """Return the functions that signed with the present answer, here or on a later gate, as a list in words."""
    if not item.is_material:
        return ""
    relying = {function.pk for function in item.relied_on_by.all()}
    signed = [
        decider.function.name
        for decider in reading.board.all_deciders()
        if decider.is_through
        and decider.decision is not None
        and decider.decision.kind in Decision.SIGNATURES
        and (decider.gate_id == gate.pk or (decider.gate.order > gate.order and decider.function_id in relying))
    ]
    return listed(list(dict.fromkeys(signed)))


def _versions(item: Item) -> list[Version]:
    if item.answer is None or item.answer.number < 2:
        return []
    return [
        Version(values.words_for(item, answer.value), answer, answer.pk == item.answer_id)
        for answer in reversed(list(item.versions.all()))
    ]
