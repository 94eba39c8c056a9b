"""Two at once: whoever waits for the company's lock decides on what the other left behind."""

from threading import Thread

import pytest
from django.db import connection, transaction

from launchgate.core.refusals import Conflict
from launchgate.people.actions import persons, seats
from launchgate.people.company import lock_company
from launchgate.people.models import Person, Seat
from tests.factories import make_company, make_function, make_person, seat

pytestmark = pytest.mark.django_db(transaction=True)


def attempt(outcome, action, *args, **kwargs):
    """Start an action in a thread that appends "done" or its refusal to `outcome`."""

    def run():
        try:
            action(*args, **kwargs)
            outcome.append("done")
        except Conflict as refusal:
            outcome.append(refusal.message)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def test_two_administrators_cannot_both_be_last():
    make_company()
    ada, ben = make_person("Ada", is_administrator=True), make_person("Ben", is_administrator=True)
    outcome = []
    with transaction.atomic():
        lock_company()
        thread = attempt(outcome, persons.deactivate_person, ben.pk, actor=ben)
        thread.join(0.5)
        assert thread.is_alive()
        Person.objects.filter(pk=ada.pk).update(is_active=False)
    thread.join(10)
    assert outcome == ["Ben is the last active administrator. Make somebody else an administrator first."]
    assert Person.objects.filter(is_active=True, is_administrator=True).count() == 1


def test_two_new_heads_leave_one():
    make_company()
    ada, finance = make_person("Ada", is_administrator=True), make_function("finance")
    first, second = make_person("First"), make_person("Second")
    outcome = []
    with transaction.atomic():
        lock_company()
        thread = attempt(outcome, seats.seat_person, second.pk, finance.pk, actor=ada, rank="head")
        thread.join(0.5)
        assert thread.is_alive()
        seat(first, finance, "head")
    thread.join(10)
    assert outcome == ["done"]
    assert dict(Seat.objects.filter(ended_at=None).values_list("person__name", "rank")) == {
        "First": "member",
        "Second": "head",
    }
