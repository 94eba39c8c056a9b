"""The PDF of a launch file: what no font here can print is spelt out, and the file says so."""

import pytest

from launchgate.core.markdown import tree_of
from launchgate.launches.export.collecting import collect
from launchgate.launches.export.printing import as_pdf, spelt_out, unprintable
from launchgate.launches.export.writing import view_of

ALL_OF_IT = """# Head *x*

One **bold** `code` [link](https://example.com) #panic() $x$ \\
next ~~no~~

- a
  1. b

| a | b |
|---|---|
| *1* | |

> said

---

```
raw #x
```

    indented

[empty]()

#

-

"""
# A character for private use: no font has one.
NOWHERE = "\U000f1234"


def test_characters_that_a_refusal_names_are_found():
    refusal = 'the text `"山"` could not be displayed with font `"X"`\nthe text `"\\u{f1234}a"` could not be displayed'
    assert unprintable(refusal) == {"山", NOWHERE}


def test_a_run_of_them_is_written_as_numbers():
    assert spelt_out("Ms 山田 and 山", {"山", "田"}) == "Ms [U+5C71 U+7530] and [U+5C71]"


def test_what_separates_words_in_a_class_of_characters_is_taken_as_it_is():
    assert spelt_out("a–]^b", {"–", "]", "^"}) == "a[U+2013 U+005D U+005E]b"


@pytest.mark.django_db
def test_a_name_that_cannot_be_printed_does_not_stop_the_export(small):
    launch = small.launch()
    launch.name = f"Aurora {NOWHERE}"
    pdf = as_pdf(view_of(collect(launch)))
    assert pdf.startswith(b"%PDF-")
    assert b"pdfaid" not in pdf


@pytest.mark.django_db
def test_the_pdf_is_one_for_archives(small):
    assert b"pdfaid" in as_pdf(view_of(collect(small.launch())))


@pytest.mark.django_db
def test_markdown_is_printed_as_it_reads_however_deep(small):
    view = view_of(collect(small.launch()))
    text = ALL_OF_IT + ">" * 30 + " deep\n\n" + "- " * 30 + "deep"
    line = {"what": "Briefing", "state": "", "words": text, "facts": [], "is_markdown": True, "tree": tree_of(text)}
    assert b"pdfaid" in as_pdf(view | {"sections": [{"title": "Told", "lines": [line]}]})
