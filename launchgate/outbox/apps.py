"""App configuration of the outbox room."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "launchgate.outbox"

    def ready(self) -> None:
        """Put the number of unread messages into the frame of every page, and carry the letters of the people room."""
        from launchgate.core.navigation import register_count
        from launchgate.outbox import letters  # noqa: F401 - registers itself
        from launchgate.outbox.inbox import unread_count

        register_count("unread", unread_count)
