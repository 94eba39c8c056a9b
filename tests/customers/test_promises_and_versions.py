"""Promises when a launch takes a newer version of its playbook: they follow what is asked from then on."""

import pytest

from launchgate.customers.collisions import standing_of
from launchgate.customers.models import Promise
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.revise import take_version
from launchgate.launches.models import Launch
from tests.customers.promising import fresh, item_on, promise_on, turns_about
from tests.launches.checking import check
from tests.launches.published import gate_with, item_with, published, with_item, without_item

pytestmark = pytest.mark.django_db

Kind, Status = Promise.Kind, Promise.Status
NUMBER, TEXT = "number", "text"
WITHOUT = (gate_with("input", statement="input is right."), without_item("input", "demand"))


@pytest.fixture
def launch(small) -> Launch:
    """A launch that answered how many want it."""
    launch = small.launch()
    answer_item(item_on(launch, "demand").pk, "12", actor=small.owner)
    return launch


@pytest.fixture
def promise(launch, small) -> Promise:
    """A promise that this answer backs."""
    made = promise_on(launch, small.people["sales"], Kind.SERVICE, "10", direction="at_least", unit="%", key="demand")
    assert made.promise.status == Status.BACKED
    return made.promise


def take(launch: Launch, small, *changes) -> None:
    take_version(launch.pk, published(small, *changes).pk, actor=small.owner)


def test_a_version_that_asks_no_longer_opens_the_promise(small, launch, promise):
    take(launch, small, *WITHOUT)
    assert fresh(promise).status == Status.UNBACKED
    assert standing_of(fresh(promise)).why == "“What about demand?” is no longer asked on this launch."
    assert [turn.kind for turn in turns_about(promise)] == ["back"]
    assert Launch.objects.get(pk=launch.pk).open_promises == 1
    assert check().startswith("exit 0")


def test_a_version_that_asks_again_backs_it_again(small, launch, promise):
    take(launch, small, *WITHOUT)
    back = {"kind": NUMBER, "is_required": True, "function": "sales"}
    take(launch, small, with_item(small, "input", "demand", **back))
    assert fresh(promise).status == Status.BACKED
    assert turns_about(promise) == []
    assert check().startswith("exit 0")


def test_a_scope_opens_when_its_question_means_something_else(small, launch):
    answer_item(item_on(launch, "terms").pk, "We print labels.", actor=small.owner)
    scope = promise_on(launch, small.people["sales"], Kind.SCOPE, key="terms").promise
    take(launch, small, item_with("input", "terms", text="What do we not print?"))
    assert fresh(scope).status == Status.COLLIDING
    assert check().startswith("exit 0")


def test_a_version_that_asks_for_words_instead_of_a_number_backs_it_no_more(small, launch, promise):
    take(launch, small, item_with("input", "demand", kind=TEXT))
    assert fresh(promise).status == Status.UNBACKED
    # It is another question under the same key.
    assert standing_of(fresh(promise)).why == "“What about demand?” is no longer asked on this launch."
    answer_item(item_on(launch, "demand").pk, "about twelve", actor=small.owner)
    assert fresh(promise).status == Status.UNBACKED


def test_a_version_that_asks_in_another_unit_backs_it_no_more(small, launch, promise):
    take(launch, small, item_with("input", "demand", unit="shops"))
    assert fresh(promise).status == Status.UNBACKED
    assert "is answered in shops; % was promised" in standing_of(fresh(promise)).why
