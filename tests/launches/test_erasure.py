"""Erasing a person: the name everywhere, words and files when asked, and no chain breaks."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from launchgate.audit.models import Event
from launchgate.core.refusals import Conflict, Forbidden
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.evidence import add_evidence, prove_by_file
from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.launches.actions.submit import OfferedItem, submit_gate
from launchgate.launches.actions.turns import pass_turn_on, rest_turn
from launchgate.launches.export import verify_launch_file
from launchgate.launches.export.writing import write_launch_file
from launchgate.launches.models import Comment, Decision, Evidence, Gate, Offer, Turn
from launchgate.people.actions import persons
from launchgate.people.actions.erasure import erase_person
from launchgate.people.models import Person
from tests.forging import verify
from tests.launches.small import START
from tests.launches.stages import answer_required, gate_in, gate_of, item_of

PDF = b"%PDF-1.7 a plan"
SOON = (START + timedelta(days=5)).date()
COMMENT = "I, Sal, think of my mother."


@pytest.fixture
def gate(small) -> Gate:
    """A gate on which the head of sales signed, wrote and attached a file, and then left."""
    sales = small.people["sales"]
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    add_evidence(item_of(gate, "demand").pk, prove_by_file(ContentFile(PDF, "sal.pdf")), actor=small.owner)
    Evidence.objects.filter(kind="file").update(added_by=sales)
    comment_on_gate(gate.pk, COMMENT, actor=sales)
    approve(gate.pk, small.functions["sales"].pk, actor=sales, reason="As Sal Sales I agree.")
    persons.deactivate_person(sales.pk, actor=small.people["admin"])
    return gate


def erase(small, *, words: bool = True) -> Person:
    return erase_person(small.people["sales"].pk, actor=small.people["admin"], words=words)


def test_the_person_is_called_by_a_number(gate, small):
    person = erase(small)
    person.refresh_from_db()
    assert (person.name, person.email) == (f"Erased person {person.pk}", f"erased-{person.pk}@erased.invalid")
    assert not person.has_usable_password()


def test_the_ways_to_reach_the_person_go(gate, small):
    kept = {"calendar_key": "d" * 64, "channel": "slack", "chat_address": "https://hooks.slack.com/services/T/B/x"}
    Person.objects.filter(pk=small.people["sales"].pk).update(
        **kept, mail_refused_why="550 no Sal here", chat_refused_why="Sal?"
    )
    person = Person.objects.get(pk=erase(small).pk)
    assert (person.calendar_key, person.channel, person.chat_address) == (None, "mail", "")
    assert (person.mail_refused_why, person.chat_refused_why) == ("", "")


def test_the_name_under_a_signature_goes_and_the_sentence_stays(gate, small):
    before = Decision.objects.get(gate=gate)
    person = erase(small, words=False)
    after = Decision.objects.get(gate=gate)
    assert (after.printed_name, after.sentence, after.reason) == (person.name, before.sentence, before.reason)


def test_the_name_of_somebody_who_was_stood_in_for_goes_too(gate, small):
    Decision.objects.filter(gate=gate).update(person=small.people["deputy"], printed_name="Dee Deputy for Sal Sales")
    person = erase(small)
    assert Decision.objects.get(gate=gate).printed_name == f"Dee Deputy for {person.name}"


def test_words_stay_unless_they_are_asked_for(gate, small):
    erase(small, words=False)
    assert Comment.objects.get().text == COMMENT


def test_words_go_and_say_so(gate, small):
    person = erase(small)
    mark = f"Erased by law: words of {person.name}"
    assert Comment.objects.get().text == mark
    assert Decision.objects.get(gate=gate).reason == mark


def test_reasons_for_time_and_for_passing_on_go(small):
    turn = Turn.objects.get(gate=gate_in(Gate.Status.IN_REVIEW, small), kind="sign", function=small.functions["sales"])
    rest = rest_turn(turn.pk, date(2026, 3, 5), "My mother is ill.", actor=small.people["sales"])
    passed = pass_turn_on(turn.pk, "My mother is ill.", actor=small.people["sales"])
    persons.deactivate_person(small.people["sales"].pk, actor=small.people["admin"])
    erase(small)
    for row in (rest, passed):
        row.refresh_from_db()
        assert row.reason.startswith("Erased by law")
    assert verify()[0] == 0


def test_the_reason_of_a_stopped_launch_goes(small):
    launch, owner = small.launch(), small.owner
    stop_launch(launch.pk, "My mother is ill.", actor=owner)
    persons.deactivate_person(owner.pk, actor=small.people["admin"])
    erase_person(owner.pk, actor=small.people["admin"], words=True)
    launch.refresh_from_db()
    assert launch.stop_reason.startswith("Erased by law")
    assert verify()[0] == 0


def test_the_reason_of_an_item_that_was_offered_goes(small):
    gate, owner = gate_of(small.launch(), "input"), small.owner
    answer_required(gate, owner)
    answer_item(item_of(gate, "demand").pk, None, actor=owner)
    submit_gate(gate.pk, actor=owner, offers=[OfferedItem(item_of(gate, "demand").pk, "I was ill.", SOON)])
    persons.deactivate_person(owner.pk, actor=small.people["admin"])
    erase_person(owner.pk, actor=small.people["admin"], words=True)
    assert Offer.objects.get().reason.startswith("Erased by law")
    assert verify()[0] == 0


def test_files_go_after_the_commit(gate, small, django_capture_on_commit_callbacks):
    name = Evidence.objects.get(kind="file").file.name
    with django_capture_on_commit_callbacks(execute=True):
        erase(small)
    proof = Evidence.objects.get(kind="file")
    assert not default_storage.exists(name)
    assert (proof.file.name, proof.sha256, proof.title.startswith("Erased by law")) == ("", "", True)


def test_one_event_of_the_company_names_the_rows_and_no_word(gate, small):
    erase(small)
    event = Event.objects.get(kind="person.erased")
    assert event.chain == "company:1"
    assert f'"comment:{Comment.objects.get().pk}"' in event.text
    assert "Sal" not in event.text


@pytest.mark.parametrize("words", [True, False])
def test_no_chain_breaks(small, words, django_capture_on_commit_callbacks):
    sales = small.people["sales"]
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    comment_on_gate(gate.pk, COMMENT, actor=sales)
    approve(gate.pk, small.functions["sales"].pk, actor=sales, reason="As Sal Sales I agree.")
    persons.deactivate_person(sales.pk, actor=small.people["admin"])
    with django_capture_on_commit_callbacks(execute=True):
        erase(small, words=words)
    assert verify("--files")[0] == 0


def test_what_takes_the_place_of_erased_words_is_found(small):
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    comment_on_gate(gate.pk, COMMENT, actor=small.people["sales"])
    persons.deactivate_person(small.people["sales"].pk, actor=small.people["admin"])
    erase(small)
    Comment.objects.update(text="I never agreed.")
    assert "what was written was changed" in verify()[1]


def test_a_launch_file_tells_what_was_erased_and_checks_out(small, tmp_path):
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    owner = small.owner
    add_evidence(item_of(gate, "demand").pk, prove_by_file(ContentFile(PDF, "sal.pdf")), actor=owner)
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    for person in (small.people["sales"], owner):
        persons.deactivate_person(person.pk, actor=small.people["admin"])
        erase_person(person.pk, actor=small.people["admin"], words=True)
    with (tmp_path / "launch.zip").open("w+b") as target:
        write_launch_file(gate.launch_id, target, actor=None)
    told = verify_launch_file.check(tmp_path / "launch.zip")
    assert [line for line in told if line.startswith("Erased by law") and "signatures.json" in line]


def test_an_active_person_is_deactivated_first(small):
    with pytest.raises(Conflict, match="Deactivate Sal Sales first"):
        erase(small)


def test_nobody_is_erased_twice_or_comes_back(gate, small):
    person = erase(small)
    with pytest.raises(Conflict, match="was erased already"):
        erase(small)
    with pytest.raises(Conflict, match="was erased by law"):
        persons.reactivate_person(person.pk, actor=small.people["admin"])


def test_only_an_administrator_erases(gate, small):
    with pytest.raises(Forbidden):
        erase_person(small.people["sales"].pk, actor=small.sponsor, words=True)


def test_the_page_says_what_will_be_lost_and_asks_whether_it_is_meant(gate, small, client):
    client.force_login(small.people["admin"], backend="django.contrib.auth.backends.ModelBackend")
    path = f"/people/{small.people['sales'].pk}/erase/"
    page = client.get(path).content.decode()
    assert "Names printed under decisions: 1" in page
    assert "Comments: 1" in page
    assert client.post(path, {"words": "on"}).status_code == 422
    answer = client.post(path, {"words": "on", "sure": "on"}, follow=True).content.decode()
    assert f"Erased person {small.people['sales'].pk}" in answer
    assert not Comment.objects.filter(text=COMMENT).exists()
