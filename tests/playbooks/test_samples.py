"""Public checklists that nobody here wrote, against the items that GitHub's own parser finds in them."""

import csv
import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from launchgate.playbooks.importing.reading import read_checklist
from launchgate.playbooks.models import ItemTemplate

SAMPLES = os.environ.get("LAUNCHGATE_SAMPLES", "")
FOLDER = Path(settings.BASE_DIR, SAMPLES, "checklists")
MANIFEST = FOLDER / "manifest.csv"
ROWS = list(csv.DictReader(StringIO(MANIFEST.read_text("utf-8")))) if SAMPLES and MANIFEST.exists() else []
EXPECTED = [row["file"] for row in ROWS if row["file"].endswith(".md")]
TABLES = {row["file"]: int(row["items"]) for row in ROWS if row["file"].endswith(".csv")}

pytestmark = pytest.mark.skipif(not ROWS, reason="LAUNCHGATE_SAMPLES does not name the samples")


@pytest.mark.parametrize("name", EXPECTED)
def test_markdown_items_are_those_of_github(name):
    expected = json.loads((FOLDER / "expected" / name).with_suffix(".json").read_text(encoding="utf-8"))
    found = read_checklist((FOLDER / name).read_bytes(), name)
    read = [
        {"text": item.text, "checked": item.ticked, "depth": item.depth, "section": list(item.section)}
        for item in found.items
    ]
    assert read == expected["items"]


@pytest.mark.parametrize("name", [row["file"] for row in ROWS if row["items"] == "0" and row["table_rows"] != "0"])
def test_a_file_of_tables_only_offers_them(name):
    assert read_checklist((FOLDER / name).read_bytes(), name).tables


@pytest.mark.parametrize(("name", "rows"), TABLES.items())
def test_every_row_of_a_csv_is_an_item(name, rows):
    assert len(read_checklist((FOLDER / name).read_bytes(), name).items) == rows


@pytest.mark.django_db
@pytest.mark.parametrize("name", [row["file"] for row in ROWS])
def test_the_command_imports_every_item(name):
    told = StringIO()
    call_command("import_playbook", str(FOLDER / name), stdout=told)
    items = len(read_checklist((FOLDER / name).read_bytes(), name).items)
    assert told.getvalue().startswith(f"{items} items in all\n")
    assert ItemTemplate.objects.count() == items
