"""How the answer that a promise stands on has changed since it was promised."""

from dataclasses import dataclass
from datetime import datetime

from launchgate.customers.models import Promise
from launchgate.launches.values import words_for
from launchgate.people.models import Person

MOST = 5


@dataclass(frozen=True)
class Change:
    """One version of the answer: what it said, by whom, since when."""

    words: str
    author: Person
    at: datetime


def changes_of(promise: Promise) -> list[Change]:
    """Return the latest versions of the answer that a promise is linked to, the newest first; one statement."""
    item = promise.item
    if item is None:
        return []
    versions = item.versions.select_related("author").order_by("-number")[:MOST]
    return [Change(words_for(item, version.value), version.author, version.answered_at) for version in versions]
