"""The one way in which the append-only record is emptied: by the test runner, between two tests that commit.

The product has no such way. On PostgreSQL the trigger lets a TRUNCATE pass in a session that sets
`launchgate.empty_audit`; on SQLite the triggers are taken off and put back.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

SqlFlush = Callable[[Iterable[str]], None]


@contextmanager
def record_may_be_emptied() -> Iterator[None]:
    """Let events and anchors be emptied inside the block, on the connection of this thread."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET launchgate.empty_audit = 'yes'")
            yield
            cursor.execute("RESET launchgate.empty_audit")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit_%'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, statement in triggers:
            cursor.execute(statement)


def let_flush_empty_the_record() -> None:
    """Make Django's own flush, which follows a test that commits, empty the record too."""
    operations: Any = connection.ops
    flush: SqlFlush = operations.execute_sql_flush

    def flush_with_record(sql_list: Iterable[str]) -> None:
        with record_may_be_emptied():
            flush(sql_list)

    operations.execute_sql_flush = flush_with_record
