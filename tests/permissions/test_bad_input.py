"""Whatever is typed into any field of any form, or written into an address, is answered in words and breaks nothing."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse

from tests.permissions.forms_shown import Shown, forms_on
from tests.permissions.matrix import LETTERS, ROWS
from tests.permissions.world import ROLES, World
from tests.undone import undone

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.deep]

# What a server says that was understood: done, refused in words, or sent to sign in.
UNDERSTOOD = {*LETTERS, 400}
TYPED = [
    "1e400", "9223372036854775808", "９９²", "0001-01-01", "NaN", "-Infinity", "-1", "1e-400", "9" * 40, "9999-12-31",
    "2027-02-30", "10000-01-01",
    "\u200b", "x" * 30_000, "javascript:alert(1)", "http://[::1", "\u202eabc", "\x00", "a\r\nBcc: x@example.test",
    "item:²", "gate:1e9", "[x](javascript:alert(1))" + "*" * 5_000, "=cmd|' /C calc'!A0", "<script>alert(1)</script>",
]  # fmt: skip
# So many forms are found at least.
ENOUGH = 80
# Which page shows a form does not matter, who sends it does: those who may do most, the narrower places first.
SENDERS = ("member", "head", "sponsor", "administrator", "owner")


@pytest.fixture(scope="module")
def shown(world: World, django_db_blocker: Any) -> list[tuple[str, Shown]]:
    """Read each form once on whichever page shows it, with the role that is shown it."""
    with django_db_blocker.unblock(), undone():
        found = {_kind(form): (role, form) for role in SENDERS for form in _all_shown_to(role, world)}
    return list(found.values())


def _all_shown_to(role: str, world: World) -> Iterator[Shown]:
    browser = _browser(role, world)
    pages = {row.name: row for row in ROWS if row.method == "GET" and row.answers[ROLES.index(role)] == "o"}
    for row in pages.values():
        path = reverse(row.name, args=row.address(world), query=row.query(world) | row.given(world))
        answer = browser.get(path)
        if answer["Content-Type"].startswith("text/html"):
            yield from forms_on(path, answer.text)


def _kind(form: Shown) -> tuple[str, str, frozenset[str]]:
    fields = frozenset(re.sub(r"\d+", "", name) for name in form.fields)
    return resolve(form.path).view_name, form.method, fields


def _browser(role: str, world: World) -> Client:
    browser = Client(raise_request_exception=False)
    browser.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
    return browser


@pytest.mark.parametrize("typed", TYPED, ids=repr)
def test_whatever_is_typed_into_all_fields_is_understood(world: World, shown: list[tuple[str, Shown]], typed: str):
    wrong = []
    for role, form in shown:
        code = _sent(role, world, form, dict.fromkeys(form.fields, typed))
        if code not in UNDERSTOOD:
            wrong.append((role, form.action, code))
    assert wrong == []
    assert len(shown) > ENOUGH


@pytest.mark.parametrize("typed", TYPED, ids=repr)
def test_whatever_is_typed_into_one_field_of_a_fitting_form_is_understood(
    world: World, shown: list[tuple[str, Shown]], typed: str
):
    fitting = {row.name: row.given(world) for row in ROWS if row.method == "POST" and "m" in row.answers}
    wrong = []
    for role, form in shown:
        whole = form.fields | fitting.get(resolve(form.path).view_name, {})
        for name in form.fields:
            code = _sent(role, world, form, whole | {name: typed})
            if code not in UNDERSTOOD:
                wrong.append((role, form.action, name, code))
    assert wrong == []


def _sent(role: str, world: World, form: Shown, data: dict[str, Any]) -> int:
    browser = _browser(role, world)
    with undone():
        return getattr(browser, form.method)(form.action, data).status_code
