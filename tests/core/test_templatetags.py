"""Dates, spans of time, icons and avatars as every page writes them."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Engine, engines
from django.utils import timezone

from launchgate.core import clock
from launchgate.core.templatetags import launchgate as tags
from launchgate.people.models import Person

BERLIN, LOS_ANGELES = ZoneInfo("Europe/Berlin"), ZoneInfo("America/Los_Angeles")
NOVEMBER = datetime(2026, 11, 6, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_2026() -> Any:
    with clock.at(datetime(2026, 11, 22, 12, tzinfo=UTC)), timezone.override(BERLIN):
        yield


def rendered(template: str, **context: Any) -> str:
    engine: Engine = engines["django"].engine
    return engine.from_string(template).render(Context(context))


def test_day_of_a_moment_is_the_readers_day():
    assert tags.day(NOVEMBER) == "Sat 7 Nov"
    with timezone.override(LOS_ANGELES):
        assert tags.day(NOVEMBER) == "Fri 6 Nov"


def test_day_of_a_date_is_that_date():
    assert tags.day(date(2026, 11, 6)) == "Fri 6 Nov"


@pytest.mark.parametrize(
    ("write", "words"),
    [(tags.day, "Mon 4 Jan 2027"), (tags.long_day, "Monday 4 January 2027"), (tags.short_day, "4 Jan 2027")],
)
def test_day_says_the_year_when_it_is_another(write, words):
    assert write(date(2027, 1, 4)) == words


def test_year_turns_at_the_readers_midnight():
    with clock.at(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)):
        assert tags.short_day(date(2027, 1, 1)) == "1 Jan"


def test_moment_says_day_and_time_of_the_reader():
    assert tags.moment(NOVEMBER) == "7 Nov 00:30"


def test_paper_says_the_year_in_this_year_too():
    assert tags.dated(date(2026, 11, 6)) == "Fri 6 Nov 2026"
    assert tags.stamped(NOVEMBER) == "Sat 7 Nov 2026 00:30"


def test_when_carries_the_exact_moment():
    assert rendered("{% when at %}", at=NOVEMBER) == '<time datetime="2026-11-07T00:30:00+01:00">7 Nov 00:30</time>'


@pytest.mark.parametrize(
    "write", [tags.day, tags.long_day, tags.short_day, tags.moment, tags.when, tags.days, tags.slip, tags.duration]
)
def test_nothing_known_is_nothing_shown(write):
    assert write(None) == ""


@pytest.mark.parametrize(("number", "words"), [(0, "< 1 d"), (0.9, "< 1 d"), (1, "1 d"), (12.8, "12 d"), (-2, "−2 d")])
def test_days_are_whole_days_passed(number, words):
    assert tags.days(number) == words


@pytest.mark.parametrize(("number", "words"), [(5, "+5 d"), (-1, "−1 d"), (0, "on plan"), (0.4, "on plan")])
def test_slip_says_late_early_or_on_plan(number, words):
    assert tags.slip(number) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0.5, "less than a working day"), (1.7, "1 working day"), (12, "12 working days")]
)
def test_duration_in_words(number, words):
    assert tags.duration(number) == words


def test_icon_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in rendered('{% icon "bell" 18 %}')


def test_icon_points_into_the_sprite():
    assert 'icons.svg#bell"' in rendered('{% icon "bell" 18 %}')


def test_icon_name_cannot_break_out():
    assert "<script>" not in rendered("{% icon name %}", name='"><script>')


def test_avatar_shows_initials_escaped():
    assert "&lt;&gt;" in rendered("{% avatar person %}", person=Person(pk=1, name="<a >b"))


def test_avatar_of_nobody_is_empty():
    assert rendered("{% avatar None %}").count("><") == 1


def test_chip_says_its_state_in_words():
    assert "Signed, then changed" in rendered('{% chip "changed" "Signed, then changed" %}')


def test_hanging_text_is_set_in_under_its_first_line():
    lines = tags.hanging("word " * 30, 17).splitlines()
    assert len(lines) > 1
    assert all(line.startswith(" " * 17) and len(line) <= 72 for line in lines[1:])
