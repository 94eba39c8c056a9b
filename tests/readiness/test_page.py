"""The page as it is asked for: statements, size, fragments, and what comes back every minute."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from launchgate.core import clock
from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.readiness.rows import ROWS
from tests.launching import in_days, make_launch

STATEMENTS = 12
BYTES = 100_000
HTMX = {"HX-Request": "true"}


@pytest.fixture
def reader(client, cast):
    client.force_login(cast.heads["finance"])
    return client


def statements(reader) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert reader.get("/readiness/").status_code == 200
    return len(captured)


def test_statements_do_not_grow_with_launches(reader, cast):
    make_launch(cast)
    one, again = statements(reader), statements(reader)
    for number in range(ROWS - 1):
        make_launch(cast, name=f"Launch {number}")
    cache.clear()
    assert (statements(reader), statements(reader)) == (one, again)
    assert again < one <= STATEMENTS


def test_full_page_stays_small(reader, cast):
    for number in range(ROWS):
        make_launch(cast, name=f"A launch with a longer name {number}", target_date=in_days(60 + number))
    with clock.at(clock.now() + timedelta(days=9)):
        answer = reader.get("/readiness/")
    assert answer.text.count('class="cell ') == ROWS * 5
    assert len(answer.content) < BYTES


def test_filtering_by_script_brings_the_heat_map_alone(reader, cast):
    make_launch(cast)
    answer = reader.get("/readiness/?tier=2", headers=HTMX)
    assert answer.text.lstrip().startswith('<div id="heat-map"')
    assert "<html" not in answer.text


def test_while_nothing_happens_only_the_time_comes_back(reader, cast):
    make_launch(cast)
    seen = reader.get("/readiness/").context["revision"]
    answer = reader.get(f"/readiness/?seen={seen}", headers=HTMX)
    assert 'id="live"' in answer.text
    assert "heat-map" not in answer.text.replace("#heat-", "")


def test_news_bring_every_part_in_the_filters_of_the_page(reader, cast):
    make_launch(cast, name="Risky", tier=1)
    usual = make_launch(cast, name="Usual")
    seen = reader.get("/readiness/").context["revision"]
    stop_launch(make_launch(cast, name="Short").pk, "Nobody wants it.", actor=cast.owner)
    answer = reader.get(f"/readiness/?seen={seen}&tier=2", headers=HTMX)
    for part in ("live", "summary", "heat-map", "courts"):
        assert f'id="{part}"' in answer.text
    assert [row.name for row in answer.context["page"].heat_map.rows] == [usual.name]


def test_damaged_place_is_refused_in_words(reader, cast):
    answer = reader.get("/readiness/?after=nowhere")
    assert answer.status_code == 422
    assert "damaged or out of date" in answer.text


def test_words_of_people_are_shown_as_they_were_typed(reader, cast):
    make_launch(cast, name="<script>alert(1)</script>")
    answer = reader.get("/readiness/")
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text


def test_page_is_only_read(reader, cast):
    assert reader.post("/readiness/").status_code == 405
