"""The company's one row, and what the rooms after it are told when places change."""

import pytest
from django.db import transaction

from launchgate.people import hooks
from launchgate.people.company import lock_company, the_company
from launchgate.people.models import Company

pytestmark = pytest.mark.django_db


def test_the_company_is_made_once():
    assert the_company() == the_company()
    assert Company.objects.count() == 1


def test_the_company_is_locked_only_inside_a_transaction():
    with transaction.atomic():
        assert lock_company() == the_company()


def test_places_changed_tells_after_commit(told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        hooks.places_changed(person_ids=[1, 1], function_ids=[2])
        assert told == []
    assert told == [(frozenset({1}), frozenset({2}))]


def test_places_changed_says_nothing_when_nothing_changed(told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        hooks.places_changed()
    assert told == []


@pytest.mark.django_db(transaction=True)
def test_a_room_that_fails_neither_undoes_the_change_nor_silences_the_next(monkeypatch):
    heard = []
    monkeypatch.setattr(hooks, "_callbacks", [])
    hooks.on_places_changed(lambda people, functions: 1 / 0)
    hooks.on_places_changed(lambda people, functions: heard.append(people))
    with transaction.atomic():
        the_company()
        hooks.places_changed(person_ids=[7])
    assert heard == [frozenset({7})]
    assert Company.objects.exists()


def test_registering_twice_tells_once(told, django_capture_on_commit_callbacks):
    heard = []
    hooks.on_places_changed(heard_by := lambda people, functions: heard.append(people))
    hooks.on_places_changed(heard_by)
    with django_capture_on_commit_callbacks(execute=True):
        hooks.places_changed(person_ids=[1])
    assert heard == [frozenset({1})]
