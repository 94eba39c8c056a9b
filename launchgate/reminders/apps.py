"""App configuration of the reminders room."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "launchgate.reminders"
