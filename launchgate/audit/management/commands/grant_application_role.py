"""Lets the role that the product runs as read and write, but never rewrite what was recorded."""

import argparse
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import ProgrammingError, connection, transaction

from launchgate.audit.models import Anchor, AnchoredHead, Event

MIGRATIONS = "django_migrations"


class Command(BaseCommand):
    help = "Give a PostgreSQL role what web server, worker and beat need; run it as the owner, after every migrate."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the name of the role."""
        parser.add_argument("role")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        """Grant and revoke in one transaction; said twice, it changes nothing."""
        if connection.vendor != "postgresql":
            raise CommandError("Roles exist on PostgreSQL only; DATABASE_URL names another database.")
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in statements(connection.ops.quote_name(role)):
                    cursor.execute(statement)
        except ProgrammingError as problem:
            raise CommandError(f"{role}: {str(problem).strip()}") from problem
        self.stdout.write(f"{role} may read and write all tables; of the record it may only read and append.")


def statements(role: str) -> list[str]:
    """Return the SQL for a quoted role. The owner keeps what is taken from it here: TRUNCATE, triggers, the tables."""
    tables = [connection.ops.quote_name(model._meta.db_table) for model in (Event, Anchor, AnchoredHead)]
    return [
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"REVOKE UPDATE, DELETE ON {', '.join(tables)} FROM {role}",
        f"REVOKE INSERT, UPDATE, DELETE ON {MIGRATIONS} FROM {role}",
    ]
