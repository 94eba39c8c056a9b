"""Addresses of the readiness room."""

from django.urls import path

from launchgate.readiness import views

app_name = "readiness"
urlpatterns = [
    path("readiness/", views.index, name="index"),
    path("sponsor/", views.sponsor, name="sponsor"),
    path("readiness/functions/", views.functions, name="functions"),
    path("readiness/functions/ledger.csv", views.functions_file, name="functions_file"),
    path("readiness/functions/<slug:giver>/<slug:receiver>/", views.pair, name="pair"),
]
