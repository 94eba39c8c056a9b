"""A browser, a served demo company, and people who sign in to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.served import Served, serving
from tests.conftest import chromium
from tests.seeded import SeededDemo

SMALL, LARGE = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SignIn = Callable[..., Page]


@pytest.fixture(scope="session")
def served(seeded_demo: SeededDemo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve one demo company to all journeys; each works on launches of its own."""
    with serving(seeded_demo, tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the machine's own Chromium."""
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium()), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def contexts(browser: Browser, served: Served) -> Iterator[Callable[..., BrowserContext]]:
    """Open browser windows that share nothing; any error on a console fails the test."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def open_context(**options: object) -> BrowserContext:
        options.setdefault("viewport", LARGE)
        context = browser.new_context(base_url=served.url, reduced_motion="reduce", **options)
        context.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()
    assert [text for text in complaints if not is_about_a_refusal(text)] == []


def is_about_a_refusal(text: str) -> bool:
    """Say whether a console line only repeats an answer such as 409 or 422, which the page has shown in words."""
    return "the server responded with a status of 4" in text or "Response Status Error Code 4" in text


@pytest.fixture
def sign_in(contexts: Callable[..., BrowserContext]) -> SignIn:
    """Sign somebody of the demo company in, in a window of their own, and return its page."""

    def sign_in(who: str, path: str = "/", **options: object) -> Page:
        page = contexts(**options).new_page()
        page.goto(path)
        fill_sign_in(page, who)
        return page

    return sign_in


def fill_sign_in(page: Page, who: str) -> None:
    """Fill the sign-in page that one was led to."""
    page.get_by_label("E-mail").fill(f"{who}@demo.test")
    page.get_by_label("Password").fill("demo")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("banner")).to_contain_text("My desk")
    # What is typed before the page's scripts run is typed for nothing.
    page.wait_for_load_state("load")


def open_launch(page: Page, name: str) -> None:
    """Go to a launch by searching for it."""
    page.goto(f"/search/?q={name}")
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def settle(page: Page) -> None:
    """Wait until htmx has nothing under way."""
    # Not wait_for_function(): when it has to ask a second time it does so by eval, which the policy forbids.
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def pictures_folder() -> Path:
    """Return where the pictures of the README lie."""
    return Path(__file__).resolve().parents[2] / "docs" / "pictures"
