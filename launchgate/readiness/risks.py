"""The launches at risk, each with the reason in words and the one person who holds it."""

from dataclasses import dataclass

from launchgate.core.templatetags.launchgate import day
from launchgate.core.templatetags.launchgate import slip as slip_words
from launchgate.launches.models import Launch, Turn
from launchgate.launches.phrases import why_stalled
from launchgate.launches.risk import HOLDS_UP
from launchgate.readiness.figures import Figures
from launchgate.readiness.finding import said_of
from launchgate.readiness.plan import Plan
from launchgate.readiness.waits import Wait, lead_of


@dataclass(frozen=True)
class Holder:
    """Who holds a turn, as an avatar needs it."""

    pk: int
    name: str
    initials: str


@dataclass(frozen=True)
class Risk:
    """One card. `who` begins the reason and `why` goes on; `path` leads to where it is settled."""

    name: str
    path: str
    slip: str
    target: str
    projected: str
    who: str
    why: str
    holder: Holder | None
    settle_path: str
    settle_words: str


def risks_of(figures: Figures, plan: Plan) -> list[Risk]:
    """Return a card for each of the launches at risk that come first."""
    return [_risk(launch, waits, plan) for launch, waits in figures.risky]


def _risk(launch: Launch, waits: list[Wait], plan: Plan) -> Risk:
    slip = plan.slip(launch)
    lead = _lead(launch, waits)
    who, why = _reason(launch, lead)
    holder = lead.holder if lead else None
    path = launch.get_absolute_url()
    return Risk(
        name=launch.name,
        path=path,
        slip=slip_words(slip) if slip else "",
        target=plan.day(launch.target_date),
        projected=plan.day(plan.projected(launch)) if slip else "",
        who=who,
        why=why,
        holder=Holder(holder.pk, holder.name, holder.initials) if holder else None,
        settle_path=lead.path if lead else path,
        settle_words="Open the gate" if lead and lead.about.gate_kind else "Open the launch",
    )


def _lead(launch: Launch, waits: list[Wait]) -> Wait | None:
    """Return the turn that a launch waits on: what ends its hold, else one that holds it up."""
    if launch.status == Launch.Status.HELD:
        return next((wait for wait in waits if wait.kind in Turn.ENDS_A_HOLD), None)
    return lead_of(wait for wait in waits if wait.kind in HOLDS_UP)


def _reason(launch: Launch, lead: Wait | None) -> tuple[str, str]:
    if lead is None:
        return "Nobody holds a turn", "on it, so nothing moves."
    stalled = f" Stalled: {why_stalled(lead)}." if lead.is_stalled else ""
    planned = day(lead.planned_for)
    # Where the planned day is a cause, it is named there.
    planned = f" Planned for {planned}.{stalled}" if planned and planned not in stalled else stalled
    if launch.status == Launch.Status.HELD:
        if lead.kind == Turn.Kind.EXTEND:
            return "On hold.", f"A condition on {lead.about.gate} was missed; {lead.holder_name} can set a later date."
        return "On hold.", f"{lead.holder_name} looks again on {day(lead.look_again_on)}."
    if lead.sent_back_by:
        return f"{lead.sent_back_by} sent {lead.about.gate} back.", f"{lead.holder_name} {said_of(lead)}.{planned}"
    function = lead.about.function
    return function or lead.holder_name, f"{said_of(lead, of_function=bool(function))}.{planned}"
