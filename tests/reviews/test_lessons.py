"""Lessons: written by anybody, taken into the playbook, and counted by what they catch."""

from datetime import timedelta

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import Wish, approve_with_conditions, send_back
from launchgate.launches.actions.submit import OfferedItem, submit_gate
from launchgate.launches.models import Item
from launchgate.people.actions.functions import merge_function
from launchgate.playbooks.actions import start_draft
from launchgate.playbooks.models import ItemTemplate
from launchgate.reviews.actions.lessons import drop_lesson_item, keep_lesson_item, take_lesson, write_lesson
from launchgate.reviews.catches import Catches, catches_of
from launchgate.reviews.models import Lesson
from launchgate.reviews.queries.lessons import idle_items
from tests.forging import verify
from tests.launches.published import published
from tests.launches.small import START
from tests.launches.stages import answer_required, gate_of, signed, submitted
from tests.reviews.learning import facts_of, learned, stopped, taken
from tests.reviews.public import days_later


def idle_of(small) -> list[Lesson]:
    return [row.lesson for row in idle_items(small.version, small.owner)]


def test_anybody_who_sees_the_launch_writes_a_lesson(small):
    lesson = learned(small)
    assert (lesson.author, lesson.tags) == (small.people["member"], ["vans"])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"source": "launch:999999"}, "Say what this was learned from"),
        ({"source": "review:1"}, "Say what this was learned from"),
        ({"source": "nonsense"}, "Say what this was learned from"),
        ({"happened": " "}, "Say what happened"),
        ({"why": ""}, "Say why it happened"),
        ({"item_text": "\n"}, "Say what to ask next time"),
        ({"gate_kind": "moon"}, "Choose the gate"),
        ({"item_kind": "file"}, "Choose how the question is answered"),
        ({"function_id": 999_999}, "Choose who answers it"),
        ({"tags": tuple("abcdefghi")}, "8 tags are the most"),
    ],
)
def test_a_lesson_that_does_not_fit_is_refused(small, changes, message):
    with pytest.raises(Invalid, match=message):
        learned(small, **changes)


def test_a_doubled_form_writes_one_lesson(small):
    launch = stopped(small)
    write_lesson(launch.pk, facts_of(launch, small), actor=small.owner, once="form")
    with pytest.raises(Conflict, match="already sent"):
        write_lesson(launch.pk, facts_of(launch, small), actor=small.owner, once="form")
    assert Lesson.objects.count() == 1


def test_a_lesson_is_taken_into_a_draft_and_its_item_knows_it(small):
    lesson = learned(small)
    draft = start_draft(small.version.playbook_id, actor=small.people["admin"])
    item = take_lesson(lesson.pk, draft.pk, actor=small.people["admin"])
    assert (item.text, item.origin, item.gate.kind) == ("Was going back tried?", f"lesson:{lesson.pk}", "input")
    assert item.is_required


def test_whoever_a_function_was_merged_into_answers_what_it_was_asked(small):
    lesson, admin = learned(small), small.people["admin"]
    draft = start_draft(small.version.playbook_id, actor=admin)
    merge_function(small.functions["care"].pk, into_id=small.functions["sales"].pk, actor=admin)
    assert take_lesson(lesson.pk, draft.pk, actor=admin).function == small.functions["sales"]


def test_only_who_edits_playbooks_takes_lessons(small):
    lesson = learned(small)
    draft = start_draft(small.version.playbook_id, actor=small.people["admin"])
    with pytest.raises(Forbidden):
        take_lesson(lesson.pk, draft.pk, actor=small.people["stranger"])


def test_a_lesson_is_taken_once(small):
    lesson = learned(small)
    draft = start_draft(small.version.playbook_id, actor=small.people["admin"])
    take_lesson(lesson.pk, draft.pk, actor=small.people["admin"])
    with pytest.raises(Conflict, match="asks this already"):
        take_lesson(lesson.pk, draft.pk, actor=small.people["admin"])


def test_the_next_draft_and_launches_keep_the_origin(small):
    lesson = learned(small)
    taken(small, lesson)
    draft = start_draft(small.version.playbook_id, actor=small.people["admin"])
    assert ItemTemplate.objects.filter(gate__version=draft, origin=lesson.origin).count() == 1
    assert Item.objects.get(gate__launch=small.launch(), origin=lesson.origin).text == "Was going back tried?"


def test_an_answer_that_changes_after_a_send_back_is_a_catch(small):
    lesson = learned(small)
    taken(small, lesson)
    launch = small.launch()
    gate = submitted(launch, "input", small)
    assert catches_of([lesson.origin])[lesson.origin] == Catches(0, 0)
    send_back(gate.pk, small.functions["care"].pk, "Try it.", actor=small.people["care"])
    with days_later(1):
        answer_item(Item.objects.get(gate=gate, origin=lesson.origin).pk, "no", actor=small.owner)
    assert catches_of([lesson.origin])[lesson.origin] == Catches(0, 1)


def test_an_answer_to_another_question_after_a_send_back_is_none(small):
    lesson = learned(small)
    taken(small, lesson)
    gate = submitted(small.launch(), "input", small)
    send_back(gate.pk, small.functions["care"].pk, "Ask more.", actor=small.people["care"])
    with days_later(1):
        answer_item(Item.objects.get(gate=gate, key="demand").pk, "99", actor=small.owner)
    assert catches_of([lesson.origin])[lesson.origin].caught == 0


def test_a_condition_of_the_gate_that_is_not_about_the_question_is_none(small):
    lesson = learned(small)
    taken(small, lesson)
    gate = submitted(small.launch(), "input", small)
    wish = Wish("Ask two more.", small.people["member"].pk, small.launch().target_date)
    approve_with_conditions(gate.pk, small.functions["care"].pk, actor=small.people["care"], wishes=[wish])
    assert catches_of([lesson.origin])[lesson.origin].caught == 0


def test_a_question_that_caught_nothing_for_long_is_proposed_for_removal_until_it_is_kept(small, settings):
    lesson = learned(small)
    taken(small, lesson)
    settings.LESSON_IDLE_LAUNCHES = 2
    signed(small.launch(), "input", small)
    assert idle_of(small) == []
    signed(small.launch(), "input", small)
    assert idle_of(small) == [lesson]
    keep_lesson_item(lesson.pk, "It costs nothing to ask.", actor=small.people["admin"])
    assert idle_of(small) == []


@pytest.fixture
def idle(small, settings) -> Lesson:
    """A lesson whose question was answered on enough launches, and caught nothing on any."""
    lesson = learned(small)
    taken(small, lesson)
    settings.LESSON_IDLE_LAUNCHES = 1
    signed(small.launch(), "input", small)
    return lesson


def test_a_question_that_is_kept_is_kept_once(small, idle):
    keep_lesson_item(idle.pk, "It costs nothing to ask.", actor=small.people["admin"])
    with pytest.raises(Conflict, match="has said already why it stays"):
        keep_lesson_item(idle.pk, "Others would say so.", actor=small.people["sales"])


def test_a_question_that_nobody_proposes_to_remove_needs_no_keeping(small):
    lesson = learned(small)
    taken(small, lesson)
    with pytest.raises(Conflict, match="Nobody proposes to remove it"):
        keep_lesson_item(lesson.pk, "It costs nothing to ask.", actor=small.people["admin"])


def test_a_proposed_question_is_taken_out_of_the_draft(small, idle):
    draft = start_draft(small.version.playbook_id, actor=small.people["admin"])
    drop_lesson_item(idle.pk, draft.pk, actor=small.people["admin"])
    assert not ItemTemplate.objects.filter(gate__version=draft, origin=idle.origin).exists()
    assert [(row.lesson, row.dropped) for row in idle_items(small.version, small.owner)] == [(idle, draft)]
    assert idle_items(draft, small.owner) == []
    with pytest.raises(Conflict, match="does not ask this any more"):
        drop_lesson_item(idle.pk, draft.pk, actor=small.people["admin"])


def test_only_who_edits_playbooks_takes_questions_out(small, idle):
    draft = start_draft(small.version.playbook_id, actor=small.people["admin"])
    with pytest.raises(Forbidden):
        drop_lesson_item(idle.pk, draft.pk, actor=small.people["stranger"])


def test_a_version_that_was_replaced_proposes_nothing(small, idle):
    before = small.version
    published(small)
    assert idle_items(before, small.owner) == []


def test_what_a_confidential_launch_taught_is_proposed_to_those_who_see_it(small, settings):
    lesson = learned(small, launch=stopped(small, is_confidential=True))
    taken(small, lesson)
    settings.LESSON_IDLE_LAUNCHES = 1
    signed(small.launch(), "input", small)
    assert idle_items(small.version, small.people["stranger"]) == []
    assert [row.lesson for row in idle_items(small.version, small.people["boss"])] == [lesson]


def test_a_condition_that_the_question_became_is_a_catch(small):
    lesson = learned(small)
    taken(small, lesson)
    gate = gate_of(small.launch(), "input")
    answer_required(gate, small.owner)
    item = Item.objects.get(gate=gate, origin=lesson.origin)
    answer_item(item.pk, None, actor=small.owner)
    offer = OfferedItem(item.pk, "It is tried in May.", (START + timedelta(days=5)).date())
    submit_gate(gate.pk, actor=small.owner, offers=[offer])
    assert catches_of([lesson.origin])[lesson.origin].caught == 0
    approve_with_conditions(gate.pk, small.functions["care"].pk, actor=small.people["care"], wishes=[])
    assert catches_of([lesson.origin])[lesson.origin].caught == 1


def test_a_lesson_that_was_not_taken_is_not_kept(small):
    with pytest.raises(Conflict, match="was not taken into a playbook"):
        keep_lesson_item(learned(small).pk, "Why not.", actor=small.people["admin"])


def test_lessons_of_confidential_launches_are_for_those_who_see_them(small):
    lesson = learned(small, launch=stopped(small, is_confidential=True))
    assert not Lesson.objects.visible_to(small.people["stranger"]).exists()
    assert Lesson.objects.visible_to(small.people["sales"]).get() == lesson
    assert Lesson.objects.visible_to(small.people["boss"]).get() == lesson


def test_forged_words_of_a_lesson_are_found(small):
    lesson = learned(small)
    taken(small, lesson)
    assert verify()[0] == 0
    Lesson.objects.filter(pk=lesson.pk).update(why="Nobody's fault.")
    assert "its lesson was changed" in verify()[1]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"taken_at": START}, "who took the lesson into the playbook, or when, was changed"),
        ({"taken_by": "sales"}, "who took the lesson into the playbook, or when, was changed"),
        ({"kept_at": START}, "why its question is kept was changed"),
        ({"kept_by": "sales"}, "why its question is kept was changed"),
        ({"kept_reason": "It costs something."}, "why its question is kept was changed"),
    ],
)
def test_what_became_of_a_lesson_is_compared(small, settings, changes, named):
    settings.LESSON_IDLE_LAUNCHES = 0
    lesson = learned(small)
    with days_later(1):
        taken(small, lesson)
        keep_lesson_item(lesson.pk, "It costs nothing.", actor=small.people["admin"])
    assert verify()[0] == 0
    forged = {name: small.people["sales"] if value == "sales" else value for name, value in changes.items()}
    Lesson.objects.filter(pk=lesson.pk).update(**forged)
    assert named in verify()[1]


def test_a_lesson_that_was_taken_twice_is_as_it_was_taken_last(small):
    lesson, admin = learned(small), small.people["admin"]
    draft = start_draft(small.version.playbook_id, actor=admin)
    take_lesson(lesson.pk, draft.pk, actor=admin)
    drop_lesson_item(lesson.pk, draft.pk, actor=admin)
    with days_later(1):
        take_lesson(lesson.pk, draft.pk, actor=small.people["sales"])
    assert verify()[0] == 0
