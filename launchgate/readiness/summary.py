"""The part of the dashboard that is about all running launches, prepared once for everybody who sees the same."""

from dataclasses import dataclass
from datetime import datetime

from launchgate.readiness.courts import Courts, courts_of
from launchgate.readiness.figures import read_figures
from launchgate.readiness.finding import Finding, find, owed
from launchgate.readiness.numbers import Number, numbers_of
from launchgate.readiness.plan import Plan
from launchgate.readiness.risks import Risk, risks_of


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
    owed: str


def summary_for(plan: Plan, *, sees_confidential: bool) -> Summary:
    """Return the summary for readers who see confidential launches, or for those who see the open ones."""
    figures = read_figures(plan, sees_confidential=sees_confidential)
    return Summary(
        moment=plan.now,
        running=figures.running,
        finding=find(figures),
        numbers=numbers_of(figures),
        risks=risks_of(figures, plan),
        at_risk=figures.standing["at risk"],
        courts=courts_of(figures),
        owners=figures.owners,
        owed=owed(figures.owing),
    )
