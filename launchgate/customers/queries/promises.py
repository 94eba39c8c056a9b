"""The promise ledger: of a launch, of a customer, of the company."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.http import QueryDict

from launchgate.core.paging import Page, keyset_page
from launchgate.core.templatetags.launchgate import day
from launchgate.customers.collisions import promised, standing_of
from launchgate.customers.models import Promise
from launchgate.launches.models import Launch
from launchgate.launches.phrases import NUMBERS, counted, listed
from launchgate.launches.values import words_for
from launchgate.playbooks.models import ItemKind

NEWEST_FIRST = ("-recorded_at", "-pk")
Status = Promise.Status
TROUBLE = (Status.COLLIDING, Status.UNBACKED, Status.BROKEN)
# What is said of one promise and of several, the worst first.
FINDINGS = (
    (Status.COLLIDING, "collides with what was answered", "collide with what was answered"),
    (Status.UNBACKED, "has nothing behind it", "have nothing behind them"),
    (Status.BROKEN, "was broken", "were broken"),
    (Status.KEPT, "was kept", "were kept"),
    (Status.WITHDRAWN, "was withdrawn", "were withdrawn"),
    (Status.ENDED, "ended with the launch", "ended with the launch"),
)
STATES: dict[str, tuple[str, str]] = {
    # status: state, and the glyph where it has another name
    Status.UNBACKED: ("conditions", "question"),
    Status.COLLIDING: ("stalled", "warn"),
    Status.BACKED: ("approved", "approved"),
    Status.EXCEPTED: ("conditions", "conditions"),
    Status.WITHDRAWN: ("returned", "returned"),
    Status.KEPT: ("live", "check"),
    Status.BROKEN: ("stalled", "close"),
    Status.ENDED: ("stopped", "stopped"),
}
SHOWN: dict[str, tuple[str, tuple[str, ...]]] = {
    "": ("All", ()),
    "open": ("Open", Promise.OPEN),
    "colliding": ("Colliding", (Status.COLLIDING,)),
    "backed": ("Backed", Promise.COVERED),
    "kept": ("Kept", (Status.KEPT,)),
    "broken": ("Broken", (Status.BROKEN,)),
    "withdrawn": ("Withdrawn", (Status.WITHDRAWN, Status.ENDED)),
}


class _Money:
    kind, unit = ItemKind.MONEY, ""


@dataclass(frozen=True)
class Row:
    """One promise as lists show it: its state in a word, what was promised, and why it stands as it does."""

    promise: Promise
    state: str
    glyph: str
    label: str
    promised: str
    why: str
    worth: str


@dataclass(frozen=True)
class Tab:
    """One way to narrow a list of promises."""

    key: str
    label: str
    number: int
    is_here: bool


@dataclass(frozen=True)
class Ledger:
    """One page of promises, with what they come to."""

    finding: str
    worth: str
    tabs: list[Tab]
    rows: list[Row]
    page: Page[Promise]
    number: int


def read_ledger(promises: QuerySet[Promise], query: QueryDict, *, size: int = 25) -> Ledger:
    """Return one page of these promises: counted, summed and read in a fixed number of statements."""
    shown = query.get("state", "")
    shown = shown if shown in SHOWN else ""
    counts = statuses_of(promises)
    statuses = SHOWN[shown][1]
    chosen = promises.filter(status__in=statuses) if statuses else promises
    page = keyset_page(with_all(chosen), query, fields=NEWEST_FIRST, size=size)
    return Ledger(
        finding=finding_of(counts),
        worth=worth_of(chosen),
        tabs=[
            Tab(key, label, sum(counts.get(status, 0) for status in wanted or counts), key == shown)
            for key, (label, wanted) in SHOWN.items()
        ],
        rows=rows_of(page.rows),
        page=page,
        number=sum(counts.values()),
    )


def statuses_of(promises: QuerySet[Promise]) -> dict[str, int]:
    """Return how many of these promises stand how."""
    return dict(promises.order_by().values("status").annotate(times=Count("pk")).values_list("status", "times"))


def with_all(promises: QuerySet[Promise]) -> QuerySet[Promise]:
    """Read along what a row shows beside the promise."""
    return promises.select_related("customer", "launch", "made_by", "recorder", "item__gate", "item__answer__author")


def rows_of(promises: Iterable[Promise]) -> list[Row]:
    """Return promises as lists show them; no statement is needed for what was read along."""
    return [row_of(promise) for promise in promises]


def row_of(promise: Promise) -> Row:
    """Return a promise as lists show it."""
    state, glyph = STATES[promise.status]
    worth = words_for(_Money(), promise.worth_words) if promise.worth_words else ""
    label = str(promise.get_status_display())
    return Row(promise, state, glyph, label, promised(promise), why_of(promise), worth)


def why_of(promise: Promise) -> str:
    """Return in a sentence why a promise stands as it does."""
    match promise.status:
        case Status.UNBACKED | Status.COLLIDING:
            return standing_of(promise).why
        case Status.BACKED:
            return _kept_day(promise)
        case Status.EXCEPTED:
            return "An exception covers it."
        case Status.KEPT | Status.BROKEN:
            return f"On {day(promise.kept_on)}."
        case Status.WITHDRAWN:
            return f"The customer was told: {promise.told}"
    return "The launch was stopped."


def _kept_day(promise: Promise) -> str:
    return f"To be kept on {day(promise.keep_on)}." if promise.keep_on else ""


def finding_of(counts: dict[str, int]) -> str:
    """Return in a sentence how promises stand, the worst first."""
    total = sum(counts.values())
    if not total:
        return "Nothing has been promised to a customer here."
    said = [
        f"{'it' if total == 1 else _lower(number)} {one if number == 1 else many}"
        for status, one, many in FINDINGS
        if (number := counts.get(status, 0))
    ]
    if any(counts.get(status) for status in Promise.COVERED) and not any(counts.get(status) for status in TROUBLE):
        said.append("it is backed" if total == 1 else "each open one is backed")
    return f"{counted(total, 'promise')}: {listed(said)}."


def _lower(number: int) -> str:
    return NUMBERS[number].lower() if number < len(NUMBERS) else str(number)


def worth_of(promises: QuerySet[Promise]) -> str:
    """Return what promises are worth, summed for each currency: "120,000 EUR and 4,500 GBP"; "" for nothing."""
    worth = promises.exclude(worth=None).order_by().values("currency").annotate(total=Sum("worth"))
    sums: Sequence[tuple[str, Any]] = list(worth.order_by("currency").values_list("currency", "total"))
    return listed([words_for(_Money(), {"amount": _plain(total), "currency": code}) for code, total in sums])


def _plain(amount: Any) -> str:
    total = Decimal(str(amount)).quantize(Decimal("0.01"))
    return f"{total:f}".removesuffix(".00")


def seen_by(reader: Any) -> QuerySet[Promise]:
    """Return the promises on launches that a reader may see."""
    return Promise.objects.filter(launch__in=Launch.objects.visible_to(reader))
