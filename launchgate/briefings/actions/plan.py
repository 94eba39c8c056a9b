"""The customer's hand-over plan: saved as a whole, its steps marked as done."""

from django.db import transaction

from launchgate.audit.record import canonical, sha256
from launchgate.briefings import rules
from launchgate.briefings.blockers import gate_left_without
from launchgate.briefings.models import HandOverPlan, PlanVersion, StepDone
from launchgate.briefings.plan_words import PlanWords, checked_plan
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict
from launchgate.launches import transitions
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.phrases import listed
from launchgate.launches.settle import settle
from launchgate.people.models import Person


@transaction.atomic(durable=True)
def save_plan(launch_id: int, words: PlanWords, *, actor: Person, seen: int = 0, once: str = "") -> PlanVersion:
    """Save the hand-over plan of a launch as its next version; the same words again change nothing.

    Steps keep their keys, and with them whether they are done. `seen` is the number of the version that was on the
    page; raises Conflict when there is a later one by now, and when a gate was submitted with a plan that was complete.
    """
    use_once(once)
    board = Board.load(lock_launch(pk=launch_id))
    require_planning(board, actor)
    checked = checked_plan(words)
    plan, _ = HandOverPlan.objects.get_or_create(launch=board.launch)
    last = plan.version
    if seen and last is not None and seen != last.number:
        raise Conflict(f"{last.author.name} saved another version meanwhile. Look at it, then write yours.")
    if last is not None and last.content == checked.as_json():
        return last
    version = PlanVersion.objects.create(
        plan=plan,
        number=(last.number if last else 0) + 1,
        content=checked.as_json(),
        author=actor,
        saved_at=clock.now(),
    )
    was_complete = plan.is_complete
    plan.version, plan.is_complete = version, not checked.missing
    plan.save(update_fields=["version", "is_complete"])
    if was_complete and checked.missing and (gate := gate_left_without(board)):
        raise Conflict(f"{gate.name} was submitted with this plan, which would lack {listed(checked.missing)}.")
    settle(
        board,
        "plan.saved",
        actor=actor,
        subject=version,
        at=version.saved_at,
        number=version.number,
        complete=plan.is_complete,
        digest=plan_digest(version.content),
    )
    return version


@transaction.atomic(durable=True)
def mark_step(launch_id: int, key: str, *, actor: Person, is_done: bool = True, once: str = "") -> HandOverPlan:
    """Say that a step of the plan is done, or take that back."""
    use_once(once)
    board = Board.load(lock_launch(pk=launch_id))
    require_planning(board, actor)
    plan = HandOverPlan.objects.select_related("version").filter(launch=board.launch, version__isnull=False).first()
    if plan is None or key not in {step.key for step in words_of_plan(plan).steps}:
        raise Conflict("This step is not in the plan any more.")
    done = StepDone.objects.filter(plan=plan, key=key)
    if done.exists() == is_done:
        return plan
    if is_done:
        StepDone.objects.create(plan=plan, key=key, done_by=actor, done_at=clock.now())
    else:
        done.delete()
    settle(board, "plan.step_done" if is_done else "plan.step_undone", actor=actor, subject=plan.version, step=key)
    return plan


def require_planning(board: Board, actor: Person) -> None:
    """Raise the refusal when this person cannot change the plan now."""
    if refusal := rules.refusal_to_plan(actor, board.launch, "change the hand-over plan"):
        raise refusal
    transitions.require_launch(board.launch, "plan")


def words_of_plan(plan: HandOverPlan | None) -> PlanWords:
    """Return what a plan says, nothing where there is none yet."""
    return PlanWords.from_json(plan.version.content) if plan and plan.version else PlanWords()


def plan_digest(content: dict) -> str:
    """Return the digest by which an event proves a version of a plan."""
    return sha256(canonical(content))
