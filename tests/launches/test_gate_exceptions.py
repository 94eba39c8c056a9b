"""Beside signing, on the gate page: withdraw, not applicable, override, open again."""

import re
from datetime import timedelta

import pytest

from launchgate.core import clock
from launchgate.launches.models import Decision, Gate
from tests.launches.gate_pages import HTMX, in_review, look, send, sign, signed, url_of
from tests.launches.small import Small
from tests.launching import gate_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(company: Small) -> Small:
    return company.copy()


def test_signature_is_withdrawn_without_a_reason_at_first(client, small):
    gate = sign(in_review(small), small, "sales")
    assert send(client, small.people["sales"], url_of(gate, "gate_withdraw", "sales")).status_code == 303
    assert Decision.objects.last().kind == Decision.Kind.WITHDRAWN  # type: ignore[union-attr]


def test_signature_is_withdrawn_with_a_reason_later(client, small):
    with clock.at(clock.now() - timedelta(hours=1)):
        gate = sign(in_review(small), small, "sales")
    url = url_of(gate, "gate_withdraw", "sales")
    assert send(client, small.people["sales"], url).status_code == 422
    assert send(client, small.people["sales"], url, {"reason": "I misread it."}).status_code == 303


def test_nobody_withdraws_the_signature_of_another(client, small):
    gate = sign(in_review(small), small, "sales")
    assert send(client, small.people["care"], url_of(gate, "gate_withdraw", "sales")).status_code == 403


def test_gate_is_declared_not_applicable_with_a_reason(client, small):
    gate = in_review(small)
    url = url_of(gate, "gate_not_applicable", "sales")
    assert send(client, small.people["sales"], url).status_code == 422
    assert send(client, small.people["sales"], url, {"reason": "We sell nothing here."}).status_code == 303
    assert "Not applicable, said by you" in look(client, small.people["sales"], gate).text


def test_only_who_signs_declares_not_applicable(client, small):
    url = url_of(in_review(small), "gate_not_applicable", "sales")
    assert send(client, small.people["stranger"], url, {"reason": "Why not."}).status_code == 403


def test_htmx_reads_out_the_signatures_after_an_override(client, small):
    url = url_of(in_review(small), "gate_override")
    page = send(client, small.sponsor, url, {"reason": "The market will not wait."}, **HTMX).text
    assert re.search(r'<h3 id="signatures-heading"[^>]* data-behaviour="focus"', page)


def test_sponsor_overrides_with_a_reason(client, small):
    gate = in_review(small)
    url = url_of(gate, "gate_override")
    assert send(client, small.sponsor, url).status_code == 422
    assert send(client, small.sponsor, url, {"reason": "The market will not wait."}).status_code == 303
    page = look(client, small.owner, gate).text
    assert "Overridden" in page
    assert "<q>The market will not wait.</q>" in page


def test_override_is_offered_to_the_sponsor_only(client, small):
    gate = in_review(small)
    assert "Override the signatures" in look(client, small.sponsor, gate).text
    assert "Override the signatures" not in look(client, small.people["boss"], gate).text
    assert send(client, small.people["boss"], url_of(gate, "gate_override"), {"reason": "I can."}).status_code == 403


def test_passed_gate_is_opened_again_with_a_reason(client, small):
    gate = signed(small)
    url = url_of(gate, "gate_reopen")
    assert send(client, small.people["sales"], url).status_code == 422
    assert send(client, small.people["sales"], url, {"reason": "A customer left."}).status_code == 303
    assert gate_of(gate.launch, "input").status == Gate.Status.OPEN


def test_open_gate_is_not_opened_again(client, small):
    gate = gate_of(small.launch(), "input")
    assert send(client, small.sponsor, url_of(gate, "gate_reopen"), {"reason": "Again."}).status_code == 409


def test_reason_that_is_too_long_keeps_what_was_written(client, small):
    response = send(client, small.sponsor, url_of(in_review(small), "gate_override"), {"reason": "why " * 5000})
    assert response.status_code == 422
    assert "why why" in response.text
