"""Everything on one machine under one command: database, demo company, web server, worker and beat."""

import argparse
import http.client
import os
import socket
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from launchgate.core.broker import release_leases
from launchgate.core.supervisor import Process, Supervisor

# One person for each part to play; pm2@demo.test and the like are their colleagues.
DEMO_EMAIL = r"^[a-z]+@demo\.test$"
THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}
EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104


class Command(BaseCommand):
    help = "Start LaunchGate on this machine: web server, worker and beat. Ctrl-C stops all of it."
    # The database may not exist yet; checks that read it would fail before it is made.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the address, and whether to start without the demo company."""
        parser.add_argument("--port", type=int, default=8000, help="port of the web server (8000)")
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (this machine only)")
        parser.add_argument("--empty", action="store_true", help="start a new database without the demo company")

    def handle(self, *args: Any, host: str, port: int, empty: bool, **options: Any) -> None:
        """Prepare what is missing, then run until told to stop."""
        require_free(host, port)
        self._prepare_database(with_demo=not empty)
        if not settings.DEBUG:
            collect_static_files()
        release_leases()
        address = address_of(host, port)
        supervisor = Supervisor([web_server(host, port), worker()], say=self._say)
        if not supervisor.run(environment_for(host, address), when_up=lambda: self._announce(host, port, address)):
            raise CommandError("LaunchGate stopped, because a part of it does not start; its words are above.")
        self._say("LaunchGate has stopped; nothing is left running.")

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()

    def _prepare_database(self, *, with_demo: bool) -> None:
        unfinished = settings.DATA_DIR / "first-start-unfinished"
        if unfinished.exists() and settings.IS_SQLITE:
            self._say("An earlier first start was broken off; starting afresh.")
            remove_embedded_database()
        try:
            is_new = not MigrationRecorder(connection).has_table()
            if is_new:
                settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
                unfinished.touch()
                self._say("Making the database.")
            call_command("migrate", verbosity=0, interactive=False)
            if is_new and with_demo:
                self._seed_demo()
        except DatabaseError as problem:
            raise CommandError(f"DATABASE_URL: the database cannot be used: {str(problem).strip()}") from problem
        unfinished.unlink(missing_ok=True)

    def _seed_demo(self) -> None:
        if "DEBUG" in os.environ and not settings.DEBUG:
            self._say("DEBUG=0 is set, so the demo company is left out; `manage.py seed_demo --yes` adds it.")
            return
        self._say("Making the demo company; this takes a minute, and only the first time.")
        if settings.IS_SQLITE:
            # A first start that is broken off begins afresh, so that nothing has to be safe on the disk before its end.
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=OFF")
        call_command("seed_demo", yes=True, verbosity=0)
        connection.close()

    def _announce(self, host: str, port: int, address: str) -> bool:
        """Tell the address once the web server answers there."""
        if not answers(host, port):
            return False
        self._say(f"\nLaunchGate is at {address}  (Ctrl-C stops it)")
        demo = get_user_model()._default_manager.filter(email__regex=DEMO_EMAIL, is_active=True).order_by("pk")
        if emails := list(demo.values_list("email", flat=True)):
            self._say(f"Sign in with the password demo as one of: {', '.join(emails)}")
        connection.close()
        return True


def require_free(host: str, port: int) -> None:
    """Refuse in a sentence when the web server could not listen there."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as problem:
        raise CommandError(
            f"Port {port} on {host} cannot be used ({problem}). Is LaunchGate running already? "
            f"Another port: python3 manage.py up --port {port + 1 if port < 65535 else 8000}"
        ) from problem


def remove_embedded_database() -> None:
    """Delete a database that was only half made, with the files that SQLite keeps beside it."""
    connection.close()
    name = settings.DATABASES["default"]["NAME"]
    for ending in ("", "-wal", "-shm"):
        Path(f"{name}{ending}").unlink(missing_ok=True)


def collect_static_files() -> None:
    """Gather style sheets and scripts, unless none has changed since the last time."""
    sources = [path for folder in settings.STATICFILES_DIRS for path in Path(folder).rglob("*") if path.is_file()]
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    newest = max((path.stat().st_mtime for path in [*sources, settings.BASE_DIR / "requirements.txt"]), default=0.0)
    if not manifest.exists() or manifest.stat().st_mtime < newest:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def web_server(host: str, port: int) -> Process:
    """Describe the web server: threads of one process, since SQLite has one writer at a time anyway."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = ["--bind", bind, "--worker-class", "gthread", "--threads", "8"]
    quiet = ["--log-level", "warning", "--no-control-socket"]
    return Process("web server", [sys.executable, "-m", "gunicorn", "launchgate.wsgi", *options, *quiet])


def worker() -> Process:
    """Describe the worker, with beat inside; what a killed one had taken is done again at once."""
    options = ["--beat", "--schedule", str(settings.DATA_DIR / "beat-schedule"), "--loglevel", "WARNING"]
    pool = ["--pool", "threads", "--concurrency", "2", "--without-gossip", "--without-mingle"]
    command = [sys.executable, "-m", "celery", "-A", "launchgate", "--quiet", "worker", *pool, *options]
    return Process("worker", command, before_start=release_leases)


def address_of(host: str, port: int) -> str:
    """Return the address to type into a browser on this machine."""
    name = "localhost" if host in THIS_MACHINE | EVERY_ADDRESS else host
    return f"http://{name}:{port}"


def environment_for(host: str, address: str) -> dict[str, str]:
    """Return the environment of the processes: what was given, and what the address makes of the rest."""
    environment = {"BASE_URL": address, **os.environ}
    if host in EVERY_ADDRESS:
        environment.setdefault("ALLOWED_HOSTS", "*")
    return environment


def answers(host: str, port: int) -> bool:
    """Say whether the web server is alive."""
    there = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    try:
        client = http.client.HTTPConnection(there, port, timeout=2)
        client.request("GET", "/healthz", headers={"Host": "localhost"})
        return client.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
