"""Seats: one head per function, ranks that change, and history that keeps who was what."""

import pytest

from launchgate.audit.models import Event
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.people.actions import functions, seats
from launchgate.people.models import Seat
from tests.factories import make_function, make_person, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance():
    return make_function("finance")


def ranks(function):
    return dict(function.seats.filter(ended_at=None).values_list("person__name", "rank"))


def test_a_person_takes_a_seat(administrator, finance, events):
    seated = seats.seat_person(make_person("Ben").pk, finance.pk, actor=administrator, rank="deputy")
    assert ranks(finance) == {"Ben": "deputy"}
    assert str(seated) == "Ben is deputy of Finance now."
    assert events() == ["seat.taken"]


def test_a_new_head_makes_the_old_one_a_member_and_says_so(administrator, finance):
    marcus = make_person("Marcus")
    seat(marcus, finance, "head")
    seated = seats.seat_person(make_person("Priya").pk, finance.pk, actor=administrator, rank="head")
    assert ranks(finance) == {"Marcus": "member", "Priya": "head"}
    assert str(seated) == "Priya is head of Finance now. Marcus, head until now, stays as a member."
    assert f'"stepped_down":{marcus.pk}' in Event.objects.get(kind="seat.taken").text


def test_both_people_are_told_of(administrator, finance, told, django_capture_on_commit_callbacks):
    marcus, priya = make_person("Marcus"), make_person("Priya")
    seat(marcus, finance, "head")
    with django_capture_on_commit_callbacks(execute=True):
        seats.seat_person(priya.pk, finance.pk, actor=administrator, rank="head")
    assert told == [(frozenset({marcus.pk, priya.pk}), frozenset({finance.pk}))]


def test_a_second_seat_in_the_same_function_is_refused(administrator, finance):
    ben = make_person("Ben")
    seat(ben, finance)
    with pytest.raises(Conflict, match="member of Finance already"):
        seats.seat_person(ben.pk, finance.pk, actor=administrator, rank="deputy")


def test_a_deactivated_person_takes_no_seat(administrator, finance):
    with pytest.raises(Conflict, match="deactivated"):
        seats.seat_person(make_person(is_active=False).pk, finance.pk, actor=administrator)


def test_a_closed_function_has_no_seats_to_take(administrator, finance):
    functions.close_function(finance.pk, actor=administrator)
    with pytest.raises(Conflict, match="is closed"):
        seats.seat_person(make_person().pk, finance.pk, actor=administrator)


def test_an_unknown_rank_is_refused(administrator, finance):
    with pytest.raises(Invalid) as refusal:
        seats.seat_person(make_person().pk, finance.pk, actor=administrator, rank="emperor")
    assert refusal.value.field == "rank"


def test_another_rank_ends_the_old_seat(administrator, finance, events):
    old = seat(make_person("Ben"), finance)
    seats.change_rank(old.pk, actor=administrator, rank="head")
    old.refresh_from_db()
    assert (old.rank, old.ended_at is None) == ("member", False)
    assert ranks(finance) == {"Ben": "head"}
    assert events() == ["seat.rank_changed"]


def test_a_head_can_step_down(administrator, finance):
    seats.change_rank(seat(make_person("Ben"), finance, "head").pk, actor=administrator, rank="deputy")
    assert ranks(finance) == {"Ben": "deputy"}


def test_the_same_rank_again_is_refused(administrator, finance):
    with pytest.raises(Conflict, match="head of Finance already"):
        seats.change_rank(seat(make_person(), finance, "head").pk, actor=administrator, rank="head")


def test_a_seat_ends(administrator, finance, events):
    place = seat(make_person("Ben"), finance)
    seats.end_seat(place.pk, actor=administrator)
    assert ranks(finance) == {}
    assert events() == ["seat.ended"]


def test_an_ended_seat_is_not_changed_again(administrator, finance):
    place = seat(make_person("Ben"), finance)
    seats.end_seat(place.pk, actor=administrator)
    with pytest.raises(Conflict, match="has ended"):
        seats.end_seat(place.pk, actor=administrator)
    with pytest.raises(Conflict, match="has ended"):
        seats.change_rank(place.pk, actor=administrator, rank="head")


def test_only_administrators_seat_people(finance):
    head = make_person()
    place = seat(head, finance, "head")
    with pytest.raises(Forbidden):
        seats.seat_person(make_person().pk, finance.pk, actor=head)
    with pytest.raises(Forbidden):
        seats.change_rank(place.pk, actor=head, rank="member")
    with pytest.raises(Forbidden):
        seats.end_seat(place.pk, actor=head)
    assert Seat.objects.get() == place
