"""Random people, clicks and orders against what must always hold, on whichever database the run uses."""

import random
from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.test import TestCase
from django.utils.module_loading import autodiscover_modules
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from launchgate.audit.models import Event
from launchgate.audit.verify import Walked, heads_that_differ
from launchgate.briefings.blockers import gate_left_without
from launchgate.core import clock
from launchgate.core.invariants import registered
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.customers.actions.keeping import ask_if_kept
from launchgate.launches.actions import lifecycle
from launchgate.launches.actions.missed import hold_for_missed_conditions
from launchgate.launches.actions.offer import offer_versions
from launchgate.launches.board import Board
from launchgate.launches.models import (
    Launch,
    Step,
    Turn,
)
from launchgate.launches.recompute import follow_absences, recompute_running
from launchgate.launches.traces import gate_changes
from launchgate.launches.transitions import GATE_FOLLOWS, GATE_MOVES
from launchgate.offerings.actions.deciding import expire_exceptions
from launchgate.offerings.actions.voices import count_silent_voices, pass_silent_voices
from launchgate.people.actions.persons import reactivate_person
from launchgate.people.models import Person
from launchgate.playbooks.models import GateTemplate
from launchgate.reviews.actions.opening import open_due_reviews
from tests.launches.briefing_clicks import BRIEFINGS
from tests.launches.clicks import GATES
from tests.launches.customer_clicks import CUSTOMERS
from tests.launches.excepting import EXCEPTIONS
from tests.launches.holders import do_what_is_asked, may_act
from tests.launches.moves import PEOPLE
from tests.launches.plan_clicks import PLANS
from tests.launches.review_clicks import LESSONS, REVIEWS
from tests.launches.revisions import PLAYBOOK, REVISIONS
from tests.launches.small import START, Small, make_small
from tests.launches.standing import VERB_OF, state_of
from tests.launches.steering import STEERING

UPSETTING = (
    "declare", "take_back_declaration",
    "answer_item", "answer_item", "reword", "overrule", "send_back", "send_back", "withdraw", "withdraw", "reopen",
    "override", "not_applicable", "submit_gate", "submit_gate", "take_back", "approve", "approve_with_conditions",
    "bounce", "bounce", "reject", "hold", "resume", "hand_over", "go_away", "detach", "report_done", "drop", "extend",
    "change_target_date", "publish", "publish", "take_version", "take_version", "take_version", "change_tier",
    "rest", "rest", "pass_on", "pass_on", "pass_on", "ask_exception", "ask_exception", "speak_exception",
    "decide_exception", "withdraw_exception", "promise", "promise", "back", "back", "ask_gate", "write_briefing",
    "correct_briefing", "acknowledge_briefing", "ask_about_briefing", "save_plan", "drop_briefing", "deactivate",
    "come_back", "learn", "learn", "take_lesson", "take_lesson", "keep_lesson_item", "aim",
)  # fmt: skip
# Gates that are under review, and launches that could go public, are left for others to meet.
LEFT_ALONE = {Turn.Kind.SIGN: 0.5, Turn.Kind.GO_LIVE: 0.8, Turn.Kind.ACCEPT: 0.4}
OF_LAUNCH = GATES | STEERING | REVISIONS | EXCEPTIONS | CUSTOMERS | BRIEFINGS | PLANS | REVIEWS
OF_COMPANY = PEOPLE | PLAYBOOK | LESSONS
EVERYTHING = OF_LAUNCH | OF_COMPANY
ROOMS = {"customers": CUSTOMERS, "briefings": BRIEFINGS | PLANS, "reviews": REVIEWS}
LOOKING_BACK = (*REVIEWS, *CUSTOMERS, *PLANS, "acknowledge_briefing", "ask_about_briefing", "correct_briefing")
# So many turns bring the small launch to the public, unless somebody is in the way.
HURRIED, IMPATIENT = 60, 0.3
WAITS = (timedelta(), timedelta(seconds=20), timedelta(minutes=2), timedelta(hours=5), timedelta(days=3))


class Machine(RuleBasedStateMachine):
    """One launch of the small company, on which anybody may try anything."""

    cast: Small

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.moment = START + timedelta(hours=1)
        with clock.at(self.moment):
            self.launch_id = self.cast.launch().pk
        self.nights, self.checked = 0, (0, 0)

    def teardown(self) -> None:
        """Forget the launch, so that the next example begins with the same company."""
        faults = [*Walked(), *heads_that_differ()]
        transaction.savepoint_rollback(self.savepoint)
        assert not faults

    @property
    def launch(self) -> Launch:
        return Launch.objects.select_related("owner", "sponsor").get(pk=self.launch_id)

    @rule(verb=st.sampled_from(sorted(EVERYTHING)), who=st.integers(0, 99), seed=st.integers(0, 10**6))
    def somebody_tries(self, verb: str, who: int, seed: int) -> None:
        """Let anybody who can sign in try any verb on anything."""
        # Every second click may meet a launch that has ended.
        if seed % 2:
            self.go_on()
        people = list(Person.objects.filter(is_active=True).order_by("pk"))
        self.do(verb, people[who % len(people)], random.Random(seed))

    @rule(verb=st.sampled_from(UPSETTING), who=st.integers(0, 99), seed=st.integers(0, 10**6))
    def somebody_upsets_it(self, verb: str, who: int, seed: int) -> None:
        """Let somebody do what sets a launch back, moves people, or meets others half-way."""
        self.somebody_tries(verb, who, seed)

    @rule(times=st.integers(1, 3), seed=st.integers(0, 10**6))
    def holders_act(self, times: int, seed: int) -> None:
        """Let the holders of some running turns do what they are asked: nothing may be in their way."""
        self.go_on()
        dice = random.Random(seed)
        for _ in range(times):
            turns = Turn.objects.filter(launch=self.launch_id, closed_at=None, paused_at=None).order_by("pk")
            turn, before = dice.choice(list(turns)), self.events()
            if dice.random() < LEFT_ALONE.get(turn.kind, 0.0):
                return
            blockers = self.blockers()
            with clock.at(self.moment):
                do_what_is_asked(self, turn, dice)
            assert not blockers or not self.is_public, f"{turn.slot} made the launch public, though {blockers}"
            assert self.events() > before or turn.kind in (Turn.Kind.CONTRIBUTE, Turn.Kind.PREPARE), turn.slot
            self.moment += timedelta(seconds=1)
            if self.launch.status not in Launch.RUNNING:
                return

    @rule(wait=st.sampled_from(WAITS))
    def time_passes(self, wait: timedelta) -> None:
        """Move the clock on, and run what runs every night and every minute."""
        self.wait(wait)

    @rule(room=st.sampled_from(sorted(ROOMS)), times=st.integers(3, 9), seed=st.integers(0, 10**6))
    def a_room_is_busy(self, room: str, times: int, seed: int) -> None:
        """Let anybody try one thing after the other about customers, briefings or reviews."""
        self.go_on()
        dice = random.Random(seed)
        self.click_on(ROOMS[room], times, dice)

    @rule(times=st.integers(4, 12), seed=st.integers(0, 10**6))
    def public_launch_is_looked_back_at(self, times: int, seed: int) -> None:
        """Come back to a public launch a month later, where people review it; without any, let one become public."""
        dice = random.Random(seed)
        public = Launch.objects.filter(status=Launch.Status.LIVE).order_by("pk").last()
        if public is None:
            self.go_on()
            self.hurry(dice)
            return
        self.launch_id = public.pk
        self.wait(timedelta(days=31))
        self.click_on(LOOKING_BACK, times, dice)
        turns = Turn.objects.filter(launch=public.pk, closed_at=None, paused_at=None).order_by("pk")
        for turn in dice.sample(list(turns), min(len(turns), 3)):
            if Turn.objects.filter(pk=turn.pk, closed_at=None).exists():
                with clock.at(self.moment):
                    do_what_is_asked(self, turn, dice)

    def click_on(self, verbs: Iterable[str], times: int, dice: random.Random) -> None:
        """Let anybody try some of these verbs, and check what must hold after each."""
        names, people = sorted(verbs), list(Person.objects.filter(is_active=True).order_by("pk"))
        for _ in range(times):
            self.do(dice.choice(names), dice.choice(people), dice)
            self.what_must_hold_holds()

    def hurry(self, dice: random.Random) -> None:
        """Let the holders of turns do what they are asked, one after the other, until the launch is public.

        Now and then the owner tries to make it public before its time.
        """
        for _ in range(HURRIED):
            if dice.random() < IMPATIENT:
                self.do("go_live", self.launch.owner, dice)
            if self.launch.status not in Launch.RUNNING:
                return
            turns = Turn.objects.filter(launch=self.launch_id, closed_at=None, paused_at=None).order_by("pk")
            turn, blockers = dice.choice(list(turns)), self.blockers()
            with clock.at(self.moment):
                do_what_is_asked(self, turn, dice)
            assert not blockers or not self.is_public, f"{turn.slot} made the launch public, though {blockers}"
            self.moment += timedelta(seconds=1)

    def wait(self, wait: timedelta) -> None:
        """Let time pass for everything that the company has on its way."""
        self.moment += wait
        with clock.at(self.moment), TestCase.captureOnCommitCallbacks(execute=True):
            recompute_running()
            hold_for_missed_conditions()
            offer_versions()
            pass_silent_voices()
            count_silent_voices()
            expire_exceptions()
            follow_absences()
            ask_if_kept()
            open_due_reviews()
        self.nights += 1

    def go_on(self) -> None:
        """Turn to a running launch where this one has ended, or open one whose owner and sponsor are there."""
        if self.launch.status in Launch.RUNNING:
            return
        if running := Launch.objects.filter(status__in=Launch.RUNNING).order_by("pk").last():
            self.launch_id = running.pk
        else:
            with clock.at(self.moment), TestCase.captureOnCommitCallbacks(execute=True):
                for person in Person.objects.filter(is_active=False):
                    reactivate_person(person.pk, actor=self.cast.people["admin"])
                self.launch_id = self.cast.launch().pk

    def do(self, name: str, actor: Person, dice: random.Random) -> None:
        """Try a verb: it writes one event with its change, or refuses in words and changes nothing."""
        before, state, refusal, blockers = self.events(), state_of(self.launch_id), "", self.blockers()
        with clock.at(self.moment), TestCase.captureOnCommitCallbacks(execute=name in OF_COMPANY):
            try:
                EVERYTHING[name](self, actor, dice)
            except (Conflict, Forbidden, Invalid) as refused:
                refusal = refused.message
        event(f"{name}: {'refused' if refusal else 'done'}")
        written = self.events() - before
        assert written <= (not refusal), f"{name} wrote {written} events and said {refusal!r}"
        assert not refusal or refusal.endswith("."), refusal
        if not written and name in OF_LAUNCH:
            assert state_of(self.launch_id) == state, f"{name} changed something without an event"
        assert not blockers or not self.is_public, f"{name} made the launch public, though {blockers}"
        self.moment += timedelta(seconds=1)

    def blockers(self) -> list[str]:
        """Return what keeps a running launch from going public; none where it is public, or over."""
        with clock.at(self.moment):
            return lifecycle.blockers(Board.load(self.launch)) if self.launch.status in Launch.RUNNING else []

    @property
    def is_public(self) -> bool:
        return self.launch.live_at is not None

    def events(self) -> int:
        return Event.objects.filter(chain=f"launch:{self.launch_id}").count()

    @invariant()
    def what_must_hold_holds(self) -> None:
        """Check everything after each change; a step that changed nothing cannot have broken anything."""
        change = (Event.objects.count(), self.nights)
        if change == self.checked:
            return
        self.checked = change
        for moved in gate_changes():
            allowed = {*GATE_FOLLOWS, *GATE_MOVES.get(VERB_OF.get(moved.event, ""), ())}
            assert (moved.before, moved.status) in allowed, moved
        with clock.at(self.moment):
            for check in registered():
                found = check.check()
                assert not found.broken, f"invariant {check.number}: {found.broken}"

            board = Board.load(self.launch)
            assert gate_left_without(board) is None, "a gate lost the briefing or the plan that it was submitted with"
            for turn in board.turns:
                if turn.paused_at is None:
                    assert may_act(board, turn), f"{turn.slot} is with {turn.holder}, who cannot act on it"
            woken = Step.objects.filter(turn__closed_at=None, number__gt=F("turn__step"), at__lt=F("turn__rests_until"))
            assert not woken.exists(), f"{woken.first()} comes while its turn rests"
            for turn in board.turns:
                said = list(turn.refusals.order_by("said_at", "pk").values_list("person", flat=True))
                assert turn.passed_on == said, f"{turn.slot} was passed on by {said}, not by {turn.passed_on}"


def run(cast: Small, examples: int, steps: int) -> None:
    """Try examples that are the same at every run, so that what fails for one person fails for all."""
    autodiscover_modules("invariants")
    # The last gate publishes the briefings, and the public waits for its readers.
    last = GateTemplate.objects.filter(version=cast.version, kind="tell")
    last.update(share_to_go_public=50, hand_over_plan_to_tier=3)
    machine = type("Clicks", (Machine,), {"cast": cast})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_whatever_people_do_the_invariants_hold():
    run(make_small(), examples=5, steps=25)


@pytest.mark.deep
@pytest.mark.django_db
def test_whatever_many_people_do_for_long_the_invariants_hold():
    run(make_small(), examples=60, steps=50)
