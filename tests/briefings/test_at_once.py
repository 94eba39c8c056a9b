"""Two people at once about a briefing: the test holds the launch, and whoever waits decides on what is true then."""

import pytest
from django.db import transaction

from launchgate.briefings.actions.lock import waive_lock
from launchgate.briefings.actions.read import acknowledge_briefing
from launchgate.briefings.actions.write import correct_briefing
from launchgate.launches.models import Launch, Turn
from tests.briefings.company import Company, make_briefed_company, published, read_by, reading_of
from tests.launches.attempts import Attempt

# SQLite has one writer and no row locks.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def company() -> Company:
    return make_briefed_company()


def hold(launch_id: int) -> None:
    """Take the lock of a launch."""
    Launch.objects.select_for_update(no_key=True).get(pk=launch_id)


def test_the_last_two_readers_at_once_open_the_lock_together(company: Company):
    briefing = published(company, "customer-care")
    first, second, third = company.carers
    read_by(briefing, first)
    with transaction.atomic():
        hold(briefing.launch_id)
        other = Attempt(acknowledge_briefing, reading_of(briefing, third).pk, actor=third)
        other.must_wait()
        acknowledge_briefing.__wrapped__(reading_of(briefing, second).pk, actor=second)
    assert other.ends() == "done"
    assert Turn.objects.filter(launch=briefing.launch_id, kind="go_live", closed_at=None).count() == 1


def test_of_two_waivers_the_second_is_told(company: Company):
    briefing = published(company)
    with transaction.atomic():
        hold(briefing.launch_id)
        other = Attempt(waive_lock, briefing.pk, "Twice.", actor=company.cast.sponsor)
        other.must_wait()
        waive_lock.__wrapped__(briefing.pk, "Once.", actor=company.cast.sponsor)
    assert other.ends() == "This lock is waived already."


def test_who_acknowledges_while_it_is_corrected_is_told(company: Company):
    briefing, reader = published(company), company.sellers[1]
    with transaction.atomic():
        hold(briefing.launch_id)
        other = Attempt(acknowledge_briefing, reading_of(briefing, reader).pk, actor=reader, seen=1)
        other.must_wait()
        correct_briefing.__wrapped__(briefing.pk, "On Monday.", "The day.", actor=company.cast.owner)
    assert other.ends() == "A corrected edition was published while you were reading. The day."
