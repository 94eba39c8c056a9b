"""The product as a person starts it, on a demo company of its own, with mails in files."""

import os
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

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Served:
    """A running LaunchGate: its address, and the folder with its data."""

    url: str
    data: Path
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run a command of manage.py on the same data, and return what it printed."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=True)
        return done.stdout

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
def serving_demo(data: Path) -> Iterator[Served]:
    """Seed a demo company in a folder, serve it by gunicorn on a free port, and stop the server in the end."""
    port = free_port()
    environment = os.environ | {
        "DATA_DIR": str(data),
        "DATABASE_URL": f"sqlite:///{data}/db.sqlite3",
        "BROKER_URL": "embedded://",
        "EMAIL_URL": f"filemail://{data}/mail",
        "SECRET_KEY": "only-for-browser-tests-" + "x" * 50,
        "DEBUG": "1",
        "BASE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "launchgate.settings",
        "DOTENV": os.devnull,
    }
    served = Served(f"http://127.0.0.1:{port}", data, environment)
    served.manage("migrate", "--verbosity", "0")
    served.manage("seed_demo")
    command = [sys.executable, "-m", "gunicorn", "launchgate.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--threads", "4", "--log-level", "error"]
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        _wait_until_it_answers(served.url)
        yield served
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
