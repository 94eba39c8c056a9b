"""One sentence for each kind of event of this room; the actor's name stands before it."""

from decimal import Decimal
from typing import Any

from launchgate.launches.telling import Fact, Lookup, Told, brings_along, tells
from launchgate.reviews.numbers import said

brings_along("target", "before")


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
