"""The page of a turn: what its holder reads and can answer, and what everybody else does."""

from datetime import date

import pytest

from launchgate.core import clock
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.decide import Wish, approve, approve_with_conditions
from launchgate.launches.actions.edit import change_target_date
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.actions.turns import rest_turn
from launchgate.launches.models import Comment, Gate, PassedOn, Rest, Turn
from launchgate.outbox.models import Message
from launchgate.people.models import Absence
from tests.launches.conftest import company, small  # noqa: F401 - fixtures
from tests.launches.stages import item_of
from tests.launching import gate_of
from tests.reminders.turns import answer, look, prepare_turn, sign_turn

FRIDAY = "2026-03-06"
WHY = "The figures come on Thursday."


@pytest.fixture
def turn(small):  # noqa: F811
    return sign_turn(small)


@pytest.fixture
def sales(small):  # noqa: F811
    return small.people["sales"]


def test_the_holder_reads_what_by_when_and_what_waits(client, turn, sales):
    page = look(client, sales, turn).text
    assert "You are asked to sign Input of Aurora by" in page
    assert "Build, Price and Tell wait for it." in page


def test_the_holder_signs_there(client, turn, sales):
    page = look(client, sales, turn)
    form = page.context["page"].panel.form
    given = {"decision": "approved", "seen": form["seen"].value(), "shown": form["shown"].value()}
    address = f"/launches/L-{turn.launch_id}/gates/input/functions/sales/sign/"
    assert f'action="{address}"' in page.text
    assert client.post(address, given).status_code == 303
    turn.refresh_from_db()
    assert turn.outcome == "done"


def test_where_more_is_asked_than_to_approve_it_leads_to_the_gate(client, turn, sales):
    Gate.objects.filter(pk=turn.gate_id).update(asks_password=True)
    page = look(client, sales, turn).text
    assert "/sign/" not in page
    assert f"/launches/L-{turn.launch_id}/gates/input/#sign-off" in page


def test_what_is_prepared_is_prepared_on_the_gate(client, small):  # noqa: F811
    turn = prepare_turn(small)
    page = look(client, small.owner, turn).text
    assert f'href="/launches/L-{turn.launch_id}/gates/input/#checklist">Prepare</a>' in page


def test_somebody_else_reads_whom_it_waits_for_and_can_ask(client, small, turn):  # noqa: F811
    page = look(client, small.people["stranger"], turn).text
    assert "Sal Sales is asked to sign Input of Aurora by" in page
    assert "/ask/" in page
    assert "/rest/" not in page


def test_a_launch_that_is_not_seen_has_no_turns(client, small):  # noqa: F811
    turn = prepare_turn(small)
    turn.launch.is_confidential = True
    turn.launch.save()
    assert look(client, small.people["stranger"], turn).status_code == 404
    assert answer(client, small.people["stranger"], turn, "ask", question="Eh?").status_code == 404
    assert look(client, small.owner, turn).status_code == 200


def test_what_is_done_says_who_did_it(client, small, turn, sales):  # noqa: F811
    approve(turn.gate_id, turn.function_id, actor=small.people["deputy"])
    page = look(client, sales, turn).text
    assert "This is not asked any more." in page
    assert "<b>Dee Deputy</b> signed Input for Sales" in " ".join(page.split())
    assert "/rest/" not in page


def test_of_what_happened_in_one_moment_it_says_what_ended_it(client, small, turn, sales):  # noqa: F811
    with clock.at(clock.now()):
        approve(turn.gate_id, turn.function_id, actor=sales)
        comment_on_gate(gate_of(turn.launch, "price").pk, "Which price?", actor=small.owner)
    page = " ".join(look(client, sales, turn).text.split())
    assert "<b>Sal Sales</b> signed Input for Sales" in page


@pytest.mark.parametrize("way", ["rest", "pass-on", "delegate"])
def test_what_is_done_is_not_answered_any_more(client, turn, sales, way):
    approve(turn.gate_id, turn.function_id, actor=sales)
    given = {"until": FRIDAY, "reason": WHY}
    assert answer(client, sales, turn, way, **given).status_code == 409


def test_what_stands_still_says_so(client, small, turn, sales):  # noqa: F811
    hold_launch(turn.launch_id, "Wait.", actor=small.owner, look_again_on=date(2026, 3, 9))
    page = look(client, sales, turn).text
    assert "This stands still at present, and waits for you then." in page
    assert "nobody is reminded of it" in page


def test_a_question_mentions_who_asked_and_the_turn_stays(client, small, turn, sales):  # noqa: F811
    answered = answer(client, sales, turn, "ask", question="Which shops?")
    assert answered.status_code == 303
    comment = Comment.objects.get()
    assert comment.text == f"@{small.owner.email} Which shops?"
    assert Message.objects.get(kind="news.comment.mentioned").person == small.owner
    turn.refresh_from_db()
    assert (turn.holder, turn.closed_at) == (sales, None)


def test_a_question_of_the_owner_goes_to_the_sponsor(client, small):  # noqa: F811
    answer(client, small.owner, prepare_turn(small), "ask", question="Which shops?")
    assert list(Comment.objects.get().mentions.all()) == [small.sponsor]


def test_a_rest_is_asked_for_and_shown_to_everybody(client, small, turn, sales):  # noqa: F811
    assert answer(client, sales, turn, "rest", until=FRIDAY, reason=WHY).status_code == 303
    said = f"Sal Sales asked for time until Friday 6 March: {WHY} (1 of 2)"
    assert said in look(client, sales, turn).text
    assert said in client.get(f"/launches/L-{turn.launch_id}/gates/input/").text
    client.force_login(small.owner)
    assert said in client.get(f"/launches/L-{turn.launch_id}/").text
    assert said in client.get("/").text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"until": FRIDAY, "reason": ""}, "Say why it has to wait."),
        ({"until": "", "reason": WHY}, "Choose a day."),
        ({"until": "2026-03-07", "reason": WHY}, "You do not work on Saturday 7 March."),
        ({"until": "2026-03-02", "reason": WHY}, "Choose a day after today."),
        ({"until": "2027-03-02", "reason": WHY}, "It can rest until Monday 9 March at most."),
        ({"until": "9999-12-31", "reason": WHY}, "at most"),
        ({"until": "soon", "reason": WHY}, "Enter a valid date."),
        ({"until": FRIDAY, "reason": "x" * 100_000}, "500"),
    ],
)
def test_a_rest_that_does_not_fit_keeps_what_was_typed(client, turn, sales, given, said):
    page = answer(client, sales, turn, "rest", **given)
    assert page.status_code == 422
    assert said in page.text
    assert '<details id="rest" open>' in page.text
    assert not Rest.objects.exists()


def test_a_control_character_is_refused_beside_its_field_and_the_rest_is_kept(client, turn, sales):
    page = answer(client, sales, turn, "rest", until=FRIDAY, reason="a\x00b")
    assert page.status_code == 422
    assert '<details id="rest" open>' in page.text
    assert "control character (U+0000)" in page.text
    assert "a\ufffdb" in page.text
    assert not Rest.objects.exists()


@pytest.mark.parametrize("way", ["rest", "pass-on", "delegate"])
@pytest.mark.parametrize("who", ["stranger", "deputy", "owner"])
def test_nobody_else_answers_whatever_they_send(client, small, turn, way, who):  # noqa: F811
    assert answer(client, small.people[who], turn, way).status_code == 403


def test_a_rest_beyond_the_cap_says_what_else_there_is(client, turn, sales):
    for until in (date(2026, 3, 4), date(2026, 3, 5)):
        rest_turn(turn.pk, until, WHY, actor=sales)
    assert "It has rested two times, which is the most." in look(client, sales, turn).text
    assert answer(client, sales, turn, "rest", until=FRIDAY, reason=WHY).status_code == 409


def test_a_turn_is_passed_on(client, small, turn, sales):  # noqa: F811
    assert "It goes to Dee Deputy" in look(client, sales, turn).text
    assert answer(client, sales, turn, "pass-on", reason="Dee does these.").url == f"/turns/{turn.pk}/"
    assert "Sal Sales passed it on; Dee Deputy acts as the deputy." in look(client, sales, turn).text


def test_what_is_asked_in_person_says_how_it_is_handed_over(client, small):  # noqa: F811
    turn = prepare_turn(small)
    page = look(client, small.owner, turn).text
    assert f"/launches/L-{turn.launch_id}/hand-over/" in page
    assert f"/people/{small.owner.pk}/away/" in page
    assert answer(client, small.owner, turn, "pass-on", reason="Not mine.").status_code == 409
    assert answer(client, small.owner, turn, "delegate").status_code == 409


def test_delegating_covers_this_function_on_gates_of_this_kind(client, small, turn, sales):  # noqa: F811
    assert "It covers whatever Sales is asked on <b>Input</b> of every launch" in look(client, sales, turn).text
    deputy = small.people["member"]
    assert answer(client, sales, turn, "delegate", delegate=deputy.pk, ends_on=FRIDAY).status_code == 303
    absence = Absence.objects.get()
    assert (absence.person, absence.delegate, absence.ends_on) == (sales, deputy, date(2026, 3, 6))
    assert (list(absence.functions.all()), absence.gate_kinds) == ([small.functions["sales"]], ["input"])


def test_delegating_moves_the_turn(client, small, turn, sales, django_capture_on_commit_callbacks):  # noqa: F811
    with django_capture_on_commit_callbacks(execute=True):
        answer(client, sales, turn, "delegate", delegate=small.people["member"].pk, ends_on=FRIDAY)
    turn.refresh_from_db()
    assert turn.holder == small.people["member"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ends_on": FRIDAY}, "This field is required."),
        ({"ends_on": "2026-03-01", "delegate": "member"}, "The last day is before the first."),
        ({"ends_on": "2036-03-01", "delegate": "member"}, "three years at most"),
        ({"ends_on": FRIDAY, "delegate": "sales"}, "Select a valid choice"),
    ],
)
def test_a_delegation_that_does_not_fit_is_said(client, small, turn, sales, given, said):  # noqa: F811
    given = given | ({"delegate": small.people[given["delegate"]].pk} if "delegate" in given else {})
    page = answer(client, sales, turn, "delegate", **given)
    assert page.status_code == 422
    assert said in page.text
    assert not Absence.objects.exists()


def test_who_has_no_seat_has_nothing_to_delegate(client, small):  # noqa: F811
    turn = sign_turn(small, "care")
    answer(client, small.people["care"], turn, "pass-on", reason="Sam decides.")
    assert "You have no seat in Care of your own" in look(client, small.sponsor, turn).text
    assert answer(client, small.sponsor, turn, "delegate").status_code == 409


@pytest.mark.parametrize(
    ("way", "given", "model"),
    [
        ("ask", {"question": "Which?"}, Comment),
        ("rest", {"until": FRIDAY, "reason": WHY}, Rest),
        ("pass-on", {"reason": WHY}, PassedOn),
        ("delegate", {"ends_on": FRIDAY}, Absence),
    ],
)
def test_a_doubled_post_counts_once_and_leads_back(client, small, turn, sales, way, given, model):  # noqa: F811
    given = given | {"once": "a-key"} | ({"delegate": small.people["member"].pk} if way == "delegate" else {})
    answer(client, sales, turn, way, **given)
    again = answer(client, sales, turn, way, **given)
    assert (again.status_code, again.url) == (303, f"/turns/{turn.pk}/")
    assert model.objects.count() == 1


def test_a_condition_is_answered_too(client, small, turn, sales):  # noqa: F811
    boss = small.people["boss"]
    wish = Wish("Train the shops.", boss.pk, date(2026, 3, 12))
    approve_with_conditions(turn.gate_id, turn.function_id, actor=sales, wishes=[wish])
    clear = Turn.objects.get(kind="clear")
    page = look(client, boss, clear).text
    assert "Train the shops." in page
    assert "It goes to Olu Owner" in page


def test_what_moved_since_is_seen_on_the_gate_before_it_is_signed(client, small, turn, sales):  # noqa: F811
    approve(turn.gate_id, turn.function_id, actor=sales)
    answer_item(item_of(turn.gate, "demand").pk, "99", actor=small.owner)
    change_target_date(turn.launch_id, date(2026, 7, 1), actor=small.owner)
    again = Turn.objects.get(gate=turn.gate_id, function=turn.function_id, closed_at=None)
    page = look(client, sales, again)
    assert page.context["page"].panel is None
    assert "What changed" in page.text
