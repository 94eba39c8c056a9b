"""The part of the dashboard that is about all running launches, prepared once for everybody who sees the same."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache

from launchgate.readiness.courts import Courts, courts_of
from launchgate.readiness.figures import read_figures
from launchgate.readiness.finding import Finding, find
from launchgate.readiness.numbers import Number, numbers_of
from launchgate.readiness.plan import Plan
from launchgate.readiness.risks import Risk, risks_of

KEPT = timedelta(seconds=30)


@dataclass(frozen=True)
class Summary:
    """Finding, numbers, launches at risk and courts, as of a moment."""

    moment: datetime
    running: int
    finding: Finding
    numbers: list[Number]
    risks: list[Risk]
    at_risk: int
    courts: Courts
    owners: list[tuple[int, str]]


def summary_for(plan: Plan, head: str, *, sees_confidential: bool) -> Summary:
    """Return the summary for one scope of readers: kept until something is recorded, for 30 seconds at most.

    `head` is the digest of the latest event, so a page never shows the state before an action that its reader took.
    What time alone changes (a turn becomes stalled) shows within the 30 seconds.
    """
    key = f"readiness.summary:{'all' if sees_confidential else 'open'}:{head}"
    kept = cache.get(key)
    if kept is not None and abs(plan.now - kept.moment) < KEPT:
        return kept
    figures = read_figures(plan, sees_confidential=sees_confidential)
    summary = Summary(
        moment=plan.now,
        running=figures.running,
        finding=find(figures),
        numbers=numbers_of(figures),
        risks=risks_of(figures, plan),
        at_risk=figures.standing["at risk"],
        courts=courts_of(figures),
        owners=figures.owners,
    )
    cache.set(key, summary, KEPT.total_seconds())
    return summary
