"""App configuration of the core room."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "launchgate.core"
