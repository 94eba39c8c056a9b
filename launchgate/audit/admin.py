"""Anchors in the administration: to look at, and to compare with the mails."""

from django.contrib import admin

from launchgate.audit.models import Anchor
from launchgate.core.admin import ReadOnlyAdmin


@admin.register(Anchor)
class AnchorAdmin(ReadOnlyAdmin):
    """The root of each day."""

    list_display = ("day", "root", "events", "made_at")
    search_fields = ("=root",)
    date_hierarchy = "day"
