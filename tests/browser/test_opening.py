"""Opening a launch in the browser: what earlier ones learned shows while it is being filled in."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SignIn

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_lessons_show_by_what_is_typed_and_by_the_offering(sign_in: SignIn):
    page = sign_in("pm", "/launches/new/")
    plan = page.locator("#plan")
    page.get_by_label("For whom").fill("Carriers with 20 to 200 vans")
    page.get_by_label("What it is").focus()
    expect(plan).to_contain_text("Was going back tried, with a site that is down?")
    page.get_by_label("Standard offering").select_option(label="Till Care")
    expect(plan).to_contain_text("Does the lead time that offers show hold in the busiest week?")
