"""App configuration of the people room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "launchgate.people"
