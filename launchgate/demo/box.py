"""What is inside the demo company's box: its standard offerings, a new version, and who has read which training."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from launchgate.demo.walk import Steps, World
from launchgate.offerings.actions.catalogue import (
    OfferingFacts,
    acknowledge_training,
    add_offering,
    retire_offering,
    revise_offering,
)
from launchgate.offerings.models import Offering

TILL_CARE = OfferingFacts(
    name="Till Care",
    summary="Help by telephone and remote access when a till stands still.",
    audience="Shops with tills of ours",
    service_levels="An answer within 15 minutes while the shop is open.\nA spare till within two working days.",
    lead_days=5,
    limits="Monday to Saturday, 8:00 to 20:00.\nNo visits on Sundays and public holidays.",
    price=Decimal(29),
    currency="EUR",
    billing="Per till and month, in advance",
    training=(
        "# What to say\n\nWe **answer within 15 minutes**, we do not *repair* within 15 minutes.\n\n"
        "- Ask how many tills there are, and when the shop opens.\n- Sundays are not in the box: ask first.\n"
    ),
)
ROLLOUT = OfferingFacts(
    name="Store Rollout",
    summary="New tills delivered, set up and explained, one store after the other.",
    audience="Chains with 10 stores or more",
    service_levels="Two stores a day.\nThe staff is trained on the evening before.",
    lead_days=20,
    limits="At most 60 stores a month.\nCabling is the customer's own work.",
    price=Decimal(1900),
    currency="EUR",
    billing="Per store, when it opens",
    training="Never promise a start within 20 working days. Ask **who does the cabling** before you name a day.",
)
SYNC = OfferingFacts(
    name="Warehouse Sync",
    summary="Stock in shop and warehouse, equal to the minute.",
    audience="Retailers with one warehouse or more",
    service_levels="Stock not older than 60 seconds.\n99.5 % of each month.",
    lead_days=10,
    limits="Up to 400 shops and 200,000 articles.",
    price=Decimal(490),
    currency="EUR",
    billing="Per warehouse and month",
    training="Below 400 shops it runs as it is. Above, talk to Operations first.",
)
EXPORT = OfferingFacts(
    name="Data Export",
    summary="All receipts as files, every night.",
    audience="Every customer",
    service_levels="Files are there by 5:00.",
    lead_days=1,
    limits="Receipts of the last three years.",
    price=Decimal(0),
    currency="EUR",
    billing="Included",
)
LEASE = OfferingFacts(
    name="Till Lease",
    summary="Tills for a monthly rate instead of a purchase.",
    audience="Shops in the European Union",
    service_levels="Exchange after four years.",
    lead_days=15,
    limits="36 months at least.",
    price=Decimal(79),
    currency="EUR",
    billing="Per till and month",
    training="The **36 months** are said in the first conversation, not in the contract.",
)
PRINTERS = OfferingFacts(
    name="Receipt Printers",
    summary="Printers beside the till, with paper.",
    audience="Shops with tills of ours",
    lead_days=3,
    price=Decimal(12),
    currency="EUR",
    billing="Per printer and month",
)
READERS = {"Till Care": ("care", "care2", "sales"), "Store Rollout": ("sales", "sales2", "care", "care2")}


def catalogue(world: World, now: datetime) -> Iterator[tuple[datetime, Steps]]:
    """Return what happens in the catalogue, and when it begins."""
    yield world.calendar.add_days(morning(now) - timedelta(days=88), 0), _written(world)


def morning(now: datetime) -> datetime:
    """Return the morning of a day, when stories begin."""
    return datetime(now.year, now.month, now.day, 8, tzinfo=UTC)


def _written(world: World) -> Steps:
    operations = world.people["operations"]
    offerings = {}
    for facts in (TILL_CARE, ROLLOUT, SYNC, EXPORT, PRINTERS, LEASE):
        offerings[facts.name] = add_offering(facts, actor=operations)
        yield 0.2
    for name, readers in READERS.items():
        yield from _read(world, offerings[name], 1, readers)
    yield 18
    retire_offering(offerings["Receipt Printers"].pk, actor=operations)
    training = "Below **600 shops** it runs as it is, as two chains showed. Above, talk to Operations first."
    wider = replace(SYNC, limits="Up to 600 shops and 200,000 articles.", training=training)
    yield from _read(world, offerings["Warehouse Sync"], 1, ("sales", "sales2", "care2"))
    yield 14
    deputy, note = world.people["operations2"], "600 shops instead of 400."
    revise_offering(offerings["Warehouse Sync"].pk, wider, note, actor=deputy)
    yield from _read(world, offerings["Warehouse Sync"], 2, ("sales",))


def _read(world: World, offering: Offering, training: int, people: tuple[str, ...]) -> Steps:
    for key in people:
        yield 0.7
        acknowledge_training(offering.pk, training, actor=world.people[key])
