"""Writing events: the canonical form, its hash, and the one function that appends to a chain."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from json.encoder import encode_basestring
from typing import Any

from launchgate.audit.models import Chained, Event
from launchgate.core import clock

FORM = 1
# Made once: json.dumps makes one anew for each text.
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(fact: Any) -> str:
    """Return the canonical text of a fact: JSON with sorted keys, no spaces, no escapes beyond JSON's own."""
    return _ENCODER.encode(fact)


def sha256(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def words_digest(*words: object) -> str:
    """Return one digest for words that live in an erasable row: the event proves them without holding them."""
    # As canonical({"words": [...]}) writes it, which is most of the work where many rows are compared.
    return sha256(f'{{"words":[{",".join(encode_basestring(str(word)) for word in words)}]}}')


def record(
    kind: str,
    *,
    chain: Chained,
    actor: Any,
    subject: Any = None,
    chain_fields: Sequence[str] = (),
    at: datetime | None = None,
    **data: Any,
) -> Event:
    """Append one event to a chain whose row the caller has locked, in the caller's transaction.

    `data` takes ids, numbers, dates and digests only: never names or words (they live in rows that can be erased).
    `chain_fields` names further fields of the chain's row to save in the same statement.
    The moment it happened is the clock's, or `at` where a row that the event proves has it already; the moment it was
    recorded is the machine's own; all UTC.
    """
    subject_key = f"{subject._meta.model_name}:{subject.pk}" if subject is not None else ""
    event = next_event(kind, chain, actor, subject_key, at or clock.now(), clock.wall(), data)
    event.save(force_insert=True)
    chain.save(update_fields=["chain_count", "chain_head", *chain_fields])
    return event


def next_event(
    kind: str,
    chain: Chained,
    actor: Any,
    subject_key: str,
    happened_at: datetime,
    recorded_at: datetime,
    data: dict[str, Any],
) -> Event:
    """Return the event that follows the last of a chain, and bring the chain up to it; nothing is saved yet."""
    number = chain.chain_count + 1
    text = canonical(
        {
            "form": FORM,
            "chain": chain.chain_key,
            "number": number,
            "kind": kind,
            "actor": actor.pk if actor is not None else None,
            "subject": subject_key,
            "happened_at": happened_at.isoformat(timespec="microseconds"),
            "recorded_at": recorded_at.isoformat(timespec="microseconds"),
            "data": data,
            "previous": chain.chain_head,
        }
    )
    event = Event(
        chain=chain.chain_key,
        number=number,
        kind=kind,
        actor=actor,
        subject=subject_key,
        happened_at=happened_at,
        recorded_at=recorded_at,
        text=text,
        previous=chain.chain_head,
        digest=sha256(text),
    )
    chain.chain_count, chain.chain_head = number, event.digest
    return event
