"""The people of the demo company, seated through the real actions."""

from dataclasses import dataclass

from launchgate.people.actions import persons, seats
from launchgate.people.calendar import Hours
from launchgate.people.models import Function, Person, Seat
from launchgate.playbooks.actions.installing import install_default_playbook

PASSWORD = "demo"  # noqa: S105 - the README names it


@dataclass(frozen=True)
class Role:
    """Somebody in the demo company: first part of the address, name, seat, where they work."""

    key: str
    name: str
    function: str = ""
    rank: str = Seat.Rank.MEMBER
    time_zone: str = "Europe/Berlin"
    country: str = "DE"
    subdivision: str = ""
    is_executive: bool = False
    is_administrator: bool = False

    @property
    def email(self) -> str:
        """Return the demo address."""
        return f"{self.key}@demo.test"


HEAD, DEPUTY, MEMBER = Seat.Rank.HEAD, Seat.Rank.DEPUTY, Seat.Rank.MEMBER

ROLES = (
    Role("admin", "Robin Okafor", is_administrator=True),
    Role("pm", "Ines Calder", "product", MEMBER),
    Role("pm2", "Ravi Desai", "product", MEMBER, "Asia/Kolkata", "IN"),
    Role("pm3", "Ana Novak", "product", MEMBER),
    Role("ceo", "Joy Wambui", is_executive=True),
    Role("coo", "Henrik Dahl", time_zone="Europe/Copenhagen", country="DK", is_executive=True),
    Role("care", "Lena Sandström", "customer-care", HEAD, "Europe/Stockholm", "SE"),
    Role("care2", "Mei Tanaka", "customer-care", DEPUTY, "Asia/Tokyo", "JP"),
    Role("sales", "Kofi Frimpong", "sales", HEAD, "Europe/London", "GB", "ENG"),
    Role("sales2", "Claire Dubois", "sales", DEPUTY, "Europe/Paris", "FR"),
    Role("product", "Tom Brandt", "product", HEAD),
    Role("product2", "Sofia Ricci", "product", DEPUTY, "Europe/Rome", "IT"),
    Role("operations", "Priya Kaul", "operations", HEAD, "Europe/Amsterdam", "NL"),
    Role("operations2", "Jan Kowalski", "operations", DEPUTY, "Europe/Warsaw", "PL"),
    Role("finance", "Marcus Oyelaran", "finance", HEAD),
    Role("finance2", "Hana Ito", "finance", DEPUTY),
    Role("marketing", "Diego Ramos", "marketing", HEAD, "Europe/Madrid", "ES"),
    Role("marketing2", "Layla Haddad", "marketing", DEPUTY),
    Role("people", "Greta Lindqvist", "people", HEAD, "Europe/Stockholm", "SE"),
)


def found_company(passwords: str) -> dict[str, Person]:
    """Found the demo company through the real actions, and return its people by key.

    `passwords` is one password hash for everybody, made by the caller. The company is in Berlin.
    """
    first, *others = ROLES
    admin = persons.open_company(
        company_name="Nordlicht Retail Systems",
        name=first.name,
        email=first.email,
        password_hash=passwords,
        time_zone=first.time_zone,
        country=first.country,
    )
    install_default_playbook(actor=admin)
    functions = {function.key: function for function in Function.objects.all()}
    people = {first.key: admin}
    for role in others:
        hours = Hours.of(admin)._replace(time_zone=role.time_zone, country=role.country, subdivision=role.subdivision)
        person = persons.create_person(
            actor=admin, email=role.email, name=role.name, is_executive=role.is_executive, hours=hours
        )
        people[role.key] = persons.set_password(person.pk, actor=person, password_hash=passwords)
        if role.function:
            seats.seat_person(person.pk, functions[role.function].pk, actor=admin, rank=role.rank)
    return people
