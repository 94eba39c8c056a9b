"""Persons: joining, changing, leaving and coming back, and who may see to it."""

from datetime import time

import pytest
from django.contrib.auth.hashers import make_password

from launchgate.audit.models import Event
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.people import hooks
from launchgate.people.actions import persons
from launchgate.people.calendar import Hours
from launchgate.people.company import the_company
from launchgate.people.models import Person
from tests.factories import make_company, make_function, make_person, seat

pytestmark = pytest.mark.django_db

FRENCH = Hours("Europe/Paris", "FR", "", (0, 1, 2, 3), time(8), time(16))


def edited(person, **fields):
    return {
        "email": person.email,
        "name": person.name,
        "is_executive": person.is_executive,
        "is_administrator": person.is_administrator,
        "hours": Hours.of(person),
    } | fields


def test_a_created_person_works_the_companys_hours(administrator):
    make_company(time_zone="America/New_York", country="US", weekdays=[0, 1, 2, 3])
    person = persons.create_person(actor=administrator, email="Zoe@Example.test", name="Zoe")
    person.refresh_from_db()
    assert Hours.of(person) == Hours.of(the_company())
    assert person.email == "zoe@example.test"


def test_a_created_person_has_no_password_and_gets_an_invitation(administrator, letters, events):
    person = persons.create_person(actor=administrator, email="zoe@example.test", name="Zoe")
    assert not person.has_usable_password()
    assert letters == [(hooks.INVITATION, person.pk)]
    assert events() == ["person.created"]


def test_the_event_of_a_person_holds_no_words(administrator):
    persons.create_person(actor=administrator, email="zoe@example.test", name="Zoe Quist")
    text = Event.objects.get(kind="person.created").text
    assert "zoe" not in text.lower()
    assert "quist" not in text.lower()


def test_two_people_cannot_have_one_address(administrator):
    make_person("Ben", email="ben@example.test", is_active=False)
    with pytest.raises(Invalid, match="belongs to Ben, who is deactivated") as refusal:
        persons.create_person(actor=administrator, email="BEN@example.test", name="Other Ben")
    assert refusal.value.field == "email"


def test_only_administrators_create_people(events):
    with pytest.raises(Forbidden, match="administrator"):
        persons.create_person(actor=make_person(is_executive=True), email="zoe@example.test", name="Zoe")
    assert events() == []


def test_an_administrator_who_was_demoted_meanwhile_may_not(administrator):
    Person.objects.filter(pk=administrator.pk).update(is_administrator=False)
    with pytest.raises(Forbidden):
        persons.create_person(actor=administrator, email="zoe@example.test", name="Zoe")


def test_editing_saves_what_changed_in_one_event(administrator, events):
    person = make_person("Ben")
    persons.edit_person(person.pk, actor=administrator, **edited(person, name="Benno", hours=FRENCH))
    person.refresh_from_db()
    assert (person.name, Hours.of(person)) == ("Benno", FRENCH)
    assert events() == ["person.edited"]


def test_editing_nothing_is_no_event(administrator, events):
    person = make_person("Ben")
    persons.edit_person(person.pk, actor=administrator, **edited(person))
    assert events() == []


def test_another_calendar_is_told_with_the_persons_functions(administrator, told, django_capture_on_commit_callbacks):
    person, finance = make_person("Ben"), make_function("finance")
    seat(person, finance)
    with django_capture_on_commit_callbacks(execute=True):
        persons.edit_person(person.pk, actor=administrator, **edited(person, hours=FRENCH))
    assert told == [(frozenset({person.pk}), frozenset({finance.pk}))]


def test_another_name_is_not_told(administrator, told, django_capture_on_commit_callbacks):
    person = make_person("Ben")
    with django_capture_on_commit_callbacks(execute=True):
        persons.edit_person(person.pk, actor=administrator, **edited(person, name="Benno"))
    assert told == []


def test_the_last_administrator_cannot_be_demoted(administrator):
    with pytest.raises(Conflict, match="last active administrator"):
        persons.edit_person(administrator.pk, actor=administrator, **edited(administrator, is_administrator=False))


def test_one_of_two_administrators_can_be_demoted(administrator):
    other = make_person("Ora", is_administrator=True)
    persons.edit_person(administrator.pk, actor=other, **edited(administrator, is_administrator=False))
    administrator.refresh_from_db()
    assert not administrator.is_administrator


def test_hours_that_make_no_calendar_are_refused(administrator):
    person = make_person()
    with pytest.raises(Invalid):
        persons.edit_person(person.pk, actor=administrator, **edited(person, hours=FRENCH._replace(weekdays=())))
    person.refresh_from_db()
    assert person.weekdays == [0, 1, 2, 3, 4]


def test_a_person_changes_their_own_hours(events):
    make_company()
    person = make_person("Ben")
    persons.change_profile(actor=person, name="Benno", hours=FRENCH)
    person.refresh_from_db()
    assert (person.name, Hours.of(person)) == ("Benno", FRENCH)
    assert events() == ["person.profile_changed"]


def test_deactivating_keeps_the_seats_and_is_told(administrator, told, events, django_capture_on_commit_callbacks):
    person, finance = make_person("Ben"), make_function("finance")
    place = seat(person, finance, "head")
    with django_capture_on_commit_callbacks(execute=True):
        persons.deactivate_person(person.pk, actor=administrator)
    place.refresh_from_db()
    assert place.ended_at is None
    assert told == [(frozenset({person.pk}), frozenset({finance.pk}))]
    assert events() == ["person.deactivated"]


def test_deactivating_ends_the_session(administrator, client):
    person = make_person("Ben")
    client.force_login(person)
    persons.deactivate_person(person.pk, actor=administrator)
    assert client.get("/people/").status_code == 302


def test_the_last_administrator_cannot_be_deactivated(administrator):
    make_person(is_administrator=True, is_active=False)
    with pytest.raises(Conflict, match="last active administrator"):
        persons.deactivate_person(administrator.pk, actor=administrator)


def test_deactivating_twice_is_refused(administrator, events):
    person = make_person("Ben")
    persons.deactivate_person(person.pk, actor=administrator)
    with pytest.raises(Conflict, match="deactivated already"):
        persons.deactivate_person(person.pk, actor=administrator)
    assert events() == ["person.deactivated"]


def test_a_deactivated_person_can_come_back(administrator, events):
    person = make_person("Ben", is_active=False)
    persons.reactivate_person(person.pk, actor=administrator)
    person.refresh_from_db()
    assert person.is_active
    assert events() == ["person.reactivated"]


def test_reactivating_somebody_active_is_refused(administrator):
    with pytest.raises(Conflict, match="active already"):
        persons.reactivate_person(make_person().pk, actor=administrator)


def test_an_invitation_is_sent_again_while_there_is_no_password(administrator, letters):
    person = make_person("Ben")
    persons.invite_person(person.pk, actor=administrator)
    assert letters == [(hooks.INVITATION, person.pk)]


@pytest.mark.parametrize("fields", [{"password": "set-already"}, {"is_active": False}])
def test_who_needs_no_invitation_gets_none(administrator, letters, fields):
    with pytest.raises(Conflict, match="needs no invitation"):
        persons.invite_person(make_person(**fields).pk, actor=administrator)
    assert letters == []


def test_setting_a_password_is_an_event(events):
    make_company()
    person = make_person()
    persons.set_password(person.pk, actor=person, password_hash=make_password("violet-harbour-9"))
    person.refresh_from_db()
    assert person.check_password("violet-harbour-9")
    assert events() == ["person.password_set"]


def opened(**fields):
    return {
        "company_name": "Acme",
        "name": "Ada",
        "email": "ada@example.test",
        "password_hash": make_password("violet-harbour-9"),
        "time_zone": "Europe/Paris",
        "country": "FR",
    } | fields


def test_the_first_person_is_an_administrator_of_the_named_company(events):
    person = persons.open_company(**opened())
    assert person.is_administrator
    assert (the_company().name, the_company().country, person.time_zone) == ("Acme", "FR", "Europe/Paris")
    assert events() == ["company.opened"]


def test_nobody_is_first_twice():
    persons.open_company(**opened())
    with pytest.raises(Conflict, match="Sign in instead"):
        persons.open_company(**opened(email="other@example.test"))
