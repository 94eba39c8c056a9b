"""Addresses of the outbox room."""

from django.urls import path

from launchgate.outbox.views import inbox, operations

app_name = "outbox"

urlpatterns = [
    path("notifications/", inbox.inbox_page, name="inbox"),
    path("notifications/read/", inbox.inbox_mark_all_read, name="mark_all_read"),
    path("operations/", operations.operations_page, name="operations"),
    path("operations/retry/", operations.failed_retry, name="retry"),
    path("notifications/<int:pk>/read/", inbox.message_mark_read, name="mark_read"),
]
