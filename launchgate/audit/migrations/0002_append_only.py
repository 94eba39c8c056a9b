"""Triggers that refuse to update, delete or truncate events and anchors, on PostgreSQL and on SQLite."""

from django.db import migrations

# The function of PostgreSQL that refuses, in whose words, and for which tables.
REFUSALS = [
    ("audit_event_is_append_only", "Events are append-only.", ["audit_event"]),
    ("audit_anchor_is_append_only", "Anchors are append-only.", ["audit_anchor", "audit_anchoredhead"]),
]


def on_postgresql(function, refusal, tables):
    yield f"""
    CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        -- The one way for the test runner to empty the table: it sets this for its own transaction or session.
        IF current_setting('launchgate.empty_audit', true) = 'yes' AND TG_OP = 'TRUNCATE' THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """
    for table in tables:
        yield f"""
        CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {function}()
        """
        yield f"""
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION {function}()
        """


def back_on_postgresql(function, refusal, tables):
    for table in tables:
        yield f"DROP TRIGGER {table}_no_truncate ON {table}"
        yield f"DROP TRIGGER {table}_no_change ON {table}"
    yield f"DROP FUNCTION {function}()"


def on_sqlite(function, refusal, tables):
    for table in tables:
        for verb in ("update", "delete"):
            yield (
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            )


def back_on_sqlite(function, refusal, tables):
    for table in tables:
        for verb in ("update", "delete"):
            yield f"DROP TRIGGER {table}_no_{verb}"


def forwards(apps, schema_editor):
    make = on_postgresql if schema_editor.connection.vendor == "postgresql" else on_sqlite
    for each in REFUSALS:
        for statement in make(*each):
            schema_editor.execute(statement)


def backwards(apps, schema_editor):
    drop = back_on_postgresql if schema_editor.connection.vendor == "postgresql" else back_on_sqlite
    for each in REFUSALS:
        for statement in drop(*each):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_record")]
    operations = [migrations.RunPython(forwards, backwards)]
