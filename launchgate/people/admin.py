"""People in the Django admin: to look at; the pages under /people/ change them."""

from django.contrib import admin
from django.contrib.auth.models import Group

from launchgate.core.admin import ReadOnlyAdmin
from launchgate.people.models import Absence, Company, Function, Person, Seat

# Roles are columns of the person and seats are rows of their own: nobody is in a group.
admin.site.unregister(Group)


@admin.register(Company)
class CompanyAdmin(ReadOnlyAdmin):
    """The company."""

    list_display = ("name", "time_zone", "country", "subdivision")


@admin.register(Person)
class PersonAdmin(ReadOnlyAdmin):
    """Persons; the hash of the password and the secrets of chats and calendars are nobody's business."""

    list_display = ("name", "email", "is_active", "is_executive", "is_administrator", "last_login")
    list_filter = ("is_active", "is_executive", "is_administrator")
    search_fields = ("name", "email")
    exclude = ("password", "chat_address", "calendar_key")


@admin.register(Function)
class FunctionAdmin(ReadOnlyAdmin):
    """Functions."""

    list_display = ("name", "key", "closed_at", "merged_into")
    list_select_related = ("merged_into",)
    search_fields = ("name", "key")


@admin.register(Seat)
class SeatAdmin(ReadOnlyAdmin):
    """Seats, present and past."""

    list_display = ("person", "function", "rank", "started_at", "ended_at")
    list_select_related = ("person", "function")
    list_filter = ("rank", "function")
    search_fields = ("person__name",)


@admin.register(Absence)
class AbsenceAdmin(ReadOnlyAdmin):
    """Absences, present and past."""

    list_display = ("person", "starts_on", "ends_on", "delegate", "ended_early_at")
    list_select_related = ("person", "delegate")
    search_fields = ("person__name", "delegate__name")
