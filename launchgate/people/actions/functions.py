"""Functions: opened, renamed, closed, merged into another."""

from django.db import transaction
from django.utils.text import slugify

from launchgate.audit.record import record, words_digest
from launchgate.core import clock
from launchgate.core.refusals import Conflict, Invalid
from launchgate.people import hooks
from launchgate.people.company import lock_company
from launchgate.people.models import Function, Person, Seat
from launchgate.people.rules import check_function_name, require_administrator


@transaction.atomic(durable=True)
def open_function(*, actor: Person, name: str) -> Function:
    """Open a function; the name of a closed one opens that one again, so that its history goes on."""
    company = lock_company()
    require_administrator(actor)
    check_function_name(name)
    function = Function.objects.filter(name__iexact=name).first()
    if function is None:
        function = Function.objects.create(key=_free_key(name), name=name)
        kind = "function.opened"
    else:
        function.closed_at = None
        function.save(update_fields=["closed_at"])
        kind = "function.reopened"
    record(kind, chain=company, actor=actor, subject=function, words=words_digest(name))
    return function


@transaction.atomic(durable=True)
def rename_function(function_id: int, *, actor: Person, name: str) -> Function:
    """Give a function another name; its key, which playbooks use, stays."""
    company = lock_company()
    require_administrator(actor)
    function = _open_one(function_id)
    check_function_name(name, of=function)
    if function.name != name:
        function.name = name
        function.save(update_fields=["name"])
        record("function.renamed", chain=company, actor=actor, subject=function, words=words_digest(name))
    return function


@transaction.atomic(durable=True)
def close_function(function_id: int, *, actor: Person) -> Function:
    """Close a function and end its seats; what waits for it goes to each launch's sponsor as acting head."""
    company = lock_company()
    require_administrator(actor)
    function = _open_one(function_id)
    people = _leave(function)
    function.closed_at = clock.now()
    function.save(update_fields=["closed_at"])
    record("function.closed", chain=company, actor=actor, subject=function, seats_ended=len(people))
    hooks.places_changed(person_ids=people, function_ids=[function.pk])
    return function


@transaction.atomic(durable=True)
def merge_function(function_id: int, *, into_id: int, actor: Person) -> Function:
    """Close a function in favour of another, whose members its people become; returns the other.

    What waits for the merged function is then asked of the other one, by the rooms that hear of changed places.
    """
    company = lock_company()
    require_administrator(actor)
    function, other = _open_one(function_id), _open_one(into_id)
    if function == other:
        raise Invalid("A function is merged into another one.", field="into")
    people = _leave(function)
    seated = set(Seat.objects.filter(function=other, ended_at=None).values_list("person_id", flat=True))
    Seat.objects.bulk_create(
        Seat(person_id=pk, function=other, rank=Seat.Rank.MEMBER, started_at=clock.now())
        for pk in people
        if pk not in seated
    )
    function.closed_at, function.merged_into = clock.now(), other
    function.save(update_fields=["closed_at", "merged_into"])
    record("function.merged", chain=company, actor=actor, subject=function, into=other.pk, moved=len(people))
    hooks.places_changed(person_ids=people, function_ids=[function.pk, other.pk])
    return other


def _open_one(function_id: int) -> Function:
    function = Function.objects.select_for_update(no_key=True).get(pk=function_id)
    if function.closed_at:
        raise Conflict(f"{function.name} is closed.")
    return function


def _leave(function: Function) -> list[int]:
    """End the seats of a function; return whose they were, in the order in which they sat down."""
    seats = Seat.objects.filter(function=function, ended_at=None).order_by("pk")
    people = list(seats.values_list("person_id", flat=True))
    seats.update(ended_at=clock.now())
    return people


def _free_key(name: str) -> str:
    """Return a key made of the name that no function has, such as customer-care or customer-care-2."""
    stem = slugify(name)[:36].strip("-") or "function"
    taken = set(Function.objects.filter(key__startswith=stem).values_list("key", flat=True))
    number = 1
    key = stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key
