"""What people do in the browser, from end to end."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import SignIn, fill_sign_in, open_launch
from tests.browser.served import Served
from tests.browser.steps import accept, acknowledge, answer_everything, approve, brief, hear, submit

pytestmark = [pytest.mark.browser, pytest.mark.once]

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
    hear(heads["care"], path, "Conversation", "Anna Berg", "I want something that I can hold.")
    hear(heads["sales"], path, "Feedback", "Kaufhaus Nord", "Half of our customers ask for paper.")
    for kind, people in signers.items():
        for who in people:
            accept(heads[who], f"{path}gates/{kind}/")
        if kind == "internal-launch":
            brief(owner, path, "Sales")
        owner.goto(f"{path}gates/{kind}/")
        answer_everything(owner)
        submit(owner)
        for who in people:
            approve(heads[who], f"{path}gates/{kind}/")
    owner.goto(path)
    expect(owner.locator("#going-public")).to_contain_text("What comes, and what to say")
    for reader in (heads["sales"], sign_in("sales2")):
        acknowledge(reader)
    owner.goto(path)
    owner.locator("summary", has_text="Go public").click()
    owner.get_by_role("button", name="Make it public").click()
    expect(owner.get_by_role("main")).to_contain_text("Public")


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
