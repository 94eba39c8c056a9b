"""A company with five in sales and three in care, and a launch whose internal-launch gate is open."""

from dataclasses import dataclass

from launchgate.briefings.actions.read import acknowledge_briefing
from launchgate.briefings.actions.words import BriefingWords
from launchgate.briefings.actions.write import write_briefing
from launchgate.briefings.models import Briefing, Reading
from launchgate.briefings.publishing import INTERNAL
from launchgate.launches.actions.exceptions import override_gate
from launchgate.launches.models import Gate, Launch
from launchgate.people.models import Person, Seat
from tests.factories import make_person, seat
from tests.launching import Cast, gate_of, make_cast, make_launch, plan_hand_over, sign_all, submit

TEXT = "# Aurora\n\nOne page to pay on, from **15 March**.\n\n- 49 EUR a month\n- no set-up fee"


@dataclass
class Company:
    """The cast of the default playbook, and more people in sales and in customer care."""

    cast: Cast
    sellers: list[Person]
    carers: list[Person]

    @property
    def readers(self) -> list[Person]:
        """Return everybody in sales and in customer care."""
        return self.sellers + self.carers


def make_briefed_company() -> Company:
    """Return the company: the heads count among the five of sales and the three of care."""
    cast = make_cast()
    people: dict[str, list[Person]] = {}
    for key, count in (("sales", 4), ("customer-care", 2)):
        people[key] = [cast.heads[key]]
        for number in range(count):
            people[key].append(make_person(f"{key.title()} {number}"))
            seat(people[key][-1], cast.function(key), Seat.Rank.MEMBER)
    return Company(cast, people["sales"], people["customer-care"])


def ahead_of_internal(company: Company, **changes: object) -> Launch:
    """Return a launch that has only its internal-launch gate before it; the sponsor let the others pass."""
    launch = make_launch(company.cast, **{"tier": 3, **changes})
    for gate in Gate.objects.filter(launch=launch).exclude(kind=INTERNAL).order_by("order", "pk"):
        override_gate(gate.pk, "Not the matter of this test.", actor=company.cast.sponsor, means="password")
    plan_hand_over(launch, company.cast.owner)
    return launch


def words_for(company: Company, *keys: str, title: str = "For all who sell it", text: str = TEXT) -> BriefingWords:
    """Return the words of a briefing for the functions with these keys: sales and care unless others are named."""
    functions = tuple(company.cast.function(key).pk for key in keys or ("sales", "customer-care"))
    return BriefingWords(title, text, functions)


def drafted(company: Company, launch: Launch, *keys: str) -> Briefing:
    """Return a draft for sales and care, or for the functions that are named."""
    return write_briefing(launch.pk, words_for(company, *keys), actor=company.cast.owner)


def sign_internal(company: Company, launch: Launch) -> None:
    """Have the internal-launch gate signed; nobody reads anything yet."""
    sign_all(submit(gate_of(launch, INTERNAL), company.cast), company.cast, reading=False)


def published(company: Company, *keys: str, **changes: object) -> Briefing:
    """Return a briefing that was published with its gate, of a launch that waits for its readers only."""
    launch = ahead_of_internal(company, **changes)
    briefing = drafted(company, launch, *keys)
    sign_internal(company, launch)
    return Briefing.objects.select_related("launch", "edition").get(pk=briefing.pk)


def reading_of(briefing: Briefing, person: Person) -> Reading:
    """Return a person's place in an audience."""
    return Reading.objects.get(briefing=briefing, person=person)


def read_by(briefing: Briefing, *people: Person) -> None:
    """Have these people acknowledge a briefing, each by name."""
    for person in people:
        acknowledge_briefing(reading_of(briefing, person).pk, actor=person)
