"""The links in mails: for one person and one turn, for a time, and never a change by following one."""

import time

import pytest
from django.core import signing

from launchgate.audit.models import Event
from launchgate.launches.models import Turn
from launchgate.outbox.models import Message
from launchgate.reminders.links import link_to_turn
from tests.launches.conftest import company, small  # noqa: F401 - fixtures
from tests.reminders.turns import sign_turn


@pytest.fixture
def turn(small):  # noqa: F811
    return sign_turn(small)


@pytest.fixture
def link(turn):
    """Return the link that the holder of the turn finds in a mail."""
    return link_to_turn(turn.pk, turn.holder_id)


def follow(client, person, link):
    client.force_login(person)
    return client.get(link)


def test_the_holder_is_led_to_the_turn(client, turn, link):
    answer = follow(client, turn.holder, link)
    assert (answer.status_code, answer.url) == (302, f"/turns/{turn.pk}/")


def test_a_way_to_answer_is_opened(client, turn):
    link = link_to_turn(turn.pk, turn.holder_id, "rest")
    assert follow(client, turn.holder, link).url == f"/turns/{turn.pk}/?way=rest#rest"


def test_a_way_that_is_none_is_left_out(client, turn, link):
    assert follow(client, turn.holder, f"{link}?way=//evil.example").url == f"/turns/{turn.pk}/"


def test_without_a_session_it_leads_through_sign_in_and_back(client, turn):
    link = link_to_turn(turn.pk, turn.holder_id, "rest")
    turn.holder.set_password("violet-harbour-9")
    turn.holder.save()
    sign_in = client.get(link)
    assert sign_in.url.startswith("/sign-in/?next=/turns/")
    page = client.get(sign_in.url)
    after = client.post(
        "/sign-in/",
        {"username": turn.holder.email, "password": "violet-harbour-9", "next": page.context["next"]},
    )
    assert client.get(after.url).url == f"/turns/{turn.pk}/?way=rest#rest"


def test_somebody_else_reads_for_whom_it_is_and_nothing_of_the_launch(client, small, turn, link):  # noqa: F811
    answer = follow(client, small.people["stranger"], link)
    assert answer.status_code == 403
    assert "This link is for Sal Sales." in answer.text
    assert turn.launch.name not in answer.text


def test_an_expired_link_says_so(client, turn, link, settings, monkeypatch):
    later = time.time() + (settings.TURN_LINK_DAYS + 1) * 24 * 3600
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    answer = follow(client, turn.holder, link)
    assert answer.status_code == 410
    assert "This link has expired." in answer.text
    assert turn.launch.name not in answer.text


def changed_in(link, place):
    """Return the link with one character of its token changed."""
    token = link.removeprefix("/turns/").removesuffix("/")
    place = place % len(token)
    other = "A" if token[place] != "A" else "B"
    return f"/turns/{token[:place]}{other}{token[place + 1 :]}/"


@pytest.mark.parametrize("place", [0, 2, 6, -2, -20])
def test_a_tampered_link_cannot_be_read(client, turn, link, place):
    answer = follow(client, turn.holder, changed_in(link, place))
    assert answer.status_code == 404
    assert "This link cannot be read." in answer.text


@pytest.mark.parametrize("token", ["x", "1-2.abc.def", "0", "..", "1-1:1:1", "%F0%9F%9A%80", "a" * 5000])
def test_a_forged_link_cannot_be_read(client, turn, token):
    assert follow(client, turn.holder, f"/turns/{token}/").status_code == 404


def test_a_token_signed_for_something_else_cannot_be_read(client, turn):
    token = signing.TimestampSigner(salt="something.else", sep=".").sign(f"{turn.pk}-{turn.holder_id}")
    assert follow(client, turn.holder, f"/turns/{token}/").status_code == 404


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_scanner_that_follows_every_link_changes_nothing(client, turn, signed_in):
    if signed_in:
        client.force_login(turn.holder)
    before = (Event.objects.count(), Message.objects.count(), Turn.objects.values().get(pk=turn.pk))
    for way in ("", "ask", "delegate", "rest", "pass-on"):
        link = link_to_turn(turn.pk, turn.holder_id, way)
        for method in (client.get, client.head, client.get):
            method(link)
            method(f"/turns/{turn.pk}/?way={way}")
        for verb in ("ask", "delegate", "rest", "pass-on"):
            assert client.get(f"/turns/{turn.pk}/{verb}/").status_code in (302, 405)
    assert (Event.objects.count(), Message.objects.count(), Turn.objects.values().get(pk=turn.pk)) == before
