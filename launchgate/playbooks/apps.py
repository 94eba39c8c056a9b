"""App configuration of the playbooks room."""

from django.apps import AppConfig


class PlaybooksConfig(AppConfig):
    name = "launchgate.playbooks"
