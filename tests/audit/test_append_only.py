"""The database itself refuses to change or delete what was recorded."""

import pytest
from django.db import DatabaseError, connection, transaction

from launchgate.audit.models import Event
from launchgate.audit.record import record
from launchgate.people.company import lock_company

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def event() -> Event:
    """An event of the company."""
    return record("company.edited", chain=lock_company(), actor=None)


def test_an_event_is_not_changed(event):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(kind="company.opened")
    event.kind = "company.opened"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.save()
    assert Event.objects.get().kind == "company.edited"


def test_an_event_is_not_deleted(event):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.all().delete()
    assert Event.objects.count() == 1


@pytest.mark.postgresql
def test_the_record_is_not_truncated():
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_event")


def test_a_number_is_given_once_per_chain(event):
    event.pk = None
    with pytest.raises(DatabaseError), transaction.atomic():
        event.save(force_insert=True)
