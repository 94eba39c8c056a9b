"""What people do in the browser when facts change under a signature."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from launchgate.core import clock
from tests.browser.conftest import SignIn, fill_sign_in, open_launch, settle
from tests.browser.served import Served
from tests.browser.test_pictures import take

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.deep]


def gate_of(page: Page, launch: str, kind: str) -> str:
    """Go to a gate of a launch and return its address."""
    open_launch(page, launch)
    page.goto(f"{page.url}gates/{kind}/")
    return page.url


def test_a_head_sees_what_changed_since_and_signs_the_difference(sign_in: SignIn, tmp_path: Path):
    owner = sign_in("pm3")
    gate = gate_of(owner, "Partner Portal EU", "operations")
    item = owner.locator("li.item--answered:has(form.answer--number)").first
    item.locator("summary", has_text="Change").click()
    expect(item).to_contain_text("asks Operations")
    field = item.locator("input[name=value]")
    then, now = field.input_value(), "77"
    field.fill(now)
    item.get_by_role("button", name="Save").click()
    settle(owner)
    expect(owner.locator("#gate")).to_contain_text("Signed, then changed")
    head = sign_in("operations", gate)
    difference = head.locator(".blocks", has_text="Changed since Operations signed.")
    expect(difference.locator("del").first).to_contain_text(then)
    expect(difference.locator("ins").first).to_contain_text(now)
    take(head, "difference-light-1440", tmp_path)
    head.get_by_role("button", name="Sign the difference for Operations").click()
    expect(head.locator("#gate")).to_contain_text("Signed by you")
    head.goto(re.sub(r"gates/.*", "history/", gate))
    expect(head.get_by_role("main")).to_contain_text("Operations looks again")


def test_a_new_wording_leaves_the_signature_until_somebody_overrules_it(sign_in: SignIn, tmp_path: Path):
    owner = sign_in("pm3")
    gate = gate_of(owner, "Invoice Autopilot", "product")
    item = owner.locator("li.item--answered:has(form.answer--text):has(.answer__wording)").first
    item.locator("summary", has_text="Change").click()
    item.locator("textarea[name=value]").fill("The same, in other words.")
    item.get_by_label("Only the wording changes").check()
    item.get_by_role("button", name="Save").click()
    settle(owner)
    expect(owner.locator("#signatures-heading + ul")).to_contain_text("Worded anew since then")
    head = sign_in("product", gate)
    take(head, "wording-light-1440", tmp_path)
    head.get_by_role("button", name="It means something else").first.click()
    expect(head.locator("#gate")).to_contain_text("Signed, then changed")


def later(served: Served, days: float, module: str, call: str) -> None:
    """Let the clock of the served company stand some days ahead while one round of its work is done."""
    imports = f"from datetime import timedelta; from launchgate.core import clock; from {module} import {call}"
    run = f"with clock.at(clock.now() + timedelta(days={days})): {call}()"
    served.manage("shell", "-c", f"{imports}\n{run}")


def test_a_conditional_approval_falls_to_hold_and_its_sponsor_extends_it(
    sign_in: SignIn, served: Served, tmp_path: Path
):
    head = sign_in("operations")
    gate_of(head, "Warehouse Sync 4", "operations")
    tomorrow = clock.now().date() + timedelta(days=1)
    head.get_by_role("radio", name="Approve with conditions").check()
    head.get_by_label("Condition", exact=True).first.fill("Try it in the second warehouse.")
    head.get_by_label("Owner").first.fill("Ravi Desai")
    head.get_by_label("Due").first.fill(tomorrow.isoformat())
    head.get_by_role("button", name=re.compile("with conditions")).click()
    expect(head.locator("#gate")).to_contain_text("Signed by you")
    later(served, 6, "launchgate.launches.actions.missed", "hold_for_missed_conditions")
    sponsor = sign_in("ceo")
    open_launch(sponsor, "Warehouse Sync 4")
    expect(sponsor.get_by_role("main")).to_contain_text("On hold")
    expect(sponsor.get_by_role("main")).to_contain_text("Try it in the second warehouse.")
    take(sponsor, "held-by-condition-light-1440", tmp_path)


def test_a_delegate_signs_from_the_mail(sign_in: SignIn, served: Served, contexts, tmp_path: Path):
    admin = sign_in("admin", "/people/")
    admin.get_by_role("link", name="Marcus Oyelaran").first.click()
    admin.goto(f"{admin.url}away/")
    today = clock.now().date()
    admin.get_by_label("First day away").fill(today.isoformat())
    admin.get_by_label("Last day away").fill((today + timedelta(days=9)).isoformat())
    admin.get_by_label("Who stands in").select_option(label="Priya Kaul")
    admin.get_by_role("button", name="Enter the absence").click()
    expect(admin.get_by_role("main")).to_contain_text("Priya Kaul")
    served.deliver_next_morning()
    asked = [mail for mail in served.mails_to("operations@demo.test") if "Finance and pricing" in str(mail["Subject"])]
    mail = next(mail for mail in asked if "Partner Portal EU" in str(mail["Subject"]))
    link = re.search(r"http://\S+/turns/\S+", mail.get_body(("plain",)).get_content())
    assert link is not None
    page = contexts(viewport={"width": 390, "height": 844}).new_page()
    page.goto(link[0])
    fill_sign_in(page, "operations")
    page.get_by_role("link", name=re.compile("^(Decide|See the whole gate)")).click()
    recorded = page.locator("#gate").get_by_text("Recorded as Priya Kaul for Marcus Oyelaran")
    expect(recorded).to_be_visible()
    recorded.evaluate("it => it.scrollIntoView({block: 'center'})")
    take(page, "delegate-light-390", tmp_path)
    page.get_by_role("radio", name=re.compile("^Approve with conditions")).check()
    page.get_by_label("Due").first.fill((today + timedelta(days=5)).isoformat())
    page.get_by_role("button", name=re.compile("^Sign .*with conditions")).click()
    expect(page.locator("#gate")).to_contain_text("Signed by you")
    expect(page.locator("#signatures-heading + ul")).to_contain_text("Priya Kaul for Marcus Oyelaran")
