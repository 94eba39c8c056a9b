"""What turns of this room are about, in words."""

from collections.abc import Collection

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from launchgate.launches.about import About, tells_about
from launchgate.launches.models import Gate, Launch
from launchgate.launches.phrases import counted
from launchgate.playbooks.origins import Origin, tells_origin
from launchgate.reviews.catches import Catches, catches_of
from launchgate.reviews.models import Contribution, Fit, Lesson, Review


@tells_about("review")
def _reviews(ids: Collection[int]) -> dict[int, About]:
    rows = Review.objects.filter(pk__in=ids).select_related("launch")
    return {
        row.pk: About(f"what came of {row.launch.name} in its first {row.day} days", review_path(row)) for row in rows
    }


@tells_about("contribution")
def _contributions(ids: Collection[int]) -> dict[int, About]:
    rows = Contribution.objects.filter(pk__in=ids).select_related("review__launch", "function")
    return {
        row.pk: About(
            f"what {row.function.name} would do differently after {row.review.day} days of {row.review.launch.name}",
            f"{review_path(row.review)}#functions",
            "The other functions and the next launch do not learn it before.",
            how="Say it in a few sentences, or that you would do it all the same again.",
        )
        for row in rows
    }


def review_path(review: Review) -> str:
    """Return the path of a review's page."""
    return reverse("reviews:review", args=[f"L-{review.launch_id}", review.day])


@tells_about("lessons")
def _lessons(ids: Collection[int]) -> dict[int, About]:
    """Tell of the lessons that fit launches, by the ids of the launches."""
    unread = Fit.objects.filter(launch__in=ids, looked_at=None).order_by().values("launch")
    counts = dict(unread.values_list("launch", Count("pk")))
    before = Gate.objects.filter(launch=OuterRef("launch"), order__lt=OuterRef("order"))
    first = Gate.objects.filter(~Exists(before), launch__in=ids, status=Gate.Status.OPEN).order_by()
    awaited = set(first.values_list("launch", flat=True))
    return {
        launch.pk: About(
            f"{counted(counts.get(launch.pk, 0), 'lesson').lower()} for {launch.name} from earlier launches",
            reverse("reviews:fits", args=[launch.key]),
            "The first gate cannot be submitted before." if launch.pk in awaited else "",
            how="Say of each whether it applies here, and what follows from it.",
        )
        for launch in Launch.objects.filter(pk__in=ids).only("name")
    }


@tells_origin("lesson")
def _origins(ids: Collection[int]) -> dict[int, Origin]:
    lessons = Lesson.objects.filter(pk__in=ids).select_related("launch")
    caught = catches_of([f"lesson:{pk}" for pk in ids])
    return {
        lesson.pk: Origin(
            f"A lesson of {_name_of(lesson.launch)}, learned from {lesson.learned_from}",
            lesson.get_absolute_url(),
            caught.get(lesson.origin, Catches()).words,
        )
        for lesson in lessons
    }


def _name_of(launch: Launch) -> str:
    return "a confidential launch" if launch.is_confidential else launch.name
