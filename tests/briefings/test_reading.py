"""Reading: acknowledged in person and by name, corrected editions, questions, and who may see what."""

import pytest
from django.urls import reverse

from launchgate.briefings.actions.read import acknowledge_briefing, answer_reader, ask_about_briefing
from launchgate.briefings.actions.write import correct_briefing
from launchgate.briefings.models import Briefing, Receipt
from launchgate.core.refusals import Conflict, Forbidden
from launchgate.launches.models import Launch, Turn
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import render
from launchgate.reminders.links import ways_to_answer
from tests.briefings.company import Company, published, read_by, reading_of
from tests.forging import verify


@pytest.fixture
def briefing(company: Company) -> Briefing:
    return published(company)


def test_a_reader_acknowledges_by_name(company: Company, briefing: Briefing):
    reader = company.sellers[1]
    receipt = acknowledge_briefing(reading_of(briefing, reader).pk, actor=reader)
    assert (receipt.printed_name, receipt.edition.number) == (reader.name, 1)
    assert not Turn.objects.filter(holder=reader, closed_at=None).exists()


def test_nobody_reads_in_anothers_place(company: Company, briefing: Briefing):
    for person in (company.cast.owner, company.sellers[0]):
        with pytest.raises(Forbidden, match="in person, so nobody else can do it"):
            acknowledge_briefing(reading_of(briefing, company.sellers[1]).pk, actor=person)


def test_nobody_acknowledges_twice(company: Company, briefing: Briefing):
    read_by(briefing, company.sellers[1])
    with pytest.raises(Conflict, match="acknowledged this briefing already"):
        read_by(briefing, company.sellers[1])


def test_a_correction_of_a_typo_asks_nobody_again(company: Company, briefing: Briefing):
    read_by(briefing, company.sellers[1])
    correct_briefing(briefing.pk, "It comes on Monday.", "A typo.", actor=company.cast.owner)
    assert reading_of(briefing, company.sellers[1]).is_read


def test_a_material_correction_asks_those_again_who_have_read(client, company: Company, briefing: Briefing):
    reader = company.sellers[1]
    read_by(briefing, reader)
    text = briefing.edition.text.replace("49 EUR", "59 EUR")
    correct_briefing(briefing.pk, text, "The price.", actor=company.cast.owner, is_material=True)
    assert Turn.objects.filter(holder=reader, kind="acknowledge", closed_at=None).count() == 1
    client.force_login(reader)
    page = client.get(briefing.get_absolute_url()).content.decode()
    assert "<del>- 49 EUR a month</del>" in page
    assert "<ins>- 59 EUR a month</ins>" in page
    read_by(briefing, reader)
    assert Receipt.objects.filter(reading__person=reader).count() == 2


def test_who_read_an_older_edition_on_the_screen_is_told(client, company: Company, briefing: Briefing):
    correct_briefing(briefing.pk, "It comes on Monday.", "The day.", actor=company.cast.owner)
    reader = company.sellers[1]
    with pytest.raises(Conflict, match=r"corrected edition was published while you were reading. The day."):
        acknowledge_briefing(reading_of(briefing, reader).pk, actor=reader, seen=1)


def test_a_question_waits_for_the_owner_until_it_is_answered(company: Company, briefing: Briefing):
    reader, owner = company.sellers[1], company.cast.owner
    question = ask_about_briefing(reading_of(briefing, reader).pk, "From when?", actor=reader)
    turn = Turn.objects.get(slot=question.slot)
    assert turn.holder == owner
    with pytest.raises(Forbidden):
        answer_reader(question.pk, "Now.", actor=reader)
    answer_reader(question.pk, "From March.", actor=owner)
    told = Message.objects.get(kind="news.briefing.answered")
    assert told.person == reader
    assert ("The answer", "From March.") in render(told).rows
    turn.refresh_from_db()
    assert turn.outcome == Turn.Outcome.DONE
    with pytest.raises(Conflict, match="answered already"):
        answer_reader(question.pk, "From April.", actor=owner)


def test_a_question_is_asked_in_its_own_words_and_names_the_launch(client, company: Company, briefing: Briefing):
    ask_about_briefing(reading_of(briefing, company.sellers[1]).pk, "From when?", actor=company.sellers[1])
    client.force_login(company.cast.owner)
    page = client.get(briefing.launch.get_absolute_url()).content.decode()
    assert f"Answer a question: “From when?” on {briefing.launch.name}." in page


def test_a_reader_of_a_confidential_launch_reads_the_briefing_and_sees_no_more(client, company: Company):
    briefing = published(company, is_confidential=True)
    reader = company.sellers[1]
    client.force_login(reader)
    assert client.get(briefing.get_absolute_url()).status_code == 200
    assert briefing.launch.get_absolute_url() not in client.get(briefing.get_absolute_url()).content.decode()
    assert client.get(briefing.launch.get_absolute_url()).status_code == 404
    assert not Launch.objects.visible_to(reader).filter(pk=briefing.launch_id).exists()
    assert client.get(reverse("briefings:readers", args=[briefing.pk])).status_code == 404
    desk = client.get("/").content.decode()
    assert briefing.get_absolute_url() in desk


def test_markup_in_a_briefing_is_only_text(client, company: Company, briefing: Briefing):
    text = "<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://evil.example/p.png)"
    correct_briefing(briefing.pk, text, "<b>All</b>", actor=company.cast.owner)
    client.force_login(company.sellers[1])
    page = client.get(briefing.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<img" not in page


@pytest.mark.parametrize(
    "forge",
    [
        lambda briefing: Receipt.objects.update(printed_name="Somebody else"),
        lambda briefing: briefing.editions.update(text="Something else"),
        lambda briefing: Receipt.objects.filter(reading__briefing=briefing).delete(),
    ],
    ids=["name", "text", "gone"],
)
def test_a_forged_row_is_found(company: Company, briefing: Briefing, forge):
    read_by(briefing, company.sellers[1])
    assert verify()[0] == 0
    forge(briefing)
    code, said = verify()
    assert code == 1
    assert briefing.launch.chain_key in said


def test_a_reader_asks_from_the_mail_or_asks_for_time_and_passes_nothing_on(
    client, company: Company, briefing: Briefing
):
    reader = company.sellers[1]
    turn = Turn.objects.get(holder=reader, kind="acknowledge", closed_at=None)
    assert [words for words, _ in ways_to_answer(turn, reader)] == ["Ask", "Not before …"]
    client.force_login(reader)
    assert client.post(f"/turns/{turn.pk}/ask/", {"question": "Who calls the shops?"}).status_code == 303
    assert Turn.objects.filter(kind="answer", holder=company.cast.owner, closed_at=None).exists()
    page = client.get(f"/turns/{turn.pk}/").text
    assert "/rest/" in page
    assert "/delegate/" not in page
    assert "/pass-on/" not in page


def test_a_reader_of_a_secret_launch_sees_what_is_asked_of_them(client, company: Company, briefing: Briefing):
    reader = company.sellers[1]
    Launch.objects.update(is_confidential=True)
    turn = Turn.objects.get(holder=reader, kind="acknowledge", closed_at=None)
    client.force_login(reader)
    page = client.get(f"/turns/{turn.pk}/")
    assert page.status_code == 200
    assert f"/launches/L-{turn.launch_id}/" not in page.text
    client.force_login(company.sellers[2])
    assert client.get(f"/turns/{turn.pk}/").status_code == 404
