"""Both clocks of a hand-off: the working days it has been with the function that receives it, and with its giver."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from launchgate.core.templatetags.launchgate import duration
from launchgate.launches.models import HandOff, Turn
from launchgate.launches.queries.reading import Reading


@dataclass(frozen=True)
class Clocks:
    """Working days with the receiver, who accepts or asks, and with the giver, who answers; pauses are taken off."""

    receiver: float = 0.0
    giver: float = 0.0
    runs: str = ""

    def told(self, hand_off: HandOff) -> str:
        """Return both clocks in words."""
        with_receiver = f"{duration(self.receiver).capitalize()} with {hand_off.function.name}"
        return f"{with_receiver}, {duration(self.giver)} with {hand_off.giver.name}" if self.giver else with_receiver


def clocks_of(reading: Reading, hand_offs: Collection[HandOff]) -> dict[int, Clocks]:
    """Return the clocks by hand-off, in two statements; none is needed where there is no hand-off."""
    if not hand_offs:
        return {}
    turns = Turn.objects.filter(hand_off__in=[hand_off.pk for hand_off in hand_offs]).select_related("holder")
    days: dict[tuple[int | None, str], float] = defaultdict(float)
    runs: dict[int | None, str] = {}
    for turn in turns.prefetch_related("pauses").order_by("pk"):
        days[turn.hand_off_id, turn.kind] += reading.days(turn)
        if turn.closed_at is None and turn.paused_at is None:
            runs[turn.hand_off_id] = turn.kind
    return {
        hand_off.pk: Clocks(
            days[hand_off.pk, Turn.Kind.ACCEPT], days[hand_off.pk, Turn.Kind.REPLY], runs.get(hand_off.pk, "")
        )
        for hand_off in hand_offs
    }
