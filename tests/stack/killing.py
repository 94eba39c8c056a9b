"""Killing PostgreSQL itself: with -9, all of it, and starting it again on the same data."""

import os
import pwd
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg

PATIENCE = 60


@dataclass
class Server:
    """A private PostgreSQL server that can be killed; `url` is its DATABASE_URL with the socket's folder."""

    url: str
    restarted: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Return the folder of its socket and its data."""
        return Path(parse_qs(urlsplit(self.url).query)["host"][0])

    def kill_and_start(self) -> None:
        """Kill the server with all of its processes, start it again, and wait until it answers."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")[:-1]
        for one in [pid, *_children_of(pid)]:
            _kill(one)
        # A new server takes the old one for alive until somebody has heard of its end.
        os.waitpid(pid, 0)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            # It also refuses to start while a process of the old one still holds the shared memory.
            server = subprocess.Popen(
                command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **_account()
            )
            self.restarted.append(server)
            if self._answers_while(server):
                return
        raise AssertionError(f"PostgreSQL did not come back in {PATIENCE} seconds.")

    def stop(self) -> None:
        """End what was started again."""
        for server in self.restarted:
            server.kill()
            server.wait()

    def _answers_while(self, server: subprocess.Popen[bytes]) -> bool:
        while server.poll() is None:
            try:
                psycopg.connect(self.url.replace("postgres://", "postgresql://")).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return True
        return False


def _children_of(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _account() -> dict[str, int | list[int]]:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
