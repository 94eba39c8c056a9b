"""Briefings once the launch is public: corrections reach the readers, and nothing is locked or waived any more."""

import pytest
from django.urls import reverse

from launchgate.audit.verify import Walked
from launchgate.briefings.actions.lock import waive_lock
from launchgate.briefings.actions.read import acknowledge_briefing
from launchgate.briefings.actions.write import correct_briefing, write_briefing
from launchgate.briefings.models import Briefing, Reading
from launchgate.core.refusals import Conflict
from launchgate.launches.actions.lifecycle import go_live, stop_launch
from launchgate.launches.models import Launch, Turn
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import render
from tests.briefings.company import Company, published, read_by, reading_of, words_for
from tests.launches.checking import check

TEXT = "It comes on Monday, for **59 EUR**."


@pytest.fixture
def public(company: Company) -> Briefing:
    """A briefing that everybody but one seller has read, on a launch that is public."""
    briefing = published(company)
    read_by(briefing, *company.readers[1:])
    go_live(briefing.launch_id, actor=company.cast.owner)
    return Briefing.objects.select_related("launch", "edition").get(pk=briefing.pk)


def test_a_correction_is_published_and_who_has_read_it_is_told_what_changed(company: Company, public: Briefing):
    correct_briefing(public.pk, TEXT, "The price.", actor=company.cast.owner)
    told = Message.objects.filter(kind="news.briefing.corrected")
    assert set(told.values_list("person_id", flat=True)) == {person.pk for person in company.readers[1:]}
    words = render(told[0])
    assert words.rows[0] == ("What changed", "The price.")
    assert Reading.objects.filter(briefing=public, is_read=True).count() == 7


def test_a_material_correction_asks_them_to_read_again(company: Company, public: Briefing):
    correct_briefing(public.pk, TEXT, "The price.", actor=company.cast.owner, is_material=True)
    turns = Turn.objects.filter(launch=public.launch_id, kind="acknowledge", closed_at=None, paused_at=None)
    assert turns.count() == 8
    assert not Message.objects.filter(kind="news.briefing.corrected").exists()
    acknowledge_briefing(reading_of(public, company.readers[1]).pk, actor=company.readers[1])
    assert turns.count() == 7
    assert check().startswith("exit 0")
    assert list(Walked()) == []


def test_who_has_read_sees_the_difference(client, company: Company, public: Briefing):
    correct_briefing(public.pk, TEXT, "The price.", actor=company.cast.owner, is_material=True)
    client.force_login(company.readers[1])
    page = client.get(public.get_absolute_url()).content.decode()
    assert "What changed since you read it" in page
    assert "The price." in page


def test_nothing_is_locked_any_more(client, company: Company, public: Briefing):
    correct_briefing(public.pk, TEXT, "The price.", actor=company.cast.owner, is_material=True)
    client.force_login(company.cast.sponsor)
    page = client.get(reverse("briefings:list", args=[public.launch.key])).content.decode()
    assert "Being read" in page
    for untrue in ("Locks the launch", "cannot go public", "Waive the lock"):
        assert untrue not in page
    with pytest.raises(Conflict, match="is public and cannot be"):
        waive_lock(public.pk, "Why not.", actor=company.cast.sponsor)


def test_no_further_briefing_is_written_then(company: Company, public: Briefing):
    with pytest.raises(Conflict, match="is public and cannot be briefed about"):
        write_briefing(public.launch_id, words_for(company), actor=company.cast.owner)


def test_the_page_offers_the_correction_to_who_writes(client, company: Company, public: Briefing):
    client.force_login(company.cast.owner)
    section = client.get(reverse("briefings:list", args=[public.launch.key])).content.decode()
    path = reverse("briefings:correct", args=[public.pk])
    assert path in section
    assert client.get(path).status_code == 200
    sent = {"text": TEXT, "change": "The price.", "seen": 1}
    assert client.post(path, sent).status_code == 303


def test_a_stopped_launch_is_corrected_no_more(company: Company):
    briefing = published(company)
    stop_launch(briefing.launch_id, "Nobody wants it.", actor=company.cast.owner)
    with pytest.raises(Conflict, match="is stopped and cannot be corrected"):
        correct_briefing(briefing.pk, TEXT, "The price.", actor=company.cast.owner)


def test_the_news_of_a_correction_is_dropped_when_a_later_one_replaced_it(company: Company, public: Briefing):
    correct_briefing(public.pk, TEXT, "The price.", actor=company.cast.owner)
    first = Message.objects.filter(kind="news.briefing.corrected")[0]
    correct_briefing(public.pk, "It comes on Tuesday.", "The day.", actor=company.cast.owner)
    assert render(first) is None


def test_a_reader_who_cannot_see_the_launch_is_told_too(company: Company, public: Briefing):
    Launch.objects.filter(pk=public.launch_id).update(is_confidential=True)
    correct_briefing(public.pk, TEXT, "The price.", actor=company.cast.owner)
    reader = company.sellers[-1]
    assert not Launch.objects.visible_to(reader).filter(pk=public.launch_id).exists()
    assert render(Message.objects.get(kind="news.briefing.corrected", person=reader)) is not None
