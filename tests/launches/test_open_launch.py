"""Opening a launch from a playbook."""

from datetime import date, timedelta

import pytest

from launchgate.audit.models import Event
from launchgate.core import clock
from launchgate.core.refusals import Conflict, Invalid
from launchgate.launches.actions.open_launch import LaunchFacts, open_launch
from launchgate.launches.models import Gate, Launch, Turn
from launchgate.people.models import Person
from launchgate.playbooks.contents import GateContent, ItemContent, write_gates
from launchgate.playbooks.models import ItemKind, Playbook, Version
from tests.launches.small import START, Small
from tests.launches.stages import asked

S = Gate.Status


def test_the_first_gate_opens_and_the_others_wait(small):
    launch = small.launch()
    assert {gate.kind: gate.status for gate in launch.gates.all()} == {
        "input": S.OPEN, "build": S.WAITING, "price": S.WAITING, "tell": S.WAITING
    }  # fmt: skip
    assert asked(launch) == {"input prepare", "input contribute sales", "input contribute care"}


def test_heads_and_dates_are_filled_in(small):
    launch = small.launch()
    holders = dict(Turn.objects.filter(launch=launch).values_list("slot", "holder__name"))
    assert set(holders.values()) == {"Olu Owner", "Sal Sales", "Cara Care"}
    days = {gate.kind: gate.planned_for for gate in launch.gates.all()}
    assert days["tell"] == date(2026, 5, 29)
    assert days["build"] == days["price"] < days["tell"]


def test_the_life_of_a_launch_begins_with_its_first_turns(small):
    launch = small.launch()
    assert set(Turn.objects.filter(launch=launch).values_list("opened_at", flat=True)) == {launch.opened_at}


def test_its_first_event_opens_its_chain(small):
    launch = small.launch()
    event = Event.objects.get(chain=launch.chain_key)
    assert (event.number, event.kind, event.actor) == (1, "launch.opened", small.owner)


def test_the_tier_chooses_the_items(small):
    version = published(small, tiers=(3, 2, 1))
    asked_for = {
        tier: open_launch(version.pk, facts(small, tier=tier), actor=small.owner).gates.get().items.count()
        for tier in (1, 2, 3)
    }
    assert asked_for == {1: 3, 2: 2, 3: 1}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"summary": "x" * 4001}, "summary"),
        ({"audience": "Sho\x00ps"}, "audience"),
        ({"tier": 4}, "tier"),
        ({"sponsor_id": 10**9}, "sponsor"),
        ({"target_date": date(2026, 3, 1)}, "target_date"),
        ({"target_date": date(2032, 1, 1)}, "target_date"),
    ],
)
def test_facts_that_do_not_fit_are_refused_at_their_field(small, change, field):
    with pytest.raises(Invalid) as refused:
        small.launch(**change)
    assert refused.value.field == field
    assert not Launch.objects.exists()


def test_the_sponsor_is_somebody_else(small):
    with pytest.raises(Invalid, match="somebody other than the owner"):
        small.launch(sponsor_id=small.owner.pk)


@pytest.mark.parametrize("role", ["owner", "sponsor"])
def test_owner_and_sponsor_are_people_who_are_there(small, role):
    Person.objects.filter(pk=getattr(small, role).pk).update(is_active=False)
    with pytest.raises(Invalid, match="deactivated"):
        small.launch()


def test_a_draft_and_a_retired_playbook_open_nothing(small):
    Version.objects.filter(pk=small.version.pk).update(published_at=None)
    with pytest.raises(Conflict, match="still a draft"):
        small.launch()
    Version.objects.filter(pk=small.version.pk).update(published_at=START)
    Playbook.objects.filter(pk=small.version.playbook_id).update(retired_at=START)
    with pytest.raises(Conflict, match="retired"):
        small.launch()


def test_a_playbook_needs_gates_that_somebody_signs(small):
    empty = published(small, gates=0)
    with pytest.raises(Conflict, match="no gates yet"):
        open_launch(empty.pk, facts(small), actor=small.owner)
    unsigned = published(small, functions=())
    with pytest.raises(Conflict, match="No function signs Check"):
        open_launch(unsigned.pk, facts(small), actor=small.owner)


def test_a_doubled_form_opens_one_launch(small):
    for times in range(2):
        try:
            open_launch(small.version.pk, facts(small), actor=small.owner, once="form")
        except Conflict:
            assert times == 1
    assert Launch.objects.count() == 1


def test_everything_begins_at_the_set_clock(small):
    with clock.at(START + timedelta(days=3)):
        assert small.launch().opened_at == START + timedelta(days=3)


def facts(small: Small, *, tier: int = 2) -> LaunchFacts:
    return LaunchFacts("Aurora", "", "", tier, small.sponsor.pk, (START + timedelta(days=60)).date())


def published(
    small: Small, *, gates: int = 1, functions: tuple[str, ...] = ("sales",), tiers: tuple[int, ...] = (3,)
) -> Version:
    """Publish a playbook with that many gates, with an item for each of these lowest tiers."""
    playbook = Playbook.objects.create(name=f"Other {Playbook.objects.count()}")
    version = Version.objects.create(playbook=playbook, number=1, created_at=START, published_at=START)
    items = tuple(
        ItemContent(
            key=f"item-{tier}", text="?", function_id=small.functions["sales"].pk, kind=ItemKind.TEXT, lowest_tier=tier
        )
        for tier in tiers
    )
    ids = tuple(small.functions[key].pk for key in functions)
    write_gates(
        version,
        [
            GateContent(kind=f"check-{number}", name="Check", statement="So be it.", functions=ids, items=items)
            for number in range(gates)
        ],
    )
    return version
