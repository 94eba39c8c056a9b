"""App configuration of the demo room."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "launchgate.demo"
