"""Playbooks in the Django admin: to look at; the pages under /playbooks/ change their drafts."""

from django.contrib import admin

from launchgate.core.admin import ReadOnlyAdmin
from launchgate.playbooks.models import Checklist, GateTemplate, ItemTemplate, Playbook, Version


@admin.register(Playbook)
class PlaybookAdmin(ReadOnlyAdmin):
    """Playbooks."""

    list_display = ("name", "retired_at")
    search_fields = ("name",)


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    """Versions, published and drafts."""

    list_display = ("playbook", "number", "published_at", "created_by", "note")
    list_select_related = ("playbook", "created_by")


@admin.register(GateTemplate)
class GateTemplateAdmin(ReadOnlyAdmin):
    """Gates of versions."""

    list_display = ("name", "kind", "version", "order", "working_days")
    list_select_related = ("version__playbook",)


@admin.register(ItemTemplate)
class ItemTemplateAdmin(ReadOnlyAdmin):
    """Items of gates."""

    list_display = ("text", "gate", "function", "kind", "is_required", "lowest_tier")
    list_select_related = ("gate", "function")
    search_fields = ("text", "key")


@admin.register(Checklist)
class ChecklistAdmin(ReadOnlyAdmin):
    """Checklists that were read and wait to be assigned; what they hold is on their own page."""

    list_display = ("name", "person", "draft", "read_at")
    list_select_related = ("person", "draft__playbook")
    exclude = ("content",)
