"""The records of decisions: one page each, in one form."""

import re
from pathlib import Path

import pytest

RECORDS = sorted((Path(__file__).resolve().parents[2] / "docs" / "adr").glob("*.md"))


def test_records_are_numbered_without_a_gap():
    assert [int(record.name[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_says_context_decision_and_cost_in_this_order(record):
    text = record.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(record.name[:4])}. ")
    assert re.findall(r"^(?:#+ |\*\*)(.+?)(?:\.\*\* |$)", text, re.MULTILINE)[1:] == ["Context", "Decision", "Cost"]
    assert len(re.findall(r"^\*\*(?:Context|Decision|Cost)\.\*\* ", text, re.MULTILINE)) == 3
