"""What may happen in which state: one table for gates, one for launches. docs/states.md is drawn from them."""

from launchgate.core.refusals import Conflict
from launchgate.launches.models import Gate, Launch

G, L = Gate.Status, Launch.Status

GATE_VERBS: dict[str, tuple[str, frozenset[str]]] = {
    # verb: (words for "cannot be …", statuses in which it may happen)
    "answer": ("answered", frozenset(G) - {G.WAITING}),
    "accept": ("accepted", frozenset({G.OPEN})),
    "bounce": ("bounced", frozenset({G.OPEN})),
    "submit": ("submitted", frozenset({G.OPEN})),
    "take_back": ("taken back", frozenset({G.IN_REVIEW})),
    "approve": ("approved", frozenset({G.IN_REVIEW, G.CHANGED})),
    "send_back": ("sent back", frozenset({G.IN_REVIEW, G.CHANGED})),
    "not_applicable": ("declared not applicable", frozenset({G.OPEN, G.IN_REVIEW})),
    "withdraw": ("withdrawn from", frozenset({G.OPEN, G.IN_REVIEW, G.SIGNED, G.CHANGED})),
    "reopen": ("reopened", frozenset({G.SIGNED, G.CHANGED, G.NOT_APPLICABLE, G.OVERRIDDEN})),
    "override": ("overridden", frozenset({G.OPEN, G.IN_REVIEW, G.CHANGED})),
}

LAUNCH_VERBS: dict[str, tuple[str, frozenset[str]]] = {
    "work": ("worked on", frozenset({L.ACTIVE})),
    "answer": ("answered", frozenset({L.ACTIVE, L.HELD})),
    "clear": ("changed in its conditions", frozenset({L.ACTIVE, L.HELD})),
    "extend": ("extended in its conditions", frozenset({L.HELD})),
    "edit": ("edited", frozenset({L.ACTIVE})),
    "move_target": ("moved to another target date", frozenset({L.ACTIVE, L.HELD})),
    "revise": ("moved to another playbook version or tier", frozenset({L.ACTIVE})),
    "hold": ("put on hold", frozenset({L.ACTIVE})),
    "resume": ("resumed", frozenset({L.HELD})),
    "go_live": ("made public", frozenset({L.ACTIVE})),
    "stop": ("stopped", frozenset({L.ACTIVE, L.HELD})),
    # What later rooms do on a launch. One that is reviewed is public still: whoever was asked before can answer.
    "hear": ("added to by what customers say", frozenset({L.ACTIVE, L.HELD, L.LIVE, L.REVIEWED})),
    "promise": ("promised on", frozenset({L.ACTIVE, L.HELD, L.LIVE, L.REVIEWED})),
    "except": ("asked an exception for", frozenset({L.ACTIVE, L.HELD, L.LIVE, L.REVIEWED})),
    "brief": ("briefed about", frozenset({L.ACTIVE, L.HELD})),
    "correct": ("corrected in what its people read", frozenset({L.ACTIVE, L.HELD, L.LIVE, L.REVIEWED})),
    "acknowledge": ("read up on", frozenset({L.ACTIVE, L.LIVE, L.REVIEWED})),
    "plan": ("given another hand-over plan", frozenset({L.ACTIVE, L.HELD, L.LIVE})),
    "aim": ("given other targets", frozenset({L.ACTIVE, L.HELD})),
    "review": ("reviewed", frozenset({L.LIVE})),
}


# What each verb may do to a gate's status. The state machine of the tests holds every change to this.
GATE_MOVES: dict[str, tuple[tuple[str, str], ...]] = {
    "submit": ((G.OPEN, G.IN_REVIEW), (G.OPEN, G.SIGNED)),
    "take_back": ((G.IN_REVIEW, G.OPEN),),
    "approve": ((G.IN_REVIEW, G.SIGNED), (G.CHANGED, G.SIGNED)),
    "send_back": (
        (G.IN_REVIEW, G.OPEN),
        (G.CHANGED, G.OPEN),
        (G.SIGNED, G.OPEN),
        (G.NOT_APPLICABLE, G.OPEN),
        (G.OVERRIDDEN, G.OPEN),
    ),
    "not_applicable": ((G.OPEN, G.NOT_APPLICABLE), (G.IN_REVIEW, G.NOT_APPLICABLE), (G.IN_REVIEW, G.SIGNED)),
    "withdraw": ((G.SIGNED, G.CHANGED),),
    "answer": ((G.SIGNED, G.CHANGED), (G.CHANGED, G.SIGNED), (G.IN_REVIEW, G.SIGNED)),
    "reopen": ((G.SIGNED, G.OPEN), (G.CHANGED, G.OPEN), (G.NOT_APPLICABLE, G.OPEN), (G.OVERRIDDEN, G.OPEN)),
    "override": ((G.OPEN, G.OVERRIDDEN), (G.IN_REVIEW, G.OVERRIDDEN), (G.CHANGED, G.OVERRIDDEN)),
    "hand_over": ((G.SIGNED, G.CHANGED),),
    "revise": (
        (G.IN_REVIEW, G.OPEN),
        (G.SIGNED, G.OPEN),
        (G.CHANGED, G.OPEN),
        (G.SIGNED, G.CHANGED),
        (G.CHANGED, G.SIGNED),
        (G.IN_REVIEW, G.SIGNED),
    ),
}
# What follows on later gates when the last one before them passes.
GATE_FOLLOWS = ((G.WAITING, G.OPEN), (G.IN_REVIEW, G.SIGNED), (G.CHANGED, G.SIGNED))

LAUNCH_MOVES: dict[str, tuple[tuple[str, str], ...]] = {
    "hold": ((L.ACTIVE, L.HELD),),
    "miss_a_condition": ((L.ACTIVE, L.HELD),),
    "resume": ((L.HELD, L.ACTIVE),),
    "confirm": ((L.HELD, L.ACTIVE),),
    "drop_a_condition": ((L.HELD, L.ACTIVE),),
    "extend": ((L.HELD, L.ACTIVE),),
    "go_live": ((L.ACTIVE, L.LIVE),),
    "stop": ((L.ACTIVE, L.STOPPED), (L.HELD, L.STOPPED)),
    "review": ((L.LIVE, L.REVIEWED),),
}


def require_gate(gate: Gate, verb: str) -> None:
    """Raise Conflict unless the gate's status allows the verb."""
    words, statuses = GATE_VERBS[verb]
    if gate.status not in statuses:
        raise Conflict(f"{gate.name} is {gate.get_status_display().lower()} and cannot be {words} now.")


def require_launch(launch: Launch, verb: str) -> None:
    """Raise Conflict unless the launch's status allows the verb."""
    words, statuses = LAUNCH_VERBS[verb]
    if launch.status not in statuses:
        raise Conflict(f"This launch is {launch.get_status_display().lower()} and cannot be {words} now.")
