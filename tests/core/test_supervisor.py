"""The supervisor behind `up`: it keeps its processes alive and leaves none behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError

from launchgate.core.management.commands.up import require_free

pytestmark = [pytest.mark.once, pytest.mark.apart]

# A process that leaves a child of its own, as a Celery worker leaves its beat; both write their ids.
PARENT = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with open(sys.argv[1], "a") as file:
    file.write(f"{os.getpid()} {child.pid}\\n")
time.sleep(600)
"""
SUPERVISOR = """
import os, sys
sys.path.insert(0, sys.argv[1])
from launchgate.core.supervisor import Process, Supervisor
command = [sys.executable, "-c", sys.argv[3], sys.argv[2]]
supervisor = Supervisor([Process("checked one", command)], say=lambda words: print(words, flush=True))
sys.exit(0 if supervisor.run(os.environ, when_up=lambda: True) else 1)
"""


@contextmanager
def supervised(ids: Path, program: str = PARENT) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", SUPERVISOR, str(settings.BASE_DIR), str(ids), program]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield running
    finally:
        running.kill()
        running.wait()
        if running.stdout:
            running.stdout.close()


def wait_until(holds: Callable[[], bool], seconds: float = 15) -> bool:
    give_up_at = time.monotonic() + seconds
    while time.monotonic() < give_up_at:
        if holds():
            return True
        time.sleep(0.05)
    return False


def lines(ids: Path) -> list[list[int]]:
    text = ids.read_text() if ids.exists() else ""
    return [[int(number) for number in line.split()] for line in text.splitlines()]


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_and_leaves_nothing(tmp_path: Path, number: int) -> None:
    with supervised(tmp_path / "ids") as running:
        assert wait_until(lambda: bool(lines(tmp_path / "ids")))
        running.send_signal(number)

        assert running.wait(20) == 0
        assert not any(is_alive(process) for process in lines(tmp_path / "ids")[0])


def test_a_killed_process_starts_again_without_what_it_left_behind(tmp_path: Path) -> None:
    with supervised(tmp_path / "ids"):
        assert wait_until(lambda: bool(lines(tmp_path / "ids")))
        parent, child = lines(tmp_path / "ids")[0]

        os.kill(parent, signal.SIGKILL)

        assert wait_until(lambda: len(lines(tmp_path / "ids")) == 2)
        assert not is_alive(child)
        second = lines(tmp_path / "ids")[1]
        for process in second:
            os.kill(process, signal.SIGKILL)


def test_a_process_that_never_comes_up_ends_the_whole(tmp_path: Path) -> None:
    with supervised(tmp_path / "ids", program="raise SystemExit(3)") as running:
        words, _ = running.communicate(timeout=40)

    assert running.returncode == 1
    assert "The checked one ended 4 times in a row (3); giving up." in words


def test_a_port_in_use_is_told_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=rf"Port {port} .* cannot be used.*--port {port + 1}"):
            require_free("127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("nowhere.invalid", 8000)])
def test_an_address_that_is_none_is_told_in_a_sentence(host: str, port: int) -> None:
    with pytest.raises(CommandError, match="cannot be used"):
        require_free(host, port)
