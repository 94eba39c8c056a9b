"""What launches tell on the page of a person, as far as the reader may know it."""

from launchgate.launches.models import Follow, Launch
from launchgate.launches.phrases import counted
from launchgate.launches.queries.turns import waiting_for
from launchgate.people.hooks import Fact
from launchgate.people.models import Person

MOST_FOLLOWED = 50


def facts_of(person: Person, reader: Person) -> list[Fact]:
    """Return how much waits for a person, and how many running launches they own and sponsor."""
    seen = Launch.objects.visible_to(reader)
    running = seen.filter(status__in=[Launch.Status.ACTIVE, Launch.Status.HELD])
    waits = waiting_for(person).filter(launch__in=seen).count()
    return [
        Fact("Waits for them", counted(waits, "thing") if waits else "Nothing"),
        Fact("Owns", counted(running.filter(owner=person).count(), "running launch", "running launches")),
        Fact("Sponsors", counted(running.filter(sponsor=person).count(), "running launch", "running launches")),
    ]


def news_of(person: Person) -> list[Fact]:
    """Return the running launches that a person follows, the first MOST_FOLLOWED of them."""
    followed = Follow.objects.filter(person=person, launch__status__in=Launch.RUNNING).select_related("launch")
    launches = [follow.launch for follow in followed.order_by("launch__name", "pk")[:MOST_FOLLOWED]]
    return [Fact("You follow", launch.name, launch.get_absolute_url()) for launch in launches]
