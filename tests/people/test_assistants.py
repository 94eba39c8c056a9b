"""Who assists somebody: named by themselves or an administrator, and never more than absences follow from it."""

import pytest

from launchgate.core.refusals import Forbidden, Invalid
from launchgate.people.actions.assistants import name_assistant
from launchgate.people.models import Absence
from tests.factories import make_person


def test_a_person_names_their_assistant(somebody, events):
    priya = make_person("Priya")
    assert name_assistant(somebody.pk, actor=somebody, assistant_id=priya.pk).assistant == priya
    assert events() == ["person.assistant_named"]


def test_an_administrator_names_one_for_anybody(somebody, administrator):
    priya = make_person("Priya")
    assert name_assistant(somebody.pk, actor=administrator, assistant_id=priya.pk).assistant == priya


def test_nobody_else_does_not_even_the_assistant(somebody):
    priya = make_person("Priya")
    name_assistant(somebody.pk, actor=somebody, assistant_id=priya.pk)
    with pytest.raises(Forbidden, match="Only Sam Body or an administrator"):
        name_assistant(somebody.pk, actor=priya, assistant_id=None)


@pytest.mark.parametrize("who", ["themselves", "somebody deactivated"])
def test_who_cannot_assist_is_refused(somebody, who):
    other = somebody if who == "themselves" else make_person(is_active=False)
    with pytest.raises(Invalid) as refusal:
        name_assistant(somebody.pk, actor=somebody, assistant_id=other.pk)
    assert refusal.value.field == "assistant"


def test_naming_the_same_again_records_nothing(somebody, events):
    name_assistant(somebody.pk, actor=somebody, assistant_id=None)
    assert events() == []


def test_the_page_names_and_takes_away(as_somebody, somebody):
    priya = make_person("Priya")
    assert as_somebody.post(f"/people/{somebody.pk}/assistant/", {"assistant": priya.pk}).url == "/me/"
    assert "enters absences for you" in as_somebody.get("/me/").text
    as_somebody.post(f"/people/{somebody.pk}/assistant/", {"assistant": ""})
    somebody.refresh_from_db()
    assert somebody.assistant is None


def test_an_assistant_finds_whom_they_assist_and_enters_the_absence(as_somebody, somebody):
    marcus = make_person("Marcus Oyelaran", assistant=somebody)
    assert f'<a href="/people/{marcus.pk}/">Marcus Oyelaran</a>' in as_somebody.get("/me/").text
    assert f"/people/{marcus.pk}/away/" in as_somebody.get(f"/people/{marcus.pk}/").text
    days = {"starts_on": "2099-03-01", "ends_on": "2099-03-05"}
    assert as_somebody.post(f"/people/{marcus.pk}/away/", days).url == f"/people/{marcus.pk}/"
    assert Absence.objects.get().entered_by == somebody


def test_the_change_page_starts_from_what_is_entered(as_somebody, somebody):
    as_somebody.post(f"/people/{somebody.pk}/away/", {"starts_on": "2099-03-01", "ends_on": "2099-03-05"})
    absence = Absence.objects.get()
    assert 'value="2099-03-05"' in as_somebody.get(f"/people/absences/{absence.pk}/change/").text
    days = {"starts_on": "2099-03-01", "ends_on": "2099-03-09"}
    assert as_somebody.post(f"/people/absences/{absence.pk}/change/", days).url == "/me/"
    assert Absence.objects.get(ended_early_at=None).ends_on.day == 9
