"""Queries that are put into SQL once: they answer as the plain query does, whatever values come next."""

from threading import Thread

import pytest
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from launchgate.core.prepared import PreparedQuery
from launchgate.people.models import Function, Person, Seat
from tests.factories import make_function, make_person, seat

SEATED = PreparedQuery(
    lambda key, person: Seat.objects.filter(function__key=key, person=person).select_related("person", "function")
)


@pytest.fixture
def seats(db):
    """Seat three people in two functions."""
    functions = [make_function("sales"), make_function("finance"), make_function("finance")]
    return [seat(make_person(), function) for function in functions]


def test_each_time_it_answers_for_the_values_of_that_time(seats):
    for each in [*seats, *seats]:
        assert SEATED.rows(each.function.key, each.person_id) == [each]


def test_nothing_is_found_where_nothing_is(seats):
    assert SEATED.rows("sales", seats[1].person_id) == []


def test_rows_bring_along_what_the_query_selects(seats, django_assert_num_queries):
    with django_assert_num_queries(1):
        [found] = SEATED.rows("finance", seats[2].person_id)
        assert (found.person, found.function.key) == (seats[2].person, "finance")


def test_rows_are_fresh_each_time(seats):
    [before] = SEATED.rows("sales", seats[0].person_id)
    Seat.objects.update(rank=Seat.Rank.DEPUTY)
    [after] = SEATED.rows("sales", seats[0].person_id)
    assert (before.rank, after.rank) == (Seat.Rank.MEMBER, Seat.Rank.DEPUTY)


def test_it_takes_as_many_values_as_come(seats):
    of = PreparedQuery(lambda *people: Seat.objects.filter(person__in=people).order_by("pk"))
    for count in (3, 1, 2, 3):
        assert of.rows(*(each.person_id for each in seats[:count])) == seats[:count]


def test_one_value_may_stand_in_several_places(seats):
    person = Person.objects.filter(pk=OuterRef("person"))
    both = PreparedQuery(lambda pk: Seat.objects.filter(Exists(person.filter(pk=pk)), person=pk))
    assert both.rows(seats[1].person_id) == [seats[1]]


def test_values_come_as_the_columns_give_them(seats):
    hours = PreparedQuery(lambda pk: Person.objects.filter(pk=pk).values_list("weekdays", "is_active"))
    assert hours.rows(seats[0].person_id) == [([0, 1, 2, 3, 4], True)]


def test_words_reach_the_database_as_words(seats):
    named = PreparedQuery(lambda name: Function.objects.filter(name=name))
    assert named.rows("' OR ''='") == []
    assert named.rows("Sales") == [seats[0].function]


@pytest.mark.django_db(transaction=True)
def test_a_query_that_locks_asks_for_a_transaction():
    locked, person = PreparedQuery(lambda pk: Person.objects.select_for_update().filter(pk=pk)), make_person()
    with transaction.atomic():
        assert locked.rows(person.pk) == [person]
    with pytest.raises(TransactionManagementError):
        locked.rows(person.pk)


@pytest.mark.postgresql
def test_a_query_that_locks_does(seats):
    locked = PreparedQuery(lambda pk: Seat.objects.select_for_update(no_key=True).filter(pk=pk))
    locked.rows(seats[0].pk)
    with CaptureQueriesContext(connection) as captured:
        locked.rows(seats[1].pk)
    assert captured[0]["sql"].endswith("FOR NO KEY UPDATE")


def test_a_value_that_is_compared_with_nothing_is_refused(seats):
    with pytest.raises(ValueError, match="compare each of its values"):
        PreparedQuery(lambda pk, unused: Seat.objects.filter(pk=pk)).rows(1, 2)


def test_a_value_that_does_not_reach_the_database_as_it_is_is_refused(seats):
    with pytest.raises(ValueError, match="compare each of its values"):
        PreparedQuery(lambda words: Person.objects.filter(name__contains=words)).rows("Ann")


@pytest.mark.django_db(transaction=True)
def test_another_thread_asks_on_its_own_connection():
    person = make_person()
    named = PreparedQuery(lambda pk: Person.objects.filter(pk=pk))
    found = named.rows(person.pk)

    def ask() -> None:
        try:
            with transaction.atomic():
                found.extend(named.rows(person.pk))
        finally:
            connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [person, person]
