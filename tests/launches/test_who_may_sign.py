"""Who may sign now: a row for each way in which somebody stands to a function, with the name printed or the refusal."""

import pytest

from launchgate.launches.actions.decide import approve
from launchgate.launches.models import Gate
from tests.launches.arranging import away, closed, gone, merged, owned_by, seated, unseated
from tests.launches.small import Small
from tests.launches.who_signs import AWAY, DEPUTY, HEAD, Row, no, outcome_of

OWNER = "You own this launch, so somebody else has to decide about its gates."
SUBMITTER = "You submitted this gate, so somebody else has to decide about it."


def care_signed(small: Small, gate: Gate) -> None:
    approve(gate.pk, small.functions["care"].pk, actor=small.people["care"])


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


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_may_sign_now(small, row):
    assert outcome_of(small, row) == (row.prints or row.refused)
