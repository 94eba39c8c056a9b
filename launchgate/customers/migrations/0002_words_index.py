"""An index over the words of insights, where the database has full text."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MAKE = (
    "CREATE INDEX insight_words ON customers_insight USING gin (to_tsvector('simple'::regconfig, COALESCE(words, '')))"
)


def make(apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def drop(apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX insight_words")


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_customers_and_promises")]

    operations = [migrations.RunPython(make, drop)]
