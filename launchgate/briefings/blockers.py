"""What keeps a launch back: a gate without its briefing or its hand-over plan, and too few who have read."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists

from launchgate.briefings.models import Briefing, HandOverPlan, Reading
from launchgate.launches.board import Board
from launchgate.launches.hooks import blocks_going_live, blocks_submit
from launchgate.launches.models import Gate, Launch
from launchgate.launches.phrases import listed
from launchgate.playbooks.models import GateTemplate

ASK_BRIEFING = "Write the briefing that the company's own people read first."
ASK_PLAN = "Write the customer's hand-over plan: who takes part on both sides, and at least one next step."
CHOSEN = "Chosen by name"
NAMED = 3
SUBMITTED = (Gate.Status.IN_REVIEW, Gate.Status.SIGNED, Gate.Status.CHANGED)


@dataclass
class Share:
    """How many of one function, or of those chosen by name, have read a briefing."""

    name: str
    share: int
    read: int = 0
    counted: int = 0
    missing: list[Reading] = field(default_factory=list)

    @property
    def percent(self) -> int:
        """Return how many percent have read it, rounded down: 79.9 is not 80. All have where nobody counts."""
        return self.read * 100 // self.counted if self.counted else 100

    @property
    def is_reached(self) -> bool:
        """Say whether enough have read it."""
        return self.percent >= self.share


@blocks_submit
def without_briefing(gate: Gate) -> list[str]:
    """Ask for a briefing, and for a hand-over plan, where the playbook asks for them at this gate."""
    launch = gate.launch
    briefings = Briefing.objects.filter(launch=launch).exclude(status=Briefing.Status.DROPPED)
    plans = HandOverPlan.objects.filter(launch=launch, is_complete=True)
    templates = GateTemplate.objects.annotate(is_briefed=Exists(briefings), is_planned=Exists(plans))
    template = templates.get(pk=gate.template_id)
    asks_briefing = template.share_in(launch.tier) and not template.is_briefed
    asks_plan = template.plans_hand_over_in(launch.tier) and not template.is_planned
    return [*([ASK_BRIEFING] if asks_briefing else []), *([ASK_PLAN] if asks_plan else [])]


def gate_left_without(board: Board) -> Gate | None:
    """Return a gate that was submitted with a briefing or a hand-over plan and would lack it now, if there is one."""
    return next((gate for gate in board.gates if gate.status in SUBMITTED and without_briefing(gate)), None)


@blocks_going_live
def too_few_readers(launch: Launch) -> list[str]:
    """Say of which functions too few have read a briefing, and who is missing. One statement."""
    locking = Briefing.objects.filter(status=Briefing.Status.PUBLISHED, share__gt=0, waived_at=None, launch=launch)
    readings = Reading.objects.filter(briefing__in=locking).select_related("briefing", "function", "person")
    of_briefing: dict[Briefing, list[Reading]] = defaultdict(list)
    for reading in readings.order_by("briefing", "pk"):
        of_briefing[reading.briefing].append(reading)
    return [
        _sentence(briefing, share)
        for briefing, rows in of_briefing.items()
        for share in shares_of(briefing, rows)
        if not share.is_reached
    ]


def shares_of(briefing: Briefing, readings: Iterable[Reading]) -> list[Share]:
    """Return how many of each function of an audience have read; `readings` bring their function and person along.

    Who is out counts nowhere.
    """
    shares: dict[str, Share] = {}
    for reading in readings:
        name = reading.function.name if reading.function else CHOSEN
        share = shares.setdefault(name, Share(name, briefing.share))
        if reading.out:
            continue
        share.counted += 1
        if reading.is_read:
            share.read += 1
        else:
            share.missing.append(reading)
    return sorted(shares.values(), key=lambda share: (share.name == CHOSEN, share.name))


def _sentence(briefing: Briefing, share: Share) -> str:
    whose = "who were chosen by name" if share.name == CHOSEN else f"in {share.name}"
    read = f"“{briefing.title}” is read by {share.read} of {share.counted} {whose}"
    return f"{read}; {share.share} % have to. Missing: {named(share.missing)}."


def named(readings: list[Reading]) -> str:
    """Return the names of readers as a list in a sentence, the first of them and how many more."""
    names = [reading.person.name for reading in readings[:NAMED]]
    more = len(readings) - NAMED
    return listed([*names, f"{more:,} more"]) if more > 0 else listed(names)
