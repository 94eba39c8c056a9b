"""The gates and items of a draft: added, changed, moved, removed; those of a published version never."""

from dataclasses import replace

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.playbooks import actions
from launchgate.playbooks.actions.gates import kind_for
from launchgate.playbooks.contents import GateContent, ItemContent
from tests.factories import make_function, make_playbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(administrator):
    return make_playbook(actor=administrator, published=False)


@pytest.fixture
def gate(draft):
    return draft.gates.get()


def gate_content(**fields):
    given = {"kind": "legal", "name": "Legal", "statement": "It is lawful.", "functions": (make_function("legal").pk,)}
    return GateContent(**given | fields)


def item_content(**fields):
    return ItemContent(**{"key": "new", "text": "Is it new?", "function_id": make_function("operations").pk} | fields)


def texts(gate):
    return list(gate.items.values_list("key", flat=True))


def test_a_gate_is_added(administrator, draft, events):
    gate = actions.add_gate(draft.pk, actor=administrator, content=gate_content(order=2))
    assert list(draft.gates.all())[-1] == gate
    assert events()[-1] == "playbook.gate_added"


def test_a_gate_without_a_function_is_refused(administrator, draft):
    with pytest.raises(Invalid, match="at least one function") as refusal:
        actions.add_gate(draft.pk, actor=administrator, content=gate_content(functions=()))
    assert refusal.value.field == "functions"


def test_a_gate_is_changed_and_keeps_its_kind(administrator, gate):
    changed = actions.change_gate(gate.pk, actor=administrator, content=gate_content(name="Delivery", order=3))
    assert (changed.kind, changed.name, changed.order) == ("operations", "Delivery", 3)
    assert [function.key for function in changed.functions.all()] == ["legal"]


def test_a_gate_is_removed_with_its_items(administrator, draft, gate, events):
    actions.remove_gate(gate.pk, actor=administrator)
    assert not draft.gates.exists()
    assert events()[-1] == "playbook.gate_removed"


def test_a_new_gate_of_a_known_name_gets_its_known_address(draft):
    assert kind_for(draft, "finance and pricing") == "finance-pricing"


def test_a_new_gate_gets_an_address_that_is_free(draft):
    assert kind_for(draft, "Operations") == "operations-2"


def test_an_item_is_added_at_the_end(administrator, gate, events):
    actions.add_item(gate.pk, actor=administrator, content=item_content())
    assert texts(gate) == ["item_1", "item_2", "new"]
    assert events()[-1] == "playbook.item_added"


def test_a_key_is_used_once_in_a_gate(administrator, gate):
    with pytest.raises(Invalid, match="has this key") as refusal:
        actions.add_item(gate.pk, actor=administrator, content=item_content(key="item_1"))
    assert refusal.value.field == "key"


def test_a_choice_needs_two_options(administrator, gate):
    with pytest.raises(Invalid, match="two different options"):
        actions.add_item(gate.pk, actor=administrator, content=item_content(kind="choice", options=("one",)))


def test_an_item_is_changed_at_its_place(administrator, gate):
    finance = make_function("finance")
    content = item_content(text="Is it old?", is_required=True, relied_on_by=(finance.pk,), lowest_tier=2)
    item = actions.change_item(gate.items.get(key="item_1").pk, actor=administrator, content=content)
    item.refresh_from_db()
    assert (item.text, item.is_required, item.lowest_tier) == ("Is it old?", True, 2)
    assert list(item.relied_on_by.all()) == [finance]
    assert texts(gate) == ["new", "item_2"]


def test_an_item_moves_up(administrator, gate, events):
    actions.move_item(gate.items.get(key="item_2").pk, actor=administrator, up=True)
    assert texts(gate) == ["item_2", "item_1"]
    assert events()[-1] == "playbook.item_moved"


def test_the_last_item_does_not_move_down(administrator, gate, events):
    before = events()
    actions.move_item(gate.items.get(key="item_2").pk, actor=administrator, up=False)
    assert texts(gate) == ["item_1", "item_2"]
    assert events() == before


def test_an_item_is_removed(administrator, gate, events):
    actions.remove_item(gate.items.get(key="item_1").pk, actor=administrator)
    assert texts(gate) == ["item_2"]
    assert events()[-1] == "playbook.item_removed"


@pytest.mark.parametrize(
    "verb",
    [
        lambda gate, actor: actions.add_gate(gate.version_id, actor=actor, content=gate_content()),
        lambda gate, actor: actions.change_gate(gate.pk, actor=actor, content=gate_content()),
        lambda gate, actor: actions.remove_gate(gate.pk, actor=actor),
        lambda gate, actor: actions.add_item(gate.pk, actor=actor, content=item_content()),
        lambda gate, actor: actions.change_item(gate.items.first().pk, actor=actor, content=item_content()),
        lambda gate, actor: actions.move_item(gate.items.last().pk, actor=actor, up=True),
        lambda gate, actor: actions.remove_item(gate.items.first().pk, actor=actor),
    ],
)
class TestEveryVerb:
    def test_leaves_a_published_version_alone(self, administrator, draft, gate, events, verb):
        actions.publish_version(draft.pk, actor=administrator)
        with pytest.raises(Conflict, match="never changes"):
            verb(gate, administrator)
        assert events()[-1] == "playbook.published"

    def test_refuses_a_member(self, member, gate, verb):
        with pytest.raises(Forbidden):
            verb(gate, member)

    def test_lets_a_head(self, head, gate, events, verb):
        before = len(events())
        verb(gate, head)
        assert len(events()) == before + 1


def test_a_closed_function_answers_nothing(administrator, gate):
    closed = make_function("old")
    closed.closed_at = closed.pk and gate.version.created_at
    closed.save()
    with pytest.raises(Invalid, match="closed or gone"):
        actions.add_item(gate.pk, actor=administrator, content=replace(item_content(), function_id=closed.pk))
