"""Finding who said what and was promised what: full text on PostgreSQL, a plain search elsewhere, the same words.

Each word may stand in what was said, or in the name of the customer or of the launch: so "Nordmarkt delivery" finds
what Nordmarkt said of a delivery.
"""

from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import Q

from launchgate.core.words import searched
from launchgate.customers.models import Customer, Insight
from launchgate.customers.naming import folded
from launchgate.launches.models import Launch

# As the index in the migrations has it: without the endings of any one language.
CONFIG = "simple"


def said_with(text: str) -> Q:
    """Return the condition for insights in which every word of a text stands."""
    return reduce(and_, map(_said, searched(text)), Q()) or Q(pk=None)


def said_with_some(text: str) -> Q:
    """Return the condition for insights in which at least one word of a text stands."""
    return reduce(or_, map(_said, searched(text)), Q()) or Q(pk=None)


def promised_with(text: str) -> Q:
    """Return the condition for promises in which every word of a text stands."""
    return reduce(and_, map(_promised, searched(text)), Q()) or Q(pk=None)


def _said(word: str) -> Q:
    is_kind = Q(kind=word) if word in Insight.Kind.values else Q()
    return _in_words(word) | _of_names(word) | is_kind


def _promised(word: str) -> Q:
    return Q(words__icontains=word) | _of_names(word)


def _of_names(word: str) -> Q:
    customers = Customer.objects.filter(key__contains=folded(word)).order_by()
    launches = Launch.objects.filter(name__icontains=word).order_by()
    return Q(customer__in=customers.values("pk")) | Q(launch__in=launches.values("pk"))


def _in_words(word: str) -> Q:
    if connection.vendor != "postgresql":
        return Q(words__icontains=word)
    query = SearchQuery(f"{word}:*", config=CONFIG, search_type="raw")
    found = Insight.objects.annotate(document=SearchVector("words", config=CONFIG)).filter(document=query)
    return Q(pk__in=found.order_by().values("pk"))
