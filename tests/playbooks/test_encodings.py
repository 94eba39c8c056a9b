"""Encodings: told apart by what the bytes bear out, also where a file is short or lies about itself."""

import random

import pytest

from launchgate.playbooks.importing.encodings import decoded
from launchgate.playbooks.importing.reading import read_checklist


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Preise prüfen, größer als 5 €", "cp1252"),
        ("Vérifier les prix à l’été", "cp1252"),
        ("a,b,c\n4,5,©\n", "latin-1"),
        ("Proszę sprawdzić zgodność cen przed uruchomieniem, także źródło", "cp1250"),
        ("Проверить резервное копирование", "koi8-r"),
        ("Проверить резервное копирование", "cp1251"),
        ("检查备份并确认恢复", "gb18030"),
        ("가격을 확인하고 고객에게 알린다", "cp949"),
        ("認証を利用する。パスワードの保管", "euc_jp"),
        ("認証を利用する。パスワードの保管", "cp932"),
        ("التحقق من النسخ الاحتياطي", "cp1256"),
        ("Tell the customers – “all” of them", "utf-16-le"),
    ],
)
def test_the_encoding_of_a_single_line_is_found_out(words, encoding):
    assert decoded(f"- [ ] {words}\n".encode(encoding)) == (f"- [ ] {words}\n", [])


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
def test_a_byte_order_mark_that_the_bytes_belie_is_not_believed(mark):
    assert decoded(mark + "Größe,Gate\nPrüfen,X\n".encode("latin-1")) == ("Größe,Gate\nPrüfen,X\n", [])


def test_a_few_broken_characters_do_not_make_it_another_encoding():
    text, notes = decoded(("検査を行う。" * 20).encode() + b"\xe6\xa4 - \xff\n")
    assert text.startswith("検査を行う。")
    assert notes == ["2 characters that were broken in the file already; \ufffd stands for them."]


def test_half_a_character_of_a_wide_encoding_is_taken_out_and_told():
    found = read_checklist("- [ ] Ask \ud800them\n".encode("utf-8", "surrogatepass"), "list.md")
    assert ([item.text for item in found.items], found.left_out) == (
        ["Ask them"],
        ["1 character that cannot be shown."],
    )


def test_bytes_without_any_order_are_no_text():
    assert decoded(b"\0" + random.Random(5).randbytes(5_000))[0] is None
