"""Questions about turns on no gate: to whoever asked for them, answered on their page, on the record."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from launchgate.audit.verify import Walked
from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden
from launchgate.launches.actions.lifecycle import hold_launch, resume_launch
from launchgate.launches.actions.turn_questions import answer_about_turn, ask_about_turn
from launchgate.launches.models import Gate, Step, Turn, TurnQuestion
from launchgate.outbox.models import Message
from launchgate.people.actions.erasure import erase_person
from launchgate.people.actions.persons import deactivate_person
from tests.factories import make_person
from tests.launches.checking import check
from tests.launches.conftest import company, small  # noqa: F401 - fixtures
from tests.launches.small import Small
from tests.launches.stages import gate_in
from tests.reminders.conftest import Words
from tests.reminders.turns import answer, look

ASKED, ANSWERED = "Which shops wait for it?", "Those in Kiel."


@pytest.fixture
def turn(small: Small) -> Turn:  # noqa: F811
    """Return the turn in which the owner looks again at a hold of their own, so that the sponsor is asked."""
    launch = gate_in(Gate.Status.OPEN, small).launch
    hold_launch(launch.pk, "Wait.", actor=small.owner, look_again_on=date(2026, 3, 9))
    return Turn.objects.select_related("holder", "launch").get(kind="resume")


@pytest.fixture
def question(turn: Turn) -> TurnQuestion:
    return ask_about_turn(turn.pk, ASKED, actor=turn.holder)


def test_a_question_goes_to_who_asked_and_the_turn_stays(client: Client, small: Small, turn: Turn, words: Words):  # noqa: F811
    assert "Sam Sponsor hears of it. What is asked stays with you." in look(client, small.owner, turn).text
    assert answer(client, small.owner, turn, "ask", question=ASKED).status_code == 303
    told = words("news.turn.questioned", small.sponsor)
    assert told.subject == "Olu Owner asks you about Aurora"
    assert told.rows == [("Question", ASKED)]
    turn.refresh_from_db()
    assert (turn.holder, turn.closed_at) == (small.owner, None)


def test_it_is_answered_on_the_page_of_the_turn(client: Client, small: Small, question: TurnQuestion, words: Words):  # noqa: F811
    address = f"/turns/questions/{question.pk}/answer/"
    assert address in look(client, small.sponsor, question.turn).text
    refused = client.post(address, {"answer": ""})
    assert (refused.status_code, "Write the answer." in refused.text) == (422, True)
    assert client.post(address, {"answer": ANSWERED}).status_code == 303
    assert ("The answer", ANSWERED) in words("news.turn.explained", small.owner).rows
    page = look(client, small.owner, question.turn).text
    assert ANSWERED in page
    assert address not in page


def test_both_are_told_in_the_history_and_hold(client: Client, small: Small, question: TurnQuestion):  # noqa: F811
    answer_about_turn(question.pk, ANSWERED, actor=small.sponsor)
    client.force_login(small.owner)
    page = client.get(f"/launches/L-{question.turn.launch_id}/").text
    assert "asked Sam Sponsor about what is asked of them" in page
    assert "answered Olu Owner" in page
    assert "exit 0" in check()
    assert list(Walked()) == []


@pytest.mark.parametrize(("field", "change"), [("text", "Something else."), ("answer", "Something else.")])
def test_words_changed_behind_the_record_are_found(small: Small, question: TurnQuestion, field: str, change: str):  # noqa: F811
    answer_about_turn(question.pk, ANSWERED, actor=small.sponsor)
    TurnQuestion.objects.update(**{field: change})
    assert list(Walked()) != []


def test_words_can_be_erased(small: Small, question: TurnQuestion):  # noqa: F811
    answer_about_turn(question.pk, ANSWERED, actor=small.sponsor)
    leaver = make_person()
    TurnQuestion.objects.update(person=leaver, answered_by=leaver)
    administrator = make_person(is_administrator=True)
    deactivate_person(leaver.pk, actor=administrator)
    erase_person(leaver.pk, actor=administrator, words=True)
    question.refresh_from_db()
    assert {ASKED, ANSWERED}.isdisjoint({question.text, question.answer})
    assert list(Walked()) == []


def test_only_the_holder_asks_and_only_the_asked_answer(small: Small, turn: Turn, question: TurnQuestion):  # noqa: F811
    for person in (small.sponsor, small.people["stranger"]):
        with pytest.raises(Forbidden, match="only they can answer for it"):
            ask_about_turn(turn.pk, ASKED, actor=person)
    for person in (small.owner, small.people["stranger"]):
        with pytest.raises(Forbidden, match="asked of Sam Sponsor"):
            answer_about_turn(question.pk, ANSWERED, actor=person)


def test_it_is_answered_once_and_while_the_turn_is_open(small: Small, turn: Turn, question: TurnQuestion):  # noqa: F811
    other = ask_about_turn(turn.pk, "And when?", actor=small.owner)
    answer_about_turn(question.pk, ANSWERED, actor=small.sponsor)
    with pytest.raises(Conflict, match="answered already"):
        answer_about_turn(question.pk, ANSWERED, actor=small.sponsor)
    resume_launch(turn.launch_id, actor=small.owner)
    with pytest.raises(Conflict, match="not asked any more"):
        answer_about_turn(other.pk, ANSWERED, actor=small.sponsor)


def test_on_a_gate_a_question_is_a_comment(small: Small):  # noqa: F811
    prepare = Turn.objects.select_related("holder").get(launch=gate_in(Gate.Status.OPEN, small).launch, kind="prepare")
    with pytest.raises(Conflict, match="Ask there, in a comment"):
        ask_about_turn(prepare.pk, ASKED, actor=prepare.holder)


def test_a_question_puts_the_next_reminder_off_once_and_says_so(client: Client, turn: Turn):
    def days() -> list[int]:
        return [step.at.day for step in Step.objects.filter(turn=turn).order_by("number")]

    planned = days()
    with clock.at(datetime(2026, 3, 9, 7, tzinfo=UTC)):
        ask_about_turn(turn.pk, ASKED, actor=turn.holder)
        once = days()
        ask_about_turn(turn.pk, "And when?", actor=turn.holder)
        assert "put off by progress on Mon 9 Mar" in look(client, turn.holder, turn).text
    assert (planned[0], once[0], days()) == (9, 11, once)


def test_an_answered_question_is_not_asked_by_mail_any_more(small: Small, question: TurnQuestion, words: Words):  # noqa: F811
    answer_about_turn(question.pk, ANSWERED, actor=small.sponsor)
    assert words("news.turn.questioned", small.sponsor) is None


def test_a_doubled_question_counts_once(client: Client, small: Small, turn: Turn):  # noqa: F811
    for _ in range(2):
        assert answer(client, small.owner, turn, "ask", question=ASKED, once="a-key").status_code == 303
    assert Message.objects.filter(kind="news.turn.questioned").count() == TurnQuestion.objects.count() == 1
