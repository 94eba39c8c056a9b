"""Tests that commit leave no events behind, and the record is append-only again afterwards."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from launchgate.audit.models import Event
from launchgate.core import clock

pytestmark = pytest.mark.django_db(transaction=True)


def make_event() -> Event:
    now = clock.now()
    return Event.objects.create(
        chain="company:1", number=1, kind="checked", happened_at=now, recorded_at=now, text="{}", digest="x"
    )


def test_the_flush_between_tests_empties_the_record() -> None:
    make_event()

    call_command("flush", interactive=False, verbosity=0)

    assert not Event.objects.exists()


def test_the_record_is_append_only_after_a_flush() -> None:
    call_command("flush", interactive=False, verbosity=0)
    event = make_event()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(kind="forged")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).delete()


@pytest.mark.postgresql
def test_the_record_cannot_be_truncated_after_a_flush() -> None:
    call_command("flush", interactive=False, verbosity=0)

    with pytest.raises(IntegrityError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_event")
