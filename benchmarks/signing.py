"""The measures of signatures: a plain one, one that vouches for forty items, an edit that makes five stale."""

from collections.abc import Iterator

from benchmarks import prepare
from benchmarks.measures import Bound, Measured, statements_of
from benchmarks.server import Client, alternating
from launchgate.launches import vouching
from launchgate.launches.models import Gate, Item
from launchgate.people.models import Person

WARM, LAST = 5, 1
BARE = "against lock, update, event and commit"


def approve(port: int, rounds: int) -> Measured:
    """Measure a signature by POST against a view that locks, updates, inserts an event and commits."""
    gates = prepare.gates_to_sign("operations")[: rounds + WARM + LAST]
    bound = "statements with session, audit, next turn and message"
    return _signing(port, "operations", gates, f"approve by POST, {BARE}", 20, bound)


def approve_40(port: int, rounds: int) -> Measured:
    """Measure a signature that vouches for forty items against the same."""
    gates = prepare.gates_to_sign("finance")[: rounds + WARM + LAST]
    prepare.widen(gates, "finance", 40)
    return _signing(port, "finance", gates, f"approve with 40 items vouched for, {BARE}", 24, "statements")


def edit(port: int, rounds: int) -> Measured:
    """Measure an edit that makes five signatures stale against the same."""
    items = prepare.items_vouched_for(signatures=5)[: rounds + WARM + LAST]
    client = Client(port, Person.objects.get(email="ceo@demo.test"))
    edits, bare = _edits(client, items), _bare(client, [item.gate for item in items])
    for _ in range(WARM):
        next(edits), next(bare)
    ours, yardstick = alternating(edits, bare, len(items) - WARM - LAST)
    path, data = _edit_form(items[-1])
    statements = statements_of(lambda browser: browser.post(path, data), client.person.email)
    what = f"an edit that makes five signatures stale, {BARE}"
    return Measured(ours, yardstick, what, 10, (Bound(statements, 30, "statements"),))


def _signing(port: int, function: str, gates: list[Gate], what: str, most: int, unit: str) -> Measured:
    client = Client(port, Person.objects.get(email=f"{function}@demo.test"))
    signed, bare = _signatures(client, function, gates), _bare(client, gates)
    for _ in range(WARM):
        next(signed), next(bare)
    ours, yardstick = alternating(signed, bare, len(gates) - WARM - LAST)
    path, data = _sign_form(gates[-1], function)
    statements = statements_of(lambda browser: browser.post(path, data), client.person.email)
    return Measured(ours, yardstick, what, 4, (Bound(statements, most, unit),))


def _sign_form(gate: Gate, key: str) -> tuple[str, dict[str, object]]:
    function = gate.deciders.get(function__key=key).function
    seen = vouching.fingerprint(vouching.vouched_for(gate, function.pk))
    path = f"{gate.get_absolute_url()}functions/{function.key}/sign/"
    return path, {"decision": "approved", "seen": seen, "once": f"benchmark {gate.pk}"}


def _signatures(client: Client, key: str, gates: list[Gate]) -> Iterator[float]:
    for gate in gates:
        yield client.post(*_sign_form(gate, key))


def _edit_form(item: Item) -> tuple[str, dict[str, object]]:
    return f"{item.gate.get_absolute_url()}items/{item.pk}/answer/", {"value": "Something else altogether."}


def _edits(client: Client, items: list[Item]) -> Iterator[float]:
    for item in items:
        yield client.post(*_edit_form(item))


def _bare(client: Client, gates: list[Gate]) -> Iterator[float]:
    for gate in gates:
        yield client.post(f"/yardstick/sign/{gate.launch_id}/", {"decision": "approve"})
