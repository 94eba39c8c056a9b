"""The customer log of a launch: what was said, by how many voices, in how many reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, Prefetch, QuerySet
from django.db.models.functions import Coalesce
from django.http import QueryDict

from launchgate.core.paging import Page, keyset_page
from launchgate.customers.models import Insight, InsightProof
from launchgate.launches.models import Gate, Launch
from launchgate.launches.phrases import counted, listed
from launchgate.launches.values import words_for
from launchgate.playbooks.models import ItemKind

NEWEST_FIRST = ("-added_at", "-pk")
VOICE = Coalesce(F("same_as"), F("pk"), output_field=IntegerField())
GLYPHS = {
    Insight.Kind.CONVERSATION: "comment",
    Insight.Kind.FEEDBACK: "mail",
    Insight.Kind.CHURN: "sign_out",
    Insight.Kind.CONVERSION: "check",
    Insight.Kind.OTHER: "info",
}


class _Number:
    def __init__(self, unit: str):
        self.kind, self.unit = ItemKind.NUMBER, unit


@dataclass(frozen=True)
class Entry:
    """One insight as it is shown; `reports` is how often its voice was heard, `place` what it speaks to."""

    insight: Insight
    glyph: str
    number: str
    reports: int
    place: str
    place_path: str
    proofs: list[InsightProof]

    @property
    def others(self) -> str:
        """Return how often else the same was said, in words; "" where it was said once."""
        more = self.reports - 1
        return f"Said {counted(more, 'more time').lower()}" if more > 0 else ""


@dataclass(frozen=True)
class Heard:
    """How much was heard: voices, reports, and of which kinds; `lacks` says what a gate still asks for."""

    voices: int
    reports: int
    kinds: list[str]
    lacks: list[str]

    @property
    def finding(self) -> str:
        """Return what was heard in a sentence."""
        if not self.reports:
            return "Nobody has written down yet what customers say."
        said = f"{counted(self.voices, 'voice')}, {counted(self.reports, 'report').lower()}"
        return f"{said}: {listed([kind.lower() for kind in self.kinds])}."


@dataclass(frozen=True)
class Log:
    """One page of the customer log."""

    heard: Heard
    entries: list[Entry]
    page: Page[Insight]
    shows_ended: bool
    ended: int


def read_log(launch: Launch, query: QueryDict) -> Log:
    """Return one page of a launch's customer log, newest first, in a fixed number of statements."""
    shows_ended = query.get("shown") == "ended"
    rows = Insight.objects.filter(launch=launch, ended_at__isnull=not shows_ended)
    page = keyset_page(with_all(rows), query, fields=NEWEST_FIRST, size=20)
    return Log(
        heard=heard_on(launch),
        entries=entries_of(page.rows),
        page=page,
        shows_ended=shows_ended,
        ended=Insight.objects.filter(launch=launch).exclude(ended_at=None).count(),
    )


def with_all(insights: QuerySet[Insight]) -> QuerySet[Insight]:
    """Read along what an entry shows beside the words."""
    along = ("customer", "author", "gate", "item__gate", "launch", "ended_by", "correction")
    return insights.select_related(*along).prefetch_related(Prefetch("proofs", InsightProof.objects.order_by("pk")))


def heard_on(launch: Launch) -> Heard:
    """Return how much was heard on a launch: two statements."""
    standing = Insight.objects.filter(launch=launch, ended_at=None).order_by()
    sums = standing.aggregate(voices=Count(VOICE, distinct=True), reports=Count("pk"))
    kinds = set(standing.values_list("kind", flat=True).distinct())
    asking = Gate.objects.filter(launch=launch, insight_kinds__gt=len(kinds)).exclude(status__in=Gate.PASSED)
    lacks = [f"{gate.name} asks for insights of {counted(gate.insight_kinds, 'kind').lower()}." for gate in asking]
    labels = [str(kind.label) for kind in Insight.Kind if kind.value in kinds]
    return Heard(sums["voices"], sums["reports"], labels, lacks)


def entries_of(insights: Sequence[Insight]) -> list[Entry]:
    """Return insights with how often each voice was heard, counted in one statement."""
    if not insights:
        return []
    voices = {insight.same_as_id or insight.pk for insight in insights}
    launches = {insight.launch_id for insight in insights}
    standing = Insight.objects.filter(launch__in=launches, ended_at=None).annotate(voice=VOICE).order_by()
    counts: dict[Any, int] = dict(
        standing.filter(voice__in=voices).values("voice").annotate(times=Count("pk")).values_list("voice", "times")
    )
    return [_entry(insight, counts.get(insight.same_as_id or insight.pk, 1)) for insight in insights]


def _entry(insight: Insight, reports: int) -> Entry:
    place = path = ""
    if insight.gate is not None:
        insight.gate.launch = insight.launch
        path = insight.gate.get_absolute_url()
        place = insight.gate.name
        if insight.item is not None:
            place, path = insight.item.text, f"{path}#item-{insight.item.key}"
    number = words_for(_Number(insight.unit), insight.number) if insight.number else ""
    glyph = GLYPHS[Insight.Kind(insight.kind)]
    return Entry(insight, glyph, number, reports, place, path, list(insight.proofs.all()))
