"""Paths of many launches and gates: the address is reversed once, and each key is put in its place."""

from functools import cache

from django.urls import reverse

KEY, KIND = "L-987654321", "kind-of-gate"


@cache
def _launch_path() -> str:
    return reverse("launches:detail", args=[KEY])


@cache
def _gate_path() -> str:
    return reverse("launches:gate", args=[KEY, KIND])


def launch_path(launch_id: int) -> str:
    """Return the path of a launch's page."""
    return _launch_path().replace(KEY, f"L-{launch_id}")


def gate_path(launch_id: int, kind: str) -> str:
    """Return the path of a gate's page."""
    return _gate_path().replace(KEY, f"L-{launch_id}").replace(KIND, kind)
