"""Who is answered what, on every address with every method."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.permissions.addressing import Row
from tests.permissions.matrix import LETTERS, NOT_BY_ROLE, ROWS
from tests.permissions.world import ROLES, World
from tests.undone import undone

# Who may do what is said in Python; the rooms' own tests take the same pages through both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_is_answered_as_the_matrix_says(world: World, row: Row):
    path = reverse(row.name, args=row.address(world), query=row.query(world))
    answers = ""
    for role in ROLES:
        with undone():
            code = world.ask(role, row.method, path, row.given(world)).status_code
        answers += LETTERS.get(code, f"[{code}]")
    assert answers == row.answers


SHOWN = {row.name for row in ROWS if row.method == "GET"}
POSTED_ONLY = [row for row in ROWS if row.method == "POST" and row.name not in SHOWN]


@pytest.mark.parametrize("row", POSTED_ONLY, ids=str)
def test_an_address_that_only_takes_posts_refuses_get(world: World, row: Row):
    path = reverse(row.name, args=row.address(world))
    assert world.ask("administrator", "GET", path, {}).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def named_addresses(patterns: list[URLPattern | URLResolver], room: str = "") -> Iterator[str]:
    """Yield the names of all addresses of the product; the admin is Django's own."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from named_addresses(pattern.url_patterns, pattern.namespace or room)
        else:
            yield f"{room}:{pattern.name}"


def test_every_address_is_in_the_matrix():
    assert {row.name for row in ROWS} | NOT_BY_ROLE == set(named_addresses(get_resolver().url_patterns))
