"""What events prove of lessons: the words of what was learned, who took and kept them, and who looked at them."""

from collections.abc import Iterator, Sequence

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
