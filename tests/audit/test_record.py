"""Writing events: the canonical text, its hash, and the chain."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchgate.audit.models import Event
from launchgate.audit.record import canonical, record, sha256, words_digest
from launchgate.core import clock
from launchgate.people.company import lock_company
from tests.factories import make_person

pytestmark = pytest.mark.both

MOMENT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.django_db
def test_an_event_holds_its_fact_as_it_was_hashed():
    company, person = lock_company(), make_person("Ada Admin")
    with clock.at(MOMENT):
        event = record("company.edited", chain=company, actor=person, subject=company, changed=["name"])
    fact = json.loads(event.text)
    assert event.digest == hashlib.sha256(event.text.encode()).hexdigest()
    assert (fact["kind"], fact["actor"], fact["subject"]) == ("company.edited", person.pk, "company:1")
    assert (fact["happened_at"], fact["data"]) == ("2026-03-02T09:00:00.000000+00:00", {"changed": ["name"]})


@pytest.mark.django_db
def test_an_event_says_when_it_happened_and_when_it_was_recorded():
    with clock.at(MOMENT):
        event = record("company.edited", chain=lock_company(), actor=None)
    assert event.happened_at == MOMENT
    assert abs((clock.wall() - event.recorded_at).total_seconds()) < 60


@pytest.mark.django_db
def test_each_event_follows_from_the_one_before():
    company = lock_company()
    first = record("company.edited", chain=company, actor=None)
    second = record("company.edited", chain=company, actor=None)
    assert (first.number, first.previous) == (1, "")
    assert (second.number, second.previous) == (2, first.digest)
    company.refresh_from_db()
    assert (company.chain_count, company.chain_head) == (2, second.digest)


@pytest.mark.django_db
def test_words_are_proved_and_not_kept():
    event = record("company.edited", chain=lock_company(), actor=None, words=words_digest("Nordlicht", "Berlin"))
    assert "Nordlicht" not in Event.objects.get(pk=event.pk).text
    assert words_digest("Nordlicht", "Berlin") in event.text
    assert words_digest("Nordlicht", "Bern") not in event.text


def test_where_one_word_ends_and_the_next_begins_counts():
    assert words_digest("ab", "c") != words_digest("a", "bc")


@given(st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.integers())))
def test_the_canonical_text_of_a_fact_does_not_depend_on_its_order(fact):
    turned = dict(reversed(list(fact.items())))
    assert canonical(fact) == canonical(turned)
    assert json.loads(canonical(fact)) == fact


def test_a_digest_is_that_of_the_bytes():
    assert sha256("ä") == hashlib.sha256("ä".encode()).hexdigest()


@given(words=st.lists(st.text()))
def test_words_are_hashed_in_the_canonical_form(words):
    assert words_digest(*words) == sha256(canonical({"words": words}))
