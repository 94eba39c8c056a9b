"""CSV, TSV and XLSX: delimiters, headers in many wordings, broken quoting, sheets."""

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from launchgate.core.refusals import Invalid
from launchgate.playbooks.importing.tabular import read_delimited, read_workbook


def texts(found):
    return [item.text for item in found.items]


def workbook(**sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter):
    found = read_delimited(f"Task{delimiter}Gate\nAsk, then tell{delimiter}Sales\nPrice it{delimiter}Finance\n"
                           .replace("Ask, then tell", '"Ask, then tell"'))  # fmt: skip
    assert [(item.text, item.section) for item in found.items] == [
        ("Ask, then tell", ("Sales",)),
        ("Price it", ("Finance",)),
    ]


def test_excels_own_hint_is_followed():
    assert texts(read_delimited("sep=;\nTask;Owner\nAsk;Sales\n")) == ["Ask"]


@pytest.mark.parametrize(
    "label",
    ["Title", "task", "Item", "Name", "Summary", "Question", "Checklist item", "QuestionText", "to_do", "Aufgabe"],
)
def test_the_column_that_asks_is_known_by_many_names(label):
    assert texts(read_delimited(f"ID,{label},Notes\n7,Ask them,soon\n8,Tell them,later\n")) == ["Ask them", "Tell them"]


@pytest.mark.parametrize("label", ["Gate", "phase", "Stage", "Section", "Category", "Milestone", "Status"])
def test_the_column_of_sections_is_known_by_many_names(label):
    assert read_delimited(f"Task,{label}\nAsk,Research\n").items[0].section == ("Research",)


def test_a_section_left_empty_is_that_of_the_row_above():
    found = read_delimited("Phase,Task\nResearch,Ask\n,Listen\nPricing,Price\n")
    assert [item.section for item in found.items] == [("Research",), ("Research",), ("Pricing",)]


@pytest.mark.parametrize(("word", "required"), [("yes", True), ("X", True), ("TRUE", True), ("no", False), ("", False)])
def test_required_is_read(word, required):
    assert read_delimited(f"Task,Required,Owner\nAsk,{word},Sales\n").items[0].is_required is required


@pytest.mark.parametrize(
    ("word", "kind"), [("number", "number"), ("Yes/No", "yes_no"), ("URL", "link"), ("odd", "yes_no")]
)
def test_the_type_is_read(word, kind):
    assert read_delimited(f"Task,Type\nAsk,{word}\n").items[0].kind == kind


def test_options_make_a_choice():
    item = read_delimited("Question,Options\nHow sure?,very; somewhat; not\n").items[0]
    assert (item.kind, item.options) == ("choice", ("very", "somewhat", "not"))


def test_owner_due_and_other_columns_become_help():
    item = read_delimited("Task,Owner,Due Date,Effort\nAsk,Sales,2027-01-05,2 d\n").items[0]
    assert (item.help, item.hint) == ("Owner: Sales\nDue Date: 2027-01-05\nEffort: 2 d", "Sales")


def test_labels_of_no_known_meaning_above_numbers_are_a_header():
    found = read_delimited("a,b\nx,1\ny,2\n")
    assert texts(found) == ["x", "y"]


@pytest.mark.parametrize(
    "text",
    [
        "Place,Visits,Note\nx,1,\ny,2,\nz,,few\n",
        "Place,Opened\nx,2027-01-05\ny,2027-02-01\n",
        ',,\nOur places,,\nPlace,Visits,\nx,$10,\ny,"1,200",\n',
        "place_name,wiki_url\nx,a\ny,b\n",
    ],
)
def test_a_header_is_known_by_what_stands_below_it_and_how_it_is_written(text):
    assert texts(read_delimited(text))[:2] in (["x", "y"], ["a", "b"])


def test_a_column_of_links_is_not_the_one_that_asks():
    assert texts(read_delimited("plant_name,wiki_url\nIris,https://x.test/iris\nRose,\n")) == ["Iris", "Rose"]


def test_a_first_row_of_words_among_words_is_an_item():
    rows = "Set the price,Finance,Bo\nTell everybody,Sales,Cy\n"
    assert len(read_delimited(rows).items) == 2


def test_a_list_without_a_header_is_items_from_the_first_line():
    assert texts(read_delimited("Ask customers\nPrice it\n")) == ["Ask customers", "Price it"]


def test_lines_above_the_header_are_left_out():
    found = read_delimited("Our launch,,\n,,\nTask,Gate,Owner\nAsk,Sales,Bo\n")
    assert (texts(found), found.left_out) == (["Ask"], ["1 row above the header."])


def test_empty_rows_and_repeated_headers_are_left_out():
    found = read_delimited("Task,Owner\nAsk,Bo\n,\nTask,Owner\nTell,Bo\n,Bo2\n")
    assert texts(found) == ["Ask", "Tell"]
    assert found.left_out == ["1 row without words to ask.", "1 row that repeats the header."]


def test_a_cell_of_several_lines_is_one_item():
    found = read_delimited('Task,Notes\n"Ask\nall of them","one\ntwo"\nTell,x\n')
    assert [(item.text, item.help) for item in found.items] == [("Ask", "all of them\none\ntwo"), ("Tell", "x")]


def test_a_cell_may_be_very_long():
    found = read_delimited('Task,Gate\n"' + "them " * 100_000 + '",Sales\nTell,Sales\n')
    assert ([item.text[:9] for item in found.items], found.left_out) == (["them them", "Tell"], [])


def test_an_inch_mark_is_no_quotation():
    assert texts(read_delimited('Task,Size\n5" pipe,x\nTell,y\n')) == ['5" pipe', "Tell"]


def test_a_quotation_that_does_not_close_swallows_one_line_only():
    found = read_delimited('Task,Owner\n"Ask,Bo\nTell,Cy\n' + "More,Di\n" * 50)
    assert texts(found) == ["Ask", "Tell", *["More"] * 50]
    assert "Quotation marks on 1 line" in found.left_out[-1]


def test_a_hundred_thousand_rows_are_read():
    rows = "".join(f"Task {number},Gate {number % 5}\n" for number in range(100_000))
    assert len(read_delimited("Task,Gate\n" + rows).items) == 100_000


def test_more_items_than_any_checklist_has_are_refused():
    with pytest.raises(Invalid, match="more than 200,000 items"):
        read_delimited("Task\n" + "Ask\n" * 200_001)


def test_a_workbook_is_read_sheet_by_sheet():
    found = read_workbook(
        workbook(Sales=[["Task", "Required"], ["Ask", True], [None, None]], Finance=[["Item"], ["Price it"]])
    )
    assert [(item.text, item.section) for item in found.items] == [("Ask", ("Sales",)), ("Price it", ("Finance",))]
    assert found.items[0].is_required


def test_a_single_sheet_is_no_section():
    assert read_workbook(workbook(Sheet1=[["Task"], ["Ask"]])).items[0].section == ()


def test_a_hidden_sheet_is_left_out():
    book = Workbook()
    book.active.append(["Task"])
    book.active.append(["Ask"])
    book.create_sheet("Lists").append(["Secret"])
    book["Lists"].sheet_state = "hidden"
    packed = BytesIO()
    book.save(packed)
    found = read_workbook(packed.getvalue())
    assert (texts(found), found.left_out) == (["Ask"], ["The hidden sheet “Lists”."])


def test_values_read_as_they_stand_in_the_sheet():
    row = ["Ask", date(2027, 1, 5), datetime(2027, 1, 5, 9, 30), 3.0, 2.5]
    item = read_workbook(workbook(S=[["Task", "Due", "At", "N", "M"], row])).items[0]
    assert item.help == "Due: 2027-01-05\nAt: 2027-01-05 09:30:00\nN: 3\nM: 2.5"


def test_a_damaged_workbook_is_refused_in_a_sentence():
    with pytest.raises(Invalid, match="damaged"):
        read_workbook(workbook(S=[["Task"], ["Ask"]])[:900])
