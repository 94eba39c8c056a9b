"""Addresses of launches and their gates. `<launch:key>` reads L-12 and gives the view the id 12."""

from django.urls import path, register_converter

from launchgate.launches.keys import LaunchKey

register_converter(LaunchKey, "launch")

app_name = "launches"
urlpatterns: list = []
