"""Reading an approval log: what is accepted, and how its order becomes an order of gates."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from launchgate.core.refusals import Invalid
from launchgate.demo.log import Case, Row, read_log

HEAD = "case_id,timestamp_utc,action,role,seq\n"


@pytest.fixture
def log(tmp_path: Path):
    """Write a log and return its path."""

    def write(rows: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
        path = tmp_path / "log.csv"
        path.write_bytes((head + rows).encode(encoding))
        return path

    return write


def case(steps: str) -> Case:
    """Return a case of steps such as "S:EMPLOYEE A:ADMIN", one per hour."""
    words = {"S": "submit", "A": "approve", "F": "approve_final", "R": "reject"}
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    rows = [
        Row(seq, seq, start + timedelta(hours=seq), words[step[0]], step[2:])
        for seq, step in enumerate(steps.split(), start=1)
    ]
    return Case("one", rows)


def test_rows_of_cases_may_be_mixed_and_unsorted(log):
    path = log(
        "a,2018-01-30T08:20:07.000Z,submit,CLERK,1\n"
        "b,2018-01-30T08:30:00Z,submit,CLERK,1\n"
        "a,2018-01-30T11:00:00+01:00,approve_final,BOSS,3\n"
        "a,2018-01-30 09:00:00,approve,DESK,2\n"
    )
    first, second = read_log(path)
    assert [row.mark for row in first.rows] == ["submit by CLERK", "approve by DESK", "approve_final by BOSS"]
    assert first.rows[2].moment.isoformat() == "2018-01-30T10:00:00+00:00"
    assert second.name == "b"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("", "no rows"),
        ("a,yesterday,submit,CLERK,1\n", "Line 2: 'yesterday' is no time"),
        ("a,1066-10-14T00:00:00Z,submit,CLERK,1\n", "year 1066"),
        ("a,2018-01-30T08:20:07Z,submit,CLERK,first\n", "seq is 'first'"),
        ("a,2018-01-30T08:20:07Z,submit,,1\n", "submit needs a role"),
        ("a,2018-01-30T08:20:07Z,,CLERK,1\n", "action is missing"),
        (",2018-01-30T08:20:07Z,submit,CLERK,1\n", "a case needs a name"),
        ("a,2018-01-30T08:20:07Z,submit\n", "submit needs a role"),
        ("a,2018-01-30T08:20:07Z,save\n", "seq is ''"),
        ("a,2018-01-30T08:20:07Z,submit,CLERK,1\na,2018-01-30T09:20:07Z,approve,BOSS,1\n", "two rows with seq 1"),
        ("a,2018-01-30T08:20:07Z,submit,CLERK,1\na,2018-01-29T08:20:07Z,approve,BOSS,2\n", "goes back in time"),
        ("x" * 121 + ",2018-01-30T08:20:07Z,submit,CLERK,1\n", "1 to 120 characters"),
        ('a,"2018-01-30T08:20:07Z,submit,CLERK,1\n', "is not a CSV file"),
    ],
)
def test_an_odd_row_is_refused_in_a_sentence(log, rows, sentence):
    with pytest.raises(Invalid) as refused:
        read_log(log(rows))
    assert sentence in refused.value.message


def test_missing_columns_are_named(log):
    with pytest.raises(Invalid, match="lacks the columns action, seq"):
        read_log(log("a,2018-01-30T08:20:07Z,CLERK\n", head="case_id,timestamp_utc,role\n"))


def test_a_file_that_is_no_text_or_not_there_is_refused(log, tmp_path):
    with pytest.raises(Invalid, match="not UTF-8"):
        read_log(log("a,2018-01-30T08:20:07Z,submit,CLERK,1\n", encoding="utf-16"))
    with pytest.raises(Invalid, match="cannot be read"):
        read_log(tmp_path / "nothing.csv")


@pytest.mark.parametrize(
    ("steps", "order"),
    [
        ("S:E A:ADMIN A:BUDGET F:BOSS", [["ADMIN"], ["BUDGET"], ["BOSS"]]),
        ("S:E F:BOSS", [["BOSS"]]),
        # BOSS rejects before BUDGET was ever asked, so neither comes before the other.
        ("S:E A:ADMIN R:BOSS R:E S:E A:ADMIN A:BUDGET F:BOSS", [["ADMIN"], ["BOSS", "BUDGET"]]),
        # BUDGET rejects, is not asked again, and BOSS approves all the same.
        ("S:E A:ADMIN R:BUDGET R:E S:E A:ADMIN F:BOSS", [["ADMIN"], ["BUDGET", "BOSS"]]),
        ("S:E A:A A:B R:C R:E S:E A:B A:A A:C", [["A", "B"], ["C"]]),
        ("S:E", [["E"]]),
    ],
)
def test_a_role_comes_after_those_that_had_always_approved_before_it(steps, order):
    assert [list(level) for level in case(steps).order] == order
