"""The crossing: one launch among seven people of six functions, from the first voice of a customer to its lesson."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from launchgate.core import clock
from tests.browser.conftest import LARGE, SMALL, fill_sign_in
from tests.browser.served import Served, serving
from tests.browser.steps import DELIVERY, accept, acknowledge, answer_everything, approve, brief, hear, submit
from tests.browser.test_pictures import take
from tests.seeded import SeededDemo

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.deep]

SIGNERS = {
    "customer-input": ["care", "sales"],
    "product": ["product"],
    "operations": ["operations"],
    "finance-pricing": ["finance"],
    "internal-launch": ["marketing", "care"],
}
# The seven of the story, and the two colleagues who stand beside care and sales.
EVERYBODY = ("pm", "care", "sales", "product", "operations", "finance", "marketing", "care2", "sales2")
LESSON = "Is somebody at home when the van comes to the doorstep?"
# By what everybody uses it: the end of their pictures' names, and how their windows are opened.
WAYS = {
    "at a desk": ("light-1440", {"viewport": LARGE}),
    "on a phone without script": ("light-390", {"viewport": SMALL, "java_script_enabled": False}),
}
# The days of the story, counted from the first.
EXCEPTION_EXPIRED, REVIEW_OPENS = 6, 45


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    """Name one of the ways to use it."""
    return request.param


@pytest.fixture
def travelling(seeded_demo: SeededDemo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a demo company in which days can pass."""
    with serving(seeded_demo, tmp_path_factory.mktemp("story"), "tests.browser.travelling:application") as running:
        yield running


@pytest.fixture
def people(browser: Browser, travelling: Served, way: str) -> Iterator[dict[str, Page]]:
    """Sign everybody of the story in, each in a window of their own."""
    contexts: list[BrowserContext] = []
    pages = {}
    for who in EVERYBODY:
        contexts.append(browser.new_context(base_url=travelling.url, reduced_motion="reduce", **WAYS[way][1]))
        pages[who] = contexts[-1].new_page()
        pages[who].goto("/")
        fill_sign_in(pages[who], who)
    yield pages
    for context in contexts:
        context.close()


@pytest.fixture
def picture(way: str, tmp_path: Path) -> Callable[[Page, str], Path]:
    """Take pictures for docs/story.md."""
    return lambda page, name: take(page, f"story-{name}-{WAYS[way][0]}", tmp_path)


def test_one_launch_meets_everybody_at_the_crossing(
    people: dict[str, Page], travelling: Served, picture: Callable[[Page, str], Path]
):
    owner, sales, care = people["pm"], people["sales"], people["care"]
    launch = open_it(owner, "Doorstep Fridge", "A fridge at the door takes what the van brings.")

    owner.goto(f"{launch}gates/customer-input/")
    answer_everything(owner)
    expect(owner.locator("#sign-off")).to_contain_text("kinds")
    aimed(owner, launch)
    hear(care, launch, "Conversation", "Anna Berg", "I am never at home when the van comes.")
    hear(sales, launch, "Churn", "Hafen & Söhne", "We left because nobody was there to take it.")
    sales.goto(f"{launch}customers/")
    picture(sales, "1-heard")
    pass_gates(people, launch, "customer-input", "product")

    promise = promised(sales, launch, "Kaufhaus Nord", DELIVERY - timedelta(days=14))
    pass_gates(people, launch, "operations")
    sales.goto(promise)
    expect(sales.get_by_role("main")).to_contain_text("Collides")
    expect(sales.get_by_role("main")).to_contain_text("14 days later")
    picture(sales, "2-collides")

    picture(excepted(people, promise), "3-excepted")
    sales.goto(promise)
    expect(sales.get_by_role("main")).to_contain_text("By exception")

    pass_gates(people, launch, "finance-pricing")
    for who in SIGNERS["internal-launch"]:
        accept(people[who], f"{launch}gates/internal-launch/")
    planned(owner, launch)
    brief(owner, launch, "Sales", "Customer care")
    pass_gates(people, launch, "internal-launch")
    owner.goto(launch)
    expect(owner.get_by_role("main")).to_contain_text(re.compile("have read", re.IGNORECASE))
    expect(owner.get_by_role("button", name="Make it public")).to_have_count(0)
    picture(owner, "4-locked")
    for who in ("care", "care2", "sales", "sales2"):
        acknowledge(people[who])

    travelling.travel(EXCEPTION_EXPIRED, "offerings.expire_exceptions")
    sales.goto(promise)
    expect(sales.get_by_role("main")).to_contain_text("Collides")
    picture(sales, "5-expired")
    sales.get_by_label("What was the customer told?").fill("That it comes in the middle of March, and not before.")
    sales.get_by_role("button", name="Withdraw the promise").click()
    expect(sales.get_by_role("main")).to_contain_text("Withdrawn")
    owner.goto(launch)
    owner.locator("summary", has_text="Go public").click()
    owner.get_by_role("button", name="Make it public").click()
    expect(owner.get_by_role("main")).to_contain_text("Public")

    travelling.travel(REVIEW_OPENS, "reviews.open_due")
    owner.goto(f"{launch}reviews/30/")
    owner.locator("details:has(input[name$='-value'])").first.evaluate("details => { details.open = true; }")
    owner.get_by_label("Value").first.fill("4.1")
    owner.get_by_role("button", name="Keep the value").first.click()
    expect(owner.get_by_role("main")).to_contain_text("Missed")
    picture(owner, "6-review")
    owner.get_by_label("What was learned").fill("A fridge helps only where somebody opens to the van.")
    owner.get_by_role("button", name="Close the review").click()
    expect(owner.get_by_role("main")).to_contain_text("Closed")
    learned(owner)
    following = open_it(owner, "Doorstep Oven", "An oven at the door bakes what the van brings to the doorstep.")
    owner.goto(f"{following}lessons/")
    expect(owner.get_by_role("main")).to_contain_text(LESSON)
    expect(owner.get_by_role("button", name="I have looked at this one")).to_be_visible()
    picture(owner, "7-lesson")


def open_it(owner: Page, name: str, summary: str) -> str:
    """Open a launch of the usual tier and return its address."""
    owner.goto("/launches/new/")
    owner.get_by_label("Name").fill(name)
    owner.get_by_label("What it is").fill(summary)
    owner.get_by_label("For whom").fill("Households without a porter")
    joy = owner.get_by_label("Sponsor").locator("option", has_text="Joy Wambui").get_attribute("value")
    owner.get_by_label("Sponsor").select_option(joy)
    owner.get_by_role("button", name="Open the launch").click()
    expect(owner.get_by_role("heading", level=1)).to_contain_text(name)
    return owner.url


def pass_gates(people: dict[str, Page], launch: str, *kinds: str) -> None:
    """Accept, answer, submit and sign gates, each by those who have to."""
    for kind in kinds:
        gate = f"{launch}gates/{kind}/"
        for who in SIGNERS[kind]:
            accept(people[who], gate)
        people["pm"].goto(gate)
        answer_everything(people["pm"])
        submit(people["pm"])
        for who in SIGNERS[kind]:
            approve(people[who], gate)


def promised(sales: Page, launch: str, customer: str, day: date) -> str:
    """Record that a customer was promised a day, backed by the day from which operations can deliver."""
    sales.goto(f"{launch}promises/record/")
    sales.get_by_role("radio", name="Date").check()
    sales.get_by_label("The day").fill(day.isoformat())
    sales.get_by_label("In words").fill("It stands at their doors on that day.")
    sales.get_by_label("To whom").fill(customer)
    fact = sales.get_by_label("Backed by").locator("option", has_text="From which day can we deliver?")
    sales.get_by_label("Backed by").select_option(fact.first.get_attribute("value"))
    sales.get_by_role("button", name="Record it").click()
    expect(sales.get_by_role("heading", level=1)).to_contain_text(customer)
    return sales.url


def excepted(people: dict[str, Page], promise: str) -> Page:
    """Ask for an exception that covers a promise: the asker's deputy, care and operations say yes; it is approved.

    Returns the window in which the approved exception stands.
    """
    sales = people["sales"]
    sales.goto(promise)
    sales.get_by_role("link", name="Ask for an exception").click()
    sales.get_by_label("Why", exact=True).fill("They were promised it before operations had been asked.")
    sales.get_by_role("button", name="Ask for it").click()
    expect(sales).to_have_url(re.compile(r"/exceptions/\d+/$"))
    exception = sales.url
    for who in ("sales2", "care", "operations"):
        people[who].goto(exception)
        people[who].locator("input[value=yes]").check()
        people[who].locator("form[action*='/voices/'] button").click()
    operations = people["operations"]
    operations.goto(exception)
    until = clock.now().date() + timedelta(days=EXCEPTION_EXPIRED - 2)
    operations.get_by_label("Holds until").fill(until.isoformat())
    operations.get_by_role("button", name="Approve it until that day").click()
    expect(operations.get_by_role("main")).to_contain_text("Approved")
    return operations


def aimed(owner: Page, launch: str) -> None:
    """Set a target that all functions carry."""
    owner.goto(f"{launch}targets/")
    owner.get_by_label("Target", exact=True).fill("4.5")
    owner.get_by_label("Source").fill("Survey after each delivery")
    owner.get_by_role("button", name="Set the target").click()
    expect(owner.get_by_role("main")).to_contain_text("at least 4.5")


def learned(owner: Page) -> None:
    """Write the lesson of a review."""
    owner.get_by_role("link", name="Write a lesson").first.click()
    owner.get_by_label("What happened").fill("Every fourth fridge on a doorstep was empty when people came home.")
    owner.get_by_label("Why", exact=True).fill("Nobody had asked who opens the door to the van.")
    owner.get_by_label("Tags").fill("doorstep")
    owner.get_by_label("What to ask next time").fill(LESSON)
    owner.get_by_label("Who answers it").select_option(label="Sales")
    owner.get_by_role("button", name="Write the lesson").click()
    expect(owner.get_by_role("main")).to_contain_text(LESSON)


def planned(owner: Page, launch: str) -> None:
    """Plan the hand-over with the customer."""
    owner.goto(f"{launch}hand-over-plan/edit/")
    owner.get_by_label("Name").first.fill("Ines Calder")
    owner.get_by_label("Role in the hand-over").first.fill("Your contact")
    owner.locator("[name=who-1-name]").fill("Jana Keller")
    owner.locator("[name=who-1-role]").fill("Opens the door")
    owner.locator("[name=who-1-side]").select_option("customer")
    owner.get_by_label("What happens").first.fill("The fridge is put up and explained.")
    owner.locator("input[type=date]").first.fill((DELIVERY + timedelta(days=5)).isoformat())
    owner.get_by_role("button", name="Save the plan").click()
    expect(owner.get_by_role("main")).to_contain_text("The fridge is put up and explained.")
