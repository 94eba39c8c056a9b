"""Files as they come: encodings, false names, packed, binary and hostile ones; each read or refused in a sentence."""

import random
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from launchgate.core.refusals import Invalid
from launchgate.playbooks.importing.found import as_json, from_json
from launchgate.playbooks.importing.reading import read_checklist

LIST = "- [ ] Prüfen – größer\n- [x] Ask\n"


def texts(data, name=""):
    return [item.text for item in read_checklist(data, name).items]


def packed(**parts):
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return archive.getvalue()


def workbook():
    book, data = Workbook(), BytesIO()
    book.active.append(["Task"])
    book.active.append(["Ask"])
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_are_told_apart(encoding):
    assert texts(LIST.encode(encoding), "list.md") == ["Prüfen – größer", "Ask"]


def test_japanese_is_read_in_its_own_encoding():
    text = "- [ ] 認証を利用する。\n- [ ] パスワードの保管\n" * 5
    assert texts(text.encode("shift_jis"), "list.md")[0] == "認証を利用する。"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind_are_read(end):
    assert texts(end.join(["- [ ] One", "- [ ] Two", ""]).encode(), "list.md") == ["One", "Two"]


def test_line_ends_may_be_mixed():
    assert texts(b"- [ ] One\r\n- [ ] Two\r- [ ] Three\n", "list.md") == ["One", "Two", "Three"]


def test_characters_that_cannot_be_kept_are_taken_out_and_told():
    found = read_checklist("- [ ] A\ufeffsk\n- [ ] Tell\n".encode(), "list.md")
    assert [item.text for item in found.items] == ["Ask", "Tell"]
    assert "1 character that cannot be shown." in found.left_out


@pytest.mark.parametrize("code", [0x00, 0x07, 0x0B, 0x1B, 0x7F, 0x85, 0x9F])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_control_character_is_refused_with_its_line(code, end):
    text = end.join(["# List", "- [ ] Ask", f"- [ ] Te{chr(code)}ll", ""])
    with pytest.raises(Invalid, match=rf"Line 3 holds a control character \(U\+{code:04X}\)"):
        read_checklist(text.encode(), "list.md")


def test_such_characters_do_not_come_through_json_either():
    assert texts(b'["\\ud800Ask\\u0000"]', "list.json") == ["Ask"]


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (b"# Plan\n- [ ] Ask, then\n- [ ] Tell, then\n", "list.csv", "Markdown"),
        (b'[{"task": "Ask"}]', "list.csv", "JSON"),
        (b'[{"task": "Ask"}]', "list.md", "JSON"),
        (workbook(), "list.md", "XLSX"),
        (b"Task,Gate\nAsk,Sales\nTell,Sales\n", "", "CSV"),
        (b"Task\tGate\nAsk\tSales\n", "pasted.txt", "TSV"),
        (b"- Ask\n- Tell\n", "", "YAML"),
        (b"Ask\nTell\n", "", "CSV"),
        (b"- [ ] Ask\n", "", "Markdown"),
        (b"name: T\nitems:\n  - Ask\n", "list.yml", "YAML"),
    ],
)
def test_what_a_file_holds_decides_over_its_name(data, name, form):
    found = read_checklist(data, name)
    assert found.form == form
    assert found.items


def test_a_name_is_believed_where_what_the_text_looks_like_holds_no_item():
    with pytest.raises(Invalid, match="The YAML is broken at line 2"):
        read_checklist(b"steps:\n    - [ ] ask\n    - [x] tell\n", "list.yaml")


def test_a_false_name_is_remarked_on():
    assert read_checklist(b'[{"task": "Ask"}]', "list.csv").remarks == [
        "It was read as JSON, although its name ends in .csv."
    ]


def test_a_markdown_file_stays_markdown_though_it_has_no_items():
    found = read_checklist(b"Words: more words\n\n- plain\n- list\n", "notes.md")
    assert (found.form, found.items) == ("Markdown", [])


def test_ticks_are_left_out_and_told():
    assert read_checklist(LIST.encode(), "list.md").left_out == ["1 tick: a playbook asks, and each launch answers."]


def test_the_file_gives_a_name_where_the_list_has_none():
    assert read_checklist(b"- [ ] Ask\n", "our_go-live list.md").title == "Our go live list"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"{\\rtf1 Ask}", "rich text"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "old Office file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\x1f\x8b\x08abc", "compressed"),
        (b"MZ\x90\x00", "a program"),
        (b"<!DOCTYPE html><ul><li>Ask</ul>", "a web page"),
        (b'<?xml version="1.0"?><a/>', "a web page or XML"),
        (random.Random(1).randbytes(5_000), "not a text file"),
        (b"PK\x03\x04" + b"x" * 300, "damaged"),
        (packed(**{"word/document.xml": "<x/>"}), "not an Excel workbook"),
        (workbook()[:2_000], "damaged"),
        (b"x" * (20 * 1024 * 1024 + 1), "20 MB is the most"),
    ],
)
def test_what_is_no_checklist_is_refused_in_one_sentence(data, sentence):
    with pytest.raises(Invalid, match=sentence):
        read_checklist(data, "list.md")


def test_a_zip_bomb_is_not_unpacked():
    bomb = packed(**{"xl/workbook.xml": "<x/>", "xl/worksheets/sheet1.xml": b"0" * 210_000_000})
    with pytest.raises(Invalid, match="Nothing was unpacked"):
        read_checklist(bomb, "list.xlsx")


def test_entities_that_grow_are_not_resolved():
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    sheet = f'<!DOCTYPE a [<!ENTITY e0 "boom">{entities}]><worksheet><sheetData><row><c t="inlineStr"><is><t>&e9;</t></is></c></row></sheetData></worksheet>'  # noqa: E501
    parts = {
        name: zipfile.ZipFile(BytesIO(workbook())).read(name)
        for name in zipfile.ZipFile(BytesIO(workbook())).namelist()
    }
    with pytest.raises(Invalid, match="damaged"):
        read_checklist(packed(**parts | {"xl/worksheets/sheet1.xml": sheet}), "list.xlsx")


def test_what_was_found_comes_back_from_its_json():
    found = read_checklist(b"# A\n- [x] Ask\n  - detail\n\n| Task | Options |\n|---|---|\n| How | a; b |\n", "list.md")
    assert from_json(as_json(found)) == found
