"""verify_audit: it walks every chain, and names the first bad event of each one that is broken."""

import json

import pytest

from launchgate.audit.models import Event
from launchgate.audit.record import canonical, record, sha256
from launchgate.launches.models import Launch
from launchgate.people.company import lock_company
from launchgate.people.models import Company
from tests.forging import verify

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def events() -> list[Event]:
    """Three events of the company."""
    company = lock_company()
    return [record("company.edited", chain=company, actor=None, step=step) for step in range(3)]


def forge(event: Event, **columns: object) -> None:
    Event.objects.filter(pk=event.pk).update(**columns)


def test_whole_chains_are_counted(events):
    assert verify() == (0, "3 events in 1 chains and 0 anchors, 0 broken.\n")


def test_nothing_recorded_is_nothing_broken():
    assert verify() == (0, "0 events in 0 chains and 0 anchors, 0 broken.\n")


@pytest.mark.usefixtures("forger")
def test_a_changed_text_is_found(events):
    forge(events[1], text=events[1].text.replace('"step":1', '"step":7'))
    code, printed = verify()
    assert code == 1
    assert "BROKEN company:1, event 2: its text is not the one that was hashed." in printed


@pytest.mark.usefixtures("forger")
def test_a_changed_text_with_a_fitting_hash_breaks_the_next_event(events):
    text = events[1].text.replace('"step":1', '"step":7')
    forge(events[1], text=text, digest=sha256(text))
    assert "BROKEN company:1, event 3: it does not follow from the event before." in verify()[1]


@pytest.mark.usefixtures("forger")
@pytest.mark.parametrize("column", ["kind", "subject", "happened_at", "recorded_at"])
def test_a_column_that_says_something_else_is_found(events, column):
    changed = events[0].happened_at.replace(year=2020) if column.endswith("_at") else "other"
    forge(events[2], **{column: changed})
    assert f"event 3: its columns say something else than its text: {column}" in verify()[1]


@pytest.mark.usefixtures("forger")
@pytest.mark.parametrize("text", ["[]", "{", '"words"', "{}"])
def test_a_text_that_is_no_fact_is_found(events, text):
    forge(events[2], text=text, digest=sha256(text))
    assert "BROKEN company:1, event 3" in verify()[1]


@pytest.mark.usefixtures("forger")
def test_a_missing_event_is_found(events):
    Event.objects.filter(pk=events[1].pk).delete()
    assert "BROKEN company:1, event 3: event 2 is missing." in verify()[1]


@pytest.mark.usefixtures("forger")
def test_a_tail_that_was_cut_off_is_found(events):
    Event.objects.filter(pk=events[2].pk).delete()
    assert "the last event is not the one that the chain's row names" in verify()[1]


@pytest.mark.usefixtures("forger")
def test_a_chain_that_was_written_anew_is_found(events):
    fact = json.loads(events[2].text) | {"data": {"step": 9}}
    text = canonical(fact)
    forge(events[2], text=text, digest=sha256(text))
    assert "the last event is not the one that the chain's row names" in verify()[1]


def test_a_row_that_was_set_back_is_found(events):
    Company.objects.update(chain_count=2, chain_head=events[1].digest)
    assert "BROKEN company:1, event 2: the last event is not the one" in verify()[1]


def test_a_chain_without_its_row_is_found():
    ghost = Launch(pk=99)
    ghost.save = lambda **fields: None  # type: ignore[method-assign]
    record("launch.opened", chain=ghost, actor=None)
    assert "BROKEN launch:99, event 1: the row of this chain is gone." in verify()[1]


@pytest.mark.usefixtures("forger")
def test_each_broken_chain_is_named_once(events):
    for event in events:
        forge(event, kind="other")
    assert verify()[1].count("BROKEN") == 1
