"""Addresses of the offerings room."""

from django.urls import URLPattern

app_name = "offerings"

urlpatterns: list[URLPattern] = []
