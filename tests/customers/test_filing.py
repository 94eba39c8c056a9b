"""What the launch file and the gate pack hold of customers, and what a forger cannot change in it."""

import json
from pathlib import Path

import pytest

from launchgate.customers.actions.insights import Said, add_insight, correct_insight, withdraw_insight
from launchgate.customers.actions.promises import Promised, record_promise, withdraw_promise
from launchgate.customers.actions.questions import answer_question, ask_gate
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.export.writing import write_launch_file
from launchgate.launches.models import Item, Launch
from launchgate.offerings.actions.deciding import approve_exception
from tests.launches.test_export import altered, members, sealed, write
from tests.launching import Cast, gate_of, in_days, make_launch
from tests.offerings.asking import hear_all, make_exception
from tests.offerings.conftest import START, cast, company

__all__ = ["cast", "company"]
TITLES = ["What customers said", "What the front line asked", "What customers were promised"]


@pytest.fixture
def launch(cast: Cast) -> Launch:
    """A launch with insights, a question, and promises that an answer backs, an exception covers, and nobody keeps."""
    launch, sales = make_launch(cast), cast.heads["sales"]
    first = add_insight(launch.pk, Said("feedback", "Nordmarkt", "It is slow."), actor=sales)
    second = correct_insight(first.pk, Said("feedback", "Nordmarkt", "It is too slow."), actor=sales)
    withdraw_insight(second.pk, "It was another product.", actor=sales)
    add_insight(launch.pk, Said("churn", "Kaufhaus Nord", "We left."), actor=sales)
    question = ask_gate(gate_of(launch, "customer-input").pk, "Which tills?", actor=sales)
    answer_question(question.pk, "All of them.", actor=cast.heads["customer-care"])
    item = Item.objects.filter(gate__launch=launch, gate__kind="customer-input", kind="text").first()
    assert item is not None
    answer_item(item.pk, "It works offline.", actor=cast.owner)
    given = {"made_by_id": sales.pk, "made_on": START.date()}
    offline = Promised("scope", "Baltic Foods", "It works offline", worth="900 EUR", **given)
    record_promise(launch.pk, offline, actor=sales, item_id=item.pk)
    sunday = Promised("scope", "Südmarkt", "Delivery on Sundays", **given)
    promise = record_promise(launch.pk, sunday, actor=sales).promise
    exception = make_exception(cast.owner, promise_id=promise.pk)
    hear_all(exception, cast)
    approve_exception(exception.pk, in_days(30), "Only in May.", actor=cast.heads["operations"])
    taken = record_promise(launch.pk, Promised("scope", "Westmarkt", "A discount", **given), actor=sales).promise
    withdraw_promise(taken.pk, "Not this year.", actor=sales)
    return launch


@pytest.fixture
def exported(cast: Cast, launch: Launch, tmp_path: Path) -> Path:
    """The launch file."""
    path = tmp_path / "launch.zip"
    with path.open("w+b") as target:
        write_launch_file(launch.pk, target, actor=cast.owner)
    return path


def test_whoever_reads_it_sees_what_was_promised_to_whom_and_what_backed_it(exported):
    assert altered(exported) == ""
    page = members(exported)["launch.html"].decode()
    for said in (
        *TITLES,
        "To Baltic Foods: Backed",
        "900 EUR",
        "To Südmarkt: By exception",
        "Delivery on Sundays",
        "To Westmarkt: Withdrawn",
        "Not this year.",
        "What was granted outside of the standard offering",
        "Only in May.",
        "It is too slow.",
        "It was another product.",
        "Which tills?",
        "All of them.",
        "Mon 2 Nov 2026 10:00",
    ):
        assert said in page, said


def test_the_pdf_is_set_with_it(exported):
    assert members(exported)["launch.pdf"].startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("It works offline", "It works on line"),
        ("Not this year.", "Next year."),
        ("We left.", "We stay."),
        ("Only in May.", "Always."),
        ("All of them.", "None of them."),
        ('"900.00"', '"90.00"'),
        ('"Because."', '"Why not."'),
    ],
)
def test_a_forger_who_seals_the_manifest_anew_is_found_by_the_chain(exported, was, now):
    content = members(exported)
    forged = content["crossing.json"].decode().replace(was, now).encode()
    assert forged != content["crossing.json"]
    write(exported, sealed(content | {"crossing.json": forged}))
    assert "its words are not what its event says" in altered(exported)


def test_a_promise_left_out_is_found(exported):
    content = members(exported)
    sections = json.loads(content["crossing.json"])
    promises = next(section for section in sections if section["title"] == TITLES[2])
    del promises["lines"][0]
    write(exported, sealed(content | {"crossing.json": json.dumps(sections).encode()}))
    assert "what event" in altered(exported)
    assert altered(exported).endswith("proves is missing")


def test_a_promise_that_nobody_recorded_is_found(exported):
    content = members(exported)
    sections = json.loads(content["crossing.json"])
    line = sections[2]["lines"][0]
    proven = [line["proven"][0] | {"subject": "promise:999"}]
    sections[2]["lines"].append(line | {"proven": proven})
    write(exported, sealed(content | {"crossing.json": json.dumps(sections).encode()}))
    assert "no event knows of" in altered(exported)


def test_the_gate_pack_holds_what_was_said_and_promised_on_its_answers(client, cast: Cast, launch: Launch):
    client.force_login(cast.sponsor)
    page = client.get(f"/launches/{launch.key}/gates/customer-input/pack/").content.decode()
    assert "To Baltic Foods: Backed" in page
    assert "We left." in page
    # Promised on no answer of this gate, or said and withdrawn.
    assert "Delivery on Sundays" not in page
    assert "It is too slow." not in page
    # Written down at ten in the morning, UTC.
    assert "Mon 2 Nov 2026 11:00" in page
    other = client.get(f"/launches/{launch.key}/gates/product/pack/").content.decode()
    assert "Baltic Foods" not in other
