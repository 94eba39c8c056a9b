"""App configuration of the outbox room."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "launchgate.outbox"
