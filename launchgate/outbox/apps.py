"""App configuration of the outbox room."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "launchgate.outbox"

    def ready(self) -> None:
        """Put the number of unread messages into the frame of every page."""
        from launchgate.core.navigation import register_count
        from launchgate.outbox.inbox import unread_count

        register_count("unread", unread_count)
