"""Queries asked very often: put into SQL once, since Django takes longer for that than the database to answer."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

Row = TypeVar("Row")
# What stands for the values while the query is put into SQL: nothing a query says by itself, and small enough for
# every column of numbers (a comparison that no row can meet would be left out of the SQL).
NUMBERS, WORDS = 31_000, "value {} of a prepared query"


@dataclass(frozen=True)
class _Prepared:
    queryset: QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    # The value that each of these params stands for; the others stay as they are.
    places: dict[int, int]


class PreparedQuery(Generic[Row]):
    """A query of which only some numbers and words change from one time to the next.

    `build` returns it for given values; it is called once for as many values of the same types, so nothing in it may
    hang on what they are, or on the time of day.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]):
        self._build = build
        self._known: dict[tuple[type, ...], _Prepared] = {}

    def rows(self, *values: int | str) -> list[Row]:
        """Return the rows of the query with these values."""
        types = tuple(type(value) for value in values)
        if types not in self._known:
            self._known[types] = _prepare(self._build, values)
        prepared = self._known[types]
        if prepared.queryset.query.select_for_update and not connection.in_atomic_block:
            raise TransactionManagementError("select_for_update cannot be used outside of a transaction.")
        params = list(prepared.params)
        for at, which in prepared.places.items():
            # A number keeps the type that its column gave to the mark.
            params[at] = type(params[at])(values[which])
        compiler = copy(prepared.compiler)
        compiler.as_sql = lambda *args, **options: (prepared.sql, tuple(params))  # type: ignore[method-assign]
        queryset = prepared.queryset.all()
        queryset.query.get_compiler = lambda *args, **options: compiler  # type: ignore[method-assign]
        return list(queryset)


def _prepare(build: Callable[..., QuerySet[Any, Any]], values: tuple[int | str, ...]) -> _Prepared:
    marks = [WORDS.format(at) if isinstance(value, str) else NUMBERS + at for at, value in enumerate(values)]
    queryset = build(*marks)
    # Not a thread's own connection, but what leads each thread to its own.
    compiler = queryset.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    places = {at: marks.index(param) for at, param in enumerate(params) if param in marks}
    if len(set(places.values())) != len(marks):
        raise ValueError("A prepared query has to compare each of its values as it is with a column.")
    return _Prepared(queryset, compiler, sql, tuple(params), places)


def has_rows(ordered: QuerySet[Any, Any]) -> bool:
    """Say whether a query, ordered as one of its indexes is, finds a row; for what is asked every few seconds.

    `exists()` leaves the order out. PostgreSQL then plans the prepared query for a moment that it does not know, takes
    a third of the table for due, and reads all of it when nothing is.
    """
    return ordered.values_list("pk").first() is not None
