"""Whoever lost every place between page and post is answered as somebody who never had one, on every address."""

import pytest
from django.test import TestCase
from django.urls import reverse

from launchgate.launches.actions.edit import hand_over, unfollow_launch
from launchgate.launches.models import Follow, Launch
from launchgate.people.actions.persons import deactivate_person, edit_person
from launchgate.people.actions.seats import end_seat
from launchgate.people.calendar import Hours
from launchgate.people.models import Person
from tests.factories import make_person
from tests.permissions.matrix import LETTERS, ROWS
from tests.permissions.world import ROLES, World
from tests.undone import undone

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PLACES = [role for role in ROLES if role not in ("anonymous", "outsider")]
OUTSIDER = ROLES.index("outsider")
# What is somebody's in person stays theirs without any place: what they wrote, gave, signed, or are named for.
OWN = {
    "member": {
        "customers:insight_correct", "customers:insight_withdraw", "customers:question_withdraw",
        "customers:promise_back", "customers:promise_withdraw", "customers:promise_kept",
        "briefings:acknowledge", "briefings:ask",
        "launches:condition_done",
        "people:address_try", "people:absence_new", "people:absence_change", "people:absence_end",
        "people:delegation_new", "people:assistant",
    },
    "head": {"launches:gate_withdraw"},
    # Who asked for an exception goes on seeing it.
    "owner": {"launches:gate_take_back", "launches:hand_off_reply", "offerings:voice"},
    # The member's assistant.
    "executive": {"people:absence_new", "people:delegation_new", "people:absence_change", "people:absence_end"},
}  # fmt: skip
# What the outsider alone has: an exception that they asked for, and news of their own.
OF_THE_OUTSIDER = {"offerings:withdraw", "reminders:turn_answer", "outbox:mark_read"}


@pytest.mark.parametrize("role", PLACES)
def test_a_lost_place_is_lost_on_every_address(world: World, role: str):
    at, answers, expected = ROLES.index(role), [], []
    own = OWN.get(role, set()) | OF_THE_OUTSIDER
    rows = [row for row in ROWS if row.method == "POST" and row.answers[at] not in "c" + row.answers[OUTSIDER]]
    with undone():
        lose_all_places(world.people[role])
        for row in (row for row in rows if row.name not in own):
            path = reverse(row.name, args=row.address(world), query=row.query(world))
            with undone():
                code = world.ask(role, "POST", path, row.given(world)).status_code
            answers.append((path, LETTERS.get(code, f"[{code}]")))
            expected.append((path, row.answers[OUTSIDER]))
    assert answers == expected


def lose_all_places(person: Person) -> None:
    """End somebody's seats, hand their launches over, and make them neither executive nor administrator."""
    admin = make_person("Adam Other", is_administrator=True)
    heir, patron = make_person("Hera Heir"), make_person("Paul Patron", is_executive=True)
    with TestCase.captureOnCommitCallbacks(execute=True):
        for seat in person.seats.filter(ended_at=None):
            end_seat(seat.pk, actor=admin)
        for role, to in (("owner", heir), ("sponsor", patron)):
            for launch in Launch.objects.filter(**{role: person}):
                hand_over(launch.pk, role, to.pk, actor=admin)
        for follow in Follow.objects.filter(person=person):
            unfollow_launch(follow.launch_id, actor=person)
        edit_person(
            person.pk,
            actor=admin,
            email=person.email,
            name=person.name,
            hours=Hours.of(person),
            is_executive=False,
            is_administrator=False,
        )


def test_a_session_ends_with_the_person(world: World):
    rows = [row for row in ROWS if row.answers[0] == "s" and row.answers[ROLES.index("head")] == "m"]
    with undone():
        deactivate_person(world.people["head"].pk, actor=make_person("Adam Other", is_administrator=True))
        for row in rows:
            path = reverse(row.name, args=row.address(world), query=row.query(world))
            with undone():
                assert LETTERS[world.ask("head", row.method, path, row.given(world)).status_code] == "s"
