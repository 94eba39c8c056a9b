"""App configuration of the readiness room."""

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "launchgate.readiness"
