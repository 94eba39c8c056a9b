"""The pages of lessons: the list, one of them, writing one, and those that fit a launch."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from launchgate.launches.actions.decide import send_back
from launchgate.playbooks.actions import publish_version, retire_playbook
from launchgate.playbooks.models import Version
from launchgate.reviews.actions.lessons import look_at_lesson
from launchgate.reviews.models import Fit, Lesson
from tests.launches.stages import gate_of, signed, submitted
from tests.reviews.learning import learned, stopped, taken

GIVEN = {
    "happened": "Vans stood still.",
    "why": "Nobody tried.",
    "item_text": "Was it tried?",
    "item_kind": "yes_no",
    "gate_kind": "input",
    "tags": "vans, roll-back",
}


@pytest.fixture
def reader(client, small):
    client.force_login(small.people["admin"])
    return small


def test_the_list_says_what_kind_of_failure_taught_it(client, reader):
    learned(reader)
    assert "Depot, learned from its stop." in client.get("/lessons/").text


def test_the_list_is_searched_by_words_and_tags(client, reader):
    learned(reader)
    assert "Was going back tried?" in client.get("/lessons/?q=stood+still").text
    assert "Was going back tried?" in client.get("/lessons/?tag=vans").text
    assert "No lesson has these words." in client.get("/lessons/?q=submarine").text


def test_a_tag_is_found_whatever_its_letters(client, reader):
    learned(reader, tags=("Süßwaren",))
    assert "Was going back tried?" in client.get("/lessons/?tag=süßwaren").text
    assert "Was going back tried?" in client.get("/lessons/?q=süß").text


def test_a_form_writes_a_lesson_from_a_stop(client, reader):
    launch = stopped(reader)
    path = f"/lessons/new/?from=launch:{launch.pk}"
    assert "Nobody could go back." in client.get(path).text
    given = GIVEN | {"function": reader.functions["care"].pk}
    assert "Was it tried?" in client.post(path, given, follow=True).text
    assert Lesson.objects.get().tags == ["vans", "roll-back"]


def test_what_does_not_fit_is_shown_again(client, reader):
    launch = stopped(reader)
    answer = client.post(f"/lessons/new/?from=launch:{launch.pk}", GIVEN | {"item_text": ""})
    assert answer.status_code == 422
    assert "Vans stood still." in answer.text


@pytest.mark.parametrize("source", ["", "launch:0", "review:1", "launch:99999999999999999999", "launch:x", "planet:1"])
def test_there_is_nothing_to_learn_from_an_unknown_source(client, reader, source):
    assert client.get(f"/lessons/new/?from={source}").status_code == 404


def test_a_running_launch_was_not_stopped(client, reader):
    assert client.get(f"/lessons/new/?from=launch:{reader.launch().pk}").status_code == 404


def test_taking_it_begins_a_draft_where_there_is_none(client, reader):
    lesson = learned(reader)
    text = client.post(f"/lessons/{lesson.pk}/take/", follow=True).text
    assert "A lesson of Depot" in text
    assert "No launch has answered it yet" in text


def test_a_question_is_taken_out_by_a_click_and_may_be_taken_again(client, reader):
    lesson = learned(reader)
    taken(reader, lesson)
    answer = client.post(f"/lessons/{lesson.pk}/drop/", follow=True)
    assert "It is asked no more from" in answer.text
    draft = Version.objects.get(published_at=None)
    assert answer.redirect_chain[-1][0] == f"/playbooks/{draft.playbook_id}/versions/{draft.number}/#gate-input"
    assert "Take it into Short" not in client.get(lesson.get_absolute_url()).text
    publish_version(draft.pk, actor=reader.people["admin"])
    page = client.get(lesson.get_absolute_url()).text
    assert "and removed since" in page
    assert "Take it into Short" in page


@pytest.mark.parametrize(("verb", "says"), [("drop", "does not ask this any more"), ("take", "is retired")])
def test_what_cannot_be_done_begins_no_draft(client, reader, verb, says):
    lesson = learned(reader)
    if verb == "take":
        retire_playbook(reader.version.playbook_id, actor=reader.people["admin"])
    answer = client.post(f"/lessons/{lesson.pk}/{verb}/")
    assert answer.status_code == 409
    assert says in answer.text
    assert not Version.objects.filter(published_at=None).exists()


def test_the_page_of_a_version_proposes_what_never_caught_anything(client, reader, settings):
    lesson = learned(reader)
    taken(reader, lesson)
    settings.LESSON_IDLE_LAUNCHES = 1
    signed(reader.launch(), "input", reader)
    path = f"/playbooks/{reader.version.playbook_id}/"
    page = client.get(path).text
    assert "It has caught nothing on one launch." in page
    assert "a lesson of Depot" in page
    assert "Proposed for removal" in client.get(lesson.get_absolute_url()).text
    assert f'action="/lessons/{lesson.pk}/drop/"' in page
    assert f'href="/lessons/{lesson.pk}/keep/"' in page
    client.post(f"/lessons/{lesson.pk}/drop/")
    assert "Taken out of Short" in client.get(path).text
    client.force_login(reader.people["stranger"])
    assert "/drop/" not in client.get(path).text


def test_the_checklist_says_which_failure_wrote_an_item(client, reader):
    taken(reader, learned(reader))
    launch = reader.launch()
    text = client.get(gate_of(launch, "input").get_absolute_url()).text
    assert "A lesson of Depot, learned from its stop" in text


def test_the_name_of_a_confidential_launch_is_not_told_by_its_lesson(client, reader):
    taken(reader, learned(reader, launch=stopped(reader, name="Secret", is_confidential=True)))
    client.force_login(reader.people["stranger"])
    text = client.get(gate_of(reader.launch(), "input").get_absolute_url()).text
    assert "A lesson of a confidential launch" in text
    assert "Secret" not in text


def test_a_stopped_launch_asks_for_its_lesson_until_it_is_written(client, reader):
    launch = stopped(reader)
    assert "What did it teach?" in client.get(f"/launches/{launch.key}/").text
    learned(reader, launch=launch)
    assert "What did it teach?" not in client.get(f"/launches/{launch.key}/").text


def test_what_was_learned_from_it_already_is_shown_beside_the_next_lesson(client, reader):
    lesson = learned(reader)
    page = client.get(f"/lessons/new/?from={lesson.source}").text
    assert "Learned from it already" in page
    assert f'href="{lesson.get_absolute_url()}"' in page


def test_a_gate_that_was_sent_back_shows_what_it_taught(client, reader):
    gate = submitted(reader.launch(), "input", reader)
    sent_back = send_back(gate.pk, reader.functions["care"].pk, "Nobody tried it.", actor=reader.people["care"])
    path = gate.get_absolute_url()
    assert "Write a lesson" in client.get(path).text
    lesson = learned(reader, launch=gate.launch, source=f"decision:{sent_back.pk}")
    page = client.get(path).text
    assert "Write another lesson" in page
    assert f'href="{lesson.get_absolute_url()}"' in page


def test_opening_a_launch_shows_what_fits_the_words_so_far(client, reader):
    learned(reader)
    part = client.get("/launches/new/?name=Boards+for+vans", headers={"HX-Request": "true"}).text
    assert "Learned by launches like this one" in part
    assert "Was going back tried?" in part


def test_the_owner_looks_on_the_page_of_the_launch(client, reader):
    learned(reader)
    launch = reader.launch(audience="Vans")
    fit = Fit.objects.get(launch=launch)
    client.force_login(reader.owner)
    path = f"/launches/{launch.key}/lessons/"
    assert "To be looked at" in client.get(path).text
    unfit = client.post(f"{path}{fit.pk}/", {f"f{fit.pk}-words": "We try it."})
    assert unfit.status_code == 422
    assert "We try it." in unfit.text
    text = client.post(
        f"{path}{fit.pk}/", {f"f{fit.pk}-words": "In May.", f"f{fit.pk}-applies": "no"}, follow=True
    ).text
    assert "Does not apply" in text
    again = client.post(f"{path}{fit.pk}/", {f"f{fit.pk}-words": ""})
    assert again.status_code == 409
    assert "This lesson was looked at already." in again.text


def test_the_gate_in_preparation_leads_its_owner_to_the_lessons(client, reader):
    learned(reader)
    gate = gate_of(reader.launch(audience="Vans"), "input")
    assert "Look at 1 lesson" not in client.get(gate.get_absolute_url()).text
    client.force_login(reader.owner)
    assert "Look at 1 lesson<" in client.get(gate.get_absolute_url()).text
    look_at_lesson(Fit.objects.get().pk, "We try it.", applies=True, actor=reader.owner)
    assert "Look at 1 lesson" not in client.get(gate.get_absolute_url()).text


def test_everybody_else_reads_what_the_owner_does(client, reader):
    learned(reader)
    launch = reader.launch(audience="Vans")
    look_at_lesson(Fit.objects.get(launch=launch).pk, "We try it in May.", applies=True, actor=reader.owner)
    text = client.get(f"/launches/{launch.key}/lessons/").text
    assert "We try it in May." in text
    assert "I have looked at this one" not in text


def test_the_list_costs_the_same_for_many_lessons(client, reader, django_assert_num_queries):
    launch = stopped(reader)
    taken(reader, learned(reader, launch=launch))
    with CaptureQueriesContext(connection) as with_one:
        client.get("/lessons/")
    for _ in range(15):
        learned(reader, launch=launch)
    with django_assert_num_queries(len(with_one)):
        client.get("/lessons/")
