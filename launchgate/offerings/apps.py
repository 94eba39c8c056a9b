"""App configuration of the offerings room."""

from django.apps import AppConfig


class OfferingsConfig(AppConfig):
    name = "launchgate.offerings"
