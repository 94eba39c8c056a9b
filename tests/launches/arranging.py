"""What happens to people of the small company before somebody signs: each returns a step to take on a gate."""

from collections.abc import Callable
from datetime import date, timedelta

from launchgate.core import clock
from launchgate.launches.actions.edit import hand_over
from launchgate.launches.models import Gate
from launchgate.people.actions.absences import delegate_work, enter_absence
from launchgate.people.actions.assistants import name_assistant
from launchgate.people.actions.functions import close_function, merge_function
from launchgate.people.actions.persons import deactivate_person
from launchgate.people.actions.seats import end_seat, seat_person
from launchgate.people.models import Absence, Seat
from tests.launches.small import START, Small

Arrange = Callable[[Small, Gate], object]
TODAY, UNTIL = START.date(), START.date() + timedelta(days=3)


def away(who: str, delegate: str = "", *, kinds: tuple[str, ...] = (), functions: tuple[str, ...] = ()) -> Arrange:
    """Let somebody be away from today to Thursday."""

    def arrange(small: Small, gate: Gate) -> None:
        person = small.people[who]
        enter_absence(
            person.pk,
            actor=person,
            starts_on=TODAY,
            ends_on=UNTIL,
            delegate_id=small.people[delegate].pk if delegate else None,
            function_ids=[small.functions[key].pk for key in functions],
            gate_kinds=kinds,
        )

    return arrange


def delegated(who: str, delegate: str, *, kinds: tuple[str, ...] = (), functions: tuple[str, ...] = ()) -> Arrange:
    """Let somebody who is there have a delegate, from today to Thursday."""

    def arrange(small: Small, gate: Gate) -> None:
        person = small.people[who]
        delegate_work(
            person.pk,
            actor=person,
            starts_on=TODAY,
            ends_on=UNTIL,
            delegate_id=small.people[delegate].pk,
            function_ids=[small.functions[key].pk for key in functions],
            gate_kinds=kinds,
        )

    return arrange


def row_of_absence(who: str, delegate: str, starts_on: date, ends_on: date) -> Arrange:
    """Put an absence into the table past the rules: one that is over, not yet begun, or closes a circle."""

    def arrange(small: Small, gate: Gate) -> None:
        Absence.objects.create(
            person=small.people[who],
            delegate=small.people[delegate],
            starts_on=starts_on,
            ends_on=ends_on,
            entered_by=small.people[who],
            entered_at=clock.now(),
        )

    return arrange


def gone(who: str) -> Arrange:
    return lambda small, gate: deactivate_person(small.people[who].pk, actor=small.people["admin"])


def seated(who: str, function: str, rank: str) -> Arrange:
    return lambda small, gate: seat_person(
        small.people[who].pk, small.functions[function].pk, actor=small.people["admin"], rank=rank
    )


def unseated(who: str) -> Arrange:
    return lambda small, gate: end_seat(
        Seat.objects.get(person=small.people[who], ended_at=None).pk, actor=small.people["admin"]
    )


def owned_by(who: str) -> Arrange:
    return lambda small, gate: hand_over(gate.launch_id, "owner", small.people[who].pk, actor=small.owner)


def assisted(who: str, by: str) -> Arrange:
    return lambda small, gate: name_assistant(
        small.people[who].pk, actor=small.people[who], assistant_id=small.people[by].pk
    )


def closed(small: Small, gate: Gate) -> None:
    close_function(small.functions["sales"].pk, actor=small.people["admin"])


def merged(small: Small, gate: Gate) -> None:
    merge_function(small.functions["sales"].pk, into_id=small.functions["finance"].pk, actor=small.people["admin"])
