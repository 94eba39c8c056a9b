"""What templates know without being told: theme, section of the navigation, counts of the top bar."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from launchgate.core.navigation import COMPANY, Counts, section_of

THEMES = frozenset({"light", "dark"})
THEME_COOKIE = "theme"


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return `theme`, `section`, `company_sections` and `counts`; only a count that is shown asks the database."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    match = request.resolver_match
    return {
        "theme": theme if theme in THEMES else "",
        "section": section_of(match.view_name) if match else "",
        "company_sections": COMPANY,
        "counts": Counts(getattr(request, "user", AnonymousUser())),
    }
