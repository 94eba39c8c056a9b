"""The lock: waived by the sponsor alone, readers asked again once a day, and who left or is away not counted."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from launchgate.briefings.actions.lock import nudge_readers, waive_lock
from launchgate.briefings.blockers import too_few_readers
from launchgate.briefings.models import Briefing, Reading
from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.core.templatetags.launchgate import day
from launchgate.launches.actions.lifecycle import go_live
from launchgate.launches.models import Turn
from launchgate.launches.recompute import follow_absences
from launchgate.outbox.models import Message
from launchgate.people.actions.absences import enter_absence
from launchgate.people.actions.persons import deactivate_person, reactivate_person
from launchgate.readiness.sponsor import read_sponsor
from tests.briefings.company import Company, published, read_by, reading_of
from tests.factories import make_person


@pytest.fixture
def briefing(company: Company) -> Briefing:
    return published(company)


def is_asked(reading: Reading) -> bool:
    return Turn.objects.filter(slot=reading.slot, closed_at=None).exists()


def test_the_sponsor_waives_the_lock_and_the_launch_goes_public(company: Company, briefing: Briefing):
    waive_lock(briefing.pk, "The fair opens.", actor=company.cast.sponsor)
    assert too_few_readers(briefing.launch) == []
    go_live(briefing.launch_id, actor=company.cast.owner)
    assert is_asked(reading_of(briefing, company.sellers[0]))
    waived, *_overridden = read_sponsor(company.cast.sponsor, QueryDict()).alone
    assert waived.ended == f"The launch is public since {day(clock.now())}."


def test_nobody_else_waives_it(company: Company, briefing: Briefing):
    for person in (company.cast.owner, company.cast.heads["marketing"], company.sellers[0]):
        with pytest.raises(Forbidden, match="Only Joy Wambui, the sponsor"):
            waive_lock(briefing.pk, "Because.", actor=person)


def test_a_waiver_needs_a_reason_and_is_given_once(company: Company, briefing: Briefing):
    with pytest.raises(Invalid, match="Say why the public may hear"):
        waive_lock(briefing.pk, " ", actor=company.cast.sponsor)
    waive_lock(briefing.pk, "The fair opens.", actor=company.cast.sponsor)
    with pytest.raises(Conflict, match="waived already"):
        waive_lock(briefing.pk, "Again.", actor=company.cast.sponsor)


def test_a_waiver_shows_on_the_page_of_the_launch_for_ever(client, company: Company, briefing: Briefing):
    waive_lock(briefing.pk, "The fair opens.", actor=company.cast.sponsor)
    go_live(briefing.launch_id, actor=company.cast.owner)
    client.force_login(company.cast.owner)
    page = client.get(briefing.launch.get_absolute_url()).content.decode()
    assert "waived the lock of" in page
    assert "The fair opens." in page


def test_a_nudge_is_one_mail_a_day(company: Company, briefing: Briefing):
    read_by(briefing, company.sellers[0])
    assert len(nudge_readers(briefing.pk, actor=company.cast.owner)) == 7
    assert Message.objects.filter(kind="briefing.nudged").count() == 7
    with pytest.raises(Conflict, match="again today already"):
        nudge_readers(briefing.pk, actor=company.cast.owner)
    with clock.at(clock.now() + timedelta(days=1)):
        assert len(nudge_readers(briefing.pk, actor=company.cast.owner)) == 7


def test_the_head_of_a_reader_may_ask_them_again_and_others_may_not(company: Company, briefing: Briefing):
    mine = reading_of(briefing, company.sellers[2]).pk
    assert nudge_readers(briefing.pk, actor=company.cast.heads["sales"], reading_ids=[mine])
    with pytest.raises(Forbidden):
        nudge_readers(briefing.pk, actor=company.sellers[1], reading_ids=[mine])
    with pytest.raises(Forbidden):
        nudge_readers(briefing.pk, actor=company.cast.heads["finance"])


def test_who_is_deactivated_falls_out_of_the_count_and_comes_back(
    company: Company, briefing: Briefing, django_capture_on_commit_callbacks
):
    admin, gone = make_person("Ada", is_administrator=True), company.sellers[4]
    read_by(briefing, *company.carers, *company.sellers[:3])
    assert too_few_readers(briefing.launch) != []
    with django_capture_on_commit_callbacks(execute=True):
        deactivate_person(gone.pk, actor=admin)
    reading = reading_of(briefing, gone)
    assert reading.out == Reading.Out.LEFT
    assert not is_asked(reading)
    # Three of four are fewer than 80 %; of those left, one more reads.
    read_by(briefing, company.sellers[3])
    assert Turn.objects.filter(launch=briefing.launch, kind="go_live", closed_at=None).exists()
    with django_capture_on_commit_callbacks(execute=True):
        reactivate_person(gone.pk, actor=admin)
    assert is_asked(reading_of(briefing, gone))


def test_who_is_away_is_not_counted_on_those_days(company: Company, briefing: Briefing):
    person, today = company.sellers[1], clock.now().date()
    starts_on, ends_on = today + timedelta(days=3), today + timedelta(days=6)
    enter_absence(person.pk, actor=person, starts_on=starts_on, ends_on=ends_on)
    with clock.at(clock.now() + timedelta(days=4)):
        follow_absences()
        assert reading_of(briefing, person).out == Reading.Out.AWAY
        assert not is_asked(reading_of(briefing, person))
    with clock.at(clock.now() + timedelta(days=8)):
        follow_absences()
        assert reading_of(briefing, person).out == ""
        assert is_asked(reading_of(briefing, person))


def test_who_is_away_at_publication_is_not_counted(company: Company):
    person, today = company.carers[1], clock.now().date()
    enter_absence(person.pk, actor=person, starts_on=today, ends_on=today + timedelta(days=5))
    briefing = published(company, "customer-care")
    assert reading_of(briefing, person).out == Reading.Out.AWAY
    read_by(briefing, company.carers[0], company.carers[2])
    assert too_few_readers(briefing.launch) == []
