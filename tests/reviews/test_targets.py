"""Shared targets: set, changed and dropped by owner or sponsor, before the launch is public."""

from decimal import Decimal

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.people.actions.erasure import erase_person
from launchgate.people.actions.persons import deactivate_person
from launchgate.reviews.actions.targets import change_target, drop_target, set_target
from launchgate.reviews.models import Target
from tests.forging import verify
from tests.reviews.aims import aim, facts


def standing(launch) -> dict[str, Decimal]:
    return dict(Target.objects.filter(launch=launch, ended_at=None).values_list("name", "goal"))


def test_known_measures_have_their_name_unit_and_direction(small):
    churn = aim(small.launch(), kind="churn", baseline=Decimal(4), goal=Decimal("2.5"), name="Whatever")
    assert (churn.name, churn.unit, churn.is_higher_better) == ("Churn", "%", False)


def test_the_sponsor_sets_targets_too(small):
    assert set_target(small.launch().pk, facts(), actor=small.sponsor).set_by == small.sponsor


@pytest.mark.parametrize("who", ["sales", "boss", "admin", "stranger"])
def test_nobody_else_sets_targets(small, who):
    with pytest.raises(Forbidden, match="Only Olu Owner, the owner, or Sam Sponsor, the sponsor, can set its targets"):
        set_target(small.launch().pk, facts(), actor=small.people[who])


def test_a_stopped_launch_gets_no_target(small):
    launch = small.launch()
    stop_launch(launch.pk, "Nobody wants it.", actor=small.owner)
    with pytest.raises(Conflict, match="cannot be given other targets"):
        aim(launch)


def test_a_change_puts_another_row_in_place_and_keeps_the_first(small):
    launch = small.launch()
    before = aim(launch)
    change_target(before.pk, facts(goal=Decimal("4.7")), actor=small.owner)
    assert standing(launch) == {"CSAT": Decimal("4.7")}
    assert Target.objects.get(pk=before.pk).goal == Decimal("4.5")


def test_of_two_who_change_a_target_the_second_is_told(small):
    target = aim(small.launch())
    change_target(target.pk, facts(goal=Decimal("4.7")), actor=small.owner)
    with pytest.raises(Conflict, match="CSAT was changed or dropped meanwhile"):
        change_target(target.pk, facts(goal=Decimal("4.8")), actor=small.sponsor)


def test_a_dropped_target_no_longer_stands(small):
    launch = small.launch()
    drop_target(aim(launch).pk, actor=small.owner)
    assert standing(launch) == {}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "joy"}, "Choose what is measured"),
        ({"kind": "own", "name": " "}, "Give your own measure a name"),
        ({"source": " "}, "Say where the numbers come from"),
        ({"goal": Decimal("3.9")}, "For CSAT, higher is better: from 4.1 of 5 on, this would be a step back"),
        ({"kind": "churn", "goal": Decimal("4.2")}, "For Churn, lower is better"),
        ({"goal": Decimal("4.12345")}, "at most 3 digits"),
        ({"goal": Decimal("NaN"), "baseline": None}, "too large to be kept"),
        ({"goal": Decimal(10) ** 11}, "too large to be kept"),
        ({"goal": Decimal(40)}, "CSAT of 5 lies between 0 and 5"),
        ({"kind": "nps", "goal": Decimal(50), "baseline": Decimal(-101)}, "lies between \N{MINUS SIGN}100 and 100"),
    ],
)
def test_a_target_that_does_not_fit_is_refused(small, changes, message):
    with pytest.raises(Invalid, match=message):
        aim(small.launch(), **changes)


def test_another_unit_and_a_measure_of_ones_own_have_no_scale(small):
    launch = small.launch()
    aim(launch, goal=Decimal(8), unit="of 10")
    aim(launch, kind="own", name="Growth", unit="%", goal=Decimal(120))


def test_a_name_stands_once(small):
    launch = small.launch()
    aim(launch, kind="own", name="Calls per order")
    with pytest.raises(Invalid, match="is a target of this launch already"):
        aim(launch, kind="own", name="calls per Order")


def test_a_doubled_form_sets_one(small):
    launch = small.launch()
    set_target(launch.pk, facts(), actor=small.owner, once="form")
    with pytest.raises(Conflict, match="already sent"):
        set_target(launch.pk, facts(), actor=small.owner, once="form")
    assert len(standing(launch)) == 1


def test_a_forged_goal_is_found(small):
    target = aim(small.launch())
    assert verify()[0] == 0
    Target.objects.filter(pk=target.pk).update(goal=Decimal("3.0"))
    assert "its target was changed" in verify()[1]


def test_erasing_its_author_takes_the_words_and_no_number(small):
    target = set_target(small.launch().pk, facts(source="My notes"), actor=small.sponsor)
    admin = small.people["admin"]
    deactivate_person(small.sponsor.pk, actor=admin)
    erase_person(small.sponsor.pk, actor=admin, words=True)
    target.refresh_from_db()
    assert target.source.startswith("Erased by law")
    assert verify()[0] == 0
