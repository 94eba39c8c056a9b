"""What a turn asks of its holder: whether they may do it, and doing it as a willing person would."""

import random
from datetime import timedelta

from launchgate.launches import rules
from launchgate.launches.actions import (
    answers,
    conditions,
    decide,
    deciding,
    edit,
    evidence,
    hand_offs,
    lifecycle,
    missed,
    revise,
    submit,
)
from launchgate.launches.board import Board
from launchgate.launches.models import Gate, Item, Turn
from launchgate.launches.places import stand_in_for
from launchgate.people.models import Person
from tests.launches.briefing_clicks import brief_everybody, require_briefing_turn, settle_briefing_turn
from tests.launches.clicks import VALUES, Company
from tests.launches.customer_clicks import require_customer_turn, settle_customer_turn
from tests.launches.excepting import do_on_exception, may_act_on_exception
from tests.launches.plan_clicks import plan_the_hand_over
from tests.launches.review_clicks import look_at_all, require_review_turn, settle_review_turn

# Turns of later rooms by the noun of their subject: what their holder needs to be allowed, and how it is done.
LATER = {
    **dict.fromkeys(("question", "promise"), (require_customer_turn, settle_customer_turn)),
    **dict.fromkeys(("reading", "readerquestion"), (require_briefing_turn, settle_briefing_turn)),
    **dict.fromkeys(("review", "contribution", "lessons"), (require_review_turn, settle_review_turn)),
}


def may_act(board: Board, turn: Turn) -> bool:
    """Say whether the holder of a turn has the right to do what it asks."""
    launch, holder, kind = board.launch, turn.holder, turn.kind
    assert holder is not None
    K = Turn.Kind
    if later := LATER.get(turn.subject.partition(":")[0]):
        later[0](board, turn)
        return True
    if kind == K.SIGN:
        return bool(deciding.place_of(board, board.gate(turn.gate_id), turn.function_id, holder))
    if kind == K.ACCEPT:
        capacity_of = board.places.capacity_of
        return capacity_of(holder, turn.function_id, kind=turn.gate.kind, passed_on=turn.passed_on) is not None
    if kind == K.CONTRIBUTE:
        return bool(rules.answers_for(holder, launch, turn.gate_id, {turn.function_id}))
    if kind == K.PREPARE:
        return rules.is_owner(holder, launch) or not launch.owner.is_active
    if kind in (K.TIER, K.VERSION):
        return turn.holder == launch.sponsor or rules.refusal_unless_owner_or_sponsor(holder, launch, "do it") is None
    if kind in (K.RESUME, K.GO_LIVE):
        return rules.refusal_unless_owner_or_sponsor(holder, launch, "do it") is None
    if kind == K.CLEAR:
        stand_in = stand_in_for(turn.condition.owner, launch)
        return rules.refusal_to_report(holder, turn.condition, launch, stand_in.pk) is None
    if kind == K.EXTEND:
        return bool(missed.require_extending(board, turn.condition, holder))
    if kind == K.REPLY:
        stand_in = stand_in_for(turn.hand_off.giver, launch)
        return rules.refusal_to_reply(holder, turn.hand_off, launch, stand_in.pk) is None
    if kind in (K.VOICE, K.DECIDE):
        return may_act_on_exception(turn)
    conditions.require_setter(board, turn.condition, holder)
    return True


def do_what_is_asked(company: Company, turn: Turn, dice: random.Random) -> None:
    """Do what a turn asks, as its holder, in the way that a willing person would."""
    holder, K = turn.holder, Turn.Kind
    assert holder is not None
    if later := LATER.get(turn.subject.partition(":")[0]):
        later[1](company, turn, dice)
    elif turn.kind == K.PREPARE:
        if company.launch.owner.is_active:
            look_at_all(company.launch_id, company.launch.owner)
            if turn.gate.template.share_to_go_public:
                brief_everybody(company)
            if turn.gate.template.hand_over_plan_to_tier:
                plan_the_hand_over(company)
            answer_gate(turn.gate, company.launch.owner)
            submit.submit_gate(turn.gate_id, actor=holder, note=dice.choice(("", "Mind the stairs.")))
    elif turn.kind == K.CONTRIBUTE:
        answer_gate(turn.gate, holder, function_id=turn.function_id)
    elif turn.kind == K.SIGN:
        sign(company, turn, dice)
    elif turn.kind == K.ACCEPT:
        hand_offs.accept_hand_off(turn.hand_off_id, actor=holder)
    elif turn.kind == K.REPLY:
        hand_offs.reply_to_bounce(turn.hand_off_id, "Because.", actor=holder)
    elif turn.kind == K.CLEAR:
        conditions.report_condition_done(turn.condition_id, actor=holder, proof=evidence.prove_by_note("Seen."))
    elif turn.kind == K.CONFIRM:
        conditions.confirm_condition(turn.condition_id, actor=holder)
    elif turn.kind == K.EXTEND:
        make_room(company)
        missed.extend_condition(turn.condition_id, company.launch.target_date, "Ill.", actor=holder)
    elif turn.kind == K.RESUME:
        lifecycle.resume_launch(turn.launch_id, actor=holder)
    elif turn.kind == K.TIER:
        revise.leave_tier(turn.launch_id, "It is not.", actor=holder)
    elif turn.kind == K.VERSION:
        # The page shows the newest, also in the minute in which the turn still speaks of the one before.
        newest = revise.newest_version(turn.launch)
        revise.leave_version(turn.launch_id, newest.pk, "It would be late.", actor=holder)
    elif turn.kind in (K.VOICE, K.DECIDE):
        do_on_exception(turn, dice)
    elif turn.kind == K.GO_LIVE:
        lifecycle.go_live(turn.launch_id, actor=holder)


def answer_gate(gate: Gate, actor: Person, function_id: int | None = None) -> None:
    """Answer the required items of a gate, of one function or of all, and prove what was answered."""
    for item in Item.objects.filter(gate=gate):
        if (item.is_answered or item.is_required) and item.needs_evidence and not item.evidence_count:
            evidence.add_evidence(item.pk, evidence.prove_by_note("Seen."), actor=actor)
        if item.is_required and not item.is_answered and function_id in (None, item.function_id):
            answers.answer_item(item.pk, VALUES[item.kind][0], actor=actor)


def sign(company: Company, turn: Turn, dice: random.Random) -> None:
    """Sign as the holder of a turn; what is offered becomes a condition, now and then something else does."""
    launch, boss = company.launch, company.cast.people["boss"]
    offers = Board.load(launch).open_offers(turn.gate)
    if not offers and dice.random() < 0.8:
        decide.approve(turn.gate_id, turn.function_id, actor=turn.holder)
        return
    make_room(company)
    target, soon = company.launch.target_date, (company.moment + timedelta(days=1)).date()
    due_on, proved = dice.choice((target, min(target, soon))), dice.random() < 0.5
    wishes = [decide.Wish(offer.item.text, boss.pk, due_on, offer.item_id, proved) for offer in offers]
    wishes = wishes or [decide.Wish("Do it.", boss.pk, due_on, needs_evidence=proved)]
    decide.approve_with_conditions(turn.gate_id, turn.function_id, actor=turn.holder, wishes=wishes)


def make_room(company: Company) -> None:
    """Move a target date that is over, or nearly, so that something can still be due before it."""
    launch = company.launch
    if launch.target_date <= (company.moment + timedelta(days=4)).date():
        later = (company.moment + timedelta(days=60)).date()
        edit.change_target_date(launch.pk, later, actor=launch.sponsor if launch.sponsor.is_active else launch.owner)
