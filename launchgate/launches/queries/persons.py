"""What launches tell on the page of a person, as far as the reader may know it."""

from launchgate.launches.models import Launch
from launchgate.launches.phrases import counted
from launchgate.launches.queries.desk import waiting_for
from launchgate.people.hooks import Fact
from launchgate.people.models import Person


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
