"""Changing what was recorded behind the product's back, as the owner of the database can, and asking verify_audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from django.core.management import call_command
from django.db import connection

from tests.emptying import record_may_be_emptied


@contextmanager
def forging() -> Iterator[None]:
    """Put the triggers of the record out of force inside the block."""
    if connection.vendor != "postgresql":
        with record_may_be_emptied():
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def verify(*arguments: str) -> tuple[int, str]:
    """Return the exit code of verify_audit and what it printed."""
    out = StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()
