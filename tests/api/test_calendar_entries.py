"""What a calendar shows of launches and turns, and to whom; every event is read by two parsers."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from launchgate.core import clock
from launchgate.core.templatetags.launchgate import long_day
from launchgate.customers.actions.questions import ask_gate
from launchgate.launches.actions.decide import Wish, approve_with_conditions
from launchgate.launches.actions.edit import change_target_date, follow_launch
from launchgate.launches.actions.lifecycle import hold_launch, stop_launch
from launchgate.launches.models import Gate, Launch, Turn
from launchgate.people.models import Person
from tests.api.feeds import address_of, by_icalendar, by_vobject, feed, read
from tests.launches.small import START
from tests.launches.stages import gate_in
from tests.reviews.public import days_later, opened, part_of, public

pytestmark = pytest.mark.django_db

SIGN, LAUNCH = "Sign Input: Aurora", "Launch: Aurora"


def test_a_turn_is_a_whole_day_on_its_planned_day(small):
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    turn = Turn.objects.get(gate=gate, kind="sign", holder=small.people["sales"])
    event = read(small.people["sales"])[SIGN]
    assert (event.first, event.end) == (turn.planned_for, turn.planned_for + timedelta(days=1))


def test_what_names_its_launch_itself_does_not_name_it_twice(small):
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    follow_launch(gate.launch_id, actor=small.people["stranger"])
    ask_gate(gate.pk, "Which shops?", actor=small.people["stranger"])
    holder = Turn.objects.get(kind="answer").holder
    assert "Answer a question: “Which shops?” on Aurora" in read(holder)


def test_a_turn_says_who_asks_what_it_blocks_and_where_it_is_acted_on(small):
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    event = read(small.people["sales"])[SIGN]
    assert "Asked by Olu Owner." in event.text
    assert "Build, Price and Tell wait for it." in event.text
    assert event.link == f"{settings.BASE_URL}/launches/{gate.launch.key}/gates/input/#sign-off"
    assert event.text.endswith(event.link)


def test_a_turn_on_a_public_launch_says_since_when_it_is_public(small):
    launch = public(small)
    with days_later(32):
        part = part_of(opened(launch), "finance")
        text = next(
            event.text for event in read(small.people["finance"]).values() if f"{part.review.day} days" in event.title
        )
    assert f"Aurora is public since {long_day(launch.live_at)}." in text
    assert "planned for" not in text


def test_a_turn_without_a_planned_day_is_shown_where_its_moment_falls_for_the_reader(small):
    gate_in(Gate.Status.IN_REVIEW, small)
    night = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
    Turn.objects.filter(holder=small.people["sales"]).update(planned_for=None, due_at=night)
    assert f"{read(small.people['sales'])[SIGN].first}" == "2026-03-29"
    Person.objects.filter(pk=small.people["sales"].pk).update(time_zone="America/New_York")
    assert f"{read(small.people['sales'])[SIGN].first}" == "2026-03-28"


def test_summer_time_changes_the_clock_and_not_the_day(small):
    gate_in(Gate.Status.IN_REVIEW, small)
    days = []
    for evening in (datetime(2026, 3, 28, 22, 30, tzinfo=UTC), datetime(2026, 3, 29, 21, 30, tzinfo=UTC)):
        Turn.objects.filter(holder=small.people["sales"]).update(planned_for=None, due_at=evening)
        event = read(small.people["sales"])[SIGN]
        assert "23:30" in event.text
        days.append((event.first, event.end - event.first))
    assert days == [(datetime(2026, 3, 28 + n).date(), timedelta(days=1)) for n in (0, 1)]


def test_a_turn_that_is_done_or_moves_on_leaves_the_calendar(small):
    gate_in(Gate.Status.IN_REVIEW, small)
    assert SIGN in read(small.people["sales"])
    Turn.objects.filter(holder=small.people["sales"]).update(holder=small.people["deputy"])
    assert SIGN not in read(small.people["sales"])
    assert SIGN in read(small.people["deputy"])


def test_the_target_date_is_shown_to_who_has_a_part_in_the_launch_and_to_nobody_else(small):
    launch = gate_in(Gate.Status.IN_REVIEW, small).launch
    follow_launch(launch.pk, actor=small.people["member"])
    showing = {role for role, person in small.people.items() if LAUNCH in read(person)}
    assert showing == {"owner", "sponsor", "sales", "care", "member"}


def test_a_confidential_launch_is_shown_only_to_who_sees_it(small):
    launch = small.launch(is_confidential=True)
    follow_launch(launch.pk, actor=small.owner, person_id=small.people["member"].pk)
    assert LAUNCH in read(small.people["member"])
    launch.follows.all().delete()
    assert read(small.people["member"]) == {}
    assert read(small.people["stranger"]) == {}


def test_a_hold_is_shown_once_as_what_its_holder_does_and_to_others_as_a_day(small):
    launch = small.launch()
    day = (START + timedelta(days=20)).date()
    hold_launch(launch.pk, "Waits for the bank.", actor=small.owner, look_again_on=day)
    mine, theirs = read(small.owner), read(small.sponsor)
    title = "Look again at the hold: Aurora"
    assert (mine[title].first, theirs[title].first) == (day, day)
    assert (mine[title].uid[:4], theirs[title].uid[:4]) == ("turn", "hold")
    assert "Waits for the bank." in theirs[title].text
    assert mine[LAUNCH].status == "TENTATIVE"


def test_a_condition_is_shown_to_who_meets_it_and_to_who_follows_the_launch(small):
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    due = (START + timedelta(days=9)).date()
    wish = Wish("Ask two more.", small.people["member"].pk, due)
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish])
    own = read(small.people["member"])["Meet a condition of Input: Aurora"]
    other = read(small.sponsor)["Condition of Input due: Aurora"]
    assert (own.first, other.first) == (due, due)
    assert "Mem Member has to meet it." in other.text


def test_a_stopped_launch_leaves_the_calendar(small):
    launch = small.launch()
    stop_launch(launch.pk, "No market.", actor=small.owner)
    assert read(small.owner) == {}


def test_a_moved_date_is_the_same_event_in_a_later_revision(small):
    launch = small.launch()
    before = read(small.owner)[LAUNCH]
    later = launch.target_date + timedelta(days=7)
    change_target_date(launch.pk, later, actor=small.owner)
    after = read(small.owner)[LAUNCH]
    assert (after.uid, after.first) == (before.uid, later)
    assert after.sequence > before.sequence
    assert after.stamp >= before.stamp


@pytest.mark.parametrize(
    "name",
    [
        'Café; with, commas\\and “quotes”: a "launch"',
        "新しい決済ページの公開と国際展開のための準備作業その一、その二、その三",
        "إطلاق صفحة الدفع الجديدة",
        "BEGIN:VEVENT",
        "🚀" * 60,
        "a" * 120,
    ],
)
def test_awkward_names_come_through_whole(small, name):
    small.launch(name=name)
    assert f"Launch: {name}" in read(small.owner)


def test_lines_are_folded_at_75_bytes_and_end_as_the_standard_has_it(small):
    small.launch(name="新しい決済ページの公開と国際展開のための準備作業その一、その二、その三")
    content = feed(address_of(small.owner)).content
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(line.decode() for line in lines[:-1])


def test_line_breaks_in_words_make_no_lines_of_the_file(small):
    launch = small.launch()
    hold_launch(launch.pk, "One\nEND:VCALENDAR", actor=small.owner, look_again_on=launch.target_date)
    assert "One\nEND:VCALENDAR" in read(small.sponsor)["Look again at the hold: Aurora"].text


def test_the_calendar_says_what_it_is_and_invites_nobody(small):
    content = feed(address_of(small.owner)).content.decode()
    assert content.startswith("BEGIN:VCALENDAR\r\n")
    for line in ("VERSION:2.0", "X-WR-CALNAME:LaunchGate", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"):
        assert f"\r\n{line}\r\n" in content
    assert "METHOD" not in content
    assert "VTIMEZONE" not in content


def test_an_empty_calendar_is_one_too(small):
    content = feed(address_of(small.people["stranger"])).content
    assert by_icalendar(content) == by_vobject(content) == []


def test_of_more_than_a_calendar_holds_the_nearest_coming_days_are_kept(small, monkeypatch):
    monkeypatch.setattr("launchgate.api.calendar_entries.MOST", 3)
    first = small.launch(target_date=(START + timedelta(days=80)).date())
    for days in (60, 70, 90):
        small.launch(name=f"In {days} days", target_date=(START + timedelta(days=days)).date())
    Turn.objects.all().delete()
    Launch.objects.filter(pk=first.pk).update(target_date=(START - timedelta(days=1)).date())
    assert sorted(read(small.owner)) == [f"Launch: In {days} days" for days in (60, 70, 90)]


def test_the_statements_are_as_many_for_one_launch_as_for_five(small, django_assert_num_queries):
    small.launch()
    path = address_of(small.owner)
    with django_assert_num_queries(8):
        feed(path)
    for number in range(4):
        gate_in(Gate.Status.IN_REVIEW, small)
        hold_launch(small.launch(name=f"No. {number}").pk, "Why.", actor=small.owner, look_again_on=clock.now().date())
    with django_assert_num_queries(8):
        feed(path)
