"""What events prove of the rows of this room."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Model

from launchgate.audit.among import Among
from launchgate.audit.moments import Isoformat
from launchgate.audit.proofs import Fault, Recorded, proves, was_erased
from launchgate.audit.record import words_digest
from launchgate.launches.proofs import value_digest
from launchgate.people.erasure import is_mark
from launchgate.reviews.actions.reviews import review_digest
from launchgate.reviews.actions.targets import target_digest
from launchgate.reviews.models import Contribution, Outcome, Review, Target, TargetValue
from launchgate.reviews.numbers import plain


@proves("target.set", "target.changed")
def targets(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare targets: goal, baseline, words, who set them and when."""
    known = rows_behind(Target, "set_at", events)
    for event in events:
        row = known.get(event.subject_id)
        if row is None:
            yield event.fault("its target is gone")
            continue
        data, found = event.data, [row.set_by_id, vars(row)["at"], plain(row.goal), plain(row.baseline)]
        if found != [event.actor_id, event.happened_at, data["goal"], data["baseline"]] or not stays(
            event, row.source, target_digest(row), data["digest"]
        ):
            yield event.fault("its target was changed")


def stays(event: Recorded, text: str, digest: str, recorded: str) -> bool:
    """Say whether words are those that were recorded, or were erased by law and say so."""
    return digest == recorded or (is_mark(text) and was_erased(event.subject))


@proves("target.read")
def readings(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare values that were read: of what, how much, by whom, when, and where."""
    rows = rows_behind(TargetValue, "read_at", events)
    for event in events:
        row, data = rows.get(event.subject_id), event.data
        expected = [event.actor_id, event.happened_at, data["review"], data["target"], data["value"]]
        if row is None:
            yield event.fault("its value is gone")
        elif [row.author_id, vars(row)["at"], row.review_id, row.target_id, plain(row.value)] != expected or not stays(
            event, row.source, words_digest(row.source), data["digest"]
        ):
            yield event.fault("its value was changed")


@proves("outcome.found")
def outcomes(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare what came of signed facts: which, what it was, whether it held, by whom and when."""
    rows = rows_behind(Outcome, "found_at", events)
    for event in events:
        row, data = rows.get(event.subject_id), event.data
        expected = [event.actor_id, event.happened_at, data["review"], data["item"], data["held"], data["digest"]]
        if row is None:
            yield event.fault("what was found is gone")
        elif expected != [
            row.author_id, vars(row)["at"], row.review_id, row.item_id, row.is_held, value_digest(row.actual),
        ]:  # fmt: skip
            yield event.fault("what was found was changed")


@proves("contribution.written")
def contributions(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare what functions said that they would do differently."""
    rows = rows_behind(Contribution, "written_at", events)
    for event in events:
        row, data = rows.get(event.subject_id), event.data
        expected = [event.actor_id, event.happened_at, data["review"], data["function"]]
        if row is None:
            yield event.fault("what a function said is gone")
        elif [row.author_id, vars(row)["at"], row.review_id, row.function_id] != expected or not stays(
            event, row.text, words_digest(row.text), data["digest"]
        ):
            yield event.fault("what a function said was changed")


@proves("review.closed")
def reviews(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare closed reviews: by whom, when, and what was learned."""
    rows = rows_behind(Review, "closed_at", events)
    for event in events:
        row, data = rows.get(event.subject_id), event.data
        if row is None:
            yield event.fault("its review is gone")
        elif [row.closed_by_id, vars(row)["at"], row.day] != [
            event.actor_id, event.happened_at, data["day"],
        ] or not stays(event, row.learned, review_digest(row), data["digest"]):  # fmt: skip
            yield event.fault("its review was changed")


def rows_behind(model: type[Model], moment: str, events: Sequence[Recorded]) -> dict[int, Any]:
    """Return the rows behind events, each with its moment as the events write it."""
    rows = model._default_manager.filter(Among("pk", [event.subject_id for event in events]))
    return {row.pk: row for row in rows.annotate(at=Isoformat(moment)).order_by()}
