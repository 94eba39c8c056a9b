"""Pages of exceptions cost the same for few exceptions as for a thousand."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from launchgate.core import clock
from launchgate.launches.models import Launch
from launchgate.offerings.actions.deciding import approve_exception
from launchgate.offerings.models import ExceptionRequest, Statement, Voice
from tests.launching import Cast, in_days, make_launch
from tests.offerings.asking import hear_all, make_exception

MORE = 1000
S = ExceptionRequest.Status


def statements(browser: Client, path: str) -> int:
    """Return how many statements a page costs once everything around it is warm."""
    assert browser.get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        browser.get(path)
    return len(asked)


def more(like: ExceptionRequest, number: int) -> None:
    """Copy a decided exception with its three voices, each heard, that many times."""
    facts: dict[str, Any] = {field.attname: getattr(like, field.attname) for field in like._meta.concrete_fields}
    del facts["id"]
    rows = ExceptionRequest.objects.bulk_create(
        ExceptionRequest(**facts | {"what": f"{like.what} {n}", "requested_at": clock.now() - timedelta(minutes=n)})
        for n in range(number)
    )
    said = list(like.voices.select_related("statement"))
    voices = Voice.objects.bulk_create(Voice(exception=row, function_id=v.function_id) for row in rows for v in said)
    words = Statement.objects.bulk_create(
        Statement(
            voice=voice,
            answer="yes",
            person_id=one.statement.person_id,
            printed_name="Somebody",
            capacity="head",
            given_at=clock.now(),
        )
        for voice, one in zip(voices, said * number, strict=True)
    )
    for voice, statement in zip(voices, words, strict=True):
        voice.statement = statement
    Voice.objects.bulk_update(voices, ["statement"], batch_size=500)


@pytest.fixture
def launch(cast: Cast) -> Launch:
    """A launch with two exceptions: one approved, one that waits for voices."""
    launch = make_launch(cast)
    first = make_exception(cast.owner, launch_id=launch.pk)
    hear_all(first, cast)
    approve_exception(first.pk, in_days(30), actor=cast.heads["operations"])
    make_exception(cast.owner, launch_id=launch.pk, what="Delivery within 24 hours on weekends")
    return launch


@pytest.mark.both
def test_pages_cost_the_same_for_a_thousand_exceptions(cast: Cast, launch: Launch):
    browser = Client()
    browser.force_login(cast.heads["operations"], backend="django.contrib.auth.backends.ModelBackend")
    approved = ExceptionRequest.objects.get(status=S.APPROVED)
    paths = [
        "/exceptions/",
        "/exceptions/?show=approved",
        "/exceptions/?q=weekends",
        "/exceptions/new/",
        "/exceptions/similar/?what=Delivery+within+48+hours",
        approved.get_absolute_url(),
        launch.get_absolute_url(),
        f"{launch.get_absolute_url()}history/",
    ]
    more(approved, 3)
    few = [statements(browser, path) for path in paths]
    more(approved, MORE)
    assert [statements(browser, path) for path in paths] == few
