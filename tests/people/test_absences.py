"""Absences: who may enter them, for which days, and who can stand in."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.people.actions.absences import change_absence, end_absence, enter_absence
from launchgate.people.actions.assistants import name_assistant
from launchgate.people.models import Absence
from launchgate.playbooks.actions import publish_version
from launchgate.playbooks.contents import GateContent, ItemContent, write_gates
from tests.factories import make_company, make_function, make_person, make_playbook, seat

pytestmark = [pytest.mark.both, pytest.mark.django_db]

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


def make_two_gates():
    """Publish a playbook whose two gates an absence can be limited to."""
    draft = make_playbook(published=False)
    sales = make_function("sales").pk
    items = (ItemContent("done", "Is it done?", sales),)
    kinds = ("build", "price")
    write_gates(draft, [GateContent(kind, kind.capitalize(), "It is right.", (sales,), items=items) for kind in kinds])
    publish_version(draft.pk, actor=None)


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


def test_a_delegate_who_is_away_can_stand_in_where_somebody_stands_in_for_them(marcus, priya):
    away(priya, FRIDAY, FRIDAY, delegate_id=make_person("Lena").pk)
    assert away(marcus, delegate_id=priya.pk).delegate == priya


def test_a_circle_of_delegates_is_named(marcus, priya):
    lena = make_person("Lena")
    away(marcus, delegate_id=priya.pk)
    away(priya, delegate_id=lena.pk)
    with pytest.raises(Invalid) as refusal:
        away(lena, delegate_id=marcus.pk)
    assert refusal.value.field == "delegate"
    assert refusal.value.message == (
        "Marcus would stand in for Lena, Priya for Marcus, and Lena for Priya: that is a circle. "
        "Choose somebody who is there."
    )


def test_what_no_day_shares_is_no_circle(marcus, priya):
    away(marcus, MONDAY, MONDAY, delegate_id=priya.pk)
    assert away(priya, FRIDAY, FRIDAY, delegate_id=marcus.pk).delegate == marcus


def test_what_no_gate_shares_is_no_circle(marcus, priya):
    make_two_gates()
    away(marcus, delegate_id=priya.pk, gate_kinds=["price"])
    assert away(priya, delegate_id=marcus.pk, gate_kinds=["build"]).delegate == marcus


def test_a_circle_on_one_gate_is_a_circle(marcus, priya):
    make_two_gates()
    away(marcus, delegate_id=priya.pk, gate_kinds=["price"])
    assert refused_field(priya, delegate_id=marcus.pk) == "delegate"


def test_a_chain_has_an_end(marcus):
    chain = [make_person(f"Link {number}") for number in range(6)]
    for person, delegate in pairwise(chain):
        away(person, delegate_id=delegate.pk)
    with pytest.raises(Invalid, match="6 people would stand in") as refusal:
        away(marcus, delegate_id=chain[0].pk)
    assert refusal.value.field == "delegate"


def test_a_chain_is_counted_from_its_beginning(marcus):
    chain = [make_person(f"Link {number}") for number in range(6)]
    for person, delegate in pairwise(chain):
        away(person, delegate_id=delegate.pk)
    assert refused_field(chain[-1], delegate_id=marcus.pk) == "delegate"


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


def test_two_gates_can_have_two_delegates_at_once(marcus, priya):
    make_two_gates()
    away(marcus, delegate_id=priya.pk, gate_kinds=["price"])
    away(marcus, delegate_id=make_person().pk, gate_kinds=["build"])
    assert refused_field(marcus, gate_kinds=["build"]) == "starts_on"
    assert refused_field(marcus) == "starts_on"


def test_a_gate_that_no_playbook_has_is_refused(marcus):
    assert refused_field(marcus, gate_kinds=["nowhere"]) == "gate_kinds"


def test_changing_enters_it_anew_and_ends_the_old(marcus, priya, events):
    absence = away(marcus)
    changed = change_absence(absence.pk, actor=marcus, starts_on=MONDAY, ends_on=MONDAY, delegate_id=priya.pk)
    absence.refresh_from_db()
    assert (changed.delegate, changed.ends_on, absence.ended_early_at) == (priya, MONDAY, clock.now())
    assert events() == ["absence.entered", "absence.changed"]


def test_an_absence_that_was_ended_is_not_changed(marcus):
    absence = end_absence(away(marcus).pk, actor=marcus)
    with pytest.raises(Conflict, match="is over"):
        change_absence(absence.pk, actor=marcus, starts_on=MONDAY, ends_on=FRIDAY)


def test_a_change_is_held_to_the_same_rules(marcus):
    absence = away(marcus)
    with pytest.raises(Invalid) as refusal:
        change_absence(absence.pk, actor=marcus, starts_on=FRIDAY, ends_on=MONDAY)
    assert refusal.value.field == "ends_on"
    absence.refresh_from_db()
    assert absence.ended_early_at is None


def test_a_stranger_changes_no_absence(marcus, priya):
    absence = away(marcus)
    with pytest.raises(Forbidden):
        change_absence(absence.pk, actor=priya, starts_on=MONDAY, ends_on=FRIDAY)


def test_an_assistant_enters_changes_and_ends_one(marcus, priya):
    name_assistant(marcus.pk, actor=marcus, assistant_id=priya.pk)
    marcus.refresh_from_db()
    absence = away(marcus, actor=priya)
    changed = change_absence(absence.pk, actor=priya, starts_on=MONDAY, ends_on=MONDAY)
    assert end_absence(changed.pk, actor=priya).ended_early_at


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
