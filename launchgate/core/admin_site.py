"""The Django admin behind the product's own sign-in."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from launchgate.core.refusals import Forbidden


class AdminSite(admin.AdminSite):
    """The admin, with one sign-in page for the whole product and a refusal that says what is missing."""

    site_header = site_title = "LaunchGate administration"
    index_title = "Everything that is kept"

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send a stranger to the sign-in page; refuse a person who is no administrator."""
        if request.user.is_authenticated:
            raise Forbidden("Only administrators may open the administration.")
        return redirect_to_login(request.GET.get("next", request.get_full_path()))
