"""Runs processes side by side under one command: starts them, starts a dead one again, stops them all in order."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

LOOK_EVERY_SECONDS = 0.25
SECONDS_TO_STOP = 15
# A process that ends this soon, this often in a row, will not come up by trying again.
SOON_SECONDS = 5
TIMES_IN_A_ROW = 4


@dataclass
class Process:
    """One kind of process, and the one that runs for it now."""

    name: str
    command: Sequence[str]
    before_start: Callable[[], object] = lambda: None
    running: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    soon_ends: int = field(default=0)

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches the supervisor alone and its group can be ended."""
        self.before_start()
        self.running = subprocess.Popen(self.command, env=dict(environment), start_new_session=True)  # noqa: S603
        self.started_at = time.monotonic()

    def has_ended(self) -> bool:
        """Say whether the process that ran is gone, and count it when that came soon after its start."""
        if self.running is None or self.running.poll() is None:
            return False
        self.soon_ends = self.soon_ends + 1 if time.monotonic() - self.started_at < SOON_SECONDS else 0
        return True

    def end_group(self) -> None:
        """End what it may have left behind: a killed worker leaves its beat."""
        if self.running is not None:
            try:
                os.killpg(self.running.pid, signal.SIGKILL)
            except ProcessLookupError:
                return


class Supervisor:
    """Keeps its processes alive until it is told to stop."""

    def __init__(self, processes: Sequence[Process], *, say: Callable[[str], object]):
        self._processes = processes
        self._say = say
        self._is_stopping = False

    def run(self, environment: Mapping[str, str], *, when_up: Callable[[], bool]) -> bool:
        """Run until Ctrl-C, SIGTERM or SIGHUP; say whether the end was asked for.

        `when_up` is called at every look until it returns True: it finds out whether the whole is up, and tells it.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            for process in self._processes:
                process.start(environment)
            is_up = False
            while not self._is_stopping:
                is_up = is_up or when_up()
                if not self._start_ended_again(environment):
                    return False
                time.sleep(LOOK_EVERY_SECONDS)
            return True
        finally:
            self._end_all()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._is_stopping = True

    def _start_ended_again(self, environment: Mapping[str, str]) -> bool:
        for process in self._processes:
            if self._is_stopping or not process.has_ended():
                continue
            process.end_group()
            code = process.running.returncode if process.running else 0
            if process.soon_ends >= TIMES_IN_A_ROW:
                self._say(f"The {process.name} ended {process.soon_ends} times in a row ({code}); giving up.")
                return False
            self._say(f"The {process.name} ended ({code}); starting it again.")
            time.sleep(process.soon_ends)
            process.start(environment)
        return True

    def _end_all(self) -> None:
        running = [process for process in self._processes if process.running is not None]
        for process in running:
            if process.running is not None:
                process.running.terminate()
        give_up_at = time.monotonic() + SECONDS_TO_STOP
        for process in running:
            if process.running is not None:
                try:
                    process.running.wait(max(0.1, give_up_at - time.monotonic()))
                except subprocess.TimeoutExpired:
                    self._say(f"The {process.name} does not stop; ending it.")
            process.end_group()
