"""Turns on no launch are answered as all others: from the mail and the page, told to who asked, and on the record."""

from datetime import date, timedelta

import pytest

from launchgate.audit.verify import Walked
from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden
from launchgate.launches.actions.turns import pass_turn_on, rest_turn
from launchgate.launches.models import PassedOn, Rest, Turn
from launchgate.offerings.models import ExceptionRequest
from launchgate.outbox.models import Message
from launchgate.people.actions.erasure import erase_person
from launchgate.people.actions.persons import deactivate_person
from launchgate.people.models import Person, Seat
from launchgate.reminders.sweep import sweep_reminders
from tests.factories import make_person, seat
from tests.launches.checking import check
from tests.launching import Cast
from tests.offerings.asking import hear_all, make_exception
from tests.offerings.conftest import START, cast, company  # noqa: F401 - fixtures
from tests.reminders.conftest import Words
from tests.reminders.turns import answer, look

WHY = "The carrier answers on Thursday."
THURSDAY = date(2026, 11, 5)


@pytest.fixture
def otto(cast: Cast) -> Person:  # noqa: F811
    """Return who asks."""
    return make_person("Otto Outside")


@pytest.fixture
def deputy(cast: Cast) -> Person:  # noqa: F811
    """Return the deputy of operations."""
    deputy = make_person("Priya Kaul")
    seat(deputy, cast.function("operations"), Seat.Rank.DEPUTY)
    return deputy


@pytest.fixture
def exception(deputy: Person, otto: Person) -> ExceptionRequest:
    """Return an exception on no launch."""
    return make_exception(otto)


@pytest.fixture
def turn(exception: ExceptionRequest) -> Turn:
    """Return the turn in which operations is asked for its voice."""
    return Turn.objects.select_related("holder").get(subject=exception.subject, function__key="operations")


def fresh(turn: Turn) -> Turn:
    return Turn.objects.select_related("holder").get(pk=turn.pk)


def test_it_rests_until_the_day(turn: Turn):
    rest_turn(turn.pk, THURSDAY, WHY, actor=turn.holder)
    rested = fresh(turn)
    assert rested.rests_until.date() == THURSDAY
    assert rested.next_at >= rested.rests_until
    assert rested.due_at == turn.due_at


def test_it_goes_to_the_deputy_who_is_asked_anew(turn: Turn, deputy: Person):
    pass_turn_on(turn.pk, WHY, actor=turn.holder)
    assert (fresh(turn).holder, fresh(turn).capacity) == (deputy, "deputy")
    assert Message.objects.filter(kind="turn.asked", subject=f"turn:{turn.pk}", person=deputy).exists()


def test_who_asked_for_it_reads_why(turn: Turn, otto: Person, deputy: Person, words: Words):
    rest_turn(turn.pk, THURSDAY, WHY, actor=turn.holder)
    told = words("news.turn.rested", otto)
    assert told.subject == (
        f"“Delivery within 48 hours on weekends” for Baltic Foods: {turn.holder} asked for time until Thu 5 Nov"
    )
    assert ("Why", WHY) in told.rows
    pass_turn_on(turn.pk, WHY, actor=turn.holder)
    told = words("news.turn.passed_on", otto)
    assert told.lead == f"{turn.holder} says that it is not theirs. Priya Kaul is asked instead."


def test_both_are_on_the_record_and_hold(turn: Turn, deputy: Person):
    rest_turn(turn.pk, THURSDAY, WHY, actor=turn.holder)
    pass_turn_on(turn.pk, WHY, actor=turn.holder)
    assert "exit 0" in check()
    assert list(Walked()) == []


def test_their_words_can_be_erased(turn: Turn, cast: Cast):  # noqa: F811
    head = turn.holder
    rest_turn(turn.pk, THURSDAY, WHY, actor=head)
    pass_turn_on(turn.pk, WHY, actor=head)
    administrator = make_person(is_administrator=True)
    deactivate_person(head.pk, actor=administrator)
    erase_person(head.pk, actor=administrator, words=True)
    assert WHY not in (Rest.objects.get().reason, PassedOn.objects.get().reason)
    assert list(Walked()) == []


@pytest.mark.parametrize("act", [rest_turn, pass_turn_on])
def test_only_the_holder_answers(turn: Turn, otto: Person, act):
    given = (THURSDAY, WHY) if act is rest_turn else (WHY,)
    with pytest.raises(Forbidden):
        act(turn.pk, *given, actor=otto)


def test_what_an_executive_decides_is_not_passed_on(exception: ExceptionRequest, cast: Cast):  # noqa: F811
    hear_all(exception, cast, against=True)
    turn = Turn.objects.get(kind="decide", closed_at=None)
    with pytest.raises(Conflict, match="Only an executive decides this"):
        pass_turn_on(turn.pk, WHY, actor=cast.sponsor)


def test_its_mail_offers_the_ways_to_answer(turn: Turn, words: Words):
    asked = words("turn.asked", turn.holder)
    assert [name for name, _ in asked.context["ways"]] == ["Ask", "Delegate", "Not before …", "Not mine"]


def test_its_last_reminder_says_that_silence_counts(turn: Turn, words: Words):
    with clock.at(START + timedelta(days=15)):
        sweep_reminders()
        last = words("turn.reminder", turn.holder)
    assert last.foot.startswith(
        "This is the last reminder. A voice that is not given counts as silent 1 working day later."
    )


def test_its_page_says_what_is_asked_and_how_it_can_be_answered(client, turn: Turn, otto: Person):
    page = look(client, turn.holder, turn).text
    assert "You are asked to speak on the exception “Delivery within 48 hours on weekends” for Baltic Foods by" in page
    assert "Otto Outside cannot answer Baltic Foods before." in page
    assert "Otto Outside hears why." in page
    assert "It goes to Priya Kaul" in page
    assert "Otto Outside hears of it. What is asked stays with you." in page


def test_it_is_answered_on_its_page(client, turn: Turn, deputy: Person, exception: ExceptionRequest):
    head = turn.holder
    assert answer(client, head, turn, "rest", until=THURSDAY.isoformat(), reason=WHY).status_code == 303
    said = f"{head} asked for time until Thursday 5 November: {WHY} (1 of 2)"
    assert said in look(client, head, turn).text
    assert said in client.get(exception.get_absolute_url()).text
    assert answer(client, head, turn, "pass-on", reason=WHY).url == f"/turns/{turn.pk}/"
    page = client.get(exception.get_absolute_url()).text
    assert f"{head} passed it on; Priya Kaul acts as the deputy." in page
    assert f"/turns/{turn.pk}/" not in page
    client.force_login(deputy)
    assert f"/turns/{turn.pk}/" in client.get(exception.get_absolute_url()).text


def test_it_is_delegated_on_its_page(client, turn: Turn, deputy: Person, django_capture_on_commit_callbacks):
    given = {"delegate": deputy.pk, "ends_on": THURSDAY.isoformat()}
    with django_capture_on_commit_callbacks(execute=True):
        assert answer(client, turn.holder, turn, "delegate", **given).status_code == 303
    assert fresh(turn).holder == deputy


def test_what_is_done_is_not_answered_any_more(client, turn: Turn, cast: Cast, exception: ExceptionRequest):  # noqa: F811
    hear_all(exception, cast)
    page = look(client, turn.holder, turn).text
    assert "This is not asked any more." in page
    assert answer(client, turn.holder, turn, "rest", until=THURSDAY.isoformat(), reason=WHY).status_code == 409


def test_a_rest_that_does_not_fit_keeps_what_was_typed(client, turn: Turn):
    page = answer(client, turn.holder, turn, "rest", until=clock.now().date().isoformat(), reason=WHY)
    assert page.status_code == 422
    assert WHY in page.text
