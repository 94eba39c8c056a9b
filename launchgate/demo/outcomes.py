"""What came of launches of the demo company: what they are measured by, and how they are looked back at."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from launchgate.customers.models import Promise
from launchgate.demo.walk import Steps, Walk
from launchgate.launches.actions.decide import send_back
from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.launches.models import Launch
from launchgate.playbooks.actions import publish_version, start_draft
from launchgate.playbooks.models import ItemKind
from launchgate.reviews.actions.lessons import LessonFacts, look_at_lesson, take_lesson, write_lesson
from launchgate.reviews.actions.reviews import close_review, contribute, find_outcome, read_target
from launchgate.reviews.actions.targets import TargetFacts, set_target
from launchgate.reviews.facts import reviewed_items
from launchgate.reviews.forms.reviews import typed
from launchgate.reviews.models import Contribution, Fit, Lesson, Review, Target

AIMS = {
    "csat": TargetFacts("csat", Decimal("4.5"), "Survey after each order, customer care", Decimal("4.1")),
    "nps": TargetFacts("nps", Decimal(40), "Quarterly survey, all shops", Decimal(31)),
    "churn": TargetFacts("churn", Decimal("2.0"), "Contracts ended a quarter, finance", Decimal("2.6")),
    "conversion": TargetFacts("conversion", Decimal("3.4"), "Orders by visits, web statistics", Decimal("2.9")),
}
SHORT_OF = {"csat": "4.2", "nps": "33", "churn": "2.4", "conversion": "3.0"}
WELL_ABOVE = {"csat": "4.6", "nps": "44", "churn": "1.8", "conversion": "3.5"}
DIFFERENTLY = {
    "customer-care": "Ask ten customers again in the week before, not only at the start.",
    "sales": "Show the real lead time in every offer. We said “a week” and customers heard five days.",
    "product": "Cut the second half and be ready a week earlier. Nobody missed it.",
    "operations": "Try the Monday peak with twice the orders before we name a lead time.",
    "finance": "The first invoice went out by hand. We would try one before we sign.",
    "marketing": "All the same again; the mail to our own customers brought half of them.",
    "people": "Train the late shift too. They had the customers with the questions.",
}
LONGER, PUBLIC_ON = "lead_time", "public_on"
LEARNED = "Customers forgave the missing half of it, and did not forgive three days more than we had said."
WENT_WELL = "It went as signed. What was asked of customers first is what they used most."
CAME_LATE = "It came later than we had said. Whoever had been told the first day had to be told again."
# Working days in which no review opens, so that nobody has to look.
UNTIL_NEXT = 10
SENT_BACK = "What happens in a depot when the line is down? Nobody has tried to go back to the old boards."
STOPPED = "In Bremen 40 vans stood still for a morning because nobody could go back. We begin anew, with another plan."


@dataclass(frozen=True)
class Told:
    """A lesson of the demo company: what happened, why, what is asked since, by which gate and of whom."""

    happened: str
    why: str
    question: str
    gate: str
    function: str
    tags: tuple[str, ...]
    # What the owner of a later launch that it fits says is done about it.
    heeded: str


ROLL_BACK = Told(
    "In Bremen 40 vans stood still for a morning: the line was down, and nobody could go back to the old boards.",
    "Going back was described and never tried. The plan named a person who had left.",
    "Was going back tried, with a site that is down?",
    "operations",
    "operations",
    ("vans", "roll-back"),
    "We try it in week two, with one customer who agreed to be without it for an hour.",
)
LEAD_TIME = Told(
    "Shops were told five days and waited eight. CSAT fell short by three tenths, and care took 90 calls.",
    "The lead time was signed for quiet weeks. Offers showed it for all weeks.",
    "Does the lead time that offers show hold in the busiest week?",
    "operations",
    "sales",
    ("tills", "lead time"),
    "Operations counts the week before Christmas, and offers show what comes out.",
)
SHIFTS = Told(
    "Radhaus Keller was promised somebody beside the counter on two Saturdays. On the second nobody came.",
    "The shift was planned before anybody told care of the promise.",
    "Does everybody who is promised to a customer stand in the shift plan?",
    "internal-launch",
    "customer-care",
    ("shifts", "counter"),
    "The shift plan is made from the hand-over plan, and care signs it last.",
)
TOLD = (ROLL_BACK, LEAD_TIME, SHIFTS)


def set_targets(walk: Walk, kinds: Iterable[str]) -> None:
    """Have the owner set the targets that all functions carry."""
    for kind in kinds:
        set_target(walk.launch.pk, AIMS[kind], actor=walk.owner)


def look_back(walk: Walk, *, missed: tuple[str, ...] = (), is_left_open: bool = False) -> Steps:
    """Review a public launch each time that a review opens; targets named as missed fall short."""
    while Launch.objects.filter(pk=walk.launch.pk, status=Launch.Status.LIVE).exists():
        yield UNTIL_NEXT
        while (review := Review.objects.filter(launch=walk.launch, closed_at=None).first()) is None:
            yield 1
        yield from _review(walk, review, missed, is_left_open=is_left_open)
        if is_left_open or missed:
            return


def _review(walk: Walk, review: Review, missed: tuple[str, ...], *, is_left_open: bool) -> Steps:
    yield 0.4
    targets = list(Target.objects.filter(launch=walk.launch, ended_at=None))
    for target in targets[: 1 if is_left_open else None]:
        value = Decimal((SHORT_OF if target.kind in missed else WELL_ABOVE)[target.kind])
        read_target(review.pk, target.pk, value, target.source, actor=walk.owner)
    parts = Contribution.objects.filter(review=review).select_related("function")
    for part in parts[: 2 if is_left_open else None]:
        yield walk.rng.uniform(0.1, 0.4)
        contribute(part.pk, DIFFERENTLY[part.function.key], actor=walk.world.head(part.function.key))
    if is_left_open:
        return
    is_late = _compare(walk, review, is_short=bool(missed))
    yield 0.2
    close_review(review.pk, LEARNED if missed else CAME_LATE if is_late else WENT_WELL, actor=walk.owner)


def _compare(walk: Walk, review: Review, *, is_short: bool) -> bool:
    """Set what came beside what was signed, with customers who waited three days longer; say if it was public late."""
    live_at = Launch.objects.get(pk=walk.launch.pk).live_at
    assert live_at is not None, "Only a public launch is reviewed."  # noqa: S101
    public_on = live_at.astimezone(walk.world.calendar.zone).date().isoformat()
    is_late = False
    for item in reviewed_items(walk.launch):
        came = typed(item, item.value)
        if is_short and item.key == LONGER and item.kind == ItemKind.NUMBER:
            came = str(int(item.value) + 3)
        elif item.key == PUBLIC_ON and item.value < public_on:
            came, is_late = public_on, True
        find_outcome(review.pk, item.pk, came, is_held=came == typed(item, item.value), actor=walk.owner)
    return is_late


def look_at_lessons(walk: Walk) -> None:
    """Have the owner say what is done about the lessons that fitted when the launch opened."""
    heeded = {told.question: told.heeded for told in TOLD}
    for fit in Fit.objects.filter(launch=walk.launch, looked_at=None).select_related("lesson"):
        look_at_lesson(fit.pk, heeded[fit.lesson.item_text], applies=True, actor=walk.owner)


def teach_by_a_stop(walk: Walk) -> Steps:
    """An early launch that ended badly: sent back by operations, stopped, and what it taught is asked ever since."""
    for kind in ("customer-input", "product"):
        yield from walk.through(kind, days=0.8, sign_days=0.2)
    yield from walk.accept("operations")
    yield from walk.fill("operations", days=0.8)
    walk.submit("operations")
    yield 0.5
    operations = walk.world.functions["operations"]
    send_back(walk.gate("operations").pk, operations.pk, SENT_BACK, actor=walk.world.head("operations"))
    yield 1
    stop_launch(walk.launch.pk, STOPPED, actor=walk.owner)
    yield 0.5
    lesson = _write(walk, f"launch:{walk.launch.pk}", ROLL_BACK)
    yield 0.5
    draft = start_draft(walk.launch.version.playbook_id, actor=walk.world.people["admin"])
    take_lesson(lesson.pk, draft.pk, actor=walk.world.people["admin"])
    publish_version(draft.pk, actor=walk.world.people["admin"])


def teach_by_a_review(walk: Walk) -> None:
    """Write what the first review of a launch showed."""
    review = Review.objects.filter(launch=walk.launch).exclude(closed_at=None).first()
    if review is not None:
        _write(walk, f"review:{review.pk}", LEAD_TIME)


def teach_by_a_broken_promise(walk: Walk, promise: Promise) -> None:
    """Write why what was promised to a customer did not come."""
    _write(walk, f"promise:{promise.pk}", SHIFTS)


def _write(walk: Walk, source: str, told: Told) -> Lesson:
    facts = LessonFacts(
        source=source,
        happened=told.happened,
        why=told.why,
        item_text=told.question,
        gate_kind=told.gate,
        function_id=walk.world.functions[told.function].pk,
        tags=told.tags,
    )
    return write_lesson(walk.launch.pk, facts, actor=walk.owner)
