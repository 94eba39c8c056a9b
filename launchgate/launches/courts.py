"""Turns closed, opened and planned: how whatever turns hang on gets from those that are open to those that it wants."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import F

from launchgate.core import clock
from launchgate.launches import schedule
from launchgate.launches.about import Matter, read_about
from launchgate.launches.holders import gone_by, holder_of, kind_of, passing_over, policy_of
from launchgate.launches.models import Launch, Pause, Step, Turn
from launchgate.launches.news import UNDO
from launchgate.launches.pauses import pause, resume
from launchgate.launches.places import Places
from launchgate.launches.wants import Want
from launchgate.outbox.queue import Queued
from launchgate.people.company import closures_along
from launchgate.people.models import Person

# What planning a turn sets of it, to be saved with it.
PLANNED = ["holder", "capacity", "held_at", "due_at", "next_at", "delay_days", "rests_until", "rest_days"]


class Turned(NamedTuple):
    """Turns that closed, opened, and run again after a pause."""

    closed: list[Turn]
    opened: list[Turn]
    started: list[Turn]


@dataclass
class Court:
    """The open turns of a launch, or of a matter of no launch; `places` are read when somebody has to be found."""

    launch: Launch | None
    matter: Matter
    turns: list[Turn]
    places: Callable[[], Places]

    def turn_over(
        self,
        wants: Mapping[str, Want],
        pauses: dict[str, str],
        kind: str,
        outcome: str,
        actor: Person | None,
        moment: datetime,
        released: Mapping[str, str],
    ) -> Turned:
        """Close what nothing wants any more, open what is missing, pause and resume; return which did.

        `wants`, `pauses` (why a turn stands still, "" where it runs) and `released` (how a later room's turn ended) go
        by slot; `kind` is the event that did it.
        """
        present = {turn.slot: turn for turn in self.turns}
        closed = [turn for slot, turn in present.items() if slot not in wants]
        for turn in closed:
            turn.outcome = released.get(turn.slot) or _outcome_of(turn, kind, outcome)
        _close(closed, moment)
        kept = [turn for slot, turn in present.items() if slot in wants]
        missing = [want for slot, want in wants.items() if slot not in present]
        pause(kept, pauses, moment)
        started = resume(kept, pauses, moment)
        opened: list[Turn] = []
        if missing or started:
            concerned = [want.function_id for want in missing] + [turn.function_id for turn in started]
            self.places().read([function_id for function_id in concerned if function_id is not None])
            opened = self._open(missing, pauses, actor, moment)
            self._reschedule(started)
        self.turns = kept + opened
        return Turned(closed, opened, started)

    def _open(self, wants: list[Want], pauses: dict[str, str], actor: Person | None, moment: datetime) -> list[Turn]:
        turns = []
        for want in wants:
            turn = Turn(
                kind=want.kind,
                slot=want.slot,
                launch=self.launch,
                subject=want.subject,
                gate=want.gate,
                function_id=want.function_id,
                person=want.person,
                hand_off=want.hand_off,
                condition=want.condition,
                hold=want.hold,
                revision=want.revision,
                asked_by=want.asked_by or actor,
                opened_at=moment,
                paused_at=moment if pauses[want.slot] else None,
                planned_for=want.gate.planned_for if want.gate else want.planned_for,
            )
            turns.append(turn)
        steps = [step for turn in turns for step in plan_turn(turn, self.matter, self.places())]
        Turn.objects.bulk_create(turns)
        for step in steps:
            step.turn_id = step.turn.pk
        Step.objects.bulk_create(steps)
        paused = [turn for turn in turns if turn.paused_at]
        if paused:
            Pause.objects.bulk_create(Pause(turn=turn, cause=pauses[turn.slot], started_at=moment) for turn in paused)
        return turns

    def _reschedule(self, turns: list[Turn]) -> None:
        if turns:
            read_about(turns)
            steps = [step for turn in turns for step in plan_turn(turn, self.matter, self.places())]
            Step.objects.filter(turn__in=turns, number__gt=F("turn__step")).delete()
            Step.objects.bulk_create(steps)
            Turn.objects.bulk_update(turns, ["paused_at", *PLANNED])


def plan_turn(turn: Turn, matter: Matter, places: Places, pauses: Sequence[Pause] | None = None) -> list[Step]:
    """Set a turn's holder, due moment and next look, and return the steps still ahead of it (unsaved).

    Its pauses are read unless they are given.
    """
    place = holder_of(turn, matter, places)
    if place is None:
        turn.holder, turn.capacity, turn.due_at, turn.next_at = None, "", None, None
        return []
    if turn.holder_id != place.person.pk and turn.rests_until is not None:
        # A rest is the person's: for whoever comes next, reminders come when they would have come without it.
        turn.delay_days, turn.rests_until, turn.rest_days = turn.delay_days - turn.rest_days, None, 0.0
    if turn.pk and turn.holder_id != place.person.pk:
        turn.held_at = clock.now()
    turn.holder, turn.capacity = place.person, place.capacity
    deputy = None
    if turn.function_id is not None:
        over = {place.person.pk, *gone_by(turn), *passing_over(turn.gate, matter)}
        over |= turn.about.never if turn.subject else set()
        deputy = places.deputy(turn.function_id, kind=kind_of(turn), passing_over=over)
    # What hundreds are asked in person is told of in one place, and not to the sponsor once for each.
    sponsor = place.person if turn.kind in Turn.NOBODY_ELSE else matter.sponsor
    hearers = schedule.Hearers(place.person, deputy, sponsor, closures_along(matter))
    return schedule.ladder(turn, policy_of(turn), hearers, pauses)


def requests(launch: Launch | None, turns: Iterable[Turn], actor: Person | None) -> list[Queued]:
    """Return the request for each turn that runs and is not with the person who caused it.

    Whoever held a turn before is asked anew when it was passed on to them.
    """
    return [
        Queued(
            kind="turn.asked",
            person_id=turn.holder_id,
            subject=f"turn:{turn.pk}",
            once=":".join(["asked", *map(str, (turn.pk, turn.holder_id, *turn.passed_on[-1:]))]),
            data={"launch": launch.pk if launch else None},
            delay=UNDO,
        )
        for turn in turns
        if turn.holder_id and not turn.paused_at and (actor is None or turn.holder_id != actor.pk)
    ]


def _outcome_of(turn: Turn, kind: str, outcome: str) -> str:
    """Return how a turn ends: a signature or a launch that an action made needless was not done by it.

    A later room says itself what was done of its own.
    """
    done_by = {
        Turn.Kind.SIGN: ("gate.approved", "gate.not_applicable"),
        Turn.Kind.GO_LIVE: ("launch.went_live",),
        Turn.Kind.CLEAR: ("condition.done",),
        Turn.Kind.EXTEND: ("condition.extended",),
    }
    if turn.revision_id and kind in ("launch.revised", "revision.left"):
        return Turn.Outcome.DONE
    ways = done_by.get(Turn.Kind(turn.kind), ())
    if outcome == Turn.Outcome.DONE and (turn.subject or (ways and not kind.startswith(ways))):
        return Turn.Outcome.NOT_NEEDED
    return outcome


def _close(turns: list[Turn], moment: datetime) -> None:
    if not turns:
        return
    paused = [turn.pk for turn in turns if turn.paused_at]
    if paused:
        Pause.objects.filter(turn__in=paused, ended_at=None).update(ended_at=moment)
    for outcome in {turn.outcome for turn in turns}:
        ended = [turn.pk for turn in turns if turn.outcome == outcome]
        Turn.objects.filter(pk__in=ended).update(closed_at=moment, outcome=outcome, next_at=None, paused_at=None)
    for turn in turns:
        turn.closed_at = moment
