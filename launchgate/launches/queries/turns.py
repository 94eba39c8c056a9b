"""Open turns by whom they concern, and how many wait for somebody."""

from django.db.models import Q, QuerySet

from launchgate.launches.models import Launch, Turn
from launchgate.people.models import Person


def waiting_for(person: Person) -> QuerySet[Turn]:
    """Return the turns that a person can act on now; those that pause wait for somebody else."""
    return Turn.objects.filter(holder=person, closed_at=None, paused_at=None)


def asked_by(person: Person) -> QuerySet[Turn]:
    """Return the open turns that a person asked of others, on launches that they may still see."""
    return on_seen(Turn.objects.filter(asked_by=person, closed_at=None).exclude(holder=person), person)


def on_seen(turns: QuerySet[Turn], person: Person) -> QuerySet[Turn]:
    """Keep the turns on launches that a person may see, and those on none, which concern all."""
    if person.is_executive:
        return turns
    return turns.filter(Q(launch=None) | Q(launch__in=Launch.objects.visible_to(person)))


def desk_count(person: Person) -> int:
    """Return how many turns wait for a person: one statement, from an index."""
    return waiting_for(person).count() if person.is_authenticated else 0
