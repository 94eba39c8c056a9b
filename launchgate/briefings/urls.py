"""Addresses of the briefings room."""

from django.urls import URLPattern

app_name = "briefings"

urlpatterns: list[URLPattern] = []
