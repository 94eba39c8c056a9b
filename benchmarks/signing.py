"""The measures of signatures: a plain one, one that vouches for forty items, an edit that makes five stale."""

from collections.abc import Iterator

from benchmarks import prepare
from benchmarks.measures import Bound, Measured, statements_of
from benchmarks.server import Client, alternating
from launchgate.launches import vouching
from launchgate.launches.models import Gate, Item
from launchgate.people.models import Person

# Every connection of every thread has to have seen a statement before it is prepared: a third of the rounds warms up.
LAST = 1
BARE = "against lock, update, event and commit"


def approve(port: int, rounds: int) -> Measured:
    """Measure a signature by POST against a view that locks, updates, inserts an event and commits."""
    gates = prepare.gates_to_sign("operations")
    # Each gate can be signed once: the other half is for the measure of forty items.
    gates = gates[: min(rounds * 3 // 2 + LAST, len(gates) // 2)]
    bound = "statements with session, audit, next turn and message"
    return _signing(port, "operations", gates, f"approve by POST, {BARE}", 20, bound)


def approve_40(port: int, rounds: int) -> Measured:
    """Measure a signature that vouches for forty items against the same."""
    gates = prepare.gates_to_sign("operations")[: rounds * 3 // 2 + LAST]
    prepare.widen(gates, "operations", 40)
    return _signing(port, "operations", gates, f"approve with 40 items vouched for, {BARE}", 24, "statements")


def edit(port: int, rounds: int) -> Measured:
    """Measure an edit that makes five signatures stale against the same."""
    items = prepare.items_vouched_for(signatures=5)[: rounds * 3 // 2 + LAST]
    client = Client(port, Person.objects.get(email="ceo@demo.test"))
    edits, bare = _edits(client, items), _bare(client, [item.gate for item in items])
    ours, yardstick = _warm(edits, bare, len(items) - LAST)
    path, data = _edit_form(items[-1])
    statements = statements_of(lambda browser: browser.post(path, data), client.person.email)
    what = f"an edit that makes five signatures stale, {BARE}"
    return Measured(ours, yardstick, what, 10, (Bound(statements, 30, "statements"),))


def _signing(port: int, function: str, gates: list[Gate], what: str, most: int, unit: str) -> Measured:
    client = Client(port, Person.objects.get(email=f"{function}@demo.test"))
    signed, bare = _signatures(client, function, gates), _bare(client, gates)
    ours, yardstick = _warm(signed, bare, len(gates) - LAST)
    path, data = _sign_form(gates[-1], function)
    statements = statements_of(lambda browser: browser.post(path, data), client.person.email)
    return Measured(ours, yardstick, what, 4, (Bound(statements, most, unit),))


def _warm(ours: Iterator[float], yardstick: Iterator[float], rounds: int) -> tuple[float, float]:
    """Return the medians of the later two thirds of the rounds."""
    alternating(ours, yardstick, rounds // 3)
    return alternating(ours, yardstick, rounds - rounds // 3)


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
