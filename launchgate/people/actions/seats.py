"""Seats: who sits where with which rank, one head per function."""

from typing import Any, NamedTuple

from django.db import transaction

from launchgate.audit.record import record
from launchgate.core import clock
from launchgate.core.refusals import Conflict, Invalid
from launchgate.people import hooks
from launchgate.people.company import lock_company
from launchgate.people.models import Function, Person, Seat
from launchgate.people.rules import require_administrator

Rank = Seat.Rank


class Seated(NamedTuple):
    """A new seat, and the head who stepped down for it, if it is a head's."""

    seat: Seat
    stepped_down: Person | None

    def __str__(self) -> str:
        seat = self.seat
        words = f"{seat.person.name} is {seat.get_rank_display().lower()} of {seat.function.name} now."
        if self.stepped_down:
            words += f" {self.stepped_down.name}, head until now, stays as a member."
        return words


@transaction.atomic(durable=True)
def seat_person(person_id: int, function_id: int, *, actor: Person, rank: str = Rank.MEMBER) -> Seated:
    """Give a person a seat; a new head makes the present one a member."""
    company = lock_company()
    require_administrator(actor)
    _check_rank(rank)
    person, function = Person.objects.get(pk=person_id), Function.objects.get(pk=function_id)
    if not person.is_active:
        raise Conflict(f"{person.name} is deactivated and cannot take a seat.", field="person")
    if function.closed_at:
        raise Conflict(f"{function.name} is closed.")
    if present := Seat.objects.filter(person=person, function=function, ended_at=None).first():
        raise Conflict(
            f"{person.name} is {present.get_rank_display().lower()} of {function.name} already. Change that rank.",
            field="person",
        )
    seated = _sit(person, function, rank)
    record("seat.taken", chain=company, actor=actor, subject=seated.seat, **_facts(seated))
    _tell(seated)
    return seated


@transaction.atomic(durable=True)
def change_rank(seat_id: int, *, actor: Person, rank: str) -> Seated:
    """Give the holder of a seat another rank; the seat with the old one ends, so that history keeps who was what."""
    company = lock_company()
    require_administrator(actor)
    _check_rank(rank)
    seat = _open_seat(seat_id)
    if seat.rank == rank:
        raise Conflict(f"{seat.person.name} is {seat.get_rank_display().lower()} of {seat.function.name} already.")
    _end(seat)
    seated = _sit(seat.person, seat.function, rank)
    record("seat.rank_changed", chain=company, actor=actor, subject=seated.seat, was=seat.rank, **_facts(seated))
    _tell(seated)
    return seated


@transaction.atomic(durable=True)
def end_seat(seat_id: int, *, actor: Person) -> Seat:
    """Take a person out of a function."""
    company = lock_company()
    require_administrator(actor)
    seat = _open_seat(seat_id)
    _end(seat)
    record(
        "seat.ended",
        chain=company,
        actor=actor,
        subject=seat,
        person=seat.person_id,
        function=seat.function_id,
        was=seat.rank,
    )
    hooks.places_changed(person_ids=[seat.person_id], function_ids=[seat.function_id])
    return seat


def _check_rank(rank: str) -> None:
    if rank not in Rank.values:
        raise Invalid("A rank is head, deputy or member.", field="rank")


def _open_seat(seat_id: int) -> Seat:
    seat = Seat.objects.select_related("person", "function").get(pk=seat_id)
    if seat.ended_at:
        raise Conflict(f"This seat of {seat.person.name} in {seat.function.name} has ended.")
    return seat


def _end(seat: Seat) -> None:
    seat.ended_at = clock.now()
    seat.save(update_fields=["ended_at"])


def _sit(person: Person, function: Function, rank: str) -> Seated:
    """Write a seat; where it is the head's and another sits there, that one becomes a member first."""
    stepped_down = None
    if rank == Rank.HEAD:
        head = Seat.objects.select_related("person").filter(function=function, rank=Rank.HEAD, ended_at=None).first()
        if head:
            _end(head)
            stepped_down = head.person
            Seat.objects.create(person=stepped_down, function=function, rank=Rank.MEMBER, started_at=clock.now())
    seat = Seat.objects.create(person=person, function=function, rank=rank, started_at=clock.now())
    return Seated(seat, stepped_down)


def _facts(seated: Seated) -> dict[str, Any]:
    seat, stepped_down = seated
    return {
        "person": seat.person_id,
        "function": seat.function_id,
        "rank": seat.rank,
        "stepped_down": stepped_down.pk if stepped_down else None,
    }


def _tell(seated: Seated) -> None:
    people = {seated.seat.person_id} | ({seated.stepped_down.pk} if seated.stepped_down else set())
    hooks.places_changed(person_ids=people, function_ids=[seated.seat.function_id])
