"""Working time: weekends, public holidays, regions, summer time, part-time weeks, and input that makes no calendar."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchgate.core.refusals import Invalid
from launchgate.people.calendar import calendar_of
from launchgate.people.models import Company, Person

BERLIN = ZoneInfo("Europe/Berlin")


def hours(**fields):
    return Person(**{"time_zone": "Europe/Berlin", "country": "DE"} | fields)


def berlin(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=BERLIN)


def test_friday_is_followed_by_monday():
    assert calendar_of(hours()).shift(date(2026, 11, 20), 1) == date(2026, 11, 23)


def test_shift_goes_back_from_monday_to_friday():
    assert calendar_of(hours()).shift(date(2026, 11, 23), -1) == date(2026, 11, 20)


def test_shift_by_nothing_moves_only_a_day_off():
    calendar = calendar_of(hours())
    assert calendar.shift(date(2026, 11, 20), 0) == date(2026, 11, 20)
    assert calendar.shift(date(2026, 11, 21), 0) == date(2026, 11, 23)


def test_shift_from_a_day_off_counts_the_next_working_day_as_the_first():
    calendar = calendar_of(hours())
    assert calendar.shift(date(2026, 11, 22), 1) == date(2026, 11, 23)
    assert calendar.shift(date(2026, 11, 22), -1) == date(2026, 11, 20)


def test_shift_crosses_christmas_and_new_year():
    assert calendar_of(hours()).shift(date(2026, 12, 23), 5) == date(2026, 12, 31)
    assert calendar_of(hours()).shift(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert calendar_of(hours()).shift(date(2027, 1, 4), -1) == date(2026, 12, 31)


def test_a_region_has_holidays_of_its_own():
    epiphany = date(2027, 1, 6)
    assert calendar_of(hours()).is_working_day(epiphany)
    assert not calendar_of(hours(subdivision="BY")).is_working_day(epiphany)


def test_without_a_country_there_are_no_holidays():
    assert calendar_of(hours(country="")).is_working_day(date(2026, 12, 25))


def test_company_closures_are_off():
    calendar = calendar_of(hours(), closures=["2026-11-23", date(2026, 11, 24)])
    assert calendar.shift(date(2026, 11, 20), 1) == date(2026, 11, 25)


def test_the_company_counts_its_own_closures():
    assert not calendar_of(Company(closures=["2026-11-23"])).is_working_day(date(2026, 11, 23))


def test_a_week_from_sunday_to_thursday_is_worked_as_such():
    calendar = calendar_of(hours(country="IL", weekdays=[6, 0, 1, 2, 3]))
    assert calendar.is_working_day(date(2026, 11, 22))
    assert not calendar.is_working_day(date(2026, 11, 20))


def test_adding_a_day_keeps_the_time_of_day_over_the_weekend():
    due = calendar_of(hours()).add_days(berlin("2026-11-20", "15:30"), 1)
    assert due == berlin("2026-11-23", "15:30")
    assert due.tzinfo is UTC


@pytest.mark.parametrize(
    ("friday", "monday"), [("2026-03-27", "2026-03-30"), ("2026-10-23", "2026-10-26")], ids=["spring", "autumn"]
)
def test_adding_a_day_keeps_the_time_of_day_over_the_change_of_the_clocks(friday, monday):
    assert calendar_of(hours()).add_days(berlin(friday, "10:00"), 1) == berlin(monday, "10:00")


def test_days_between_counts_one_day_over_the_change_of_the_clocks():
    assert calendar_of(hours()).days_between(berlin("2026-03-27", "10:00"), berlin("2026-03-30", "10:00")) == 1


def test_a_moment_in_the_evening_counts_from_the_next_morning():
    calendar = calendar_of(hours())
    assert calendar.add_days(berlin("2026-11-20", "19:00"), 0) == berlin("2026-11-23", "09:00")
    assert calendar.add_days(berlin("2026-11-20", "19:00"), 1) == berlin("2026-11-24", "09:00")


def test_a_moment_before_work_counts_from_that_morning():
    assert calendar_of(hours()).add_days(berlin("2026-11-20", "05:00"), 0) == berlin("2026-11-20", "09:00")


def test_going_back_from_a_weekend_counts_from_friday_evening():
    assert calendar_of(hours()).add_days(berlin("2026-11-22", "12:00"), -1) == berlin("2026-11-19", "17:00")


def test_half_a_day_is_half_of_the_persons_own_day():
    calendar = calendar_of(hours(day_starts=time(8), day_ends=time(12)))
    assert calendar.add_days(berlin("2026-11-20", "08:00"), 0.5) == berlin("2026-11-20", "10:00")
    assert calendar.add_days(berlin("2026-11-20", "11:00"), 0.5) == berlin("2026-11-23", "09:00")
    assert calendar.days_between(berlin("2026-11-20", "10:00"), berlin("2026-11-20", "17:00")) == 0.5


def test_the_weekend_takes_no_working_time():
    calendar = calendar_of(hours())
    assert calendar.days_between(berlin("2026-11-20", "17:00"), berlin("2026-11-23", "09:00")) == 0
    assert calendar.days_between(berlin("2026-11-21", "03:00"), berlin("2026-11-22", "23:00")) == 0


def test_a_day_is_the_persons_own_wherever_the_moment_was_written():
    calendar = calendar_of(hours(time_zone="Pacific/Auckland", country="NZ"))
    friday_night_in_berlin = berlin("2026-11-19", "23:30")  # Friday 11:30 in Auckland
    assert calendar.add_days(friday_night_in_berlin, 1).astimezone(ZoneInfo("Pacific/Auckland")) == datetime(
        2026, 11, 23, 11, 30, tzinfo=ZoneInfo("Pacific/Auckland")
    )


def test_working_days_counts_after_the_first_up_to_the_last():
    calendar = calendar_of(hours())
    assert calendar.working_days(date(2026, 11, 20), date(2026, 11, 23)) == 1
    assert calendar.working_days(date(2026, 11, 20), date(2026, 11, 20)) == 0
    assert calendar.working_days(date(2026, 11, 23), date(2026, 11, 20)) == -1
    assert calendar.working_days(date(2025, 12, 31), date(2027, 12, 31)) == 254 + 256


def test_hours_within_the_lost_hour_of_spring_are_worked_on_no_time_at_all():
    calendar = calendar_of(hours(country="", weekdays=[5, 6], day_starts=time(2), day_ends=time(3)))
    saturday, next_saturday = berlin("2026-03-28", "02:30"), berlin("2026-04-04", "02:30")
    assert calendar.days_between(saturday, next_saturday) == 2
    assert calendar.add_days(saturday, 2) == next_saturday


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": [7]}, "weekdays"),
        ({"weekdays": ["Monday"]}, "weekdays"),
        ({"weekdays": [[0]]}, "weekdays"),
        ({"weekdays": None}, "weekdays"),
        ({"weekdays": [True, False]}, "weekdays"),
        ({"day_starts": time(17), "day_ends": time(9)}, "day_ends"),
        ({"day_starts": time(9), "day_ends": time(9)}, "day_ends"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"country": "XX"}, "country"),
        ({"subdivision": "CA"}, "subdivision"),
        ({"country": "", "subdivision": "BY"}, "subdivision"),
    ],
)
def test_hours_that_make_no_calendar_are_refused_with_the_field(fields, field):
    with pytest.raises(Invalid) as refusal:
        calendar_of(hours(**fields))
    assert refusal.value.field == field


def test_yes_and_no_are_no_working_days_though_a_calendar_of_their_numbers_is_known():
    calendar_of(hours(weekdays=[1, 0]))
    with pytest.raises(Invalid):
        calendar_of(hours(weekdays=[True, False]))


def test_a_closure_that_is_no_date_is_refused():
    with pytest.raises(Invalid, match="2026-12-24"):
        calendar_of(hours(), closures=["Christmas"])


@pytest.mark.parametrize("n", [20_001, -20_001, float("inf"), float("nan")])
def test_far_too_many_days_are_refused(n):
    with pytest.raises(Invalid, match="too far away"):
        calendar_of(hours()).add_days(berlin("2026-11-20", "10:00"), n)


def test_dates_that_no_calendar_reaches_are_refused():
    calendar = calendar_of(hours())
    for day in (date.min, date.max):
        with pytest.raises(Invalid, match="too far away"):
            calendar.shift(day, 1)


def test_a_calendar_that_is_closed_for_ever_ends_in_a_refusal():
    every_monday = [date(1970, 1, 5) + timedelta(weeks=week) for week in range(12_100)]
    with pytest.raises(Invalid, match="too far away"):
        calendar_of(hours(country="", weekdays=[0]), closures=every_monday).shift(date(2026, 11, 23), 1)


def test_people_with_the_same_hours_share_one_calendar():
    assert calendar_of(hours(weekdays=[0, 1, 2])) is calendar_of(hours(weekdays=[2, 1, 0]))


DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))
CALENDARS = st.builds(
    lambda zone, weekdays, starts, length: calendar_of(
        hours(time_zone=zone, weekdays=sorted(weekdays), day_starts=time(starts), day_ends=time(starts + length))
    ),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Australia/Lord_Howe"]),
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(0, 15),
    st.integers(1, 8),
)


@given(CALENDARS, DAYS, st.integers(-400, 400))
def test_shift_and_working_days_agree(calendar, day, n):
    moved = calendar.shift(day, n)
    assert calendar.is_working_day(moved)
    assert calendar.working_days(calendar.shift(day, 0), moved) == (n if calendar.is_working_day(day) else n - (n > 0))


@given(CALENDARS, MOMENTS, st.integers(0, 200))
def test_adding_days_and_the_days_between_agree(calendar, moment, n):
    assert calendar.days_between(moment, calendar.add_days(moment, n)) == pytest.approx(n)


@given(CALENDARS, MOMENTS, MOMENTS)
def test_working_time_never_runs_backwards(calendar, a, b):
    assert (calendar.days_between(a, b) >= 0) or b < a
    assert calendar.days_between(a, b) == pytest.approx(-calendar.days_between(b, a))
