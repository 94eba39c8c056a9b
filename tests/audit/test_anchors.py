"""The daily anchor: one root over all heads, made once a day, mailed, and compared with what is there."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from launchgate.audit.anchors import anchor_chains
from launchgate.audit.models import Anchor, AnchoredHead, Event
from launchgate.audit.record import canonical, record, sha256
from launchgate.audit.tasks import anchor_chains_daily
from launchgate.core import clock
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import render
from launchgate.people.company import lock_company
from launchgate.people.models import Company
from tests.factories import make_person
from tests.forging import forging, verify

pytestmark = [pytest.mark.both, pytest.mark.django_db]

MONDAY = datetime(2026, 3, 2, 0, 5, tzinfo=UTC)


def happen(count: int = 1) -> list[Event]:
    return [record("company.edited", chain=lock_company(), actor=None, step=step) for step in range(count)]


def anchor_on(moment: datetime) -> Anchor:
    with clock.at(moment):
        return anchor_chains()[0]


@pytest.fixture
def anchored() -> Anchor:
    """The company's chain, anchored at its third event."""
    happen(3)
    return anchor_on(MONDAY)


def test_a_root_is_that_of_the_documented_text():
    last = happen(2)[-1]
    anchor = anchor_on(MONDAY)
    text = f"launchgate anchor 1\n2026-03-02\n-\n2\ncompany:1 2 {last.digest}\n"
    assert anchor.root == hashlib.sha256(text.encode()).hexdigest()


def test_an_anchor_follows_from_the_one_before_and_holds_what_grew(anchored):
    last = happen()[-1]
    next_one = anchor_on(MONDAY + timedelta(days=1))
    text = f"launchgate anchor 1\n2026-03-03\n{anchored.root}\n4\ncompany:1 4 {last.digest}\n"
    assert next_one.root == hashlib.sha256(text.encode()).hexdigest()


def test_a_day_has_one_anchor_however_often_it_is_asked_for(anchored):
    happen()
    with clock.at(MONDAY + timedelta(hours=8)):
        anchor_chains_daily()
        anchor_chains_daily()
        call_command("anchor_audit", stdout=(out := StringIO()))
    assert Anchor.objects.get() == anchored
    assert out.getvalue() == f"2026-03-02 {anchored.root} (3 events, made before)\n"


def test_of_two_beats_at_once_the_slower_finds_the_anchor_of_the_quicker(anchored, monkeypatch):
    # What the slower one asks first was asked before the quicker one committed.
    monkeypatch.setattr(Anchor.objects, "filter", lambda **fields: Anchor.objects.none())
    assert anchor_on(MONDAY) == anchored
    assert Anchor.objects.count() == 1


def test_every_administrator_is_told_the_root_once():
    ada = make_person("Ada Admin", is_administrator=True)
    make_person("Mem Member")
    happen()
    anchor = anchor_on(MONDAY)
    anchor_on(MONDAY)
    message = Message.objects.get(kind="audit.anchored")
    rendered = render(message)
    assert message.person == ada
    assert rendered is not None
    assert ("Root", anchor.root) in rendered.rows
    assert "2 March 2026" in rendered.subject


def test_a_day_on_which_nothing_happened_has_an_anchor_and_no_mail(anchored):
    make_person("Ada Admin", is_administrator=True)
    anchor_on(MONDAY + timedelta(days=1))
    assert Anchor.objects.count() == 2
    assert not Message.objects.filter(kind="audit.anchored").exists()


@pytest.mark.parametrize("model", [Anchor, AnchoredHead])
def test_anchors_are_neither_changed_nor_deleted(anchored, model):
    name = "root" if model is Anchor else "head"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(**{name: "0" * 64})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete(model.objects.db)


@pytest.mark.postgresql
@pytest.mark.parametrize("table", ["audit_anchor", "audit_anchoredhead"])
def test_anchors_are_not_truncated(table):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_whole_anchors_are_counted(anchored):
    happen()
    anchor_on(MONDAY + timedelta(days=1))
    assert verify() == (0, "4 events in 1 chains and 2 anchors, 0 broken.\n")


def test_a_tail_cut_off_with_the_head_of_its_chain_is_found(anchored):
    second = Event.objects.get(number=2)
    with forging():
        Event.objects.filter(number=3).delete()
        Company.objects.update(chain_count=2, chain_head=second.digest)
    code, printed = verify()
    assert code == 1
    assert "BROKEN company:1, event 3: it is missing, and the anchor of 2026-03-02 proves it." in printed


def test_a_chain_written_anew_from_its_start_is_found(anchored):
    head = ""
    with forging():
        for event in Event.objects.order_by("number"):
            fact = canonical({**json.loads(event.text), "previous": head, "data": {"forged": 1}})
            Event.objects.filter(pk=event.pk).update(text=fact, previous=head, digest=sha256(fact))
            head = sha256(fact)
        Company.objects.update(chain_head=head)
    assert "BROKEN company:1, event 3: it is not the one that was anchored on 2026-03-02." in verify()[1]


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Anchor, {"root": "0" * 64}),
        (Anchor, {"events": 2}),
        (Anchor, {"previous": "0" * 64}),
        (Anchor, {"day": "2026-03-01"}),
        (AnchoredHead, {"count": 2}),
        (AnchoredHead, {"head": "0" * 64}),
        (AnchoredHead, {"chain": "company:2"}),
    ],
    ids=str,
)
def test_a_changed_anchor_is_found_and_named(anchored, model, values):
    with forging():
        model.objects.update(**values)
    code, printed = verify()
    assert code == 1
    assert "BROKEN anchor of 2026-03-0" in printed


def test_an_anchor_taken_away_is_found_by_the_one_after(anchored):
    happen()
    anchor_on(MONDAY + timedelta(days=1))
    with forging():
        AnchoredHead.objects.filter(anchor=anchored).delete()
        Anchor.objects.filter(pk=anchored.pk).delete()
    assert "BROKEN anchor of 2026-03-03: it does not follow from the anchor before." in verify()[1]


def test_a_root_from_a_mail_is_looked_for(anchored):
    assert verify("--root", anchored.root)[0] == 0
    code, printed = verify("--root", "f" * 64)
    assert code == 1
    assert f"no anchor has the root {'f' * 64}" in printed
