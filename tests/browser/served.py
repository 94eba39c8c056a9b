"""The product as a person starts it, on a demo company of its own, with mails in files."""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from launchgate.core.private_servers import free_port
from tests.browser.travelling import DAYS_AHEAD
from tests.processes import ROOT, environment_of, manage
from tests.seeded import SeededDemo

SECONDS_TO_START = 60
DELIVER_NEXT_MORNING = """
from datetime import timedelta
from launchgate.core import clock
from launchgate.outbox.delivery import deliver_messages
morning = clock.now().replace(hour=9, minute=30)
while morning <= clock.now() or morning.weekday() > 4:
    morning += timedelta(days=1)
with clock.at(morning):
    deliver_messages()
"""

TRAVEL = """
from datetime import timedelta
from launchgate.celery import app
from launchgate.core import clock
app.loader.import_default_modules()
with clock.at(clock.wall() + timedelta(days={days})):
    for task in {tasks!r}:
        app.tasks[task]()
"""


@dataclass(frozen=True)
class Served:
    """A running LaunchGate: its address, and the folder with its data."""

    url: str
    data: Path
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run a command of manage.py on the same data, and return what it printed."""
        return manage(self.environment, *arguments)

    def deliver_next_morning(self) -> None:
        """Deliver what waits, as on the next weekday at half past nine (UTC), when mails may come to all of Europe."""
        self.manage("shell", "--command", DELIVER_NEXT_MORNING)

    def travel(self, days: int, *tasks: str) -> None:
        """Come to a day so many days ahead of today, and do what beat would have started by then.

        Only where the product is served by `tests.browser.travelling`.
        """
        (self.data / DAYS_AHEAD).write_text(str(days))
        self.manage("shell", "--command", TRAVEL.format(days=days, tasks=tasks))

    def mails_to(self, address: str) -> list[EmailMessage]:
        """Return the mails that were written for somebody, oldest first."""
        found = []
        for path in sorted(self.data.glob("mail/**/*"), key=lambda path: path.stat().st_mtime):
            for part in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n") if path.is_file() else []:
                mail = message_from_bytes(part.lstrip(), policy=policy.default)
                if address in str(mail["To"]):
                    found.append(mail)
        return found


@contextmanager
def serving(seeded: SeededDemo, data: Path, application: str = "launchgate.wsgi:application") -> Iterator[Served]:
    """Serve a copy of the demo company from a folder, by gunicorn on a free port, and stop the server in the end."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with seeded.copied(data) as database:
        environment = environment_of(data, database, BASE_URL=url, DEBUG="1")
        with _gunicorn(port, environment, application):
            _wait_until_it_answers(url)
            yield Served(url, data, environment)


@contextmanager
def _gunicorn(port: int, environment: dict[str, str], application: str) -> Iterator[None]:
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--threads", "4", "--log-level", "error"]
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        yield
    finally:
        process.terminate()
        process.wait(15)


def _wait_until_it_answers(url: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=2).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
