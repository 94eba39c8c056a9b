"""What people do in the browser when facts change under a signature."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn, open_launch, settle
from tests.browser.test_pictures import take

pytestmark = [pytest.mark.browser, pytest.mark.once]


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
