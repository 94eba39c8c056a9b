"""A briefing goes out: its audience is frozen and everybody in it is asked to read. In bulk, whatever their number."""

from collections.abc import Iterable

from launchgate.briefings.audience import readings_for
from launchgate.briefings.models import Briefing, Reading
from launchgate.core import clock
from launchgate.launches.board import Board
from launchgate.launches.hooks import follows
from launchgate.launches.models import Gate, Turn
from launchgate.launches.wants import Want
from launchgate.people.models import Person

INTERNAL = "internal-launch"


@follows
def publish_with_gate(board: Board, kind: str, gates: dict[int, str], actor: Person | None) -> None:
    """Publish the drafts of a launch when its internal-launch gate passes; where it is not applicable, nothing is."""
    gate = publishing_gate(board.gates)
    if gate is None or gates.get(gate.pk) not in (Gate.Status.SIGNED, Gate.Status.OVERRIDDEN):
        return
    drafts = Briefing.objects.filter(launch=board.launch, status=Briefing.Status.DRAFT)
    if waiting := list(drafts.order_by("pk")):
        board.facts["briefings"] = publish(board, waiting, share_asked(gate))


def publishing_gate(gates: Iterable[Gate]) -> Gate | None:
    """Return the gate with which briefings are published: the internal launch, else the last of the launch."""
    ordered = sorted(gates, key=lambda gate: (gate.order, gate.pk))
    return next((gate for gate in ordered if gate.kind == INTERNAL), ordered[-1] if ordered else None)


def share_asked(gate: Gate) -> int:
    """Return the percent of each function that have to read a briefing, as the playbook says for the launch's tier."""
    return gate.template.share_in(gate.launch.tier)


def publish(board: Board, briefings: list[Briefing], share: int) -> list[list[int]]:
    """Publish briefings under the launch's lock, freeze their audiences and ask everybody in them to read.

    Return for the event, per briefing: its id, the number of its edition, the share that locks, and how many read it.
    """
    readings = [reading for briefing in briefings for reading in readings_for(briefing)]
    for briefing in briefings:
        briefing.status, briefing.published_at, briefing.share = Briefing.Status.PUBLISHED, clock.now(), share
    Briefing.objects.bulk_update(briefings, ["status", "published_at", "share"])
    Reading.objects.bulk_create(readings)
    ask_to_read(board, readings)
    numbers = dict(
        Briefing.objects.filter(pk__in=[briefing.pk for briefing in briefings]).values_list("pk", "edition__number")
    )
    return [
        [one.pk, numbers[one.pk], share, sum(reading.briefing_id == one.pk for reading in readings)]
        for one in briefings
    ]


def ask_to_read(board: Board, readings: Iterable[Reading]) -> None:
    """Ask for the turns of these readings that are asked and have none, and release those that are not asked."""
    standing = {turn.slot for turn in board.turns}
    for reading in readings:
        if reading.is_asked and reading.slot not in standing:
            board.ask(Want(Turn.Kind.ACKNOWLEDGE, reading.slot, person=reading.person, subject=reading.subject))
        elif not reading.is_asked:
            board.release(reading.slot, outcome=Turn.Outcome.DONE if reading.is_read else Turn.Outcome.NOT_NEEDED)
