"""Which exceptions are alike: candidates found by the database, measured by the words that they share.

PostgreSQL finds candidates by full text and trigrams, from indexes; SQLite by the words that a text holds. How alike
two are is counted here, the same on both.
"""

from functools import lru_cache, reduce
from operator import or_

from django.contrib.postgres.lookups import TrigramSimilar
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorExact
from django.db import connection
from django.db.models import Count, F, Max, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from launchgate.core.words import SMALL, WORD
from launchgate.offerings.models import Dismissal, ExceptionRequest, Offering

S = ExceptionRequest.Status
# Two count as alike from here on, and as worth a look from the lower one on.
ALIKE, NEAR = 0.5, 0.3
# So many alike propose a standard.
ENOUGH = 3
MOST_CANDIDATES, MOST_WORDS, SHORTEST, STEM = 60, 12, 3, 5
# What is asked for, or was granted; what was declined or withdrawn makes no standard.
WANTED = (S.ASKED, S.HEARD, S.APPROVED, S.EXPIRED)


def significant(text: str) -> frozenset[str]:
    """Return the beginnings of the words that say what a text is about; numbers count as words."""
    words = WORD.findall(text.casefold())
    kept = (word for word in words if word not in SMALL and (len(word) >= SHORTEST or word.isdigit()))
    return frozenset((word[:-1] if len(word) > SHORTEST and word.endswith("s") else word)[:STEM] for word in kept)


def likeness(one: str, other: str) -> float:
    """Return how much two texts share, from 0 to 1: twice the words in both, by all words."""
    first, second = significant(one), significant(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def similar_to(
    what: str, among: QuerySet[ExceptionRequest], *, least: float = NEAR, most: int = 5
) -> list[ExceptionRequest]:
    """Return those of these exceptions that are like a text, the most alike first: one statement."""
    if not significant(what):
        return []
    found = _candidates(what, among).order_by("-requested_at", "-pk")[:MOST_CANDIDATES]
    measured = [(likeness(what, row.what), row) for row in found]
    near = sorted((pair for pair in measured if pair[0] >= least), key=lambda pair: -pair[0])
    return [row for _, row in near[:most]]


def root_for(what: str) -> int | None:
    """Return the first of the exceptions that what is asked for is like, or None when it is like none so far."""
    alike = similar_to(what, ExceptionRequest.objects.filter(status__in=WANTED), least=ALIKE, most=1)
    return (alike[0].root_id or alike[0].pk) if alike else None


def _candidates(what: str, among: QuerySet[ExceptionRequest]) -> QuerySet[ExceptionRequest]:
    stems = sorted(significant(what), key=lambda word: (-len(word), word))[:MOST_WORDS]
    if connection.vendor != "postgresql":
        return among.filter(reduce(or_, (Q(what__icontains=stem) for stem in stems)))
    query = " | ".join(f"{stem}:*" for stem in stems)
    words = SearchQuery(query, search_type="raw", config="simple")
    match = Q(SearchVectorExact(SearchVector("what", config="simple"), words))
    return among.filter(match | Q(TrigramSimilar(F("what"), Value(what))) if has_trigrams() else match)


@lru_cache(maxsize=1)
def has_trigrams() -> bool:
    """Say whether this PostgreSQL lets trigrams be compared; where it does not, full text alone finds candidates."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def proposals(among: QuerySet[ExceptionRequest]) -> dict[int, int]:
    """Return how many of these exceptions are alike, by the first of them, where there are enough for a standard.

    What operations has made a standard of is left out, and so is what they dismissed, until as many again have come.
    """
    wanted = among.filter(status__in=WANTED).annotate(first=Coalesce("root", "pk"))
    made = Offering.objects.exclude(made_of=None).values("made_of")
    counts = wanted.exclude(first__in=made).values("first").annotate(times=Count("pk")).filter(times__gte=ENOUGH)
    found = dict(counts.order_by("-times", "first").values_list("first", "times"))
    if not found:
        return {}
    dismissed = Dismissal.objects.filter(root__in=found).values_list("root").annotate(Max("alike")).order_by()
    before = dict(dismissed)
    return {first: times for first, times in found.items() if times >= before.get(first, 0) + ENOUGH}


def proposed_of(root_id: int) -> int:
    """Return how many exceptions propose a standard together with this first one; 0 where none is proposed."""
    alike = ExceptionRequest.objects.filter(Q(pk=root_id) | Q(root=root_id))
    return proposals(alike).get(root_id, 0)
