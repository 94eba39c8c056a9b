"""The launch file as PDF, set with the fonts of this machine; what they cannot print is spelt out, and that is said."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import typst

SOURCE = Path(__file__).parent / "launch.typ"
# Sources of other rooms stand below it too, and take what they share from here.
ROOT = Path(__file__).parents[2]
# An archive's PDF must print all it holds: no other compilation says which characters have no glyph.
ARCHIVE = "a-2b"
UNPRINTED = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


def as_pdf(view: dict[str, Any], source: Path = SOURCE) -> bytes:
    """Return the PDF of what a launch file shows; characters without a glyph here read as "[U+5C71 U+7530]".

    `source` sets something else than a launch file, from data of its own.
    """
    text = json.dumps(view, ensure_ascii=False)
    try:
        return _set(source, text, pdf_standards=ARCHIVE)
    except typst.TypstError as refusal:
        unprinted = unprintable(refusal.diagnostic)
        printable = json.loads(spelt_out(text, unprinted)) | {"is_spelt_out": bool(unprinted)}
        return _set(source, json.dumps(printable))


def unprintable(diagnostic: str) -> set[str]:
    """Return the characters of which a refusal says that no font here has them."""
    found = "".join(UNPRINTED.findall(diagnostic))
    return set(ESCAPE.sub(lambda code: chr(int(code[1], 16)), found)) - set(map(chr, range(0x80)))


def spelt_out(text: str, characters: set[str]) -> str:
    """Return text in which each run of these characters is written as its code points."""
    if not characters:
        return text
    runs = re.compile(f"[{re.escape(''.join(sorted(characters)))}]+")
    return runs.sub(lambda run: f"[{' '.join(f'U+{ord(one):04X}' for one in run[0])}]", text)


def _set(source: Path, data: str, **how: Any) -> bytes:
    return bytes(typst.compile(source, root=ROOT, font_paths=_fonts(), sys_inputs={"data": data}, **how))


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts of this machine, looked for once: it takes a second where there are many."""
    return typst.Fonts()
