"""A page that is given to a customer names none of the others, however their names are written."""

import pytest

from launchgate.briefings.plan_words import CUSTOMER, PlanStep, PlanWords, Stakeholder
from launchgate.briefings.queries.others import others_named
from launchgate.customers.models import Customer
from launchgate.customers.naming import bare_name, customer_named
from tests.launching import in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer() -> Customer:
    """Whose page it is, among others; some of them called nearly the same."""
    for name in ("Nordmarkt GmbH & Co. KG", "Hafen & Söhne", "Target", "Nord"):
        customer_named(name)
    return customer_named("Kaufhaus Nord")


@pytest.mark.parametrize(
    ("welcome", "named"),
    [
        ("As for NORDMARKT.", ["Nordmarkt GmbH & Co. KG"]),
        ("As for Nord**markt**.", ["Nordmarkt GmbH & Co. KG"]),
        ("as for hafen  und söhne, hafen &\nsöhne", ["Hafen & Söhne"]),
        ("It is on target, and Nordmarktplatz is a place.", []),
        ("It is with Target.", ["Target"]),
        ("Welcome, Kaufhaus Nord, KAUFHAUS NORD!", []),
        ("Welcome, Kaufhaus Nord, as Nord was.", ["Nord"]),
    ],
)
def test_a_name_is_found_however_it_is_written(customer: Customer, welcome: str, named: list[str]):
    assert others_named(PlanWords(welcome), customer) == named


def test_steps_people_and_addresses_are_looked_at_if_they_are_shown(customer: Customer):
    people = (
        Stakeholder("Ann", "decides", "ann@nordmarkt.example", CUSTOMER),
        Stakeholder("Bo", "of Target", shown=False),
    )
    words = PlanWords("", people, (PlanStep("Call Hafen & Söhne", in_days(3)),))
    assert others_named(words, customer) == ["Hafen & Söhne", "Nordmarkt GmbH & Co. KG"]


def test_the_page_of_a_customer_whose_name_holds_no_word_hides_nobody(customer: Customer):
    assert others_named(PlanWords("It is with Target."), customer_named("!!!")) == ["Target"]


def test_the_general_plan_names_nobody(customer: Customer):
    assert others_named(PlanWords("For Kaufhaus Nord."), None) == ["Kaufhaus Nord", "Nord"]


@pytest.mark.parametrize(
    "name", ["Marten e.K.", "Marten e. K.", "MARTEN S.A.", "Marten GmbH & Co. KG", " marten  Ltd."]
)
def test_legal_forms_are_no_part_of_a_name(name: str):
    assert bare_name(name) == "marten"


def test_a_name_of_a_legal_form_alone_stays():
    assert bare_name("AG") == "ag"
