"""replay_log: replay an approval log as launches, and print what the database then shows."""

import json
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, DjangoHelpFormatter

from launchgate.core.heartbeats import telling_the_past
from launchgate.core.refusals import Refusal
from launchgate.demo import replay
from launchgate.demo.log import read_log
from launchgate.demo.measures import measure


class AsWritten(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Help with the lines of its description left as they are."""


class Command(BaseCommand):
    help = replay.__doc__ or ""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Keep the lines of the help as they are written."""
        return super().create_parser(prog_name, subcommand, formatter_class=AsWritten, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV with the columns case_id, timestamp_utc, action, role, seq")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            cases = read_log(file)
            with telling_the_past():
                launches = replay.replay(cases, self.stdout.write)
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write(json.dumps(measure(launches), ensure_ascii=False))
