"""Control characters in a form: said beside the field, shown where they stood, and never taken."""

import pytest
from django import forms
from django.http import QueryDict
from django.urls import get_resolver

from launchgate.core.forms import MARK, Form, MarkedData, RefusesDamage
from launchgate.core.refusals import Invalid


class TypedForm(Form):
    """A name, a day, and something that nobody sees."""

    name = forms.CharField()
    day = forms.DateField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


def marked(prefix: str = "", **given: str) -> MarkedData:
    data = QueryDict("", mutable=True)
    data.update({f"{prefix}{name}": value for name, value in given.items()})
    return MarkedData(data)


def test_the_damaged_field_says_which_character_it_holds_and_where() -> None:
    form = TypedForm(marked(name="Aur\x07ora", day="2026-03-02"))

    assert list(form.errors) == ["name"]
    assert "(U+0007)" in str(form.errors["name"])
    assert form["name"].value() == f"Aur{MARK}ora"


def test_a_damaged_day_is_told_as_damaged_and_as_nothing_else() -> None:
    form = TypedForm(marked(name="Aurora", day="2026\x00-03-02"))

    assert len(form.errors["day"]) == 1
    assert "control character" in str(form.errors["day"])


def test_a_form_with_a_prefix_finds_its_own_damage() -> None:
    form = TypedForm(marked("step-0-", name="Aur\x07ora", day="2026-03-02"), prefix="step-0")

    assert list(form.errors) == ["name"]


def test_damage_elsewhere_is_none_of_this_form() -> None:
    assert TypedForm(marked(name="Aurora", day="2026-03-02", other="\x07")).is_valid()


def test_a_damaged_field_that_nobody_sees_is_refused() -> None:
    with pytest.raises(Invalid, match="control character"):
        TypedForm(marked(name="Aurora", day="2026-03-02", seen="\x07")).is_valid()


def test_a_copy_knows_the_same_damage() -> None:
    copied = marked(name="Aur\x07ora").copy()
    copied["day"] = "2026-03-02"

    assert list(TypedForm(copied).errors) == ["name"]
    with pytest.raises(Invalid):
        copied["name"]


@pytest.mark.parametrize(
    "read", [lambda data: data["name"], lambda data: data.get("name"), lambda data: data.getlist("name")]
)
def test_nobody_reads_a_damaged_field_without_a_form(read) -> None:
    with pytest.raises(Invalid, match="“Name” holds a control character"):
        read(marked(name="Aur\x07ora"))


def kinds_of_forms(of: type) -> set[type]:
    return {kind for below in of.__subclasses__() for kind in {below, *kinds_of_forms(below)}}


def test_every_form_of_the_product_refuses_damage() -> None:
    assert get_resolver().url_patterns
    ours = {kind for kind in kinds_of_forms(forms.BaseForm) if kind.__module__.startswith("launchgate.")}
    assert len(ours) > 60
    assert {kind.__name__ for kind in ours if not issubclass(kind, RefusesDamage)} == set()
