"""Signing with the password again, on gates whose playbook asks for it: when, how it is checked, what is kept of it."""

import json
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from launchgate.audit.models import Event
from launchgate.core import clock
from launchgate.core.refusals import Invalid
from launchgate.launches.actions.decide import Means, approve
from launchgate.launches.actions.exceptions import declare_not_applicable, override_gate
from launchgate.launches.models import Decision, Gate
from launchgate.launches.queries.gate_signing import shown_answers
from launchgate.launches.vouching import fingerprint, vouched_for
from launchgate.people.models import Person
from tests.launches.small import Small
from tests.launches.stages import submitted
from tests.launching import make_cast, make_launch

PASSWORD = "violet-harbour-9"


@pytest.fixture
def gate(small: Small) -> Gate:
    """A gate under review that asks sales and care for their passwords."""
    for who in ("sales", "care", "sponsor", "deputy"):
        small.people[who].set_password(PASSWORD)
        small.people[who].save()
    found = submitted(small.launch(), "input", small)
    Gate.objects.filter(pk=found.pk).update(asks_password=True)
    return Gate.objects.get(pk=found.pk)


def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def page(gate: Gate) -> str:
    return reverse("launches:gate", args=[f"L-{gate.launch_id}", gate.kind])


def post(browser: Client, gate: Gate, verb: str = "gate_sign", *rest: str, **given: str):
    return browser.post(reverse(f"launches:{verb}", args=[f"L-{gate.launch_id}", gate.kind, *rest]), given)


def sign(browser: Client, gate: Gate, function: str = "sales", **given: str):
    items = list(vouched_for(gate, gate.deciders.get(function__key=function).function_id))
    seen = {"seen": fingerprint(items), "shown": shown_answers(items), "decision": "approved"}
    return post(browser, gate, "gate_sign", function, **seen | given)


def test_the_playbook_says_on_which_gates_and_in_which_tiers(db):
    cast = make_cast()
    asking = {
        tier: set(make_launch(cast, tier=tier).gates.filter(asks_password=True).values_list("kind", flat=True))
        for tier in (1, 2)
    }
    assert asking == {1: {"finance-pricing", "internal-launch"}, 2: set()}


@pytest.mark.parametrize(
    "act",
    [
        lambda small, gate: approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"]),
        lambda small, gate: declare_not_applicable(
            gate.pk, small.functions["sales"].pk, "Not ours.", actor=small.people["sales"]
        ),
        lambda small, gate: override_gate(gate.pk, "No time.", actor=small.sponsor),
    ],
)
def test_an_action_that_lets_the_gate_pass_refuses_a_mere_session(small, gate, act):
    with pytest.raises(Invalid) as refusal:
        act(small, gate)
    assert refusal.value.field == "password"
    assert not Decision.objects.exists()


def test_the_page_asks_for_the_password_where_the_gate_does(small, gate):
    browser = signed_in(small.people["sales"])
    assert 'name="password"' in browser.get(page(gate)).text
    Gate.objects.filter(pk=gate.pk).update(asks_password=False)
    assert 'name="password"' not in browser.get(page(gate)).text


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "Give your password once more: this gate is signed with it."),
        ("wrong", "This is not your password. Try again."),
    ],
)
def test_a_missing_or_wrong_password_is_said_at_the_field_and_the_rest_is_kept(small, gate, password, sentence):
    answer = sign(signed_in(small.people["sales"]), gate, password=password, remark="Looks right to me.")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Looks right to me." in answer.text
    assert "wrong" not in answer.text.replace("went wrong", "")
    assert not Decision.objects.exists()


def test_the_right_password_signs_and_is_kept_as_the_means(small, gate):
    browser = signed_in(small.people["sales"])
    assert sign(browser, gate, password=PASSWORD).status_code == 303
    assert Decision.objects.get().means == Means.PASSWORD
    assert json.loads(Event.objects.get(kind="gate.approved").text)["data"]["means"] == "password"
    assert "signed with password" in browser.get(page(gate)).text
    history = reverse("launches:gate_history", args=[f"L-{gate.launch_id}", gate.kind])
    assert "Sal Sales, Sales, head, signed with password" in browser.get(history).text


def test_signing_where_nothing_is_asked_is_kept_as_such(small, gate):
    Gate.objects.filter(pk=gate.pk).update(asks_password=False)
    browser = signed_in(small.people["sales"])
    sign(browser, gate, password=PASSWORD)
    assert Decision.objects.get().means == Means.SESSION
    assert "signed while signed in" in browser.get(page(gate)).text


def test_the_password_counts_for_a_short_while_in_this_session_only(small, gate):
    browser, deputy = signed_in(small.people["sales"]), small.people["deputy"]
    sign(browser, gate, password=PASSWORD)
    Decision.objects.update(kind=Decision.Kind.SENT_BACK)
    gate.deciders.update(is_through=False)
    assert 'name="password"' not in browser.get(page(gate)).text
    assert sign(signed_in(deputy), gate).status_code == 422
    with clock.at(clock.now() + timedelta(minutes=9)):
        assert sign(browser, gate).status_code == 303
    gate.deciders.update(is_through=False)
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert sign(browser, gate).status_code == 422


def test_too_many_wrong_passwords_lock_signing_and_the_sign_in_page(small, gate):
    sales = small.people["sales"]
    browser = signed_in(sales)
    for _ in range(8):
        answer = sign(browser, gate, password="wrong", remark="Looks right to me.")
    assert "Too many wrong passwords. Wait 15 minutes, then try again." in answer.text
    assert "Looks right to me." in answer.text
    assert "Too many wrong passwords" in sign(browser, gate, password=PASSWORD).text
    assert Client().post("/sign-in/", {"username": sales.email, "password": PASSWORD}).status_code == 429
    assert not Decision.objects.exists()


def test_the_right_password_forgets_the_wrong_ones(small, gate):
    browser = signed_in(small.people["sales"])
    sign(browser, gate, password="wrong")
    sign(browser, gate, password=PASSWORD)
    assert not AccessAttempt.objects.exists()


def test_sending_back_asks_for_no_password(small, gate):
    answer = sign(signed_in(small.people["sales"]), gate, decision="sent_back", reason="Too few were asked.")
    assert answer.status_code == 303


def test_conditions_are_signed_with_the_password_too(small, gate):
    due = (clock.now() + timedelta(days=9)).date().isoformat()
    given = {"decision": "conditions", "text_0": "Ask two more.", "owner_0": "Mem Member", "due_0": due}
    browser = signed_in(small.people["sales"])
    refused = sign(browser, gate, **given)
    assert (refused.status_code, "Ask two more." in refused.text) == (422, True)
    assert sign(browser, gate, password=PASSWORD, **given).status_code == 303


@pytest.mark.parametrize(
    ("who", "verb", "rest"), [("sales", "gate_not_applicable", ["sales"]), ("sponsor", "gate_override", [])]
)
def test_what_lets_a_gate_pass_otherwise_asks_too(small, gate, who, verb, rest):
    browser = signed_in(small.people[who])
    assert post(browser, gate, verb, *rest, reason="Not ours.").status_code == 422
    assert post(browser, gate, verb, *rest, reason="Not ours.", password=PASSWORD).status_code == 303
    assert Decision.objects.get().means == Means.PASSWORD


def test_who_may_not_sign_is_told_so_whatever_the_password(small, gate):
    assert sign(signed_in(small.people["member"]), gate).status_code == 403
