"""The product behind gunicorn, and a client that keeps its connection and is signed in."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from launchgate.core.private_servers import free_port
from launchgate.people.models import Person

WORKERS = 2
SECONDS_TO_START = 30
TOKEN = "b" * 32


@contextmanager
def serving() -> Iterator[int]:
    """Run gunicorn with two workers on a free port of this machine and give the port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "benchmarks.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(WORKERS), "--worker-class", "gthread", "--threads", "4", "--log-level", "error"]
    process = subprocess.Popen(command, env=os.environ, cwd=settings.BASE_DIR)
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("gunicorn did not start.")
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(15)


def _answers(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False


@dataclass
class Client:
    """Somebody who is signed in, on one kept connection."""

    port: int
    person: Person
    connection: http.client.HTTPConnection = field(init=False)
    cookie: str = field(init=False)

    def __post_init__(self) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(self.person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = self.person.get_session_auth_hash()
        session.create()
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str) -> tuple[float, bytes]:
        """Return the milliseconds of a GET and its body; anything but 200 is an error."""
        return self._ask("GET", path, None, 200)

    def post(self, path: str, fields: dict[str, object]) -> float:
        """Return the milliseconds of a POST that is answered by a redirect."""
        return self._ask("POST", path, urlencode(fields), 303)[0]

    def _ask(self, method: str, path: str, body: str | None, status: int) -> tuple[float, bytes]:
        headers = {"Cookie": self.cookie, "X-CSRFToken": TOKEN, "Host": "localhost"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        spent = (time.perf_counter() - start) * 1000
        if answer.status != status:
            raise RuntimeError(f"{method} {path} was answered by {answer.status}: {text[:2000]!r}")
        return spent, text


def alternating(ours: Iterator[float], yardstick: Iterator[float], rounds: int) -> tuple[float, float]:
    """Return the median milliseconds of each, measured in turn so that both meet the same machine."""
    pairs = [(next(ours), next(yardstick)) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
