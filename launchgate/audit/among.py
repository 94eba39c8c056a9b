"""One of many ids, given to the database as one value: to prepare thousands one by one would be most of a walk."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func, Value


class Among(Func):
    """Say whether a column of ids holds one of these; use it as a filter."""

    output_field = BooleanField()

    def __init__(self, column: str, ids: Iterable[int]):
        self._ids = list(ids)
        super().__init__(F(column))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Write it for SQLite, which has no arrays but reads them from JSON."""
        return self._with(json.dumps(self._ids), " IN (SELECT value FROM json_each(%s))", compiler, connection)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Write it for PostgreSQL."""
        return self._with(f"{{{','.join(map(str, self._ids))}}}", " = ANY(%s::bigint[])", compiler, connection)

    def _with(self, value: Any, condition: str, compiler: Any, connection: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        wanted, more = compiler.compile(Value(value))
        return column + condition % wanted, (*params, *more)
