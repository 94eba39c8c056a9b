"""Which files may be attached."""

import pytest
from django.core.files.base import ContentFile

from launchgate.core.refusals import Invalid
from launchgate.launches.files import MARKS, check_file

BODIES = {".webp": b"RIFF\x00\x00\x00\x00WEBPVP8 "}


@pytest.mark.parametrize("ending", sorted(MARKS))
def test_a_file_that_is_what_it_says_is_accepted(ending):
    body = BODIES.get(ending) or (MARKS[ending][0] if MARKS[ending] else b"plain words") + b"rest"
    file = ContentFile(body, f"Plan{ending.upper()}")
    check_file(file)
    assert file.read() == body


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("plan.pdf", b"MZ\x90\x00 a program"),
        ("plan.png", b"%PDF-1.7"),
        ("plan.txt", b"a\x00b"),
        ("plan.webp", b"RIFF\x00\x00\x00\x00AVI "),
        ("plan.docx", b"<html>"),
    ],
)
def test_a_file_that_lies_about_its_kind_is_refused(name, body):
    with pytest.raises(Invalid, match="its content is something else"):
        check_file(ContentFile(body, name))


@pytest.mark.parametrize("name", ["plan.exe", "plan.html", "plan.svg", "plan", "plan.pdf.js", "\u202egnp.exe"])
def test_other_kinds_are_refused(name):
    with pytest.raises(Invalid, match="cannot be attached"):
        check_file(ContentFile(b"%PDF-1.7", name))


def test_an_empty_file_is_refused():
    with pytest.raises(Invalid, match="empty"):
        check_file(ContentFile(b"", "plan.pdf"))


def test_a_file_that_is_too_large_is_refused(settings):
    settings.EVIDENCE_MAX_BYTES = 10
    with pytest.raises(Invalid, match="is the most"):
        check_file(ContentFile(b"%PDF-1.7 and more", "plan.pdf"))
