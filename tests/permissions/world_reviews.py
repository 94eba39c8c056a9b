"""What the world of the permission matrix has of targets, reviews and lessons."""

from datetime import timedelta
from typing import TYPE_CHECKING

from launchgate.core import clock
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.exceptions import override_gate
from launchgate.launches.actions.lifecycle import go_live
from launchgate.launches.models import Item, Launch
from launchgate.reviews.actions.lessons import LessonFacts, write_lesson
from launchgate.reviews.actions.opening import open_due_reviews
from launchgate.reviews.models import Lesson, Review
from tests.launching import make_launch
from tests.reviews.aims import aim

if TYPE_CHECKING:
    from tests.permissions.world import World


def bring_reviews(world: "World") -> None:
    """Give the open launch a target, and have another public since a month and under review."""
    world.rows["target"] = aim(world.launches["open"]).pk
    cast = world.cast
    with clock.at(clock.now() - timedelta(days=40)):
        launch = world.launches["public"] = make_launch(cast, tier=3, name="Public")
        world.rows["read target"] = aim(launch, kind="nps").pk
        item = reviewed_kind(launch)
        answer_item(item.pk, "12", actor=cast.owner)
        for gate in launch.gates.order_by("order"):
            override_gate(gate.pk, "It is small.", actor=cast.sponsor)
        go_live(launch.pk, actor=cast.owner)
    world.rows["lesson"] = _lesson(world).pk
    launch = world.launches["fitting"] = make_launch(cast, tier=3, name="Fitting", audience="Carriers with vans")
    world.rows["fit"] = launch.fits.get().pk
    open_due_reviews()
    review = Review.objects.get(launch=world.launches["public"])
    world.rows["fact"] = item.pk
    world.rows["care's part"] = review.contributions.get(function=cast.function("customer-care")).pk


def _lesson(world: "World") -> Lesson:
    """Write what the stopped launch taught."""
    launch = world.launches["stopped"]
    care = world.cast.function("customer-care")
    facts = LessonFacts(
        f"launch:{launch.pk}", "It stood.", "Nobody tried.", "Was it tried?", "customer-input", care.pk, tags=("vans",)
    )
    return write_lesson(launch.pk, facts, actor=world.people["outsider"])


def reviewed_kind(launch: Launch) -> Item:
    """Return a number that the sentence of the first gate names."""
    return Item.objects.get(gate__launch=launch, gate__order=1, key="customers_asked")
