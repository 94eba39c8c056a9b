"""App configuration of the briefings room."""

from django.apps import AppConfig


class BriefingsConfig(AppConfig):
    name = "launchgate.briefings"
