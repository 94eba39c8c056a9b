"""What a version holds, as plain values: read from one version, a data file or a checklist, and written to another."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from launchgate.audit.record import canonical, sha256
from launchgate.playbooks.models import GateTemplate, ItemKind, ItemTemplate, Track, Version

BATCH = 2000
# Left out of a version's digest where they are empty: older versions were published without them.
LATER = ("prompts", "asked_since", "origin")


@dataclass(frozen=True)
class ItemContent:
    """An item without its row; functions are primary keys."""

    key: str
    text: str
    function_id: int
    help: str = ""
    section: str = ""
    kind: str = ItemKind.YES_NO
    options: tuple[str, ...] = ()
    unit: str = ""
    is_required: bool = False
    needs_evidence: bool = False
    is_material: bool = True
    track: str = Track.GATE
    relied_on_by: tuple[int, ...] = ()
    lowest_tier: int = 3
    asked_since: int = field(default=0, compare=False)
    origin: str = ""


@dataclass(frozen=True)
class GateContent:
    """A gate without its row, with its items in their order; functions are primary keys."""

    kind: str
    name: str
    statement: str
    functions: tuple[int, ...]
    order: int = 1
    icon: str = "product"
    purpose: str = ""
    working_days: int = 5
    deputies_sign: bool = True
    password_to_tier: int = 0
    prompts: tuple[str, ...] = ()
    share_to_go_public: int = 0
    share_step: int = 0
    hand_over_plan_to_tier: int = 0
    insight_kinds: int = 0
    items: tuple[ItemContent, ...] = field(default=(), repr=False)


def read_gates(version: Version) -> list[GateContent]:
    """Return all that a version holds, gates and items in their order."""
    gates = version.gates.prefetch_related("functions", "items__relied_on_by")
    return [
        GateContent(
            kind=gate.kind,
            name=gate.name,
            statement=gate.statement,
            functions=tuple(sorted(function.pk for function in gate.functions.all())),
            order=gate.order,
            icon=gate.icon,
            purpose=gate.purpose,
            working_days=gate.working_days,
            deputies_sign=gate.deputies_sign,
            password_to_tier=gate.password_to_tier,
            prompts=tuple(gate.prompts),
            share_to_go_public=gate.share_to_go_public,
            share_step=gate.share_step,
            hand_over_plan_to_tier=gate.hand_over_plan_to_tier,
            insight_kinds=gate.insight_kinds,
            items=tuple(_read_item(item) for item in gate.items.all()),
        )
        for gate in gates
    ]


def _read_item(item: ItemTemplate) -> ItemContent:
    return ItemContent(
        key=item.key,
        text=item.text,
        function_id=item.function_id,
        help=item.help,
        section=item.section,
        kind=item.kind,
        options=tuple(item.options),
        unit=item.unit,
        is_required=item.is_required,
        needs_evidence=item.needs_evidence,
        is_material=item.is_material,
        track=item.track,
        relied_on_by=tuple(sorted(function.pk for function in item.relied_on_by.all())),
        lowest_tier=item.lowest_tier,
        asked_since=item.asked_since,
        origin=item.origin,
    )


def write_gates(version: Version, gates: Iterable[GateContent]) -> None:
    """Add gates with their items to a version that has none of these kinds; in bulk, so that long lists stay quick."""
    for content in gates:
        gate = GateTemplate.objects.create(
            version=version,
            kind=content.kind,
            name=content.name,
            icon=content.icon,
            order=content.order,
            purpose=content.purpose,
            statement=content.statement,
            working_days=content.working_days,
            deputies_sign=content.deputies_sign,
            password_to_tier=content.password_to_tier,
            prompts=list(content.prompts),
            share_to_go_public=content.share_to_go_public,
            share_step=content.share_step,
            hand_over_plan_to_tier=content.hand_over_plan_to_tier,
            insight_kinds=content.insight_kinds,
        )
        gate.functions.set(content.functions)
        write_items(gate, content.items)


def write_items(gate: GateTemplate, items: Iterable[ItemContent], *, after: int = 0) -> None:
    """Add items to a gate, at the positions that follow `after`."""
    contents, version_number = list(items), gate.version.number
    rows = ItemTemplate.objects.bulk_create(
        [
            ItemTemplate(
                gate_id=gate.pk,
                key=content.key,
                position=position,
                text=content.text,
                help=content.help,
                section=content.section,
                kind=content.kind,
                options=list(content.options),
                unit=content.unit,
                is_required=content.is_required,
                needs_evidence=content.needs_evidence,
                is_material=content.is_material,
                track=content.track,
                function_id=content.function_id,
                lowest_tier=content.lowest_tier,
                asked_since=content.asked_since or version_number,
                origin=content.origin,
            )
            for position, content in enumerate(contents, start=after + 1)
        ],
        batch_size=BATCH,
    )
    relying = ItemTemplate.relied_on_by.through
    relying.objects.bulk_create(
        [
            relying(itemtemplate_id=row.pk, function_id=function_id)
            for row, content in zip(rows, contents, strict=True)
            for function_id in content.relied_on_by
        ],
        batch_size=BATCH,
    )


def free_key(wanted: str, taken: Iterable[str], *, longest: int = 60) -> str:
    """Return `wanted`, shortened and with a number where it is taken or empty."""
    taken = set(taken) if not isinstance(taken, set) else taken
    base = wanted.strip("-_")[:longest] or "item"
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base[: longest - len(str(number)) - 1]}-{number}"
    return key


def digest_of(version: Version) -> str:
    """Return one digest of all that a version holds, as events carry it; what came later counts where there is any."""
    facts = [
        {name: _plain(value) for name, value in vars(gate).items() if name != "items" and (value or name not in LATER)}
        | {"items": [_facts_of(item) for item in gate.items]}
        for gate in read_gates(version)
    ]
    return sha256(canonical({"gates": facts}))


def _facts_of(item: ItemContent) -> dict[str, object]:
    return {name: _plain(value) for name, value in vars(item).items() if value or name not in LATER}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
