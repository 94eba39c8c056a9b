"""Who may change people, places and the company, and what fits; forms and actions ask the same rules."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q

from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.people.models import Function, Person, Seat


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
    """Return why the actor may not enter, change or end an absence of this person, or None."""
    if actor.pk in (person.pk, person.assistant_id) or refusal_to_administer(actor) is None:
        return None
    shared = Seat.objects.filter(person=person, ended_at=None).values("function")
    leads = Q(rank__in=[Seat.Rank.HEAD, Seat.Rank.DEPUTY])
    if Seat.objects.filter(leads, person=actor, function__in=shared, ended_at=None).exists():
        return None
    return Forbidden(
        f"An absence of {person.name} is entered by {person.name} or their assistant, by a head or deputy of the same "
        "function, or by an administrator."
    )


def refusal_to_delegate(actor: Person, person: Person) -> Forbidden | None:
    """Return why the actor may not let somebody sign for this person, who is there, or None."""
    if actor.pk in (person.pk, person.assistant_id) or refusal_to_administer(actor) is None:
        return None
    return Forbidden(f"Only {person.name}, their assistant or an administrator lets somebody sign for {person.name}.")


def refusal_to_name_assistant(actor: Person, person: Person) -> Forbidden | None:
    """Return why the actor may not say who assists this person, or None."""
    if actor.pk == person.pk or refusal_to_administer(actor) is None:
        return None
    return Forbidden(f"Only {person.name} or an administrator says who assists {person.name}.")


def refusal_to_try_address(actor: Person, person: Person) -> Forbidden | None:
    """Return why the actor may not have mail sent to a refused address again, or None."""
    if actor.pk == person.pk or refusal_to_administer(actor) is None:
        return None
    return Forbidden(f"Only {person.name} or an administrator tries the address of {person.name} again.")


def check_assistant(person: Person, assistant: Person | None) -> None:
    """Raise Invalid when this person cannot be the other's assistant."""
    if assistant is None:
        return
    if assistant.pk == person.pk:
        raise Invalid("Nobody is their own assistant.", field="assistant")
    if not assistant.is_active:
        raise Invalid(f"{assistant.name} is deactivated and cannot assist.", field="assistant")


def today_of(person: Person) -> date:
    """Return today's date where this person is."""
    return clock.now().astimezone(ZoneInfo(person.time_zone)).date()
