"""Answering from a phone what a mail asks, with the session gone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from launchgate.core import clock
from tests.browser.conftest import SMALL, fill_sign_in
from tests.browser.served import Served

pytestmark = [pytest.mark.browser, pytest.mark.once]

LINK = """
from launchgate.launches.models import Turn
from launchgate.reminders.links import link_to_turn
turn = Turn.objects.get(launch__name="Usage-based Billing", kind="sign", closed_at=None)
print("LINK", link_to_turn(turn.pk, turn.holder_id, "rest"))
"""


def test_a_phone_asks_for_time_and_later_signs(served: Served, contexts):
    link = re.search(r"LINK (\S+)", served.manage("shell", "-c", LINK))
    assert link is not None
    page = contexts(viewport=SMALL).new_page()
    page.goto(link[1])
    fill_sign_in(page, "operations")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign Operations of Usage-based Billing")
    soon = clock.now().date() + timedelta(days=1)
    while soon.weekday() > 4:
        soon += timedelta(days=1)
    page.get_by_label("Not before").fill(soon.isoformat())
    page.get_by_label("Because").fill("The load test ends tomorrow.")
    page.get_by_role("button", name="Ask for time").click()
    expect(page.get_by_role("main")).to_contain_text("The load test ends tomorrow. (1 of 2)")
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    page.goto(link[1].partition("?")[0])
    page.get_by_role("button", name=re.compile("^Sign for ")).click()
    expect(page.locator("#gate")).to_contain_text("Signed by you")
    page.goto(link[1])
    expect(page.get_by_role("main")).to_contain_text("This is not asked any more.")
    expect(page.get_by_role("main")).to_contain_text("signed Operations")
