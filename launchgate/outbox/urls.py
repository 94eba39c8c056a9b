"""Addresses of the outbox room."""

from django.urls import path

from launchgate.outbox import views

app_name = "outbox"

urlpatterns = [
    path("notifications/", views.inbox_page, name="inbox"),
    path("notifications/read/", views.inbox_mark_all_read, name="mark_all_read"),
    path("notifications/<int:pk>/read/", views.message_mark_read, name="mark_read"),
]
