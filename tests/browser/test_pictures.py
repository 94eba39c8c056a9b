"""The pictures of the README, taken from the demo company."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import LARGE, SMALL, SignIn, open_launch, pictures_folder

# The pages themselves have their tests; whether pictures can be taken of them is for the long run.
pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.deep]

# name: who, launch (or none), path (after the launch's own), viewport, colours
PICTURES = {
    "desk-light-1440": ("finance", "", "/", LARGE, "light"),
    "desk-dark-390": ("finance", "", "/", SMALL, "dark"),
    "launch-light-1440": ("pm", "Aurora Checkout 2.0", "", LARGE, "light"),
    "gate-light-1440": ("finance", "Aurora Checkout 2.0", "gates/finance-pricing/", LARGE, "light"),
    "gate-light-390": ("finance", "Aurora Checkout 2.0", "gates/finance-pricing/", SMALL, "light"),
    "playbook-light-1440": ("pm", "", "/playbooks/1/", LARGE, "light"),
    "reminders-light-1440": ("pm", "", "/playbooks/1/reminders/1/", LARGE, "light"),
    "readiness-light-1440": ("ceo", "", "/readiness/", LARGE, "light"),
    "customers-light-1440": ("sales", "Aurora Checkout 2.0", "customers/", LARGE, "light"),
    "promises-light-1440": ("ceo", "", "/promises/", LARGE, "light"),
    "exceptions-light-1440": ("operations", "", "/exceptions/", LARGE, "light"),
    "briefing-light-1440": ("pm", "Table Service", "briefings/", LARGE, "light"),
    "functions-light-1440": ("ceo", "", "/readiness/functions/", LARGE, "light"),
    "lessons-light-1440": ("pm", "", "/lessons/", LARGE, "light"),
}
EMPTY_PICTURE = 10_000
HOW_TO_TAKE_THEM = "LAUNCHGATE_PICTURES=1 and -m '' take the pictures of the README anew."


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_readme_shows_its_page(sign_in: SignIn, tmp_path: Path, name: str):
    who, launch, path, viewport, scheme = PICTURES[name]
    page = sign_in(who, viewport=viewport, color_scheme=scheme)
    if launch:
        open_launch(page, launch)
        path = page.url + path
    page.goto(path)
    picture = take(page, name, tmp_path)
    assert picture.stat().st_size > EMPTY_PICTURE
    assert (pictures_folder() / f"{name}.png").exists(), HOW_TO_TAKE_THEM


def take(page: Page, name: str, tmp_path: Path) -> Path:
    """Take a picture: into the README's folder where that is asked for, else to be thrown away."""
    folder = pictures_folder() if os.environ.get("LAUNCHGATE_PICTURES") else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    picture = folder / f"{name}.png"
    page.screenshot(path=picture, full_page=page.viewport_size == LARGE, caret="initial")
    return picture
