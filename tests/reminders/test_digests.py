"""The digest: everything that waits for a person, in one mail a day, as it is true when it is sent."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from launchgate.core import clock
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.edit import hand_over
from launchgate.launches.actions.lifecycle import hold_launch, resume_launch
from launchgate.launches.actions.turns import pass_turn_on
from launchgate.launches.models import Decider, Launch, Turn
from launchgate.outbox.delivery import deliver_messages
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import NotBefore, render
from launchgate.people.models import Person, Seat
from launchgate.reminders.gathering import GATHERS
from launchgate.reminders.sweep import sweep_reminders
from tests.factories import make_person, seat
from tests.launching import gate_of, in_days, make_cast, make_launch, submit
from tests.reminders.conftest import MONDAY

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.usefixtures("on_monday")]

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
GATE = "customer-input"


@pytest.fixture
def cast():
    """Return the people of a launch; customer care has a deputy too."""
    cast = make_cast()
    cast.deputy = make_person("Priya Kaul")
    seat(cast.deputy, cast.function("customer-care"), Seat.Rank.DEPUTY)
    return cast


@pytest.fixture
def launch(cast):
    """Return a launch whose first gate is in review since Monday."""
    launch = make_launch(cast)
    submit(gate_of(launch, GATE), cast)
    return launch


@pytest.fixture
def head(cast):
    """Return the head who is asked to sign the first gate."""
    return cast.heads["customer-care"]


def on(day: int) -> clock.at:
    """Set the clock to ten in the morning, that many days after Monday."""
    return clock.at(MONDAY + day * DAY + HOUR)


def sweep_on(*days: int) -> None:
    """Sweep and deliver on each of these days."""
    for day in days:
        with on(day):
            sweep_reminders()


def latest(person: Person) -> Message:
    """Return a person's latest digest."""
    return Message.objects.select_related("person").filter(kind="digest", person=person).latest("pk")


def test_what_was_told_to_a_deputy_waits_while_its_turn_pauses(launch, cast):
    sweep_on(7)
    with on(7):
        hold_launch(launch.pk, "Wait.", actor=cast.owner, look_again_on=in_days(9))
        told = render(latest(cast.deputy))
    assert told == NotBefore(MONDAY + 7 * DAY + 2 * HOUR)
    with on(8):
        resume_launch(launch.pk, actor=cast.owner)
        told = render(latest(cast.deputy))
    assert [entry.title for entry in told.context["told"]] == [
        f"Customer input of Aurora Checkout waits for {cast.heads['customer-care'].name}, 5 working days"
    ]


def test_one_thing_that_waits_is_told_whole(launch, head):
    sweep_on(2)
    with on(2):
        told = render(latest(head))
    assert told.subject == "Customer input of Aurora Checkout waits for your signature"
    assert told.lead == (
        "You are asked to sign Customer input of Aurora Checkout by Monday 23 November. "
        "Product, Operations, Finance and pricing and Internal launch wait for it."
    )
    assert told.path == reverse("launches:desk")
    (entry,) = told.context["entries"]
    assert dict(entry.rows)["Since"] == "Monday 16 November, 2 working days"
    assert entry.url.endswith(f"/launches/{launch.key}/gates/customer-input/#sign-off")


def test_everything_that_waits_is_in_it_the_oldest_first(cast, launch, head):
    with clock.at(MONDAY + DAY):
        submit(gate_of(make_launch(cast, name="Borealis"), GATE), cast)
    sweep_on(2)
    with on(2):
        told = render(latest(head))
    assert told.subject == "Customer input of Aurora Checkout waits for your signature, and 1 more"
    assert [entry.title for entry in told.context["entries"]] == [
        "Customer input of Aurora Checkout waits for your signature",
        "Customer input of Borealis waits for your signature",
    ]


def test_of_what_waits_as_long_what_blocks_most_comes_first(cast, launch, head):
    other = make_launch(cast, name="Borealis")
    submit(gate_of(other, GATE), cast)
    later = launch.gates.exclude(kind=GATE)
    later.update(status="not_applicable", opened_at=MONDAY, settled_at=MONDAY)
    sweep_on(2)
    with on(2):
        titles = [entry.title for entry in render(latest(head)).context["entries"]]
    assert [title.split()[3] for title in titles] == ["Borealis", "Aurora"]


def test_it_says_by_how_much_the_launch_slips(launch, head):
    Launch.objects.update(next_planned_for=MONDAY.date() - timedelta(days=3))
    sweep_on(2)
    with on(2):
        assert render(latest(head)).lead.endswith("The launch is 3 working days behind its plan.")


def test_what_was_done_meanwhile_is_not_told(cast, launch, head):
    other = make_launch(cast, name="Borealis")
    submit(gate_of(other, GATE), cast)
    sweep_on(2)
    approve(gate_of(other, GATE).pk, cast.function("customer-care").pk, actor=head)
    with on(2):
        assert render(latest(head)).subject == "Customer input of Aurora Checkout waits for your signature"


def test_it_is_dropped_when_all_that_came_due_is_done(cast, launch, head):
    sweep_on(2)
    with on(2):
        submit(gate_of(make_launch(cast, name="Borealis"), GATE), cast)
        approve(gate_of(launch, GATE).pk, cast.function("customer-care").pk, actor=head)
        assert render(latest(head)) is None


def test_it_is_dropped_while_the_launch_is_on_hold(cast, launch, head):
    sweep_on(2)
    hold_launch(launch.pk, "Waiting for the licence.", actor=cast.owner, look_again_on=in_days(9))
    with on(2):
        assert render(latest(head)) is None


def test_what_rests_is_not_told(cast, launch, head):
    sweep_on(2)
    Turn.objects.filter(holder=head).update(rests_until=MONDAY + 4 * DAY)
    with on(2):
        assert render(latest(head)) is None


def test_the_deputy_is_told_whose_it_is_and_what_to_do(launch, head, cast):
    sweep_on(7)
    with on(7):
        told = render(latest(cast.deputy))
    assert told.subject == f"Customer input of Aurora Checkout waits for {head.name}, 5 working days"
    (entry,) = told.context["told"]
    assert dict(entry.rows)["Told to you"] == f"As deputy. {head.name} is told that you know."
    assert dict(entry.rows)["What you can do"].startswith("Do it in place of")


def test_the_holder_is_told_that_the_deputy_was(launch, head, cast):
    sweep_on(2, 4)
    with on(4):
        Message.objects.filter(kind="digest").update(status="sent", settled_at=clock.now())
    sweep_on(7)
    with on(7):
        (entry,) = render(latest(head)).context["entries"]
    assert dict(entry.rows)["Also told"] == "Priya Kaul, deputy, was told on Monday 23 November."


def test_who_has_it_later_is_not_said_to_have_had_it_all_the_time(launch, head, cast):
    with on(3):
        pass_turn_on(
            Turn.objects.get(holder=head, kind="sign", closed_at=None).pk, "Priya knows the shops.", actor=head
        )
    sweep_on(9)
    with on(9):
        titles = [entry.title for entry in render(latest(cast.sponsor)).context["told"]]
    assert "Customer input of Aurora Checkout waits for Priya Kaul, open for 7 working days" in titles


def test_the_sponsor_is_offered_the_override(launch, cast):
    sweep_on(9)
    with on(9):
        told = render(latest(cast.sponsor)).context["told"]
    assert any("override the gate" in dict(entry.rows)["What you can do"] for entry in told)


def test_an_escalation_is_told_once(launch, cast):
    sweep_on(7)
    with on(7):
        Message.objects.filter(kind="digest").update(status="sent", settled_at=clock.now())
    sweep_on(9)
    assert Message.objects.filter(kind="digest", person=cast.deputy).count() == 1


def test_who_is_no_longer_sponsor_is_told_nothing(launch, cast):
    sweep_on(9)
    hand_over(launch.pk, "sponsor", make_person(is_executive=True).pk, actor=cast.owner)
    with on(9):
        assert render(latest(cast.sponsor)) is None


def test_who_is_no_longer_deputy_is_told_nothing(launch, cast):
    sweep_on(7)
    Seat.objects.filter(person=cast.deputy).update(ended_at=clock.now())
    with on(7):
        assert render(latest(cast.deputy)) is None


def test_who_may_not_see_a_launch_is_told_nothing_about_it(launch, cast):
    sweep_on(7)
    Launch.objects.update(is_confidential=True)
    with on(7):
        assert render(latest(cast.deputy)) is not None
        Decider.objects.filter(function=cast.function("customer-care")).delete()
        assert render(latest(cast.deputy)) is None


def test_it_waits_for_the_readers_morning_and_is_not_lost(launch, head):
    sweep_on(2)
    with clock.at(MONDAY + 5 * DAY):
        assert render(latest(head)) == NotBefore(MONDAY + 7 * DAY + GATHERS)


def test_an_hour_that_a_reader_chose_is_never_a_quiet_one(launch, head):
    Person.objects.filter(pk=head.pk).update(digest_at="06:00")
    sweep_on(2)
    with clock.at(MONDAY + 2 * DAY - 3 * HOUR):
        assert render(latest(head)).subject.startswith("Customer input")


def test_after_an_outage_of_days_there_is_one(launch, head):
    sweep_on(8)
    with clock.at(MONDAY + 8 * DAY + 2 * HOUR):
        deliver_messages()
        sweep_reminders()
        deliver_messages()
    digests = [sent for sent in mail.outbox if head.email in sent.to[0]]
    assert len(digests) == 1


def test_the_mail_has_its_words_in_text_and_html(cast, launch, head):
    submit(gate_of(make_launch(cast, name="Borealis & Sons"), GATE), cast)
    sweep_on(2)
    with clock.at(MONDAY + 2 * DAY + 2 * HOUR):
        deliver_messages()
    sent = next(sent for sent in mail.outbox if head.email in sent.to[0] and "and 1 more" in sent.subject)
    html = sent.alternatives[0][0]
    for part in (" ".join(sent.body.split()), html):
        assert "You are asked to sign Customer input of Aurora Checkout by Monday 23 November." in part
        assert f"/launches/{launch.key}/gates/customer-input/" in part
    assert "Borealis & Sons waits for your signature" in sent.body
    assert "Borealis &amp; Sons waits for your signature" in html


def test_its_statements_do_not_grow_with_what_waits(cast, launch, head, django_assert_max_num_queries):
    for number in range(4):
        submit(gate_of(make_launch(cast, name=f"Launch {number}"), GATE), cast)
    sweep_on(2)
    message = latest(head)
    with on(2), django_assert_max_num_queries(8):
        render(message)
