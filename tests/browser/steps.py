"""What people do on the pages of a launch, step by step: journeys are made of these."""

import re
from datetime import date

from playwright.sync_api import Locator, Page, expect

from launchgate.core import clock
from tests.browser.conftest import settle

# Always ahead: people answer that they deliver from the middle of March of the next year.
DELIVERY = date(clock.now().year + 1, 3, 15)
PROOF = "Seen and filed."


def accept(page: Page, gate: str) -> None:
    """Accept the hand-off that waits on a gate, if one does."""
    page.goto(gate)
    button = page.get_by_role("button", name="Accept the hand-off")
    if button.count():
        button.click()
        expect(button).to_have_count(0)


def answer_everything(page: Page) -> None:
    """Answer every needed item of a gate as its owner, with proof where it is asked."""
    keys = page.locator("li.item:not(.item--answered):has(.item__needed)").evaluate_all("all => all.map(one => one.id)")
    for key in keys:
        answer(page, page.locator(f"#{key}"))


def answer(page: Page, item: Locator) -> None:
    """Give one item what its type asks for."""
    if "With proof." in item.inner_text() or item.locator("form.answer").count() == 0:
        prove(page, item)
    form = item.locator("form.answer")
    if form.count() == 0:
        return
    kind = re.search(r"answer--(\w+)", form.get_attribute("class") or "")
    values = {"number": "12", "money": "49", "date": DELIVERY.isoformat(), "link": "https://example.com/plan"}
    words = values.get(kind[1] if kind else "", "All is said.")
    if kind and kind[1] == "yes_no":
        form.get_by_role("button", name="Yes").click()
    elif kind and kind[1] == "choice":
        form.locator("select").select_option(index=1)
        form.get_by_role("button", name="Save").click()
    else:
        form.locator("textarea, input:not([type=hidden])").first.fill(words)
        form.get_by_role("button", name="Save").click()
    expect(item).to_have_class(re.compile("item--answered"))


def prove(page: Page, item: Locator) -> None:
    """Attach a note, or a file where the item is answered by one."""
    item.locator("summary", has_text=re.compile("Add proof|Attach the file")).click()
    if item.locator("form.answer").count() == 0:
        plan = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a plan"}
        item.locator("input[type=file]").set_input_files(plan)
    else:
        item.get_by_label("What you saw or heard").fill(PROOF)
    item.get_by_role("button", name=re.compile("^(Attach|Add proof)$")).click()
    expect(item.locator(".item__proof, .item__answer").first).to_be_visible()
    settle(page)


def submit(page: Page) -> None:
    """Put the gate forward, with a note where another gate follows."""
    note = page.locator("form[action$='/submit/'] textarea")
    if note.count():
        note.first.fill("You have to know that it is on paper.")
    page.get_by_role("button", name=re.compile("^Submit ")).click()
    expect(page.locator("#gate")).to_contain_text("In review")


def approve(page: Page, gate: str) -> None:
    """Sign a gate."""
    page.goto(gate)
    page.get_by_role("radio", name="Approve", exact=False).first.check()
    page.get_by_role("button", name=re.compile("^(Sign|Approve)")).first.click()
    expect(page.locator("#gate")).to_contain_text("Signed by you")


def hear(page: Page, launch: str, kind: str, customer: str, words: str) -> None:
    """Add to the log of a launch what a customer said."""
    page.goto(f"{launch}customers/")
    page.get_by_role("radio", name=kind).check()
    page.get_by_label("Customer", exact=True).fill(customer)
    page.get_by_label("In their words").fill(words)
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("main")).to_contain_text(words)


def brief(page: Page, launch: str, *functions: str) -> None:
    """Write the briefing of a launch for the people of some functions."""
    page.goto(f"{launch}briefings/new/")
    page.get_by_label("Title").fill("What comes, and what to say")
    for function in functions:
        page.get_by_role("checkbox", name=function, exact=True).check()
    page.get_by_label("What they read").fill("# It comes\n\nSay **when**, not only that it comes.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview strong")).to_have_text("when")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("main")).to_contain_text("One draft waits to be published.")


def acknowledge(page: Page) -> None:
    """Read from the desk the briefing that waits, and say so by name."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=re.compile("What comes, and what to say")).first.click()
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_role("main")).to_contain_text("You have read this")
