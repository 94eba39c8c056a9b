"""Fifty people on two processes press approve, edit and send back on one gate at once: each is told what happened."""

import multiprocessing
import random
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from multiprocessing.queues import SimpleQueue
from typing import Any, NamedTuple

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils.module_loading import autodiscover_modules

from launchgate.audit.verify import Walked, heads_that_differ
from launchgate.core.invariants import registered
from launchgate.launches import vouching
from launchgate.launches.actions.exceptions import reopen_gate
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Answer, Decision, Gate
from launchgate.launches.queries.gate_changes import shown_answers
from launchgate.people.models import Seat
from tests.factories import make_person, seat
from tests.launches.gate_pages import item_of, url_of
from tests.launches.small import Small, make_small
from tests.launches.stages import answer_required, gate_of, submitted

# SQLite has one writer, and waits instead: there is nothing to show there.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

PEOPLE, PROCESSES = 50, 2
FUNCTIONS = ("sales", "care")
# What somebody is told whose click came too late. An edit never does.
TOO_LATE = {
    "approve": (
        "has already decided",
        "cannot be approved now",
        "The checklist changed since you opened this page",
    ),
    "send_back": ("cannot be sent back now",),
    "edit": (),
}


class Press(NamedTuple):
    """A button that somebody is about to press: as whom, what it is, where it leads, what the form holds."""

    client: Client
    verb: str
    url: str
    form: dict[str, Any]


class Answered(NamedTuple):
    """What a click was answered: the status, and which of the sentences for those who come too late, if any."""

    verb: str
    status: int
    told: str


def press_all(presses: Sequence[Press], ready: Any, answers: "SimpleQueue[Answered]") -> None:
    """Press these buttons in one process, each in a thread of its own, when everybody everywhere is ready."""
    # A connection must not be shared across a fork.
    connections.close_all()

    def press(one: Press) -> None:
        try:
            ready.wait(60)
            response = one.client.post(one.url, one.form)
            told = next((words for words in TOO_LATE[one.verb] if words in response.text), "")
            answers.put(Answered(one.verb, response.status_code, told))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(one,)) for one in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Crowd:
    """A gate under review, and fifty people who may sign it, half of them for each of its functions."""

    def __init__(self, small: Small):
        self.small, self.dice = small, random.Random(50)
        self.gate = submitted(small.launch(), "input", small)
        self.browsers: list[tuple[Client, str]] = []
        for number in range(PEOPLE):
            key = FUNCTIONS[number % len(FUNCTIONS)]
            person = make_person(f"Pat Person {number}")
            seat(person, small.functions[key], Seat.Rank.DEPUTY)
            browser = Client(raise_request_exception=False)
            browser.force_login(person)
            self.browsers.append((browser, key))

    def round(self, number: int) -> list[Answered]:
        """Let everybody press one button at once, on what the page showed to all of them; return the answers."""
        shown = {key: self._shown(key) for key in FUNCTIONS}
        presses = [self._press(*each, shown, f"{number}{place:02}") for place, each in self.in_some_order()]
        connections.close_all()
        fork = multiprocessing.get_context("fork")
        ready, answers = fork.Barrier(PEOPLE), fork.SimpleQueue()
        parts = [presses[part::PROCESSES] for part in range(PROCESSES)]
        processes = [fork.Process(target=press_all, args=(part, ready, answers)) for part in parts]
        for process in processes:
            process.start()
        answered = [answers.get() for _ in presses]
        for process in processes:
            process.join(60)
        assert [process.exitcode for process in processes] == [0] * PROCESSES
        return answered

    def in_some_order(self) -> Iterable[tuple[int, tuple[Client, str]]]:
        """Return the browsers with the functions of their people, in another order each time, numbered."""
        return enumerate(self.dice.sample(self.browsers, PEOPLE))

    def put_forward_again(self) -> None:
        """Bring the gate back under review, with nobody through who need not be."""
        gate = gate_of(self.gate.launch, "input")
        if gate.is_passed:
            reopen_gate(gate.pk, "Once more.", actor=self.small.people["sales"])
        if gate_of(self.gate.launch, "input").status == Gate.Status.OPEN:
            answer_required(gate, self.small.owner)
            submit_gate(gate.pk, actor=self.small.owner)

    def _shown(self, key: str) -> dict[str, str]:
        items = list(vouching.vouched_for(self.gate, self.small.functions[key].pk))
        return {"seen": vouching.fingerprint(items), "shown": shown_answers(items)}

    def _press(self, browser: Client, key: str, shown: dict[str, str], value: str) -> Press:
        verb = self.dice.choices(("approve", "edit", "send_back"), weights=(30, 15, 5))[0]
        if verb == "edit":
            return Press(
                browser, verb, url_of(self.gate, "item_answer", item_of(self.gate, "demand").pk), {"value": value}
            )
        decision = {"approve": "approved", "send_back": "sent_back"}[verb]
        form = {"decision": decision, "reason": "Not yet.", "remark": "", **shown[key]}
        return Press(browser, verb, url_of(self.gate, "gate_sign", key), form)


def press_for(rounds: int) -> Counter[str]:
    """Let the crowd press for so many rounds, check every answer against what happened; return what was done."""
    crowd = Crowd(make_small())
    decisions = Decision.objects.filter(gate=crowd.gate)
    done: Counter[str] = Counter()
    for number in range(1, rounds + 1):
        crowd.put_forward_again()
        kinds = {"approve": Decision.Kind.APPROVED, "send_back": Decision.Kind.SENT_BACK}
        before = {verb: decisions.filter(kind=kind).count() for verb, kind in kinds.items()}
        versions = Answer.objects.count()
        answered = crowd.round(number)
        assert len(answered) == PEOPLE
        for one in answered:
            assert one.status == 303 or (one.status == 409 and one.told), one
        now = Counter(one.verb for one in answered if one.status == 303)
        # Who was told that it is done has done it, and nobody else has.
        assert now["edit"] == Answer.objects.count() - versions == sum(one.verb == "edit" for one in answered)
        for verb, kind in kinds.items():
            assert now[verb] == decisions.filter(kind=kind).count() - before[verb], verb
        done += now
    autodiscover_modules("invariants")
    for check in registered():
        found = check.check()
        assert not found.broken, f"invariant {check.number}: {found.broken}"
    assert not [*Walked(), *heads_that_differ()]
    return done


def test_of_fifty_clicks_at_once_each_is_answered_by_what_happened():
    assert press_for(rounds=1)["edit"]


@pytest.mark.deep
def test_fifty_people_press_at_once_for_many_rounds():
    done = press_for(rounds=25)
    assert min(done["approve"], done["edit"], done["send_back"]) > 0, done
