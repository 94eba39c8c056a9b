"""App configuration of the customers room."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "launchgate.customers"
