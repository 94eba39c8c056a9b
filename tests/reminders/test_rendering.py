"""The mails about turns, as they read at the moment of sending."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from launchgate.core import clock
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import approve, send_back
from launchgate.launches.actions.lifecycle import hold_launch, resume_launch, stop_launch
from launchgate.launches.actions.submit import take_back
from launchgate.launches.actions.turns import pass_turn_on
from launchgate.launches.models import Item, Turn
from launchgate.outbox.delivery import deliver_messages
from launchgate.outbox.mail import absolute
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import NotBefore, render
from launchgate.people.models import Person, Seat
from launchgate.reminders.links import Link, read_link, ways_to_answer
from launchgate.reminders.sweep import sweep_reminders
from tests.factories import make_person, seat
from tests.launching import gate_of, in_days, make_cast, make_launch, pass_gate, submit
from tests.reminders.conftest import MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday")]

DAY = timedelta(days=1)


@pytest.fixture
def cast():
    """Return the people of a launch; operations has a deputy too."""
    cast = make_cast()
    cast.deputy = make_person("Priya Kaul")
    seat(cast.deputy, cast.function("customer-care"), Seat.Rank.DEPUTY)
    return cast


@pytest.fixture
def launch(cast):
    """Return a launch whose first gate is in review."""
    launch = make_launch(cast)
    submit(gate_of(launch, "customer-input"), cast)
    return launch


@pytest.fixture
def head(cast):
    """Return the head who is asked to sign the first gate."""
    return cast.heads["customer-care"]


def sweep_on(day: int) -> None:
    """Sweep that many days after Monday."""
    with clock.at(MONDAY + day * DAY + timedelta(hours=1)):
        sweep_reminders()


def deliver_on(day: int, hours: int) -> None:
    """Deliver so many days and hours after Monday at nine."""
    with clock.at(MONDAY + day * DAY + timedelta(hours=hours)):
        deliver_messages()


def sent_to(person: Person) -> list[str]:
    """Return the subjects of the mails that a person got."""
    return [sent.subject for sent in mail.outbox if person.email in sent.to[0]]


def test_a_request_says_what_by_when_and_what_waits(launch, head, words):
    mail = words("turn.asked", head)
    assert mail.subject == "Sign Customer input of Aurora Checkout by Mon 23 Nov"
    assert mail.lead == (
        "You are asked to sign Customer input of Aurora Checkout by Monday 23 November. "
        "Product, Operations, Finance and pricing and Internal launch wait for it."
    )
    rows = dict(mail.rows)
    assert rows["What is asked"] == "Approve, approve with conditions, or send it back. Asked by Ines Calder."
    assert rows["Since"].startswith("Monday 16 November")
    assert mail.path.startswith(reverse("launches:gate", args=[launch.key, "customer-input"]))


def test_a_request_names_required_items_that_are_still_open(launch, cast, head, words):
    gate = gate_of(launch, "customer-input")
    take_back(gate.pk, actor=cast.owner)
    item = Item.objects.filter(gate=gate, is_required=True, is_answered=True).exclude(kind="file").first()
    answer_item(item.pk, None, actor=cast.owner)
    rows = dict(words("turn.asked", cast.heads[item.function.key]).rows)
    assert rows["Still open"] == item.text


def test_a_request_is_dropped_when_it_was_done(launch, cast, head, words):
    approve(gate_of(launch, "customer-input").pk, cast.function("customer-care").pk, actor=head)
    assert words("turn.asked", head) is None


def test_a_request_waits_while_the_launch_is_on_hold_and_comes_when_it_goes_on(launch, cast, head):
    hold_launch(launch.pk, "Waiting for the licence.", actor=cast.owner, look_again_on=in_days(7))
    deliver_on(0, 9)
    assert sent_to(head) == []
    with clock.at(MONDAY + DAY):
        resume_launch(launch.pk, actor=cast.owner)
    deliver_on(1, 2)
    deliver_on(1, 3)
    assert sent_to(head) == ["Sign Customer input of Aurora Checkout by Tue 24 Nov"]


def test_a_request_that_waits_for_a_hold_is_dropped_when_the_launch_stops(launch, cast, head, words):
    hold_launch(launch.pk, "Waiting for the licence.", actor=cast.owner, look_again_on=in_days(7))
    stop_launch(launch.pk, "No licence.", actor=cast.owner)
    assert words("turn.asked", head) is None


def test_what_began_while_the_launch_was_on_hold_is_asked_for_when_it_goes_on(launch, cast, head):
    gate = gate_of(launch, "customer-input")
    approve(gate.pk, cast.function("customer-care").pk, actor=head)
    hold_launch(launch.pk, "Waiting for the licence.", actor=cast.owner, look_again_on=in_days(7))
    Message.objects.filter(kind="turn.asked").delete()
    with clock.at(MONDAY + DAY):
        item = gate.items.filter(is_material=True, kind="text", is_answered=True).first()
        answer_item(item.pk, "Something else", actor=cast.owner)
        asked = Turn.objects.get(kind="sign", gate=gate, function__key="customer-care", closed_at=None)
        assert not Message.objects.filter(kind="turn.asked").exists()
        resume_launch(launch.pk, actor=cast.owner)
    assert Message.objects.filter(kind="turn.asked", subject=f"turn:{asked.pk}", person=asked.holder).count() == 1


def test_a_request_is_dropped_when_somebody_else_holds_it(launch, cast, head, words):
    Turn.objects.filter(holder=head).update(holder=cast.deputy)
    assert words("turn.asked", head) is None


def test_the_owner_is_asked_to_prepare_what_was_sent_back(launch, cast, head, words):
    gate = gate_of(launch, "customer-input")
    send_back(gate.pk, cast.function("customer-care").pk, "Ask three more shops.", actor=head)
    mail = words("turn.asked", cast.owner)
    assert mail.subject.startswith("Prepare and submit Customer input of Aurora Checkout by ")
    assert mail.button == "Prepare"


def test_the_last_reminder_is_a_mail_of_its_own_and_says_that_it_is_the_last(launch, head, words):
    sweep_on(14)
    with clock.at(MONDAY + 14 * DAY + timedelta(hours=1)):
        mail = words("turn.reminder", head)
    assert mail.subject == "Last reminder: sign Customer input of Aurora Checkout, due since Mon 23 Nov"
    assert "Aurora Checkout. It was due on Monday 23 November." in mail.lead
    assert (mail.context["eyebrow"], mail.context["late"]) == ("Reminder 1, the last", True)
    assert mail.foot.startswith("This is the last reminder. It shows as stalled until somebody acts.")


def test_a_last_reminder_that_an_outage_kept_comes_when_its_turn_runs_on(launch, cast, head):
    sweep_on(14)
    Message.objects.exclude(kind="turn.reminder").delete()
    with clock.at(MONDAY + 14 * DAY + timedelta(hours=2)):
        hold_launch(launch.pk, "Waiting for the licence.", actor=cast.owner, look_again_on=in_days(7))
    deliver_on(14, 3)
    with clock.at(MONDAY + 16 * DAY):
        resume_launch(launch.pk, actor=cast.owner)
    for hours in (2, 3):
        deliver_on(16, hours)
    assert [subject.startswith("Last reminder: sign Customer input") for subject in sent_to(head)] == [True]


def test_the_last_reminder_names_who_was_told(launch, head, words):
    for day in (7, 14):
        sweep_on(day)
    with clock.at(MONDAY + 14 * DAY + timedelta(hours=1)):
        assert "Priya Kaul, deputy, was told on Monday 23 November." in words("turn.reminder", head).foot


def test_the_last_reminder_is_dropped_when_somebody_else_holds_the_turn(launch, cast, head, words):
    sweep_on(14)
    Turn.objects.filter(holder=head).update(holder=cast.deputy)
    assert words("turn.reminder", head) is None


def test_a_request_waits_for_the_readers_working_day(launch, head):
    message = Message.objects.select_related("person").filter(kind="turn.asked", person=head).latest("pk")
    with clock.at(MONDAY + 5 * DAY):
        assert render(message) == NotBefore(MONDAY + 7 * DAY)
    with clock.at(MONDAY + timedelta(hours=10, seconds=1)):
        assert render(message) == NotBefore(MONDAY + DAY)


def test_a_mail_of_the_night_comes_in_the_morning_once(launch, head):
    with clock.at(MONDAY + timedelta(hours=11)):
        assert deliver_messages().put_off > 0
    assert sent_to(head) == []
    with clock.at(MONDAY + DAY - timedelta(minutes=1)):
        deliver_messages()
    assert sent_to(head) == []
    with clock.at(MONDAY + DAY + timedelta(minutes=1)):
        deliver_messages()
        deliver_messages()
    assert sent_to(head) == ["Sign Customer input of Aurora Checkout by Mon 23 Nov"]
    assert set(Message.objects.filter(person=head, status="sent").values_list("attempts", flat=True)) == {1}


def test_a_request_is_overtaken_by_a_reminder(launch, head, words):
    sweep_on(2)
    assert words("turn.asked", head) is None


def test_the_last_gate_holds_up_the_launch_itself(cast, words):
    launch = make_launch(cast, tier=3)
    kinds = list(launch.gates.order_by("order").values_list("kind", flat=True))
    for kind in kinds[:-1]:
        pass_gate(launch, kind, cast)
    gate = submit(gate_of(launch, kinds[-1]), cast)
    head = cast.heads[gate.deciders.first().function.key]
    assert words("turn.asked", head).lead.endswith("The launch, planned for Friday 15 January 2027, waits for it.")


def test_dates_are_those_of_the_reader(launch, head, words):
    Person.objects.filter(pk=head.pk).update(time_zone="Pacific/Honolulu")
    with clock.at(MONDAY + timedelta(hours=12)):
        assert dict(words("turn.asked", head).rows)["Since"].startswith("Sunday 15 November")


def test_a_request_to_sign_leads_to_the_page_of_its_turn(launch, head, words):
    turn = Turn.objects.get(launch=launch, kind="sign", function__key="customer-care")
    mail = words("turn.asked", head)
    assert mail.path.endswith("#sign-off")
    # The link holds the second in which it was made.
    token = mail.context["url"].removeprefix(absolute("/turns/")).rstrip("/")
    assert read_link(token) == Link(turn.pk, head.pk)


@pytest.mark.parametrize("part", ["text", "html"])
def test_a_request_offers_the_ways_to_answer(launch, head, part):
    with clock.at(MONDAY + timedelta(minutes=2)):
        deliver_messages()
    sent = next(sent for sent in mail.outbox if sent.to[0].endswith(f"<{head.email}>"))
    body = sent.body if part == "text" else sent.alternatives[0].content
    for words in ("Ask", "Delegate", "Not before …", "Not mine"):
        assert words in body
    assert body.count("?way=") == 4


def test_a_request_that_was_passed_on_says_by_whom_and_why(launch, cast, head, words):
    turn = Turn.objects.get(launch=launch, kind="sign", function__key="customer-care")
    pass_turn_on(turn.pk, "Priya knows this shop.", actor=head)
    rows = dict(words("turn.asked", cast.deputy).rows)
    assert rows["Passed on"] == f"{head.name} says that it is not theirs: Priya knows this shop."


def test_what_is_about_no_gate_is_answered_in_all_ways_too(launch, cast, words):
    hold_launch(launch.pk, "Wait.", actor=cast.sponsor, look_again_on=in_days(3))
    turn = Turn.objects.get(launch=launch, kind="resume")
    assert [words for words, _ in ways_to_answer(turn, cast.sponsor)] == ["Ask", "Delegate", "Not before …", "Not mine"]


def test_what_it_blocks_is_said_once(launch, head):
    with clock.at(MONDAY + timedelta(minutes=2)):
        deliver_messages()
    sent = next(sent for sent in mail.outbox if sent.to[0].endswith(f"<{head.email}>"))
    assert " ".join(sent.body.split()).count("wait for it.") == 1
