"""What must always hold of reviews, as far as the database can show it."""

from django.db.models import Exists, OuterRef

from launchgate.core.invariants import Checked, shows
from launchgate.launches.models import Launch, Turn
from launchgate.reviews.fits import unread_launches
from launchgate.reviews.models import Contribution, Fit, Review


@shows(7, "what is to be reviewed is with somebody, and nothing else is", things="reviews and their parts")
def asked_reviews() -> Checked:
    """Check that each open review, and each part of it that is not written, has one turn, and no other has one."""
    found = Checked(Review.objects.count() + Contribution.objects.count())
    reviews = Review.objects.filter(closed_at=None)
    parts = Contribution.objects.filter(review__closed_at=None, written_at=None)
    owed = {f"review:{pk}" for pk in reviews.values_list("pk", flat=True)}
    owed |= {f"contribution:{pk}" for pk in parts.values_list("pk", flat=True)}
    asked = list(
        Turn.objects.filter(kind=Turn.Kind.REVIEW, closed_at=None).order_by().values_list("subject", flat=True)
    )
    found.note(f"nobody is asked about {subject}" for subject in sorted(owed - set(asked)))
    found.note(f"{subject} is asked about, and nothing is to be done" for subject in sorted(set(asked) - owed))
    found.note(
        f"{subject} is asked about more than once" for subject in sorted({s for s in asked if asked.count(s) > 1})
    )
    return found


@shows(7, "lessons that fit are put before the owner until they were looked at", things="lessons that fit launches")
def unread_lessons() -> Checked:
    """Check that each running launch with a lesson that nobody has looked at has one turn for it, and no other has."""
    found = Checked(Fit.objects.count())
    turns = Turn.objects.filter(closed_at=None, subject__startswith="lessons:").order_by()
    asked = list(turns.values_list("launch_id", flat=True))
    owed = unread_launches()
    found.note(f"L-{pk}: a lesson fits, and nobody is asked to look" for pk in sorted(owed - set(asked)))
    found.note(f"L-{pk}: somebody is asked to look at lessons, and all are" for pk in sorted(set(asked) - owed))
    return found


@shows(4, "reviewed by a review that says so", things="reviewed launches")
def reviewed_launches() -> Checked:
    """Check that a launch is reviewed exactly where its third review, or an earlier one with a reason, is closed."""
    reviewed = Launch.objects.filter(status=Launch.Status.REVIEWED)
    found = Checked(reviewed.count())
    closed = Review.objects.filter(launch=OuterRef("pk")).exclude(closed_at=None)
    last = Exists(closed.filter(day=Review.DAYS[-1])) | Exists(closed.exclude(end_reason=""))
    found.note(
        f"L-{pk}: reviewed, and no review ended it" for pk in reviewed.exclude(last).values_list("pk", flat=True)
    )
    live = Launch.objects.filter(status=Launch.Status.LIVE).filter(last)
    found.note(f"L-{pk}: its reviews are done, and it is not reviewed" for pk in live.values_list("pk", flat=True))
    ahead = Review.objects.exclude(launch__status__in=[Launch.Status.LIVE, Launch.Status.REVIEWED])
    found.note(f"L-{pk}: reviewed before it was public" for pk in ahead.values_list("launch_id", flat=True))
    return found
