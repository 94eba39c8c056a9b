"""Replaying an approval log as launches, through the real actions under a set clock.

The way from the log to gates:

- A case is a launch, opened at its first row. Each role that decides has one gate, signed by a function of its own. A
  role that always decided after another had approved has the higher order number; roles of no fixed order run in
  parallel. The role that submits owns the launch.
- submit: the owner submits the gate of the role that decides next. If something was decided before, the owner first
  gives a new answer to "Which version is this?", on which every function relies: what was signed has changed.
- approve, approve_final: the role signs its gate. Where the log has no submission for it, the role accepts the hand-off
  and the owner submits at the same instant.
- reject: the role sends its gate back, and with it the first passed gate, where the owner begins again.
- reject by a role that submits (in this log always right after another's reject): the owner takes the sent-back launch
  up: a comment that says so, and a new version. A submission that nobody has decided on is taken back, unless something
  was decided in the same instant.
- reject by MISSING: the sponsor opens the gate again at which the owner will begin.
- approve_final settles the roles that rejected last and decide no more: their gates are declared not applicable.
- release or done after the last decision: the launch goes public when every gate is passed. Every other row, and a row
  for which nothing can be done any more, is a comment by the owner that says what the log says.

A case is one transaction: a case that cannot be replayed leaves nothing behind and ends the replay.
"""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from django.db import transaction

from launchgate.core import clock
from launchgate.core.refusals import Conflict, Refusal
from launchgate.demo.log import ENDS, FINAL, NOBODY, REJECT, SUBMIT, Case, Row
from launchgate.demo.log_world import VERSION, World, drop_messages
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.decide import approve, send_back
from launchgate.launches.actions.exceptions import declare_not_applicable, reopen_gate
from launchgate.launches.actions.hand_offs import accept_hand_off
from launchgate.launches.actions.lifecycle import go_live
from launchgate.launches.actions.open_launch import LaunchFacts, open_launch
from launchgate.launches.actions.submit import submit_gate, take_back
from launchgate.launches.models import Gate, HandOff, Item, Launch

S = Gate.Status
LONGEST_PLAN = timedelta(days=5 * 365)
T = TypeVar("T")


def replay(cases: Sequence[Case], say: Callable[[str], Any] = lambda words: None) -> list[int]:
    """Replay the cases of a log and return the ids of their launches; raises Conflict naming a case that cannot be."""
    with clock.at(min(case.rows[0].moment for case in cases) - timedelta(hours=1)):
        world = World.found({role for case in cases for role in case.roles}, {case.order for case in cases})
    launches = []
    for case in cases:
        try:
            launches.append(Replay(world, case).play())
        except Refusal as refusal:
            raise Conflict(f"Case {case.name} cannot be replayed: {refusal.message} {len(launches)} are.") from refusal
        if len(launches) % 50 == 0:
            say(f"{len(launches)} of {len(cases)} cases are replayed.")
    world.close()
    return launches


def within(action: Callable[..., T]) -> Callable[..., T]:
    """Return an action without its own transaction, to be called in that of the case."""
    return inspect.unwrap(action)


@dataclass
class Replay:
    """One case on its way."""

    world: World
    case: Case
    launch: Launch = field(init=False)
    version: int = 1
    is_new: bool = True

    @transaction.atomic(durable=True)
    def play(self) -> int:
        """Replay all rows in one transaction, and return the launch's id."""
        first, last = self.case.rows[0], self.case.rows[-1]
        with clock.at(first.moment):
            target = min(last.moment + timedelta(days=30), first.moment + LONGEST_PLAN).date()
            facts = LaunchFacts(
                self.case.name, "A case of an approval log.", "Nobody", 2, self.world.sponsor.pk, target
            )
            version = self.world.versions[self.case.order]
            self.launch = within(open_launch)(version.pk, facts, actor=self.world.owner)
        for row in self.case.rows:
            with clock.at(row.moment):
                self._take(row)
        drop_messages(self.world.people())
        return self.launch.pk

    def _take(self, row: Row) -> None:
        if self.launch.status == Launch.Status.LIVE:
            self._say(row)
        elif row.action == SUBMIT:
            self._submit(row)
        elif self.case.is_decision(row):
            self._decide(row)
        elif row.action == REJECT:
            self._open_again(row) if row.role == NOBODY else self._take_up(row)
        elif row.action in ENDS:
            self._end(row)
        else:
            self._say(row)

    def _submit(self, row: Row) -> None:
        gate = self._gate(self.case.next_decider(row)) or self._gates()[0]
        if gate.status == S.IN_REVIEW and not self._take_back(gate):
            self._say(row)
            return
        if gate.status not in (S.IN_REVIEW, S.OPEN):
            within(reopen_gate)(gate.pk, "It is handed in again.", actor=self.world.heads[gate.name])
        self._new_version()
        self._hand_in(self._gate(gate.name) or gate, row.mark)

    def _decide(self, row: Row) -> None:
        if row.action == FINAL:
            self._settle_the_others(row)
        gate = self._under_review(row.role)
        function_id, head = self.world.functions[row.role].pk, self.world.heads[row.role]
        self.is_new = False
        if row.is_approval:
            within(approve)(gate.pk, function_id, actor=head, reason=row.mark)
            return
        passed = next((other for other in self._gates() if other.order < gate.order and other.is_passed), None)
        within(send_back)(gate.pk, function_id, row.mark, actor=head, to_gate_id=passed.pk if passed else None)

    def _settle_the_others(self, row: Row) -> None:
        for gate in self._gates():
            if gate.is_passed or gate.name == row.role or self.case.decides_after(row, gate.name):
                continue
            head = self.world.heads[gate.name]
            if gate.status == S.CHANGED:
                within(reopen_gate)(gate.pk, "It is not looked at again.", actor=head)
            function_id = self.world.functions[gate.name].pk
            within(declare_not_applicable)(gate.pk, function_id, "Nothing more was asked of it.", actor=head)

    def _take_up(self, row: Row) -> None:
        self._say(row)
        for gate in self._gates():
            if gate.status == S.IN_REVIEW:
                self._take_back(gate)
        self._new_version()

    def _take_back(self, gate: Gate) -> bool:
        """Take a submission back, and say whether it could be: what was decided in its very instant may be about it."""
        try:
            within(take_back)(gate.pk, actor=self.world.owner)
        except Conflict:
            return False
        return True

    def _open_again(self, row: Row) -> None:
        passed = [gate for gate in self._gates() if gate.is_passed]
        gate = next((gate for gate in passed if gate.name == self.case.next_decider(row)), next(iter(passed), None))
        if gate is None:
            self._say(row)
        else:
            within(reopen_gate)(gate.pk, row.mark, actor=self.world.sponsor)

    def _end(self, row: Row) -> None:
        goes_on = any(later.action == SUBMIT or self.case.is_decision(later) for later in self.case.after(row))
        if goes_on or not all(gate.is_passed for gate in self._gates()):
            self._say(row)
        else:
            self.launch = within(go_live)(self.launch.pk, actor=self.world.owner)

    def _say(self, row: Row) -> None:
        within(comment_on_gate)(self._gates()[0].pk, row.mark, actor=self.world.owner)

    def _new_version(self) -> None:
        """Give the next version, once for each time that something was decided."""
        if self.is_new:
            return
        self.version, self.is_new = self.version + 1, True
        item = Item.objects.get(gate__launch=self.launch, key=VERSION)
        within(answer_item)(item.pk, str(self.version), actor=self.world.owner)

    def _under_review(self, role: str) -> Gate:
        """Return a role's gate, brought under review at this instant where the log has no submission for it."""
        gate = self._gate(role)
        if gate is None or gate.status == S.WAITING:
            raise Conflict(f"The gate of {role} has not opened.")
        if gate.is_passed:
            within(reopen_gate)(gate.pk, "It is decided again.", actor=self.world.heads[role])
            gate.status = S.OPEN
        if gate.status == S.OPEN:
            self._hand_in(gate, "")
        return gate

    def _hand_in(self, gate: Gate, note: str) -> None:
        for hand_off in HandOff.objects.filter(to_gate=gate).exclude(status=HandOff.Status.ACCEPTED):
            within(accept_hand_off)(hand_off.pk, actor=self.world.heads[gate.name])
        for item in Item.objects.filter(gate=gate, key=VERSION, is_answered=False):
            within(answer_item)(item.pk, str(self.version), actor=self.world.owner)
        within(submit_gate)(gate.pk, actor=self.world.owner, note=note)

    def _gates(self) -> list[Gate]:
        return list(Gate.objects.filter(launch=self.launch).order_by("order", "pk"))

    def _gate(self, role: str | None) -> Gate | None:
        return next((gate for gate in self._gates() if gate.name == role), None)
