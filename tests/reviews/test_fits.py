"""Lessons that fit a launch: found when it opens, looked at before its first gate is submitted."""

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.edit import hand_over
from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Launch, Turn
from launchgate.offerings.actions.catalogue import OfferingFacts, add_offering
from launchgate.offerings.actions.standards import choose_offering
from launchgate.offerings.models import Offering, OfferingOfLaunch
from launchgate.people.actions.erasure import erase_person
from launchgate.people.actions.persons import deactivate_person
from launchgate.reviews.actions.lessons import look_at_lesson
from launchgate.reviews.matching import fitting_lessons, keywords
from launchgate.reviews.models import Fit
from tests.forging import verify
from tests.launches.small import START
from tests.launches.stages import answer_required, gate_of, submitted
from tests.reviews.learning import learned, stopped
from tests.reviews.public import publish


@pytest.fixture
def offering(small) -> Offering:
    """A standard offering of the catalogue."""
    facts = OfferingFacts("Till Lease", "Tills by the month.", "Shops")
    return add_offering(facts, actor=small.people["admin"])


def fits(launch) -> list[Fit]:
    return list(Fit.objects.filter(launch=launch))


def asked(launch) -> list[Turn]:
    return list(Turn.objects.filter(launch=launch, closed_at=None, subject=f"lessons:{launch.pk}"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The vans of our customers", {"van"}),
        ("Boards, boards & BOARD", {"board"}),
        ("a an of 2026 <b>", set()),
        ("Süßwaren", {"süßwaren"}),
    ],
)
def test_keywords_are_what_a_text_is_about(text, words):
    assert keywords(text) == words


def test_a_tag_in_the_words_of_a_launch_makes_a_lesson_fit(small):
    learned(small, tags=("vans",))
    assert fits(small.launch(audience="Carriers with 200 vans"))


@pytest.mark.parametrize(
    ("summary", "number"),
    [("Roll-back of boards", 1), ("Boards", 0), ("Another thing entirely", 0)],
)
def test_both_words_of_a_longer_tag_have_to_be_there(small, summary, number):
    learned(small, launch=stopped(small, name="Kiosk", summary="X", audience="Y"), tags=("roll boards",))
    assert len(fits(small.launch(name="New", summary=summary, audience="Z"))) == number


def test_three_words_of_the_launch_that_taught_it_make_a_lesson_fit(small):
    learned(small, launch=stopped(small, name="Depot boards", summary="Show the load", audience="Carriers"), tags=())
    reader = small.owner
    assert fitting_lessons("Boards in the depot for carriers", reader)
    assert not fitting_lessons("Boards for carriers", reader)


def test_the_owner_is_asked_to_look(small):
    learned(small)
    launch = small.launch(audience="Vans")
    (turn,) = asked(launch)
    assert turn.holder == small.owner
    assert turn.about.title == "one lesson for Aurora from earlier launches"


def test_without_a_fitting_lesson_nobody_is_asked(small):
    learned(small)
    assert asked(small.launch()) == []


def test_a_launch_that_changes_the_same_offering_is_shown_what_it_taught(small, offering):
    other = stopped(small, name="Kiosk", summary="X", audience="Y")
    told = small.launch(name="New", summary="A", audience="B", answers={"offering": offering.pk})
    assert fits(told) == []
    OfferingOfLaunch.objects.create(launch=other, offering=offering, linked_by=small.owner, linked_at=START)
    lesson = learned(small, launch=other, tags=())
    assert fits(small.launch(name="New", summary="A", audience="B")) == []
    launch = small.launch(name="New", summary="A", audience="B", answers={"offering": offering.pk})
    assert [fit.lesson for fit in fits(launch)] == [lesson]
    assert launch.offering_link.offering == offering
    assert verify()[0] == 0


def test_an_offering_that_is_said_later_brings_its_lessons(small, offering):
    first = small.launch(name="Kiosk", summary="X", audience="Y", answers={"offering": offering.pk})
    stop_launch(first.pk, "Nobody could go back.", actor=small.owner)
    lesson = learned(small, launch=Launch.objects.get(pk=first.pk), tags=())
    launch = small.launch(name="New", summary="A", audience="B")
    assert asked(launch) == []
    choose_offering(launch.pk, offering.pk, actor=small.owner)
    assert [fit.lesson for fit in fits(launch)] == [lesson]
    assert len(asked(launch)) == 1
    choose_offering(launch.pk, None, actor=small.owner)
    choose_offering(launch.pk, offering.pk, actor=small.owner)
    assert len(fits(launch)) == len(asked(launch)) == 1


def test_lessons_that_come_after_the_first_gate_hold_up_nothing(small, offering):
    first = small.launch(name="Kiosk", summary="X", audience="Y", answers={"offering": offering.pk})
    stop_launch(first.pk, "Nobody could go back.", actor=small.owner)
    learned(small, launch=Launch.objects.get(pk=first.pk), tags=())
    launch = submitted(small.launch(name="New", summary="A", audience="B"), "input", small).launch
    choose_offering(launch.pk, offering.pk, actor=small.owner)
    (turn,) = asked(launch)
    assert turn.about.effect == ""


def test_whoever_opens_a_launch_is_shown_the_lessons_of_its_offering(client, small, offering):
    first = small.launch(name="Kiosk", summary="X", audience="Y", answers={"offering": offering.pk})
    stop_launch(first.pk, "Nobody could go back.", actor=small.owner)
    learned(small, launch=Launch.objects.get(pk=first.pk), tags=())
    client.force_login(small.owner)
    assert "Was going back tried?" not in client.get("/launches/new/").text
    given = {"preview": "1", "offering": offering.pk}
    assert "Was going back tried?" in client.post("/launches/new/", given, headers={"HX-Request": "true"}).text


def test_the_words_that_are_typed_find_lessons_before_the_launch_is_open(client, small):
    learned(small)
    client.force_login(small.owner)
    given = {"preview": "1", "audience": "Carriers with 200 vans"}
    page = client.post("/launches/new/", given, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert "<html" not in page.text
    assert "Was going back tried?" in page.text


def test_a_retired_offering_is_not_chosen_for_a_launch_that_opens(small, offering):
    Offering.objects.update(retired_at=START)
    with pytest.raises(Invalid, match="Choose an offering of the catalogue"):
        small.launch(answers={"offering": offering.pk})


def test_a_lesson_of_a_launch_that_the_owner_may_not_see_is_not_put_before_them(small):
    other = stopped(small, is_confidential=True)
    type(other).objects.filter(pk=other.pk).update(owner=small.people["boss"])
    learned(small, launch=other)
    assert fits(small.launch(audience="Vans")) == []


def test_a_lesson_of_a_confidential_launch_is_told_to_those_who_see_that_launch(client, small):
    learned(small, launch=stopped(small, name="Secret", is_confidential=True))
    launch = small.launch(audience="Vans")
    path = f"/launches/{launch.key}/lessons/"
    for who, sees in (("owner", True), ("boss", True), ("stranger", False)):
        client.force_login(small.people[who])
        page = client.get(path).text
        assert ("Secret" in page, "Vans stood still" in page) == (sees, sees)
        assert ("1 lesson of confidential launches is shown to those who may see it." in page) is not sees


def test_an_owner_who_does_not_see_it_is_asked_its_question_alone(client, small):
    learned(small, launch=stopped(small, name="Secret", is_confidential=True))
    launch = small.launch(audience="Vans")
    hand_over(launch.pk, "owner", small.people["stranger"].pk, actor=small.owner)
    client.force_login(small.people["stranger"])
    page = client.get(f"/launches/{launch.key}/lessons/").text
    assert "Was going back tried?" in page
    assert "Secret" not in page
    look_at_lesson(fits(launch)[0].pk, "We ask.", applies=True, actor=small.people["stranger"])
    assert asked(launch) == []


def test_the_first_gate_waits_until_every_lesson_was_looked_at(small):
    learned(small)
    launch = small.launch(audience="Vans")
    gate = gate_of(launch, "input")
    answer_required(gate, small.owner)
    with pytest.raises(Conflict, match="One lesson of earlier launches fits this one and must be looked at first"):
        submit_gate(gate.pk, actor=small.owner, note="")
    look_at_lesson(fits(launch)[0].pk, "We try it in May.", applies=True, actor=small.owner)
    assert asked(launch) == []
    submit_gate(gate.pk, actor=small.owner, note="")


@pytest.mark.parametrize("who", ["sponsor", "sales", "stranger"])
def test_nobody_looks_in_the_owners_place(small, who):
    learned(small)
    launch = small.launch(audience="Vans")
    with pytest.raises(Forbidden):
        look_at_lesson(fits(launch)[0].pk, "Seen.", applies=True, actor=small.people[who])


def test_looking_needs_words(small):
    learned(small)
    launch = small.launch(audience="Vans")
    with pytest.raises(Invalid, match="Say why it does not apply here"):
        look_at_lesson(fits(launch)[0].pk, " ", applies=False, actor=small.owner)


def test_a_lesson_is_looked_at_once(small):
    learned(small)
    fit = fits(small.launch(audience="Vans"))[0]
    look_at_lesson(fit.pk, "Seen.", applies=True, actor=small.owner)
    with pytest.raises(Conflict, match="looked at already"):
        look_at_lesson(fit.pk, "Seen.", applies=True, actor=small.owner)


def test_once_a_launch_is_public_nobody_is_asked_any_more(small):
    learned(small)
    launch = small.launch(audience="Vans")
    publish(small, launch.pk)
    assert asked(launch) == []


def test_forged_and_erased_words_are_told_apart(small):
    learned(small)
    fit = fits(small.launch(audience="Vans"))[0]
    look_at_lesson(fit.pk, "My words.", applies=True, actor=small.owner)
    Fit.objects.filter(pk=fit.pk).update(words="Others.")
    assert "what is done about a lesson was changed" in verify()[1]
    Fit.objects.filter(pk=fit.pk).update(words="My words.")
    deactivate_person(small.owner.pk, actor=small.people["admin"])
    erase_person(small.owner.pk, actor=small.people["admin"], words=True)
    assert verify()[0] == 0
