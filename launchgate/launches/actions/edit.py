"""Changing a launch's own facts: words, target date, owner, sponsor, followers."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from launchgate.audit.models import Event
from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Invalid
from launchgate.launches import rules, transitions
from launchgate.launches.actions.open_launch import check_target, checked_words, plan_gates
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Decider, Decision, Follow, Gate, Launch, Turn
from launchgate.launches.places import Capacity
from launchgate.launches.recompute import replan
from launchgate.launches.settle import settle
from launchgate.people.models import Person


@dataclass(frozen=True)
class LaunchWords:
    """What can be edited without any effect on dates or people."""

    name: str
    summary: str
    audience: str
    is_confidential: bool


@transaction.atomic(durable=True)
def edit_launch(launch_id: int, words: LaunchWords, *, actor: Person, seen: int = 0) -> Launch:
    """Change a launch's name, description, audience and who may see it; the same words again change nothing.

    `seen` is the number of the event that wrote what was on the page; raises Conflict when there is a later one by now:
    a launch that became confidential meanwhile would be open again.
    """
    board = Board.load(lock_launch(pk=launch_id))
    launch = board.launch
    if refusal := rules.refusal_unless_owner_or_sponsor(actor, launch, "edit it"):
        raise refusal
    transitions.require_launch(launch, "edit")
    last = last_edit(launch)
    if seen and last is not None and seen != last.number:
        raise Conflict(f"{last.actor} changed the launch meanwhile. Look at it again, then write yours.")
    facts: dict[str, object] = {**checked_words(words.name, words.summary, words.audience)}
    facts["is_confidential"] = words.is_confidential
    if all(getattr(launch, name) == value for name, value in facts.items()):
        return launch
    for name, value in facts.items():
        setattr(launch, name, value)
    settle(
        board,
        "launch.edited",
        actor=actor,
        subject=launch,
        saves=tuple(facts),
        digest=words_digest(launch.name, launch.summary, launch.audience),
        confidential=launch.is_confidential,
    )
    return launch


def last_edit(launch: Launch) -> Event | None:
    """Return the event that wrote the words that a launch has now."""
    told = Event.objects.filter(chain=launch.chain_key, kind__in=("launch.opened", "launch.edited"))
    return told.select_related("actor").order_by("number").last()


def planned_if(launch: Launch, target: date) -> dict[int, date]:
    """Return the planned day of each order number if the target were this day; raises Invalid for an impossible day."""
    check_target(target)
    moved = Launch(pk=launch.pk, target_date=target)
    return plan_gates(moved, [gate.template for gate in launch.gates.select_related("template")])


@transaction.atomic(durable=True)
def change_target_date(launch_id: int, target: date, *, actor: Person) -> Launch:
    """Move the target date; gates not yet passed are planned anew, backwards from it."""
    board = Board.load(lock_launch(pk=launch_id))
    launch = board.launch
    if refusal := rules.refusal_unless_owner_or_sponsor(actor, launch, "move the target date"):
        raise refusal
    transitions.require_launch(launch, "move_target")
    if target == launch.target_date:
        return launch
    late = [condition for condition in board.open_conditions() if condition.due_on > target]
    if late:
        raise Conflict(
            f"{len(late)} open condition(s) are due after this day. Clear them first, or choose a later day."
        )
    before, planned = launch.target_date, planned_if(launch, target)
    launch.target_date = target
    ahead = [gate for gate in board.gates if not gate.is_passed]
    for gate in ahead:
        gate.planned_for = planned[gate.order]
    Gate.objects.bulk_update(ahead, ["planned_for"])
    for turn in board.turns:
        if turn.gate_id:
            turn.planned_for = planned[board.gate(turn.gate_id).order]
    Turn.objects.bulk_update(board.turns, ["planned_for"])
    settle(
        board,
        "launch.target_moved",
        actor=actor,
        subject=launch,
        saves=("target_date",),
        before=before.isoformat(),
        after=target.isoformat(),
    )
    replan(board)
    return launch


@transaction.atomic(durable=True)
def hand_over(launch_id: int, role: str, to_id: int, *, actor: Person, once: str = "") -> Launch:
    """Give a launch to another owner or sponsor; their turns move, and a new owner's own signatures become stale.

    `role` is "owner" or "sponsor". A launch that runs no more can be handed over too, and nothing else changes on it.
    Raises Conflict when somebody would have a turn that nobody could take any more.
    """
    use_once(once)
    board = Board.load(lock_launch(pk=launch_id))
    launch = board.launch
    if refusal := rules.refusal_to_hand_over(actor, launch, role):
        raise refusal
    to = Person.objects.filter(pk=to_id, is_active=True).first()
    if to is None or role not in ("owner", "sponsor"):
        raise Invalid("Choose somebody who is active.", field="person")
    before: Person = getattr(launch, role)
    if to.pk in (launch.owner_id, launch.sponsor_id):
        raise Invalid(f"{to} is already the owner or the sponsor of this launch.", field="person")
    setattr(launch, role, to)
    if role == "owner" and launch.status in Launch.RUNNING:
        _drop_signatures_of(to, board)
    settle(
        board, "launch.handed_over", actor=actor, subject=launch, saves=(role,), role=role, to=to.pk, before=before.pk
    )
    replan(board)
    nobody = next((turn for turn in board.turns if turn.holder is None), None)
    if nobody is not None:
        what = nobody.get_kind_display().lower()
        raise Conflict(f"Then nobody could {what} for {nobody.function}. Choose somebody else.")
    return launch


def _drop_signatures_of(owner: Person, board: Board) -> None:
    """Nobody signs their own launch: what the new owner, or a delegate in their name, signed has to be signed anew."""
    own = [row for row in board.all_deciders() if row.is_signed and row.decision and _is_by(owner, row.decision)]
    for decider in own:
        decider.decision, decider.is_through = None, False
    Decider.objects.bulk_update(own, ["decision", "is_through"])


def _is_by(person: Person, decision: Decision) -> bool:
    # For whom a delegate signed is kept as it was printed under the signature, and nowhere else.
    in_their_name = decision.capacity == Capacity.DELEGATE and decision.printed_name.endswith(f" for {person.name}")
    return decision.person_id == person.pk or in_their_name


@transaction.atomic(durable=True)
def follow_launch(launch_id: int, *, actor: Person, person_id: int | None = None) -> Follow:
    """Let somebody hear of a launch: oneself, or another person where the owner or sponsor asks for it."""
    board = Board.load(lock_launch(pk=launch_id))
    launch = board.launch
    person = actor if person_id in (None, actor.pk) else Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise Invalid("Choose somebody who is active.", field="person")
    if person != actor and (refusal := rules.refusal_unless_owner_or_sponsor(actor, launch, "add followers")):
        raise refusal
    follow, is_new = Follow.objects.get_or_create(launch=launch, person=person, defaults={"since": clock.now()})
    if is_new:
        settle(board, "launch.followed", actor=actor, subject=launch, person=person.pk)
    return follow


@transaction.atomic(durable=True)
def unfollow_launch(launch_id: int, *, actor: Person, person_id: int | None = None) -> Launch:
    """End a following: one's own, or another's where the owner or sponsor asks for it."""
    board = Board.load(lock_launch(pk=launch_id))
    launch = board.launch
    other = person_id if person_id not in (None, actor.pk) else actor.pk
    if other != actor.pk and (refusal := rules.refusal_unless_owner_or_sponsor(actor, launch, "remove followers")):
        raise refusal
    removed, _ = Follow.objects.filter(launch=launch, person=other).delete()
    if removed:
        settle(board, "launch.unfollowed", actor=actor, subject=launch, person=other)
    return launch
