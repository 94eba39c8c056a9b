"""Functions: opened, renamed, closed, merged, opened again."""

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.people.actions import functions
from launchgate.people.models import Function
from tests.factories import make_function, make_person, seat

pytestmark = pytest.mark.django_db


def seated(function):
    return dict(function.seats.filter(ended_at=None).values_list("person__name", "rank"))


def test_an_opened_function_has_a_key_made_of_its_name(administrator, events):
    assert functions.open_function(actor=administrator, name="Field & Service").key == "field-service"
    assert events() == ["function.opened"]


def test_a_key_is_never_given_twice(administrator):
    make_function("legal", "Law")
    assert functions.open_function(actor=administrator, name="Legal!").key == "legal-2"


def test_a_name_without_latin_letters_gets_a_key_all_the_same(administrator):
    assert functions.open_function(actor=administrator, name="財務").key == "function"


def test_an_open_name_is_refused_whatever_its_case(administrator):
    make_function("finance")
    with pytest.raises(Invalid, match="named Finance already") as refusal:
        functions.open_function(actor=administrator, name="FINANCE")
    assert refusal.value.field == "name"


def test_a_closed_function_opens_again_under_its_name(administrator, events):
    finance = make_function("finance")
    functions.close_function(finance.pk, actor=administrator)
    assert functions.open_function(actor=administrator, name="finance") == finance
    assert Function.objects.get().closed_at is None
    assert events() == ["function.closed", "function.reopened"]


def test_renaming_keeps_the_key(administrator):
    finance = make_function("finance")
    functions.rename_function(finance.pk, actor=administrator, name="Money")
    finance.refresh_from_db()
    assert (finance.key, finance.name) == ("finance", "Money")


def test_renaming_to_anothers_name_is_refused(administrator):
    make_function("legal")
    with pytest.raises(Invalid, match="named Legal already"):
        functions.rename_function(make_function("finance").pk, actor=administrator, name="legal")


def test_closing_ends_the_seats_and_is_told(administrator, told, django_capture_on_commit_callbacks):
    finance, ben = make_function("finance"), make_person("Ben")
    seat(ben, finance, "head")
    with django_capture_on_commit_callbacks(execute=True):
        functions.close_function(finance.pk, actor=administrator)
    assert seated(finance) == {}
    assert told == [(frozenset({ben.pk}), frozenset({finance.pk}))]


def test_closing_twice_is_refused(administrator):
    finance = make_function("finance")
    functions.close_function(finance.pk, actor=administrator)
    with pytest.raises(Conflict, match="Finance is closed"):
        functions.close_function(finance.pk, actor=administrator)


def test_merging_makes_members_and_keeps_the_others_head(administrator, events):
    billing, finance = make_function("billing"), make_function("finance")
    both = make_person("Both")
    seat(both, billing, "head")
    seat(both, finance, "head")
    seat(make_person("Ben"), billing, "deputy")
    functions.merge_function(billing.pk, into_id=finance.pk, actor=administrator)
    assert seated(billing) == {}
    assert seated(finance) == {"Both": "head", "Ben": "member"}
    billing.refresh_from_db()
    assert billing.merged_into == finance
    assert billing.closed_at is not None
    assert events() == ["function.merged"]


def test_merging_is_told_with_both_functions(administrator, told, django_capture_on_commit_callbacks):
    billing, finance = make_function("billing"), make_function("finance")
    with django_capture_on_commit_callbacks(execute=True):
        functions.merge_function(billing.pk, into_id=finance.pk, actor=administrator)
    assert told == [(frozenset(), frozenset({billing.pk, finance.pk}))]


def test_a_function_is_not_merged_into_itself(administrator):
    finance = make_function("finance")
    with pytest.raises(Invalid, match="another"):
        functions.merge_function(finance.pk, into_id=finance.pk, actor=administrator)


def test_a_merged_functions_name_is_not_opened_again(administrator):
    billing, finance = make_function("billing"), make_function("finance")
    functions.merge_function(billing.pk, into_id=finance.pk, actor=administrator)
    with pytest.raises(Invalid, match="merged into Finance"):
        functions.open_function(actor=administrator, name="Billing")


def test_only_administrators_change_functions():
    somebody, finance, legal = make_person(), make_function("finance"), make_function("legal")
    with pytest.raises(Forbidden):
        functions.open_function(actor=somebody, name="Press")
    with pytest.raises(Forbidden):
        functions.rename_function(finance.pk, actor=somebody, name="Money")
    with pytest.raises(Forbidden):
        functions.close_function(finance.pk, actor=somebody)
    with pytest.raises(Forbidden):
        functions.merge_function(finance.pk, into_id=legal.pk, actor=somebody)
    assert set(Function.objects.values_list("name", "closed_at")) == {("Finance", None), ("Legal", None)}
