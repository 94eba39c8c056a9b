"""The request of somebody who signed in, for the type checker."""

from django.http import HttpRequest

from launchgate.people.models import Person


class PersonRequest(HttpRequest):
    """A request to a page behind sign-in: the middleware lets nobody else through."""

    user: Person
