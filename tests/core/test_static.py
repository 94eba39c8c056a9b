"""Style sheets, scripts and icons: what they promise to the pages that use them."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from launchgate.core.template_check import OUTSIDE

STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if "mail" not in path.parts)
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
SHEETS = sorted((STATIC / "css").rglob("*.css"))
TOKENS = dict(re.findall(r"--color-([\w-]+): ([^;]+);", (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")))
GLYPHS = set(re.findall(r'<symbol id="(\w+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
STATES = sorted(set(re.findall(r"\.s-(\w+)", (STATIC / "css" / "states.css").read_text(encoding="utf-8"))))
LEAST_FOR_TEXT, LEAST_FOR_GLYPHS = 4.5, 3.0

TEXT_PAIRS = [
    *[(ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "surface", "sunken")],
    *[(state, f"{state}-tint") for state in ("iris", "ok", "cond", "rev", "stall", "ret")],
    *[(state, "surface") for state in ("iris", "ok", "cond", "rev", "stall", "ret")],
    *[(f"avatar-{hue}-ink", f"avatar-{hue}") for hue in "abcde"],
    ("iris", "paper"),
    ("on-solid", "iris-solid"),
    ("on-solid", "stall-solid"),
    ("paper", "ink"),
]
GLYPH_PAIRS = [
    (name, "surface") for name in ("control", "ok-solid", "cond-solid", "rev-solid", "stall-solid", "ret-solid")
]


def colours(name: str) -> tuple[str, str]:
    """Return a token's light and dark colour."""
    found = re.findall(r"#[0-9a-f]{6}", TOKENS[name])
    return found[0], found[-1]


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_stands_out_in_both_themes(ink, ground):
    for mine, its in zip(colours(ink), colours(ground), strict=True):
        assert contrast(mine, its) >= LEAST_FOR_TEXT


@pytest.mark.parametrize(("mark", "ground"), GLYPH_PAIRS)
def test_marks_stand_out_in_both_themes(mark, ground):
    for mine, its in zip(colours(mark), colours(ground), strict=True):
        assert contrast(mine, its) >= LEAST_FOR_GLYPHS


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_a_glyph_of_its_own(state):
    assert state in GLYPHS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TEMPLATES)))
def test_icons_of_a_template_are_drawn(page):
    named = set(re.findall(r'{% icon "(\w+)"', page.read_text(encoding="utf-8")))
    assert named <= GLYPHS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TEMPLATES)))
def test_template_keeps_to_the_content_security_policy(page):
    if page.relative_to(TEMPLATES).as_posix().startswith(OUTSIDE):
        pytest.skip("It is never answered as a page.")
    text = re.sub(r"{%.*?%}", "", page.read_text(encoding="utf-8"))
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=|\shx-on", text)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_script_is_small_and_imports_nothing(script):
    text = script.read_text(encoding="utf-8")
    assert len(text) < 2048
    assert not re.search(r"^\s*(import|export)\b", text, re.MULTILINE)


def test_app_css_imports_every_sheet():
    imported = re.findall(r'url\("([^"]+)"\)', (STATIC / "css" / "app.css").read_text(encoding="utf-8"))
    assert sorted(STATIC / "css" / name for name in imported) == [sheet for sheet in SHEETS if sheet.name != "app.css"]


@pytest.mark.parametrize(
    "sheet", [sheet for sheet in SHEETS if sheet.name != "tokens.css"], ids=lambda sheet: sheet.name
)
def test_raw_colours_stand_in_the_tokens_only(sheet):
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", sheet.read_text(encoding="utf-8"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_custom_properties_that_are_used_are_set(sheet):
    everything = "".join(each.read_text(encoding="utf-8") for each in SHEETS)
    used = set(re.findall(r"var\((--[\w-]+)", sheet.read_text(encoding="utf-8")))
    assert used <= set(re.findall(r"(--[\w-]+)\s*:", everything))
