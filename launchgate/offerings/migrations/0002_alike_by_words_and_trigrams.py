"""Indexes by which PostgreSQL finds exceptions that are alike; trigrams only where the database lets them be used."""

from django.db import DatabaseError, migrations, transaction

VECTOR = "to_tsvector('simple'::regconfig, COALESCE(what, ''))"


def add_indexes(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX exception_by_words ON offerings_exceptionrequest USING gin ({VECTOR})")
        try:
            with transaction.atomic(using=connection.alias):
                cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
                cursor.execute(
                    "CREATE INDEX exception_by_trigrams ON offerings_exceptionrequest USING gin (what gin_trgm_ops)"
                )
        except DatabaseError:
            # Not installed on the server, or not allowed to this role: full text alone finds candidates then.
            return


def remove_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("DROP INDEX IF EXISTS exception_by_words")
            cursor.execute("DROP INDEX IF EXISTS exception_by_trigrams")


class Migration(migrations.Migration):
    dependencies = [("offerings", "0001_offerings_and_exceptions")]
    replaces = [("offerings", "0003_alike_by_words_and_trigrams")]

    operations = [migrations.RunPython(add_indexes, remove_indexes)]
