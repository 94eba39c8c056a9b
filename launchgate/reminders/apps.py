"""App configuration of the reminders room."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "launchgate.reminders"

    def ready(self) -> None:
        """Give the mails about turns and the news of launches their words."""
        from launchgate.reminders import (  # noqa: F401 - they register their renderers
            digests,
            news,
            rendering,
            turn_news,
        )
