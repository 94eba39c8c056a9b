"""The mails about turns, as they read at the moment of sending."""

from datetime import timedelta

import pytest
from django.urls import reverse

from launchgate.core import clock
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import approve, send_back
from launchgate.launches.actions.edit import hand_over
from launchgate.launches.actions.lifecycle import hold_launch, resume_launch
from launchgate.launches.actions.submit import take_back
from launchgate.launches.models import Decider, Item, Launch, Turn
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import render
from launchgate.people.models import Person, Seat
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


def test_a_request_is_dropped_while_the_launch_is_on_hold(launch, cast, head, words):
    hold_launch(launch.pk, "Waiting for the licence.", actor=cast.owner, look_again_on=in_days(7))
    assert words("turn.asked", head) is None
    resume_launch(launch.pk, actor=cast.owner)
    assert words("turn.asked", head) is not None


def test_a_request_is_dropped_when_somebody_else_holds_it(launch, cast, head, words):
    Turn.objects.filter(holder=head).update(holder=cast.deputy)
    assert words("turn.asked", head) is None


def test_the_owner_is_asked_to_prepare_what_was_sent_back(launch, cast, head, words):
    gate = gate_of(launch, "customer-input")
    send_back(gate.pk, cast.function("customer-care").pk, "Ask three more shops.", actor=head)
    mail = words("turn.asked", cast.owner)
    assert mail.subject.startswith("Prepare and submit Customer input of Aurora Checkout by ")
    assert mail.button == "Prepare"


def test_a_reminder_says_since_when_and_who_is_told_next(launch, head, words):
    sweep_on(2)
    with clock.at(MONDAY + 2 * DAY + timedelta(hours=1)):
        mail = words("turn.reminder", head)
    assert mail.subject == "Reminder: sign Customer input of Aurora Checkout by Mon 23 Nov"
    assert mail.lead.startswith("You were asked on Monday 16 November to sign Customer input of Aurora Checkout by ")
    assert mail.context["eyebrow"] == "Reminder 1"
    assert mail.foot == "If it still waits on Monday 23 November, Priya Kaul, deputy, is told."
    assert dict(mail.rows)["Since"] == "Monday 16 November, 2 working days"


def test_a_reminder_past_its_date_says_so_loudly(launch, head, words):
    sweep_on(9)
    with clock.at(MONDAY + 9 * DAY):
        mail = words("turn.reminder", head)
    assert mail.subject == "Last reminder: sign Customer input of Aurora Checkout, due since Mon 23 Nov"
    assert "Aurora Checkout, which was due on Monday 23 November" in mail.lead
    assert mail.context == {"eyebrow": "Reminder 1, the last", "late": True}


def test_a_request_is_overtaken_by_a_reminder(launch, head, words):
    sweep_on(2)
    assert words("turn.asked", head) is None


def test_an_older_reminder_is_overtaken_by_a_newer_one(launch, head):
    sweep_on(2)
    sweep_on(4)
    first, second = Message.objects.filter(kind="turn.reminder", person=head).select_related("person").order_by("pk")
    assert render(first) is None
    assert render(second) is not None


def test_a_deputy_is_told_who_was_asked_and_that_they_know(launch, head, cast, words):
    sweep_on(7)
    with clock.at(MONDAY + 7 * DAY + timedelta(hours=1)):
        mail = words("turn.reminder", cast.deputy)
    assert mail.subject == f"Customer input of Aurora Checkout waits for {head.name}, 5 working days"
    assert mail.lead.startswith(f"{head.name} was asked on Monday 16 November to sign Customer input")
    assert mail.foot == f"You are told as deputy. {head.name} was told that you are."
    assert dict(mail.rows)["What you can do"].startswith("Do it in place of")


def test_the_holder_is_told_that_the_deputy_was(launch, head, cast, words):
    for day in (2, 4, 7):
        sweep_on(day)
    mail = words("turn.escalated", head)
    assert mail.subject == "The deputy was told that Customer input of Aurora Checkout waits for you"
    assert mail.lead.startswith("Priya Kaul, deputy, was told, because you were asked to sign Customer input")


def test_after_an_outage_the_reminder_says_who_was_told_instead_of_a_second_mail(launch, head, words):
    sweep_on(8)
    assert words("turn.escalated", head) is None
    assert "Priya Kaul, deputy, was told on Tuesday 24 November." in words("turn.reminder", head).foot


def test_a_sponsor_is_told_and_offered_the_override(launch, cast, words):
    sweep_on(9)
    mail = words("turn.reminder", cast.sponsor)
    assert "override the gate" in dict(mail.rows)["What you can do"]
    assert mail.foot.startswith("You are told as sponsor.")


def test_who_is_no_longer_sponsor_is_told_nothing(launch, cast, words):
    sweep_on(9)
    hand_over(launch.pk, "sponsor", make_person(is_executive=True).pk, actor=cast.owner)
    assert words("turn.reminder", cast.sponsor) is None


def test_who_is_no_longer_deputy_is_told_nothing(launch, cast, words):
    sweep_on(7)
    Seat.objects.filter(person=cast.deputy).update(ended_at=clock.now())
    assert words("turn.reminder", cast.deputy) is None


def test_who_may_not_see_a_launch_is_told_nothing_about_it(launch, head, cast, words):
    sweep_on(7)
    Launch.objects.update(is_confidential=True)
    assert words("turn.reminder", cast.deputy) is not None
    Decider.objects.filter(function=cast.function("customer-care")).delete()
    assert words("turn.reminder", cast.deputy) is None


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
    assert dict(words("turn.asked", head).rows)["Since"].startswith("Sunday 15 November")
