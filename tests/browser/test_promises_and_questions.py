"""A promise, a question and an entry of the customer log, reached by clicks, in both looks."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SignIn, open_launch
from tests.browser.test_every_page import LOOKS, complaints_about

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [
        pytest.param(*LOOKS["small-dark"], id="small-dark"),
        pytest.param(*LOOKS["large-light"], id="large-light", marks=pytest.mark.deep),
    ],
)
def test_a_promise_that_collides_says_so_and_its_pages_fit(sign_in: SignIn, viewport: dict[str, int], scheme: str):
    page = sign_in("sales", viewport=viewport, color_scheme=scheme, bypass_csp=True)
    open_launch(page, "Aurora Checkout 2.0")
    launch = page.url
    page.goto(f"{launch}promises/?state=colliding")
    page.get_by_role("main").locator("td.table__name a").first.click()
    expect(page).to_have_url(re.compile(r"/promises/\d+/$"))
    assert "14 days later" in page.get_by_role("main").inner_text()
    complaints = complaints_about(page, "promise")
    page.goto(f"{launch}customers/")
    page.get_by_role("link", name="Can we bill it that way?").click()
    expect(page).to_have_url(re.compile(r"/questions/\d+/$"))
    complaints += complaints_about(page, "question")
    page.goto(f"{launch}customers/")
    page.get_by_role("link", name="Open what Kaufhaus Nord said").first.click()
    expect(page).to_have_url(re.compile(r"/customers/\d+/$"))
    complaints += complaints_about(page, "entry")
    assert complaints == []
