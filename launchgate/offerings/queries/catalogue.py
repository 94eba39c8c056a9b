"""What the pages of standard offerings show: the catalogue, one offering, who sells it without having read it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q, QuerySet

from launchgate.core.refusals import Forbidden
from launchgate.launches.models import Launch
from launchgate.launches.phrases import counted
from launchgate.offerings.models import Acknowledgement, Edition, Offering
from launchgate.offerings.rules import SELLERS, refusal_to_edit
from launchgate.people.models import Person, Seat
from launchgate.people.queries import functions_by_key

ORDER = ("edition__name", "pk")
MOST_WORDS, MOST_LAUNCHES = 8, 20
FIELDS = ("name", "summary", "audience", "service_levels", "limits", "billing")


@dataclass(frozen=True)
class Row:
    """One offering in the catalogue, every word of it prepared."""

    path: str
    name: str
    summary: str
    audience: str
    lead: str
    price: str
    state: str
    training: str


@dataclass(frozen=True)
class Seller:
    """Somebody who sells what is in the catalogue, and for which functions."""

    person: Person
    functions: str


@dataclass(frozen=True)
class OfferingPage:
    """One offering as its reader sees it, in one of its versions."""

    offering: Offering
    edition: Edition
    editions: list[Edition]
    read_by: list[Seller]
    unread_by: list[Seller]
    has_read: bool
    launches: list[Launch]
    refusal: Forbidden | None

    @property
    def is_present(self) -> bool:
        """Say whether the version shown is the one in use."""
        return self.edition.pk == self.offering.edition_id

    @property
    def lead(self) -> str:
        """Return the lead time in words."""
        return lead_of(self.edition)

    @property
    def price(self) -> str:
        """Return the price in words."""
        return price_of(self.edition)

    @property
    def finding(self) -> str:
        """Return in a sentence who sells it without having read its training."""
        if not self.edition.training:
            return "There is nothing to read before it is sold."
        if not self.read_by and not self.unread_by:
            return "Nobody has a seat in Sales or Customer care yet."
        if not self.unread_by:
            return "Everybody who sells it has read the training."
        who = counted(len(self.unread_by), "person sells", "people sell")
        return f"{who} it without having read the training."


def offerings_shown(chosen: Mapping[str, Any]) -> QuerySet[Offering]:
    """Return the offerings that hold every word that was searched for: those in use unless retired ones are wanted."""
    offerings = Offering.objects.select_related("edition").filter(retired_at__isnull=chosen.get("status") != "retired")
    return offerings.filter(_every_word(str(chosen.get("q") or "")))


def offering_rows(offerings: Sequence[Offering], reader: Person) -> list[Row]:
    """Return the rows of one page of the catalogue: three statements, however many offerings."""
    people = {seller.person.pk for seller in sellers()}
    given = Acknowledgement.objects.filter(offering__in=offerings, person__in={*people, reader.pk})
    read: dict[tuple[int, int], set[int]] = defaultdict(set)
    for offering_id, training, person_id in given.values_list("offering", "training", "person"):
        read[offering_id, training].add(person_id)
    return [
        _row(offering, offering.edition, read[offering.pk, offering.edition.training_since], people, reader)
        for offering in offerings
        if offering.edition is not None
    ]


def read_offering(offering: Offering, edition: Edition, reader: Person) -> OfferingPage:
    """Return what the page of an offering shows in one of its versions."""
    given = Acknowledgement.objects.filter(offering=offering, training=edition.training_since)
    read, everybody = set(given.values_list("person", flat=True)), sellers() if edition.training else []
    launches = Launch.objects.visible_to(reader).filter(offering_link__offering=offering)
    return OfferingPage(
        offering=offering,
        edition=edition,
        editions=list(offering.editions.select_related("published_by")),
        read_by=[seller for seller in everybody if seller.person.pk in read],
        unread_by=[seller for seller in everybody if seller.person.pk not in read],
        has_read=reader.pk in read,
        launches=list(launches.order_by("-opened_at", "-pk")[:MOST_LAUNCHES]),
        refusal=refusal_to_edit(reader),
    )


def sellers() -> list[Seller]:
    """Return everybody with a seat in Sales or Customer care, by name."""
    seats = Seat.objects.filter(function__in=functions_by_key(*SELLERS), ended_at=None, person__is_active=True)
    found: dict[Person, list[str]] = defaultdict(list)
    for seat in seats.select_related("person", "function").order_by("person__name", "person_id", "function__name"):
        found[seat.person].append(seat.function.name)
    return [Seller(person, ", ".join(names)) for person, names in found.items()]


def price_of(edition: Edition) -> str:
    """Return the price of an edition in words, such as "49 EUR" or "49.90 EUR"; "" where it has none of its own."""
    return "" if edition.price is None else f"{edition.price:,.2f}".removesuffix(".00") + f" {edition.currency}"


def lead_of(edition: Edition) -> str:
    """Return the lead time of an edition in words, such as "10 working days"; "" where none is given."""
    if edition.lead_days is None:
        return ""
    return f"{edition.lead_days} working day{'' if edition.lead_days == 1 else 's'}" if edition.lead_days else "at once"


def _row(offering: Offering, edition: Edition, read: set[int], people: Collection[int], reader: Person) -> Row:
    unread = len(set(people) - read)
    state, training = "approved", "Read by all who sell it"
    if not edition.training:
        state, training = "not_applicable", "Nothing to read"
    elif reader.pk in people and reader.pk not in read:
        state, training = "question", "You have not read it"
    elif unread:
        state, training = "review", f"{unread} of {len(people)} {'has' if unread == 1 else 'have'} not read it"
    return Row(
        path=offering.get_absolute_url(),
        name=edition.name,
        summary=edition.summary,
        audience=edition.audience,
        lead=lead_of(edition),
        price=price_of(edition),
        state=state,
        training=training,
    )


def _every_word(text: str) -> Q:
    return reduce(and_, (_one_word(word) for word in text.split()[:MOST_WORDS]), Q())


def _one_word(word: str) -> Q:
    match = Q()
    for name in FIELDS:
        match |= Q(**{f"edition__{name}__icontains": word})
    return match
