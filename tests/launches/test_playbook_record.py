"""What the record keeps of playbook changes: the offline check, the audit, and how questions read when signed."""

import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from launchgate.core import clock
from launchgate.launches.actions import revise
from launchgate.launches.actions.edit import hand_over
from launchgate.launches.actions.revise import take_version
from launchgate.launches.export import verify_launch_file
from launchgate.launches.export.writing import write_launch_file
from launchgate.launches.models import Answer, Launch, Revision
from launchgate.people.actions.erasure import erase_person
from launchgate.people.actions.persons import deactivate_person
from tests.forging import verify
from tests.launches.published import item_with, published, without_item
from tests.launches.stages import gate_of, signed


@pytest.fixture
def revised(small) -> Launch:
    """Return a launch of which one signed question reads otherwise by now, and another is no longer asked."""
    launch = signed(small.launch(), "input", small).launch
    version = published(
        small,
        item_with("input", "demand", text="Demand a year?", unit="pieces a year"),
        without_item("input", "terms"),
    )
    with clock.at(clock.now() + timedelta(hours=1)):
        take_version(launch.pk, version.pk, actor=small.owner)
    return launch


def exported(launch: Launch, small, folder: Path) -> Path:
    path = folder / "launch.zip"
    with path.open("w+b") as target:
        write_launch_file(launch.pk, target, actor=small.owner)
    return path


def test_launch_file_with_a_playbook_change_checks_itself(revised, small, tmp_path):
    assert "all as they were exported" in verify_launch_file.check(exported(revised, small, tmp_path))[0]


def test_launch_file_has_the_questions_as_they_read_when_they_were_signed(revised, small, tmp_path):
    with zipfile.ZipFile(exported(revised, small, tmp_path)) as archive:
        signatures, answers = (json.loads(archive.read(f"{name}.json")) for name in ("signatures", "answers"))
    vouched = {one["question"]: one["words"] for one in signatures[0]["vouched"]}
    assert vouched["What about demand?"] == "12"
    assert "What about terms?" in vouched
    item = gate_of(revised, "input").items.get(key="demand").pk
    read = [(one["question"], one["words"]) for one in answers if one["item"] == item]
    assert read == [("What about demand?", "12"), ("Demand a year?", "12 pieces a year")]


def test_audit_is_whole_after_a_playbook_change(revised):
    assert verify()[0] == 0


def test_audit_names_an_answer_to_other_words_that_was_changed(revised):
    Answer.objects.filter(item__key="demand", number=2).update(value="13")
    assert "one of its versions of answers was changed" in verify()[1]


def test_audit_names_a_reason_for_another_tier_that_was_changed(revised):
    Revision.objects.update(reason="Never said.")
    assert "what was written was changed" in verify()[1]


def test_reasons_for_and_against_a_tier_go_with_whom_they_are_from(small):
    launch, sales = small.launch(), small.people["sales"]
    revise.propose_tier(launch.pk, 3, "It is small.", actor=small.owner)
    revise.leave_tier(launch.pk, "As Olu thinks.", actor=small.owner)
    hand_over(launch.pk, "owner", sales.pk, actor=small.owner)
    deactivate_person(small.owner.pk, actor=small.people["admin"])
    person = erase_person(small.owner.pk, actor=small.people["admin"], words=True)
    mark = f"Erased by law: words of {person.name}"
    assert Revision.objects.values_list("reason", "answer").get() == (mark, mark)
    assert verify()[0] == 0
