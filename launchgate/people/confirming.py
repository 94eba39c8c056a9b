"""Showing again who is there, where a signature asks for it: how, and for how long it counts in a session."""

from axes.helpers import get_client_ip_address
from axes.utils import reset as forget_failures
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest

from launchgate.core import clock
from launchgate.people.models import Person

CONFIRMED = "confirmed"
PASSWORD, SESSION = "password", "session"
MISSING = "Give your password once more: this gate is signed with it."
WRONG = "This is not your password. Try again."


def fresh_means(request: HttpRequest) -> str:
    """Return by what means this session showed again, within the window, who is there; SESSION when it did not."""
    means, moment = request.session.get(CONFIRMED, (SESSION, 0.0))
    age = clock.now().timestamp() - moment
    return means if 0 <= age < settings.SIGNING_WINDOW_MINUTES * 60 else SESSION


def remember(request: HttpRequest, means: str) -> None:
    """Let a means count for this session from now on, for as long as the window is."""
    request.session[CONFIRMED] = (means, clock.now().timestamp())


def refusal_of_password(request: HttpRequest, person: Person, password: str) -> str:
    """Return why a password does not confirm this person, or "" and remember that it did.

    Attempts are counted with those of the sign-in page, and too many lock both for a while.
    """
    if not password:
        return MISSING
    if authenticate(request, username=person.email, password=password) == person:
        forget_failures(ip=get_client_ip_address(request), username=person.email)
        remember(request, PASSWORD)
        return ""
    if getattr(request, "axes_locked_out", False):
        # The page says it beside what was typed; axes would put the sign-in page in its place.
        request.axes_locked_out = False  # type: ignore[attr-defined]
        minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
        return f"Too many wrong passwords. Wait {minutes} minutes, then try again."
    return WRONG
