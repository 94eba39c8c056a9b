"""The whole suite, on the embedded default and on PostgreSQL and Redis side by side."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from launchgate.core.private_servers import ServerMissing, private_postgresql, private_redis

# With one of these, pytest is wanted in one process at the terminal.
IN_ONE_PROCESS = {"--pdb", "--trace", "-s", "--capture=no", "-h", "--help", "--fixtures", "--markers", "--version"}
# How an argument begins that chooses tests; without one the default run is meant, of which each database has a share.
CHOOSES = ("-m", "-k", "tests", "./tests")


class Command(BaseCommand):
    help = (
        "Run the tests, each on one of the two databases, or on both where one chooses which; every argument goes to "
        "pytest. `-m ''` runs all of them on both, with those that take long (mark deep)."
    )

    def run_from_argv(self, argv: list[str]) -> None:
        """Hand the arguments to pytest as they are and end with its status."""
        sys.exit(self.handle(arguments=argv[2:]))

    def handle(self, *args: Any, arguments: list[str], **options: Any) -> int:  # type: ignore[override]
        """Start the private servers, run pytest over both databases, return its status."""
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
        with ExitStack() as servers:
            # Ours names the product's settings; tests run on their own, away from the product's database.
            environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
            left_out = []
            for name, server in (("TEST_POSTGRESQL_URL", private_postgresql), ("TEST_REDIS_URL", private_redis)):
                try:
                    environment[name] = servers.enter_context(server())
                except ServerMissing as missing:
                    left_out.append(str(missing))
            if left_out:
                self.stderr.write(f"Left out, because this machine has no such server: {', '.join(left_out)}.")
            is_shared = not any(argument.startswith(CHOOSES) for argument in arguments)
            if is_shared:
                environment["TEST_SHARED"] = "1"
            how = distribution(arguments, on_postgresql="TEST_POSTGRESQL_URL" in environment, is_shared=is_shared)
            command = [sys.executable, "-m", "pytest", *how, *arguments]
            return subprocess.run(command, env=environment, cwd=settings.BASE_DIR).returncode  # noqa: S603


def distribution(arguments: list[str], *, on_postgresql: bool, is_shared: bool) -> list[str]:
    """Return how pytest spreads the tests over processes.

    With PostgreSQL at hand every test runs once in each of two processes, one per database, and one summary counts
    both. Where they share the tests, two more take those that mostly wait, for a browser or for what they start.
    Without PostgreSQL two processes share the tests.
    """
    if IN_ONE_PROCESS & set(arguments) or any(argument.startswith(("-n", "--dist", "--tx")) for argument in arguments):
        return []
    if not on_postgresql:
        return ["-n", "2", "--dist", "loadfile"]
    names = ("embedded", "postgresql", "apart", "stack") if is_shared else ("embedded", "postgresql")
    more = "//env:TEST_APART=1" if is_shared else ""
    return ["--dist", "each", *(f"--tx=popen//id={name}//env:TEST_ON={name}{more}" for name in names)]
