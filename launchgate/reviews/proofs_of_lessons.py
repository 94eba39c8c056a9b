"""What events prove of lessons: the words of what was learned, who took and kept them, and who looked at them."""

from collections.abc import Iterator, Sequence

from launchgate.audit.models import Event
from launchgate.audit.proofs import Fault, Recorded, proves
from launchgate.audit.record import words_digest
from launchgate.reviews.actions.lessons import lesson_digest
from launchgate.reviews.models import Fit, Lesson
from launchgate.reviews.proofs import rows_behind, stays


@proves("lesson.written")
def lessons(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare lessons: by whom, when, from what, and in which words."""
    rows = rows_behind(Lesson, "written_at", events)
    for event in events:
        row, data = rows.get(event.subject_id), event.data
        expected = [event.actor_id, event.happened_at, data["source"], data["function"]]
        if row is None:
            yield event.fault("its lesson is gone")
        elif [row.author_id, vars(row)["at"], row.source, row.function_id] != expected or not stays(
            event, row.happened, lesson_digest(row), data["digest"]
        ):
            yield event.fault("its lesson was changed")


@proves("lesson.taken")
def takings(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare by whom and when lessons were taken last: each may be taken again once its question is out."""
    rows, last = rows_behind(Lesson, "taken_at", events), _last_of(events)
    for event in events:
        row = rows.get(event.subject_id)
        if row is None:
            yield event.fault("its lesson is gone")
        elif event.number == last.get(event.subject) and (row.taken_by_id, vars(row)["at"]) != (
            event.actor_id, event.happened_at,
        ):  # fmt: skip
            yield event.fault("who took the lesson into the playbook, or when, was changed")


def _last_of(events: Sequence[Recorded]) -> dict[str, int]:
    """Return by subject the number of the last event of the kind of these, which are of the company's chain."""
    chain, kind = events[0].chain, events[0].kind
    same = Event.objects.filter(chain=chain, kind=kind, subject__in={event.subject for event in events})
    return dict(same.order_by("number").values_list("subject", "number"))


@proves("lesson.kept")
def keepings(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare who keeps the question of a lesson, since when and why."""
    rows = rows_behind(Lesson, "kept_at", events)
    for event in events:
        row = rows.get(event.subject_id)
        if row is None:
            yield event.fault("its lesson is gone")
        elif (row.kept_by_id, vars(row)["at"]) != (event.actor_id, event.happened_at) or not stays(
            event, row.kept_reason, words_digest(row.kept_reason), event.data["digest"]
        ):
            yield event.fault("why its question is kept was changed")


@proves("lesson.looked_at")
def looks(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare what launches do about lessons."""
    rows = rows_behind(Fit, "looked_at", events)
    for event in events:
        row, data = rows.get(event.subject_id), event.data
        expected = [event.actor_id, event.happened_at, data["lesson"], data["applies"]]
        if row is None:
            yield event.fault("what is done about a lesson is gone")
        elif [row.looked_by_id, vars(row)["at"], row.lesson_id, row.applies] != expected or not stays(
            event, row.words, words_digest(row.words), data["digest"]
        ):
            yield event.fault("what is done about a lesson was changed")
