"""What events prove of this room's rows: what was written and asked, who has read it, and each version of a plan."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Model

from launchgate.audit.among import Among
from launchgate.audit.moments import Isoformat
from launchgate.audit.proofs import Fault, Recorded, proves, was_erased
from launchgate.audit.record import words_digest
from launchgate.briefings.actions.plan import plan_digest
from launchgate.briefings.models import Briefing, BriefingText, PlanVersion, ReaderQuestion, Receipt
from launchgate.people.erasure import is_mark

# Rows that hold words: by the event, each field, and the key under which the event keeps its digest.
WORDS: dict[str, tuple[type[Model], tuple[tuple[str, str], ...]]] = {
    "briefing.written": (BriefingText, (("text", "digest"),)),
    "briefing.corrected": (BriefingText, (("text", "digest"), ("change", "change"))),
    "briefing.asked": (ReaderQuestion, (("text", "digest"),)),
    "briefing.answered": (ReaderQuestion, (("answer", "digest"),)),
    "briefing.waived": (Briefing, (("waive_reason", "reason"),)),
}


@proves(*WORDS)
def words(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare what people wrote in briefings, questions, answers and reasons."""
    ids: dict[type[Model], set[int]] = defaultdict(set)
    for event in events:
        ids[WORDS[event.kind][0]].add(event.subject_id)
    rows = {
        (model, row.pk): row
        for model, wanted in ids.items()
        for row in model._default_manager.filter(Among("pk", wanted))
    }
    for event in events:
        model, fields = WORDS[event.kind]
        row = rows.get((model, event.subject_id))
        if row is None:
            yield event.fault("what was written is gone")
            continue
        found = [(getattr(row, field), event.data[key]) for field, key in fields]
        if any(words_digest(text) != digest and not _is_erased(event.subject, text) for text, digest in found):
            yield event.fault("what was written was changed")


@proves("briefing.acknowledged")
def receipts(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare who has read which edition, when, and under which printed name."""
    columns = ("reading_id", "reading__person_id", "edition__number", Isoformat("read_at"), "printed_name")
    ids = [event.subject_id for event in events]
    rows = {pk: row for pk, *row in Receipt.objects.filter(Among("pk", ids)).order_by().values_list("pk", *columns)}
    for event in events:
        row = rows.get(event.subject_id)
        if row is None:
            yield event.fault("the acknowledgement is gone")
            continue
        *plain, printed_name = row
        data = event.data
        if plain != [data["reading"], event.actor_id, data["edition"], event.happened_at]:
            yield event.fault("the acknowledgement was changed")
        elif words_digest(printed_name) != data["reader"] and not _is_erased(event.subject, printed_name):
            yield event.fault("the printed name of the acknowledgement was changed")


@proves("plan.saved")
def plans(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare each version of a hand-over plan."""
    ids = [event.subject_id for event in events]
    versions = PlanVersion.objects.filter(Among("pk", ids)).order_by()
    rows = {pk: row for pk, *row in versions.values_list("pk", "content", "plan__customer_id")}
    for event in events:
        content, customer_id = rows.get(event.subject_id, (None, None))
        if content is None:
            yield event.fault("this version of the hand-over plan is gone")
        elif customer_id != event.data.get("customer"):
            yield event.fault("for which customer this hand-over plan is was changed")
        elif plan_digest(content) != event.data["digest"] and not _is_plan_erased(event.subject, content):
            yield event.fault("this version of the hand-over plan was changed")


@proves("briefing.waived")
def waivers(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare who waived a lock, and when: it never goes away again."""
    columns = ("waived_by_id", Isoformat("waived_at"))
    ids = [event.subject_id for event in events]
    rows = {pk: row for pk, *row in Briefing.objects.filter(Among("pk", ids)).order_by().values_list("pk", *columns)}
    for event in events:
        if rows.get(event.subject_id) != [event.actor_id, event.happened_at]:
            yield event.fault("the waiver of the lock was changed")


def _is_plan_erased(subject: str, content: dict[str, Any]) -> bool:
    names = [one["name"] for one in content.get("stakeholders", ())]
    return any(_is_erased(subject, text) for text in (content.get("welcome", ""), *names))


def _is_erased(subject: str, text: str) -> bool:
    return is_mark(text) and was_erased(subject)
