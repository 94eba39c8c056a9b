"""Addresses for programs, all under /api/v1/."""

from django.urls import path

from launchgate.api import views

app_name = "api"

urlpatterns = [
    path("calendar/<str:secret>.ics", views.calendar_feed, name="calendar"),
]
