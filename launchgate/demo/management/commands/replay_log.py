"""replay_log: replay an approval log as launches, and print what the database then shows."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from launchgate.core.refusals import Refusal
from launchgate.demo import replay
from launchgate.demo.log import read_log
from launchgate.demo.measures import measure


class Command(BaseCommand):
    help = replay.__doc__ or ""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Keep the lines of the help as they are written."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.formatter_class = type("Written", (parser.formatter_class,), {"_fill_text": lambda s, t, w, i: t})
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV with the columns case_id, timestamp_utc, action, role, seq")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            cases = read_log(file)
            launches = replay.replay(cases, self.stdout.write)
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write(json.dumps(measure(launches), ensure_ascii=False))
