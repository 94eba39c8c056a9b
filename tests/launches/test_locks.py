"""Two people at once: the test holds the lock itself, and whoever waits for it decides on what is true then."""

from datetime import timedelta

import pytest
from django.db import transaction

from launchgate.audit.models import Event
from launchgate.core import clock
from launchgate.launches import vouching
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.decide import approve, send_back
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Comment, Decision, Gate, Item, Step, Turn
from launchgate.launches.recompute import recompute_launch
from launchgate.people.models import Seat
from launchgate.reminders.sweep import sweep_reminders
from tests.launches.attempts import Attempt, holding, within
from tests.launches.small import START, Small, make_small
from tests.launches.stages import answer_required, gate_of, submitted

# SQLite has one writer and no row locks: there `conftest` leaves these out.
pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def small() -> Small:
    return make_small()


def test_of_two_who_approve_for_one_function_the_second_is_told(small):
    with clock.at(START + timedelta(hours=1)):
        gate = submitted(small.launch(), "input", small)
    sales = small.functions["sales"].pk
    with holding(gate.launch):
        second = Attempt(approve, gate.pk, sales, actor=small.people["deputy"])
        second.must_wait()
        within(approve)(gate.pk, sales, actor=small.people["sales"])
    assert second.ends() == f"{small.functions['sales'].name} has already decided: Sal Sales."
    assert Decision.objects.filter(gate=gate).count() == 1


def test_two_functions_that_approve_at_once_sign_the_gate_together(small):
    with clock.at(START + timedelta(hours=1)):
        gate = submitted(small.launch(), "input", small)
    with holding(gate.launch):
        second = Attempt(approve, gate.pk, small.functions["care"].pk, actor=small.people["care"])
        second.must_wait()
        within(approve)(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    assert second.ends() == "done"
    assert Gate.objects.get(pk=gate.pk).status == Gate.Status.SIGNED
    numbers = Event.objects.filter(chain=gate.launch.chain_key).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, len(numbers) + 1))


def test_a_signature_that_waits_for_an_edit_does_not_sign_what_was_not_seen(small):
    with clock.at(START + timedelta(hours=1)):
        gate = submitted(small.launch(), "input", small)
    sales = small.functions["sales"].pk
    seen = vouching.fingerprint(vouching.vouched_for(gate, sales))
    with holding(gate.launch):
        signing = Attempt(approve, gate.pk, sales, actor=small.people["sales"], seen=seen)
        signing.must_wait()
        demand = Item.objects.get(gate=gate, key="demand")
        within(answer_item)(demand.pk, "99", actor=small.owner)
    assert (
        signing.ends()
        == "The checklist changed since you opened this page. Look at it again, then sign the new version."
    )
    assert not Decision.objects.filter(gate=gate).exists()


def test_a_signature_that_waits_for_a_send_back_is_refused(small):
    with clock.at(START + timedelta(hours=1)):
        gate = submitted(small.launch(), "input", small)
    with holding(gate.launch):
        signing = Attempt(approve, gate.pk, small.functions["care"].pk, actor=small.people["care"])
        signing.must_wait()
        within(send_back)(gate.pk, small.functions["sales"].pk, "Not yet.", actor=small.people["sales"])
    assert signing.ends() == "Input is open and cannot be approved now."


def test_a_signature_that_waits_for_a_hold_is_refused(small):
    with clock.at(START + timedelta(hours=1)):
        gate = submitted(small.launch(), "input", small)
        with holding(gate.launch):
            signing = Attempt(approve, gate.pk, small.functions["care"].pk, actor=small.people["care"])
            signing.must_wait()
            within(hold_launch)(gate.launch_id, "Wait.", actor=small.sponsor, look_again_on=START.date())
    assert signing.ends() == "This launch is on hold and cannot be worked on now."


def test_a_doubled_submit_submits_once(small):
    with clock.at(START + timedelta(hours=1)):
        launch = small.launch()
        gate = gate_of(launch, "input")
        answer_required(gate, small.owner)
    with holding(launch):
        again = Attempt(submit_gate, gate.pk, actor=small.owner)
        again.must_wait()
        within(submit_gate)(gate.pk, actor=small.owner)
    assert again.ends() == "Input is in review and cannot be submitted now."
    assert gate.submissions.count() == 1


def test_a_doubled_form_saves_once(small):
    with clock.at(START + timedelta(hours=1)):
        gate = gate_of(small.launch(), "input")
    with transaction.atomic():
        within(comment_on_gate)(gate.pk, "Well.", actor=small.owner, once="a-form")
        again = Attempt(comment_on_gate, gate.pk, "Well.", actor=small.owner, once="a-form")
        again.must_wait()
    assert "already sent this form" in again.ends()
    assert Comment.objects.filter(gate=gate).count() == 1


def test_launches_do_not_wait_for_each_other(small):
    with clock.at(START + timedelta(hours=1)):
        one, other = submitted(small.launch(), "input", small), submitted(small.launch(), "input", small)
    with holding(one.launch):
        elsewhere = Attempt(approve, other.pk, small.functions["sales"].pk, actor=small.people["sales"])
        assert elsewhere.ends() == "done"


def test_a_sweep_does_not_wait_for_a_launch_that_somebody_works_on(small):
    with clock.at(START + timedelta(hours=1)):
        launch = small.launch()
    with holding(launch):
        moment = START + timedelta(days=8)

        def sweep() -> None:
            with clock.at(moment):
                assert sweep_reminders().turns

        assert Attempt(sweep).ends() == "done"


def test_recomputing_keeps_the_step_that_a_sweep_took_meanwhile(small):
    with clock.at(START + timedelta(hours=1)):
        launch = small.launch()
    turn = Turn.objects.filter(launch=launch, kind=Turn.Kind.CONTRIBUTE, function__key="sales").get()
    first, second = Step.objects.filter(turn=turn).order_by("number")[:2]
    Seat.objects.filter(person=small.people["sales"]).update(ended_at=START)
    with transaction.atomic():
        # The sweep holds the turn and has taken its first step; recomputing for the deputy meets it half-way.
        Turn.objects.select_for_update(no_key=True).get(pk=turn.pk)
        Turn.objects.filter(pk=turn.pk).update(step=1, next_at=second.at)
        recomputing = Attempt(recompute_launch, launch.pk)
        recomputing.must_wait()
    assert recomputing.ends() == "done"
    turn.refresh_from_db()
    assert (turn.holder, turn.step, turn.next_at > first.at) == (small.people["deputy"], 1, True)
    assert Step.objects.get(turn=turn, number=1).person == small.people["sales"]
