"""App configuration of the outbox room."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "launchgate.outbox"

    def ready(self) -> None:
        """Count unread messages for the frame of every page; carry the letters of people and the anchors of audit."""
        from launchgate.core.navigation import register_count
        from launchgate.outbox import anchors, erasure, letters  # noqa: F401 - they register themselves
        from launchgate.outbox.inbox import unread_count
        from launchgate.people.erasure import erases

        erases(erasure.losses_of, erasure.erase)
        register_count("unread", unread_count)
