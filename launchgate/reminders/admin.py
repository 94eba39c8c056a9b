"""Nudges in the administration, to look at."""

from django.contrib import admin

from launchgate.core.admin import ReadOnlyAdmin
from launchgate.reminders.models import Nudge


@admin.register(Nudge)
class NudgeAdmin(ReadOnlyAdmin):
    """The reminders that were due."""

    list_display = ("id", "turn", "step", "kind", "person", "due_at", "written_at")
    list_filter = ("kind",)
    list_select_related = ("turn", "person")
    search_fields = ("=turn__id", "person__email")
    ordering = ("-pk",)
