"""Which files may be attached: by size, by ending, and by what the first bytes say they are."""

from pathlib import PurePath

from django.conf import settings
from django.core.files.base import File

from launchgate.core.refusals import Invalid

# Ending: the bytes such a file begins with; empty where the kind has no mark of its own (plain text).
ZIP, OLE = (b"PK\x03\x04", b"PK\x05\x06"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
MARKS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".docx": ZIP,
    ".xlsx": ZIP,
    ".pptx": ZIP,
    ".odt": ZIP,
    ".ods": ZIP,
    ".odp": ZIP,
    ".zip": ZIP,
    ".doc": OLE,
    ".xls": OLE,
    ".ppt": OLE,
    ".msg": OLE,
    ".txt": (),
    ".md": (),
    ".csv": (),
    ".tsv": (),
    ".json": (),
    ".eml": (),
}
ENDINGS = ", ".join(sorted(ending.lstrip(".") for ending in MARKS))


def check_file(file: File) -> None:
    """Raise Invalid unless the file may be attached: named, not empty, not too large, of a kind that it really is."""
    name, size = str(file.name or ""), file.size or 0
    ending = PurePath(name).suffix.lower()
    if ending not in MARKS:
        raise Invalid(
            f"Files that end in “{ending or name[-20:]}” cannot be attached. Possible are: {ENDINGS}.", field="file"
        )
    if size == 0:
        raise Invalid("The file is empty.", field="file")
    most = settings.EVIDENCE_MAX_BYTES
    if size > most:
        raise Invalid(f"The file has {size / 1e6:.1f} MB; {most / 1e6:.0f} MB is the most.", field="file")
    file.seek(0)
    head = file.read(8192)
    file.seek(0)
    marks = MARKS[ending]
    fits = head.startswith(marks) if marks else b"\x00" not in head
    if not fits or (ending == ".webp" and head[8:12] != b"WEBP"):
        raise Invalid(f"The file says it is {ending.lstrip('.')}, but its content is something else.", field="file")
