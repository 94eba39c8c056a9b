"""Promises: backed by answers, colliding with them, withdrawn."""

from datetime import date

import pytest

from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.customers.actions.excepting import promise_excepted, promise_exception_ended
from launchgate.customers.actions.promises import back_promise, withdraw_promise
from launchgate.customers.collisions import standing_of
from launchgate.customers.ledger import subject_of
from launchgate.customers.models import Promise
from launchgate.launches.about import about_subjects
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.applicable import declare_item_not_applicable
from launchgate.launches.actions.lifecycle import go_live, hold_launch, stop_launch
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Launch, Turn
from launchgate.launches.settle import settle
from launchgate.outbox.models import Message
from launchgate.people.actions.persons import deactivate_person
from tests.customers.promising import day, fresh, in_days, item_on, promise_on, turns_about
from tests.launches.stages import all_signed, signed

pytestmark = pytest.mark.django_db

Kind, Status = Promise.Kind, Promise.Status


def ready(small, key: str, value: object) -> Launch:
    """Return a launch on which the item of a key is answered so."""
    launch = small.launch()
    for kind in ("input", "build", "price"):
        if item_on(launch, key).gate.status == "waiting":
            signed(launch, kind, small)
    answer_item(item_on(launch, key).pk, value, actor=small.owner)
    return launch


@pytest.mark.parametrize(
    ("kind", "value", "more", "key", "answer", "status"),
    [
        (Kind.DATE, 30, {}, "day", 30, Status.BACKED),
        (Kind.DATE, 30, {}, "day", 29, Status.BACKED),
        (Kind.DATE, 30, {}, "day", 31, Status.COLLIDING),
        (Kind.PRICE, "49 EUR", {}, "price", "49 EUR", Status.BACKED),
        (Kind.PRICE, "50 EUR", {}, "price", "49.90 EUR", Status.BACKED),
        (Kind.PRICE, "49 EUR", {}, "price", "49.01 EUR", Status.COLLIDING),
        (Kind.PRICE, "49 EUR", {}, "price", "40 USD", Status.COLLIDING),
        (Kind.SERVICE, "12", {"direction": "at_least"}, "demand", "12", Status.BACKED),
        (Kind.SERVICE, "12", {"direction": "at_least"}, "demand", "11.9", Status.COLLIDING),
        (Kind.SERVICE, "12", {"direction": "at_most"}, "demand", "12", Status.BACKED),
        (Kind.SERVICE, "12", {"direction": "at_most"}, "demand", "13", Status.COLLIDING),
        (Kind.SCOPE, None, {}, "notes", True, Status.BACKED),
        (Kind.SCOPE, None, {}, "notes", False, Status.COLLIDING),
        (Kind.SCOPE, None, {}, "words", "We print labels.", Status.BACKED),
    ],
)
def test_a_promise_is_compared_with_the_answer_that_backs_it(small, kind, value, more, key, answer, status):
    is_day = kind == Kind.DATE
    launch = ready(small, key, day(answer) if is_day else answer)
    made = promise_on(launch, small.people["sales"], kind, day(value) if is_day else value, key=key, **more)
    assert fresh(made.promise).status == status
    assert bool(made.why) == (status == Status.COLLIDING)


def test_a_collision_says_in_words_what_was_promised_and_what_was_answered(small):
    launch = ready(small, "day", day(44))
    made = promise_on(launch, small.people["sales"], key="day")
    assert made.why == (
        "Kaufhaus Nord was promised 1 April 2026, and “What about day?” says 15 April 2026: 14 days later."
    )


def test_an_unbacked_promise_waits_with_its_recorder_and_counts_on_the_launch(small):
    launch = small.launch()
    promise = promise_on(launch, small.people["sales"]).promise
    [turn] = turns_about(promise)
    assert (turn.kind, turn.holder) == (Turn.Kind.BACK, small.people["sales"])
    assert Launch.objects.get(pk=launch.pk).open_promises == 1


def test_once_the_recorder_is_gone_the_head_of_sales_is_asked(small):
    launch = small.launch()
    promise = promise_on(launch, small.people["finance"], key="day").promise
    deactivate_person(small.people["finance"].pk, actor=small.people["admin"])
    signed_on = ready_day(launch, small, 20)
    answer_item(signed_on.pk, day(40), actor=small.owner)
    [turn] = turns_about(promise)
    assert turn.function == small.functions["sales"]
    assert turn.holder == small.people["sales"]


def ready_day(launch: Launch, small, days: int):
    """Answer the day of a launch, whatever stands before it."""
    item = item_on(launch, "day")
    item.gate.status, item.gate.opened_at = "open", clock.now()
    item.gate.save()
    answer_item(item.pk, day(days), actor=small.owner)
    return item


def test_a_promise_linked_to_a_question_without_an_answer_is_backed_once_it_is_answered(small):
    launch = small.launch()
    promise = promise_on(launch, small.people["sales"], Kind.SERVICE, "10", direction="at_least", key="demand").promise
    assert fresh(promise).status == Status.UNBACKED
    answer_item(item_on(launch, "demand").pk, "12", actor=small.owner)
    assert fresh(promise).status == Status.BACKED
    assert turns_about(promise) == []
    assert Launch.objects.get(pk=launch.pk).open_promises == 0


def test_a_later_change_of_the_answer_opens_the_collision_and_changing_it_back_clears_it(small):
    launch = ready(small, "demand", "12")
    promise = promise_on(launch, small.people["sales"], Kind.SERVICE, "10", direction="at_least", key="demand").promise
    item = item_on(launch, "demand")
    answer_item(item.pk, "9", actor=small.owner)
    assert fresh(promise).status == Status.COLLIDING
    assert len(turns_about(promise)) == 1
    answer_item(item.pk, "12", actor=small.owner)
    assert fresh(promise).status == Status.BACKED
    assert turns_about(promise) == []


def test_a_change_tells_the_recorder_who_made_it(small):
    launch = ready(small, "demand", "12")
    promise_on(launch, small.people["sales"], Kind.SERVICE, "10", direction="at_least", key="demand")
    answer_item(item_on(launch, "demand").pk, "9", actor=small.owner)
    assert Message.objects.filter(kind="news.promise.collides", person=small.people["sales"]).count() == 1


def test_a_scope_collides_when_its_text_means_something_else(small):
    launch = ready(small, "words", "We print labels.")
    promise = promise_on(launch, small.people["sales"], Kind.SCOPE, key="words").promise
    item = item_on(launch, "words")
    answer_item(item.pk, "We print no labels.", actor=small.owner)
    assert fresh(promise).status == Status.COLLIDING
    answer_item(item.pk, "We print labels.", actor=small.owner)
    assert fresh(promise).status == Status.BACKED


def test_a_scope_is_named_by_its_words_without_their_full_stop(small):
    launch = ready(small, "demand", "12")
    promise = promise_on(launch, small.people["sales"], Kind.SCOPE, words="We print labels.").promise
    (about,) = about_subjects([subject_of(promise)]).values()
    assert about.title == f"to Kaufhaus Nord (We print labels) on {launch}"


def test_an_answer_that_does_not_apply_backs_nothing(small):
    launch = ready(small, "demand", "12")
    promise = promise_on(launch, small.people["sales"], Kind.SERVICE, "10", direction="at_least", key="demand").promise
    declare_item_not_applicable(item_on(launch, "demand").pk, "Nobody asks.", actor=small.people["sales"])
    assert fresh(promise).status == Status.UNBACKED
    assert "not to apply" in standing_of(fresh(promise)).why


def test_an_open_promise_keeps_the_launch_from_the_public(small):
    launch = all_signed(small)
    promise = promise_on(launch, small.people["sales"]).promise
    assert not Turn.objects.filter(launch=launch, kind=Turn.Kind.GO_LIVE, closed_at=None).exists()
    with pytest.raises(Conflict, match="One promise to customers is not backed"):
        go_live(launch.pk, actor=small.owner)
    withdraw_promise(promise.pk, "Not this year.", actor=small.people["sales"])
    go_live(launch.pk, actor=small.owner)
    assert Launch.objects.get(pk=launch.pk).live_at


@pytest.mark.parametrize("who", ["sales", "deputy", "owner", "sponsor"])
def test_recorder_head_of_sales_owner_and_sponsor_see_to_a_promise(small, who):
    launch = ready(small, "demand", "12")
    promise = promise_on(launch, small.people["care"], Kind.SERVICE, "10", direction="at_least").promise
    back_promise(promise.pk, item_on(launch, "demand").pk, actor=small.people[who])
    assert fresh(promise).status == Status.BACKED


@pytest.mark.parametrize("who", ["finance", "member", "stranger", "admin"])
def test_nobody_else_does(small, who):
    promise = promise_on(small.launch(), small.people["care"]).promise
    with pytest.raises(Forbidden):
        withdraw_promise(promise.pk, "No.", actor=small.people[who])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "wish"}, "kind"),
        ({"customer": " \u200b "}, "customer"),
        ({"customer": "x" * 121}, "customer"),
        ({"words": "  "}, "words"),
        ({"words": "x" * 2001}, "words"),
        ({"made_on": date(2100, 12, 31)}, "made_on"),
        ({"made_on": date(26, 12, 1)}, "made_on"),
        ({"made_by_id": 999_999}, "made_by"),
        ({"value": "soon"}, "value"),
        ({"value": ""}, "value"),
        ({"worth": "many"}, "worth"),
        ({"worth": "-1 EUR"}, "worth"),
        ({"kind": "service", "value": "3", "direction": "about"}, "direction"),
        ({"kind": "price", "value": "49"}, "value"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(small, change, field):
    with pytest.raises(Invalid) as refusal:
        promise_on(small.launch(), small.people["sales"], **{"kind": Kind.DATE, "value": day(3)} | change)
    assert refusal.value.field == field
    assert not Promise.objects.exists()


@pytest.mark.parametrize(("kind", "value", "key"), [(Kind.DATE, None, "demand"), (Kind.PRICE, "4 EUR", "day")])
def test_only_an_answer_of_the_same_type_backs_it(small, kind, value, key):
    with pytest.raises(Invalid, match="does not ask for what could back"):
        promise_on(small.launch(), small.people["sales"], kind, value, key=key)


def test_an_answer_of_another_launch_backs_nothing(small):
    promise = promise_on(small.launch(), small.people["sales"]).promise
    other = item_on(small.launch(name="Other"), "day")
    with pytest.raises(Invalid):
        back_promise(promise.pk, other.pk, actor=small.people["sales"])


def test_a_withdrawn_promise_stays_as_it_is(small):
    promise = promise_on(small.launch(), small.people["sales"]).promise
    withdraw_promise(promise.pk, "Not this year.", actor=small.people["sales"])
    with pytest.raises(Conflict, match="withdrawn and stays as it is"):
        withdraw_promise(promise.pk, "Again.", actor=small.people["sales"])


def test_a_stopped_launch_ends_its_promises(small):
    launch = small.launch()
    promise = promise_on(launch, small.people["sales"]).promise
    stop_launch(launch.pk, "Nobody wants it.", actor=small.owner)
    assert fresh(promise).status == Status.ENDED
    assert Launch.objects.get(pk=launch.pk).open_promises == 0


def test_on_a_held_launch_the_turn_pauses(small):
    launch = small.launch()
    promise = promise_on(launch, small.people["sales"]).promise
    hold_launch(launch.pk, "We wait.", actor=small.owner, look_again_on=in_days(5))
    [turn] = turns_about(promise)
    assert turn.paused_at


def test_an_exception_covers_a_promise_until_it_ends(small):
    launch = small.launch()
    promise = promise_on(launch, small.people["sales"]).promise
    board = Board.load(lock_launch(pk=launch.pk))
    promise_excepted(board, promise.pk, "exception:7")
    settle(board, "exception.approved", actor=small.sponsor, subject=launch)
    assert (fresh(promise).status, turns_about(promise)) == (Status.EXCEPTED, [])
    board = Board.load(lock_launch(pk=launch.pk))
    promise_exception_ended(board, promise.pk, "exception:7")
    settle(board, "exception.expired", actor=None, subject=launch)
    assert fresh(promise).status == Status.UNBACKED
    assert len(turns_about(promise)) == 1


def test_an_answer_takes_the_place_of_an_exception(small):
    launch = ready(small, "demand", "12")
    promise = promise_on(launch, small.people["sales"], Kind.SERVICE, "10", direction="at_least").promise
    board = Board.load(lock_launch(pk=launch.pk))
    promise_excepted(board, promise.pk, "exception:7")
    settle(board, "exception.approved", actor=small.sponsor, subject=launch)
    back_promise(promise.pk, item_on(launch, "demand").pk, actor=small.people["sales"])
    assert (fresh(promise).status, fresh(promise).exception) == (Status.BACKED, "")
