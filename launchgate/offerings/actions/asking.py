"""Exceptions asked for and withdrawn by whoever asks."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.customers.models import Promise
from launchgate.customers.naming import clean_customer, customer_named
from launchgate.launches import transitions
from launchgate.launches.board import Board
from launchgate.launches.models import Launch
from launchgate.launches.places import executives
from launchgate.launches.values import CURRENCIES
from launchgate.launches.words import one_line, required_words
from launchgate.offerings.ground import Ground, lock_for, stand_on
from launchgate.offerings.likeness import root_for
from launchgate.offerings.models import ExceptionRequest, Offering, Voice
from launchgate.offerings.rules import VOICES
from launchgate.people.models import Company, Person
from launchgate.people.queries import functions_by_key
from launchgate.people.rules import today_of
from launchgate.playbooks.models import Version
from launchgate.playbooks.queries import versions_in_use

ASK = {
    "customer": "Say for which customer.",
    "what": "Say what is asked for, in one line.",
    "why": "Say why the customer needs it.",
}
LONGEST_LINE, LONGEST_WORDS = 200, 4000
FARTHEST, MOST = timedelta(days=5 * 366), Decimal(10**12)


@dataclass(frozen=True)
class Asked:
    """What is asked for outside of the box."""

    customer: str
    what: str
    why: str
    amount: Decimal | None = None
    currency: str = ""
    needed_by: date | None = None
    offering_id: int | None = None
    launch_id: int | None = None
    promise_id: int | None = None


@transaction.atomic(durable=True)
def ask_exception(asked: Asked, *, actor: Person, once: str = "") -> ExceptionRequest:
    """Ask for an exception: Sales, Customer care and Operations are asked for their voices at once.

    Raises Invalid, naming the field, for what does not fit, and Conflict on a launch that takes none any more.
    """
    use_once(once)
    board, company = lock_for(_seen_launch(asked, actor))
    facts = checked_asked(asked, actor)
    if board is not None:
        transitions.require_launch(board.launch, "except")
    functions = functions_by_key(*VOICES)
    if not functions:
        raise Conflict("There is no function whose voice could be heard: Sales, Customer care or Operations.")
    exception = ExceptionRequest.objects.create(
        **facts,
        **_hangs_on(board, actor),
        customer=customer_named(facts["customer_name"]),
        requester=actor,
        requested_at=clock.now(),
        root_id=root_for(facts["what"]),
    )
    Voice.objects.bulk_create(Voice(exception=exception, function_id=function_id) for function_id in functions)
    _settle_asked(exception, board, company, actor)
    return exception


@transaction.atomic(durable=True)
def withdraw_exception(exception_id: int, *, actor: Person, once: str = "") -> ExceptionRequest:
    """Withdraw what one asked for while it is not decided; nobody is asked about it any more."""
    use_once(once)
    ground = stand_on(exception_id)
    exception = ground.exception
    if refusal := refusal_to_withdraw(actor, exception):
        raise refusal
    require_undecided(exception)
    exception.status, exception.ended_at = ExceptionRequest.Status.WITHDRAWN, clock.now()
    exception.save(update_fields=["status", "ended_at"])
    ground.settle("exception.withdrawn", actor=actor, subject=exception, at=exception.ended_at)
    return exception


def refusal_to_withdraw(actor: Person, exception: ExceptionRequest) -> Forbidden | None:
    """Refuse unless whoever asked for an exception withdraws it."""
    if actor.pk == exception.requester_id:
        return None
    return Forbidden(f"{exception.requester} asked for it, so only they withdraw it.")


def require_undecided(exception: ExceptionRequest) -> None:
    """Raise Conflict for an exception that is decided or over."""
    if not exception.is_undecided:
        raise Conflict(f"This exception is {exception.get_status_display().lower()} already.")


def checked_asked(asked: Asked, actor: Person) -> dict[str, Any]:
    """Return the fields of an exception; raises Invalid, naming the field, for what does not fit."""
    facts: dict[str, Any] = {name: required_words(getattr(asked, name), name, ASK[name]) for name in ASK}
    facts["what"] = one_line(facts["what"], "what", LONGEST_LINE)
    facts["customer_name"] = clean_customer(facts.pop("customer"))
    if len(facts["why"]) > LONGEST_WORDS:
        raise Invalid(f"Say it in {LONGEST_WORDS:,} characters.", field="why")
    check_amount(asked.amount, asked.currency)
    if asked.needed_by is not None:
        check_needed_by(asked.needed_by, actor)
    if asked.offering_id is not None and not Offering.objects.filter(pk=asked.offering_id, retired_at=None).exists():
        raise Invalid("Choose an offering of the catalogue.", field="offering")
    return facts | {
        "amount": asked.amount,
        "currency": asked.currency,
        "needed_by": asked.needed_by,
        "offering_id": asked.offering_id,
        "promise_id": asked.promise_id,
    }


def check_amount(amount: Decimal | None, currency: str) -> None:
    """Raise Invalid for a value that cannot be, or that lacks its currency."""
    if amount is None:
        if currency:
            raise Invalid("Give the value, or leave the currency out too.", field="amount")
    elif not 0 <= amount < MOST:
        raise Invalid("Give a value that can be.", field="amount")
    elif currency not in CURRENCIES:
        raise Invalid("Choose the currency of the value.", field="currency")


def check_needed_by(day: date, actor: Person) -> None:
    """Raise Invalid for a day that is over, or too far away."""
    today = today_of(actor)
    if day < today:
        raise Invalid("That day is over.", field="needed_by")
    if day > today + FARTHEST:
        raise Invalid("That is more than five years away.", field="needed_by")


def digest_of(exception: ExceptionRequest) -> str:
    """Return the digest by which an event proves what was asked for."""
    return words_digest(*proven_words(exception))


def proven_words(exception: ExceptionRequest) -> tuple[Any, ...]:
    """Return all that was asked for, as its event proves it."""
    amount = "" if exception.amount is None else f"{exception.amount:.2f}"
    words = (exception.customer_name, exception.what, exception.why)
    return *words, amount, exception.currency, exception.needed_by or ""


def _seen_launch(asked: Asked, actor: Person) -> int | None:
    """Return the launch that an exception is for: that of its promise, where it is for one."""
    launch_id = asked.launch_id
    if asked.promise_id is not None:
        standing = Promise.objects.filter(pk=asked.promise_id, status__in=Promise.STANDING)
        promise = standing.only("launch_id").first()
        if promise is None or launch_id not in (None, promise.launch_id):
            raise Invalid("Choose a promise that stands, on the launch that it was made for.", field="promise")
        launch_id = promise.launch_id
    if launch_id is not None and not Launch.objects.visible_to(actor).filter(pk=launch_id).exists():
        raise Invalid("Choose a launch that you can see.", field="launch")
    return launch_id


def _hangs_on(board: Board | None, actor: Person) -> dict[str, Any]:
    """Return what the exception hangs on: its launch, or an executive and the playbook that says when to remind."""
    if board is not None:
        return {"launch": board.launch}
    sponsor = executives().exclude(pk=actor.pk).first() or _administrator(actor)
    if sponsor is None:
        raise Conflict("Nobody but you could decide it. An administrator makes somebody an executive first.")
    version: Version | None = versions_in_use().first()
    if version is None:
        raise Conflict("No playbook is published yet, and it says when people are reminded. Publish one first.")
    return {"sponsor": sponsor, "version": version}


def _administrator(actor: Person) -> Person | None:
    others = Person.objects.filter(is_administrator=True, is_active=True).exclude(pk=actor.pk)
    return others.order_by("pk").first()


def _settle_asked(exception: ExceptionRequest, board: Board | None, company: Company | None, actor: Person) -> None:
    voices = list(exception.voices.select_related("function", "statement"))
    ground = Ground(exception, voices, board, company, [])
    ground.settle(
        "exception.asked",
        actor=actor,
        subject=exception,
        at=exception.requested_at,
        functions=[voice.function_id for voice in voices],
        words=digest_of(exception),
        offering=exception.offering_id,
        promise=exception.promise_id,
        like=exception.root_id,
    )
