"""Addresses of the outbox room."""

from django.urls import path

from launchgate.outbox.views import inbox, mail_events, operations

app_name = "outbox"

urlpatterns = [
    path("notifications/", inbox.inbox_page, name="inbox"),
    path("notifications/read/", inbox.inbox_mark_all_read, name="mark_all_read"),
    path("mail-events/", mail_events.mail_events, name="mail_events"),
    path("operations/", operations.operations_page, name="operations"),
    path("operations/retry/", operations.failed_retry, name="retry"),
    path("notifications/<int:pk>/read/", inbox.message_mark_read, name="mark_read"),
]
