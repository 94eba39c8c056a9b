"""What the page of a turn shows: what is asked by when, what waits for it, and how its reader can answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from launchgate.core.refusals import Conflict, Refusal
from launchgate.launches.about import Matter
from launchgate.launches.actions.turn_questions import asked_of, require_answer
from launchgate.launches.actions.turns import last_rest_day, require_holder, require_passing_on, require_resting
from launchgate.launches.history import Entry, end_of
from launchgate.launches.holders import kind_of, policy_of
from launchgate.launches.models import Gate, Launch, Turn, TurnQuestion
from launchgate.launches.queries.gate_changes import changes_since_signed
from launchgate.launches.queries.gate_page import gate_named, open_offers
from launchgate.launches.queries.gate_rights import refusal_of
from launchgate.launches.queries.gate_signing import Panel, panels_of
from launchgate.launches.queries.reading import Reading
from launchgate.launches.rests import standing_of
from launchgate.launches.turn_ground import TurnGround
from launchgate.people.models import Function, Person, Seat
from launchgate.reminders.facts import TurnFacts
from launchgate.reminders.forms import AnswerForm, DelegateForm, PassOnForm, QuestionForm, RestForm

APPROVE = "approved"
ALONG = (
    "launch__owner", "launch__sponsor", "launch__version", "gate__submission", "function", "holder", "asked_by",
    "person", "condition__gate", "condition__owner", "hand_off", "hold",
)  # fmt: skip


@dataclass
class TurnPage:
    """A turn as one reader sees it; `bound` holds a form that was sent and did not fit, by the way to answer."""

    turn: Turn
    reader: Person
    bound: Mapping[str, Any]

    @property
    def matter(self) -> Matter:
        """Return what it hangs on: its launch, or the matter of no single launch that it is about."""
        return self.turn.matter

    @property
    def launch(self) -> Launch | None:
        """Return its launch, where the reader may see more of it than what is asked of them."""
        launch = self.turn.launch
        return launch if launch and launch.is_visible_to(self.reader) else None

    @property
    def owner(self) -> Person:
        """Return who hears of answers."""
        return self.matter.owner

    @cached_property
    def reading(self) -> Reading | None:
        """Return its launch as it stands now, if it is on one."""
        return Reading.load(self.turn.launch) if self.turn.launch else None

    @cached_property
    def ground(self) -> TurnGround:
        """Return what it stands on."""
        return TurnGround(self.turn, self.reading.board if self.reading else None)

    @cached_property
    def facts(self) -> TurnFacts:
        """Return what mails tell of the turn too."""
        return TurnFacts(self.turn)

    @property
    def gate(self) -> Gate | None:
        """Return the gate that it is about, if it is about one."""
        return self.facts.gate

    @property
    def is_open(self) -> bool:
        """Say whether it is still asked, of somebody."""
        return self.turn.closed_at is None and self.turn.holder is not None

    @property
    def is_mine(self) -> bool:
        """Say whether it is asked of the reader."""
        return self.is_open and self.turn.holder_id == self.reader.pk

    @cached_property
    def ended(self) -> Entry | None:
        """Return what happened when it closed."""
        return end_of(self.turn)

    @cached_property
    def standing(self) -> str:
        """Return why it is with whom it is, and until when it rests; empty when there is nothing to say."""
        return standing_of([self.turn], reader=self.reader).get(self.turn.pk, "") if self.is_open else ""

    @cached_property
    def panel(self) -> Panel | None:
        """Return the sign-off where the reader can sign here: nothing moved, nothing offered, no password asked for."""
        turn, reading = self.turn, self.reading
        if turn.kind != Turn.Kind.SIGN or not self.is_mine or turn.paused_at or turn.gate is None or reading is None:
            return None
        gate = gate_named(reading, turn.gate.kind)
        stale = changes_since_signed(reading.board.deciders[gate.pk])
        panels = panels_of(reading, gate, self.reader, open_offers(gate), stale, {})
        panel = next((panel for panel in panels if panel.function.pk == turn.function_id), None)
        if panel is None or panel.changes or gate.asks_password:
            return None
        return panel if not any(tile.refusal for tile in panel.tiles if tile.value == APPROVE) else None

    @property
    def sign_button(self) -> str:
        """Return what the button that signs says."""
        return next((tile.button for tile in self.panel.tiles if tile.value == APPROVE), "") if self.panel else ""

    @property
    def asked(self) -> Person:
        """Return who answers a question: who asked, else the owner, else the sponsor; the reader, for nobody."""
        return asked_of(self.turn, self.matter, self.reader)

    @property
    def can_ask(self) -> bool:
        """Say whether the reader can ask a question: anybody on a gate, elsewhere its holder."""
        return self.asked != self.reader and (self.gate is not None or self.is_mine)

    @cached_property
    def questions(self) -> list[tuple[TurnQuestion, AnswerForm | None]]:
        """Return what its holders asked about it, each with the form for an answer where the reader can give one."""
        rows = self.turn.questions.select_related("person", "to", "answered_by")
        return [(row, self._answer_to(row)) for row in rows]

    def _answer_to(self, question: TurnQuestion) -> AnswerForm | None:
        if refusal_of(require_answer, self.ground, question, self.reader):
            return None
        return self.bound.get(f"answer-{question.pk}") or AnswerForm(question.pk)

    @property
    def goes_to_others(self) -> bool:
        """Say whether somebody else could do it in the reader's place."""
        return self.turn.kind not in Turn.NOBODY_ELSE

    @cached_property
    def question(self) -> QuestionForm:
        """Return the form for a question."""
        return self.bound.get("ask") or QuestionForm()

    @cached_property
    def rest_refusal(self) -> Refusal | None:
        """Return why the reader cannot let it rest now."""
        return refusal_of(require_resting, self.ground, self.reader)

    @cached_property
    def rest(self) -> RestForm:
        """Return the form for a rest."""
        return self.bound.get("rest") or RestForm(self.turn)

    @property
    def rest_number(self) -> int:
        """Return which of its rests the next one would be."""
        return require_resting(self.ground, self.reader)

    @property
    def most_rests(self) -> int:
        """Return how often it may rest."""
        return policy_of(self.turn).snooze_cap

    @property
    def last_day(self) -> Any:
        """Return the latest day of a rest."""
        return last_rest_day(self.turn)

    @cached_property
    def pass_on_refusal(self) -> Refusal | None:
        """Return why the reader cannot pass it on, and what to do instead."""
        return refusal_of(require_passing_on, self.ground, self.reader)

    @property
    def next_holder(self) -> Person:
        """Return to whom it would go."""
        return require_passing_on(self.ground, self.reader).person

    @cached_property
    def pass_on(self) -> PassOnForm:
        """Return the form for passing it on."""
        return self.bound.get("pass-on") or PassOnForm()

    @cached_property
    def delegate_refusal(self) -> Refusal | None:
        """Return why the reader cannot delegate it, and what to do instead."""
        return refusal_of(require_delegating, self.turn, self.reader)

    @cached_property
    def delegate(self) -> DelegateForm:
        """Return the form for a delegate."""
        return self.bound.get("delegate") or delegate_form(self.turn, self.reader)

    @property
    def hand_over_path(self) -> str:
        """Return where the owner hands the launch over, or "" for a turn that is not the owner's."""
        launch = self.turn.launch
        is_owners = launch and self.turn.function_id is None and self.reader.pk == launch.owner_id
        return reverse("launches:hand_over", args=[launch.key]) if launch and is_owners else ""


def turns_seen_by(person: Person) -> QuerySet[Turn]:
    """Return the turns that a person may see, with all that their page needs: what is on no launch concerns all.

    What is asked in person is seen by who is asked, whoever may see the launch.
    """
    seen = Q(launch=None) | Q(launch__in=Launch.objects.visible_to(person))
    seen |= Q(kind__in=Turn.NOBODY_ELSE, holder=person)
    return Turn.objects.filter(seen).select_related(*ALONG)


def require_delegating(turn: Turn, actor: Person) -> Function:
    """Return the function in which the holder's seat is; raises the refusal when there is nothing to delegate."""
    require_holder(turn, actor)
    if turn.function is None:
        raise Conflict("This is asked of you in person. Say who does all that is asked of you, or enter an absence.")
    function: Function | None = turn.function
    while function is not None:
        if Seat.objects.filter(person=actor, function=function, ended_at=None).exists():
            return function
        function = function.merged_into
    raise Conflict(f"You have no seat in {turn.function} of your own to delegate. Say that it is not yours instead.")


def delegate_form(turn: Turn, person: Person, data: Mapping[str, Any] | None = None) -> DelegateForm:
    """Return the form by which the holder delegates the work of a turn's function on gates of its kind."""
    return DelegateForm(person, require_delegating(turn, person).pk, kind_of(turn), data)
