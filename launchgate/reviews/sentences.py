"""One sentence for each kind of event of this room; the actor's name stands before it."""

from decimal import Decimal
from typing import Any

from launchgate.launches.telling import GONE, Fact, Lookup, Told, brings_along, tells
from launchgate.launches.values import words_for
from launchgate.reviews.numbers import said

brings_along("target", "before")
brings_along("targetvalue", "target")
brings_along("outcome", "item")


def _aim(row: Any) -> str:
    """Return "CSAT 4.5 of 5", or a word for a target that is no longer kept."""
    return f"{row.name} {said(row.goal, row.unit)}" if row is not None else "a target"


@tells("target.set")
def _target_set(fact: Fact, rows: Lookup) -> Told:
    row = rows.subject(fact)
    baseline = fact["data"]["baseline"]
    since = f", from {said(Decimal(baseline), row.unit)} today" if baseline and row is not None else ""
    return Told("flag", f"set the target {_aim(row)}{since}")


@tells("target.changed")
def _target_changed(fact: Fact, rows: Lookup) -> Told:
    row = rows.subject(fact)
    before = row.before if row is not None else None
    if before is None or before.name != row.name:
        return Told("flag", f"put the target {_aim(row)} in place of {_aim(before)}")
    if before.goal != row.goal:
        was, becomes = said(before.goal, before.unit), said(row.goal, row.unit)
        return Told("flag", f"moved the target of {row.name} from {was} to {becomes}")
    return Told("flag", f"changed the baseline or the source of the target {_aim(row)}")


@tells("target.dropped")
def _target_dropped(fact: Fact, rows: Lookup) -> Told:
    return Told("flag", f"dropped the target {_aim(rows.subject(fact))}")


@tells("review.opened")
def _review_opened(fact: Fact, rows: Lookup) -> Told:
    return Told("calendar", f"opened the review {fact['data']['day']} days after going public")


@tells("target.read")
def _target_read(fact: Fact, rows: Lookup) -> Told:
    row = rows.subject(fact)
    if row is None:
        return Told("flag", "read a target")
    target = row.target
    verdict = "reached" if row.is_met else "missed"
    words = f"read {target.name} at {said(row.value, target.unit)}: the target of {said(target.goal, target.unit)} is"
    return Told("approved" if row.is_met else "returned", f"{words} {verdict}", row.source)


@tells("outcome.found")
def _outcome_found(fact: Fact, rows: Lookup) -> Told:
    row = rows.subject(fact)
    if row is None:
        return Told("flag", "compared a signed fact with what came")
    state, verdict = ("approved", "it held") if row.is_held else ("returned", "it did not hold")
    return Told(state, f"compared “{row.item.text}” with what came: {words_for(row.item, row.actual)}, {verdict}")


@tells("contribution.written")
def _contribution_written(fact: Fact, rows: Lookup) -> Told:
    row = rows.subject(fact)
    return Told(
        "comment", f"said what {rows.function_name(fact)} would do differently", row.text if row is not None else GONE
    )


@tells("review.closed")
def _review_closed(fact: Fact, rows: Lookup) -> Told:
    row, data = rows.subject(fact), fact["data"]
    last = "; the launch is reviewed" if data["last"] else ""
    return Told("check", f"closed the {data['day']}-day review{last}", row.learned if row is not None else GONE)


@tells("lesson.written")
def _lesson_written(fact: Fact, rows: Lookup) -> Told:
    row = rows.subject(fact)
    return Told("history", "wrote a lesson", row.item_text if row is not None else GONE)


@tells("lesson.looked_at")
def _lesson_looked_at(fact: Fact, rows: Lookup) -> Told:
    row = rows.subject(fact)
    verdict = "it applies" if fact["data"]["applies"] else "it does not apply"
    return Told("check", f"looked at a lesson of an earlier launch: {verdict}", row.words if row is not None else GONE)
