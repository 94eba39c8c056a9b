"""Whether mail reaches somebody: an address that is refused, and all the ways in which it takes mail again."""

import pytest

from launchgate.audit.models import Event
from launchgate.core.refusals import Conflict, Forbidden
from launchgate.people.actions.persons import edit_person
from launchgate.people.actions.reachability import note_accepted_address, note_refused_address, try_address_again
from launchgate.people.calendar import Hours
from launchgate.people.models import Channel
from tests.factories import make_person

pytestmark = pytest.mark.django_db
WHY = "The mail server answered 550: no such user here"


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Return a function that does something and what follows after its commit."""

    def do(what, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return what(*args, **kwargs)

    return do


@pytest.fixture
def refused(somebody, told):
    note_refused_address(somebody.pk, WHY)
    somebody.refresh_from_db()
    told.clear()
    return somebody


def test_a_refused_address_is_noted_and_told_to_the_rooms(somebody, events, told, committed):
    assert committed(note_refused_address, somebody.pk, WHY)
    somebody.refresh_from_db()
    assert (somebody.is_unreachable, somebody.mail_refused_why) == (True, WHY)
    assert events() == ["person.address_refused"]
    assert [people for people, _ in told] == [{somebody.pk}]


def test_what_the_server_said_is_not_in_the_record(refused):
    assert "no such user" not in Event.objects.get().text


@pytest.mark.parametrize("said", ["a\r\nb\x00\u202ec", "x" * 100_000])
def test_whatever_the_server_said_becomes_a_short_line(somebody, said):
    note_refused_address(somebody.pk, said)
    somebody.refresh_from_db()
    assert somebody.mail_refused_why in ("a b c", "x" * 299 + "…")


def test_told_again_nothing_changes(refused, events, told):
    assert not note_refused_address(refused.pk, "Something else")
    refused.refresh_from_db()
    assert (refused.mail_refused_why, events(), told) == (WHY, ["person.address_refused"], [])


def test_of_an_address_that_is_not_theirs_any_more_nothing_is_noted(somebody):
    assert not note_refused_address(somebody.pk, WHY, address="before@example.test")
    assert note_refused_address(somebody.pk, WHY, address=somebody.email.upper())


def test_of_somebody_deactivated_nothing_is_noted(events):
    assert not note_refused_address(make_person(is_active=False).pk, WHY)
    assert events() == []


def test_whoever_is_reached_by_chat_is_not_out_of_reach(refused):
    refused.channel = Channel.SLACK
    assert refused.is_unreachable
    refused.chat_address = "https://hooks.example.test/1"
    assert not refused.is_unreachable


def test_mail_that_was_taken_brings_the_person_back(somebody, events, told, committed):
    note_refused_address(somebody.pk, WHY, at_hand_over=True)
    assert committed(note_accepted_address, somebody.pk, at_hand_over=True)
    somebody.refresh_from_db()
    assert (somebody.mail_refused_at, somebody.mail_refused_why) == (None, "")
    assert events() == ["person.address_refused", "person.address_accepted"]
    assert [people for people, _ in told] == [{somebody.pk}]


def test_that_a_server_takes_what_it_sent_back_before_says_nothing(refused):
    assert not note_accepted_address(refused.pk, at_hand_over=True)
    assert note_accepted_address(refused.pk)


def test_of_an_address_that_was_never_refused_nothing_is_noted(somebody, events):
    assert not note_accepted_address(somebody.pk)
    assert events() == []


@pytest.mark.parametrize("who", ["the person", "an administrator"])
def test_the_address_is_tried_again(refused, administrator, who, told, committed):
    actor = refused if who == "the person" else administrator
    assert not committed(try_address_again, refused.pk, actor=actor).is_unreachable
    assert [people for people, _ in told] == [{refused.pk}]


def test_nobody_else_tries_it(refused):
    with pytest.raises(Forbidden, match="Only Sam Body or an administrator"):
        try_address_again(refused.pk, actor=make_person())


def test_an_address_that_works_is_not_tried_again(somebody):
    with pytest.raises(Conflict, match="nothing to try again"):
        try_address_again(somebody.pk, actor=somebody)


@pytest.mark.parametrize(("email", "is_unreachable"), [("another@example.test", False), ("", True)])
def test_another_address_is_not_the_one_that_was_refused(
    refused, administrator, told, committed, email, is_unreachable
):
    committed(
        edit_person,
        refused.pk,
        actor=administrator,
        email=email or refused.email,
        name="Sam Other",
        is_executive=False,
        is_administrator=False,
        hours=Hours.of(refused),
    )
    refused.refresh_from_db()
    assert refused.is_unreachable == is_unreachable
    assert bool(told) != is_unreachable
