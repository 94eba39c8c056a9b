"""The product's addresses, and the yardsticks."""

from django.urls import include, path

from benchmarks import yardsticks

handler400 = "launchgate.core.views.bad_request"
handler403 = "launchgate.core.views.forbidden"
handler404 = "launchgate.core.views.not_found"
handler500 = "launchgate.core.views.server_error"

urlpatterns = [
    path("yardstick/readiness/", yardsticks.readiness),
    path("yardstick/table/", yardsticks.table),
    path("yardstick/sign/<int:launch_id>/", yardsticks.sign),
    path("", include("launchgate.urls")),
]
