"""What happens to launches of the demo company that are public, or ready for it."""

from launchgate.briefings.actions.lock import nudge_readers, waive_lock
from launchgate.demo import promises
from launchgate.demo.lessons import teach_by_a_broken_promise, teach_by_a_review, teach_by_a_sent_back_gate
from launchgate.demo.outcomes import look_back
from launchgate.demo.stories import CUSTOMER, FINANCE, INTERNAL, OPERATIONS, PRODUCT
from launchgate.demo.telling import ask_owner, read_up, tell_own_people
from launchgate.demo.walk import Steps, Walk, means_for
from launchgate.launches.actions import exceptions
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.decide import send_back
from launchgate.launches.actions.lifecycle import go_live

# What shops are told of the lead time by a launch that does not keep it.
TOLD_DAYS = "5"
# Working days until the second Saturday is over.
TWO_SATURDAYS = 9


def becomes_public(walk: Walk, *, lead_time: str = "") -> Steps:
    """All the way to the public, with the days from order to delivery that are named."""
    for kind in (CUSTOMER, PRODUCT, OPERATIONS, FINANCE, INTERNAL):
        if kind == OPERATIONS and lead_time:
            walk.answer(walk.item("lead_time"), lead_time)
        yield from walk.through(kind, days=walk.rng.uniform(1.5, 3.5), sign_days=walk.rng.uniform(0.5, 2))
    yield from read_up(walk)
    kept = promises.promise_lead_time(walk, "sales2", "Nordmarkt", worth="6400 EUR")
    yield from walk.until_target()
    yield walk.rng.uniform(0.1, 0.8)
    go_live(walk.launch.pk, actor=walk.owner)
    yield 1
    promises.say_kept(kept)


def _breaks_a_promise(walk: Walk) -> Steps:
    """Break one promise beside the one that was kept: what was promised is not what came."""
    words = "Somebody stands beside the counter on the first two Saturdays."
    broken = promises.promise(walk, "sales", "Radhaus Keller", words, worth="2100 EUR", key="market_quotes")
    yield TWO_SATURDAYS
    told = "Nobody came on the second Saturday: the shift was planned before anybody knew. They got a month free."
    promises.say_kept(broken, is_kept=False, told=told)
    teach_by_a_broken_promise(walk, broken)


def becomes_public_and_is_reviewed(walk: Walk) -> Steps:
    """All the way to the public, and looked back at: every target was reached."""
    yield from becomes_public(walk)
    yield from look_back(walk)


def falls_short(walk: Walk) -> Steps:
    """Public with a broken promise, and its first review shows that customers waited longer than was signed.

    It changed a standard offering: whoever opens a launch with the same one is shown what it taught.
    """
    walk.change_offering("Till Care")
    yield from becomes_public(walk, lead_time=TOLD_DAYS)
    yield from _breaks_a_promise(walk)
    yield from look_back(walk, missed=("csat",))
    teach_by_a_review(walk)


def is_being_reviewed(walk: Walk) -> Steps:
    """Public, and its first review is open: one target is read, two functions have had their say."""
    yield from becomes_public(walk)
    yield from look_back(walk, is_left_open=True)


def ready_for_the_public(walk: Walk) -> Steps:
    """Every gate is passed, finance's as not applicable; the owner only has to make it public."""
    for kind in (CUSTOMER, PRODUCT, OPERATIONS):
        yield from walk.through(kind, days=2)
    yield from walk.accept(FINANCE)
    yield 0.5
    finance = walk.world.functions["finance"]
    reason = "It is part of the existing contract and changes neither price nor invoice."
    gate, head = walk.gate(FINANCE), walk.world.head("finance")
    exceptions.declare_not_applicable(gate.pk, finance.pk, reason, actor=head, means=means_for(gate))
    yield from walk.through(INTERNAL, days=2)
    yield from read_up(walk)


def too_few_have_read(walk: Walk) -> Steps:
    """Every gate is passed, and too few of our own people have read what they are to know; one of them has asked."""
    for kind in (CUSTOMER, PRODUCT, OPERATIONS, FINANCE):
        yield from walk.through(kind, days=2)
    tell_own_people(walk)
    tell_own_people(walk, "operations")
    yield from walk.through(INTERNAL, days=2)
    yield from read_up(walk, leave=["sales2", "care2"])
    ask_owner(walk, "sales2", "May I show it to the two pilot customers before it is public?")
    yield 1
    nudge_readers(walk.launch.briefings.earliest("pk").pk, actor=walk.owner)


def lock_is_waived(walk: Walk) -> Steps:
    """Sent back once on the way; the sponsor let the public hear of it though too few colleagues had read of it."""
    for kind in (CUSTOMER, PRODUCT, OPERATIONS):
        yield from walk.through(kind, days=2)
    yield from _sent_back_by_finance(walk)
    yield from walk.through(INTERNAL, days=2)
    yield from read_up(walk, leave=["sales", "sales2"])
    yield 2
    reason = "The fair opens on Monday and the sales people are on its stand. I told both of them on the telephone."
    waive_lock(walk.launch.briefings.get().pk, reason, actor=walk.sponsor)
    yield from walk.until_target()
    yield 0.2
    go_live(walk.launch.pk, actor=walk.owner)


def _sent_back_by_finance(walk: Walk) -> Steps:
    """Finance sends its gate back, somebody writes down why, and what was wrong is mended."""
    yield from walk.accept(FINANCE)
    yield from walk.fill(FINANCE, days=2)
    walk.submit(FINANCE)
    yield 0.8
    reason = "A gift card is no sale before it is spent. The trial invoice books it as one and adds the tax."
    finance, head = walk.world.functions["finance"], walk.world.head("finance")
    decision = send_back(walk.gate(FINANCE).pk, finance.pk, reason, actor=head)
    yield 0.3
    teach_by_a_sent_back_gate(walk, decision)
    yield 0.6
    words = "The card is booked as money that we owe, and taxed when it is spent. The new trial invoice says so."
    comment_on_gate(walk.gate(FINANCE).pk, words, actor=walk.owner)
    walk.submit(FINANCE)
    yield from walk.sign(FINANCE)
