"""Webhook addresses of chats: which are allowed, and how one is shown without giving it away.

The server posts to what people enter here, so an address is one of the few hosts that Slack and Microsoft give out, on
https, and nothing that leads elsewhere.
"""

import re
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from django.conf import settings

from launchgate.core.refusals import Invalid
from launchgate.people.models import Channel

LONGEST = 500
FIELD = "chat_address"
# Printable ASCII without what browsers and libraries read differently.
PLAIN = re.compile(r"[!-~]+")
NOT_PLAIN = frozenset('\\"<>^`{|}#')
SLACK_HOSTS = ("hooks.slack.com", "hooks.slack-gov.com")
SLACK_PATH = re.compile(r"/services/[A-Za-z0-9]+/[A-Za-z0-9]+/[A-Za-z0-9]+")
TEAMS_HOSTS = ("*.webhook.office.com", "*.logic.azure.com", "*.api.powerplatform.com", "*.logic.azure.us")
TEAMS_PATH = re.compile(r"/webhookb2/.+|/(?:[a-z0-9/]+/)?workflows/[A-Za-z0-9-]+/triggers/.+")
PLACES = {
    Channel.SLACK: "hooks.slack.com, with /services/ and three parts behind it",
    Channel.TEAMS: "webhook.office.com, or with a workflow at logic.azure.com or api.powerplatform.com",
}


def check_chat_address(channel: str, address: str) -> None:
    """Raise Invalid unless an address is an incoming webhook of this channel."""
    if not address:
        raise Invalid("Paste the address of an incoming webhook.", field=FIELD)
    if len(address) > LONGEST or not PLAIN.fullmatch(address) or NOT_PLAIN & set(address):
        raise Invalid("This is not the address of an incoming webhook. Copy it once more.", field=FIELD)
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Invalid("This address cannot be understood. Copy it once more.", field=FIELD) from None
    if parts.scheme != "https" or "@" in parts.netloc or port not in (None, 443):
        raise Invalid("The address has to begin with https:// and the name of the host.", field=FIELD)
    own = any(fnmatchcase(host, pattern) for pattern in settings.CHAT_HOSTS)
    if not own and not _fits(channel, host, parts.path, parts.query):
        name, places = Channel(channel).label, PLACES[Channel(channel)]
        raise Invalid(f"This is no incoming webhook of {name}. Those are at {places}.", field=FIELD)


def masked(address: str) -> str:
    """Return an address as it may be shown: its host and its last four characters."""
    return f"{urlsplit(address).hostname} … {address[-4:]}" if address else ""


def _fits(channel: str, host: str, path: str, query: str) -> bool:
    if channel == Channel.SLACK:
        return host in SLACK_HOSTS and bool(SLACK_PATH.fullmatch(path)) and not query
    hosts = TEAMS_HOSTS if channel == Channel.TEAMS else ()
    return (
        any(fnmatchcase(host, pattern) for pattern in hosts) and bool(TEAMS_PATH.fullmatch(path)) and ".." not in path
    )
