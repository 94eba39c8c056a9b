"""The links that letters to people carry."""

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from launchgate.people.models import Person


def set_password_path(person: Person) -> str:
    """Return the path of a secret link with which the person sets a password, once, while it is fresh.

    It is made when the letter leaves and kept nowhere.
    """
    secret = default_token_generator.make_token(person)
    return reverse("people:set_password", args=[urlsafe_base64_encode(force_bytes(person.pk)), secret])
