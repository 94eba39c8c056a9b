"""verify_audit: walk every chain and the anchors, and say whether the record is whole."""

import argparse
import os
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand

from launchgate.audit.models import Anchor
from launchgate.audit.proofs import Fault, files_that_differ
from launchgate.audit.side_by_side import walk
from launchgate.audit.verify import anchors_that_differ, heads_that_differ

# Each holds a connection to the database, of which others need some.
MOST = 8


class Command(BaseCommand):
    help = "Walks every chain of events and the anchors; exits with 1 and names the first bad event of each chain."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add what may be checked beside the record itself."""
        parser.add_argument("--chains", action="store_true", help="the record alone: do not compare the rows it proves")
        parser.add_argument("--files", action="store_true", help="read every proof file too and compare its SHA-256")
        parser.add_argument(
            "--processes",
            type=int,
            default=min(os.cpu_count() or 1, MOST),
            help="how many may walk at once (the cores)",
        )
        parser.add_argument("--root", action="append", default=[], help="the root of an anchor, as a mail has told it")

    def handle(self, *args: Any, chains: bool, files: bool, processes: int, root: list[str], **options: Any) -> None:
        """Print each fault, then how much was looked at."""
        walked = walk(rows=not chains, processes=processes)
        faults: dict[str, Fault] = {}
        for fault in chain(
            walked.faults, heads_that_differ(), anchors_that_differ(), files_that_differ() if files else ()
        ):
            faults.setdefault(fault.chain, fault)
        for unknown in (told for told in root if not Anchor.objects.filter(root=told).exists()):
            faults[unknown] = Fault("the record", None, f"no anchor has the root {unknown}; it was written anew since")
        for fault in faults.values():
            self.stdout.write(f"BROKEN {fault.place}: {fault.reason}.")
        anchors = Anchor.objects.count()
        self.stdout.write(
            f"{walked.events} events in {walked.chains} chains and {anchors} anchors, {len(faults)} broken."
        )
        if faults:
            raise SystemExit(1)
