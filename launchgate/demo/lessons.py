"""What launches of the demo company taught: what went wrong, why, what is asked since, and who heeds it."""

from dataclasses import dataclass

from launchgate.customers.models import Promise
from launchgate.demo.walk import Steps, Walk
from launchgate.launches.actions.decide import send_back
from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.launches.models import Decision
from launchgate.playbooks.actions import publish_version, start_draft
from launchgate.reviews.actions.lessons import LessonFacts, look_at_lesson, take_lesson, write_lesson
from launchgate.reviews.models import Fit, Lesson, Review

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
HOLIDAYS = Told(
    "Half of those who were asked were stand-ins. The dispatchers came back from holiday and wanted other boards.",
    "We asked in the weeks in which depots run on temporary staff, and nobody looked at a calendar.",
    "Were customers asked outside their holiday weeks?",
    "customer-input",
    "customer-care",
    ("holidays", "interviews"),
    "Nobody on our list is away; we ask from the second week on.",
)
BALANCES = Told(
    "The trial invoice booked a gift card as sold goods. Tax is due when it is spent, and until then we owe it.",
    "Product and finance both took a card for an article. Nobody had asked those who keep the books.",
    "Did the bookkeepers say when the money counts as ours?",
    "finance-pricing",
    "finance",
    ("gift cards", "points"),
    "The bookkeepers look at it before the price is set: points are money that we owe, too.",
)
TOLD = (ROLL_BACK, LEAD_TIME, SHIFTS, HOLIDAYS, BALANCES)


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
    lessons = [_write(walk, f"launch:{walk.launch.pk}", told) for told in (ROLL_BACK, HOLIDAYS)]
    yield 0.5
    admin = walk.world.people["admin"]
    draft = start_draft(walk.launch.version.playbook_id, actor=admin)
    for lesson in lessons:
        take_lesson(lesson.pk, draft.pk, actor=admin)
    publish_version(draft.pk, actor=admin)


def teach_by_a_review(walk: Walk) -> None:
    """Write what the first review of a launch showed."""
    review = Review.objects.filter(launch=walk.launch).exclude(closed_at=None).first()
    if review is not None:
        _write(walk, f"review:{review.pk}", LEAD_TIME)


def teach_by_a_sent_back_gate(walk: Walk, decision: Decision) -> None:
    """Write why a gate was sent back."""
    _write(walk, f"decision:{decision.pk}", BALANCES)


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
