"""How people move while launches are on their way: absences, seats, functions, each tried with what dice choose."""

import random

from launchgate.people.actions import absences, functions, persons, seats
from launchgate.people.models import Absence, Person, Seat
from tests.launches.clicks import Company, Verb, day, person, pick


def go_away(company: Company, actor: Person, dice: random.Random) -> None:
    away = dice.choice([actor, person(dice)])
    seat_ids = list(Seat.objects.filter(person=away, ended_at=None).values_list("function_id", flat=True))
    absences.enter_absence(
        away.pk,
        actor=dice.choice((away, actor)),
        starts_on=company.moment.date(),
        ends_on=day(company, dice),
        delegate_id=dice.choice([None, person(dice).pk]),
        function_ids=seat_ids if dice.random() < 0.3 else [],
        gate_kinds=dice.sample(("input", "build", "price", "tell"), 2) if dice.random() < 0.3 else [],
    )


def come_back(company: Company, actor: Person, dice: random.Random) -> None:
    absence = pick(dice, Absence.objects.filter(ended_early_at=None))
    absences.end_absence(absence.pk, actor=absence.person)


def deactivate(company: Company, actor: Person, dice: random.Random) -> None:
    """Deactivate anybody but the three executives and the administrator: a company that still has people."""
    leaver = pick(dice, Person.objects.filter(is_executive=False, is_administrator=False))
    persons.deactivate_person(leaver.pk, actor=company.cast.people["admin"])


def reactivate(company: Company, actor: Person, dice: random.Random) -> None:
    persons.reactivate_person(person(dice).pk, actor=company.cast.people["admin"])


def take_seat(company: Company, actor: Person, dice: random.Random) -> None:
    function = dice.choice(list(company.cast.functions.values()))
    rank = dice.choice(Seat.Rank.values)
    seats.seat_person(person(dice).pk, function.pk, actor=company.cast.people["admin"], rank=rank)


def leave_seat(company: Company, actor: Person, dice: random.Random) -> None:
    seats.end_seat(pick(dice, Seat.objects.filter(ended_at=None)).pk, actor=company.cast.people["admin"])


def merge(company: Company, actor: Person, dice: random.Random) -> None:
    chosen, into = dice.sample(list(company.cast.functions.values()), 2)
    functions.merge_function(chosen.pk, into_id=into.pk, actor=company.cast.people["admin"])


PEOPLE: dict[str, Verb] = {
    verb.__name__: verb for verb in (go_away, come_back, deactivate, reactivate, take_seat, leave_seat, merge)
}
