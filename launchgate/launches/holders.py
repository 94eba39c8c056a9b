"""Who holds a turn at this moment, and who may not, whatever their place."""

from launchgate.launches.about import Matter
from launchgate.launches.models import Condition, Gate, Turn
from launchgate.launches.places import Place, Places, executives, stand_in_for, stand_in_for_sponsor
from launchgate.people.models import Person
from launchgate.playbooks.policies import Policy, policy_for


def passing_over(gate: Gate | None, launch: Matter) -> set[int]:
    """Return who may not sign: the launch's owner, and the submitter of the gate under review."""
    submission = gate.submission if gate is not None else None
    return {launch.owner_id} | ({submission.submitter_id} if submission else set())


def passing_over_condition(condition: Condition, launch: Matter) -> set[int]:
    """Return who may not confirm that a condition is met: who sees to it, and the launch's owner."""
    return {launch.owner_id, condition.owner_id}


def holder_of(turn: Turn, matter: Matter, places: Places) -> Place | None:
    """Return who holds a turn at this moment: the one function behind the cached holder."""
    kind = kind_of(turn)
    if turn.person is not None and turn.kind in Turn.NOBODY_ELSE:
        return Place(turn.person, "")
    if turn.function_id is not None:
        gate = turn.gate
        if turn.kind == Turn.Kind.SIGN:
            over, deputies = passing_over(gate, matter), gate.deputies_sign if gate else True
            return places.holder(
                turn.function_id, kind=kind, passing_over=over, deputies=deputies, passed_on=turn.passed_on
            )
        if turn.condition is not None:
            over = passing_over_condition(turn.condition, matter)
            return places.holder(turn.function_id, kind=kind, passing_over=over, passed_on=turn.passed_on)
        over = set(turn.about.never) if turn.subject else set()
        return places.holder(turn.function_id, kind=kind, passing_over=over, passed_on=gone_by(turn))
    if turn.kind in (Turn.Kind.EXTEND, Turn.Kind.DECIDE):
        return _in_place_of_sponsor(turn, matter, kind)
    if turn.kind == Turn.Kind.TIER and matter.sponsor.is_active:
        # The sponsor alone may lower a risk, so nobody stands in.
        return Place(matter.sponsor, "")
    person = turn.person or matter.owner
    if turn.kind == Turn.Kind.RESUME:
        # Whoever held it may have handed the launch over since; the sponsor resumes in person only.
        if person.pk == matter.sponsor_id and person.is_active and not person.is_unreachable:
            return Place(person, "")
        person = matter.owner
    holder = stand_in_for(person, matter, kind)
    if holder.pk in turn.passed_on:
        # Only a condition is passed on: the launch's owner may report it too.
        holder = stand_in_for(matter.owner, matter, kind)
    return Place(holder, "")


def _in_place_of_sponsor(turn: Turn, matter: Matter, kind: str) -> Place:
    """Return who does what is the sponsor's alone; on no launch that is an executive, as long as there is one."""
    never = turn.about.never if turn.subject else frozenset[int]()
    others = executives().exclude(pk__in=never)
    if turn.launch_id is None and not matter.sponsor.is_executive and (executive := others.first()):
        return Place(executive, "")
    return Place(stand_in_for_sponsor(matter, kind, never=never), "")


def is_asked_of(actor: Person, turn: Turn, matter: Matter, places: Places) -> bool:
    """Say whether a turn is this person's at this moment, whoever it was with when it was last looked at."""
    place = holder_of(turn, matter, places)
    return place is not None and place.person.pk == actor.pk


def gone_by(turn: Turn) -> list[int]:
    """Return past whom a function's turn has gone: who passed it on, and who let the time of a later room pass."""
    late = turn.about.late.get(turn.function_id or 0, ()) if turn.subject else ()
    return [*late, *turn.passed_on]


def kind_of(turn: Turn) -> str:
    """Return the kind of the gate that a turn is about, to which absences can be limited; "" where there is none."""
    gate = turn.gate or (turn.condition.gate if turn.condition else None)
    return gate.kind if gate else ""


def policy_of(turn: Turn) -> Policy:
    """Return when reminders of a turn leave, and how it may rest: as the playbook says for gate and tier."""
    matter = turn.matter
    return policy_for(matter.version, kind_of(turn), matter.tier)
