"""The page of a sponsor: escalations, what waits for them, what they decided alone and how it ended."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.urls import reverse

from launchgate.core import clock
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.edit import hand_over
from launchgate.launches.actions.exceptions import override_gate, reopen_gate
from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.launches.actions.revise import propose_tier
from launchgate.launches.models import Gate, Launch
from launchgate.people.models import Person
from launchgate.readiness import sponsor
from launchgate.readiness.sponsor import SponsorPage, read_sponsor
from launchgate.reminders.sweep import sweep_reminders
from tests.factories import make_person
from tests.launching import Cast, gate_of, make_launch, submit
from tests.readiness.conftest import START

FIRST = "customer-input"
STATEMENTS = 9


def page_of(person: Person, *, days: float = 0) -> SponsorPage:
    with clock.at(START + timedelta(days=days)):
        return read_sponsor(person, QueryDict())


def in_review(cast: Cast, **changes: Any) -> Gate:
    return submit(gate_of(make_launch(cast, **changes), FIRST), cast)


def sweep(*, days: float) -> None:
    with clock.at(START + timedelta(days=days)):
        sweep_reminders()


def overridden(cast: Cast, **changes: Any) -> Launch:
    gate = in_review(cast, **changes)
    override_gate(gate.pk, "The market would hear of it.", actor=cast.sponsor)
    return gate.launch


def test_what_was_escalated_is_open_until_it_is_done(cast):
    gate = in_review(cast)
    sweep(days=20)
    open_, _ = page_of(cast.sponsor, days=20).escalated
    assert (open_.name, open_.task, open_.ended) == ("Aurora Checkout", "sign Customer input", "")
    with clock.at(START + timedelta(days=21)):
        for key in ("customer-care", "sales"):
            approve(gate.pk, cast.function(key).pk, actor=cast.heads[key])
    assert {row.ended for row in page_of(cast.sponsor, days=22).escalated} == {"Done on Mon 29 Jun"}


def test_more_than_the_page_shows_is_not_said_to_be_all(cast, monkeypatch):
    monkeypatch.setattr(sponsor, "MOST", 2)
    for _ in range(3):
        make_launch(cast)
    page = page_of(cast.sponsor)
    assert page.headline == "You sponsor more than 2 running launches; nothing waits for you as their sponsor."
    assert len(page.launches) == 2


def test_an_override_stays_with_its_reason_and_how_it_ended(cast):
    launch = overridden(cast)
    (row,) = page_of(cast.sponsor).alone
    assert (row.reason, row.ended) == (
        "The market would hear of it.",
        "The override stands; the launch is on its way.",
    )
    reopen_gate(gate_of(launch, FIRST).pk, "They asked for it.", actor=cast.heads["sales"])
    stop_launch(launch.pk, "Nobody wants it.", actor=cast.owner)
    (row,) = page_of(cast.sponsor).alone
    assert row.ended == "Customer input is open now; the launch was stopped on Mon 8 Jun."


def test_what_waits_for_the_sponsor_is_asked_of_them(cast):
    launch = make_launch(cast)
    propose_tier(launch.pk, 3, "It is smaller than it looked.", actor=cast.owner)
    page = page_of(cast.sponsor)
    assert [row.task for row in page.asked] == ["decide on another tier"]
    assert page.headline == "1 decision waits for you as a sponsor."


def test_launches_that_one_sponsors_stand_there(cast):
    make_launch(cast, name="Running")
    stop_launch(make_launch(cast, name="Stopped").pk, "Nobody wants it.", actor=cast.owner)
    assert [row.name for row in page_of(cast.sponsor).launches] == ["Running"]


def test_who_handed_a_confidential_launch_over_reads_no_more_of_it(cast):
    plain = make_person("Pat Plain")
    launch = make_launch(cast, sponsor_id=plain.pk, is_confidential=True)
    submit(gate_of(launch, FIRST), cast)
    override_gate(gate_of(launch, FIRST).pk, "Quickly.", actor=plain)
    assert page_of(plain).alone
    hand_over(launch.pk, "sponsor", cast.sponsor.pk, actor=plain)
    assert page_of(plain).is_empty


@pytest.mark.parametrize("many", [1, 4])
def test_the_page_costs_the_same_however_much_there_is(cast, django_assert_num_queries, many):
    for number in range(many):
        overridden(cast, name=f"Overridden {number}")
        in_review(cast, name=f"Waiting {number}")
    sweep(days=20)
    with django_assert_num_queries(STATEMENTS):
        assert page_of(cast.sponsor, days=20).escalated


def test_who_never_was_a_sponsor_is_told_what_this_is(client, cast):
    client.force_login(cast.heads["sales"])
    assert "You have not been a sponsor yet." in client.get(reverse("readiness:sponsor")).text
