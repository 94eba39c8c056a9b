"""The gate page in tests: who looks at it, where its forms lead, and a small launch brought to a state."""

from typing import Any

from django.test import Client
from django.urls import reverse

from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Gate, Item
from launchgate.launches.vouching import fingerprint, vouched_for
from launchgate.people.models import Function, Person
from tests.launches.small import Small
from tests.launching import gate_of

HTMX = {"HX-Request": "true"}
VALUES = {
    "demand": "12", "words": "They said yes.", "shape": "new",
    "price": {"amount": "49", "currency": "EUR"}, "day": "2027-03-15",
}  # fmt: skip


def item_of(gate: Gate, key: str) -> Item:
    """Return an item of a gate, fresh from the database."""
    return Item.objects.select_related("answer").get(gate=gate, key=key)


def fill(gate: Gate, actor: Person) -> None:
    """Answer the required items of a gate."""
    for item in Item.objects.filter(gate=gate, is_required=True, is_answered=False):
        answer_item(item.pk, VALUES[item.key], actor=actor)


def in_review(small: Small, **changes: object) -> Gate:
    """Return the first gate of a new launch, submitted by its owner with a note; Sales and Care have to sign."""
    launch = small.launch(**changes)
    gate = gate_of(launch, "input")
    fill(gate, small.owner)
    submit_gate(gate.pk, actor=small.owner, note="Look at the third answer.")
    return gate_of(launch, "input")


def sign(gate: Gate, small: Small, *keys: str) -> Gate:
    """Sign a gate as the heads of these functions, and return it fresh."""
    for key in keys:
        approve(gate.pk, small.functions[key].pk, actor=small.people[key])
    return Gate.objects.select_related("launch").get(pk=gate.pk)


def signed(small: Small, **changes: object) -> Gate:
    """Return the first gate of a new launch, signed by both functions."""
    return sign(in_review(small, **changes), small, "sales", "care")


def url_of(gate: Gate, name: str = "gate", *more: Any) -> str:
    """Return the address of the gate page, or of one of its verbs."""
    return reverse(f"launches:{name}", args=[f"L-{gate.launch_id}", gate.kind, *more])


def look(client: Client, person: Person, gate: Gate, **headers: str) -> Any:
    """Open the gate page as a person."""
    client.force_login(person)
    return client.get(url_of(gate), headers=headers)


def send(client: Client, person: Person, url: str, data: dict[str, Any] | None = None, **headers: str) -> Any:
    """Post a form as a person."""
    client.force_login(person)
    return client.post(url, data or {}, headers=headers)


def decide(client: Client, person: Person, gate: Gate, decision: str, function: str = "sales", **data: Any) -> Any:
    """Send the sign-off of a function, for what its page shows now; what goes with it is named as in the form."""
    headers = data.pop("headers", {})
    sent = {"decision": decision, "seen": seen_by(gate, function), **data}
    return send(client, person, url_of(gate, "gate_sign", function), sent, **headers)


def seen_by(gate: Gate, function: str) -> str:
    """Return the fingerprint that the page of a gate shows now to who signs for a function."""
    return fingerprint(vouched_for(gate, Function.objects.get(key=function).pk))
