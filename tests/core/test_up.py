"""`up` as a person starts it: web server, worker and beat of one command, on a data folder of its own."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from launchgate.core.private_servers import free_port

pytestmark = [pytest.mark.deep, pytest.mark.once]


@contextmanager
def up(data: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "manage.py", "up", "--empty", "--port", str(port)]
    environment = {"PATH": os.environ["PATH"], "DOTENV": os.devnull, "DATA_DIR": str(data)}
    started = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        yield started
    finally:
        if started.poll() is None:
            started.send_signal(signal.SIGTERM)
        started.communicate(timeout=30)


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        return answer.code
    except OSError:
        return 0


def wait_for_ready(port: int) -> None:
    give_up_at = time.monotonic() + 120
    while (status := status_of(f"http://127.0.0.1:{port}/readyz")) != 200:
        assert time.monotonic() < give_up_at, f"/readyz answers {status}"
        time.sleep(0.5)


def processes_of(data: Path) -> dict[int, str]:
    """Return the processes that run on this data folder, by id, with their command."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"DATA_DIR={data}\0".encode() in (folder / "environ").read_bytes():
                found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
    return found


def wait_for_another_worker(data: Path, killed: list[int]) -> None:
    give_up_at = time.monotonic() + 60
    while not [1 for number, words in processes_of(data).items() if " worker " in words and number not in killed]:
        assert time.monotonic() < give_up_at, "no worker was started again"
        time.sleep(0.2)


def test_it_comes_up_survives_a_killed_worker_and_leaves_nothing(tmp_path: Path) -> None:
    port = free_port()
    with up(tmp_path, port) as running:
        wait_for_ready(port)
        assert status_of(f"http://127.0.0.1:{port}/sign-in/") == 200
        workers = [number for number, command in processes_of(tmp_path).items() if " worker " in command]

        for number in workers:
            os.kill(number, signal.SIGKILL)

        wait_for_another_worker(tmp_path, workers)
        wait_for_ready(port)
        running.send_signal(signal.SIGTERM)
        words, _ = running.communicate(timeout=30)

    assert running.returncode == 0
    assert f"LaunchGate is at http://localhost:{port}" in words
    assert "The worker ended (-9); starting it again." in words
    assert processes_of(tmp_path) == {}


def test_a_second_start_keeps_the_data_and_a_second_beside_it_is_refused(tmp_path: Path) -> None:
    port = free_port()
    with up(tmp_path, port):
        wait_for_ready(port)
        with up(tmp_path, port) as second:
            assert second.wait(60) == 1
    secret = (tmp_path / "secret_key").read_text()
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        database.execute("INSERT INTO core_once VALUES ('kept', '2026-11-02 12:00:00')")
        database.commit()

    with up(tmp_path, port) as again:
        wait_for_ready(port)
        again.send_signal(signal.SIGINT)
        words, _ = again.communicate(timeout=30)

    assert again.returncode == 0
    assert "Making the database" not in words
    assert (tmp_path / "secret_key").read_text() == secret
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        assert database.execute("SELECT key FROM core_once").fetchall() == [("kept",)]
