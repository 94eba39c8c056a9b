"""CSV, TSV and Excel workbooks: from text or bytes to rows, whatever the delimiter and however the quoting broke."""

import csv
import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook

from launchgate.core.refusals import Invalid
from launchgate.playbooks.importing.columns import items_from_rows
from launchgate.playbooks.importing.detect import LARGEST_FILE, shown
from launchgate.playbooks.importing.found import MOST_ITEMS, Found, counted

MOST_COLUMNS = 200
MOST_LINES_OF_A_CELL = 20
SAMPLE = 64 * 1024
DELIMITERS = (",", ";", "\t", "|")
DAMAGED = "The workbook is damaged and cannot be opened. Save it again in Excel and try again."
# A cell may be as long as the file.
csv.field_size_limit(LARGEST_FILE)
# All that openpyxl lets through when a part of a workbook is missing, cut off or not what it says.
BROKEN = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, ParseError)


def read_delimited(text: str) -> Found:
    """Return the rows of a CSV or TSV text as items; which sign stands between the cells is found out."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[4], rest
    else:
        delimiter = delimiter_of(text)
    rows, broken = _rows_of(text, delimiter)
    table = items_from_rows(row[:MOST_COLUMNS] for row in rows)
    found = Found(form="TSV" if delimiter == "\t" else "CSV", items=table.items, left_out=table.left_out)
    if broken:
        lines = counted(broken, "line")
        found.left_out.append(f"Quotation marks on {lines} that do not close; each such line is read as it stands.")
    return found


def delimiter_of(text: str) -> str:
    """Return the sign that cuts the text into rows of most even length; a comma when there is none."""
    sample = text[:SAMPLE].split("\n")[:200]
    if len(text) > SAMPLE and len(sample) > 1:
        sample.pop()

    def evenness(delimiter: str) -> float:
        widths = Counter(len(row) for row in _loose_rows(sample, delimiter) if row)
        width, rows = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))
        return 0.0 if width < 2 else rows / max(widths.total(), 1) + min(width, 20) / 100

    return max(DELIMITERS, key=evenness)


def _loose_rows(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    except csv.Error:
        return


def _rows_of(text: str, delimiter: str) -> tuple[list[list[str]], int]:
    """Return the rows, and how many lines had quotation marks that do not close."""
    try:
        return list(
            csv.reader(StringIO(text, newline="\n"), delimiter=delimiter, skipinitialspace=True, strict=True)
        ), 0
    except csv.Error:
        return _mended_rows(text.rstrip("\n").split("\n"), delimiter)


def _mended_rows(lines: list[str], delimiter: str) -> tuple[list[list[str]], int]:
    """Read record by record: one that does not parse within a few lines is cut at its delimiters, quotes and all."""
    rows, broken, at = [], 0, 0
    while at < len(lines):
        record = ""
        for extra, line in enumerate(lines[at : at + MOST_LINES_OF_A_CELL]):
            record = f"{record}\n{line}" if extra else line
            row = _strict_row(record, delimiter) if record.count('"') % 2 == 0 else None
            if row is not None:
                rows.append(row)
                at += extra + 1
                break
        else:
            rows.append([cell.strip().strip('"') for cell in lines[at].split(delimiter)])
            broken, at = broken + 1, at + 1
    return rows, broken


def _strict_row(record: str, delimiter: str) -> list[str] | None:
    try:
        rows = list(csv.reader(StringIO(record, newline="\n"), delimiter=delimiter, skipinitialspace=True, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else [] if not rows else None


def read_workbook(data: bytes) -> Found:
    """Return the rows of every visible sheet of an XLSX workbook as items; of several sheets each is a section.

    Formulas are not computed: the values that were saved with them are read. Raises Invalid for a damaged file.
    """
    found = Found(form="XLSX")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _read_sheets(data, found)
    except BROKEN as problem:
        raise Invalid(DAMAGED) from problem
    return found


def _read_sheets(data: bytes, found: Found) -> None:
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            found.left_out.append(f"The hidden sheet “{sheet.title}”.")
            continue
        sheet.reset_dimensions()
        rows = ([_words(value) for value in row[:MOST_COLUMNS]] for row in sheet.iter_rows(values_only=True))
        section = (sheet.title,) if len(book.worksheets) > 1 else ()
        table = items_from_rows(rows, section=section)
        found.items.extend(table.items)
        found.left_out.extend(f"{sheet.title}: {line}" if section else line for line in table.left_out)
        if len(found.items) > MOST_ITEMS:
            raise Invalid(f"The file holds more than {MOST_ITEMS:,} items. Split it.")


def _words(value: Any) -> str:
    """Return a cell's value as it reads in the sheet."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return shown(str(value))
