"""Who may change people, places and the company, and what fits; forms and actions ask the same rules."""

from collections.abc import Collection
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.people.models import Absence, Function, Person, Seat

LONGEST_ABSENCE = timedelta(days=3 * 366)


def refusal_to_administer(actor: Person) -> Forbidden | None:
    """Return why this person may not change people, functions and the company, or None; asks the database anew."""
    if Person.objects.filter(pk=actor.pk, is_active=True, is_administrator=True).exists():
        return None
    return Forbidden("Only an administrator changes people, functions and the company's calendar.")


def require_administrator(actor: Person) -> None:
    """Raise Forbidden unless this person is an administrator now."""
    if refusal := refusal_to_administer(actor):
        raise refusal


def refusal_to_lose_administrator(person: Person) -> Conflict | None:
    """Return why this person may not stop being an active administrator, or None."""
    if not (person.is_active and person.is_administrator):
        return None
    if Person.objects.filter(is_active=True, is_administrator=True).exclude(pk=person.pk).exists():
        return None
    return Conflict(
        f"{person.name} is the last active administrator. Make somebody else an administrator first.",
        field="is_administrator",
    )


def check_address(email: str, *, of: Person | None = None) -> None:
    """Raise Invalid when an e-mail address, in lower case, belongs to somebody else."""
    other = Person.objects.filter(email=email).first()
    if other is not None and other != of:
        state = "" if other.is_active else ", who is deactivated"
        raise Invalid(f"This address belongs to {other.name}{state}.", field="email")


def check_function_name(name: str, *, of: Function | None = None) -> None:
    """Raise Invalid when a function cannot have this name; a closed function's name is free to open it again."""
    same = Function.objects.filter(name__iexact=name).first()
    if same is None or same == of or (of is None and same.closed_at and not same.merged_into):
        return
    if same.merged_into:
        raise Invalid(f"{same.name} was merged into {same.merged_into.name}. Choose another name.", field="name")
    raise Invalid(f"There is a function named {same.name} already.", field="name")


def refusal_to_enter_absence(actor: Person, person: Person) -> Forbidden | None:
    """Return why the actor may not enter or end an absence of this person, or None."""
    if actor.pk == person.pk or refusal_to_administer(actor) is None:
        return None
    shared = Seat.objects.filter(person=person, ended_at=None).values("function")
    leads = Q(rank__in=[Seat.Rank.HEAD, Seat.Rank.DEPUTY])
    if Seat.objects.filter(leads, person=actor, function__in=shared, ended_at=None).exists():
        return None
    return Forbidden(
        f"An absence of {person.name} is entered by {person.name}, by a head or deputy of the same function, "
        "or by an administrator."
    )


def check_absence(absence: Absence, function_ids: Collection[int]) -> None:
    """Refuse an absence, not yet saved, whose days, delegate or functions do not fit; says which field."""
    _check_days(absence)
    if absence.delegate is not None:
        _check_delegate(absence, absence.delegate)
    _check_functions(absence, set(function_ids))


def today_of(person: Person) -> date:
    """Return today's date where this person is."""
    return clock.now().astimezone(ZoneInfo(person.time_zone)).date()


def _check_days(absence: Absence) -> None:
    if absence.ends_on < absence.starts_on:
        raise Invalid("The last day away is before the first.", field="ends_on")
    if absence.ends_on < today_of(absence.person):
        raise Invalid("These days are over. An absence lasts at least until today.", field="ends_on")
    if absence.ends_on - absence.starts_on > LONGEST_ABSENCE:
        raise Invalid("An absence lasts three years at most.", field="ends_on")


def _check_delegate(absence: Absence, delegate: Person) -> None:
    """Refuse a delegate who is not there on every day of the absence.

    Each absence is held to that when it is entered, so delegates may come to form a chain, but never a circle.
    """
    if delegate.pk == absence.person_id:
        raise Invalid("Nobody stands in for themselves.", field="delegate")
    if not delegate.is_active:
        raise Invalid(f"{delegate.name} is deactivated and cannot stand in.", field="delegate")
    if away := _overlapping(delegate, absence).first():
        raise Invalid(f"{delegate.name} is away {_span(away)} and cannot stand in then.", field="delegate")


def _check_functions(absence: Absence, function_ids: set[int]) -> None:
    """Refuse functions in which the person has no seat, and a second absence from the same place on the same day."""
    seats = Seat.objects.filter(person=absence.person, ended_at=None).values_list("function_id", flat=True)
    if not function_ids <= set(seats):
        raise Invalid(f"{absence.person.name} has no seat in one of these functions.", field="functions")
    for other in _overlapping(absence.person, absence).prefetch_related("functions"):
        others = {function.pk for function in other.functions.all()}
        if not function_ids or not others or function_ids & others:
            raise Invalid(
                f"{absence.person.name} is entered as away {_span(other)} already. End that absence first.",
                field="starts_on",
            )


def _overlapping(person: Person, absence: Absence) -> QuerySet[Absence]:
    return Absence.objects.filter(
        person=person, ended_early_at=None, starts_on__lte=absence.ends_on, ends_on__gte=absence.starts_on
    ).order_by("starts_on")


def _span(absence: Absence) -> str:
    starts, ends = absence.starts_on, absence.ends_on
    return f"from {starts.day} {starts:%b %Y} to {ends.day} {ends:%b %Y}"
