"""News of a launch: what owner, sponsor and followers read, and what is dropped because it was overtaken."""

from datetime import timedelta

import pytest

from launchgate.core import clock
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.decide import Wish, approve_with_conditions, send_back
from launchgate.launches.actions.edit import follow_launch
from launchgate.launches.actions.exceptions import override_gate, reopen_gate
from launchgate.launches.actions.hand_offs import bounce_hand_off, reply_to_bounce
from launchgate.launches.actions.lifecycle import go_live, hold_launch, resume_launch, stop_launch
from launchgate.launches.actions.missed import hold_for_missed_conditions
from launchgate.launches.models import HandOff, Launch
from launchgate.launches.news import TOLD
from launchgate.outbox import rendering
from tests.factories import make_person
from tests.launching import gate_of, in_days, make_cast, make_launch, pass_gate, sign_all, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday")]

FIRST = "customer-input"


@pytest.fixture
def cast():
    """Return the people of a launch."""
    return make_cast()


@pytest.fixture
def launch(cast):
    """Return a launch whose first gate is in review."""
    launch = make_launch(cast)
    submit(gate_of(launch, FIRST), cast)
    return launch


@pytest.fixture
def follower(launch):
    """Return somebody who follows the launch and does nothing on it."""
    person = make_person("Ada Follower")
    follow_launch(launch.pk, actor=person)
    return person


@pytest.fixture
def head(cast):
    """Return the head who signs the first gate."""
    return cast.heads["customer-care"]


@pytest.mark.parametrize("event", [*sorted(TOLD), "gate.signed", "comment.mentioned", "hand_off.bounced_thrice"])
def test_every_event_that_is_told_has_its_words(event):
    assert f"news.{event}" in rendering._renderers


def test_a_signed_gate_is_told_with_who_signed_and_what_is_ahead(launch, cast, follower, words):
    sign_all(gate_of(launch, FIRST), cast)
    mail = words("news.gate.signed", follower)
    assert mail.subject == "Customer input of Aurora Checkout is signed"
    assert mail.lead == (
        "Customer input is signed. Still ahead: Product, Operations, Finance and pricing and Internal launch."
    )
    assert mail.rows == [("Signed by", "Head of Customer care and Head of Sales")]


def test_a_signed_gate_that_was_opened_again_is_no_news(launch, cast, head, follower, words):
    sign_all(gate_of(launch, FIRST), cast)
    reopen_gate(gate_of(launch, FIRST).pk, "The survey was about another product.", actor=head)
    assert words("news.gate.signed", follower) is None
    mail = words("news.gate.reopened", follower)
    assert mail.lead == f"{head.name} opened Customer input again. It has to be signed anew."
    assert mail.rows == [("Why", "The survey was about another product.")]


def test_a_gate_sent_back_is_told_with_its_reason(launch, cast, head, follower, words):
    send_back(gate_of(launch, FIRST).pk, cast.function("customer-care").pk, "Ask three more shops.", actor=head)
    mail = words("news.gate.sent_back", follower)
    assert mail.subject == "Customer input of Aurora Checkout was sent back"
    assert mail.rows == [("Why", "Ask three more shops.")]


def test_an_overridden_gate_is_told_with_its_reason(launch, cast, follower, words):
    override_gate(gate_of(launch, FIRST).pk, "The board has decided.", actor=cast.sponsor)
    mail = words("news.gate.overridden", follower)
    assert mail.lead == "Joy Wambui let Customer input pass without its signatures."


def test_a_hold_is_told_while_it_lasts(launch, cast, follower, words):
    hold_launch(launch.pk, "Waiting for the licence.", actor=cast.owner, look_again_on=in_days(7))
    mail = words("news.launch.held", follower)
    assert mail.subject == "Aurora Checkout is on hold"
    assert mail.rows == [("Why", "Waiting for the licence."), ("Look again", "Monday 23 November")]
    resume_launch(launch.pk, actor=cast.owner)
    assert words("news.launch.held", follower) is None
    assert words("news.launch.resumed", follower).subject == "Aurora Checkout goes on"


def test_a_missed_condition_is_told_with_what_ends_its_hold(launch, cast, head, follower, words):
    gate, due_on = gate_of(launch, FIRST), in_days(2)
    wish = Wish("Ask three more shops.", cast.heads["product"].pk, due_on)
    approve_with_conditions(gate.pk, cast.function("customer-care").pk, actor=head, wishes=[wish])
    with clock.at(clock.now() + timedelta(days=7)):
        hold_for_missed_conditions()
        mail, asked = words("news.launch.held", follower), words("turn.asked", cast.sponsor)
    assert asked.lead.startswith("You are asked to set a later date for a condition on Customer input of Aurora")
    assert asked.rows[0][1].endswith("until it is met or has a later date: Ask three more shops.")
    assert mail.lead == "A condition that was missed put Aurora Checkout on hold. Its work pauses."
    assert mail.rows == [
        ("Why", "“Ask three more shops” on Customer input was not met by Wed 18 Nov."),
        (
            "What ends it",
            "This hold ends by itself when Head of Product says that it is met and Customer care confirms, or when "
            "Joy Wambui, the sponsor, sets a later date.",
        ),
    ]


def test_a_stopped_launch_is_told_with_its_reason(launch, cast, follower, words):
    stop_launch(launch.pk, "Nobody would buy it.", actor=cast.owner)
    mail = words("news.launch.stopped", follower)
    assert (mail.subject, mail.rows) == ("Aurora Checkout was stopped", [("Why", "Nobody would buy it.")])


def test_going_public_is_told(launch, cast, follower, words):
    for gate in launch.gates.order_by("order"):
        pass_gate(launch, gate.kind, cast) if gate.kind != FIRST else sign_all(gate, cast)
    go_live(launch.pk, actor=cast.owner)
    assert words("news.launch.went_live", follower).lead.endswith("went public on Monday 16 November.")


def test_a_mention_shows_the_comment(launch, cast, words):
    reader = make_person("Noor Haddad")
    comment_on_gate(gate_of(launch, FIRST).pk, "@Noor Haddad can you check the prices?", actor=cast.owner)
    mail = words("news.comment.mentioned", reader)
    assert mail.subject == "Ines Calder mentioned you on Customer input of Aurora Checkout"
    assert mail.rows == [("Comment", "@Noor Haddad can you check the prices?")]


def test_a_hand_off_that_bounces_three_times_reaches_the_sponsor(launch, cast, words):
    sign_all(gate_of(launch, FIRST), cast)
    hand_off = HandOff.objects.select_related("function").first()
    for number in range(3):
        bounce_hand_off(hand_off.pk, f"Question {number}?", actor=cast.heads[hand_off.function.key])
        if number < 2:
            reply_to_bounce(hand_off.pk, f"Answer {number}.", actor=cast.owner)
    mail = words("news.hand_off.bounced_thrice", cast.sponsor)
    assert mail.rows == [("The questions", "Question 0?\nQuestion 1?\nQuestion 2?")]


def test_news_of_a_launch_that_became_confidential_reaches_nobody_outside(launch, cast, words):
    reader = make_person("Noor Haddad")
    comment_on_gate(gate_of(launch, FIRST).pk, "@Noor Haddad look at this", actor=cast.owner)
    Launch.objects.update(is_confidential=True)
    assert words("news.comment.mentioned", reader) is None
