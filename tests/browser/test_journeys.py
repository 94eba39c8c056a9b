"""What people do in the browser, from end to end."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from tests.browser.conftest import SignIn, fill_sign_in, open_launch, settle
from tests.browser.served import Served

pytestmark = [pytest.mark.browser, pytest.mark.once]

PROOF = "Seen and filed."
PRESS = """name => setTimeout(
    () => [...document.querySelectorAll("button")].find((button) => button.textContent.trim() === name)?.click()
)"""


@pytest.mark.deep
def test_a_launch_goes_from_new_to_public_through_five_heads(sign_in: SignIn):
    owner = sign_in("pm", "/launches/new/")
    owner.get_by_label("Name").fill("Paper Receipts")
    owner.get_by_label("What it is").fill("A receipt on paper, for those who ask.")
    owner.get_by_label("For whom").fill("Everybody over seventy")
    owner.get_by_role("radio", name=re.compile("Tier 3")).check()
    joy = owner.get_by_label("Sponsor").locator("option", has_text="Joy Wambui").get_attribute("value")
    owner.get_by_label("Sponsor").select_option(joy)
    owner.get_by_role("button", name="Open the launch").click()
    expect(owner.get_by_role("heading", level=1)).to_contain_text("Paper Receipts")
    path = owner.url
    signers = {
        "customer-input": ["care", "sales"],
        "product": ["product"],
        "operations": ["operations"],
        "finance-pricing": ["finance"],
        "internal-launch": ["marketing", "care"],
    }
    heads = {who: sign_in(who) for who in {one for several in signers.values() for one in several}}
    for kind, people in signers.items():
        for who in people:
            accept(heads[who], f"{path}gates/{kind}/")
        owner.goto(f"{path}gates/{kind}/")
        answer_everything(owner)
        if kind == "customer-input":
            hear(owner, path, "Conversation")
            hear(owner, path, "Feedback")
            owner.goto(f"{path}gates/{kind}/")
        if kind == "internal-launch":
            brief(owner, path)
            owner.goto(f"{path}gates/{kind}/")
        submit(owner)
        for who in people:
            approve(heads[who], f"{path}gates/{kind}/")
    owner.goto(path)
    expect(owner.locator("#going-public")).to_contain_text("Paper Receipts for marketing")
    for reader in (heads["marketing"], sign_in("marketing2")):
        acknowledge(reader, "Paper Receipts for marketing")
    owner.goto(path)
    owner.locator("summary", has_text="Go public").click()
    owner.get_by_role("button", name="Make it public").click()
    expect(owner.get_by_role("main")).to_contain_text("Public")


def hear(page: Page, launch: str, kind: str) -> None:
    """Write down what a customer said."""
    page.goto(f"{launch}customers/")
    page.get_by_role("radio", name=kind).check()
    page.get_by_label("Customer", exact=True).fill("Kaufhaus Nord")
    page.get_by_label("In their words").fill(f"We would take it, by {kind}.")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("main")).to_contain_text(f"We would take it, by {kind}.")


def brief(page: Page, launch: str) -> None:
    """Write a briefing for marketing, and look at it before it is saved."""
    page.goto(f"{launch}briefings/new/")
    page.get_by_label("Title").fill("Paper Receipts for marketing")
    page.get_by_label("Marketing", exact=True).check()
    page.get_by_label("What they read").fill("It comes on **Monday**.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview strong")).to_have_text("Monday")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("main")).to_contain_text("One draft waits to be published.")


def acknowledge(page: Page, title: str) -> None:
    """Read a briefing from the desk, and say so."""
    page.goto("/")
    page.get_by_role("link", name=re.compile(title)).first.click()
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_role("main")).to_contain_text("You have read this")


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
    values = {"number": "12", "money": "49", "date": "2027-03-15", "link": "https://example.com/plan"}
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
    note = page.locator("#submit-note")
    if note.count():
        note.fill("You have to know that it is on paper.")
    page.get_by_role("button", name=re.compile("^Submit ")).click()
    expect(page.locator("#gate")).to_contain_text("In review")


def approve(page: Page, gate: str) -> None:
    """Sign a gate."""
    page.goto(gate)
    page.get_by_role("radio", name="Approve", exact=False).first.check()
    page.get_by_role("button", name=re.compile("^(Sign|Approve)")).first.click()
    expect(page.locator("#gate")).to_contain_text("Signed by you")


def test_a_gate_is_sent_back_mended_and_signed(sign_in: SignIn):
    head = sign_in("care")
    open_launch(head, "Support Copilot beta")
    head.locator("#track a").first.click()
    gate = head.url
    head.get_by_role("radio", name=re.compile("Send back")).check()
    head.get_by_label("What must change?").fill("Ask three customers who said no.")
    head.get_by_role("button", name=re.compile("^Send back")).click()
    expect(head.locator("#gate")).to_contain_text("Sent back")
    owner = sign_in("pm3", gate)
    expect(owner.get_by_role("main")).to_contain_text("Ask three customers who said no.")
    submit(owner)
    approve(head, gate)


def test_a_mail_leads_through_sign_in_to_the_gate_that_it_is_about(sign_in: SignIn, served: Served, contexts):
    owner = sign_in("pm3")
    open_launch(owner, "Usage-based Billing")
    owner.locator("#track a").nth(2).click()
    owner.get_by_role("textbox", name="Comment").fill("@Priya Kaul can you sign this week?")
    owner.get_by_role("button", name="Comment").click()
    expect(owner.get_by_role("main")).to_contain_text("can you sign this week?")
    served.deliver_next_morning()
    texts = [mail.get_body(("plain",)).get_content() for mail in served.mails_to("operations@demo.test")]
    text = next(text for text in texts if "can you sign this week?" in text)
    link = re.search(r"http://\S+/gates/\S+", text)
    assert link is not None
    page = contexts(viewport={"width": 390, "height": 844}).new_page()
    page.goto(link[0])
    fill_sign_in(page, "operations")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Usage-based Billing")
    page.get_by_role("textbox", name="Comment").fill("On Thursday, after the load test.")
    page.get_by_role("button", name="Comment").click()
    expect(page.locator("#comments")).to_contain_text("On Thursday, after the load test.")


def test_an_executive_reads_where_launches_stand_and_follows_a_cell_to_its_gate(sign_in: SignIn):
    page = sign_in("ceo", "/readiness/")
    table = page.get_by_role("table").first
    expect(table).to_contain_text("Aurora Checkout 2.0")
    row = table.get_by_role("row", name=re.compile("Aurora Checkout 2.0"))
    row.get_by_role("link", name=re.compile("Finance and pricing:")).click()
    expect(page).to_have_url(re.compile(r"/gates/finance-pricing/$"))


def test_a_gate_that_asks_for_the_password_is_signed_without_script(sign_in: SignIn):
    page = sign_in("marketing", java_script_enabled=False)
    open_launch(page, "Invoice Autopilot")
    page.locator("#track a").last.click()
    page.get_by_role("radio", name="Approve", exact=False).first.check()
    page.get_by_label("Remark").fill("Everybody has read it.")
    page.locator("#marketing-password").fill("not this one")
    sign = page.get_by_role("button", name=re.compile("^(Sign|Approve)")).first
    sign.click()
    expect(page.locator("#sign-off")).to_contain_text("This is not your password. Try again.")
    expect(page.get_by_label("Remark")).to_have_value("Everybody has read it.")
    page.locator("#marketing-password").fill("demo")
    sign.click()
    expect(page.locator("#gate")).to_contain_text("Signed by you")
    expect(page.locator("#gate")).to_contain_text("signed with password")


def test_an_ended_session_leads_to_sign_in_and_back_to_what_was_typed(sign_in: SignIn):
    page = sign_in("pm2")
    open_launch(page, "Data Residency CA")
    page.locator("#track a").nth(1).click()
    page.get_by_role("textbox", name="Comment").fill("Is this kept?")
    page.context.clear_cookies(name="sessionid")
    press_and_leave(page, "Comment")
    fill_sign_in(page, "pm2")
    expect(page).to_have_url(re.compile("/gates/product/"))
    expect(page.locator("#notices")).to_contain_text("What you had typed is back.")
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("Is this kept?")
    page.get_by_role("button", name="Comment").click()
    expect(page.locator("#comments")).to_contain_text("Is this kept?")


def test_what_was_typed_is_not_put_back_for_somebody_else(sign_in: SignIn):
    page = sign_in("pm2")
    open_launch(page, "Data Residency CA")
    page.locator("#track a").nth(1).click()
    page.get_by_role("textbox", name="Comment").fill("Not for others.")
    page.context.clear_cookies(name="sessionid")
    press_and_leave(page, "Comment")
    fill_sign_in(page, "pm")
    expect(page).to_have_url(re.compile("/gates/product/"))
    # The scripts of a page have run when it is loaded; its empty box is there before.
    page.wait_for_load_state("load")
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("")
    assert page.evaluate("sessionStorage.getItem('launchgate.typed')") is None


def test_an_ended_session_hands_back_what_was_written_without_script(sign_in: SignIn):
    page = sign_in("pm2", java_script_enabled=False)
    open_launch(page, "Data Residency CA")
    page.locator("#track a").nth(1).click()
    page.get_by_role("textbox", name="Comment").fill("Is this kept?")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Comment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your session has ended.")
    expect(page.get_by_role("textbox")).to_have_value("Is this kept?")
    page.get_by_role("link", name="Sign in and go back").click()
    fill_sign_in(page, "pm2")
    expect(page).to_have_url(re.compile("/gates/product/"))


def press_and_leave(page: Page, button: str) -> None:
    """Press a button whose answer leaves the page at once, which a click would wait for in vain."""
    # What the page asks by itself may be answered first, and then it leaves before the press.
    page.wait_for_load_state("load")
    with suppress(Error):
        page.evaluate(PRESS, button)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
