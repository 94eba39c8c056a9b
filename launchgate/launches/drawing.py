"""docs/states.md, drawn from the tables that the actions ask."""

from collections.abc import Iterable, Mapping

from django.db.models import TextChoices

from launchgate.launches.models import Gate, Launch
from launchgate.launches.transitions import GATE_FOLLOWS, GATE_MOVES, GATE_VERBS, LAUNCH_MOVES, LAUNCH_VERBS

Moves = Mapping[str, Iterable[tuple[str, str]]]
Verbs = Mapping[str, tuple[str, frozenset[str]]]

HEAD = """\
# States

Drawn by `python3 manage.py draw_states` from `launchgate/launches/transitions.py`; a test fails when the two differ.
Whose turn follows from a state is written in `launchgate/launches/board.py`.
"""

GATES = """
## A gate

*Passed* is signed, not applicable or overridden. A gate is *blocked* while one of a lower order number is not passed:
its work goes on, but it cannot be signed. *Follows* is what happens to a gate by itself when the last gate before it
passes. Answering moves a gate only when a signature stops being current, or becomes current again.
"""

LAUNCHES = """
## A launch

*Worked on* stands for everything that happens on its gates beside answering: submit, sign, send back and so on.
Comments and following are possible at any time, and so is handing a launch over.
"""


def draw() -> str:
    """Return docs/states.md: a diagram and a table for gates, and the same for launches."""
    moves = {**GATE_MOVES, "follows": GATE_FOLLOWS}
    return "".join(
        (
            HEAD,
            GATES,
            _diagram(Gate.Status, moves, start=Gate.Status.WAITING),
            _table(Gate.Status, GATE_VERBS),
            LAUNCHES,
            _diagram(Launch.Status, LAUNCH_MOVES, start=Launch.Status.ACTIVE),
            _table(Launch.Status, LAUNCH_VERBS),
        )
    )


def _diagram(statuses: type[TextChoices], moves: Moves, *, start: str) -> str:
    arrows: dict[tuple[str, str], list[str]] = {}
    for verb, pairs in moves.items():
        for pair in pairs:
            arrows.setdefault((str(pair[0]), str(pair[1])), []).append(verb.replace("_", " "))
    reached = {start} | {after for _, after in arrows}
    lines = [f'    state "{status.label}" as {status.value}' for status in statuses if status.value in reached]
    lines.append(f"    [*] --> {start}")
    lines += [f"    {before} --> {after}: {', '.join(verbs)}" for (before, after), verbs in arrows.items()]
    return "\n```mermaid\nstateDiagram-v2\n" + "\n".join(lines) + "\n```\n"


def _table(statuses: type[TextChoices], verbs: Verbs) -> str:
    labels = [status.label for status in statuses]
    rows = [["can be", *labels], ["---", *(":-:" for _ in labels)]]
    rows += [[words, *("yes" if status in allowed else "" for status in statuses)] for words, allowed in verbs.values()]
    return "\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"
