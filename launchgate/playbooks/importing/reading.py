"""Reading a checklist of any known kind: what it is called gives a hint, what it holds decides."""

import json
import re
from collections.abc import Callable
from pathlib import PurePath

from launchgate.core.refusals import Invalid
from launchgate.playbooks.importing.detect import is_workbook, text_of
from launchgate.playbooks.importing.found import MOST_ITEMS, Found, counted
from launchgate.playbooks.importing.markdown import read_markdown
from launchgate.playbooks.importing.structured import read_json, read_yaml
from launchgate.playbooks.importing.tabular import delimiter_of, read_delimited, read_workbook

READERS: dict[str, Callable[[str], Found]] = {
    "Markdown": read_markdown,
    "CSV": read_delimited,
    "JSON": read_json,
    "YAML": read_yaml,
}
FORMS = {
    ".md": "Markdown", ".markdown": "Markdown", ".mdown": "Markdown", ".mkd": "Markdown", ".csv": "CSV", ".tsv": "CSV",
    ".tab": "CSV", ".json": "JSON", ".jsonl": "JSON", ".ndjson": "JSON", ".yaml": "YAML", ".yml": "YAML",
}  # fmt: skip
SNIFFED = 256 * 1024
TASK_LINE = re.compile(r"^[ \t]*(?:[-+*]|\d+[.)])[ \t]+\[[ xX]\][ \t]", re.MULTILINE)
HEADING_LINE = re.compile(r"^#{1,6}[ \t]+\S|^(?:```|~~~)|^\|?[ \t]*:?-{3,}:?[ \t]*\|", re.MULTILINE)
LIST_OR_KEY = re.compile(r"^(?:[ \t]*- +\S|[\w\"' -]+:(?:[ \t]|$))", re.MULTILINE)


def read_checklist(data: bytes, name: str = "") -> Found:
    """Return what a checklist file (or pasted text) holds; nothing is written.

    Raises Invalid with one sentence for what cannot be read: too large, packed, binary, broken, nested too deeply.
    """
    if is_workbook(data):
        found = read_workbook(data)
    else:
        text, notes = text_of(data)
        found = _read_text(text, PurePath(name).suffix.lower())
        found.left_out.extend(notes)
    if len(found.items) > MOST_ITEMS:
        raise Invalid(f"The file holds more than {MOST_ITEMS:,} items. Split it.")
    found.title = " ".join(found.title.split())[:120] or _title_from(name)
    if ticked := sum(item.ticked for item in found.items):
        found.left_out.append(f"{counted(ticked, 'tick')}: a playbook asks, and each launch answers.")
    return found


def _read_text(text: str, suffix: str) -> Found:
    called, seen = FORMS.get(suffix, ""), _form_seen(text)
    form = called or seen
    if seen != called and (seen in ("JSON", "Markdown") or not called):
        form = seen
    if called == "Markdown" and seen != "JSON":
        form = "Markdown"
    if called == "YAML" and seen == "JSON":
        form = "YAML"
    found = READERS[form](text)
    if called and not found.items and not found.tables:
        form, found = called, READERS[called](text)
    if called and form != called:
        found.remarks.append(f"It was read as {form}, although its name ends in {suffix}.")
    return found


def _form_seen(text: str) -> str:
    """Return the form that the text itself shows: what a person would say who does not see its name."""
    start = text[:SNIFFED]
    if start.lstrip()[:1] in ("{", "[") and _is_json(text):
        return "JSON"
    lines = max(sum(1 for line in start.split("\n") if line.strip()), 1)
    tasks = len(TASK_LINE.findall(start))
    if tasks * 4 >= lines or (tasks and HEADING_LINE.search(start)) or HEADING_LINE.match(start.lstrip()):
        return "Markdown"
    delimiter = delimiter_of(start)
    if len({row.count(delimiter) for row in start.split("\n")[:20] if row.strip()} - {0}) == 1 and lines > 1:
        return "CSV"
    if len(LIST_OR_KEY.findall(start)) * 2 >= lines:
        return "YAML"
    return "Markdown" if HEADING_LINE.search(start) else "CSV"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except json.JSONDecodeError:
        return False
    except (RecursionError, ValueError):
        return True
    return True


def _title_from(name: str) -> str:
    words = " ".join(re.sub(r"[_\W]+", " ", PurePath(name).stem).split())
    return (words[:1].upper() + words[1:])[:120] or "Imported checklist"
