"""What providers of mail refuse, in the words of a mail server; and what they report of mails later."""

from email.header import decode_header, make_header
from importlib import import_module

import requests
from anymail.backends.base import AnymailBaseBackend
from anymail.exceptions import AnymailAPIError, AnymailError, AnymailInvalidAddress, AnymailRecipientsRefused
from anymail.webhooks.base import AnymailCoreWebhookView
from django.core.exceptions import SuspiciousOperation
from django.core.mail import EmailMessage
from django.http import HttpRequest

from launchgate.outbox.verdicts import PutOff, Refused, Unreachable
from launchgate.people.actions.reachability import note_refused_address
from launchgate.people.models import Person

# The key, the account or the sending domain is wrong: that says nothing about the message.
OF_ACCOUNT = frozenset({401, 402, 403, 404})
LATER = frozenset({408, 425, 429})
VIEWS = {
    "brevo": "BrevoTrackingWebhookView",
    "mailersend": "MailerSendTrackingWebhookView",
    "mailgun": "MailgunTrackingWebhookView",
    "mailjet": "MailjetTrackingWebhookView",
    "postmark": "PostmarkTrackingWebhookView",
    "resend": "ResendTrackingWebhookView",
    "sparkpost": "SparkPostTrackingWebhookView",
}
# A bounce for now is reported as deferred.
LASTING = {"bounced": "sent it back", "rejected": "does not send to it", "complained": "was told that it is unwanted"}


def send_by_provider(backend: AnymailBaseBackend, email: EmailMessage) -> None:
    """Hand an e-mail over to a provider; raises AnymailError, or Refused when its answer does not say it was taken."""
    # Providers encode headers themselves.
    email.subject = str(make_header(decode_header(str(email.subject))))
    backend.send_messages([email])
    if not {"sent", "queued"} & (email.anymail_status.status or set()):  # type: ignore[attr-defined]
        raise Refused("The mail provider did not say that it took the mail.")


def verdict_of(error: AnymailError) -> Exception:
    """Return what the refusal of a provider means for delivery."""
    if isinstance(error, AnymailRecipientsRefused | AnymailInvalidAddress):
        return Refused(f"The mail provider does not take the address: {_reason(error)}", is_address=True)
    if not isinstance(error, AnymailAPIError):
        return Refused(f"The mail provider cannot carry it: {_reason(error)}")
    if error.status_code is None or isinstance(error, requests.ConnectionError | requests.Timeout):
        return Unreachable(f"The mail provider could not be reached: {type(error.__cause__ or error).__name__}.")
    reason = f"The mail provider answered {error.status_code}: {_reason(error)}"
    if error.status_code in OF_ACCOUNT:
        return Unreachable(reason)
    if error.status_code in LATER or error.status_code >= 500:
        return PutOff(reason)
    return Refused(reason)


def take_events(provider: str, request: HttpRequest) -> int:
    """Note whose addresses a provider reports as refused for good, and return how many were news.

    Raises SuspiciousOperation for a report that the provider did not make, or that cannot be read.
    """
    module = import_module(f"anymail.webhooks.{provider}")
    view: AnymailCoreWebhookView = getattr(module, VIEWS[provider])()
    view.run_validators(request)
    try:
        events = view.parse_events(request)
    except (ValueError, TypeError, AttributeError, LookupError) as fault:
        raise SuspiciousOperation("The report of the mail provider cannot be read.") from fault
    return sum(_note(event.event_type, event.recipient, event) for event in events)


def _note(kind: str, address: str | None, event: object) -> bool:
    if kind not in LASTING or not address:
        return False
    person = Person.objects.filter(email=address.strip().lower(), is_active=True).first()
    if person is None:
        return False
    said = getattr(event, "mta_response", None) or getattr(event, "description", None) or ""
    why = f"The mail provider {LASTING[kind]}{f': {said}' if said else '.'}"
    return note_refused_address(person.pk, why, address=address.strip())


def _reason(error: AnymailError) -> str:
    response = getattr(error, "response", None)
    text = response.text if response is not None else f"{error.args[0] if error.args else type(error).__name__}"
    return " ".join(text.split())[:200]
