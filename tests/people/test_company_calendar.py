"""The company's calendar: who may change it, and who is told."""

from datetime import date

import pytest

from launchgate.core.refusals import Forbidden, Invalid
from launchgate.people.actions.company import edit_company
from launchgate.people.calendar import Hours, calendar_of
from launchgate.people.company import the_company
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def edit(actor, **fields):
    company = the_company()
    known = {"name": company.name, "hours": Hours.of(company), "closures": [date(2026, 12, 24)]}
    return edit_company(actor=actor, **known | fields)


def test_closures_are_kept_once_and_in_order(administrator):
    edit(administrator, closures=[date(2026, 12, 31), date(2026, 12, 24), date(2026, 12, 31)])
    assert the_company().closures == ["2026-12-24", "2026-12-31"]
    assert not calendar_of(the_company()).is_working_day(date(2026, 12, 24))


def test_everybody_active_is_told(administrator, told, events, django_capture_on_commit_callbacks):
    make_person(is_active=False)
    ben = make_person("Ben")
    with django_capture_on_commit_callbacks(execute=True):
        edit(administrator)
    assert told == [(frozenset({administrator.pk, ben.pk}), frozenset())]
    assert events() == ["company.edited"]


def test_another_name_alone_is_not_told(administrator, told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        edit(administrator, name="Acme", closures=[])
    assert the_company().name == "Acme"
    assert told == []


def test_no_change_is_no_event(administrator, events):
    edit(administrator)
    edit(administrator)
    assert events() == ["company.edited"]


def test_too_many_closures_are_refused(administrator):
    with pytest.raises(Invalid, match="400 days"):
        edit(administrator, closures=[date.fromordinal(740_000 + n) for n in range(401)])


def test_a_week_without_a_day_is_refused(administrator):
    with pytest.raises(Invalid, match="at least one day"):
        edit(administrator, hours=Hours.of(the_company())._replace(weekdays=()))


def test_only_administrators_change_it():
    with pytest.raises(Forbidden):
        edit(make_person(is_executive=True))
