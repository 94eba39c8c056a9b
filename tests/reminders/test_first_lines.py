"""The first lines of mails: who must do what by when, and what waits for it, for kinds that no other test reads."""

from datetime import date, timedelta

import pytest

from launchgate.core import clock
from launchgate.customers.actions.keeping import ask_if_kept
from launchgate.customers.models import Promise
from launchgate.launches.actions.conditions import report_condition_done
from launchgate.launches.actions.decide import Wish, approve_with_conditions
from launchgate.launches.actions.lifecycle import go_live
from launchgate.launches.actions.missed import hold_for_missed_conditions
from launchgate.launches.actions.offer import offer_versions
from launchgate.launches.actions.revise import propose_tier
from launchgate.launches.models import Condition, Gate, Turn
from launchgate.reminders.facts import TurnFacts
from launchgate.reminders.wording import DOINGS, WAITS
from tests.customers.promising import promise_on
from tests.launches.conftest import company, small  # noqa: F401 - fixtures
from tests.launches.published import published, with_item
from tests.launches.small import START, Small
from tests.launches.stages import all_signed, gate_in, signed

THURSDAY = date(2026, 3, 12)


def asked(kind: str) -> TurnFacts:
    """Return what mails tell of the open turn of a kind."""
    return TurnFacts(Turn.objects.select_related("launch", "holder").get(kind=kind, closed_at=None))


def first_line(kind: str) -> str:
    """Return the first line of the mail about the open turn of a kind."""
    facts = asked(kind)
    return f"You are asked to {facts.doing_by}. {facts.blocks}"


@pytest.fixture
def condition(small: Small) -> Condition:  # noqa: F811
    """Return a condition that sales set for Thursday of the next week."""
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    wish = Wish("Train the shops", small.people["member"].pk, THURSDAY)
    sales = small.functions["sales"].pk
    approve_with_conditions(gate.pk, sales, actor=small.people["sales"], wishes=[wish])
    return Condition.objects.get()


def test_every_kind_has_its_words():
    assert set(DOINGS) == set(WAITS) == set(Turn.Kind)


def test_a_condition_is_a_sentence_of_its_own(condition: Condition):
    how = dict(asked("clear").rows())["What is asked"]
    assert how == "Train the shops. Asked by Sal Sales."


def test_a_hand_off_is_accepted_whatever_its_gate_asks_later(small: Small):  # noqa: F811
    signed(small.launch(), "input", small, note="Read this.")
    turn = Turn.objects.select_related("launch", "holder").get(kind="accept", gate__kind="build", closed_at=None)
    assert "Still open" not in dict(TurnFacts(turn).rows())


def test_to_confirm_a_condition(small: Small, condition: Condition):  # noqa: F811
    report_condition_done(condition.pk, actor=small.people["member"])
    assert first_line("confirm") == (
        "You are asked to confirm a condition on Input of Aurora by Monday 9 March. Build, Price and Tell wait for it."
    )


def test_to_set_a_later_date(condition: Condition):
    with clock.at(START.replace(day=13, hour=8)):
        hold_for_missed_conditions()
        assert first_line("extend") == (
            "You are asked to set a later date for a condition on Input of Aurora by Friday 20 March. "
            "The whole launch is on hold until then."
        )


def test_to_decide_on_a_tier(small: Small):  # noqa: F811
    propose_tier(small.launch().pk, 3, "It is small.", actor=small.owner)
    assert first_line("tier") == (
        "You are asked to decide on another tier for Aurora by Monday 9 March. "
        "Until then the launch goes on in tier 2, by the playbook that it follows."
    )


def test_to_take_or_leave_a_version(small: Small):  # noqa: F811
    small.launch()
    published(small, with_item(small, "input", "extra"))
    offer_versions()
    assert first_line("version").startswith(
        "You are asked to take or leave a newer playbook version for Aurora by Monday 9 March. Until then"
    )


def test_the_day_by_which_is_not_that_of_the_promise(small: Small):  # noqa: F811
    launch = all_signed(small)
    promise_on(launch, small.people["sales"], Promise.Kind.SCOPE, key="words")
    go_live(launch.pk, actor=small.owner)
    with clock.at(clock.now() + timedelta(days=31)):
        ask_if_kept()
        assert first_line("keep") == (
            "You are asked to report on the promise to Kaufhaus Nord (It is there) on Aurora by Monday 13 April. "
            "Kaufhaus Nord counts on it."
        )
        assert asked("keep").named == "The promise to Kaufhaus Nord (It is there) on Aurora"
    with clock.at(clock.now() + timedelta(days=60)):
        assert "on Aurora. It was due on Monday 13 April." in first_line("keep")
