"""All addresses: one line per room."""

from django.contrib import admin
from django.urls import include, path

handler400 = "launchgate.core.views.bad_request"
handler403 = "launchgate.core.views.forbidden"
handler404 = "launchgate.core.views.not_found"
handler500 = "launchgate.core.views.server_error"

urlpatterns = [
    path("", include("launchgate.core.urls")),
    path("", include("launchgate.outbox.urls")),
    path("", include("launchgate.people.urls")),
    path("", include("launchgate.playbooks.urls")),
    path("", include("launchgate.launches.urls")),
    path("", include("launchgate.reminders.urls")),
    path("", include("launchgate.customers.urls")),
    path("", include("launchgate.offerings.urls")),
    path("", include("launchgate.briefings.urls")),
    path("", include("launchgate.reviews.urls")),
    path("", include("launchgate.readiness.urls")),
    path("api/v1/", include("launchgate.api.urls")),
    path("admin/", admin.site.urls),
]
