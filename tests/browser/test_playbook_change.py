"""A playbook learns, and a launch on its way takes what it learnt: from the draft to a stale signature."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SMALL, SignIn, open_launch
from tests.browser.test_pictures import take

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.deep]

LAUNCH = "Self-serve SSO"
QUESTION = "Which customers would leave over it?"


def publish_with_a_question(page: Page) -> None:
    """Publish the next version of the playbook, with one question more on its first gate."""
    page.goto("/playbooks/")
    page.get_by_role("main").get_by_role("link", name="Product launch").first.click()
    page.get_by_role("button", name="Start the next version").click()
    page.get_by_role("link", name="Item for Customer input").click()
    page.get_by_label("Question", exact=True).fill(QUESTION)
    page.get_by_label("Answered by").select_option(label="Sales")
    page.get_by_role("button", name="Add the item").click()
    page.get_by_role("button", name="Publish version").click()
    expect(page.get_by_role("main")).to_contain_text("Version 3")


def test_a_launch_takes_what_its_playbook_learnt(sign_in: SignIn, tmp_path: Path):
    publish_with_a_question(sign_in("admin"))
    owner = sign_in("pm")
    open_launch(owner, LAUNCH)
    path = owner.url
    owner.get_by_role("link", name="See what it would change").click()
    expect(owner.get_by_role("main")).to_contain_text("One question is added.")
    expect(owner.get_by_role("list", name="What follows")).to_contain_text("again at Customer input.")
    take(owner, "revision-light-1440", tmp_path)
    owner.get_by_role("button", name="Take version 3").click()
    expect(owner.get_by_role("main")).not_to_contain_text("See what it would change")
    head = sign_in("care", viewport=SMALL)
    head.goto(f"{path}gates/customer-input/")
    expect(head.get_by_role("main")).to_contain_text("Not vouched for then.")
    take(head, "question-light-390", tmp_path)
