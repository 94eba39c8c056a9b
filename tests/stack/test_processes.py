"""Web server, worker and beat as real processes on PostgreSQL and Redis: killed in the middle, and nothing is lost."""

import re
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.seeded import SeededDemo
from tests.stack.processes import ALL_DUE, ALWAYS_AT_WORK, WAITING, Installation, MailSink, mail_server, wait_until

pytestmark = pytest.mark.stack

MORE_LAUNCHES = """
from launchgate.demo.bulk import multiply_launches
multiply_launches(running=40, finished=4, seed=1)
"""
HIDDEN = r'<input type="hidden" name="(csrfmiddlewaretoken|seen)" value="([^"]+)"'
# What waits for a minute, so that a signature can be withdrawn before anybody hears of it, may leave now.
MINUTE_IS_OVER = "UPDATE outbox_message SET not_before = now() WHERE status = 'queued'"
ENOUGH_TO_BE_IN_THE_MIDDLE = 5


@pytest.fixture(scope="module")
def sink() -> MailSink:
    """Count mails, and take a moment for each."""
    return MailSink(seconds_each=0.1)


@pytest.fixture(scope="module")
def installation(
    seeded_demo: SeededDemo, tmp_path_factory: pytest.TempPathFactory, sink: MailSink
) -> Iterator[Installation]:
    """Run all parts on a copy of the demo company, with more launches than its stories tell."""
    folder: Path = tmp_path_factory.mktemp("stack")
    server = mail_server(sink)
    server.start()
    with seeded_demo.copied(folder) as database:
        running = Installation(database, folder, server.port)
        try:
            running.start("redis")
            running.manage("shell", "--command", MORE_LAUNCHES)
            running.ask(ALWAYS_AT_WORK)
            running.manage("collectstatic", "--noinput", "--verbosity", "0")
            for name in ("web", "worker", "beat"):
                running.start(name)
            wait_until(lambda: running.status_of("/readyz") == 200, "every part is ready")
            yield running
        finally:
            running.stop()
            server.stop()


def test_every_reminder_arrives_though_the_worker_is_killed_in_the_middle(installation: Installation, sink: MailSink):
    wait_until(lambda: installation.ask(WAITING) == [(0,)], "the outbox is empty")
    before = sum(sink.accepted.values())
    since = installation.ask("SELECT now()")[0][0]
    installation.ask(ALL_DUE)
    installation.ask_worker("reminders.sweep")
    due = installation.ask("SELECT count(*) FROM launches_turn WHERE closed_at IS NULL AND paused_at IS NULL")[0][0]
    wait_until(lambda: sum(sink.accepted.values()) >= before + ENOUGH_TO_BE_IN_THE_MIDDLE, "mails arrive")
    installation.kill("worker")
    assert installation.ask(WAITING) != [(0,)], "The worker was killed too late to prove anything."
    installation.start("worker")
    wait_until(lambda: installation.ask(WAITING) == [(0,)], "the outbox is empty again")
    states = dict(
        installation.ask(
            "SELECT status, count(*) FROM outbox_message WHERE created_at > %s AND kind = 'turn.reminder' "
            "GROUP BY status",
            since,
        )
    )
    twice = [key for key, times in sink.accepted.items() if times > 1]
    assert due > 2 * ENOUGH_TO_BE_IN_THE_MIDDLE
    # Dropped are those that were no longer true at sending, such as for a launch that the person may not see any more.
    assert sum(states.values()) == due
    assert states.keys() <= {"sent", "dropped"}
    assert len(sink.accepted) - before >= states["sent"]
    # The one that the mail server had taken when the worker died, and that nobody could mark any more.
    assert len(twice) <= 2
    assert max(sink.accepted.values()) <= 2


def test_a_sign_off_commits_without_redis_and_its_mail_leaves_when_redis_is_back(
    installation: Installation, sink: MailSink
):
    wait_until(lambda: installation.ask(WAITING) == [(0,)], "the outbox is empty")
    head = SignedIn(installation, "finance@demo.test")
    gate = f"/launches/{key_of(installation, 'Aurora Checkout 2.0')}/gates/finance-pricing/"
    before = sum(sink.accepted.values())
    installation.kill("redis")
    status = head.post(f"{gate}functions/finance/sign/", gate, decision="approved", password="demo")
    statement = """
        SELECT gate.status FROM launches_gate AS gate JOIN launches_launch AS launch ON launch.id = gate.launch_id
        WHERE gate.kind = 'finance-pricing' AND launch.name = %s
    """
    signed = installation.ask(statement, "Aurora Checkout 2.0")
    assert status == 200
    assert signed == [("signed",)]
    installation.start("redis")
    installation.ask(MINUTE_IS_OVER)
    wait_until(lambda: sum(sink.accepted.values()) > before, "the news of it has left")


def test_beat_and_worker_show_on_the_health_page_when_they_are_gone(installation: Installation):
    installation.kill("beat")
    installation.ask("UPDATE core_heartbeat SET beat_at = beat_at - interval '1 hour'")
    wait_until(lambda: installation.status_of("/readyz") == 503, "the health page says that beat is gone")
    installation.start("beat")
    wait_until(lambda: installation.status_of("/readyz") == 200, "the health page is content again")


def key_of(installation: Installation, name: str) -> str:
    """Return the key of a launch."""
    keys = dict(installation.ask("SELECT name, id FROM launches_launch"))
    return f"L-{keys[name]}"


class SignedIn:
    """Somebody who signed in through the real page."""

    def __init__(self, installation: Installation, email: str):
        self.base = f"http://127.0.0.1:{installation.web_port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        assert self.post("/sign-in/", "/sign-in/", username=email, password="demo") == 200

    def post(self, path: str, shown_on: str, **fields: str) -> int:
        """Send a form of a page with what the page hides in it, and return the status of the page that it leads to."""
        with self.opener.open(f"{self.base}{shown_on}") as page:
            hidden = dict(re.findall(HIDDEN, page.read().decode()))
        body = urllib.parse.urlencode(fields | hidden).encode()
        with self.opener.open(f"{self.base}{path}", body) as answer:
            return int(answer.status)
