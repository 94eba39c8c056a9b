"""Posting to chats over kept connections, and what their answers mean."""

from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import requests

from launchgate.outbox.cards import slack_payload, teams_payload
from launchgate.outbox.rendering import Rendered
from launchgate.outbox.verdicts import PutOff, Refused
from launchgate.people.models import Channel

SECONDS_TO_CONNECT, SECONDS_TO_ANSWER = 4, 10
LONGEST_ANSWER = 200
TAKEN = frozenset({200, 201, 202, 204})
# The address is wrong, switched off or forbidden: no later message gets through either.
GONE = frozenset({401, 403, 404, 410})
LATER = frozenset({408, 425, 429})
PAYLOADS = {Channel.SLACK: slack_payload, Channel.TEAMS: teams_payload}


class Gone(Refused):
    """The chat behind this address takes no messages any more."""


class ChatConnection:
    """Posts messages to webhooks, over connections that are kept for each host until the end."""

    def __init__(self) -> None:
        self._session = requests.Session()
        # Nothing of one person’s chat is carried to that of another.
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._silent: dict[str, str] = {}

    def close(self) -> None:
        """Close what is open."""
        self._session.close()

    def post(self, channel: str, address: str, rendered: Rendered) -> None:
        """Post one message; raises Gone, Refused or PutOff with the reason, which never holds the address.

        A host that did not answer is not asked again for other messages of this round.
        """
        host, name = urlsplit(address).hostname or "", Channel(channel).label
        if host in self._silent:
            raise PutOff(self._silent[host])
        try:
            response = self._session.post(
                address,
                json=PAYLOADS[Channel(channel)](rendered),
                timeout=(SECONDS_TO_CONNECT, SECONDS_TO_ANSWER),
                # What an address leads on to was never checked.
                allow_redirects=False,
            )
        except requests.RequestException as error:
            # The words of the error hold the address, which is a secret.
            self._silent[host] = f"{name} could not be reached: {type(error).__name__}."
            raise PutOff(self._silent[host]) from None
        _judge(name, response)


def _judge(name: str, response: requests.Response) -> None:
    code, text = response.status_code, response.text.strip()[:LONGEST_ANSWER]
    reason = f"{name} answered {code}: {text}" if text else f"{name} answered {code}."
    # Connectors of Teams answer 200 and tell of a failure in words.
    if code in TAKEN and "HTTP error" in text:
        raise PutOff(reason)
    if code in TAKEN:
        return
    if code in GONE:
        raise Gone(reason)
    raise PutOff(reason) if code in LATER or code >= 500 else Refused(reason)
