"""An approval log as it is read from a file: cases with their rows, checked before anything is written."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from launchgate.core.refusals import Invalid

COLUMNS = ("case_id", "timestamp_utc", "action", "role", "seq")
LONGEST_CASE, LONGEST_ROLE = 120, 60
MOST_ROWS, MOST_ROLES = 2_000, 60
MOST_BYTES = 200_000_000
FIRST_YEAR, LAST_YEAR = 1990, 2100
SUBMIT, APPROVE, FINAL, REJECT = "submit", "approve", "approve_final", "reject"
ENDS = ("release", "done")
NOBODY = "MISSING"


@dataclass(frozen=True)
class Row:
    """One step of a case: when, what, by which role."""

    line: int
    seq: int
    moment: datetime
    action: str
    role: str

    @property
    def mark(self) -> str:
        """Return the words by which what was written for this row is found again."""
        return f"{self.action} by {self.role}" if self.role else self.action

    @property
    def is_approval(self) -> bool:
        return self.action in (APPROVE, FINAL)


@dataclass
class Case:
    """A case with its rows in the order of their numbers."""

    name: str
    rows: list[Row] = field(default_factory=list)

    @cached_property
    def submitters(self) -> set[str]:
        """Return the roles that submit; a reject by one of them takes up again what another sent back."""
        return {row.role for row in self.rows if row.action == SUBMIT}

    def is_decision(self, row: Row) -> bool:
        """Say whether a row is a decision of a role that has a gate."""
        if row.action == REJECT:
            return row.role not in self.submitters and row.role != NOBODY
        return row.is_approval

    @cached_property
    def roles(self) -> list[str]:
        """Return the roles that have a gate, in the order in which they are first seen; at least one."""
        seen = list(dict.fromkeys(row.role for row in self.rows if self.is_decision(row)))
        return seen or [next((row.role for row in self.rows if row.role), NOBODY)]

    @cached_property
    def order(self) -> tuple[tuple[str, ...], ...]:
        """Return the roles by gate order: a role comes after another if that one had always approved before it decided.

        What was approved before a reject does not count after it. Roles of no fixed order share an order number, so
        that their gates run in parallel.
        """
        apart, approved = set(), set()
        for row in self.rows:
            if self.is_decision(row):
                apart |= {(other, row.role) for other in self.roles if other not in approved}
            if row.is_approval:
                approved.add(row.role)
            elif row.action in (SUBMIT, REJECT):
                approved.clear()
        levels = _settled([[role] for role in self.roles], apart)
        return tuple(tuple(level) for level in levels)

    def decides_after(self, row: Row, role: str) -> bool:
        """Say whether a role still decides in a later row."""
        return any(later.role == role and self.is_decision(later) for later in self.after(row))

    def next_decider(self, row: Row) -> str | None:
        """Return the role that decides next after a row."""
        return next((later.role for later in self.after(row) if self.is_decision(later)), None)

    def after(self, row: Row) -> Sequence[Row]:
        """Return the rows after one."""
        return self.rows[self.rows.index(row) + 1 :]


def _settled(levels: list[list[str]], apart: set[tuple[str, str]]) -> list[list[str]]:
    """Merge levels until no role stands after one that had not always approved before it."""
    for place in range(len(levels)):
        for later in range(len(levels) - 1, place, -1):
            if any((early, late) in apart for early in levels[place] for late in levels[later]):
                merged = [role for level in levels[place : later + 1] for role in level]
                return _settled([*levels[:place], merged, *levels[later + 1 :]], apart)
    return levels


def read_log(path: Path) -> list[Case]:
    """Return the cases of a log in the order in which they first appear; raises Invalid with a sentence for a bad one.

    Rows may be mixed between cases and in any order: `seq` numbers them within a case. Times are UTC, or name their
    zone; along the numbers they must not go back.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Invalid(f"{path} has more than {MOST_BYTES // 1_000_000} MB; split it.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise Invalid(f"{path} cannot be read: {problem.strerror}.") from None
    except UnicodeDecodeError:
        raise Invalid(f"{path} is not UTF-8 text; if it is packed, unpack it first.") from None
    if not text.strip():
        raise Invalid(f"{path} is empty.")
    try:
        return _cases(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as problem:
        raise Invalid(f"{path} is not a CSV file: {problem}.") from None


def _cases(reader: "csv.DictReader[str]") -> list[Case]:
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        columns = "column" if len(missing) == 1 else "columns"
        raise Invalid(f"The log lacks the {columns} {', '.join(missing)}; it needs {', '.join(COLUMNS)}.")
    cases: dict[str, Case] = {}
    for values in reader:
        line = reader.line_num
        name = (values["case_id"] or "").strip()
        if not name or len(name) > LONGEST_CASE or not name.isprintable():
            raise Invalid(f"Line {line}: a case needs a name of 1 to {LONGEST_CASE} characters.")
        cases.setdefault(name, Case(name)).rows.append(_row(line, values))
    if not cases:
        raise Invalid("The log has no rows.")
    for case in cases.values():
        case.rows.sort(key=lambda row: row.seq)
        _check_order(case)
    return list(cases.values())


def _row(line: int, values: dict[str, str]) -> Row:
    action, role = (values["action"] or "").strip().lower(), (values["role"] or "").strip()
    if not action or not action.isprintable() or len(action) > LONGEST_ROLE:
        raise Invalid(f"Line {line}: the action is missing or too long.")
    if len(role) > LONGEST_ROLE or (role and not role.isprintable()):
        raise Invalid(f"Line {line}: a role is a name of at most {LONGEST_ROLE} characters that can all be seen.")
    if not role and action in (SUBMIT, APPROVE, FINAL, REJECT):
        raise Invalid(f"Line {line}: {action} needs a role.")
    number = (values["seq"] or "").strip()
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Invalid(f"Line {line}: seq is {number!r} and should be a whole number.")
    return Row(line, int(number), _moment(line, (values["timestamp_utc"] or "").strip()), action, role)


def _moment(line: int, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(f"Line {line}: {text!r} is no time such as 2018-01-30T08:20:07Z.") from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise Invalid(f"Line {line}: the year {moment.year} is not between {FIRST_YEAR} and {LAST_YEAR}.")
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _check_order(case: Case) -> None:
    if len(case.rows) > MOST_ROWS or len(case.roles) > MOST_ROLES:
        raise Invalid(f"Case {case.name} has more than {MOST_ROWS} rows or {MOST_ROLES} roles that decide.")
    for before, row in pairwise(case.rows):
        if row.seq == before.seq:
            raise Invalid(f"Line {row.line}: case {case.name} has two rows with seq {row.seq}.")
        if row.moment < before.moment:
            raise Invalid(
                f"Line {row.line}: case {case.name} goes back in time between seq {before.seq} and {row.seq}."
            )
