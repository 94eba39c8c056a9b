"""Triggers that refuse to update, delete or truncate anchors, on PostgreSQL and on SQLite."""

from django.db import migrations

REFUSAL = "Anchors are append-only."
TABLES = ["audit_anchor", "audit_anchoredhead"]

POSTGRESQL = [
    f"""
    CREATE FUNCTION audit_anchor_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        -- As for events: the test runner's way to empty the tables, and nobody else's.
        IF current_setting('launchgate.empty_audit', true) = 'yes' AND TG_OP = 'TRUNCATE' THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    *(
        f"""
        CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION audit_anchor_is_append_only()
        """
        for table in TABLES
    ),
    *(
        f"""
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION audit_anchor_is_append_only()
        """
        for table in TABLES
    ),
]
POSTGRESQL_BACK = [
    *(f"DROP TRIGGER {table}_no_truncate ON {table}" for table in TABLES),
    *(f"DROP TRIGGER {table}_no_change ON {table}" for table in TABLES),
    "DROP FUNCTION audit_anchor_is_append_only()",
]
SQLITE = [
    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table in TABLES
    for verb in ("update", "delete")
]
SQLITE_BACK = [f"DROP TRIGGER {table}_no_{verb}" for table in TABLES for verb in ("update", "delete")]


def forwards(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_anchors")]
    operations = [migrations.RunPython(forwards, backwards)]
