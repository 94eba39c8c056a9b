"""A post that comes twice, by a double click or a reload: saved once, and answered as it was the first time."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from launchgate.audit.models import Event
from launchgate.core import clock
from launchgate.launches.models import Decision, HandOff, Hold, Launch, Submission
from tests.launches.gate_pages import HTMX, decide, fill, in_review, look, seen_by, send, sign, signed, url_of
from tests.launches.small import Small
from tests.launching import gate_of

pytestmark = pytest.mark.django_db

SAVED_ONCE = "It was saved once, and nothing was saved twice."


@pytest.fixture
def small(company: Small) -> Small:
    return company.copy()


def twice(client, person, url, data=None, **headers):
    """Send the same form twice, and return both answers."""
    sent = {"once": "a-key", **(data or {})}
    return [send(client, person, url, sent, **headers) for _ in range(2)]


def test_signature_is_saved_once(client, small):
    gate = in_review(small)
    first, second = (decide(client, small.people["sales"], gate, "approved", once="a-key") for _ in range(2))
    assert (first.status_code, second["Location"]) == (303, first["Location"])
    assert SAVED_ONCE in client.get(second["Location"]).text
    assert Decision.objects.count() == 1


def test_signature_by_htmx_is_saved_once(client, small):
    gate = in_review(small)
    url, data = url_of(gate, "gate_sign", "sales"), {"decision": "approved", "seen": seen_by(gate, "sales")}
    first, second = twice(client, small.people["sales"], url, data, **HTMX)
    assert (first.status_code, second.status_code) == (200, 200)
    assert SAVED_ONCE in second.text
    assert Decision.objects.count() == 1


def test_another_decision_from_the_same_page_is_refused(client, small):
    gate, sales = in_review(small), small.people["sales"]
    decide(client, sales, gate, "approved", once="a-key")
    again = decide(client, sales, gate, "approved", once="a-key", remark="Once more.")
    assert again.status_code == 409
    assert "Sales has already decided" in again.text


def test_refused_post_may_be_sent_again(client, small):
    gate, sales = in_review(small), small.people["sales"]
    Launch.objects.update(status=Launch.Status.HELD)
    assert decide(client, sales, gate, "approved", once="a-key").status_code == 409
    Launch.objects.update(status=Launch.Status.ACTIVE)
    assert decide(client, sales, gate, "approved", once="a-key").status_code == 303


def test_post_of_somebody_else_is_another_one(client, small):
    gate = in_review(small)
    decide(client, small.people["sales"], gate, "approved", once="a-key")
    assert decide(client, small.people["stranger"], gate, "approved", once="a-key").status_code == 403


def test_sending_back_to_a_gate_that_it_opens_is_saved_once(client, small):
    first_gate = signed(small)
    gate = gate_of(first_gate.launch, "price")
    for hand_off in HandOff.objects.filter(to_gate=gate):
        send(client, small.people["finance"], url_of(gate, "hand_off_accept", hand_off.pk))
    fill(gate, small.owner)
    send(client, small.owner, url_of(gate, "gate_submit"))
    seen = seen_by(gate, "finance")
    data = {"decision": "sent_back", "reason": "Ask again.", "to_gate": first_gate.pk, "seen": seen}
    first, second = twice(client, small.people["finance"], url_of(gate, "gate_sign", "finance"), data)
    assert (first.status_code, second["Location"]) == (303, first["Location"])
    assert Decision.objects.filter(kind=Decision.Kind.SENT_BACK).count() == 1


@pytest.mark.parametrize(
    ("verb", "who", "data"),
    [
        ("gate_withdraw/sales", "sales", {}),
        ("gate_not_applicable/care", "care", {"reason": "No."}),
        ("gate_override", "sponsor", {"reason": "Go."}),
        ("gate_comment", "stranger", {"text": "Well."}),
    ],
)
def test_verb_on_a_gate_is_saved_once(client, small, verb, who, data):
    gate = sign(in_review(small), small, "sales")
    name, *function = verb.split("/")
    people = {**small.people, "sponsor": small.sponsor}
    first, second = twice(client, people[who], url_of(gate, name, *function), data)
    assert (first.status_code, second.status_code, second["Location"]) == (303, 303, first["Location"])


def test_submission_is_saved_once(client, small):
    gate = gate_of(small.launch(), "input")
    fill(gate, small.owner)
    first, second = twice(client, small.owner, url_of(gate, "gate_submit"), {"note": "Look."})
    assert (first.status_code, second["Location"]) == (303, first["Location"])
    assert Submission.objects.count() == 1


def test_accepted_hand_off_is_accepted_once(client, small):
    hand_off = HandOff.objects.filter(to_gate__launch=signed(small).launch, function__key="finance").get()
    url = url_of(hand_off.to_gate, "hand_off_accept", hand_off.pk)
    first, second = twice(client, small.people["finance"], url)
    assert (first.status_code, second["Location"]) == (303, first["Location"])
    assert second["Location"].endswith("#hand-offs")


def test_hold_is_saved_once(client, small):
    launch = small.launch()
    data = {"reason": "Wait.", "look_again_on": (clock.now() + timedelta(days=3)).date().isoformat()}
    first, second = twice(client, small.owner, reverse("launches:hold", args=[launch.key]), data)
    assert (first.status_code, second["Location"]) == (303, launch.get_absolute_url())
    assert Hold.objects.count() == 1


def test_launch_is_handed_over_once(client, small):
    launch = small.launch()
    data = {"role": "owner", "person": small.people["stranger"].pk}
    first, second = twice(client, small.owner, reverse("launches:hand_over", args=[launch.key]), data)
    assert (first.status_code, second["Location"]) == (303, first["Location"])
    assert Event.objects.filter(kind="launch.handed_over").count() == 1


# Answers and proof taken away: the same value again changes nothing, and what is gone is said to be.
WITHOUT_A_KEY = ("/answer/", "/remove/", "/follow", "/unfollow")


@pytest.mark.parametrize("who", ["owner", "sponsor", "sales", "finance"])
def test_every_form_on_a_gate_page_has_a_key(client, small, who):
    gate = sign(in_review(small), small, "care")
    page = look(client, {**small.people, "owner": small.owner, "sponsor": small.sponsor}[who], gate).text
    forms = re.findall(r'<form[^>]*action="(/launches/L-[^"]*)".*?</form>', page, re.S)
    keyed = re.findall(r'<form[^>]*action="(/launches/L-[^"]*)"[^>]*>\s*<input[^>]*>\s*<input[^>]*name="once"', page)
    assert forms
    assert set(keyed) == {path for path in forms if not any(word in path for word in WITHOUT_A_KEY)}
