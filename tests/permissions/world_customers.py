"""What customers said and were promised in the world of the permission matrix; the member, in sales, wrote it down."""

from datetime import timedelta
from typing import TYPE_CHECKING

from launchgate.core import clock
from launchgate.customers.actions.insights import Said, add_insight
from launchgate.customers.actions.promises import Promised, record_promise
from launchgate.customers.actions.questions import ask_gate
from launchgate.customers.models import InsightProof
from launchgate.launches.actions.evidence import prove_by_link
from launchgate.launches.models import Item
from tests.launching import gate_of

if TYPE_CHECKING:
    from tests.permissions.world import World

FIRST = "customer-input"

SAID = {"kind": "feedback", "customer": "Nordmarkt", "words": "It is slow."}


def promised() -> dict[str, object]:
    """Return what the form of a promise sends, but for who made it."""
    return {"kind": "scope", "customer": "Nordmarkt", "words": "It works offline.", "made_on": clock.now().date()}


def bring_customers(world: "World") -> None:
    """Let the member write down what a customer said, ask a gate, and record a promise, on the open launch."""
    launch, member, rows = world.launches["open"], world.people["member"], world.rows
    proof = prove_by_link("https://example.com/notes")
    said = Said("conversation", "Kaufhaus Nord", "We would take it.", proof=proof)
    insight = add_insight(launch.pk, said, actor=member)
    rows["insight"], rows["customer"] = insight.pk, insight.customer_id
    rows["insight file"] = InsightProof.objects.get().pk
    rows["question"] = ask_gate(gate_of(launch, FIRST).pk, "Which tills?", actor=member).pk
    yesterday = clock.now().date() - timedelta(days=1)
    scope = Promised("scope", "Kaufhaus Nord", "It prints labels.", member.pk, yesterday)
    rows["promise"] = record_promise(launch.pk, scope, actor=member).promise.pk
    item = Item.objects.filter(gate__launch=launch, kind="text", is_answered=True).first()
    assert item is not None
    rows["backing"] = item.pk
