"""Moments as the canonical text writes them, made by the database: loading them one by one would be most of a walk."""

from typing import Any

from django.db.models import CharField, Func


class Isoformat(Func):
    """A moment in UTC as `datetime.isoformat(timespec="microseconds")` writes it."""

    output_field = CharField()
    template = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"+00:00\"')"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Write it for SQLite, which keeps moments as text and leaves out microseconds where there are none."""
        template = (
            "strftime('%%%%Y-%%%%m-%%%%dT%%%%H:%%%%M:%%%%S', %(expressions)s) || '.' || "
            "substr(substr(%(expressions)s, 21) || '000000', 1, 6) || '+00:00'"
        )
        return super().as_sql(compiler, connection, template=template, **context)
