"""Every page, large and small, light and dark: nothing that axe calls serious, nothing that scrolls sideways."""

from collections.abc import Iterable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import LARGE, SMALL, SignIn

pytestmark = [pytest.mark.browser, pytest.mark.once]

PAGES = {
    "pm": [
        "/",
        "/launches/",
        "/launches/?status=all&q=nothing-like-it",
        "/launches/new/",
        "/go-to-market/",
        "/go-to-market/?state=all",
        "/search/?q=a",
        "/notifications/",
        "/me/",
        "/me/password/",
        "/me/calendar/",
        "/me/chat/",
        "/playbooks/",
        "/playbooks/1/",
        "/people/",
        "/people/7/",
        "/customers/?q=weekend",
        "/customers/1/",
        "/customers/add/?customer=Nordmarkt",
        "/promises/",
        "/promises/record/",
        "/promises/?state=colliding",
        "/lessons/",
        "/lessons/1/",
        "/lessons/costs/",
        "/briefings/1/",
        "/briefings/1/readers/",
    ],
    "admin": [
        "/customers/erase/",
        "/customers/erase/?name=Kaufhaus+Nord",
        "/people/new/",
        "/people/company/",
        "/operations/",
        "/people/7/away/",
        "/people/7/delegate/",
        "/people/7/assistant/",
        "/playbooks/import/",
        "/playbooks/new/",
        "/people/functions/1/",
    ],
    "operations": [
        "/offerings/",
        "/offerings/3/",
        "/offerings/3/revise/",
        "/offerings/new/",
        "/exceptions/",
        "/exceptions/?show=expired",
        "/exceptions/9/",
    ],
    "sales": ["/exceptions/10/", "/exceptions/new/", "/exceptions/2/", "/offerings/6/"],
    "ceo": [
        "/readiness/",
        "/readiness/?window=all",
        "/sponsor/",
        "/readiness/functions/",
        "/readiness/functions/customer-care/product/?period=all",
    ],
}
OF_LAUNCHES = {
    "sales": [("Aurora Checkout 2.0", ["customers/?gate=product", "promises/record/", "questions/ask/"])],
    "finance": [
        (
            "Aurora Checkout 2.0",
            ["", "history/", "customers/", "promises/", "targets/", "gates/finance-pricing/", "gates/product/"],
        )
    ],
    "operations": [("Warehouse Sync 4", ["gates/operations/"]), ("Fleet Insights", ["gates/operations/"])],
    "product": [("Self-serve SSO", ["gates/product/"])],
    "pm": [
        (
            "Table Service",
            [
                *("", "briefings/", "briefings/new/", "hand-over-plan/", "hand-over-plan/edit/"),
                "hand-over-plan/for-customer/",
                *(f"hand-over-plan/customers/14/{page}" for page in ("", "edit/", "for-customer/")),
            ],
        ),
        ("Returns Made Easy", ["targets/", "reviews/30/"]),
        ("Kiosk Mode", ["lessons/"]),
        ("Voice Ordering", ["", "lessons/"]),
    ],
    "pm3": [("Loyalty Wallet", ["targets/", "reviews/30/", "promises/?state=open", "gates/internal-launch/pack/"])],
    "pm2": [
        ("Mobile Scan & Go", ["", "stop/"]),
        ("Fleet Insights", ["", "edit/", "target/", "targets/", "hold/", "hand-over/"]),
        ("Click & Collect Lockers", ["", "gates/finance-pricing/"]),
    ],
}
LOOKS = {"large-light": (LARGE, "light"), "small-dark": (SMALL, "dark")}
# The pages that most people open most; the others, and these in the other look, where long tests run.
BY_DEFAULT = {("ceo", "large-light"), ("finance", "small-dark")}
# What is found wrong, without the list of what is right, which would take as long.
WRONG_ONLY = {"resultTypes": ["violations"]}
LENGTHEN = """names => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) for (const name of names) {
        texts.currentNode.data = texts.currentNode.data.replaceAll(name, "W".repeat(120));
    }
}"""


def looks_of(people: Iterable[str]) -> list[Any]:
    """Return each of these people in each look."""
    return [
        pytest.param(who, *given, id=f"{who}-{look}", marks=() if (who, look) in BY_DEFAULT else pytest.mark.deep)
        for who in people
        for look, given in LOOKS.items()
    ]


def complaints_about(page: Page, path: str) -> list[str]:
    """Return what axe calls serious or critical on a page, and how far it scrolls sideways."""
    # A click leads here before the styles of the page have come.
    page.wait_for_load_state("load")
    found = [
        f"{path}: {violation['id']} on {[node['target'] for node in violation['nodes']][:3]}"
        for violation in Axe().run(page, options=WRONG_ONLY).response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, f"{path}: scrolls {sideways} px sideways"] if sideways > 0 else found


@pytest.mark.parametrize(("who", "viewport", "scheme"), looks_of(PAGES))
def test_pages_are_accessible_and_fit(sign_in: SignIn, who: str, viewport: dict[str, int], scheme: str):
    # axe brings a style of its own, which the policy of the pages forbids.
    page = sign_in(who, viewport=viewport, color_scheme=scheme, bypass_csp=True)
    complaints = []
    for path in PAGES[who]:
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok, path
        complaints += complaints_about(page, path)
    assert complaints == []


@pytest.mark.parametrize(("who", "viewport", "scheme"), looks_of(OF_LAUNCHES))
def test_pages_of_launches_are_accessible_and_fit(sign_in: SignIn, who: str, viewport: dict[str, int], scheme: str):
    # axe brings a style of its own, which the policy of the pages forbids.
    page = sign_in(who, viewport=viewport, color_scheme=scheme, bypass_csp=True)
    complaints = []
    for name, paths in OF_LAUNCHES[who]:
        page.goto("/launches/?status=all&q=" + name.replace("&", "%26"))
        launch = page.get_by_role("main").get_by_role("link", name=name, exact=True).first.get_attribute("href")
        for path in paths:
            answer = page.goto(f"{launch}{path}")
            assert answer is not None
            assert answer.ok, path
            complaints += complaints_about(page, f"{name} {path}")
    assert complaints == []


@pytest.mark.parametrize(("viewport", "scheme"), LOOKS.values(), ids=LOOKS)
def test_sign_in_is_accessible_and_fits(contexts, viewport: dict[str, int], scheme: str):
    page = contexts(viewport=viewport, color_scheme=scheme, bypass_csp=True).new_page()
    page.goto("/sign-in/")
    assert complaints_about(page, "/sign-in/") == []


@pytest.mark.parametrize("viewport", [SMALL, LARGE], ids=["small", "large"])
def test_a_name_without_a_space_widens_no_page(sign_in: SignIn, viewport: dict[str, int]):
    page = sign_in("ceo", viewport=viewport)
    page.goto("/launches/?q=Rewards")
    launch = (
        page.get_by_role("main").get_by_role("link", name="Rewards Refresh", exact=True).first.get_attribute("href")
    )
    wide = []
    for path in (
        f"{launch}",
        f"{launch}gates/customer-input/",
        f"{launch}history/",
        "/readiness/",
        "/sponsor/",
        "/people/",
    ):
        page.goto(path)
        page.evaluate(LENGTHEN, ["Rewards Refresh", "Lena Sandström", "Kofi Frimpong"])
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(path)
    assert wide == []
