"""The launches of the demo company: names, people, dates, and which story each one tells."""

from collections.abc import Callable
from dataclasses import dataclass

from launchgate.demo import public, stories
from launchgate.demo.walk import Steps, Walk


@dataclass(frozen=True)
class Story:
    """A launch to be told: when it opened, when it is planned for (days from today), and what happened since."""

    name: str
    summary: str
    audience: str
    tier: int
    owner: str
    opened: int
    target: int
    happens: Callable[[Walk], Steps]
    sponsor: str = "ceo"
    is_confidential: bool = False
    leaves_lessons: bool = False
    offering: str = ""


SHOPS, CARRIERS = "Shops with 5 to 50 tills", "Carriers with 20 to 200 vans"

STORIES = (
    Story(
        "Aurora Checkout 2.0",
        "One page to pay on, with the delivery date before the payment.",
        SHOPS,
        1,
        "pm",
        47,
        2,
        stories.finance_stalls,
    ),
    Story(
        "Partner Portal EU",
        "Partners see orders, stock and invoices of their own shops.",
        "Franchise partners in Europe",
        2,
        "pm3",
        28,
        9,
        stories.finance_waits,
    ),
    Story(
        "Invoice Autopilot",
        "Invoices are matched and booked without a hand on them.",
        SHOPS,
        1,
        "pm3",
        33,
        16,
        stories.last_gate_in_review,
    ),
    Story(
        "Fleet Insights",
        "Where every van is, what it carries and when it will be late.",
        CARRIERS,
        1,
        "pm2",
        26,
        8,
        stories.operations_sends_back,
    ),
    Story(
        "Warehouse Sync 4",
        "Stock in all warehouses, right within a minute.",
        SHOPS,
        2,
        "pm2",
        22,
        46,
        stories.signed_then_changed,
    ),
    Story(
        "Self-serve SSO",
        "Customers connect their own sign-in without a ticket.",
        "Customers with more than 100 users",
        3,
        "pm",
        14,
        58,
        stories.hand_off_bounces,
        sponsor="coo",
    ),
    Story(
        "Mobile Scan & Go",
        "Customers scan with their phone and walk out.",
        "Food shops in the Nordics",
        1,
        "pm2",
        31,
        66,
        stories.goes_on_hold,
        sponsor="coo",
    ),
    Story(
        "Project Lighthouse",
        "Talks with one large customer about a product of their own.",
        "One customer",
        1,
        "pm",
        13,
        52,
        stories.is_overridden,
        is_confidential=True,
    ),
    Story(
        "Support Copilot beta",
        "Answers to the usual questions are proposed to the people who write them.",
        "Customer care of 30 test customers",
        2,
        "pm3",
        9,
        53,
        stories.customer_input_in_review,
    ),
    Story(
        "Rewards Refresh",
        "Points that can be seen and spent in the till.",
        SHOPS,
        2,
        "pm",
        19,
        23,
        stories.customer_input_half_done,
        sponsor="coo",
    ),
    Story(
        "Data Residency CA",
        "Data of Canadian customers stays in Canada.",
        "Customers in Canada",
        1,
        "pm2",
        16,
        74,
        stories.product_in_work,
    ),
    Story(
        "Usage-based Billing",
        "Pay for what was used, with a limit that holds.",
        CARRIERS,
        1,
        "pm3",
        21,
        51,
        stories.operations_in_review,
    ),
    Story(
        "Kiosk Mode",
        "The shop window sells when the shop is closed.",
        SHOPS,
        3,
        "pm",
        1,
        86,
        stories.just_opened,
        sponsor="coo",
        leaves_lessons=True,
        offering="Till Care",
    ),
    Story(
        "Click & Collect Lockers",
        "Lockers in front of the shop, open at any hour.",
        SHOPS,
        3,
        "pm2",
        26,
        12,
        public.ready_for_the_public,
    ),
    Story(
        "Loyalty Wallet",
        "Loyalty cards in the phone's wallet.",
        SHOPS,
        2,
        "pm3",
        80,
        -35,
        public.is_being_reviewed,
    ),
    Story(
        "Table Service",
        "Guests order and pay at the table, the kitchen sees it at once.",
        "Cafés with 10 to 60 tables",
        2,
        "pm",
        38,
        9,
        public.too_few_have_read,
    ),
    Story(
        "Gift Cards Online",
        "Gift cards that are bought on the web and paid with in the shop.",
        SHOPS,
        2,
        "pm2",
        55,
        -12,
        public.lock_is_waived,
        sponsor="coo",
    ),
    Story(
        "Returns Made Easy",
        "A return is one scan, the money is back in a day.",
        SHOPS,
        2,
        "pm",
        88,
        -41,
        public.falls_short,
        sponsor="coo",
    ),
    Story("Voice Ordering", "Order by talking to the till.", "Bakeries", 3, "pm2", 30, 40, stories.is_stopped),
)
