"""The customer log of a launch: what was said, by how many voices, in how many reports."""

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber
from django.http import QueryDict

from launchgate.core.paging import Page, keyset_page
from launchgate.customers.models import Insight, InsightProof
from launchgate.launches.models import Gate, Launch
from launchgate.launches.phrases import counted, listed
from launchgate.launches.values import words_for
from launchgate.playbooks.models import ItemKind

NEWEST_FIRST = ("-added_at", "-pk")
VOICE = Coalesce(F("same_as"), F("pk"), output_field=IntegerField())
# So many reports of the same voice are read under the newest of them.
MOST_AGAIN = 3
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
    """One insight as it is shown; `place` is what it speaks to, `again` the other reports of its voice, newest first.

    `more` is how many reports there are beside these.
    """

    insight: Insight
    glyph: str
    number: str
    place: str
    place_path: str
    proofs: list[InsightProof]
    again: list[Insight]
    more: int

    @property
    def others(self) -> str:
        """Return how often else the same was said, and to whom, in words; "" where it was said once."""
        if not self.again:
            return ""
        names = list(dict.fromkeys(report.author.name for report in self.again))
        others = [f"{self.more:,} more"] if self.more else []
        times = counted(len(self.again) + self.more, "more time").lower()
        return f"Said {times}, written down by {listed([*names, *others])}"


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
    rows = rows if shows_ended else newest_of_voices(rows)
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


def newest_of_voices(insights: QuerySet[Insight]) -> QuerySet[Insight]:
    """Return of every voice its newest report, so that what was said twice is read once."""
    # The first of a voice has an older key than those that repeat it.
    repeated = insights.order_by().filter(same_as=OuterRef("pk"))
    later = insights.order_by().filter(same_as=OuterRef("same_as"), pk__gt=OuterRef("pk"))
    return insights.exclude(Exists(repeated)).exclude(Exists(later))


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
    """Return insights with the other reports of their voices, which are read in one statement."""
    if not insights:
        return []
    heard = _reports_of({insight.same_as_id or insight.pk for insight in insights})
    return [_entry(insight, heard[insight.same_as_id or insight.pk]) for insight in insights]


def _reports_of(voices: Set[int]) -> dict[int, list[Insight]]:
    """Return the newest standing reports of some voices, each with `reports`, how many its voice has in all."""
    standing = Insight.objects.filter(Q(pk__in=voices) | Q(same_as__in=voices), ended_at=None)
    ranked = standing.annotate(
        reports=Window(Count("pk"), partition_by=VOICE),
        rank=Window(RowNumber(), partition_by=VOICE, order_by=NEWEST_FIRST),
    )
    heard: dict[int, list[Insight]] = defaultdict(list)
    # One more than is shown, for the insight itself is among them.
    for report in ranked.filter(rank__lte=MOST_AGAIN + 1).select_related("author").order_by(*NEWEST_FIRST):
        heard[report.same_as_id or report.pk].append(report)
    return heard


def _entry(insight: Insight, heard: list[Insight]) -> Entry:
    again = [report for report in heard if report.pk != insight.pk][:MOST_AGAIN]
    # What was withdrawn or corrected is none of the reports that stand.
    others = (vars(heard[0])["reports"] - (insight.ended_at is None)) if heard else 0
    place = path = ""
    if insight.gate is not None:
        insight.gate.launch = insight.launch
        path = insight.gate.get_absolute_url()
        place = insight.gate.name
        if insight.item is not None:
            place, path = insight.item.text, f"{path}#item-{insight.item.key}"
    number = words_for(_Number(insight.unit), insight.number) if insight.number else ""
    glyph = GLYPHS[Insight.Kind(insight.kind)]
    return Entry(insight, glyph, number, place, path, list(insight.proofs.all()), again, others - len(again))
