"""The three reviews of a public launch in a row: which is done, which is open, when the next one opens."""

from dataclasses import dataclass

from launchgate.core.templatetags.launchgate import day as day_words
from launchgate.launches.models import Launch
from launchgate.people.calendar import calendar_of
from launchgate.people.company import closures_along
from launchgate.reviews.actions.opening import review_day
from launchgate.reviews.models import Review, TargetValue


@dataclass(frozen=True)
class Stop:
    """One review of a launch, open, closed, still to come or not needed any more."""

    day: int
    review: Review | None
    state: str
    label: str
    words: str


def stops_of(launch: Launch) -> list[Stop]:
    """Return the reviews of a launch in their order; none before it is public."""
    if launch.live_at is None:
        return []
    known = {review.day: review for review in Review.objects.filter(launch=launch).select_related("closed_by")}
    rows = TargetValue.objects.filter(review__launch=launch, ended_at=None).select_related("target")
    missed: dict[int, list[str]] = {}
    for reading in rows.order_by("target"):
        if not reading.is_met:
            missed.setdefault(reading.review_id, []).append(reading.target.name)
    return [_stop(launch, day, known.get(day), missed) for day in Review.DAYS]


def _stop(launch: Launch, day: int, review: Review | None, missed: dict[int, list[str]]) -> Stop:
    if review is None:
        if launch.status == Launch.Status.REVIEWED:
            return Stop(day, None, "not_applicable", "Not needed", "An earlier review ended them.")
        opens_on = review_day(launch, day, calendar_of(launch.owner, closures_along(launch)))
        return Stop(day, None, "waiting", "To come", f"Opens by itself on {day_words(opens_on)}.")
    if review.closed_at is None or review.closed_by is None:
        return Stop(day, review, "review", "Open", f"Open since {day_words(review.opened_at)}.")
    words = f"Closed by {review.closed_by.name} on {day_words(review.closed_at)}."
    if names := missed.get(review.pk):
        return Stop(day, review, "returned", f"{', '.join(names)} missed", words)
    return Stop(day, review, "approved", "Done", words)
