"""App configuration of the launches room."""

from django.apps import AppConfig


class LaunchesConfig(AppConfig):
    name = "launchgate.launches"
