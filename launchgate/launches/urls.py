"""Addresses of launches and their gates. `<launch:key>` reads L-12 and gives the view the id 12."""

from django.urls import path, register_converter

from launchgate.launches.keys import LaunchKey
from launchgate.launches.views import gates

register_converter(LaunchKey, "launch")

app_name = "launches"
urlpatterns = [
    # the gate page
    path("launches/<launch:launch_id>/gates/<slug:kind>/", gates.gate_detail, name="gate"),
]
