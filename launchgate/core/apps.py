"""App configuration of the core room."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from launchgate.core.sqlite import fold_all_letters


class CoreConfig(AppConfig):
    name = "launchgate.core"

    def ready(self) -> None:
        connection_created.connect(fold_all_letters)
