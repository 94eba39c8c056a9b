"""check_invariants: try what must always hold against the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.module_loading import autodiscover_modules

from launchgate.core.invariants import Invariant, registered

SHOWN_BY_TESTS = {
    4: "that each action writes its event in its own transaction",
    6: "that of two people acting at once one wins, and that a repeated click changes nothing twice",
    8: "that a reminder whose turn has ended is dropped at sending",
}


class Command(BaseCommand):
    help = (
        "Tries the invariants of the design that a database can show, prints each with how many things it looked at "
        "and names those that only tests can show; exits with 1 when one is broken. It changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--show", type=int, default=10, help="print at most this many broken things per line")

    def handle(self, *args: Any, **options: Any) -> None:
        autodiscover_modules("invariants")
        broken = sum(self._try(invariant, options["show"]) for invariant in registered())
        for number, words in SHOWN_BY_TESTS.items():
            self.stdout.write(f"{number}  shown by tests only: {words}.")
        if broken:
            self.stdout.write(f"{broken} broken in all.")
            raise SystemExit(1)
        self.stdout.write("All hold.")

    def _try(self, invariant: Invariant, most: int) -> int:
        found = invariant.check()
        count = len(found.broken)
        verdict = f"{count} BROKEN" if count else "holds"
        self.stdout.write(f"{invariant.number}  {invariant.shows}: {found.looked_at:,} {invariant.things}, {verdict}")
        for sentence in found.broken[:most]:
            self.stdout.write(f"     BROKEN {sentence}")
        if count > most:
            self.stdout.write(f"     … and {count - most:,} more")
        return count
