"""A question worded anew in the playbook: where its editor says that it asks the same, answers and signatures stay."""

from dataclasses import replace

import pytest

from launchgate.launches.actions.revise import take_version
from launchgate.launches.models import Gate, Launch
from launchgate.playbooks import actions
from launchgate.playbooks.contents import read_gates
from launchgate.playbooks.models import ItemTemplate, Version
from tests.forging import verify
from tests.launches.small import Small
from tests.launches.stages import gate_of, item_of, signed


@pytest.fixture
def launch(small: Small) -> Launch:
    """Return a launch whose first gate is signed."""
    return signed(small.launch(), "input", small).launch


def worded(small: Small, text: str, *, wording_only: bool = True, **fields: object) -> Version:
    """Publish a version in which the first question reads otherwise."""
    admin = small.people["admin"]
    draft = actions.start_draft(small.version.playbook_id, actor=admin)
    row = ItemTemplate.objects.get(gate__version=draft, gate__kind="input", key="demand")
    items = next(gate for gate in read_gates(draft) if gate.kind == "input").items
    content = replace(next(item for item in items if item.key == "demand"), text=text, **fields)
    actions.change_item(row.pk, actor=admin, content=content, wording_only=wording_only)
    return actions.publish_version(draft.pk, actor=admin)


def status_after(launch: Launch, version: Version, small: Small) -> str:
    take_version(launch.pk, version.pk, actor=small.owner)
    return gate_of(launch, "input").status


@pytest.mark.both
def test_signatures_stay_where_only_the_wording_is_other(small, launch):
    meaning = item_of(gate_of(launch, "input"), "demand").meaning
    assert status_after(launch, worded(small, "How big is demand?"), small) == Gate.Status.SIGNED
    item = item_of(gate_of(launch, "input"), "demand")
    assert (item.text, item.meaning) == ("How big is demand?", meaning)
    assert verify()[0] == 0


def test_signatures_are_asked_for_again_where_the_editor_does_not_say_so(small, launch):
    version = worded(small, "How big is demand?", wording_only=False)
    assert status_after(launch, version, small) == Gate.Status.CHANGED


def test_another_unit_is_never_wording(small, launch):
    assert status_after(launch, worded(small, "How big is it?", unit="tons"), small) == Gate.Status.CHANGED


@pytest.mark.parametrize("wording_first", [True, False])
def test_one_version_between_that_asks_something_else_is_enough(small, launch, wording_first):
    worded(small, "How big is demand?", wording_only=wording_first)
    version = worded(small, "How big will demand be?", wording_only=not wording_first)
    assert status_after(launch, version, small) == Gate.Status.CHANGED


def test_two_wordings_after_another_are_one(small, launch):
    worded(small, "How big is demand?")
    assert status_after(launch, worded(small, "How large is demand?"), small) == Gate.Status.SIGNED


def test_the_page_says_that_answer_and_signatures_stay(client, small, launch):
    worded(small, "How big is demand?")
    client.force_login(small.owner)
    shown = client.get(f"/launches/{launch.key}/playbook/").text
    assert "Only the wording is other, the playbook says: answer and signatures stay." in shown
    assert "No signature has to be given again." in shown


def test_the_editor_says_so_in_the_form(client, small):
    draft = actions.start_draft(small.version.playbook_id, actor=small.people["admin"])
    row = ItemTemplate.objects.get(gate__version=draft, gate__kind="input", key="demand")
    client.force_login(small.people["admin"])
    path = f"/playbooks/items/{row.pk}/"
    form = client.get(path).context["form"]
    sent = {name: value for name, value in form.initial.items() if value not in (None, False, ())}
    sent |= {"function": row.function_id, "relied_on_by": [one.pk for one in row.relied_on_by.all()]}
    client.post(path, sent | {"text": "How big is demand?", "wording_only": "on"})
    row.refresh_from_db()
    assert (row.text, row.asked_since) == ("How big is demand?", 1)
    client.post(path, sent | {"text": "What else?"})
    row.refresh_from_db()
    assert row.asked_since == 2
    assert "wording_only" not in client.get(path).context["form"].fields
