"""What the pages of playbooks show, and what a launch of a tier asks."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from launchgate.people.models import Person
from launchgate.playbooks.models import Checklist, GateTemplate, ItemTemplate, Playbook, Track, Version
from launchgate.playbooks.origins import tell_origins
from launchgate.playbooks.rules import SLOT, TIERS

SHOWN = 100


@dataclass
class PlaybookRow:
    """A playbook in the list: the version in use, the draft being written, and how much the version asks."""

    playbook: Playbook
    current: Version | None = None
    draft: Version | None = None
    gates: int = 0
    items: int = 0

    @property
    def shown(self) -> Version | None:
        """Return the version to open: the one in use, else the draft."""
        return self.current or self.draft


@dataclass
class GateView:
    """A gate of a version with its first items, and how many each tier asks."""

    gate: GateTemplate
    items: list[ItemTemplate]
    total: int
    tiers: dict[int, int]
    market: int
    place: int = 1
    is_parallel: bool = False

    @property
    def statement(self) -> list[tuple[str, bool]]:
        """Return the sentence to sign in parts, each with whether an answer stands there."""
        return [(part, at % 2 == 1) for at, part in enumerate(SLOT.split(self.gate.statement)) if part]

    @property
    def is_cut(self) -> bool:
        """Say whether there are more items than are shown."""
        return self.total > len(self.items)


@dataclass
class VersionView:
    """A version as its page shows it."""

    version: Version
    gates: list[GateView] = field(default_factory=list)

    @property
    def tiers(self) -> list[tuple[int, str, int]]:
        """Return number, name and items of each tier."""
        return [(tier, name, sum(gate.tiers[tier] for gate in self.gates)) for tier, name in TIERS.items()]

    @property
    def items(self) -> int:
        """Return the number of items of all gates."""
        return sum(gate.total for gate in self.gates)

    @property
    def market(self) -> int:
        """Return the number of items of the go-to-market track."""
        return sum(gate.market for gate in self.gates)

    @property
    def days(self) -> int:
        """Return the working days that the gates are planned to take; of parallel gates the longest counts."""
        longest: dict[int, int] = defaultdict(int)
        for view in self.gates:
            longest[view.gate.order] = max(longest[view.gate.order], view.gate.working_days)
        return sum(longest.values())


def items_for_tier(version: Version, tier: int) -> QuerySet[ItemTemplate]:
    """Return the items that a launch of this tier asks, gate by gate; tier 1 (highest risk) asks the most."""
    items = ItemTemplate.objects.filter(gate__version=version, lowest_tier__gte=tier).select_related("gate")
    return items.order_by("gate__order", "gate_id", "position", "pk")


def versions_in_use() -> QuerySet[Version]:
    """Return the version of each playbook that a new launch can follow: the latest published, none of a retired one."""
    published = Version.objects.exclude(published_at=None)
    later = published.filter(playbook=OuterRef("playbook"), number__gt=OuterRef("number"))
    latest = published.filter(~Exists(later), playbook__retired_at=None)
    return latest.select_related("playbook").order_by("playbook__name")


def gate_kinds() -> dict[str, str]:
    """Return the names of the gates of all published versions by their kinds, as the latest version names them."""
    gates = GateTemplate.objects.exclude(version__published_at=None).order_by("version", "order", "pk")
    return dict(gates.values_list("kind", "name"))


def playbook_rows() -> tuple[list[PlaybookRow], list[PlaybookRow]]:
    """Return the playbooks in use or in the making, and the retired ones, each with how much it asks."""
    counted = Version.objects.values_list("pk").annotate(Count("gates", distinct=True), Count("gates__items"))
    counts = {pk: (gates, items) for pk, gates, items in counted}
    rows = []
    for playbook in Playbook.objects.prefetch_related(Prefetch("versions", Version.objects.order_by("number"))):
        row = PlaybookRow(playbook)
        for version in playbook.versions.all():
            if version.published_at:
                row.current = version
            else:
                row.draft = version
        if row.shown:
            row.gates, row.items = counts[row.shown.pk]
        rows.append(row)
    return [row for row in rows if not row.playbook.retired_at], [row for row in rows if row.playbook.retired_at]


def version_view(version: Version) -> VersionView:
    """Return all gates of a version and the first items of each, in four statements whatever their number."""
    counts = {f"tier_{tier}": Count("items", filter=Q(items__lowest_tier__gte=tier)) for tier in TIERS}
    market = Count("items", filter=Q(items__track=Track.MARKET))
    gates = list(version.gates.annotate(**counts, market=market, total=Count("items")).prefetch_related("functions"))
    items: dict[int, list[ItemTemplate]] = defaultdict(list)
    first_items = list(_first_items(version))
    tell_origins(first_items)
    for item in first_items:
        items[item.gate_id].append(item)
    orders = sorted({gate.order for gate in gates})
    return VersionView(
        version,
        [
            GateView(
                gate,
                items[gate.pk],
                gate.total,
                {tier: getattr(gate, f"tier_{tier}") for tier in TIERS},
                gate.market,
                place=orders.index(gate.order) + 1,
                is_parallel=sum(other.order == gate.order for other in gates) > 1,
            )
            for gate in gates
        ],
    )


def _first_items(version: Version) -> QuerySet[ItemTemplate]:
    place = Window(RowNumber(), partition_by=F("gate_id"), order_by=[F("position").asc(), F("pk").asc()])
    items = ItemTemplate.objects.filter(gate__version=version).annotate(place=place).filter(place__lte=SHOWN)
    return items.select_related("function").prefetch_related("relied_on_by").order_by("position", "pk")


def drafts() -> QuerySet[Version]:
    """Return the drafts that a checklist can be imported into."""
    return Version.objects.filter(published_at=None).select_related("playbook").order_by("playbook__name")


def checklists_of(person: Person) -> QuerySet[Checklist]:
    """Return the checklists that a person has read and not yet assigned; nobody else sees them."""
    return Checklist.objects.filter(person=person).select_related("draft__playbook")


def free_name(wanted: str) -> str:
    """Return a name that no playbook has: the wanted one, with a number where it is taken."""
    taken = {name.casefold() for name in Playbook.objects.values_list("name", flat=True)}
    name, number = wanted[:110], 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted[:110]} ({number})"
    return name
