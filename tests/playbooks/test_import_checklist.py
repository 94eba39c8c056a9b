"""Importing a checklist: into a new playbook or a draft, from the command line, once, and whole or not at all."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.playbooks import actions
from launchgate.playbooks.importing.found import FoundItem
from launchgate.playbooks.importing.reading import read_checklist
from launchgate.playbooks.models import Checklist, ItemTemplate, Playbook
from launchgate.playbooks.rules import lacks
from tests.factories import make_playbook

pytestmark = pytest.mark.django_db

LIST = b"# Go live\n## Pricing\n- [ ] Set the price\n- [x] Check the tax\n## Rollback\n- [ ] Try it\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "go-live.md"
    path.write_bytes(LIST)
    return path


def run(*arguments):
    told = StringIO()
    call_command("import_playbook", *map(str, arguments), stdout=told)
    return told.getvalue()


def kept(actor, draft=None):
    found = read_checklist(LIST, "go-live.md")
    draft_id = draft.pk if draft else None
    return actions.keep_checklist(found, actor=actor, data=LIST, name="go-live.md", draft_id=draft_id)


def test_a_new_playbook_is_a_draft_that_can_be_published(administrator, events):
    parts = {"finance-pricing": [FoundItem("Set the price", ("Pricing",))], "operations": [FoundItem("Try it")]}
    draft = actions.import_checklist(parts, actor=administrator, name="Go live")
    assert list(draft.gates.values_list("kind", "order")) == [("operations", 1), ("finance-pricing", 2)]
    assert lacks(draft) == []
    assert events() == ["playbook.imported"]


def test_imported_items_keep_what_was_read(administrator):
    item = FoundItem("How?", ("A", "B"), help="why", kind="choice", options=("x", "y"), is_required=True)
    actions.import_checklist({"operations": [item]}, actor=administrator, name="Go live")
    row = ItemTemplate.objects.get()
    assert (row.key, row.kind, row.options, row.is_required, row.help) == ("how", "choice", ["x", "y"], True, "why")
    assert row.function.key == "operations"


def test_items_go_into_a_draft_after_those_that_are_there(administrator):
    draft = make_playbook(actor=administrator, published=False)
    parts = {"operations": [FoundItem("Item 1")], "product": [FoundItem("Shape it")]}
    actions.import_checklist(parts, actor=administrator, draft_id=draft.pk)
    gates = {gate.kind: list(gate.items.values_list("key", flat=True)) for gate in draft.gates.all()}
    assert gates == {"operations": ["item_1", "item_2", "item_1_2"], "product": ["shape_it"]}


def test_a_published_version_takes_no_items(administrator, installed):
    with pytest.raises(Conflict, match="never changes"):
        actions.import_checklist({"operations": [FoundItem("X")]}, actor=administrator, draft_id=installed.pk)


def test_nothing_to_import_is_refused(administrator):
    with pytest.raises(Invalid, match="Nothing is left"):
        actions.import_checklist({"operations": []}, actor=administrator, name="Go live")
    assert not Playbook.objects.exists()


def test_a_kind_that_no_gate_has_is_refused(administrator):
    with pytest.raises(Invalid, match="no gate of the kind moon"):
        actions.import_checklist({"moon": [FoundItem("X")]}, actor=administrator, name="Go live")
    assert not Playbook.objects.exists()


def test_a_member_imports_nothing(member):
    with pytest.raises(Forbidden):
        actions.import_checklist({"operations": [FoundItem("X")]}, actor=member, name="Go live")


def test_a_kept_checklist_is_imported_once(administrator, events):
    checklist = kept(administrator)
    parts = {"operations": [FoundItem("X")]}
    actions.import_checklist(parts, actor=administrator, name="One", checklist_id=checklist.pk)
    with pytest.raises(Conflict, match="imported or dropped already"):
        actions.import_checklist(parts, actor=administrator, name="Two", checklist_id=checklist.pk)
    assert events() == ["checklist.read", "playbook.imported"]
    assert not Checklist.objects.exists()


def test_nobody_imports_what_another_person_has_read(administrator, head):
    checklist = kept(administrator)
    with pytest.raises(Conflict):
        actions.import_checklist({"operations": [FoundItem("X")]}, actor=head, name="X", checklist_id=checklist.pk)
    assert Checklist.objects.exists()


def test_a_checklist_for_a_published_version_is_not_kept(administrator, installed):
    with pytest.raises(Conflict, match="never changes"):
        kept(administrator, installed)


def test_dropping_a_checklist_is_told(administrator, events):
    actions.drop_checklist(kept(administrator).pk, actor=administrator)
    assert events() == ["checklist.read", "checklist.dropped"]


def test_ten_thousand_items_are_written_in_bulk(administrator, django_assert_max_num_queries):
    parts = {"operations": [FoundItem(f"Step {number}") for number in range(10_000)]}
    with django_assert_max_num_queries(200):
        actions.import_checklist(parts, actor=administrator, name="Long")
    assert ItemTemplate.objects.count() == 10_000


def test_the_command_tells_items_gates_and_what_it_left_out(file):
    lines = run(file).splitlines()
    assert lines[0] == "3 items in all"
    assert "  Operations: 1 item" in lines
    assert "  Finance and pricing: 2 items" in lines
    assert "  Left out: 1 tick: a playbook asks, and each launch answers." in lines
    assert Playbook.objects.get().name == "Go live"


def test_the_command_gives_a_second_import_a_name_of_its_own(file):
    run(file)
    run(file)
    assert set(Playbook.objects.values_list("name", flat=True)) == {"Go live", "Go live (2)"}


def test_the_command_takes_a_name(file):
    run(file, "--name", "Ours")
    assert Playbook.objects.get().name == "Ours"


def test_the_command_refuses_a_name_that_is_taken(file):
    run(file, "--name", "Ours")
    with pytest.raises(CommandError, match="called Ours already"):
        run(file, "--name", "Ours")
    assert Playbook.objects.count() == 1


def test_the_command_takes_tables_only_when_asked(tmp_path):
    path = tmp_path / "table.md"
    path.write_text("| Task |\n|---|\n| Ask |\n| Tell |\n", encoding="utf-8")
    told = run(path)
    assert told.startswith("0 items in all\n")
    assert "2 rows in 1 table: a table is taken as items only when --tables asks for it." in told
    assert not Playbook.objects.exists()
    assert run(path, "--tables").startswith("2 items in all\n")
    assert ItemTemplate.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "sentence"), [(b"%PDF-1.4", "This is a PDF"), (b"", "The file is empty"), (b"\0" * 999, "not a text file")]
)
def test_the_command_refuses_what_it_cannot_read(tmp_path, data, sentence):
    path = tmp_path / "list.md"
    path.write_bytes(data)
    with pytest.raises(CommandError, match=sentence):
        run(path)
    assert not Playbook.objects.exists()


def test_the_command_names_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="cannot be opened: No such file"):
        run(tmp_path / "gone.md")


def test_the_command_refuses_a_folder(tmp_path):
    with pytest.raises(CommandError, match="cannot be opened"):
        run(tmp_path)
