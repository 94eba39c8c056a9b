"""Who holds a turn at this moment, and who may not, whatever their place."""

from launchgate.launches.models import Condition, Gate, Launch, Turn
from launchgate.launches.places import Place, Places, stand_in_for, stand_in_for_sponsor
from launchgate.playbooks.policies import Policy, policy_for


def passing_over(gate: Gate | None, launch: Launch) -> set[int]:
    """Return who may not sign: the launch's owner, and the submitter of the gate under review."""
    submission = gate.submission if gate is not None else None
    return {launch.owner_id} | ({submission.submitter_id} if submission else set())


def passing_over_condition(condition: Condition, launch: Launch) -> set[int]:
    """Return who may not confirm that a condition is met: who sees to it, and the launch's owner."""
    return {launch.owner_id, condition.owner_id}


def holder_of(turn: Turn, board_launch: Launch, places: Places) -> Place | None:
    """Return who holds a turn at this moment: the one function behind the cached holder."""
    kind = kind_of(turn)
    if turn.function_id is not None:
        gate = turn.gate
        if turn.kind == Turn.Kind.SIGN:
            over, deputies = passing_over(gate, board_launch), gate.deputies_sign if gate else True
            return places.holder(
                turn.function_id, kind=kind, passing_over=over, deputies=deputies, passed_on=turn.passed_on
            )
        if turn.condition is not None:
            over = passing_over_condition(turn.condition, board_launch)
            return places.holder(turn.function_id, kind=kind, passing_over=over, passed_on=turn.passed_on)
        return places.holder(turn.function_id, kind=kind, passed_on=turn.passed_on)
    if turn.kind == Turn.Kind.EXTEND:
        return Place(stand_in_for_sponsor(board_launch, kind), "")
    if turn.kind == Turn.Kind.TIER and board_launch.sponsor.is_active:
        # The sponsor alone may lower a risk, so nobody stands in.
        return Place(board_launch.sponsor, "")
    person = turn.person or board_launch.owner
    if turn.kind == Turn.Kind.RESUME:
        # Whoever held it may have handed the launch over since; the sponsor resumes in person only.
        if person.pk == board_launch.sponsor_id and person.is_active and not person.is_unreachable:
            return Place(person, "")
        person = board_launch.owner
    holder = stand_in_for(person, board_launch, kind)
    if holder.pk in turn.passed_on:
        # Only a condition is passed on: the launch's owner may report it too.
        holder = stand_in_for(board_launch.owner, board_launch, kind)
    return Place(holder, "")


def kind_of(turn: Turn) -> str:
    """Return the kind of the gate that a turn is about, to which absences can be limited; "" where there is none."""
    gate = turn.gate or (turn.condition.gate if turn.condition else None)
    return gate.kind if gate else ""


def policy_of(turn: Turn) -> Policy:
    """Return when reminders of a turn leave, and how it may rest: as the launch's playbook says for gate and tier."""
    return policy_for(turn.launch.version, kind_of(turn), turn.launch.tier)
