"""anchor_audit: make the anchor of today, unless there is one."""

from typing import Any

from django.core.management.base import BaseCommand

from launchgate.audit.anchors import anchor_chains


class Command(BaseCommand):
    help = "Writes down one root over the heads of all chains, once a day; called again, it prints the same."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the day and its root."""
        anchor, is_new = anchor_chains()
        made = "made now" if is_new else "made before"
        self.stdout.write(f"{anchor.day} {anchor.root} ({anchor.events} events, {made})")
