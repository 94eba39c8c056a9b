"""Messages in the administration: to look at, and to try again when they failed."""

from typing import cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from launchgate.core.admin import ReadOnlyAdmin
from launchgate.outbox.actions import retry_messages
from launchgate.outbox.models import Message
from launchgate.people.models import Person


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """What left the building, what waits to, and what could not."""

    list_display = ("id", "kind", "subject", "person", "status", "attempts", "not_before", "settled_at", "error")
    list_filter = ("status", "kind")
    list_select_related = ("person",)
    search_fields = ("=subject", "person__email")
    # What a mail told, and where it led, is for whom it was: the launch may be a confidential one.
    exclude = ("headline", "path")
    ordering = ("-pk",)
    actions = ("try_again",)

    @admin.action(description="Try again the selected messages that failed")
    def try_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Queue the failed ones among the selected messages once more."""
        count = retry_messages(list(queryset.values_list("pk", flat=True)), actor=cast(Person, request.user))
        messages.success(request, f"{count} queued again." if count > 1 else "Queued again.")
