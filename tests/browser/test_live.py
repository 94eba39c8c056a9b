"""Pages that ask by themselves: the dot says whether an answer came."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import SignIn

pytestmark = [pytest.mark.browser, pytest.mark.once]

A_MINUTE = 61_000


@pytest.mark.parametrize("path", ["/", "/readiness/"])
def test_the_live_dot_turns_grey_while_no_answer_comes(sign_in: SignIn, path: str):
    page = sign_in("ceo")
    page.clock.install()
    page.goto(path)
    live = page.locator(".live")
    expect(live).to_contain_text("Live, updated")
    green = live.evaluate("dot => getComputedStyle(dot, '::before').backgroundColor")

    def refuse(route: Route) -> None:
        route.fulfill(status=408) if route.request.headers.get("hx-request") else route.continue_()

    page.route("**/*", refuse)
    page.clock.fast_forward(A_MINUTE)
    expect(live.get_by_role("status")).to_have_text("No answer, last ")
    expect(live.get_by_text("Live,")).to_be_hidden()
    assert live.evaluate("dot => getComputedStyle(dot, '::before').backgroundColor") != green

    page.unroute("**/*")
    page.clock.fast_forward(A_MINUTE)
    expect(live).to_contain_text("Live, updated")
    assert live.evaluate("dot => getComputedStyle(dot, '::before').backgroundColor") == green
