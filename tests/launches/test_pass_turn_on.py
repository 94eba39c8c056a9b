"""Saying that a turn is not one's own: to whom it goes, who hears of it, and that nobody loses the right to act."""

from datetime import date

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.conditions import report_condition_done
from launchgate.launches.actions.decide import Wish, approve, approve_with_conditions
from launchgate.launches.actions.hand_offs import accept_hand_off, bounce_hand_off
from launchgate.launches.actions.turns import pass_turn_on
from launchgate.launches.history import latest_entries
from launchgate.launches.models import Decision, Gate, HandOff, PassedOn, Turn
from launchgate.launches.recompute import recompute_launch
from launchgate.launches.stand_ins import why_held
from launchgate.outbox.models import Message
from tests.launches.checking import check
from tests.launches.small import Small
from tests.launches.stages import gate_in, signed

WHY = "Dee knows this shop."


def sign_turn(small: Small, key: str = "sales") -> Turn:
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    return Turn.objects.get(gate=gate, kind="sign", function=small.functions[key])


def pass_on(small: Small, turn: Turn, who: str = "sales", why: str = WHY) -> Turn:
    pass_turn_on(turn.pk, why, actor=small.people[who])
    return Turn.objects.select_related("holder").get(pk=turn.pk)


def test_it_goes_to_the_deputy_then_to_the_sponsor(small):
    turn = pass_on(small, sign_turn(small))
    assert (turn.holder, turn.capacity) == (small.people["deputy"], "deputy")
    turn = pass_on(small, turn, "deputy")
    assert (turn.holder, turn.capacity) == (small.sponsor, "acting")
    assert turn.passed_on == [small.people["sales"].pk, small.people["deputy"].pk]


def test_without_a_deputy_it_goes_to_the_sponsor(small):
    assert pass_on(small, sign_turn(small, "care"), "care").holder == small.sponsor


def test_after_the_sponsor_nobody_comes(small):
    turn = pass_on(small, sign_turn(small, "care"), "care")
    with pytest.raises(Conflict, match="Talk to Olu Owner, who owns the launch"):
        pass_on(small, turn, "sponsor")
    assert PassedOn.objects.count() == 1


@pytest.mark.parametrize("who", ["sales", "deputy", "sponsor"])
def test_whoever_passed_it_on_or_holds_it_now_may_sign(small, who):
    turn = pass_on(small, pass_on(small, sign_turn(small)), "deputy")
    approve(turn.gate_id, turn.function_id, actor=small.people[who])
    assert Decision.objects.get().person == small.people[who]
    assert check().startswith("exit 0")


def test_nobody_else_gains_the_right(small):
    turn = pass_on(small, pass_on(small, sign_turn(small)), "deputy")
    with pytest.raises(Forbidden, match="Sal Sales passed it on; Sam Sponsor acts as the sponsor"):
        approve(turn.gate_id, turn.function_id, actor=small.people["boss"])


def test_whoever_is_next_is_asked_and_the_owner_hears_why(small):
    turn = pass_on(small, sign_turn(small))
    asked = Message.objects.filter(kind="turn.asked", subject=f"turn:{turn.pk}", person=small.people["deputy"])
    assert asked.count() == 1
    assert Message.objects.get(kind="news.turn.passed_on").person == small.owner


def test_history_invariants_and_the_page_tell_of_it(small):
    turn = pass_on(small, sign_turn(small))
    told = latest_entries(turn.launch)[0].told
    assert told.words == "passed on what was asked of them on Input; Dee Deputy is asked instead"
    assert told.quote == WHY
    assert check().startswith("exit 0")
    assert why_held([turn])[turn.pk] == "Sal Sales passed it on; Dee Deputy acts as the deputy."


def test_a_turn_and_what_was_said_of_it_cannot_differ(small):
    turn = pass_on(small, sign_turn(small))
    Turn.objects.filter(pk=turn.pk).update(passed_on=[])
    assert "who passed it on" in check()


def test_a_recompute_leaves_it_where_it_went(small):
    turn = pass_on(small, sign_turn(small))
    assert recompute_launch(turn.launch_id) == 0


@pytest.mark.parametrize("who", ["owner", "sponsor", "deputy", "stranger"])
def test_only_the_holder_passes_it_on(small, who):
    with pytest.raises(Forbidden, match="asked of Sal Sales"):
        pass_on(small, sign_turn(small), who)


def test_a_post_sent_twice_passes_it_on_once(small):
    turn = sign_turn(small)
    pass_turn_on(turn.pk, WHY, actor=small.people["sales"], once="k")
    with pytest.raises(Conflict, match="already sent this form"):
        pass_turn_on(turn.pk, WHY, actor=small.people["sales"], once="k")
    assert PassedOn.objects.count() == 1


@pytest.mark.parametrize("why", ["", " \u200b ", "x" * 501, "x" * 100_000, "a\x00b"])
def test_reasons_that_do_not_fit_are_refused_at_their_field(small, why):
    with pytest.raises(Invalid) as refusal:
        pass_on(small, sign_turn(small), why=why)
    assert refusal.value.field == "reason"


def test_what_is_asked_of_the_owner_is_handed_over_instead(small):
    turn = Turn.objects.get(launch=gate_in(Gate.Status.OPEN, small).launch, kind="prepare")
    with pytest.raises(Conflict, match="Hand the launch over, or enter an absence"):
        pass_on(small, turn, "owner")


def test_a_question_stays_with_who_gave_the_hand_off(small):
    launch = signed(small.launch(), "input", small, note="Read this.").launch
    hand_off = HandOff.objects.filter(to_gate__kind="build").get()
    bounce_hand_off(hand_off.pk, "Which shop?", actor=small.people["care"])
    with pytest.raises(Conflict, match="You gave this hand-off"):
        pass_on(small, Turn.objects.get(launch=launch, kind="reply"), "owner")


def test_a_hand_off_is_accepted_by_whom_it_was_passed_to(small):
    launch = signed(small.launch(), "input", small, note="Read this.").launch
    turn = Turn.objects.get(launch=launch, kind="accept", gate__kind="build")
    pass_on(small, turn, "care")
    accept_hand_off(turn.hand_off_id, actor=small.sponsor)
    turn.refresh_from_db()
    assert turn.outcome == "done"


def test_a_condition_goes_to_the_owner_of_the_launch(small):
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    wish = Wish("Train the shops.", small.people["boss"].pk, date(2026, 3, 12))
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish])
    turn = pass_on(small, Turn.objects.get(kind="clear"), "boss")
    assert turn.holder == small.owner
    with pytest.raises(Conflict, match="Talk to the function that set the condition"):
        pass_on(small, turn, "owner")
    report_condition_done(turn.condition_id, actor=small.people["boss"])


def test_who_is_back_from_an_absence_holds_what_others_passed_on(small):
    turn = pass_on(small, sign_turn(small))
    small.people["deputy"].is_active = False
    small.people["deputy"].save(update_fields=["is_active"])
    small.sponsor.is_active = False
    small.sponsor.save(update_fields=["is_active"])
    recompute_launch(turn.launch_id)
    assert Turn.objects.get(pk=turn.pk).holder == small.people["sales"]
