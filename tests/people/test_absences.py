"""Absences: who may enter them, for which days, and who can stand in."""

from datetime import UTC, date, datetime

import pytest

from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.people.actions.absences import end_absence, enter_absence
from launchgate.people.models import Absence
from tests.factories import make_company, make_function, make_person, seat

pytestmark = pytest.mark.django_db

MONDAY, FRIDAY = date(2026, 11, 30), date(2026, 12, 4)


@pytest.fixture(autouse=True)
def a_sunday_in_november():
    make_company()
    with clock.at(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def marcus():
    return make_person("Marcus")


@pytest.fixture
def priya():
    return make_person("Priya")


def away(person, starts_on=MONDAY, ends_on=FRIDAY, *, actor=None, **more):
    return enter_absence(person.pk, actor=actor or person, starts_on=starts_on, ends_on=ends_on, **more)


def refused_field(*args, **kwargs):
    with pytest.raises(Invalid) as refusal:
        away(*args, **kwargs)
    return refusal.value.field


def test_a_person_enters_their_own_absence(marcus, priya, events):
    absence = away(marcus, delegate_id=priya.pk)
    assert (absence.delegate, absence.entered_by) == (priya, marcus)
    assert events() == ["absence.entered"]


def test_the_absent_the_delegate_and_the_functions_are_told(marcus, priya, told, django_capture_on_commit_callbacks):
    finance = make_function("finance")
    seat(marcus, finance, "head")
    with django_capture_on_commit_callbacks(execute=True):
        away(marcus, delegate_id=priya.pk)
    assert told == [(frozenset({marcus.pk, priya.pk}), frozenset({finance.pk}))]


@pytest.mark.parametrize("rank", ["head", "deputy"])
def test_a_leader_of_a_shared_function_enters_one_for_another(marcus, priya, rank):
    finance = make_function("finance")
    seat(marcus, finance)
    seat(priya, finance, rank)
    assert away(marcus, actor=priya).entered_by == priya


def test_an_administrator_enters_one_for_anybody(marcus, administrator):
    assert away(marcus, actor=administrator).entered_by == administrator


def test_a_mere_colleague_may_not(marcus, priya):
    finance = make_function("finance")
    seat(marcus, finance, "head")
    seat(priya, finance)
    with pytest.raises(Forbidden, match="head or deputy of the same function"):
        away(marcus, actor=priya)
    assert not Absence.objects.exists()


def test_a_deputy_of_another_function_may_not(marcus, priya):
    seat(marcus, make_function("finance"))
    seat(priya, make_function("legal"), "deputy")
    with pytest.raises(Forbidden):
        away(marcus, actor=priya)


def test_the_last_day_is_not_before_the_first(marcus):
    assert refused_field(marcus, FRIDAY, MONDAY) == "ends_on"


def test_days_that_are_over_are_refused(marcus):
    assert refused_field(marcus, date(2026, 11, 16), date(2026, 11, 20)) == "ends_on"


def test_an_illness_may_have_begun_yesterday(marcus):
    assert away(marcus, date(2026, 11, 20), date(2026, 11, 23)).pk


def test_an_absence_without_end_is_refused(marcus):
    assert refused_field(marcus, MONDAY, date(2099, 1, 1)) == "ends_on"


def test_nobody_stands_in_for_themselves(marcus):
    assert refused_field(marcus, delegate_id=marcus.pk) == "delegate"


def test_a_deactivated_person_stands_in_for_nobody(marcus):
    assert refused_field(marcus, delegate_id=make_person(is_active=False).pk) == "delegate"


def test_a_delegate_has_to_be_there(marcus, priya):
    away(priya, FRIDAY, FRIDAY)
    assert refused_field(marcus, delegate_id=priya.pk) == "delegate"


def test_a_delegate_who_came_back_early_can_stand_in(marcus, priya):
    end_absence(away(priya).pk, actor=priya)
    assert away(marcus, delegate_id=priya.pk).delegate == priya


def test_delegates_never_form_a_circle(marcus, priya):
    lena = make_person("Lena")
    away(marcus, delegate_id=priya.pk)
    away(priya, delegate_id=lena.pk)
    assert refused_field(lena, delegate_id=marcus.pk) == "delegate"


def test_a_second_absence_on_the_same_day_is_refused(marcus):
    away(marcus)
    assert refused_field(marcus, FRIDAY, FRIDAY) == "starts_on"


def test_two_functions_can_have_two_delegates_at_once(marcus, priya):
    finance, legal = make_function("finance"), make_function("legal")
    seat(marcus, finance, "head")
    seat(marcus, legal, "head")
    away(marcus, delegate_id=priya.pk, function_ids=[finance.pk])
    away(marcus, delegate_id=make_person().pk, function_ids=[legal.pk])
    assert refused_field(marcus, function_ids=[legal.pk]) == "starts_on"


def test_a_function_without_a_seat_is_refused(marcus):
    assert refused_field(marcus, function_ids=[make_function("legal").pk]) == "functions"


def test_ending_says_when_and_is_told(marcus, told, events, django_capture_on_commit_callbacks):
    absence = away(marcus)
    told.clear()
    with django_capture_on_commit_callbacks(execute=True):
        end_absence(absence.pk, actor=marcus)
    absence.refresh_from_db()
    assert absence.ended_early_at == clock.now()
    assert told == [(frozenset({marcus.pk}), frozenset())]
    assert events() == ["absence.entered", "absence.ended"]


def test_ending_twice_is_refused(marcus):
    absence = away(marcus)
    end_absence(absence.pk, actor=marcus)
    with pytest.raises(Conflict, match="is over"):
        end_absence(absence.pk, actor=marcus)


def test_an_absence_that_ran_out_is_not_ended(marcus):
    absence = away(marcus)
    with clock.at(datetime(2026, 12, 5, 12, tzinfo=UTC)), pytest.raises(Conflict, match="is over"):
        end_absence(absence.pk, actor=marcus)


def test_a_stranger_ends_no_absence(marcus, priya):
    absence = away(marcus)
    with pytest.raises(Forbidden):
        end_absence(absence.pk, actor=priya)
