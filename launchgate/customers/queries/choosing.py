"""On which launches somebody may write down what a customer said or was promised, from anywhere."""

from typing import Any

from django.db.models import Exists, F, Max, Model, OuterRef, Q, QuerySet, Subquery

from launchgate.customers.models import Insight, Promise
from launchgate.customers.rules import HEARING
from launchgate.launches.models import Decider, Launch
from launchgate.launches.transitions import LAUNCH_VERBS
from launchgate.people.models import Person, Seat
from launchgate.people.queries import seats_in


def launches_to_hear_on(person: Person) -> QuerySet[Launch]:
    """Return the launches to whose customer log a person may add, as the rule for it says; the last used first."""
    launches = _open_for("hear", person)
    if not seats_in(person, *HEARING).exists():
        own_seats = Seat.objects.filter(person=person, ended_at=None)
        decides = Decider.objects.filter(gate__launch=OuterRef("pk"), function__in=own_seats.values("function"))
        launches = launches.filter(Q(owner=person) | Q(sponsor=person) | Exists(decides))
    return _last_used_first(launches, Insight, author=person)


def launches_to_promise_on(person: Person) -> QuerySet[Launch]:
    """Return the launches on which a person may record a promise, the last used first."""
    return _last_used_first(_open_for("promise", person), Promise, recorder=person)


def _open_for(verb: str, person: Person) -> QuerySet[Launch]:
    return Launch.objects.visible_to(person).filter(status__in=LAUNCH_VERBS[verb][1])


def _last_used_first(launches: QuerySet[Launch], model: type[Model], **by: Any) -> QuerySet[Launch]:
    written = model._default_manager.filter(launch=OuterRef("pk"), **by).order_by()
    last = Subquery(written.values("launch").annotate(last=Max("pk")).values("last"))
    return launches.annotate(last_used=last).order_by(F("last_used").desc(nulls_last=True), "name", "pk")
