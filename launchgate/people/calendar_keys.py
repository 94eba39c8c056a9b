"""The secret in the address of a calendar feed: made here, kept as a digest only."""

import secrets

from launchgate.audit.record import sha256
from launchgate.people.models import Person

BYTES = 32


def new_secret() -> str:
    """Return a secret that nobody can guess, fit for an address."""
    return secrets.token_urlsafe(BYTES)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret: from it nobody finds the address."""
    return sha256(secret)


def person_with_key(secret: str) -> Person | None:
    """Return the active person whose calendar has this secret, or None; one statement, right or wrong."""
    return Person.objects.filter(calendar_key=digest_of(secret), is_active=True).first()
