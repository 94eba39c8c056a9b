"""What happens to launches of the demo company: one story for every state that a page can show."""

from datetime import timedelta

from launchgate.core import clock
from launchgate.demo import promises
from launchgate.demo.walk import Steps, Walk
from launchgate.launches.actions import exceptions
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.decide import send_back
from launchgate.launches.actions.edit import follow_launch
from launchgate.launches.actions.lifecycle import hold_launch, stop_launch
from launchgate.launches.actions.submit import OfferedItem

CUSTOMER, PRODUCT, OPERATIONS = "customer-input", "product", "operations"
FINANCE, INTERNAL = "finance-pricing", "internal-launch"
# Days after the target date from which operations can deliver what stalls.
LATE = 19


def finance_stalls(walk: Walk) -> Steps:
    """Three gates passed, one of them on conditions; finance has the ball and does not play it."""
    yield from walk.through(CUSTOMER)
    yield from walk.accept(PRODUCT)
    yield from walk.fill(PRODUCT, days=3)
    walk.submit(PRODUCT)
    yield 1.5
    walk.sign_on_condition(
        PRODUCT,
        "product",
        ("Latency under 300 ms above 400 shops", "product2", 60),
        ("Offline mode tried on the old scanners", "pm2", 60),
    )
    text = "Bäckerei Holm opens at five. Does anybody pick up the phone then, or do I tell them seven?"
    question = promises.ask(walk, "sales2", OPERATIONS, text)
    # A later day than the launch is planned for, so that what Sales promises collides with it.
    walk.answer(walk.item("delivery_from"), LATE)
    yield from walk.through(OPERATIONS, days=2)
    promises.answer(
        walk, question, "From six on, in all three languages. Before that a mailbox that wakes the shift lead."
    )
    yield from _promises_on_aurora(walk)
    yield from walk.accept(FINANCE)
    yield from walk.fill(FINANCE, days=1.5)
    price = walk.item("price").value
    words = "The price on the page, for the whole first year."
    promises.promise(
        walk, "sales2", "Spedition Adler", words, kind="price", value=price, worth="15600 EUR", key="price"
    )
    walk.submit(FINANCE)
    yield 2
    promises.ask(walk, "sales", FINANCE, "Kaufhaus Nord pays by the quarter. Can we bill it that way?")
    comment_on_gate(
        walk.gate(FINANCE).pk,
        "@Marcus Oyelaran the price list is final since Tuesday, anything missing?",
        actor=walk.owner,
    )


def _promises_on_aurora(walk: Walk) -> Steps:
    """A promise that collides with an answer of operations, one that is backed, a bare one, and one withdrawn."""
    words = "In all forty shops two weeks before anybody else has it."
    promises.promise_a_day(walk, "sales", "Kaufhaus Nord", words, days=-14, worth="48000 EUR")
    promises.promise_lead_time(walk, "sales2", "Nordmarkt", worth="22500 EUR")
    yield 0.2
    promises.promise(
        walk, "care", "Bäckerei Holm", "Somebody comes and shows it to the weekend staff.", worth="3200 EUR"
    )
    words = "It runs without a network for a whole day."
    offline = promises.promise(walk, "sales2", "Café Linné", words, worth="1900 GBP")
    yield 0.3
    promises.withdraw(walk, offline, "Not in this version. They get the price of the old one until it does.")


def finance_waits(walk: Walk) -> Steps:
    """In review with finance, who asked before accepting, with one item offered as a condition."""
    yield from walk.through(CUSTOMER, days=3)
    yield from walk.through(PRODUCT, days=3)
    yield from walk.through(OPERATIONS, days=4)
    yield 0.4
    walk.bounce(FINANCE, "Is the carrier paid per parcel or per stop? The margin hangs on it.", about="risks")
    yield 1.3
    walk.reply(FINANCE, "Per stop, and 4.10 EUR from the second quarter. Priya has the offer in writing.")
    yield from walk.accept(FINANCE)
    yield from walk.fill(FINANCE, days=2, leave=["trial_invoice"])
    due = min(clock.now().date() + timedelta(days=12), walk.launch.target_date)
    reason = "The test system is back on Thursday."
    walk.submit(FINANCE, offers=[OfferedItem(walk.item("trial_invoice").pk, reason, due)])


def last_gate_in_review(walk: Walk) -> Steps:
    """All but the last gate signed; one of the last gate's functions has signed too."""
    for kind in (CUSTOMER, PRODUCT, OPERATIONS, FINANCE):
        yield from walk.through(kind, days=2.5)
    yield from walk.accept(INTERNAL)
    yield from walk.fill(INTERNAL, days=2)
    walk.submit(INTERNAL)
    yield from walk.sign(INTERNAL, only=["customer-care"])


def operations_sends_back(walk: Walk) -> Steps:
    """Operations sent its gate back and waits for the owner."""
    yield from walk.through(CUSTOMER)
    yield from walk.through(PRODUCT)
    yield from walk.accept(OPERATIONS)
    yield from walk.fill(OPERATIONS, days=2)
    walk.submit(OPERATIONS)
    yield 1.2
    function = walk.world.functions["operations"]
    reason = "Nobody has shown how we roll back when a site is down. Add the drill and its date."
    send_back(walk.gate(OPERATIONS).pk, function.pk, reason, actor=walk.world.head("operations"))
    yield 0.5
    # What an earlier launch taught is asked here, and was answered too lightly.
    for item in walk.gate(OPERATIONS).items.exclude(origin="").select_related("function"):
        walk.answer(item, "no")


def signed_then_changed(walk: Walk) -> Steps:
    """A fact that operations and finance vouch for changed after they had signed."""
    for kind in (CUSTOMER, PRODUCT, OPERATIONS):
        yield from walk.through(kind, days=2)
    promises.promise_lead_time(walk, "sales2", "Hafen & Söhne", worth="8800 EUR")
    yield 1
    walk.answer(walk.item("lead_time"), "9")
    yield 0.2
    comment_on_gate(
        walk.gate(OPERATIONS).pk, "The carrier moved its slot: nine working days, not fewer.", actor=walk.owner
    )


def hand_off_bounces(walk: Walk) -> Steps:
    """The product function bounced the hand-off with a question."""
    yield from walk.through(CUSTOMER)
    yield 0.6
    walk.bounce(
        PRODUCT, "Which of the twelve said they would pay? Without names we cannot cut the scope.", about="promised"
    )


def goes_on_hold(walk: Walk) -> Steps:
    """On hold until a supplier answers."""
    yield from walk.through(CUSTOMER)
    yield from walk.accept(PRODUCT)
    yield from walk.fill(PRODUCT, days=2, leave=["ready_on", "scope", "risks"])
    yield 0.5
    look_again = clock.now().date() + timedelta(days=24)
    reason = "The scanner supplier may leave the market. We decide when they have answered."
    hold_launch(walk.launch.pk, reason, actor=walk.owner, look_again_on=look_again)


def is_overridden(walk: Walk) -> Steps:
    """The sponsor let the first gate pass without its signatures; the next is being worked on."""
    yield from walk.fill(CUSTOMER, days=2)
    walk.submit(CUSTOMER)
    yield 3
    reason = "Asking customers would tell the market. I answer for it until the review."
    exceptions.override_gate(walk.gate(CUSTOMER).pk, reason, actor=walk.sponsor)
    yield 0.5
    yield from walk.accept(PRODUCT)
    yield from walk.fill(PRODUCT, days=3, leave=["ready_on", "scope"])


def customer_input_in_review(walk: Walk) -> Steps:
    """The first gate waits for both of its functions."""
    yield from walk.fill(CUSTOMER, days=3)
    walk.submit(CUSTOMER)


def customer_input_half_done(walk: Walk) -> Steps:
    """Nobody has finished the first gate, and its day is over."""
    yield from walk.fill(
        CUSTOMER, days=4, leave=["customer_words", "churn_reasons", "first_quarter", "market_audience"]
    )


def just_opened(walk: Walk) -> Steps:
    """Nothing but opened."""
    yield 0.1


def is_stopped(walk: Walk) -> Steps:
    """Customers did not want it, and it was stopped in time."""
    yield from walk.through(CUSTOMER)
    yield from walk.accept(PRODUCT)
    yield from walk.fill(PRODUCT, days=2, leave=["ready_on", "scope", "tried_by_customers"])
    yield 1
    reason = "Nine of twelve customers would not use it, and the three others want it for nothing."
    stop_launch(walk.launch.pk, reason, actor=walk.owner)


def product_in_work(walk: Walk) -> Steps:
    """The second gate is being prepared; somebody follows along."""
    yield from walk.through(CUSTOMER)
    follow_launch(walk.launch.pk, actor=walk.world.people["sales2"])
    yield from walk.accept(PRODUCT)
    yield from walk.fill(PRODUCT, days=3, leave=["scope", "risks"])


def operations_in_review(walk: Walk) -> Steps:
    """The third gate has been with operations for some days."""
    for kind in (CUSTOMER, PRODUCT):
        yield from walk.through(kind, days=2)
    yield from walk.accept(OPERATIONS)
    yield from walk.fill(OPERATIONS, days=2)
    walk.submit(OPERATIONS)
