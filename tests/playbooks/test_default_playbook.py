"""The playbook that every new company starts with, and its installation."""

import pytest

from launchgate.core.refusals import Conflict
from launchgate.people.models import Function
from launchgate.playbooks.actions import create_playbook, install_default_playbook
from launchgate.playbooks.models import GateTemplate, ItemKind, ItemTemplate, Playbook, Track
from launchgate.playbooks.queries import items_for_tier
from launchgate.playbooks.rules import lacks, slots_of
from tests.factories import make_function

pytestmark = pytest.mark.django_db

GATES = ["customer-input", "product", "operations", "finance-pricing", "internal-launch"]


def gate(version, kind):
    return version.gates.get(kind=kind)


def keys(version, kind):
    return set(gate(version, kind).items.values_list("key", flat=True))


def test_five_gates_follow_one_another(installed):
    assert list(installed.gates.values_list("kind", "order")) == list(zip(GATES, range(1, 6), strict=True))


def test_it_asks_between_35_and_50_items(installed):
    assert 35 <= items_for_tier(installed, 1).count() <= 50


def test_a_lower_risk_is_asked_clearly_less(installed):
    first, second, third = (items_for_tier(installed, tier).count() for tier in (1, 2, 3))
    assert third < second < first
    assert third < first * 0.6


def test_every_tier_asks_something_required_at_every_gate(installed):
    for kind in GATES:
        assert items_for_tier(installed, 3).filter(gate__kind=kind, is_required=True).exists()


def test_all_gates_fit_into_thirty_working_days(installed):
    assert sum(installed.gates.values_list("working_days", flat=True)) < 30


def test_every_item_has_a_help_text(installed):
    assert not ItemTemplate.objects.filter(help="").exists()


def test_every_type_of_answer_is_asked_for(installed):
    assert set(items_for_tier(installed, 1).values_list("kind", flat=True)) == set(ItemKind.values)


def test_marketing_answers_go_to_market_items_on_every_gate(installed):
    for kind in GATES:
        market = gate(installed, kind).items.filter(track=Track.MARKET)
        assert {item.function.key for item in market} == {"marketing"}


def test_sentences_to_sign_name_answers_of_every_tier(installed):
    assert lacks(installed) == []
    assert all(slots_of(gate.statement) for gate in installed.gates.all())


def test_the_functions_that_live_with_the_answer_sign(installed):
    signing = {each.kind: {function.key for function in each.functions.all()} for each in installed.gates.all()}
    assert signing == {
        "customer-input": {"customer-care", "sales"},
        "product": {"product"},
        "operations": {"operations"},
        "finance-pricing": {"finance"},
        "internal-launch": {"marketing", "customer-care"},
    }


def test_facts_are_relied_on_only_by_functions_that_sign_later(installed):
    order = {function.pk: each.order for each in installed.gates.all() for function in each.functions.all()}
    for item in items_for_tier(installed, 1).prefetch_related("relied_on_by"):
        for function in item.relied_on_by.all():
            assert order[function.pk] > item.gate.order, item.text


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("customer-input", {"customer_words", "churn_reasons", "conversion_today", "promised_already"}),
        ("product", {"missing", "more_of", "missed_boat", "change_kind"}),
        ("operations", {"delivery_change", "can_deliver", "training_days", "languages", "systems", "adaptations"}),
        ("finance-pricing", {"price", "billing_model", "cost_to_serve", "margin", "invoiced_by"}),
        ("internal-launch", {"briefing", "handover_people", "handover_steps", "customer_brings"}),
    ],
)
def test_each_gate_asks_what_its_text_asks(installed, kind, asked):
    assert asked <= keys(installed, kind)


def test_the_last_gate_asks_who_has_read_by_name_and_for_a_plan(installed):
    gate = installed.gates.get(kind="internal-launch")
    assert [gate.share_in(tier) for tier in (1, 2, 3)] == [80, 80, 80]
    assert [gate.plans_hand_over_in(tier) for tier in (1, 2, 3)] == [True, True, False]


def test_installing_makes_seven_functions_and_one_event(installed, events):
    assert Function.objects.count() == 7
    assert events() == ["playbook.installed"]


def test_installing_keeps_functions_that_are_there():
    finance = make_function("money", "Finance")
    version = install_default_playbook()
    assert gate(version, "finance-pricing").functions.get() == finance


def test_installing_again_changes_nothing(installed, events):
    assert install_default_playbook() == installed
    assert (Playbook.objects.count(), GateTemplate.objects.count(), len(events())) == (1, 5, 1)


def test_installing_beside_a_draft_of_the_same_name_is_refused(administrator):
    create_playbook(actor=administrator, name="Product launch")
    with pytest.raises(Conflict, match="a draft called Product launch"):
        install_default_playbook()
