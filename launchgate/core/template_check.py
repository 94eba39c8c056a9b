"""What must hold for every template: it compiles, and it keeps to the strict content security policy."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.template import TemplateSyntaxError, engines

# Mail programs read no style sheet, and an exported file has none beside it: both carry their styles inside, and are
# never answered as a page.
OUTSIDE = ("outbox/mail/", "launches/export/")

FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script inside the page": re.compile(r"<script\b(?![^>]*\ssrc\s*=)", re.IGNORECASE),
    "a script in an attribute": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[:a-z-]*)\s*=", re.IGNORECASE),
    "a script in an address": re.compile(r"javascript:", re.IGNORECASE),
}
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?%\}.*?\{% endcomment %\}", re.DOTALL)


def template_faults() -> Iterator[str]:
    """Yield one sentence for every fault in the product's own templates."""
    for folder in engines["django"].dirs:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                yield from _faults_of(path, path.relative_to(folder).as_posix())


def _faults_of(path: Path, name: str) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    where = path.relative_to(settings.BASE_DIR)
    try:
        engines["django"].get_template(name)
    except TemplateSyntaxError as fault:
        yield f"{where}: does not compile: {fault}"
    is_partial = path.name.startswith("_") and path.suffix == ".html" and not text.startswith("{% extends")
    if is_partial and not text.startswith("{# Needs: "):
        yield f"{where}: a partial starts with {{# Needs: … #}}"
    if not name.startswith(OUTSIDE):
        markup = COMMENT.sub("", text)
        yield from (f"{where}: has {what}" for what, pattern in FORBIDDEN.items() if pattern.search(markup))
