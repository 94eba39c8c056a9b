"""In production the product runs as a role that can append to the record and never rewrite it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def as_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE checked_application")
        call_command("grant_application_role", "checked_application", verbosity=0)
        cursor.execute("SET LOCAL ROLE checked_application")


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.usefixtures("as_application")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET kind = 'forged'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "DROP TABLE audit_event",
        "DELETE FROM django_migrations",
    ],
)
def test_the_application_cannot_rewrite_the_record(statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        run(statement)


@pytest.mark.usefixtures("as_application")
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*) FROM audit_event",
        "INSERT INTO audit_event (chain, number, kind, subject, happened_at, recorded_at, text, previous, digest)"
        " VALUES ('launch:1', 1, 'checked', '', now(), now(), '{}', '', 'x')",
        "UPDATE core_heartbeat SET name = name",
        "DELETE FROM core_queuedtask",
    ],
)
def test_the_application_can_do_its_work(statement: str) -> None:
    run(statement)


def test_a_role_that_does_not_exist_is_told_in_a_sentence() -> None:
    with pytest.raises(CommandError, match="nobody_here"):
        call_command("grant_application_role", "nobody_here")
