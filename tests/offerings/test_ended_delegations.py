"""Whose delegation is over acts no more, though no turn has moved since: the right is decided at the click."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from launchgate.core import clock
from launchgate.core.refusals import Forbidden
from launchgate.customers.actions.promises import withdraw_promise
from launchgate.customers.actions.questions import answer_question, ask_gate
from launchgate.launches.models import Turn
from launchgate.offerings.actions.deciding import decline_exception
from launchgate.people.actions.absences import delegate_work
from launchgate.people.models import Person
from tests.customers.promising import promise_on
from tests.factories import make_person, seat
from tests.launching import Cast, gate_of, make_launch
from tests.offerings.asking import hear_all, make_exception

pytestmark = pytest.mark.django_db

Lend = Callable[[Person], Person]
Act = Callable[[Person], Any]


def question(cast: Cast, lend: Lend) -> tuple[Person, Act]:
    """Ask customer care a question; return whose it is to answer, and the answer."""
    head, asker = lend(cast.heads["customer-care"]), make_person("Sam Seller")
    seat(asker, cast.function("sales"))
    asked = ask_gate(gate_of(make_launch(cast), "customer-input").pk, "Which tills?", actor=asker)
    return head, lambda actor: answer_question(asked.pk, "All.", actor=actor)


def promise(cast: Cast, lend: Lend) -> tuple[Person, Act]:
    """Record a promise that nothing backs; return who has to see to it, and its withdrawal."""
    recorder = lend(make_person("Rita Recorder"))
    recorded = promise_on(make_launch(cast), recorder).promise
    return recorder, lambda actor: withdraw_promise(recorded.pk, "Not yet.", actor=actor)


def exception(cast: Cast, lend: Lend) -> tuple[Person, Act]:
    """Have a voice say no to an exception on no launch; return the executive who decides, and declining."""
    sponsor = lend(cast.sponsor)
    contested = hear_all(make_exception(make_person("Otto Asks")), cast, against=True)
    return sponsor, lambda actor: decline_exception(contested.pk, "Too dear.", actor=actor)


@pytest.mark.parametrize("asked", [question, promise, exception])
def test_a_delegate_acts_no_more_once_the_delegation_is_over(
    asked: Callable[[Cast, Lend], tuple[Person, Act]], cast: Cast
):
    delegate, today = make_person("Dora Delegate"), clock.now().date()

    def lend(person: Person) -> Person:
        days = {"starts_on": today, "ends_on": today + timedelta(days=2)}
        delegate_work(person.pk, actor=person, delegate_id=delegate.pk, **days)
        return person

    person, act = asked(cast, lend)
    assert Turn.objects.filter(holder=delegate, closed_at=None).exists()
    with clock.at(clock.now() + timedelta(days=5)):
        with pytest.raises(Forbidden):
            act(delegate)
        act(person)


def test_who_stands_in_for_a_sponsor_does_not_decide_what_the_sponsor_asked(cast: Cast):
    """Where no other executive is there, the launch's owner decides, so that it does not stand still for ever."""
    delegate, launch = make_person("Dora Delegate"), make_launch(cast)
    days = {"starts_on": clock.now().date(), "ends_on": clock.now().date() + timedelta(days=2)}
    delegate_work(cast.sponsor.pk, actor=cast.sponsor, delegate_id=delegate.pk, **days)
    contested = hear_all(make_exception(cast.sponsor, launch_id=launch.pk), cast, against=True)
    for person in (delegate, cast.sponsor):
        with pytest.raises(Forbidden):
            decline_exception(contested.pk, "Too dear.", actor=person)
    assert decline_exception(contested.pk, "Too dear.", actor=cast.owner).status == "declined"
