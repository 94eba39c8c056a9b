"""The frame around every page: its counts, its section, its theme, and the pages for when something is wrong."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from launchgate.core import context_processors, navigation
from launchgate.core.refusals import Conflict
from launchgate.people.models import Person


@pytest.fixture
def asked() -> Iterator[list[Person]]:
    """Register a count "desk" of 4 that notes each time it is asked for."""
    people: list[Person] = []
    before = dict(navigation._counts)
    navigation.register_count("desk", lambda person: people.append(person) or 4)
    yield people
    navigation._counts.clear()
    navigation._counts.update(before)


def frame(**cookies: str) -> dict:
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies)
    request.user = Person(pk=1, name="Ines Calder")
    return context_processors.frame(request)


def test_count_is_not_asked_for_until_it_is_shown(asked):
    frame()
    assert asked == []


def test_count_is_asked_for_once_a_page(asked):
    counts = frame()["counts"]
    assert [counts["desk"], counts["desk"]] == [4, 4]
    assert len(asked) == 1


def test_count_that_no_room_registered_is_nought():
    assert frame()["counts"]["nobody-registered-this"] == 0


@pytest.mark.parametrize(
    ("view_name", "section"),
    [
        ("launches:desk", "desk"),
        ("launches:search", "search"),
        ("launches:gate", "launches"),
        ("readiness:index", "readiness"),
        ("people:profile", "profile"),
        ("people:detail", "people"),
        ("core:healthz", ""),
    ],
)
def test_section_of_a_page(view_name, section):
    assert navigation.section_of(view_name) == section


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ('"><script>', ""), ("", "")])
def test_theme_is_one_of_two_or_the_systems(cookie, theme):
    assert frame(theme=cookie)["theme"] == theme


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 500])
def test_error_page_needs_no_context(status):
    assert f"Error {status}" in render_to_string(f"errors/{status}.html")


@pytest.mark.parametrize("status", [403, 409, 422])
def test_refusal_page_says_why_and_leads_back(status):
    page = render_to_string(f"errors/{status}.html", {"refusal": Conflict("It was <b>stopped</b>."), "back": "/l/L-1/"})
    assert "It was &lt;b&gt;stopped&lt;/b&gt;." in page
    assert 'href="/l/L-1/"' in page


def test_refusal_fragment_says_why():
    assert "It was stopped." in render_to_string("_refusal.html", {"refusal": Conflict("It was stopped.")})


def test_frame_without_a_person_shows_no_navigation():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    request.resolver_match = None
    assert 'aria-label="Main"' not in render_to_string("base.html", request=request)
