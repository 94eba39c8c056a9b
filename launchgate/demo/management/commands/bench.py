"""bench: the benchmarks, each a ratio beside its yardstick."""

import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Run the benchmarks (--only NAME, --scale small); the last line is one JSON object."

    def run_from_argv(self, argv: list[str]) -> None:
        """Hand the arguments on as they are and end with the same status."""
        sys.exit(self.handle(arguments=argv[2:]))

    def handle(self, *args: Any, arguments: list[str], **options: Any) -> int:  # type: ignore[override]
        """Run the benchmarks in a process of their own, since they set their own environment before Django starts."""
        command = [sys.executable, "-m", "benchmarks.run", *arguments]
        return subprocess.run(command, cwd=settings.BASE_DIR).returncode  # noqa: S603
