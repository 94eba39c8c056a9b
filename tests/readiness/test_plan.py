"""Slip, projected date, and what is at risk."""

from datetime import UTC, date, datetime

import pytest

from launchgate.launches.models import Launch
from launchgate.launches.risk import PLANNED
from launchgate.people.calendar import calendar_of
from launchgate.people.models import Company
from launchgate.readiness.plan import Plan
from tests.launching import make_launch
from tests.readiness.reading import page_of

TARGET = date(2026, 7, 10)


def plan_on(year: int, month: int, day: int) -> Plan:
    return Plan(datetime(year, month, day, 12, tzinfo=UTC), calendar_of(Company()))


@pytest.mark.parametrize(
    ("today", "slip", "projected"),
    [
        ((2026, 6, 12), 0, TARGET),
        ((2026, 6, 14), 0, TARGET),
        ((2026, 6, 15), 1, date(2026, 7, 13)),
        ((2026, 6, 18), 4, date(2026, 7, 16)),
    ],
    ids=["on the day", "on the weekend after", "a working day late", "four working days late"],
)
def test_slip_is_in_working_days_past_the_planned_day(today, slip, projected):
    launch = Launch(target_date=TARGET, next_planned_for=date(2026, 6, 12))
    plan = plan_on(*today)
    assert (plan.slip(launch), plan.projected(launch)) == (slip, projected)


def test_slip_is_measured_by_the_target_once_all_gates_are_passed():
    launch = Launch(target_date=TARGET, next_planned_for=None)
    assert plan_on(2026, 7, 14).slip(launch) == 2


def test_database_and_python_agree_on_who_is_behind(cast):
    launch = make_launch(cast)
    launch.next_planned_for = date(2026, 6, 12)
    launch.save(update_fields=["next_planned_for"])
    launches = Launch.objects.annotate(planned=PLANNED)
    for day in range(8, 24):
        plan = plan_on(2026, 6, day)
        for least in (1, 4):
            assert launches.filter(plan.behind(least)).exists() is (plan.slip(launch) >= least), day


def test_stalled_turn_puts_a_launch_at_risk_before_it_is_behind(cast):
    make_launch(cast)
    page = page_of(cast.sponsor, days=9)
    assert [risk.name for risk in page.summary.risks] == ["Aurora Checkout"]
    assert page.summary.risks[0].slip == ""
    assert not page.heat_map.rows[0].is_late


def test_launch_four_days_behind_is_at_risk_and_projected_later(cast):
    launch = make_launch(cast, target_date=date(2026, 7, 10))
    launch.next_planned_for = date(2026, 6, 12)
    launch.save(update_fields=["next_planned_for"])
    risk = page_of(cast.sponsor, days=10).summary.risks[0]
    assert (risk.target, risk.projected, risk.slip) == ("10 Jul", "16 Jul", "+4 d")
