"""Finding what an address names, for those who may see it: everything else is a page that is not there."""

from typing import cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from launchgate.core.prepared import PreparedQuery
from launchgate.launches.models import Decider, Gate, Launch
from launchgate.launches.models.launch import LaunchQuerySet
from launchgate.people.company import hours_along
from launchgate.people.models import Person

DECIDER = PreparedQuery(
    lambda launch_id, kind, function: Decider.objects.select_related("function", "gate__launch").filter(
        gate__launch=launch_id, gate__kind=kind, function__key=function
    )
)


def reader_of(request: HttpRequest) -> Person:
    """Return who is signed in; every page of this room asks for sign-in before it is reached."""
    return cast(Person, request.user)


def launch_or_404(request: HttpRequest, launch_id: int) -> Launch:
    """Return a launch that the reader may see, with its owner, sponsor, playbook version and the company's hours."""
    launches = _seen(request, launch_id).select_related("owner", "sponsor", "version__playbook")
    return get_object_or_404(launches.annotate(**hours_along()))


def gate_or_404(request: HttpRequest, launch_id: int, kind: str) -> Gate:
    """Return a gate of a launch that the reader may see, with the launch and its owner, in one statement."""
    gates = Gate.objects.filter(launch__in=_seen(request, launch_id), kind=kind)
    return get_object_or_404(gates.select_related("launch__owner", "submission"))


def decider_or_404(request: HttpRequest, launch_id: int, kind: str, function: str) -> Decider:
    """Return a function's place on a gate that the reader may see, with gate and launch, in one statement."""
    for decider in DECIDER.rows(launch_id, kind, function):
        if decider.gate.launch.is_visible_to(reader_of(request)):
            return decider
    raise Http404


def _seen(request: HttpRequest, launch_id: int) -> LaunchQuerySet:
    return Launch.objects.visible_to(reader_of(request)).filter(pk=launch_id)
