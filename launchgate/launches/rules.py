"""Who may do what on a launch: each rule returns the refusal to raise, or None."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from launchgate.core.refusals import Forbidden
from launchgate.launches.models import Condition, Decider, Gate, HandOff, Item, Launch
from launchgate.launches.places import Places, stand_in_for
from launchgate.people.models import Person, Seat


def is_owner(actor: Person, launch: Launch, kind: str = "") -> bool:
    """Say whether this person owns the launch or stands in for its owner: on a gate of a kind, or in all of it."""
    if actor.pk == launch.owner_id:
        return True
    return actor.pk != launch.sponsor_id and stand_in_for(launch.owner, launch, kind).pk == actor.pk


def may_open_for_others(actor: Person) -> bool:
    """Say whether this person may open launches that somebody else owns."""
    return actor.is_executive or actor.is_administrator


def refusal_to_open_for(actor: Person, owner: Person) -> Forbidden | None:
    """Refuse unless the owner opens the launch, or somebody who may do so for others."""
    if actor.pk == owner.pk or may_open_for_others(actor):
        return None
    return Forbidden(f"Only {owner}, an executive or an administrator can open a launch that {owner} owns.")


def refusal_unless_owner(actor: Person, launch: Launch, verb: str, kind: str = "") -> Forbidden | None:
    """Refuse unless the owner (or who stands in for them on a gate of this kind) acts."""
    if is_owner(actor, launch, kind):
        return None
    if not launch.owner.is_active:
        return Forbidden(f"{launch.owner}, the owner, is deactivated. Hand the launch over to somebody who can {verb}.")
    if actor.pk == launch.sponsor_id and launch.owner.is_unreachable:
        tell = f"Mail to {launch.owner}, the owner, is refused. Tell them in another way"
        return Forbidden(f"{tell}, or hand the launch over to somebody who can {verb}.")
    return Forbidden(f"Only {launch.owner}, the owner, can {verb}.")


def refusal_unless_owner_or_sponsor(actor: Person, launch: Launch, verb: str) -> Forbidden | None:
    """Refuse unless the owner or the sponsor acts."""
    if actor.pk == launch.sponsor_id or is_owner(actor, launch):
        return None
    return Forbidden(f"Only {launch.owner}, the owner, or {launch.sponsor}, the sponsor, can {verb}.")


def refusal_unless_sponsor(actor: Person, launch: Launch, verb: str) -> Forbidden | None:
    """Refuse unless the sponsor acts."""
    return None if actor.pk == launch.sponsor_id else Forbidden(f"Only {launch.sponsor}, the sponsor, can {verb}.")


def refusal_to_revise(actor: Person, launch: Launch, places: Places, function_ids: Collection[int]) -> Forbidden | None:
    """Refuse unless owner, sponsor, or somebody who signs for one of the launch's functions takes or leaves it."""
    if actor.pk == launch.sponsor_id or is_owner(actor, launch):
        return None
    if any(places.capacity_of(actor, function_id) for function_id in sorted(function_ids)):
        return None
    return Forbidden("Only the owner, the sponsor and the heads of the functions that sign take or leave this.")


def refusal_to_hand_over(actor: Person, launch: Launch, role: str) -> Forbidden | None:
    """Refuse unless the holder of the role, the other of owner and sponsor, or an administrator hands it over."""
    if actor.is_administrator:
        return None
    return refusal_unless_owner_or_sponsor(actor, launch, f"hand over the {role}")


def refusal_to_answer(actor: Person, item: Item, launch: Launch) -> Forbidden | None:
    """Refuse unless the owner, the sponsor, a member of the item's function or of one that decides on the gate acts."""
    if answers_for(actor, launch, item.gate_id, {item.function_id}):
        return None
    return Forbidden(f"Only the owner or somebody in {item.function} can answer this.")


def answers_for(actor: Person, launch: Launch, gate_id: int, function_ids: Collection[int]) -> set[int]:
    """Return those of these functions for which this person may answer items of a gate.

    Whoever has a seat in a deciding function answers for all; for the others, whoever sits there or stands in there.
    """
    if actor.pk in (launch.owner_id, launch.sponsor_id):
        return set(function_ids)
    decides = Decider.objects.filter(gate=gate_id, function=OuterRef("function"))
    seats = Seat.objects.filter(person=actor, ended_at=None).annotate(decides=Exists(decides))
    seated = dict(seats.values_list("function_id", "decides"))
    if any(seated.values()) or seated.keys() >= set(function_ids):
        return set(function_ids)
    kind = Gate.objects.values_list("kind", flat=True).get(pk=gate_id)
    if is_owner(actor, launch, kind):
        return set(function_ids)
    places = Places(launch, set(function_ids) - seated.keys())
    stands_in = {function_id for function_id in function_ids if places.capacity_of(actor, function_id, kind=kind)}
    return (seated.keys() & set(function_ids)) | stands_in


def refusal_to_report(actor: Person, condition: Condition, launch: Launch, stand_in_id: int | None) -> Forbidden | None:
    """Refuse unless the condition's owner, who stands in for them, or the launch's owner says that it is met."""
    if actor.pk in (condition.owner_id, launch.owner_id, stand_in_id):
        return None
    return Forbidden(f"{condition.owner} sees to this condition, or the launch's owner does.")


def refusal_to_reply(actor: Person, hand_off: HandOff, launch: Launch, stand_in_id: int | None) -> Forbidden | None:
    """Refuse unless the giver of a hand-off, who stands in for them, or the launch's owner answers its question."""
    if actor.pk in (hand_off.giver_id, launch.owner_id, stand_in_id):
        return None
    return Forbidden(f"{hand_off.giver} gave this hand-off and answers it, or the launch's owner does.")


def refusal_to_decide(actor: Person, launch: Launch, gate: Gate) -> Forbidden | None:
    """Refuse the launch's owner and the gate's submitter: nobody signs their own launch."""
    if actor.pk == launch.owner_id:
        return Forbidden("You own this launch, so somebody else has to decide about its gates.")
    if gate.submission is not None and actor.pk == gate.submission.submitter_id:
        return Forbidden("You submitted this gate, so somebody else has to decide about it.")
    return None


def refusal_to_extend(actor: Person, launch: Launch, stand_in_id: int | None) -> Forbidden | None:
    """Refuse unless the sponsor, or who stands in for them, extends a condition."""
    if actor.pk in (launch.sponsor_id, stand_in_id):
        return None
    return Forbidden(f"Only {launch.sponsor}, the sponsor, can extend a condition that was missed.")
