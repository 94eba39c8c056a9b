"""The page of a review: targets read back, what was signed beside what came, what functions would do differently."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from launchgate.customers.models import Promise
from launchgate.launches.models import Decider, Decision, Gate, Hold, Item, Launch
from launchgate.launches.phrases import counted, listed
from launchgate.launches.places import Places
from launchgate.launches.values import words_for
from launchgate.people.models import Person
from launchgate.reviews.actions.reviews import refusal_to_review
from launchgate.reviews.facts import missed_by, reviewed_items
from launchgate.reviews.forms.reviews import ContributionForm, OutcomeForm, ReadingForm
from launchgate.reviews.models import Contribution, Lesson, Outcome, Review, TargetValue
from launchgate.reviews.numbers import said
from launchgate.reviews.queries.lessons import learned_from
from launchgate.reviews.queries.targets import Aim, aim_of, standing_targets


@dataclass(frozen=True)
class Read:
    """A target at a review: what was aimed at, what it came to, and the form of whoever may read it."""

    aim: Aim
    reading: TargetValue | None
    value: str
    form: ReadingForm | None


@dataclass(frozen=True)
class Compared:
    """A signed fact beside what came: `verdict` is "Held" or "Missed by 14 days", empty while nobody has looked."""

    item: Item
    signed: str
    actual: str
    is_held: bool
    verdict: str
    form: OutcomeForm | None


@dataclass(frozen=True)
class SignedGate:
    """A gate with the sentences that were signed on it, its facts, and what happened to it on the way."""

    gate: Gate
    signatures: list[Decision]
    facts: list[Compared] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """What one function would do differently, or who is asked to say it."""

    contribution: Contribution
    form: ContributionForm | None


@dataclass(frozen=True)
class ReviewPage:
    """What the page of a review shows."""

    review: Review
    finding: str
    reads: list[Read]
    gates: list[SignedGate]
    parts: list[Part]
    way: list[str]
    kept: str
    may_review: bool
    is_last: bool
    lessons: list[Lesson]


def read_review(review: Review, launch: Launch, reader: Person, bound: Mapping[str, Any] | None = None) -> ReviewPage:
    """Return what the page of a review shows; `bound` holds forms that did not fit, by what they are about."""
    sent = bound or {}
    is_open = review.closed_at is None
    may_review = is_open and refusal_to_review(reader, launch) is None
    reads, gates = _reads(review, may_review, sent), _gates(review, launch, may_review, sent)
    return ReviewPage(
        review,
        finding_of(reads, [fact for gate in gates for fact in gate.facts]),
        reads,
        gates,
        _parts(review, launch, reader, sent),
        way_of(launch),
        kept_of(launch),
        may_review,
        review.day == Review.DAYS[-1],
        [] if is_open else learned_from(f"review:{review.pk}", reader),
    )


def finding_of(reads: list[Read], facts: list[Compared]) -> str:
    """Return the finding of a review in a sentence."""
    missed = [read.aim.name for read in reads if read.reading and not read.reading.is_met]
    unread = [read.aim.name for read in reads if read.reading is None]
    looked = [fact for fact in facts if fact.verdict]
    broken = sum(not fact.is_held for fact in looked)
    said_of = f"{listed(missed)} {'was' if len(missed) == 1 else 'were'} missed" if missed else ""
    if not missed and reads and not unread:
        said_of = "Every target was reached" if len(reads) > 1 else f"{reads[0].aim.name} was reached"
    if not said_of:
        said_of = f"{listed(unread)} {'is' if len(unread) == 1 else 'are'} still to be read" if unread else ""
    if not looked:
        return f"{said_of or 'Nothing was aimed at'}."
    held = "every signed fact held" if not broken else f"{counted(broken, 'signed fact').lower()} did not hold"
    return f"{said_of}; {held}." if said_of else f"{held[:1].upper()}{held[1:]}."


def way_of(launch: Launch) -> list[str]:
    """Return in sentences what went wrong on the way to the public and since; three statements."""
    kinds = [Decision.Kind.SENT_BACK, Decision.Kind.OVERRIDDEN, Decision.Kind.REOPENED]
    decided = Decision.objects.filter(gate__launch=launch, kind__in=kinds).order_by()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, name in decided.values_list("kind", "gate__name"):
        counts[kind][name] += 1
    words = {
        Decision.Kind.SENT_BACK: "was sent back",
        Decision.Kind.OVERRIDDEN: "was overridden",
        Decision.Kind.REOPENED: "was opened again",
    }
    told = [f"{name} {words[kind]}{times(count)}." for kind in kinds for name, count in sorted(counts[kind].items())]
    missed = Hold.objects.filter(launch=launch).exclude(condition=None).values_list("condition__text", flat=True)
    broken = Promise.objects.filter(launch=launch, status=Promise.Status.BROKEN).order_by("pk")
    told += [f"A promise to {name} was broken." for name in broken.values_list("customer__name", flat=True)]
    return told + [f"A condition was missed: {text.rstrip('.')}." for text in missed]


def kept_of(launch: Launch) -> str:
    """Return how many promises were kept, in a sentence; "" for none."""
    kept = Promise.objects.filter(launch=launch, status=Promise.Status.KEPT).count()
    return f"{counted(kept, 'promise was', 'promises were')} kept." if kept else ""


def times(count: int) -> str:
    """Return "" for once, " twice", " 3 times"."""
    return "" if count == 1 else " twice" if count == 2 else f" {count} times"


def _reads(review: Review, may_review: bool, sent: Mapping[str, Any]) -> list[Read]:
    rows = TargetValue.objects.filter(review=review, ended_at=None).select_related("target", "author")
    known = {reading.target_id: reading for reading in rows}
    reads = []
    for target in standing_targets([review.launch_id]):
        reading = known.get(target.pk)
        form = sent.get(f"target:{target.pk}") or ReadingForm.of(target, reading) if may_review else None
        value = said(reading.value, target.unit) if reading else ""
        reads.append(Read(aim_of(target), reading, value, form))
    return reads


def _gates(review: Review, launch: Launch, may_review: bool, sent: Mapping[str, Any]) -> list[SignedGate]:
    deciders = Decider.objects.filter(gate__launch=launch).select_related("gate", "decision", "function")
    gates: dict[int, SignedGate] = {}
    sentences: set[tuple[int, str]] = set()
    for decider in deciders.order_by("gate__order", "gate", "pk"):
        row = gates.setdefault(decider.gate_id, SignedGate(decider.gate, []))
        decision = decider.decision
        if decision is not None and decider.is_signed and (decider.gate_id, decision.sentence) not in sentences:
            sentences.add((decider.gate_id, decision.sentence))
            row.signatures.append(decision)
    known = {outcome.item_id: outcome for outcome in Outcome.objects.filter(review=review, ended_at=None)}
    for item in reviewed_items(launch):
        form = sent.get(f"item:{item.pk}") or OutcomeForm.of(item, known.get(item.pk)) if may_review else None
        gates[item.gate_id].facts.append(compared(item, known.get(item.pk), form))
    return [gate for gate in gates.values() if gate.signatures or gate.facts]


def compared(item: Item, outcome: Outcome | None, form: OutcomeForm | None = None) -> Compared:
    """Return a signed fact beside what came of it."""
    signed = words_for(item, item.value)
    if outcome is None:
        return Compared(item, signed, "", is_held=False, verdict="", form=form)
    by = missed_by(item, item.value, outcome.actual)
    verdict = "Held" if outcome.is_held else f"Missed by {by}" if by else "Missed"
    return Compared(item, signed, words_for(item, outcome.actual), outcome.is_held, verdict, form)


def _parts(review: Review, launch: Launch, reader: Person, sent: Mapping[str, Any]) -> list[Part]:
    rows = list(Contribution.objects.filter(review=review).select_related("function", "author"))
    unsaid = [row for row in rows if row.written_at is None and review.closed_at is None]
    places = Places(launch, [row.function_id for row in unsaid]) if unsaid else None
    parts = []
    for row in rows:
        form = None
        if row in unsaid and places is not None and places.capacity_of(reader, row.function_id):
            form = sent.get(f"contribution:{row.pk}") or ContributionForm(prefix=f"c{row.pk}")
        parts.append(Part(row, form))
    return parts
