"""verify_audit: walk every chain and say whether the record is whole."""

from typing import Any

from django.core.management.base import BaseCommand

from launchgate.audit.verify import Fault, heads_that_differ, walk


class Command(BaseCommand):
    help = "Walks every chain of events; exits with 1 and names the first bad event of each chain that is broken."

    def handle(self, *args: Any, **options: Any) -> None:
        events, chains, faults = 0, 0, {}
        for found in walk():
            if isinstance(found, Fault):
                faults[found.chain] = found
            else:
                events += 1
                chains += found.number == 1
        for fault in heads_that_differ():
            faults.setdefault(fault.chain, fault)
        for fault in faults.values():
            self.stdout.write(f"BROKEN {fault.chain}, event {fault.number}: {fault.reason}.")
        self.stdout.write(f"{events} events in {chains} chains, {len(faults)} broken.")
        if faults:
            raise SystemExit(1)
