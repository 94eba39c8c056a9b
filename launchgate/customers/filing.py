"""What a launch file and the pack of a gate hold of customers: what they said, what was asked, what was promised."""

from django.db.models import Q, QuerySet

from launchgate.core.templatetags.launchgate import dated, stamped
from launchgate.customers.actions.promises import proven_words
from launchgate.customers.models import Insight, Promise, Question
from launchgate.customers.queries.insights import Entry as Heard
from launchgate.customers.queries.insights import entries_of, with_all
from launchgate.customers.queries.promises import Row, rows_of
from launchgate.customers.queries.promises import with_all as promises_with_all
from launchgate.launches.about import about_subjects
from launchgate.launches.export.adding import (
    Line,
    Proven,
    Section,
    fills_gate_pack,
    fills_launch_file,
    stated,
)
from launchgate.launches.models import Gate, Launch
from launchgate.launches.values import words_for

SAID, ASKED, PROMISED = "What customers said", "What the front line asked", "What customers were promised"


@fills_launch_file
def insights_in_file(launch: Launch) -> Section:
    """Put the whole customer log into the launch file: what was corrected or withdrawn too."""
    return Section(SAID, _insights(Insight.objects.filter(launch=launch)))


@fills_launch_file
def questions_in_file(launch: Launch) -> Section:
    """Put the questions of the front line into the launch file, with their answers."""
    rows = Question.objects.filter(launch=launch).select_related("gate", "author", "answered_by").order_by("pk")
    return Section(ASKED, [_question(row) for row in rows])


@fills_launch_file
def promises_in_file(launch: Launch) -> Section:
    """Put every promise into the launch file, with what stands behind it and what became of it."""
    return Section(PROMISED, _promises(Promise.objects.filter(launch=launch)))


@fills_gate_pack
def insights_in_pack(gate: Gate) -> Section:
    """Put what customers said of a gate into its pack; all of it where the gate stands on the customer log."""
    standing = Insight.objects.filter(launch=gate.launch_id, ended_at=None)
    return Section(SAID, _insights(standing if gate.insight_kinds else standing.filter(gate=gate)))


@fills_gate_pack
def promises_in_pack(gate: Gate) -> Section:
    """Put what was promised on a gate's answers into its pack; what is open first, for that is to be spoken about."""
    linked = Q(item__gate=gate, status__in=(*Promise.STANDING, Promise.Status.KEPT, Promise.Status.BROKEN))
    return Section(PROMISED, _promises(Promise.objects.filter(linked), is_open_first=True))


def _insights(insights: QuerySet[Insight]) -> list[Line]:
    rows = with_all(insights).select_related("corrects").order_by("added_at", "pk")
    return [_insight(entry) for entry in entries_of(list(rows))]


def _insight(entry: Heard) -> Line:
    insight = entry.insight
    subject = f"insight:{insight.pk}"
    kind = "insight.corrected" if insight.corrects_id else "insight.added"
    proven = [Proven(subject, kind, "digest", (insight.words, insight.number, insight.unit))]
    is_corrected = hasattr(insight, "correction")
    if insight.ended_at and not is_corrected:
        proven.append(Proven(subject, "insight.withdrawn", "reason", (insight.end_reason,)))
    state = ("Corrected" if is_corrected else "Withdrawn") if insight.ended_at else ""
    facts = stated(
        ("Written down", f"{insight.author}, {stamped(insight.added_at)}"),
        ("Number", entry.number),
        ("Speaks to", entry.place),
        ("Attached", ", ".join(filter(None, (proof.title or proof.url for proof in entry.proofs)))),
        ("Withdrawn", f"{insight.ended_by}: {insight.end_reason}" if state == "Withdrawn" else ""),
    )
    return Line(f"{insight.customer}, {insight.get_kind_display().lower()}", state, insight.words, facts, proven)


def _question(question: Question) -> Line:
    subject = f"question:{question.pk}"
    proven = [Proven(subject, "question.asked", "digest", (question.text,))]
    if question.answered_by is not None:
        proven.append(Proven(subject, "question.answered", "digest", (question.answer,)))
    facts = stated(
        ("Asked", f"{question.author}, {stamped(question.asked_at)}"),
        ("Answer", question.answer),
        ("Answered", f"{question.answered_by}, {stamped(question.settled_at)}" if question.answered_by else ""),
    )
    return Line(f"To {question.gate}", str(question.get_status_display()), question.text, facts, proven)


def _promises(promises: QuerySet[Promise], *, is_open_first: bool = False) -> list[Line]:
    rows = rows_of(promises_with_all(promises).select_related("settled_by").order_by("pk"))
    if is_open_first:
        rows.sort(key=lambda row: not row.promise.is_open)
    covers = about_subjects({row.promise.exception for row in rows})
    return [_promise(row, covers[row.promise.exception].title if row.promise.exception else "") for row in rows]


def _promise(row: Row, cover: str) -> Line:
    promise, item = row.promise, row.promise.item
    subject = f"promise:{promise.pk}"
    proven = [Proven(subject, "promise.recorded", "digest", proven_words(promise))]
    if promise.status in (Promise.Status.WITHDRAWN, Promise.Status.KEPT, Promise.Status.BROKEN):
        proven.append(Proven(subject, f"promise.{promise.status}", "told", (promise.told,)))
    facts = stated(
        ("Promised by", f"{promise.made_by}, {dated(promise.made_on)}"),
        ("Worth", row.worth),
        ("Recorded", f"{promise.recorder}, {stamped(promise.recorded_at)}"),
        ("Stands on", f"{item.text} {words_for(item, item.value) or 'Not answered.'}" if item else ""),
        ("By exception", cover),
        ("Why", row.why if promise.is_open else ""),
        ("To be kept on", dated(promise.keep_on) if promise.keep_on and promise.status in Promise.STANDING else ""),
        (
            row.label,
            f"{promise.settled_by}, {dated(promise.kept_on or promise.settled_at)}" if promise.settled_by else "",
        ),
        ("The customer was told", promise.told),
    )
    what = f"To {promise.customer}: {row.promised}" if promise.value else f"To {promise.customer}"
    return Line(what, row.label, promise.words, facts, proven)
