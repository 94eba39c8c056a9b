"""From bytes to text: what kind of file it really is, and the limits that keep a bomb from going off."""

import re
import zipfile
from io import BytesIO

from launchgate.core.refusals import Invalid
from launchgate.playbooks.importing.encodings import decoded
from launchgate.playbooks.importing.found import counted

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2_000
XLSX = "XLSX"

CONVERT = "Save it as Markdown, CSV or XLSX and try again."
MAGIC = {
    b"%PDF": "This is a PDF. " + CONVERT,
    b"{\\rtf": "This is rich text (RTF). " + CONVERT,
    b"\xd0\xcf\x11\xe0": "This is an old Office file (such as .xls or .doc). Save it as XLSX or CSV and try again.",
    b"\x89PNG": "This is a picture. Type or paste the checklist as text.",
    b"\xff\xd8\xff": "This is a picture. Type or paste the checklist as text.",
    b"GIF8": "This is a picture. Type or paste the checklist as text.",
    b"\x1f\x8b": "This is a compressed file. Unpack it and try again.",
    b"BZh": "This is a compressed file. Unpack it and try again.",
    b"\xfd7zXZ": "This is a compressed file. Unpack it and try again.",
    b"7z\xbc\xaf": "This is a compressed file. Unpack it and try again.",
    b"Rar!": "This is a compressed file. Unpack it and try again.",
    b"\x7fELF": "This is a program, not a checklist.",
    b"MZ\x90": "This is a program, not a checklist.",
    b"SQLite format 3": "This is a database. Export the table as CSV and try again.",
}
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
UNSHOWN = re.compile(f"{CONTROLS.pattern}|[\ufeff\ufffe\uffff\ud800-\udfff]")
HTML_START = re.compile(r"\s*(<!doctype html|<html\b|<\?xml\b)", re.IGNORECASE)
NO_TEXT = "This is not a text file, so no checklist can be read from it. " + CONVERT


def shown(text: str) -> str:
    """Return a text without the characters that no page can show and no database keeps."""
    return UNSHOWN.sub("", text)


def is_workbook(data: bytes) -> bool:
    """Say whether the bytes are an XLSX workbook, whatever the file is called.

    Raises Invalid for every other packed or binary format that is known by its first bytes, and for workbooks that
    would unpack to more than this can hold.
    """
    if not data.strip():
        raise Invalid("The file is empty.")
    if len(data) > LARGEST_FILE:
        raise Invalid(f"The file has {len(data) / 1024 / 1024:,.0f} MB; {LARGEST_FILE // 1024 // 1024} MB is the most.")
    for start, sentence in MAGIC.items():
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(start):
            raise Invalid(sentence)
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
            if "xl/workbook.xml" not in packed.namelist():
                raise Invalid("This is a packed file that is not an Excel workbook. " + CONVERT)
            if any(part.flag_bits & 1 for part in parts):
                raise Invalid("The workbook is locked with a password. Save it without one and try again.")
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise Invalid("The workbook unpacks to far more than a checklist can hold. Nothing was unpacked.")
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise Invalid(
            "The workbook is damaged and cannot be opened. Save it again in Excel and try again."
        ) from problem
    return True


def text_of(data: bytes) -> tuple[str, list[str]]:
    """Return the text with `\\n` line ends, and sentences on what had to be taken out to get it.

    Raises Invalid when the bytes are no text, and for a control character with the line that holds it.
    """
    text, notes = decoded(data)
    if text is None:
        raise Invalid(NO_TEXT)
    unshown = len(UNSHOWN.findall(text))
    if unshown > 8 and unshown * 100 > len(text):
        raise Invalid(NO_TEXT)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if control := CONTROLS.search(text):
        line, code = text.count("\n", 0, control.start()) + 1, f"U+{ord(control.group()):04X}"
        raise Invalid(
            f"Line {line:,} holds a control character ({code}) that cannot be seen. Take it out and try again."
        )
    if unshown:
        text = shown(text)
        notes.append(f"{counted(unshown, 'character')} that cannot be shown.")
    text = text.replace("\x0c", "\n").replace("\u2028", "\n")
    if not text.strip():
        raise Invalid("The file is empty.")
    if HTML_START.match(text):
        raise Invalid("This is a web page or XML, not a checklist. " + CONVERT)
    return text, notes
