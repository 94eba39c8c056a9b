"""Run one reminder sweep now."""

from typing import Any

from django.core.management.base import BaseCommand

from launchgate.reminders.sweep import sweep_reminders


class Command(BaseCommand):
    """Write the reminders that are due, and print how many."""

    help = "Write the reminders that are due: one sweep, safe beside any number of others."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the sweep and print its counts in one line."""
        swept = sweep_reminders()
        self.stdout.write(f"Turns due: {swept.turns}. Messages written: {swept.messages}.")
