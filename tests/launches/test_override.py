"""Letting a gate pass without its signatures."""

from datetime import timedelta

import pytest
from django.urls import reverse

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.decide import Wish, approve, approve_with_conditions
from launchgate.launches.actions.edit import hand_over
from launchgate.launches.actions.exceptions import override_gate
from launchgate.launches.actions.lifecycle import go_live
from launchgate.launches.models import Decision, Gate
from launchgate.outbox.models import Message
from tests.launches.small import START
from tests.launches.stages import asked, ended, gate_in, gate_of, signed

S = Gate.Status


@pytest.mark.parametrize("status", [S.OPEN, S.IN_REVIEW, S.CHANGED])
def test_the_sponsor_lets_a_gate_pass(small, status):
    gate = gate_in(status, small)
    override_gate(gate.pk, "The fair is on Monday.", actor=small.sponsor)
    assert gate_of(gate.launch, "input").status == S.OVERRIDDEN
    assert gate_of(gate.launch, "build").status == S.OPEN
    decision = Decision.objects.get(kind=Decision.Kind.OVERRIDDEN)
    assert (decision.function, decision.capacity, decision.reason) == (None, "sponsor", "The fair is on Monday.")


def test_the_turns_of_the_gate_are_no_longer_needed(small):
    gate = gate_in(S.IN_REVIEW, small)
    override_gate(gate.pk, "On with it.", actor=small.sponsor)
    assert {"input sign sales: not_needed", "input sign care: not_needed"} <= ended(gate.launch)


def test_conditions_stay(small):
    gate = gate_in(S.IN_REVIEW, small)
    wish = Wish("Train.", small.owner.pk, (START + timedelta(days=5)).date())
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish])
    override_gate(gate.pk, "On with it.", actor=small.sponsor)
    assert "clear" in asked(gate.launch)


@pytest.mark.parametrize("status", [S.WAITING, S.SIGNED, S.NOT_APPLICABLE, S.OVERRIDDEN])
def test_override_refuses_other_statuses(small, status):
    with pytest.raises(Conflict, match="cannot be overridden now"):
        override_gate(gate_in(status, small).pk, "On with it.", actor=small.sponsor)


@pytest.mark.parametrize("who", ["owner", "boss", "sales", "admin", "stranger"])
def test_only_the_sponsor_overrides(small, who):
    with pytest.raises(Forbidden, match="Only Sam Sponsor"):
        override_gate(gate_in(S.OPEN, small).pk, "On with it.", actor=small.people[who])


def test_nobody_waves_through_what_they_submitted(small):
    gate = gate_in(S.IN_REVIEW, small)
    hand_over(gate.launch_id, "owner", small.people["stranger"].pk, actor=small.owner)
    hand_over(gate.launch_id, "sponsor", small.owner.pk, actor=small.sponsor)
    with pytest.raises(Forbidden, match="You submitted this gate"):
        override_gate(gate.pk, "On with it.", actor=small.owner)


def test_it_needs_a_reason(small):
    with pytest.raises(Invalid, match="Say why"):
        override_gate(gate_in(S.OPEN, small).pk, "", actor=small.sponsor)


def test_the_owner_hears_of_it(small):
    override_gate(gate_in(S.IN_REVIEW, small).pk, "On with it.", actor=small.sponsor)
    told = Message.objects.filter(person=small.owner).values_list("kind", flat=True)
    assert {"news.gate.overridden", "turn.asked"} & set(told)


def test_it_looks_like_an_override_everywhere(client, small):
    launch = gate_in(S.OVERRIDDEN, small).launch
    client.force_login(small.owner)
    page = client.get(launch.get_absolute_url()).text
    assert "1 gate overridden" in page
    assert '<span class="vh">Overridden by </span>Sam Sponsor' in page
    assert "1 gate overridden" in client.get(gate_of(launch, "build").get_absolute_url()).text
    assert "Input: Overridden" in client.get(reverse("launches:list")).text
    assert "let Input pass without its signatures" in client.get(reverse("launches:history", args=[launch.key])).text
    assert "1 gate overridden" in client.get(reverse("readiness:index")).text


def test_a_ready_and_a_public_launch_still_say_so(client, small):
    launch = gate_in(S.OVERRIDDEN, small).launch
    for kind in ("build", "price", "tell"):
        signed(launch, kind, small)
    client.force_login(small.owner)
    assert "All gates are passed, 1 gate overridden." in client.get(reverse("launches:desk")).text
    go_live(launch.pk, actor=small.owner)
    page = client.get(launch.get_absolute_url()).text
    assert "1 gate overridden" in page
    assert '<span class="vh">Overridden by </span>Sam Sponsor' in page


def test_a_function_that_had_signed_is_not_shown_as_having_passed_the_gate(client, small):
    gate = gate_in(S.IN_REVIEW, small)
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    override_gate(gate.pk, "The fair is on Monday.", actor=small.sponsor)
    client.force_login(small.owner)
    page = client.get(gate.launch.get_absolute_url()).text
    assert '<span class="vh">Overridden by </span>Sam Sponsor' in page
    assert '<span class="vh">Signed by </span>Sal Sales' not in page
