"""Addresses of the readiness room."""

from django.urls import path

from launchgate.readiness import views

app_name = "readiness"
urlpatterns = [path("readiness/", views.index, name="index")]
