"""The playbook that every new company starts with: its words are in default.yaml."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from launchgate.people.models import Function
from launchgate.playbooks.contents import GateContent, ItemContent
from launchgate.playbooks.models import ItemKind, Track

SOURCE = Path(__file__).with_name("default.yaml")


@cache
def default_playbook() -> dict[str, Any]:
    """Return the words of the default playbook: name, description, functions by key, gates with their items."""
    return yaml.safe_load(SOURCE.read_text(encoding="utf-8"))


def default_gates(functions: dict[str, Function]) -> list[GateContent]:
    """Return the gates of the default playbook for functions by key; they come one after the other."""
    return [
        GateContent(
            kind=gate["kind"],
            name=gate["name"],
            icon=gate["icon"],
            purpose=gate["purpose"],
            statement=gate["statement"],
            functions=tuple(functions[key].pk for key in gate["functions"]),
            working_days=gate["working_days"],
            password_to_tier=gate.get("password_to_tier", 0),
            share_to_go_public=gate.get("share_to_go_public", 0),
            share_step=gate.get("share_step", 0),
            hand_over_plan_to_tier=gate.get("hand_over_plan_to_tier", 0),
            insight_kinds=gate.get("insight_kinds", 0),
            order=order,
            prompts=tuple(default_playbook()["prompts"]),
            items=tuple(_item(item, functions) for item in gate["items"]),
        )
        for order, gate in enumerate(default_playbook()["gates"], start=1)
    ]


def _item(item: dict[str, Any], functions: dict[str, Function]) -> ItemContent:
    return ItemContent(
        key=item["key"],
        text=item["text"],
        help=item["help"],
        section=item["section"],
        kind=item.get("kind", ItemKind.YES_NO),
        options=tuple(item.get("options", ())),
        unit=item.get("unit", ""),
        is_required=item.get("required", False),
        needs_evidence=item.get("evidence", False),
        is_material=not item.get("cosmetic", False),
        track=item.get("track", Track.GATE),
        function_id=functions[item["function"]].pk,
        relied_on_by=tuple(functions[key].pk for key in item.get("relied_on_by", ())),
        lowest_tier=item.get("lowest_tier", 3),
    )
