"""People in the Django admin: everything is shown, nothing can be changed."""

import pytest

from tests.factories import make_function, seat

pytestmark = pytest.mark.django_db

MODELS = ["person", "function", "seat", "absence", "company"]


@pytest.mark.parametrize("model", MODELS)
def test_lists_are_shown_to_administrators(as_administrator, model):
    assert as_administrator.get(f"/admin/people/{model}/").status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_added(as_administrator, model):
    assert as_administrator.get(f"/admin/people/{model}/add/").status_code == 403


def test_a_row_is_shown_and_not_changed(as_administrator, administrator):
    place = seat(administrator, make_function("finance"))
    address = f"/admin/people/seat/{place.pk}/change/"
    assert as_administrator.get(address).status_code == 200
    assert as_administrator.post(address, {"rank": "head"}).status_code == 403
    assert as_administrator.post(f"/admin/people/seat/{place.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_hash_of_a_password_is_not_shown(as_administrator, administrator):
    administrator.set_password("violet-harbour-9")
    administrator.save()
    as_administrator.force_login(administrator)
    text = as_administrator.get(f"/admin/people/person/{administrator.pk}/change/").text
    assert administrator.password not in text


def test_others_are_refused(as_somebody):
    assert as_somebody.get("/admin/people/person/", follow=True).status_code == 403
