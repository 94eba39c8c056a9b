"""Worker, beat, Redis and PostgreSQL killed at random moments, with a real mail server: nothing lost or doubled."""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from launchgate.core.private_servers import private_postgresql
from launchgate.demo.company import ROLES
from tests.seeded import SeededDemo
from tests.stack.killing import Server
from tests.stack.postfix import Postfix, is_there, postfix
from tests.stack.processes import ALL_DUE, ALWAYS_AT_WORK, WAITING, Installation, wait_until

pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(not is_there(), reason="Postfix is not installed, or not ours to start (apt install postfix)."),
]

MORE_LAUNCHES = """
from launchgate.demo.bulk import multiply_launches
multiply_launches(running={launches}, finished=2, seed=1)
"""
UNKNOWN = "finance@demo.test"
# Each kill of these can leave one mail for each process that delivers handed over and not marked.
PROCESSES = 2
WORKER_DIES_WITH = {"worker", "postgresql"}
STATES = """
    SELECT message.id, message.status, person.email FROM outbox_message AS message
    JOIN people_person AS person ON person.id = message.person_id
    WHERE message.kind = 'turn.reminder' AND message.created_at > %s
"""


class Stack:
    """An installation with a PostgreSQL and a mail server of its own."""

    def __init__(self, installation: Installation, server: Server, mail: Postfix):
        self.installation, self.server, self.mail = installation, server, mail
        self.killed: Counter[str] = Counter()

    def kill(self, part: str) -> None:
        """Kill a part with -9 and start it again."""
        self.killed[part] += 1
        if part == "postgresql":
            self.server.kill_and_start()
            return
        self.installation.kill(part)
        self.installation.start(part)

    def is_quiet(self) -> bool:
        """Say whether nothing waits to be sent."""
        return self.installation.ask(WAITING) == [(0,)]


@pytest.fixture
def stack(seeded_demo: SeededDemo, tmp_path: Path) -> Iterator[Callable[[int], Stack]]:
    """Return a function that starts everything, with so many running launches."""
    running: list[Installation] = []
    with private_postgresql() as url, postfix(addresses()) as mail:
        server = Server(url)

        def start(launches: int) -> Stack:
            installation = Installation(url, tmp_path, mail.port)
            running.append(installation)
            seeded_demo.pour_into(url, tmp_path)
            installation.manage("shell", "--command", MORE_LAUNCHES.format(launches=launches))
            installation.ask(ALWAYS_AT_WORK)
            installation.ask("UPDATE outbox_message SET status = 'dropped' WHERE status = 'queued'")
            for part in ("redis", "worker", "beat"):
                installation.start(part)
            return Stack(installation, server, mail)

        try:
            yield start
        finally:
            for installation in running:
                installation.stop()
            server.stop()


def addresses() -> list[str]:
    """Return the addresses of the demo company that have a mailbox: all but one head's."""
    return [role.email for role in ROLES if role.email != UNKNOWN]


def run(stack: Stack, kills: list[str], rng: Random) -> None:
    """Let every turn be due, kill parts while the mails leave, and count what lies in the mailboxes."""
    installation, since = stack.installation, stack.installation.ask("SELECT now()")[0][0]
    due = installation.ask("SELECT count(*) FROM launches_turn WHERE closed_at IS NULL AND paused_at IS NULL")[0][0]
    installation.ask(ALL_DUE)
    for part in kills:
        time.sleep(rng.uniform(0.2, 3))
        stack.kill(part)
    swept = "SELECT count(*) FROM launches_turn WHERE closed_at IS NULL AND paused_at IS NULL AND next_at <= now()"
    wait_until(lambda: installation.ask(swept) == [(0,)], "the sweep has claimed every turn")
    wait_until(stack.is_quiet, "the outbox is empty")
    rows = installation.ask(STATES, since)
    arrived = stack.mail.arrived()
    ids = {int(key.strip("<>").partition(".")[0]): times for key, times in arrived.items()}
    sent = {pk for pk, status, _ in rows if status == "sent"}
    refused = {pk for pk, status, email in rows if email == UNKNOWN}
    doubled = [pk for pk, times in ids.items() if times > 1]
    states = Counter(status for _, status, _ in rows)
    window = PROCESSES * sum(times for part, times in stack.killed.items() if part in WORKER_DIES_WITH)

    figures = {"due": due, **states, "doubled": len(doubled), "window": window, "kills": dict(stack.killed)}
    sys.__stderr__.write(f"\nkilled at random: {json.dumps(figures)}\n")
    assert len(rows) == due
    assert states.keys() <= {"sent", "dropped", "failed"}
    assert sent <= ids.keys(), "Marked as sent, and in no mailbox."
    assert not refused & sent
    assert len(doubled) <= window
    assert max(ids.values()) <= 2
    (known_why,) = installation.ask("SELECT mail_refused_why FROM people_person WHERE email = %s", UNKNOWN)[0]
    assert "550" in known_why


def test_nothing_is_lost_or_doubled_when_each_part_is_killed_once(stack: Callable[[int], Stack]):
    rng = Random(7)
    kills = ["worker", "beat", "redis", "postgresql"]
    rng.shuffle(kills)
    run(stack(40), kills, rng)


@pytest.mark.deep
def test_nothing_is_lost_or_doubled_when_parts_are_killed_again_and_again(stack: Callable[[int], Stack]):
    rng = Random(11)
    kills = rng.choices(["worker", "beat", "redis", "postgresql"], weights=[4, 1, 2, 2], k=20)
    run(stack(450), kills, rng)
