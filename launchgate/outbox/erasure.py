"""What the outbox loses when a person is erased: the subject lines of mails to them, and of mails that name them."""

import re
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from launchgate.outbox.models import Message
from launchgate.people.erasure import MARK, Loss
from launchgate.people.models import Person

HEADLINE = f"{MARK} by law"


def losses_of(person: Person) -> list[Loss]:
    """Return how many subject lines would go."""
    return [Loss("Subject lines of mails", _concerning(person).count(), is_words=False)]


def erase(person: Person, words: bool) -> list[str]:
    """Erase the subject lines; no event proves them, so none of them is named."""
    _concerning(person).update(headline=HEADLINE, error="")
    return []


def erase_headlines(names: Iterable[str]) -> None:
    """Erase the subject lines that hold one of these names as words of their own, however they are spelt."""
    for name in filter(None, names):
        Message.objects.filter(headline__iregex=rf"(^|\W){re.escape(name)}(\W|$)").update(headline=HEADLINE, error="")


def _concerning(person: Person) -> QuerySet[Message]:
    return Message.objects.filter(Q(person=person) | Q(headline__contains=person.name)).exclude(headline="")
