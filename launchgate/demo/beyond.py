"""What customers of the demo company ask for beyond the box: exceptions in every state that a page can show."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from launchgate.core import clock
from launchgate.customers.actions.promises import Promised, record_promise
from launchgate.demo.box import morning
from launchgate.demo.walk import Steps, World, offering_id
from launchgate.launches.models import Launch
from launchgate.offerings.actions.asking import Asked, ask_exception, withdraw_exception
from launchgate.offerings.actions.deciding import approve_exception, decline_exception
from launchgate.offerings.actions.standards import choose_offering
from launchgate.offerings.actions.voices import say_voice
from launchgate.offerings.models import ExceptionRequest

SALES, CARE, OPERATIONS = "sales", "customer-care", "operations"
YES, YES_IF, NO = "yes", "yes_if", "no"
# What is alike, and so proposes a standard: who asks for which customer, on which days, and until when it holds.
LATE_HELP = (
    ("sales2", "Hansa Markets", "Telephone help until 22:00 on weekdays", "Their shops close at 22:00.", 60),
    ("care", "Kiosk Nord", "Telephone help until 22:00 on Saturdays", "Saturday evening is half of their week.", 45),
    ("pm2", "Baltic Foods", "Telephone help until 22:00 in December", "They open late before Christmas.", 0),
)

Story = Callable[[World], Steps]


def exceptions(world: World, now: datetime) -> Iterator[tuple[datetime, Steps]]:
    """Return what happens beyond the box, each story with the moment at which it begins."""
    stories: list[tuple[int, Story]] = [
        (72, _expires),
        (50, _is_declined),
        (31, _holds_on_condition),
        (25, _covers_a_promise),
        *((21 - 6 * number, partial(_late_help, number=number)) for number in range(len(LATE_HELP))),
        (12, _is_withdrawn),
        (13, _waits_on_a_launch),
        (6, _waits_for_one_voice),
        (5, _waits_for_an_executive),
    ]
    for days, story in stories:
        yield world.calendar.add_days(morning(now) - timedelta(days=days), 0), story(world)


def _ask(world: World, who: str, customer: str, what: str, why: str, worth: int = 0, **more: Any) -> ExceptionRequest:
    amount = (Decimal(worth), "EUR") if worth else (None, "")
    return ask_exception(Asked(customer, what, why, *amount, **more), actor=world.people[who])


def _say(world: World, exception: ExceptionRequest, function: str, answer: str, words: str = "") -> Steps:
    yield 0.6
    say_voice(exception.pk, world.functions[function].pk, answer, words, actor=world.head(function))


def _all_say_yes(world: World, exception: ExceptionRequest) -> Steps:
    for function in (CARE, SALES, OPERATIONS):
        if world.head(function).pk == exception.requester_id:
            yield 0.3
            deputy = world.people[{CARE: "care2", SALES: "sales2", OPERATIONS: "operations2"}[function]]
            say_voice(exception.pk, world.functions[function].pk, YES, actor=deputy)
        else:
            yield from _say(world, exception, function, YES)


def _expires(world: World) -> Steps:
    what, why = "Two spare tills kept in the shop", "Their only shop has one till, and no other shop is near."
    exception = _ask(world, "sales2", "Inselkaufhaus Föhr", what, why, 4_800, offering_id=offering_id("Till Care"))
    yield from _all_say_yes(world, exception)
    yield 1
    until = clock.now().date() + timedelta(days=56)
    approve_exception(exception.pk, until, "The tills come back in working order.", actor=world.head(OPERATIONS))


def _is_declined(world: World) -> Steps:
    why = "The competitor offers ten stores a day, they say."
    rollout = offering_id("Store Rollout")
    exception = _ask(world, "sales", "Grünmarkt", "Ten stores a day instead of two", why, 90_000, offering_id=rollout)
    yield from _say(world, exception, CARE, YES_IF, "If we get six more people for the first week.")
    yield 0.4
    say_voice(exception.pk, world.functions[SALES].pk, YES, "It decides the deal.", actor=world.people["sales2"])
    yield from _say(world, exception, OPERATIONS, NO, "There are two crews. A third takes until spring.")
    yield 1.5
    reason = "We would fail on the second day, in front of their whole board. Offer them a start in two regions."
    decline_exception(exception.pk, reason, actor=world.people["ceo"])


def _holds_on_condition(world: World) -> Steps:
    what, why = "Stock for 750 shops in one warehouse", "They bought a chain, and have one warehouse for both."
    exception = _ask(world, "pm", "Nordkauf", what, why, 64_000, offering_id=offering_id("Warehouse Sync"))
    yield from _say(world, exception, SALES, YES)
    yield from _say(world, exception, OPERATIONS, YES_IF, "If the second database is up before the first night.")
    yield from _say(world, exception, CARE, YES_IF, "If they name one person who calls us.")
    yield 1.2
    until = clock.now().date() + timedelta(days=150)
    conditions = "The second database is up before the first night.\nNordkauf names one person who calls us."
    approve_exception(exception.pk, until, conditions, actor=world.head(OPERATIONS))


def _covers_a_promise(world: World) -> Steps:
    """For a promise on a public launch, for two weeks only: they are over, and nothing stands behind it any more."""
    launch, seller = Launch.objects.get(name="Loyalty Wallet"), world.people["sales2"]
    words, yesterday = "Points on gift cards too, until the new year.", clock.now().date() - timedelta(days=1)
    given = Promised("scope", "Weinhaus Ritter", words, seller.pk, yesterday, worth="5200 EUR")
    promise = record_promise(launch.pk, given, actor=seller).promise
    yield 0.2
    why = "They printed it in their catalogue before anybody asked us."
    exception = _ask(world, "sales2", "Weinhaus Ritter", "Points on gift cards", why, 5_200, promise_id=promise.pk)
    for function in (CARE, OPERATIONS):
        yield from _say(world, exception, function, YES)
    yield from _say(world, exception, SALES, YES_IF, "If it is by hand, and nobody else hears of it.")
    yield 1
    until = clock.now().date() + timedelta(days=14)
    approve_exception(exception.pk, until, "By hand, once a week.", actor=world.head(OPERATIONS))


def _late_help(world: World, number: int) -> Steps:
    who, customer, what, why, days = LATE_HELP[number]
    exception = _ask(world, who, customer, what, why, 3_600, offering_id=offering_id("Till Care"))
    yield from _all_say_yes(world, exception)
    if days:
        yield 0.8
        until = clock.now().date() + timedelta(days=days)
        approve_exception(exception.pk, until, "One person on call, no remote access.", actor=world.head(OPERATIONS))


def _is_withdrawn(world: World) -> Steps:
    exception = _ask(world, "care2", "Teehaus Lindau", "Invoices on paper", "Their accountant wants them in a folder.")
    yield 1.5
    withdraw_exception(exception.pk, actor=world.people["care2"])


def _waits_on_a_launch(world: World) -> Steps:
    """On a launch, which cannot go public before; nobody in Customer care has answered, so the deputy has it."""
    launch = Launch.objects.get(name="Aurora Checkout 2.0")
    choose_offering(launch.pk, offering_id("Till Lease"), actor=launch.owner)
    yield 0.2
    exception = _ask(
        world,
        "pm3",
        "Hansa Markets",
        "The price of the pilot for two years",
        "They signed for the pilot, and budget two years ahead.",
        38_000,
        launch_id=launch.pk,
        needed_by=(clock.now() + timedelta(days=40)).date(),
    )
    yield from _say(world, exception, OPERATIONS, YES)
    yield from _say(world, exception, SALES, YES_IF, "If they name us in public as their partner.")


def _waits_for_one_voice(world: World) -> Steps:
    what, why = "A visit on Sundays in the first month", "They open a shop at a station that never closes."
    exception = _ask(world, "sales2", "Bahnhofsläden Süd", what, why, 12_000, offering_id=offering_id("Till Care"))
    yield from _say(world, exception, CARE, YES)
    yield from _say(world, exception, OPERATIONS, YES_IF, "If they pay for the journey.")


def _waits_for_an_executive(world: World) -> Steps:
    what, why = "Tills leased for 12 months only", "A pop-up shop for one season, with eighty tills."
    exception = _ask(world, "pm2", "Winterdorf Events", what, why, 75_000, offering_id=offering_id("Till Lease"))
    yield from _say(world, exception, SALES, YES, "We would place the tills elsewhere afterwards.")
    yield from _say(world, exception, CARE, YES)
    yield from _say(world, exception, OPERATIONS, NO, "Used tills come back broken; nobody has a place for them.")
