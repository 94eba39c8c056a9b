"""The finding in words."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from launchgate.launches.models import Launch, Turn
from launchgate.people.models import Person
from launchgate.readiness.figures import Court, Figures
from launchgate.readiness.finding import Finding, find
from launchgate.readiness.waits import Names, Wait

NOW = datetime(2026, 6, 8, 8, tzinfo=UTC)


def court(name: str, *, behind: int = 0, stalled: int = 0, function_id: int | None = 1) -> Court:
    return Court(function_id, name, 5, 3, stalled, behind, stalled)


def wait(kind: str, days: float, held_at: datetime | None = None) -> Wait:
    about = Names(Launch(name="Aurora Checkout"), "Finance and pricing", "finance-pricing", "Finance", 5)
    holder = Person(name="Marcus Oyelaran")
    return Wait(
        1, kind, 7, 3, 1, NOW, held_at, None, None, None, 0, None, None, None, "", holder, names=about, days=days
    )


def found(
    *courts: Court, behind: int = 0, at_risk: int = 0, running: int = 16, waits: list[Wait] | None = None
) -> Finding:
    standing = Counter({"at risk": at_risk, "on track": running - at_risk})
    figures = {"ready": 0, "overridden": 0, "soon": 0, "soon_at_risk": 0, "owners": [], "risky": []}
    return find(Figures(standing, behind, courts=list(courts), waits=waits or [], **figures))


def test_finding_names_the_function_that_holds_most():
    finding = found(court("Finance", behind=2), court("Sales", behind=1), behind=3)
    assert finding.says == "Three of sixteen launches are behind plan."
    assert finding.urgent == "Finance holds two of them."


@pytest.mark.parametrize(
    ("courts", "behind", "urgent"),
    [
        ([court("Finance", behind=3)], 3, "Finance holds all of them."),
        ([court("Finance", behind=2)], 2, "Finance holds both of them."),
        ([court("Finance", behind=1)], 1, "Finance holds it."),
        ([court("Finance", behind=2), court("Sales", behind=2)], 5, "Finance and Sales each hold two of them."),
        ([court("A", behind=1), court("B", behind=1), court("C", behind=1)], 3, ""),
        ([court("Launch owners", behind=2, function_id=None)], 3, "The owners hold two of them."),
        ([court("Finance")], 2, ""),
    ],
    ids=["all", "both", "the one", "two as many", "three as many", "owners", "nobody"],
)
def test_finding_says_who_holds_them(courts, behind, urgent):
    assert found(*courts, behind=behind).urgent == urgent


@pytest.mark.parametrize(
    ("running", "behind", "says"),
    [
        (1, 1, "The one running launch is behind plan."),
        (2, 2, "Both launches are behind plan."),
        (3, 3, "All three launches are behind plan."),
        (16, 1, "One of sixteen launches is behind plan."),
        (10_000, 1200, "1,200 of 10,000 launches are behind plan."),
        (10_000, 3, "3 of 10,000 launches are behind plan."),
        (16, 0, "All sixteen launches are on plan."),
    ],
)
def test_finding_counts_in_words_as_far_as_twenty(running, behind, says):
    assert found(running=running, behind=behind).says == says


def test_finding_tells_of_risks_while_none_is_behind():
    finding = found(court("Finance", stalled=2), at_risk=3)
    assert finding.says == "Three of sixteen launches are at risk."
    assert finding.urgent == "Finance holds two of them."
    assert finding.because == "None is behind its plan yet."


def test_finding_names_who_has_waited_longest():
    finding = found(waits=[wait(Turn.Kind.SIGN, 12.4), wait(Turn.Kind.ACCEPT, 3)])
    assert finding.because == (
        "Aurora Checkout has waited longest: Marcus Oyelaran has had Finance and pricing to sign for 12 working days."
    )


def test_finding_does_not_say_that_whoever_came_later_had_it_all_the_time():
    finding = found(waits=[wait(Turn.Kind.SIGN, 12.4, held_at=NOW)])
    assert finding.because == (
        "Aurora Checkout has waited longest: Marcus Oyelaran has had Finance and pricing to sign; "
        "it has waited for 12 working days."
    )


def test_finding_does_not_call_less_than_a_day_a_wait():
    assert found(waits=[wait(Turn.Kind.SIGN, 0.6)]).because == ""


def test_finding_without_launches():
    assert found(running=0) == Finding("No launch is running.", "", "")
