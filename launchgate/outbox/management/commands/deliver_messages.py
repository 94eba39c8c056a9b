"""Run one delivery round now."""

from typing import Any

from django.core.management.base import BaseCommand

from launchgate.outbox.delivery import deliver_messages


class Command(BaseCommand):
    """Deliver the messages that are due, and print what became of them."""

    help = "Deliver the messages that are due: one round, safe beside running workers."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the round and print its counts in one line."""
        done = deliver_messages()
        self.stdout.write(
            f"Sent {done.sent}, dropped {done.dropped} no longer needed, failed {done.failed}, put off {done.put_off}."
        )
