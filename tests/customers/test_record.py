"""What the record proves of customers, what erasure takes, what the history tells, and what the checks find."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.module_loading import autodiscover_modules

from launchgate.core.invariants import registered
from launchgate.customers.actions.insights import Said, add_insight, withdraw_insight
from launchgate.customers.actions.promises import withdraw_promise
from launchgate.customers.actions.questions import answer_question, ask_gate
from launchgate.customers.models import Insight, InsightProof, Promise, Question
from launchgate.launches.actions.evidence import prove_by_file
from launchgate.launches.models import Launch, Turn
from launchgate.people.actions import persons
from launchgate.people.actions.erasure import erase_person
from tests.customers.promising import promise_on
from tests.forging import verify
from tests.launches.stages import gate_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def launch(small) -> Launch:
    """A launch with an insight and its file, one that was withdrawn, a question that was answered, and two promises."""
    launch, sales = small.launch(), small.people["sales"]
    proof = prove_by_file(ContentFile(b"%PDF-1.7 notes", "notes.pdf"))
    add_insight(launch.pk, Said("feedback", "Nord", "It is slow.", number="3", unit="tills", proof=proof), actor=sales)
    gone = add_insight(launch.pk, Said("churn", "Nord", "We left."), actor=sales)
    withdraw_insight(gone.pk, "It was another product.", actor=sales)
    question = ask_gate(gate_of(launch, "price").pk, "By the quarter?", actor=sales)
    answer_question(question.pk, "Yes.", actor=small.people["finance"])
    promise_on(launch, sales, worth="100 EUR")
    withdraw_promise(promise_on(launch, sales, "scope").promise.pk, "Not this year.", actor=sales)
    return launch


def test_what_nobody_touched_is_whole(launch):
    code, printed = verify("--files")
    assert (code, printed.count("BROKEN")) == (0, 0)


@pytest.mark.parametrize(
    ("model", "change", "said"),
    [
        (Insight, {"words": "It is fine."}, "what a customer said was changed"),
        (Insight, {"number": "4"}, "what a customer said was changed"),
        (Insight, {"kind": "other"}, "the entry of the customer log was changed"),
        (Insight, {"end_reason": "No."}, "what was written was changed"),
        (InsightProof, {"sha256": "0" * 64}, "what was attached to it was changed"),
        (Question, {"text": "Why?"}, "what was written was changed"),
        (Question, {"answer": "No."}, "what was written was changed"),
        (Promise, {"value": "2030-01-01"}, "what was promised was changed"),
        (Promise, {"worth": 5, "currency": "EUR"}, "what was promised was changed"),
        (Promise, {"told": "Yes, this year."}, "what was written was changed"),
    ],
)
def test_a_changed_row_is_found(launch, model, change, said):
    model.objects.update(**change)
    code, printed = verify()
    assert code == 1
    assert said in printed


def test_a_file_that_is_gone_is_found(launch):
    default_storage.delete(str(InsightProof.objects.get().file.name))
    code, printed = verify("--files")
    assert code == 1
    assert "is gone" in printed


def test_erasure_takes_the_words_and_the_record_stays_whole(launch, small):
    sales = small.people["sales"]
    persons.deactivate_person(sales.pk, actor=small.people["admin"])
    erase_person(sales.pk, actor=small.people["admin"], words=True)
    mark = f"Erased by law: words of Erased person {sales.pk}"
    assert set(Insight.objects.values_list("words", "words_key")) == {(mark, "")}
    assert set(Promise.objects.values_list("words", flat=True)) == {mark}
    assert Question.objects.get().text == mark
    assert not InsightProof.objects.get().file
    code, printed = verify()
    assert (code, printed.count("BROKEN")) == (0, 0)


def test_the_history_tells_what_was_said_asked_and_promised(client, launch, small):
    client.force_login(small.owner)
    page = client.get(f"{launch.get_absolute_url()}history/").text
    for words in (
        "added what Nord said",
        "withdrew what Nord said",
        "asked Finance about Price",
        "answered a question about Price",
        "recorded what Kaufhaus Nord was promised: 1 April 2026. Nothing backs it yet",
        "withdrew the promise to Kaufhaus Nord",
        "It is slow.",
    ):
        assert words in page


def test_the_history_ends_a_promise_of_words_once(client, launch, small):
    promise_on(launch, small.owner, Promise.Kind.SCOPE, words="Somebody comes and shows it.")
    client.force_login(small.owner)
    page = client.get(f"{launch.get_absolute_url()}history/").text
    assert "was promised: Somebody comes and shows it. Nothing backs it yet" in page


def broken() -> list[str]:
    autodiscover_modules("invariants")
    return [sentence for invariant in registered() for sentence in invariant.check().broken]


def test_the_checks_hold(launch):
    assert broken() == []


@pytest.mark.parametrize("kind", [Turn.Kind.BACK])
def test_an_open_promise_that_nobody_is_asked_about_is_found(launch, kind):
    Turn.objects.filter(kind=kind, closed_at=None).delete()
    assert any("waits, and nobody is asked" in sentence for sentence in broken())


def test_a_wrong_count_of_open_promises_is_found(launch):
    Launch.objects.filter(pk=launch.pk).update(open_promises=5)
    assert any("counts other open promises" in sentence for sentence in broken())
