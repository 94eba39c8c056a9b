"""export_launch: write the launch file of a launch."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from launchgate.core.refusals import Refusal
from launchgate.launches.export.writing import write_launch_file
from launchgate.launches.keys import launch_id_of
from launchgate.launches.models import Launch


class Command(BaseCommand):
    help = "Writes a zip with everything about a launch that anybody can read, print and check offline."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the key of the launch and where the file goes."""
        parser.add_argument("key", help="such as L-12")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, key: str, file: Path, **options: Any) -> None:
        """Write the file and print how to check it; nothing is left where it could not be written whole."""
        launch = Launch.objects.filter(pk=launch_id_of(key) or 0).first()
        if launch is None:
            raise CommandError(f"There is no launch {key}.")
        unfinished = file.with_name(f"{file.name}.part")
        try:
            with unfinished.open("w+b") as target:
                digest = write_launch_file(launch.pk, target, actor=None)
            unfinished.replace(file)
        except (OSError, Refusal) as problem:
            unfinished.unlink(missing_ok=True)
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{launch.key} is in {file}; its manifest has the digest {digest}.")
        self.stdout.write(f"Check it anywhere: python3 verify_launch_file.py {file.name}")
