"""Finding what customers said: full text on PostgreSQL, a plain search elsewhere, the same words either way."""

from functools import reduce
from operator import and_

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import Q

from launchgate.customers.models import Insight
from launchgate.customers.naming import folded

MOST_WORDS = 8
# As the index in the migrations has it: without the endings of any one language.
CONFIG = "simple"


def said_with(text: str) -> Q:
    """Return the condition for insights whose words, or whose customer's name, hold every word of a text."""
    words = folded(text).split()[:MOST_WORDS]
    if not words:
        return Q(pk=None)
    by_name = reduce(and_, (Q(customer__key__contains=word) for word in words))
    return _in_words(words) | by_name


def _in_words(words: list[str]) -> Q:
    if connection.vendor != "postgresql":
        return reduce(and_, (Q(words__icontains=word) for word in words))
    query = SearchQuery(" & ".join(f"{word}:*" for word in words), config=CONFIG, search_type="raw")
    found = Insight.objects.annotate(document=SearchVector("words", config=CONFIG)).filter(document=query)
    return Q(pk__in=found.order_by().values("pk"))
