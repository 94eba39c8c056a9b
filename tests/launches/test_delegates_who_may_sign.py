"""Which delegates may sign now: a row for each way of standing in, with the name printed or the refusal."""

from datetime import timedelta

import pytest

from tests.launches.arranging import TODAY, UNTIL, assisted, away, delegated, gone, row_of_absence, seated
from tests.launches.who_signs import AWAY, DEPUTY, HEAD, Row, no, outcome_of

TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)

ROWS = [
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
]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_which_delegate_may_sign_now(small, row):
    assert outcome_of(small, row) == (row.prints or row.refused)
