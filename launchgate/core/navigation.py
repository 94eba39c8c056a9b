"""What the frame around every page shows: counts that later rooms register, and the section a page belongs to."""

from collections.abc import Callable
from typing import Any

# The person is of a model that core does not know.
Count = Callable[[Any], int]

_counts: dict[str, Count] = {}

SECTIONS = {
    "launches:desk": "desk",
    "launches:search": "search",
    "launches:market": "market",
    "launches": "launches",
    "readiness": "readiness",
    "customers:search": "customers",
    "customers:add": "customers",
    "customers:customer": "customers",
    "customers:ledger": "promises",
    "customers:promise_begin": "promises",
    "customers": "launches",
    "briefings": "launches",
    "offerings:exceptions": "exceptions",
    "offerings:exception": "exceptions",
    "offerings:ask": "exceptions",
    "offerings": "offerings",
    "reviews": "launches",
    "reviews:lessons": "lessons",
    "reviews:lesson": "lessons",
    "reviews:costs": "lessons",
    "playbooks": "playbooks",
    "people:profile": "profile",
    "people:calendar": "profile",
    "people:chat": "profile",
    "people": "people",
    "outbox:operations": "operations",
    "outbox": "inbox",
}

# What the menu of the company leads to.
COMPANY = ("customers", "promises", "offerings", "exceptions", "market", "lessons", "playbooks", "people")


def register_count(name: str, count: Count) -> None:
    """Give the top bar a number by name ("desk", "unread"): `count` takes the person and makes one cheap query."""
    _counts[name] = count


class Counts:
    """The registered counts of one person, each asked for at most once and only when a template shows it."""

    def __init__(self, person: Any):
        self._person = person
        self._known: dict[str, int] = {}

    def __getitem__(self, name: str) -> int:
        """Return the count of that name; 0 where no room has registered one."""
        if name not in self._known:
            count = _counts.get(name)
            self._known[name] = count(self._person) if count else 0
        return self._known[name]


def section_of(view_name: str) -> str:
    """Return the part of the navigation that a URL name such as "launches:gate" belongs to, or an empty string."""
    return SECTIONS.get(view_name) or SECTIONS.get(view_name.partition(":")[0], "")
