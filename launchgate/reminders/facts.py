"""What a mail about a turn tells: who is asked for what, by when, what waits for it, what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

from django.utils.text import capfirst

from launchgate.core import clock
from launchgate.core.templatetags.launchgate import day, duration, long_day
from launchgate.launches import schedule
from launchgate.launches.holders import policy_of
from launchgate.launches.models import Condition, Gate, Item, Launch, Revision, Turn
from launchgate.launches.phrases import ASKS, listed, name_of, path_of, put_off_by_progress, why_stalled
from launchgate.launches.queries.gate_changes import changes_since_signed
from launchgate.launches.risk import Yardstick
from launchgate.launches.stand_ins import why_held
from launchgate.people.calendar import calendar_of
from launchgate.people.company import closures_along, closures_beside, the_company
from launchgate.people.models import Person
from launchgate.playbooks.policies import Policy
from launchgate.reminders.wording import DOINGS, NOUNS, WAITS

MOST_ITEMS = 5


@dataclass
class TurnFacts:
    """An open turn as it stands now; days are those of its holder, moments are written in the current zone.

    `gates` are all those of its launch, and `yardstick` the one by which launches are measured, where they were read
    for several turns together; else they are read when they are asked for.
    """

    turn: Turn
    gates: Sequence[Gate] | None = None
    yardstick: Yardstick | None = None

    @classmethod
    def of_subject(cls, subject: str) -> "TurnFacts | None":
        """Return the facts of the turn that a message is about (`turn:12`), or None unless somebody has it open."""
        turns = Turn.objects.filter(closed_at=None, holder__isnull=False).select_related(
            "launch__version", "gate", "function", "condition__gate", "hold", "revision__version", "asked_by", "holder"
        )
        rows = turns.annotate(company_closures=closures_beside())
        turn = rows.filter(pk=int(subject.removeprefix("turn:"))).first()
        return cls(turn) if turn is not None else None

    @property
    def launch(self) -> Launch | None:
        """Return the launch that the turn is on, if it is on one."""
        return self.turn.launch

    @property
    def holder(self) -> Person:
        """Return who holds the turn."""
        return cast(Person, self.turn.holder)

    @property
    def gate(self) -> Gate | None:
        """Return the gate that it is about, if it is about one."""
        return self.turn.gate or (self.turn.condition.gate if self.turn.condition else None)

    @property
    def path(self) -> str:
        """Return the path that leads straight to it."""
        return path_of(self.turn)

    @property
    def button(self) -> str:
        """Return the word on the button."""
        return ASKS[self.turn.kind].button

    @property
    def doing(self) -> str:
        """Return what is to be done, such as "sign Operations of Aurora Checkout"."""
        return self._filled(DOINGS[self.turn.kind][0])

    @property
    def about(self) -> str:
        """Return what waits: the row of a later room, the gate of the launch, or the launch itself."""
        name = name_of(self.turn)
        if self.turn.subject:
            return self.turn.about.title
        return f"{self.gate.name} of {name}" if self.gate else name

    @property
    def named(self) -> str:
        """Return what waits as the beginning of a sentence: "The promise to Hafen & Söhne on Aurora"."""
        return capfirst(f"{NOUNS.get(self.turn.kind, '')} {self.about}".strip())

    @property
    def is_late(self) -> bool:
        """Say whether the moment by which it was due has passed."""
        return self.turn.due_at is not None and self.turn.due_at < clock.now()

    @property
    def due(self) -> date | None:
        """Return when it is due: the day that it is for, or the moment that the policy gives, None for never."""
        return schedule.own_day(self.turn) or self.turn.due_at

    @property
    def stalled(self) -> str:
        """Return why it is stalled, as a sentence; "" while it is not."""
        cause = why_stalled(self.turn) if self.is_late else ""
        return f"{cause[:1].upper()}{cause[1:]}." if cause else ""

    @cached_property
    def days(self) -> float:
        """Return for how many working days of the holder it has run."""
        return schedule.run_days(self.turn, calendar_of(self.holder, self.closures), until=clock.now())

    @property
    def waited(self) -> str:
        """Return for how long it has run, in words."""
        return duration(self.days)

    @property
    def since(self) -> str:
        """Return since when it waits and for how long, and since when its holder has it, where that is shorter."""
        asked, held = long_day(self.turn.opened_at), long_day(self.turn.held_since)
        waits = f"{asked}, {self.waited}"
        return waits if held == asked else f"{waits}; with {self.holder.name} since {held}"

    @property
    def doing_by(self) -> str:
        """Return what is to be done by when, for the end of a sentence: "sign Operations of Aurora by Friday 4 May"."""
        if self.due is None:
            return self.doing
        return f"{self.doing}{'. It was due on' if self.is_late else ' by'} {long_day(self.due)}"

    @property
    def task(self) -> str:
        """Return what is to be done by when, short enough for a subject line, in lower case."""
        if self.due is None:
            return self.doing
        return f"{self.doing}{', due since' if self.is_late else ' by'} {day(self.due)}"

    @cached_property
    def closures(self) -> Sequence[str | date]:
        """Return the days on which the company is closed."""
        return self.yardstick.calendar.closures if self.yardstick else closures_along(self.turn)

    @cached_property
    def waiting_gates(self) -> list[str]:
        """Return the names of the later gates of the launch that cannot be passed before this one."""
        gate = self.gate
        if gate is None or gate.is_passed or self.launch is None or self.turn.subject:
            return []
        gates = self.launch.gates.all() if self.gates is None else self.gates
        return [other.name for other in gates if other.order > gate.order and not other.is_passed]

    @cached_property
    def slip(self) -> int:
        """Return by how many of the company's working days the launch is behind its plan."""
        if self.launch is None:
            return 0
        yardstick = self.yardstick or Yardstick(clock.now(), calendar_of(the_company()))
        return yardstick.slip(self.launch)

    @property
    def policy(self) -> Policy:
        """Return when reminders of it leave."""
        return policy_of(self.turn)

    @property
    def waits(self) -> str:
        """Return in a few words what waits for what, as a subject line has it."""
        return capfirst(WAITS[self.turn.kind].format(about=self.about))

    @property
    def blocks(self) -> str:
        """Return what waits for it, and by how many days the launch slips."""
        slips = f" The launch is {duration(self.slip)} behind its plan." if self.slip else ""
        return f"{self._blocks}{slips}"

    @property
    def _blocks(self) -> str:
        if self.turn.subject and self.turn.about.effect:
            return self.turn.about.effect
        if self.launch is None:
            return "Whoever asked waits for it."
        if self.launch.status == Launch.Status.HELD:
            return "The whole launch is on hold until then."
        if self.waiting_gates:
            return f"{listed(self.waiting_gates)} {'wait' if len(self.waiting_gates) > 1 else 'waits'} for it."
        if self.turn.kind == Turn.Kind.REVIEW:
            return "What was learned is not written down before."
        if self.turn.revision_id is not None:
            return f"Until then the launch goes on in tier {self.launch.tier}, by the playbook that it follows."
        if self.launch.status == Launch.Status.LIVE:
            return "The launch is public already; customers may ask about it any day."
        return f"The launch, planned for {long_day(self.launch.target_date)}, waits for it."

    def rows(self) -> list[tuple[str, str]]:
        """Return what is asked, since when and what is still open, as labels and texts; a first line says the rest."""
        how = (self.turn.subject and self.turn.about.how) or self._filled(DOINGS[self.turn.kind][1])
        if how[-1:] not in ".!?…":
            how = f"{how}."
        asked_by = self.turn.asked_by
        if asked_by is not None and asked_by.pk != self.holder.pk:
            how = f"{how} Asked by {asked_by.name}."
        rows = [("What is asked", how), ("Since", self.since)]
        if self.stalled:
            rows.append(("Stalled", self.stalled))
        if changed := self._changed():
            rows.insert(1, ("What changed", changed))
        if (revision := self.turn.revision) is not None:
            rows.insert(1, ("What is offered", _offered(revision)))
        if why := why_held([self.turn]).get(self.turn.pk):
            rows.insert(1, ("Standing in", why))
        if put_off := put_off_by_progress(self.turn):
            rows.append(("Reminders", put_off))
        if still_open := self._still_open():
            rows.append(("Still open", still_open))
        return rows

    def _changed(self) -> str:
        """Return what moved since the function signed this gate before, a line each: only that is to be looked at."""
        gate = self.turn.gate
        if gate is None or self.turn.kind != Turn.Kind.SIGN:
            return ""
        changes = changes_since_signed(gate.deciders.filter(function=self.turn.function_id).select_related("decision"))
        moved = [change for rows in changes.values() for change in rows if not change.is_wording]
        return _some_of([f"{change.item.text}: {change.then} → {change.now} ({change.by})" for change in moved])

    def _still_open(self) -> str:
        """Return the required items that nobody has answered yet, a line each."""
        if self.turn.gate_id is None or self.turn.kind in (Turn.Kind.ACCEPT, Turn.Kind.REPLY):
            # A hand-off is accepted first; what its gate asks comes after.
            return ""
        items = Item.objects.filter(gate=self.turn.gate_id, is_required=True, is_answered=False)
        if self.turn.kind == Turn.Kind.CONTRIBUTE:
            items = items.filter(function=self.turn.function_id)
        return _some_of(list(items.values_list("text", flat=True)))

    def _filled(self, template: str) -> str:
        condition: Condition | None = self.turn.condition
        return template.format(
            gate=self.gate.name if self.gate else "",
            launch=name_of(self.turn),
            about=self.turn.about.title if self.turn.subject else "",
            condition=condition.text if condition else "",
        )


def _offered(revision: Revision) -> str:
    """Return the tier that is proposed and why, or the version that is offered and what changed in it."""
    said = revision.reason if revision.status == Revision.Status.PROPOSED else revision.version.note
    return f"{revision}: {said}" if said else str(revision)


def _some_of(texts: Sequence[str]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    shown = [f"• {text}" for text in texts[:MOST_ITEMS]]
    if len(texts) > MOST_ITEMS:
        shown.append(f"and {len(texts) - MOST_ITEMS} more")
    return "\n".join(shown)
