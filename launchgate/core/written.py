"""What somebody wrote into a form that could not be saved: it is handed back to them, so that nothing is lost."""

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError


def written_in(request: HttpRequest) -> list[str]:
    """Return what was written into a form's fields: whatever is more than one word, and no password."""
    try:
        sent = list(request.POST.lists())
    except (BadRequest, MultiPartParserError, SuspiciousOperation, OSError):
        # It is refused just because it cannot be read.
        return []
    return [value for name, values in sent if "password" not in name for value in values if len(value.split()) > 1]
