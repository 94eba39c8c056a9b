"""Who may do what with briefings and hand-over plans: each rule returns the refusal to raise, or None."""

from launchgate.briefings.models import Briefing, Reading
from launchgate.core.refusals import Conflict, Forbidden
from launchgate.launches.models import Launch
from launchgate.launches.rules import is_owner
from launchgate.people.models import Person, Seat
from launchgate.people.queries import seats_in

# The function that writes beside owner and sponsor.
WRITES = "marketing"
LEADS = (Seat.Rank.HEAD, Seat.Rank.DEPUTY)


def refusal_to_write(actor: Person, launch: Launch, verb: str) -> Forbidden | None:
    """Refuse unless the owner, the sponsor or somebody in marketing acts, who may see the launch."""
    if actor.pk == launch.sponsor_id or is_owner(actor, launch):
        return None
    if seats_in(actor, WRITES).exists() and launch.is_visible_to(actor):
        return None
    who = f"{launch.owner}, the owner, {launch.sponsor}, the sponsor, or somebody in marketing"
    return Forbidden(f"Only {who} can {verb}.")


def refusal_to_nudge(actor: Person, reading: Reading, launch: Launch) -> Forbidden | None:
    """Refuse unless somebody who writes briefings, or who leads the reader's function, asks a reader again."""
    refusal = refusal_to_write(actor, launch, "ask readers again")
    if refusal is None or reading.function_id is None:
        return refusal
    leads = Seat.objects.filter(person=actor, function=reading.function_id, ended_at=None, rank__in=LEADS)
    return None if leads.exists() and launch.is_visible_to(actor) else refusal


def refusal_to_plan(actor: Person, launch: Launch, verb: str) -> Forbidden | None:
    """Refuse unless the owner, the sponsor, or somebody in customer care, sales or marketing acts."""
    if actor.pk == launch.sponsor_id or is_owner(actor, launch):
        return None
    if seats_in(actor, WRITES, "customer-care", "sales").exists() and launch.is_visible_to(actor):
        return None
    who = f"{launch.owner}, the owner, {launch.sponsor}, the sponsor, customer care, sales or marketing"
    return Forbidden(f"Only {who} can {verb}.")


def require_reader(reading: Reading, actor: Person) -> None:
    """Raise Forbidden unless this is the reader in person: nobody reads in another's place."""
    if reading.person_id != actor.pk:
        raise Forbidden(f"This is asked of {reading.person} in person, so nobody else can do it.")


def require_draft(briefing: Briefing) -> None:
    """Raise Conflict unless a briefing is still a draft."""
    if briefing.status != Briefing.Status.DRAFT:
        raise Conflict(f"“{briefing}” is {briefing.get_status_display().lower()} and no draft any more.")


def require_published(briefing: Briefing) -> None:
    """Raise Conflict unless a briefing is published."""
    if not briefing.is_published:
        raise Conflict(f"“{briefing}” is not published.")
