"""Doubled and replayed posts: a form carries a key, and the action that it asks for uses it up."""

import hashlib
import json
from datetime import timedelta

from django.db import connection
from django.http import HttpRequest

from launchgate.core import clock
from launchgate.core.models import Once
from launchgate.core.refusals import Conflict

# Longer than anybody keeps a filled-in form open.
KEPT_FOR = timedelta(days=7)
FIELD = "once"


class SentTwice(Conflict):
    """The very same post was carried out before, so there is nothing left to do."""

    was_saved = True

    def __init__(self) -> None:
        super().__init__("You have already sent this form. It was saved once, and nothing was saved twice.")


def once_of(request: HttpRequest) -> str:
    """Return the key of the post that this person sent, "" for a form without one.

    It is made of the form's own key and all that was sent with it: the same form, sent again with something else in
    it, is another post.
    """
    if not request.POST.get(FIELD):
        return ""
    fields = sorted(item for item in request.POST.lists() if item[0] != "csrfmiddlewaretoken")
    files = sorted((name, file.name, file.size) for name, several in request.FILES.lists() for file in several)
    sent = json.dumps([request.user.pk, request.path, fields, files])
    return hashlib.sha256(sent.encode()).hexdigest()


def use_once(key: str) -> None:
    """Use up a post's key in the caller's transaction; an empty key (scripts, replay) asks for nothing.

    Raises SentTwice when the key was used before, so that a double click or a reload saves once. Of two at the same
    time one waits here until the other is saved or refused.
    """
    if not key:
        return
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        # One statement: to look, and then to write between savepoints, would be four of every signature.
        cursor.execute("INSERT INTO core_once (key, used_at) VALUES (%s, %s) ON CONFLICT DO NOTHING", [key, now])
        if not cursor.rowcount:
            raise SentTwice


def require_unsent(key: str) -> None:
    """Raise SentTwice when the key was used before: what fitted then may not fit any more what it brought about."""
    if key and Once.objects.filter(key=key).exists():
        raise SentTwice


def forget_old_keys() -> int:
    """Delete the keys that were used more than a week ago, and return how many they were."""
    return Once.objects.filter(used_at__lt=clock.now() - KEPT_FOR).delete()[0]
