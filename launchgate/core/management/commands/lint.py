"""Every check that needs no running product: style, types, templates, migrations, the arrows between rooms."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from launchgate.core.template_check import template_faults

PYTHON_FILES = ["launchgate", "tests", "benchmarks", "manage.py"]


class Command(BaseCommand):
    help = "Check style (ruff), types (mypy), templates, migrations and imports between rooms."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every check, tell each result, fail when one failed."""
        checks: dict[str, Callable[[], bool]] = {
            "style": lambda: self._tool("ruff", "check", *PYTHON_FILES),
            "format": lambda: self._tool("ruff", "format", "--check", *PYTHON_FILES),
            "types": lambda: self._tool("mypy"),
            "imports between rooms": lambda: self._tool("lint-imports"),
            "templates": self._templates,
            "migrations": self._migrations,
        }
        failed = []
        for name, check in checks.items():
            self.stdout.write(f"== {name}")
            self.stdout.flush()
            if not check():
                failed.append(name)
        if failed:
            raise CommandError(f"Not in order: {', '.join(failed)}.")
        self.stdout.write("All in order.")

    def _tool(self, name: str, *arguments: str) -> bool:
        program = Path(sys.executable).parent / name
        return subprocess.run([program, *arguments], cwd=settings.BASE_DIR).returncode == 0  # noqa: S603

    def _templates(self) -> bool:
        faults = list(template_faults())
        for fault in faults:
            self.stdout.write(fault)
        return not faults

    def _migrations(self) -> bool:
        try:
            call_command("makemigrations", check=True, dry_run=True)
        except SystemExit:
            return False
        return True
