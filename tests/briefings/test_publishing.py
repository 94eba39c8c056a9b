"""Publication: with the gate, to a frozen audience, in bulk; and the lock until enough of them have read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from launchgate.audit.models import Event
from launchgate.briefings.actions.write import drop_briefing, publish_briefing, write_briefing
from launchgate.briefings.models import Briefing, Reading
from launchgate.briefings.publishing import INTERNAL
from launchgate.core.refusals import Conflict
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.exceptions import override_gate
from launchgate.launches.actions.lifecycle import go_live
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Launch, Turn
from launchgate.people.models import Seat
from tests.briefings.company import (
    Company,
    ahead_of_internal,
    drafted,
    published,
    read_by,
    words_for,
)
from tests.factories import make_person, seat
from tests.launching import answer_all, gate_of, submit


def open_turns(launch: Launch, kind: str) -> int:
    return Turn.objects.filter(launch=launch, kind=kind, closed_at=None).count()


def test_the_gate_cannot_be_submitted_without_a_briefing(company: Company):
    launch = ahead_of_internal(company)
    gate = gate_of(launch, INTERNAL)
    dropped = drafted(company, launch)
    answer_all(gate, company.cast.owner)
    drop_briefing(dropped.pk, actor=company.cast.owner)
    with pytest.raises(Conflict, match="Write the briefing that the company's own people read first"):
        submit_gate(gate.pk, actor=company.cast.owner)


def test_signing_the_gate_publishes_to_everybody_with_a_seat(company: Company):
    briefing = published(company)
    assert briefing.is_published
    assert briefing.share == 80
    readings = Reading.objects.filter(briefing=briefing)
    assert set(readings.values_list("person", flat=True)) == {person.pk for person in company.readers}
    assert open_turns(briefing.launch, "acknowledge") == 8
    event = Event.objects.filter(chain=briefing.launch.chain_key, kind="gate.approved").latest("number")
    assert f'"briefings":[[{briefing.pk},1,80,8]]' in event.text


def test_an_override_publishes_too(company: Company):
    launch = ahead_of_internal(company)
    briefing = drafted(company, launch)
    override_gate(gate_of(launch, INTERNAL).pk, "Now.", actor=company.cast.sponsor)
    assert Briefing.objects.get(pk=briefing.pk).is_published


def test_the_public_launch_stays_locked_until_the_share_of_each_function_has_read(company: Company):
    briefing = published(company)
    with pytest.raises(Conflict, match=r"is read by 0 of 3 in Customer care; 80 % have to. Missing: "):
        go_live(briefing.launch_id, actor=company.cast.owner)
    read_by(briefing, *company.carers, *company.sellers[:3])
    assert open_turns(briefing.launch, "go_live") == 0
    with pytest.raises(Conflict, match=r"by 3 of 5 in Sales; 80 % have to. Missing: Sales 2 and Sales 3"):
        go_live(briefing.launch_id, actor=company.cast.owner)
    read_by(briefing, company.sellers[3])
    assert open_turns(briefing.launch, "go_live") == 1
    go_live(briefing.launch_id, actor=company.cast.owner)
    # Whoever has not read it is still asked to.
    assert open_turns(briefing.launch, "acknowledge") == 1


def test_joiners_are_not_added(company: Company):
    briefing = published(company)
    seat(make_person("New Here"), company.cast.function("sales"), Seat.Rank.MEMBER)
    assert Reading.objects.filter(briefing=briefing).count() == 8


def test_a_later_draft_is_published_by_hand(company: Company):
    briefing = published(company, "customer-care")
    later = drafted(company, briefing.launch, "sales")
    publish_briefing(later.pk, actor=company.cast.owner)
    assert Reading.objects.filter(briefing=later).count() == 5


def test_a_draft_is_not_published_by_hand_before_its_gate(company: Company):
    briefing = drafted(company, ahead_of_internal(company))
    with pytest.raises(Conflict, match="published by itself when Internal launch is signed"):
        publish_briefing(briefing.pk, actor=company.cast.owner)


def statements_of_last_signature(company: Company, launch: Launch) -> int:
    drafted(company, launch)
    gate = submit(gate_of(launch, INTERNAL), company.cast)
    approve(gate.pk, company.cast.function("marketing").pk, actor=company.cast.heads["marketing"])
    with CaptureQueriesContext(connection) as caught:
        approve(gate.pk, company.cast.function("customer-care").pk, actor=company.cast.heads["customer-care"])
    return len(caught)


# SQLite takes some hundred values in a statement, so that a bulk is several there.
@pytest.mark.postgresql
def test_publishing_to_three_hundred_takes_no_more_statements_than_to_eight(company: Company):
    few = statements_of_last_signature(company, ahead_of_internal(company))
    for number in range(292):
        seat(make_person(f"Seller {number}"), company.cast.function("sales"), Seat.Rank.MEMBER)
    launch = ahead_of_internal(company)
    many = statements_of_last_signature(company, launch)
    assert open_turns(launch, "acknowledge") == 300
    assert many == few


def test_a_click_on_a_launch_with_three_hundred_readers_takes_no_more_statements(company: Company):
    few = published(company)
    for number in range(292):
        seat(make_person(f"Seller {number}"), company.cast.function("sales"), Seat.Rank.MEMBER)
    many = published(company)
    counts = []
    for briefing in (few, many):
        with CaptureQueriesContext(connection) as caught:
            read_by(briefing, company.sellers[0])
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_nothing_is_published_twice(company: Company):
    briefing = published(company)
    with pytest.raises(Conflict, match="is published and no draft any more"):
        publish_briefing(briefing.pk, actor=company.cast.owner)


def test_the_last_briefing_of_a_submitted_gate_is_not_dropped(company: Company):
    launch = ahead_of_internal(company)
    briefing = drafted(company, launch)
    submit(gate_of(launch, INTERNAL), company.cast)
    with pytest.raises(Conflict, match="Internal launch was submitted with this briefing"):
        drop_briefing(briefing.pk, actor=company.cast.owner)
    assert Briefing.objects.get(pk=briefing.pk).status == Briefing.Status.DRAFT
    write_briefing(launch.pk, words_for(company, title="Another"), actor=company.cast.owner)
    assert drop_briefing(briefing.pk, actor=company.cast.owner).status == Briefing.Status.DROPPED
