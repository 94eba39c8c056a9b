"""Who may sign now: a row for each way in which somebody stands to a function, with the name printed or the refusal."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from launchgate.core.refusals import Refusal
from launchgate.launches.actions.decide import approve
from launchgate.launches.models import Gate, Launch
from launchgate.people.models import Person
from tests.launches.arranging import (
    TODAY,
    UNTIL,
    Arrange,
    assisted,
    away,
    closed,
    delegated,
    gone,
    merged,
    owned_by,
    row_of_absence,
    seated,
    unseated,
)
from tests.launches.small import Small
from tests.launches.stages import signed, submitted

AWAY = "is away until Thursday 5 March"
OWNER = "You own this launch, so somebody else has to decide about its gates."
SUBMITTER = "You submitted this gate, so somebody else has to decide about it."


@dataclass(frozen=True)
class Row:
    """One case: who wants to sign for sales (or another function), after what, and what comes of it."""

    name: str
    who: str
    prints: str = ""
    refused: str = ""
    after: tuple[Arrange, ...] = ()
    gate: str = "input"
    function: str = "sales"

    def __str__(self) -> str:
        return self.name


def care_signed(small: Small, gate: Gate) -> None:
    approve(gate.pk, small.functions["care"].pk, actor=small.people["care"])


def no(function: str, who: str) -> str:
    return f"You do not sign for {function}. {who}"


TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
HEAD = no("Sales", "Sal Sales does.")
DEPUTY = no("Sales", f"Sal Sales {AWAY}; Dee Deputy acts as the deputy.")

ROWS = [
    # The owner and the submitter, by themselves and through others.
    Row("owner", "owner", refused=OWNER),
    Row("owner who is a deputy too", "owner", refused=OWNER, after=(seated("owner", "sales", "deputy"),)),
    Row("owner as the head's delegate", "owner", refused=OWNER, after=(away("sales", "owner"),)),
    Row(
        "delegate of the owner who stands in for the head",
        "stranger",
        refused=DEPUTY,
        after=(away("sales", "owner"), away("owner", "stranger")),
    ),
    Row("delegate of the absent owner", "stranger", refused=HEAD, after=(away("owner", "stranger"),)),
    Row(
        "delegate of a head who owns the launch",
        "stranger",
        refused=no("Sales", "Sal Sales owns this launch; Dee Deputy acts as the deputy."),
        after=(owned_by("sales"), away("sales", "stranger")),
    ),
    Row("deputy of a head who owns the launch", "deputy", "Dee Deputy", after=(owned_by("sales"),)),
    Row("submitter", "owner", refused=SUBMITTER, after=(owned_by("chief"),)),
    Row(
        "submitter as the head's delegate",
        "owner",
        refused=SUBMITTER,
        after=(owned_by("chief"), away("sales", "owner")),
    ),
    Row(
        "delegate of the submitter who stands in for the head",
        "stranger",
        refused=DEPUTY,
        after=(owned_by("chief"), away("sales", "owner"), away("owner", "stranger")),
    ),
    # Head and deputy.
    Row("head", "sales", "Sal Sales"),
    Row("head who is away", "sales", "Sal Sales", after=(away("sales", "stranger"),)),
    Row(
        "head who is deactivated",
        "sales",
        refused=no("Sales", "Sal Sales is deactivated; Dee Deputy acts as the deputy."),
        after=(gone("sales"),),
    ),
    Row(
        "head who gave the seat up",
        "sales",
        refused=no("Sales", "There is no head; Dee Deputy acts as the deputy."),
        after=(unseated("sales"),),
    ),
    Row("head of another function", "care", refused=HEAD),
    Row("deputy, where the playbook allows", "deputy", "Dee Deputy"),
    Row(
        "deputy, where it does not",
        "member",
        refused="Only the head signs Price for Finance, not a deputy. Fin Finance does.",
        after=(seated("member", "finance", "deputy"),),
        gate="price",
        function="finance",
    ),
    Row(
        "deputy of an absent head, where it does not",
        "member",
        refused=(
            f"Only the head signs Price for Finance, not a deputy. Fin Finance {AWAY}; Sam Sponsor acts as the sponsor."
        ),
        after=(seated("member", "finance", "deputy"), away("finance")),
        gate="price",
        function="finance",
    ),
    Row("member", "member", refused=no("Care", "Cara Care does."), function="care"),
    # Delegates of who is there.
    Row(
        "delegate of a head who is there",
        "stranger",
        "Sten Stranger for Sal Sales",
        after=(delegated("sales", "stranger"),),
    ),
    Row("head who delegated and is there", "sales", "Sal Sales", after=(delegated("sales", "stranger"),)),
    Row(
        "deputy of a head who delegated and is there",
        "member",
        refused=no("Sales", "Sal Sales has delegated this until Thursday 5 March; Sten Stranger stands in."),
        after=(delegated("sales", "stranger"),),
    ),
    Row(
        "delegate on gates of another kind",
        "stranger",
        refused=HEAD,
        after=(delegated("sales", "stranger", kinds=("price",)),),
    ),
    Row(
        "delegate of a delegate, both there",
        "member",
        "Mem Member for Sal Sales",
        after=(delegated("sales", "stranger"), delegated("stranger", "member")),
    ),
    Row(
        "delegate of a head who is there, deactivated",
        "deputy",
        "Dee Deputy",
        after=(delegated("sales", "stranger"), gone("stranger")),
    ),
    # Delegates.
    Row("delegate", "stranger", "Sten Stranger for Sal Sales", after=(away("sales", "stranger"),)),
    Row(
        "delegate of a delegate",
        "member",
        "Mem Member for Sal Sales",
        after=(away("stranger", "member"), away("sales", "stranger")),
    ),
    Row(
        "delegate who is away in turn",
        "stranger",
        "Sten Stranger for Sal Sales",
        after=(away("stranger", "member"), away("sales", "stranger")),
    ),
    Row("delegate of the deputy", "stranger", "Sten Stranger for Dee Deputy", after=(away("deputy", "stranger"),)),
    Row(
        "delegate of a deputy who may not sign",
        "stranger",
        refused=no("Finance", "Fin Finance does."),
        after=(seated("member", "finance", "deputy"), away("member", "stranger")),
        gate="price",
        function="finance",
    ),
    Row(
        "circle that got past the rules",
        "member",
        refused=DEPUTY,
        after=(
            row_of_absence("sales", "stranger", TODAY, UNTIL),
            row_of_absence("stranger", "sales", TODAY, UNTIL),
        ),
    ),
    Row(
        "delegate whose time is over",
        "stranger",
        refused=HEAD,
        after=(row_of_absence("sales", "stranger", YESTERDAY, YESTERDAY),),
    ),
    Row(
        "delegate whose time has not begun",
        "stranger",
        refused=HEAD,
        after=(row_of_absence("sales", "stranger", TOMORROW, UNTIL),),
    ),
    Row(
        "delegate for another function",
        "stranger",
        refused=HEAD,
        after=(seated("sales", "finance", "deputy"), away("sales", "stranger", functions=("finance",))),
    ),
    Row(
        "delegate for this function",
        "stranger",
        "Sten Stranger for Sal Sales",
        after=(seated("sales", "finance", "deputy"), away("sales", "stranger", functions=("sales",))),
    ),
    Row(
        "delegate for another kind of gate",
        "stranger",
        refused=HEAD,
        after=(away("sales", "stranger", kinds=("build", "tell")),),
    ),
    Row(
        "delegate for this kind of gate",
        "stranger",
        "Sten Stranger for Sal Sales",
        after=(away("sales", "stranger", kinds=("input",)),),
    ),
    Row(
        "delegate of a delegate who is away from another kind of gate only",
        "member",
        refused=no("Sales", f"Sal Sales {AWAY}; Sten Stranger stands in."),
        after=(away("stranger", "member", kinds=("tell",)), away("sales", "stranger")),
    ),
    Row("delegate who is deactivated", "stranger", refused=DEPUTY, after=(away("sales", "stranger"), gone("stranger"))),
    Row(
        "delegate of a head who is deactivated",
        "stranger",
        refused=no("Sales", "Sal Sales is deactivated; Dee Deputy acts as the deputy."),
        after=(away("sales", "stranger"), gone("sales")),
    ),
    Row("assistant of the head", "stranger", refused=HEAD, after=(assisted("sales", by="stranger"),)),
    # Two seats.
    Row("head of one function, deputy of the other", "care", "Cara Care", after=(seated("care", "sales", "deputy"),)),
    Row(
        "the same person for the second function",
        "care",
        "Cara Care",
        after=(seated("care", "sales", "head"), care_signed),
    ),
    Row(
        "member of one function, delegate in the other",
        "member",
        "Mem Member for Sal Sales",
        after=(away("sales", "member"),),
    ),
    # Those who come after the function.
    Row("sponsor while the head is there", "sponsor", refused=HEAD),
    Row("sponsor while the deputy is there", "sponsor", refused=DEPUTY, after=(away("sales"),)),
    Row(
        "sponsor when nobody of the function is there",
        "sponsor",
        "Sam Sponsor as acting head",
        after=(away("finance"),),
        gate="price",
        function="finance",
    ),
    Row("sponsor of a closed function's gate", "sponsor", "Sam Sponsor as acting head", after=(closed,)),
    Row("head of the function into which it was merged", "finance", "Fin Finance", after=(merged,)),
    Row("executive while the sponsor is there", "boss", refused=DEPUTY, after=(away("sales"),)),
    Row(
        "executive when the sponsor is away too",
        "boss",
        "Bo Boss as acting head",
        after=(away("finance"), away("sponsor")),
        gate="price",
        function="finance",
    ),
    Row(
        "second executive then",
        "chief",
        refused=no("Finance", f"Fin Finance {AWAY}; Bo Boss acts as an executive."),
        after=(away("finance"), away("sponsor")),
        gate="price",
        function="finance",
    ),
    Row("administrator", "admin", refused=HEAD),
    Row("stranger", "stranger", refused=HEAD),
]


def under_review(small: Small, kind: str) -> Gate:
    launch: Launch = small.launch()
    if kind != "input":
        signed(launch, "input", small)
    return submitted(launch, kind, small)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_may_sign_now(small, row):
    gate = under_review(small, row.gate)
    for arrange in row.after:
        arrange(small, gate)
    who = Person.objects.get(pk=small.people[row.who].pk)
    try:
        outcome = approve(gate.pk, small.functions[row.function].pk, actor=who).printed_name
    except Refusal as refusal:
        outcome = refusal.message
    assert outcome == (row.prints or row.refused)
