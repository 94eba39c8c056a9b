"""The one test for whether a request wants a fragment or a whole page."""

from typing import Any

from django.http import HttpRequest


def wants_fragment(request: HttpRequest) -> bool:
    """Say whether htmx asks for a part: not a boosted link, and not a page taken up again from the history."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request
