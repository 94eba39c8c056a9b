"""When reminders leave: the policy of a gate in a tier, put together from what its playbook says, and its ladder."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import time
from typing import Any, NamedTuple

from launchgate.playbooks.models import Version

MOST_STEPS = 8
# The kinds of rungs, as the steps of turns have them.
REMIND, LAST, DEPUTY, SPONSOR = "remind", "last", "deputy", "sponsor"


@dataclass(frozen=True)
class Policy:
    """When reminders leave, in working days of the person who holds the ball and in hours of who reads them."""

    grace_days: int = 2
    spacing_days: int = 2
    reminder_cap: int = 5
    deputy_days: int = 5
    sponsor_days: int = 7
    due_days: int = 5
    snooze_days: int = 5
    snooze_cap: int = 2
    digest_at: time = time(9)
    quiet_from: time = time(19)
    quiet_until: time = time(7)


POLICY = tuple(field.name for field in fields(Policy))
TIMES = ("digest_at", "quiet_from", "quiet_until")


class Rung(NamedTuple):
    """One step of the ladder: its number, after how many working days, and its kind."""

    number: int
    days: int
    kind: str


class Otherwise(NamedTuple):
    """What differs from the base for a gate ("" for all of them) or a tier (0 for all)."""

    gate: str
    tier: int
    values: Mapping[str, Any]


def policy_for(version: Version, gate_kind: str = "", tier: int = 0) -> Policy:
    """Return the policy of a gate in a tier: the base of its playbook version, and over it whatever fits.

    What is said of a gate in a tier counts before what is said of the gate, and that before what is said of the tier.
    No statement is needed.
    """
    values = {name: getattr(version, name) for name in POLICY}
    for row in sorted(exceptions_of(version), key=lambda row: (bool(row.gate), bool(row.tier))):
        if row.gate in ("", gate_kind) and row.tier in (0, tier):
            values |= row.values
    return Policy(**values)


def exceptions_of(version: Version) -> list[Otherwise]:
    """Return what a version's reminders do otherwise for some gates and tiers, as it was written."""
    return [_read(row) for row in version.policies]


def _read(row: Mapping[str, Any]) -> Otherwise:
    values = {name: time.fromisoformat(row[name]) if name in TIMES else row[name] for name in POLICY if name in row}
    return Otherwise(row.get("gate", ""), row.get("tier", 0), values)


def stored(rows: Iterable[Otherwise]) -> list[dict[str, Any]]:
    """Return what differs as a version keeps it."""
    return [
        {"gate": row.gate, "tier": row.tier}
        | {name: f"{value:%H:%M}" if name in TIMES else value for name, value in row.values.items()}
        for row in rows
    ]


def rungs(policy: Policy) -> list[Rung]:
    """Return the ladder of a policy in its order: reminders, of which the final one is the last, deputy and sponsor."""
    count = min(policy.reminder_cap, MOST_STEPS - 2)
    plan = [
        (policy.grace_days + number * policy.spacing_days, LAST if number == count - 1 else REMIND)
        for number in range(count)
    ]
    plan += [(policy.deputy_days, DEPUTY), (policy.sponsor_days, SPONSOR)]
    plan.sort(key=lambda row: row[0])
    return [Rung(number, days, kind) for number, (days, kind) in enumerate(plan, start=1)]
