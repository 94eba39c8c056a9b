"""A health check for processes that answer no address: was this one heard of within a minute?"""

import argparse
from typing import Any

from django.core.management import BaseCommand, CommandError

from launchgate.core.heartbeats import BEAT, WORKER, silence_of


class Command(BaseCommand):
    help = "End with 0 when the worker, or beat, was heard of within a minute, else with 1 and a sentence."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the name of the process."""
        parser.add_argument("name", choices=[WORKER, BEAT])

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        """Look at the heartbeat that the process writes."""
        if silence := silence_of(name):
            raise CommandError(silence)
        self.stdout.write(f"The {name} is alive.")
