"""Conditions on the gate page: met, confirmed, not yet."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from launchgate.core import clock
from launchgate.launches.actions.conditions import report_condition_done
from launchgate.launches.actions.decide import Wish, approve_with_conditions
from launchgate.launches.actions.missed import hold_for_missed_conditions
from launchgate.launches.models import Condition, ConditionProof
from tests.launches.gate_pages import decide, in_review, look, send, sign, url_of
from tests.launches.small import Small
from tests.launching import gate_of, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(company: Small) -> Small:
    return company.copy()


@pytest.fixture
def condition(small) -> Condition:
    """Return a condition that Sales set on the first gate, to be met by a member."""
    gate = in_review(small)
    wish = Wish("Ask two more.", small.people["member"].pk, in_days(9))
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish])
    sign(gate, small, "care")
    return Condition.objects.select_related("gate__launch").get()


def act(client, person, condition, verb, **data):
    return send(client, person, url_of(condition.gate, f"condition_{verb}", condition.pk), data)


def test_owner_of_the_condition_says_that_it_is_met(client, small, condition):
    assert "Say that it is met" in look(client, small.people["member"], condition.gate).text
    response = act(client, small.people["member"], condition, "done", note="Asked three.")
    assert response["Location"].endswith("#conditions")
    assert "Asked three." in look(client, small.owner, condition.gate).text


def test_somebody_else_does_not_say_so(client, small, condition):
    assert "Say that it is met" not in look(client, small.people["stranger"], condition.gate).text
    assert act(client, small.people["stranger"], condition, "done").status_code == 403


def test_function_that_set_it_confirms(client, small, condition):
    report_condition_done(condition.pk, actor=small.people["member"])
    assert ">Confirm</button>" in look(client, small.people["sales"], condition.gate).text
    assert act(client, small.people["sales"], condition, "confirm").status_code == 303
    assert "Met, " in look(client, small.owner, condition.gate).text


def test_confirming_before_it_is_met_is_refused(client, small, condition):
    assert act(client, small.people["sales"], condition, "confirm").status_code == 409


def test_function_that_set_it_says_not_yet(client, small, condition):
    report_condition_done(condition.pk, actor=small.people["member"])
    assert act(client, small.people["sales"], condition, "reject").status_code == 422
    assert act(client, small.people["sales"], condition, "reject", reason="One is missing.").status_code == 303
    assert "One is missing." in look(client, small.people["member"], condition.gate).text


def test_owner_of_the_condition_does_not_confirm_it(client, small, condition):
    report_condition_done(condition.pk, actor=small.people["member"])
    assert act(client, small.people["member"], condition, "confirm").status_code == 403


def test_doubled_report_is_refused(client, small, condition):
    act(client, small.people["member"], condition, "done")
    assert act(client, small.people["member"], condition, "done").status_code == 409


def test_open_condition_shows_on_the_other_gates_too(client, small, condition):
    page = look(client, small.owner, gate_of(condition.gate.launch, "price")).text
    assert "Ask two more." in page


def test_gate_with_an_open_condition_says_so(client, small, condition):
    assert "1 condition open" in look(client, small.owner, condition.gate).text


def test_condition_is_not_there_on_another_gate(client, small, condition):
    url = url_of(gate_of(condition.gate.launch, "price"), "condition_done", condition.pk)
    assert send(client, small.people["member"], url).status_code == 404


@pytest.fixture
def to_prove(small) -> Condition:
    """Return a condition that Sales set on the page and wants to see proved, to be met by a member."""
    gate = in_review(small)
    fields = {"text_0": "Ask two more.", "owner_0": "Mem Member", "due_0": in_days(9).isoformat(), "proof_0": "on"}
    decide(Client(), small.people["sales"], gate, "conditions", **fields)
    return Condition.objects.select_related("gate__launch").get()


def test_condition_that_asks_for_proof_says_so(client, small, to_prove):
    assert to_prove.needs_evidence
    assert "with proof" in look(client, small.owner, to_prove.gate).text
    assert "Prove it with a note, a link or a file." in look(client, small.people["member"], to_prove.gate).text


def test_without_proof_the_report_is_sent_back_with_the_reason(client, small, to_prove):
    response = act(client, small.people["member"], to_prove, "done")
    assert response.status_code == 422
    assert "This field is required" in response.text
    response = act(client, small.people["member"], to_prove, "done", kind="note", note="")
    assert (response.status_code, "Write what was seen or agreed." in response.text) == (422, True)


def test_proof_by_link_is_shown(client, small, to_prove):
    answer = act(client, small.people["member"], to_prove, "done", kind="link", url="https://example.com/list")
    assert answer.status_code == 303
    assert 'href="https://example.com/list"' in look(client, small.people["sales"], to_prove.gate).text


def test_proof_by_file_is_handed_out_to_be_saved(client, small, to_prove):
    file = SimpleUploadedFile("list.pdf", b"%PDF-1.7 twelve names")
    act(client, small.people["member"], to_prove, "done", kind="file", file=file)
    url = reverse("launches:condition_proof", args=[to_prove.gate.launch.key, ConditionProof.objects.get().pk])
    assert url in look(client, small.people["sales"], to_prove.gate).text
    response = client.get(url)
    assert b"".join(response.streaming_content) == b"%PDF-1.7 twelve names"
    assert response["Content-Disposition"] == 'attachment; filename="list.pdf"'


def test_function_that_set_it_drops_it(client, small, condition):
    assert act(client, small.people["sales"], condition, "drop").status_code == 422
    assert act(client, small.people["sales"], condition, "drop", reason="Nobody was left to ask.").status_code == 303
    page = look(client, small.owner, condition.gate).text
    assert "No longer needed" in page
    assert "Nobody was left to ask." in page


@pytest.fixture
def missed(small, condition) -> Iterator[Condition]:
    """Return the condition twelve days later, when the launch is on hold for it; the clock is set there."""
    with clock.at(clock.now() + timedelta(days=13)):
        hold_for_missed_conditions()
        yield condition


def test_the_pages_say_why_the_launch_is_on_hold_and_what_ends_it(client, small, missed):
    client.force_login(small.owner)
    ends = "This hold ends by itself when Mem Member says that it is met and Sales confirms"
    for page in (look(client, small.owner, missed.gate), client.get(missed.gate.launch.get_absolute_url())):
        assert "“Ask two more” on Input was not met by" in page.text
        assert ends in page.text
    assert "Resume the launch" not in page.text


def test_sponsor_is_asked_on_the_desk_and_extends_on_the_page(client, small, missed):
    client.force_login(small.sponsor)
    desk = client.get(reverse("launches:desk")).text
    assert "The launch is on hold for it." in desk
    assert "Set the later date" in look(client, small.sponsor, missed.gate).text
    assert "Set the later date" not in look(client, small.owner, missed.gate).text
    assert act(client, small.sponsor, missed, "extend", due_on="2020-01-01", reason="Ill.").status_code == 422
    due_on = in_days(9).isoformat()
    assert act(client, small.sponsor, missed, "extend", due_on=due_on, reason="Two were ill.").status_code == 303
    page = look(client, small.owner, missed.gate).text
    assert "Extended by Sam Sponsor" in page
    assert "Two were ill." in page
    assert "On hold" not in page


def test_resuming_is_refused_with_what_ends_the_hold(client, small, missed):
    response = send(client, small.owner, reverse("launches:resume", args=[missed.gate.launch.key]))
    assert (response.status_code, "Ask two more" in response.text) == (409, True)


def test_the_dashboard_and_the_list_say_so(client, small, missed):
    client.force_login(small.owner)
    assert "on hold, a condition was missed" in client.get(reverse("readiness:index")).text
    assert "a missed condition of Input a later date" in client.get(reverse("launches:list")).text


def test_the_history_names_the_condition_and_that_nobody_did_it(client, small, missed):
    client.force_login(small.owner)
    page = client.get(reverse("launches:history", args=[missed.gate.launch.key])).text
    assert "put the launch on hold: a condition on Input was not met by" in page
    assert "LaunchGate" in page
