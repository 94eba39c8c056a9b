"""The catalogue: an offering added, a new version of it, retired, taken up again; its training acknowledged."""

from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import transaction

from launchgate.audit.record import record, words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Invalid
from launchgate.launches.values import CURRENCIES
from launchgate.launches.words import checked_length, one_line, required_words
from launchgate.offerings.models import Acknowledgement, Edition, Offering
from launchgate.offerings.rules import require_editor, require_in_use
from launchgate.people.company import lock_company
from launchgate.people.models import Person

MOST_DAYS, MOST_PRICE = 999, Decimal(10**12)
LONGEST = {"name": 120, "audience": 300, "billing": 300, "note": 300}
LONGEST_WORDS, LONGEST_TRAINING = 4000, 20_000
ASK = {
    "name": "Give the offering a name.",
    "summary": "Say what it is.",
    "audience": "Say for whom it is.",
    "note": "Say what changed against the version before.",
}


@dataclass(frozen=True)
class OfferingFacts:
    """What an edition says."""

    name: str
    summary: str
    audience: str
    service_levels: str = ""
    lead_days: int | None = None
    limits: str = ""
    price: Decimal | None = None
    currency: str = ""
    billing: str = ""
    training: str = ""


@transaction.atomic(durable=True)
def add_offering(facts: OfferingFacts, *, actor: Person, made_of: int | None = None, once: str = "") -> Offering:
    """Put a standard offering into the catalogue; `made_of` names the first of the exceptions that it is made of."""
    use_once(once)
    company = lock_company()
    require_editor(actor)
    facts = checked_facts(facts)
    offering = Offering.objects.create(added_by=actor, added_at=clock.now(), made_of_id=made_of)
    edition = _publish(offering, facts, actor, note="", training_since=1)
    data = _proof(edition) | {"made_of": made_of}
    record("offering.added", chain=company, actor=actor, subject=edition, at=edition.published_at, **data)
    return offering


@transaction.atomic(durable=True)
def revise_offering(
    offering_id: int, facts: OfferingFacts, note: str, *, actor: Person, seen: int = 0, once: str = ""
) -> Edition:
    """Publish the next version of an offering, which says what changed; another training has to be read anew.

    `seen` is the number of the version that was on the page; raises Conflict when there is a later one by now, and
    Invalid when nothing is different.
    """
    use_once(once)
    company = lock_company()
    require_editor(actor)
    offering = Offering.objects.select_related("edition").get(pk=offering_id)
    require_in_use(offering)
    before, facts = _present(offering), checked_facts(facts)
    if seen and seen != before.number:
        raise Conflict(f"{before.published_by.name} published another version meanwhile. Look at it, then write yours.")
    if facts == facts_of(before):
        raise Invalid("Nothing is different from the present version.")
    note = one_line(required_words(note, "note", ASK["note"]), "note", LONGEST["note"])
    since = before.training_since if facts.training == before.training else before.number + 1
    edition = _publish(offering, facts, actor, note=note, training_since=since)
    record("offering.revised", chain=company, actor=actor, subject=edition, at=edition.published_at, **_proof(edition))
    return edition


@transaction.atomic(durable=True)
def retire_offering(offering_id: int, *, actor: Person, once: str = "") -> Offering:
    """Take an offering out of the catalogue: nobody sells it any more, and its versions stay."""
    use_once(once)
    company = lock_company()
    require_editor(actor)
    offering = Offering.objects.select_related("edition").get(pk=offering_id)
    if offering.retired_at:
        raise Conflict(f"{offering} is retired already.")
    offering.retired_at = clock.now()
    offering.save(update_fields=["retired_at"])
    record("offering.retired", chain=company, actor=actor, subject=offering, at=offering.retired_at)
    return offering


@transaction.atomic(durable=True)
def restore_offering(offering_id: int, *, actor: Person, once: str = "") -> Offering:
    """Take a retired offering up again."""
    use_once(once)
    company = lock_company()
    require_editor(actor)
    offering = Offering.objects.select_related("edition").get(pk=offering_id)
    if not offering.retired_at:
        raise Conflict(f"{offering} is in the catalogue.")
    offering.retired_at = None
    offering.save(update_fields=["retired_at"])
    record("offering.restored", chain=company, actor=actor, subject=offering)
    return offering


@transaction.atomic(durable=True)
def acknowledge_training(offering_id: int, training: int, *, actor: Person, once: str = "") -> Acknowledgement:
    """Say by name that one has read the training of an offering, the one that was new in version `training`.

    Raises Conflict when there is none, when another one was written meanwhile, or when it was said before.
    """
    use_once(once)
    company = lock_company()
    offering = Offering.objects.select_related("edition").get(pk=offering_id)
    require_in_use(offering)
    edition = _present(offering)
    if not edition.training:
        raise Conflict(f"{edition.name} has no training to read.")
    if edition.training_since != training:
        raise Conflict("The training was changed since you opened this page. Read the new one first.")
    if Acknowledgement.objects.filter(offering=offering, training=training, person=actor).exists():
        raise Conflict("You have acknowledged this training already.")
    given = Acknowledgement.objects.create(
        offering=offering, training=training, person=actor, acknowledged_at=clock.now()
    )
    record(
        "training.acknowledged",
        chain=company,
        actor=actor,
        subject=given,
        at=given.acknowledged_at,
        offering=offering.pk,
        training=training,
    )
    return given


def checked_facts(facts: OfferingFacts) -> OfferingFacts:
    """Return what fits an edition, without outer space; raises Invalid (naming the field) for what does not."""
    words: dict[str, Any] = {
        name: required_words(getattr(facts, name), name, ASK[name]) for name in ("name", "summary", "audience")
    }
    words["billing"] = facts.billing
    words |= {name: one_line(words[name], name, LONGEST[name]) for name in ("name", "audience", "billing")}
    for name in ("summary", "service_levels", "limits"):
        words[name] = checked_length(getattr(facts, name), name, LONGEST_WORDS)
    words["training"] = checked_length(facts.training, "training", LONGEST_TRAINING).replace("\r\n", "\n")
    check_numbers(facts)
    return replace(facts, **words)


def check_numbers(facts: OfferingFacts) -> None:
    """Raise Invalid for a lead time or a price that cannot be."""
    if facts.lead_days is not None and not 0 <= facts.lead_days <= MOST_DAYS:
        raise Invalid(f"Give a lead time of 0 to {MOST_DAYS} working days.", field="lead_days")
    if facts.price is None:
        if facts.currency:
            raise Invalid("Give the price, or leave the currency out too.", field="price")
    elif not 0 <= facts.price < MOST_PRICE:
        raise Invalid("Give a price that can be asked.", field="price")
    elif facts.currency not in CURRENCIES:
        raise Invalid("Choose the currency of the price.", field="currency")


def facts_of(edition: Edition) -> OfferingFacts:
    """Return what an edition says."""
    return OfferingFacts(**{name: getattr(edition, name) for name in OfferingFacts.__dataclass_fields__})


def digest_of(edition: Edition) -> str:
    """Return the digest by which an event proves what an edition says."""
    price = "" if edition.price is None else f"{edition.price:.2f}"
    words = [price if name == "price" else getattr(edition, name) for name in OfferingFacts.__dataclass_fields__]
    return words_digest(*words, edition.note)


def _publish(offering: Offering, facts: OfferingFacts, actor: Person, *, note: str, training_since: int) -> Edition:
    number = offering.edition.number + 1 if offering.edition else 1
    edition = Edition.objects.create(
        offering=offering,
        number=number,
        note=note,
        training_since=training_since,
        published_by=actor,
        published_at=clock.now(),
        **asdict(facts),
    )
    offering.edition = edition
    offering.save(update_fields=["edition"])
    return edition


def _present(offering: Offering) -> Edition:
    assert offering.edition is not None  # noqa: S101 - it is published with the offering
    return offering.edition


def _proof(edition: Edition) -> dict[str, Any]:
    return {
        "offering": edition.offering_id,
        "number": edition.number,
        "training": edition.training_since,
        "words": digest_of(edition),
    }
