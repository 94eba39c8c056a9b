"""A long record is walked by several processes: together they see each chain once, and a fault wherever it lies."""

from datetime import timedelta

import pytest
from django.db import transaction

from launchgate.audit.models import Event
from launchgate.audit.side_by_side import walk
from launchgate.core import clock
from launchgate.launches.models import Answer
from tests.forging import forging
from tests.launches.small import START, make_small
from tests.launches.stages import answer_required, gate_of

# SQLite keeps the tests' database in one process.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

CHAINS = 4


@pytest.fixture(autouse=True)
def _record() -> None:
    small = make_small()
    with clock.at(START + timedelta(hours=1)):
        for _ in range(CHAINS):
            answer_required(gate_of(small.launch(), "input"), small.people["owner"])


def walked(processes: int) -> tuple[int, int, list[str]]:
    seen = walk(rows=True, processes=processes, least=1)
    return seen.events, seen.chains, [fault.chain for fault in seen.faults]


@pytest.mark.parametrize("processes", [2, 3, CHAINS])
def test_several_see_what_one_sees(processes: int):
    events, chains, faults = walked(1)
    assert (events, chains, faults) == (Event.objects.count(), Event.objects.values("chain").distinct().count(), [])
    assert walked(processes) == (events, chains, [])


def test_several_find_a_changed_row_behind_every_chain():
    with transaction.atomic(), forging():
        Answer.objects.update(meaning=7)
    broken = walked(1)[2]
    assert len(broken) == CHAINS
    assert sorted(walked(3)[2]) == sorted(broken)


def test_one_walks_alone_where_nobody_else_sees_what_was_written():
    with transaction.atomic():
        with forging():
            Event.objects.filter(number=1).update(kind="other")
            assert len(walked(3)[2]) >= CHAINS
        transaction.set_rollback(True)
    assert walked(3)[2] == []
