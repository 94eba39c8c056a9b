"""Hand-over plans: begun for a customer from the general one, saved as a whole, their steps marked as done."""

from django.db import transaction

from launchgate.audit.record import canonical, sha256
from launchgate.briefings import rules
from launchgate.briefings.blockers import gate_left_without
from launchgate.briefings.models import HandOverPlan, PlanVersion, StepDone
from launchgate.briefings.plan_words import PlanWords, checked_plan
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict
from launchgate.customers.naming import customer_named
from launchgate.launches import transitions
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.phrases import listed
from launchgate.launches.settle import settle
from launchgate.people.models import Person


@transaction.atomic(durable=True)
def begin_plan(launch_id: int, customer: str, *, actor: Person, once: str = "") -> HandOverPlan:
    """Begin the hand-over plan for a customer, by name, as a copy of the general one; one that is there stays.

    Raises Invalid (`customer`) for a name that cannot be seen, or is too long.
    """
    use_once(once)
    board = Board.load(lock_launch(pk=launch_id))
    require_planning(board, actor)
    plan, is_new = HandOverPlan.objects.get_or_create(launch=board.launch, customer=customer_named(customer))
    if is_new:
        general = HandOverPlan.objects.select_related("version").filter(launch=board.launch, customer=None).first()
        _save_version(board, plan, words_of_plan(general), actor)
    return plan


@transaction.atomic(durable=True)
def save_plan(
    launch_id: int, words: PlanWords, *, actor: Person, customer_id: int | None = None, seen: int = 0, once: str = ""
) -> PlanVersion:
    """Save the plan for a customer, or the general one, as its next version; the same words again change nothing.

    Steps keep their keys, and with them whether they are done. `seen` is the number of the version that was on the
    page; raises Conflict when there is a later one by now, and when a gate was submitted with a plan that was complete.
    """
    use_once(once)
    board = Board.load(lock_launch(pk=launch_id))
    require_planning(board, actor)
    plan = _plan_to_save(board, customer_id)
    checked = checked_plan(words, StepDone.objects.filter(plan=plan).values_list("key", flat=True))
    last = plan.version
    if seen and last is not None and seen != last.number:
        raise Conflict(f"{last.author.name} saved another version meanwhile. Look at it, then write yours.")
    if last is not None and last.content == checked.as_json():
        return last
    return _save_version(board, plan, checked, actor)


@transaction.atomic(durable=True)
def mark_step(
    launch_id: int, key: str, *, actor: Person, customer_id: int | None = None, is_done: bool = True, once: str = ""
) -> HandOverPlan:
    """Say that a step of the plan for a customer, or of the general one, is done, or take that back."""
    use_once(once)
    board = Board.load(lock_launch(pk=launch_id))
    require_planning(board, actor)
    plans = HandOverPlan.objects.select_related("version").filter(launch=board.launch, customer=customer_id)
    plan = plans.filter(version__isnull=False).first()
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


def _plan_to_save(board: Board, customer_id: int | None) -> HandOverPlan:
    """Return the plan that is saved: the general one is made where there is none, one for a customer was begun."""
    if customer_id is None:
        return HandOverPlan.objects.get_or_create(launch=board.launch, customer=None)[0]
    plan = HandOverPlan.objects.select_related("version__author").filter(launch=board.launch, customer=customer_id)
    if (found := plan.first()) is None:
        raise Conflict("No plan was begun for this customer yet.")
    return found


def _save_version(board: Board, plan: HandOverPlan, words: PlanWords, actor: Person) -> PlanVersion:
    """Let the words be the next version of a plan, and settle the board with it."""
    version = PlanVersion.objects.create(
        plan=plan,
        number=(plan.version.number if plan.version else 0) + 1,
        content=words.as_json(),
        author=actor,
        saved_at=clock.now(),
    )
    was_complete = plan.is_complete
    plan.version, plan.is_complete = version, not words.missing
    plan.save(update_fields=["version", "is_complete"])
    if was_complete and words.missing and (gate := gate_left_without(board)):
        raise Conflict(f"{gate.name} was submitted with this plan, which would lack {listed(words.missing)}.")
    settle(
        board,
        "plan.saved",
        actor=actor,
        subject=version,
        at=version.saved_at,
        number=version.number,
        customer=plan.customer_id,
        complete=plan.is_complete,
        digest=plan_digest(version.content),
    )
    return version


def words_of_plan(plan: HandOverPlan | None) -> PlanWords:
    """Return what a plan says, nothing where there is none yet."""
    return PlanWords.from_json(plan.version.content) if plan and plan.version else PlanWords()


def plan_digest(content: dict) -> str:
    """Return the digest by which an event proves a version of a plan."""
    return sha256(canonical(content))
