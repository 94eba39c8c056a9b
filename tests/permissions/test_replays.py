"""What is sent once more changes nothing twice, and what is of one launch is of no other."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse

from launchgate.audit.models import Event
from launchgate.launches.models import Item
from launchgate.outbox.models import Message
from tests.customers.promising import promise_on, say_on
from tests.launching import gate_of
from tests.permissions.addressing import Row
from tests.permissions.matrix import ROWS
from tests.permissions.rows_offerings import ASKED
from tests.permissions.world import FIRST, ROLES, World
from tests.permissions.world_customers import SAID, promised
from tests.undone import undone

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DONE = [row for row in ROWS if row.method == "POST" and "m" in row.answers]
EXECUTIVE = ROLES.index("executive")
REFUSED = set("fnci")
OTHERS = ("review", "public", "briefed")
# An address of a launch with something more that has a number.
OF_A_LAUNCH = re.compile(r"/launches/(?P<key>L-\d+)/(?P<rest>.*/\d+/.*)")
# The number is that of a version of the playbook, which launches share.
SHARED = {"launches:version_take", "launches:version_leave"}


def path_of(row: Row, world: World) -> str:
    """Return the address of a row."""
    return reverse(row.name, args=row.address(world), query=row.query(world))


def written() -> tuple[int, int]:
    """Return how much is on the record, and how much was queued."""
    return Event.objects.count(), Message.objects.count()


def test_a_form_that_is_sent_twice_is_carried_out_once(world: World):
    wrong = []
    for row in DONE:
        role, path, sent = ROLES[row.answers.index("m")], path_of(row, world), row.given(world) | {"once": "a-key"}
        with undone():
            world.ask(role, "POST", path, sent)
            before = written()
            code = world.ask(role, "POST", path, sent).status_code
            if written() != before or code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                wrong.append((row.name, code))
    assert wrong == []


@pytest.mark.deep
def test_what_is_refused_changes_nothing(world: World):
    wrong = []
    before = written()
    for row in (row for row in ROWS if row.method == "POST"):
        path = path_of(row, world)
        for letter in REFUSED & set(row.answers):
            with undone():
                world.ask(ROLES[row.answers.index(letter)], "POST", path, row.given(world))
                if written() != before:
                    wrong.append((row.name, letter))
    assert wrong == []


def test_what_belongs_to_a_launch_is_not_found_under_another(world: World):
    """The executive sees every launch, so that only the address can be wrong."""
    found = []
    for row in (row for row in ROWS if row.answers[EXECUTIVE] != "n" and row.name not in SHARED):
        path = path_of(row, world)
        match = OF_A_LAUNCH.fullmatch(path)
        others = [world.launches[name].key for name in OTHERS if match and world.launches[name].key != match["key"]]
        for key in others:
            elsewhere = path.replace(match["key"], key) if match else path
            with undone():
                code = world.ask("executive", row.method, elsewhere, row.given(world)).status_code
            if code != HTTPStatus.NOT_FOUND:
                found.append((row.name, elsewhere, code))
    assert found == []


def item_elsewhere(world: World) -> int:
    """Return an answered text of a launch other than the open one."""
    return Item.objects.filter(gate__launch=world.launches["signed"], kind="text", is_answered=True)[0].pk


def secret_promise(world: World) -> int:
    """Record a promise on the confidential launch."""
    return promise_on(world.launches["secret"], world.cast.owner, "scope").promise.pk


def insight_elsewhere(world: World) -> int:
    """Write down what a customer said about another launch."""
    return say_on(world.launches["review"], world.cast.owner, customer=SAID["customer"]).pk


Sent = Callable[[World], dict[str, Any]]
# What is sent by whom: each names something that is not of the open launch, or that the sender may not see.
FOREIGN: list[tuple[str, str, Sent]] = [
    ("owner", "customers:launch", lambda w: SAID | {"place": f"item:{item_elsewhere(w)}"}),
    ("owner", "customers:launch", lambda w: SAID | {"place": f"gate:{gate_of(w.launches['review'], FIRST).pk}"}),
    ("owner", "customers:launch", lambda w: SAID | {"same_as": insight_elsewhere(w)}),
    ("member", "customers:question_ask", lambda w: {"gate": gate_of(w.launches["review"], FIRST).pk, "text": "When?"}),
    ("owner", "customers:promise_record", lambda w: promised() | {"made_by": 999_999}),
    (
        "owner",
        "customers:promise_record",
        lambda w: promised() | {"made_by": w.cast.owner.pk, "item": item_elsewhere(w)},
    ),
    ("outsider", "offerings:ask", lambda w: ASKED | {"launch": w.launches["secret"].pk}),
    ("outsider", "offerings:ask", lambda w: ASKED | {"promise": secret_promise(w)}),
    ("owner", "offerings:ask", lambda w: ASKED | {"promise": secret_promise(w), "launch": w.launches["open"].pk}),
    ("owner", "offerings:ask", lambda w: ASKED | {"offering": 999_999}),
    ("owner", "offerings:of_launch", lambda w: {"offering": 999_999}),
    ("owner", "briefings:new", lambda w: {"title": "T", "text": "It comes.", "functions": [999_999]}),
]


@pytest.mark.parametrize(("role", "name", "sent"), FOREIGN, ids=[name for _, name, _ in FOREIGN])
def test_what_is_of_another_launch_or_out_of_sight_cannot_be_chosen(world: World, role: str, name: str, sent: Sent):
    path = reverse(name, args=[] if name == "offerings:ask" else [world.launches["open"].key])
    with undone():
        data = sent(world)
        before = Event.objects.count()
        assert world.ask(role, "POST", path, data).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert Event.objects.count() == before
