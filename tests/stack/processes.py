"""The real processes of an installation: PostgreSQL, Redis, web server, worker, beat, and a mail server that counts."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Any

import psycopg
from aiosmtpd.controller import Controller

from launchgate.core.private_servers import free_port, redis_program
from tests.processes import ROOT, environment_of, manage

PATIENCE = 90
WAITING = "SELECT count(*) FROM outbox_message WHERE status IN ('queued', 'sending') AND not_before <= now()"
# Mails come at any hour: the tests run at any.
ALWAYS_AT_WORK = """
    UPDATE people_person SET weekdays = '[0, 1, 2, 3, 4, 5, 6]', country = '', subdivision = '';
    UPDATE playbooks_version SET quiet_until = '00:00', quiet_from = '23:59:59'
"""
# Every open turn is due now for the last reminder of its ladder, which is a mail of its own.
ALL_DUE = """
    DELETE FROM launches_step WHERE turn_id IN (SELECT id FROM launches_turn WHERE closed_at IS NULL);
    INSERT INTO launches_step (turn_id, number, kind, at, person_id)
        SELECT id, 8, 'last', now(), holder_id FROM launches_turn WHERE closed_at IS NULL AND paused_at IS NULL;
    UPDATE launches_turn SET next_at = now(), step = 0 WHERE closed_at IS NULL AND paused_at IS NULL
"""


class MailSink:
    """A mail server that takes its time and remembers the Message-ID of every mail that it accepted."""

    def __init__(self, seconds_each: float = 0.0):
        self.seconds_each = seconds_each
        self.accepted: Counter[str] = Counter()
        self._lock = threading.Lock()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Accept one mail."""
        time.sleep(self.seconds_each)
        message = message_from_bytes(envelope.content)
        with self._lock:
            self.accepted[str(message["Message-ID"])] += 1
        return "250 OK"


@dataclass
class Installation:
    """LaunchGate on PostgreSQL and Redis, each part a process of its own that can be killed and started again."""

    database: str
    folder: Path
    mail_port: int
    redis_port: int = field(default_factory=free_port)
    web_port: int = field(default_factory=free_port)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """Return the settings of the installation; leases are short, so that what a killed worker held comes back."""
        return environment_of(
            self.folder,
            self.database,
            BROKER_URL=f"redis://127.0.0.1:{self.redis_port}/0",
            EMAIL_URL=f"smtp://127.0.0.1:{self.mail_port}",
            BASE_URL=f"http://127.0.0.1:{self.web_port}",
            DELIVERY_LEASE_SECONDS="6",
            TASK_LEASE_SECONDS="6",
        )

    def manage(self, *arguments: str) -> str:
        """Run a command of manage.py and return what it printed."""
        return manage(self.environment, *arguments)

    def ask_worker(self, task: str) -> None:
        """Send a task to the worker, as beat does when its time has come."""
        command = [sys.executable, "-m", "celery", "--app", "launchgate", "call", task]
        subprocess.run(command, env=self.environment, cwd=ROOT, check=True, capture_output=True)

    def start(self, name: str) -> None:
        """Start one part: redis, web, worker or beat."""
        celery = [sys.executable, "-m", "celery", "--app", "launchgate"]
        commands = {
            "redis": [
                str(redis_program()),
                "--port",
                str(self.redis_port),
                "--save",
                "",
                "--bind",
                "127.0.0.1",
            ],
            "web": [
                *(sys.executable, "-m", "gunicorn", "launchgate.wsgi:application"),
                *("--bind", f"127.0.0.1:{self.web_port}", "--workers", "2", "--log-level", "error"),
            ],
            "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "ERROR"],
            "beat": [*celery, "beat", "--schedule", str(self.folder / "beat"), "--loglevel", "ERROR"],
        }
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                commands[name],
                env=self.environment,
                cwd=ROOT,
                start_new_session=True,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    def kill(self, name: str) -> None:
        """Kill one part with all of its children, without a warning."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def stop(self) -> None:
        """Kill whatever runs."""
        for name in list(self.processes):
            self.kill(name)

    def ask(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of one SQL statement (or of several without values); what they change is committed."""
        with psycopg.connect(self.database.replace("postgres://", "postgresql://"), autocommit=True) as connection:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    def status_of(self, path: str) -> int:
        """Return the status of a GET, 0 where nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.web_port}{path}", timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Wait until something is so; fails with what it waited for."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, f"Waited {PATIENCE} seconds in vain until {what}."
        time.sleep(0.2)


def mail_server(sink: MailSink) -> Controller:
    """Return a mail server, not yet started, on a free port of this machine."""
    return Controller(sink, hostname="127.0.0.1", port=free_port())
