"""Keys of forms that were sent: refused a second time, and forgotten after a week."""

from datetime import UTC, datetime, timedelta

import pytest

from launchgate.celery import app
from launchgate.core import clock
from launchgate.core.models import Once
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict
from launchgate.core.tasks import forget_old_keys

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_the_night_forgets_keys_older_than_a_week() -> None:
    for key, age in {"old": timedelta(days=7, seconds=1), "a week": timedelta(days=7), "new": timedelta()}.items():
        with clock.at(NOON - age):
            use_once(key)

    with clock.at(NOON):
        forget_old_keys()

    assert set(Once.objects.values_list("key", flat=True)) == {"a week", "new"}


def test_a_key_of_this_week_is_still_refused_after_the_night() -> None:
    with clock.at(NOON - timedelta(days=6)):
        use_once("key")

    with clock.at(NOON):
        forget_old_keys()
        with pytest.raises(Conflict):
            use_once("key")


def test_beat_forgets_keys_once_a_night() -> None:
    assert "core.forget_old_keys" in [entry["task"] for entry in app.conf.beat_schedule.values()]
