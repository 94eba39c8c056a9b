"""Lessons that fit a launch: found when it opens, looked at before its first gate is submitted."""

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Turn
from launchgate.people.actions.erasure import erase_person
from launchgate.people.actions.persons import deactivate_person
from launchgate.reviews.actions.lessons import look_at_lesson
from launchgate.reviews.matching import fitting_lessons, keywords
from launchgate.reviews.models import Fit
from tests.forging import verify
from tests.launches.stages import answer_required, gate_of
from tests.reviews.learning import learned, stopped
from tests.reviews.public import publish


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


def test_a_lesson_of_a_launch_that_the_owner_may_not_see_is_not_put_before_them(small):
    other = stopped(small, is_confidential=True)
    type(other).objects.filter(pk=other.pk).update(owner=small.people["boss"])
    learned(small, launch=other)
    assert fits(small.launch(audience="Vans")) == []


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
