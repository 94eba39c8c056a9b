"""From found items to the items of a playbook: keys, lengths, who answers, and nothing that a page could run."""

import re
from collections.abc import Iterable, Mapping

from django.utils.text import slugify

from launchgate.playbooks.contents import ItemContent
from launchgate.playbooks.importing.found import LONGEST_HELP, FoundItem

LONGEST_TEXT = 500
LONGEST_SECTION = 200
LONGEST_OPTION = 200
MOST_OPTIONS = 30
# Marks that turn round what stands beside them on a page.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def item_contents(
    items: Iterable[FoundItem], *, function_id: int, named: Mapping[str, int], taken: Iterable[str] = ()
) -> list[ItemContent]:
    """Return items as a gate holds them, each with a key of its own.

    `function_id` answers where the owner in the file is none of the functions in `named` (id by name in small
    letters); `taken` are keys that the gate has already.
    """
    keys = _Keys(taken)
    return [
        ItemContent(
            key=keys.free(_plain(item.text)),
            text=_cut(_plain(item.text), LONGEST_TEXT),
            function_id=named.get(item.hint.strip().casefold(), function_id),
            help=_help(item),
            section=_cut(" › ".join(map(_plain, item.section)), LONGEST_SECTION),  # noqa: RUF001
            kind=item.kind,
            options=tuple(_cut(_plain(option), LONGEST_OPTION) for option in item.options[:MOST_OPTIONS]),
            is_required=item.is_required,
            needs_evidence=item.needs_evidence,
        )
        for item in items
    ]


def _help(item: FoundItem) -> str:
    text = _plain(item.text)
    parts = (
        text if len(text) > LONGEST_TEXT else "",
        f"Part of: {_plain(item.parent)}" if item.parent else "",
        "\n".join(_plain(line) for line in item.help.split("\n")),
    )
    return _cut("\n".join(part for part in parts if part), LONGEST_HELP)


def _plain(text: str) -> str:
    return TURNING.sub("", text)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


class _Keys:
    """Hands out keys that are free, without looking through all of them each time."""

    def __init__(self, taken: Iterable[str]):
        self.taken = set(taken)
        self.next: dict[str, int] = {}

    def free(self, text: str) -> str:
        """Return a key made of the text's words, with a number where they are taken."""
        base = slugify(text[:200]).replace("-", "_")[:50].strip("_") or "item"
        key = base
        while key in self.taken:
            self.next[base] = self.next.get(base, 1) + 1
            key = f"{base}_{self.next[base]}"
        self.taken.add(key)
        return key
