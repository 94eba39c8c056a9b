"""Who reads a briefing late: a launch that is reviewed is public still, and what is asked can be done."""

from launchgate.briefings.actions.lock import waive_lock
from launchgate.launches.actions.lifecycle import go_live
from launchgate.launches.models import Launch, Turn
from launchgate.reviews.actions.reviews import close_review
from tests.briefings.company import Company, published, read_by, reading_of
from tests.reviews.public import days_later, opened


def test_a_late_reader_acknowledges_on_a_reviewed_launch(company: Company):
    briefing, late = published(company), company.sellers[1]
    waive_lock(briefing.pk, "It is small.", actor=company.cast.sponsor)
    launch = go_live(briefing.launch_id, actor=company.cast.owner)
    with days_later(35):
        close_review(opened(launch).pk, "Ask first.", actor=company.cast.owner, end_reason="It is small.")
        assert Launch.objects.get(pk=launch.pk).status == Launch.Status.REVIEWED
        read_by(briefing, late)
    assert reading_of(briefing, late).is_read
    assert not Turn.objects.filter(subject=reading_of(briefing, late).subject, closed_at=None).exists()
