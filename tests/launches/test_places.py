"""Who holds a function's turn, and who may act on it: heads, delegates, deputies, sponsor, executives."""

from datetime import timedelta

import pytest

from launchgate.core import clock
from launchgate.launches.models import Launch
from launchgate.launches.places import Place, Places, stand_in_for
from launchgate.people.actions.absences import delegate_work, enter_absence
from launchgate.people.actions.functions import close_function, merge_function
from launchgate.people.actions.persons import deactivate_person
from launchgate.people.actions.seats import seat_person
from launchgate.people.models import Absence, Person, Seat
from tests.launches.small import START, Small


@pytest.fixture
def launch(small: Small) -> Launch:
    return small.launch()


def holder(launch: Launch, small: Small, key: str = "sales", **how: object) -> tuple[str, str] | None:
    """Return the name and the capacity of who holds a turn of a function."""
    function_id = small.functions[key].pk
    place = Places(launch, [function_id]).holder(function_id, **how)  # type: ignore[arg-type]
    return (place.printed_name, place.capacity) if place else None


def capacity(launch: Launch, small: Small, who: str, key: str = "sales", **how: object) -> Place | None:
    function_id = small.functions[key].pk
    return Places(launch, [function_id]).capacity_of(small.people[who], function_id, **how)  # type: ignore[arg-type]


def away(small: Small, who: str, *, delegate: str = "", functions: tuple[str, ...] = (), days: int = 3) -> Absence:
    person = small.people[who]
    return enter_absence(
        person.pk,
        actor=person,
        starts_on=START.date(),
        ends_on=(START + timedelta(days=days)).date(),
        delegate_id=small.people[delegate].pk if delegate else None,
        function_ids=[small.functions[key].pk for key in functions],
    )


def test_the_head_holds_it(small, launch):
    assert holder(launch, small) == ("Sal Sales", "head")


def test_an_absent_head_is_stood_in_for_by_the_delegate(small, launch):
    away(small, "sales", delegate="stranger")
    assert holder(launch, small) == ("Sten Stranger for Sal Sales", "delegate")


def test_without_a_delegate_the_deputy_holds_it(small, launch):
    away(small, "sales")
    assert holder(launch, small) == ("Dee Deputy", "deputy")


def test_where_deputies_may_not_the_sponsor_acts_as_head(small, launch):
    away(small, "sales")
    assert holder(launch, small, deputies=False) == ("Sam Sponsor as acting head", "acting")


def test_after_the_sponsor_comes_another_executive(small, launch):
    away(small, "finance")
    away(small, "sponsor")
    assert holder(launch, small, "finance") == ("Bo Boss as acting head", "executive")


def test_when_everybody_is_away_the_first_of_them_holds_it(small, launch):
    for who in ("finance", "sponsor", "boss", "chief"):
        away(small, who)
    assert holder(launch, small, "finance") == ("Fin Finance", "head")


def test_who_is_passed_over_holds_nothing_and_nobody_in_their_name(small, launch):
    sales = small.people["sales"].pk
    assert holder(launch, small, passing_over={sales}) == ("Dee Deputy", "deputy")
    away(small, "sales", delegate="stranger")
    assert holder(launch, small, passing_over={sales}) == ("Dee Deputy", "deputy")


def test_nobody_is_left_where_all_are_passed_over(small, launch):
    assert holder(launch, small, passing_over=set(Person.objects.values_list("pk", flat=True))) is None


def test_an_absence_for_some_functions_leaves_the_others(small, launch):
    seat_person(
        small.people["finance"].pk, small.functions["sales"].pk, actor=small.people["admin"], rank=Seat.Rank.HEAD
    )
    away(small, "finance", delegate="stranger", functions=("sales",))
    assert holder(launch, small, "sales") == ("Sten Stranger for Fin Finance", "delegate")
    assert holder(launch, small, "finance") == ("Fin Finance", "head")


def test_a_delegate_who_is_away_in_turn_is_stood_in_for(small, launch):
    away(small, "sales", delegate="stranger")
    away(small, "stranger", delegate="member")
    assert holder(launch, small) == ("Mem Member for Sal Sales", "delegate")


def test_a_delegate_who_is_deactivated_does_not_stand_in(small, launch):
    away(small, "sales", delegate="stranger")
    deactivate_person(small.people["stranger"].pk, actor=small.people["admin"])
    assert holder(launch, small) == ("Dee Deputy", "deputy")


def test_a_deactivated_head_is_passed_over_with_their_delegate(small, launch):
    away(small, "sales", delegate="stranger")
    deactivate_person(small.people["sales"].pk, actor=small.people["admin"])
    assert holder(launch, small) == ("Dee Deputy", "deputy")


def test_an_absence_begins_and_ends_by_the_persons_own_day(small, launch):
    Person.objects.filter(pk=small.people["sales"].pk).update(time_zone="Pacific/Auckland")
    away(small, "sales", delegate="stranger", days=1)
    # In Auckland it is thirteen hours later: the two days are over at eleven in the morning, UTC, of the second.
    with clock.at(START.replace(day=3, hour=10)):
        assert holder(launch, small) == ("Sten Stranger for Sal Sales", "delegate")
    with clock.at(START.replace(day=3, hour=12)):
        assert holder(launch, small) == ("Sal Sales", "head")


def test_a_merged_function_acts_through_the_other(small, launch):
    merge_function(small.functions["sales"].pk, into_id=small.functions["care"].pk, actor=small.people["admin"])
    assert holder(launch, small) == ("Cara Care", "head")
    merge_function(small.functions["care"].pk, into_id=small.functions["finance"].pk, actor=small.people["admin"])
    assert holder(launch, small) == ("Fin Finance", "head")


def test_functions_merged_one_into_the_other_act_through_the_last_when_read_together(small, launch):
    sales, care, finance = (small.functions[key].pk for key in ("sales", "care", "finance"))
    merge_function(sales, into_id=care, actor=small.people["admin"])
    merge_function(care, into_id=finance, actor=small.people["admin"])
    places = Places(launch, [sales, care])
    assert [places.holder(function_id).person for function_id in (sales, care)] == [small.people["finance"]] * 2


def test_a_closed_function_is_acted_for_by_the_sponsor(small, launch):
    close_function(small.functions["sales"].pk, actor=small.people["admin"])
    assert holder(launch, small) == ("Sam Sponsor as acting head", "acting")


@pytest.mark.parametrize(("who", "as_what"), [("sales", "head"), ("deputy", "deputy")])
def test_head_and_deputy_may_act_even_while_away(small, launch, who, as_what):
    away(small, who)
    assert capacity(launch, small, who).capacity == as_what


@pytest.mark.parametrize("who", ["sponsor", "boss", "care", "member", "stranger", "owner"])
def test_others_may_not_while_somebody_of_the_function_is_there(small, launch, who):
    assert capacity(launch, small, who) is None


def test_a_deputy_and_a_deputys_delegate_may_not_where_the_head_has_to(small, launch):
    away(small, "deputy", delegate="stranger")
    assert capacity(launch, small, "stranger").capacity == "delegate"
    assert capacity(launch, small, "stranger", deputies=False) is None
    assert capacity(launch, small, "deputy", deputies=False) is None


def test_the_sponsor_may_act_where_only_executives_are_left(small, launch):
    away(small, "finance")
    away(small, "sponsor")
    assert capacity(launch, small, "sponsor", "finance").capacity == "acting"
    assert capacity(launch, small, "chief", "finance") is None


def test_the_deactivated_may_not_act(small, launch):
    deactivate_person(small.people["sales"].pk, actor=small.people["admin"])
    small.people["sales"].refresh_from_db()
    assert capacity(launch, small, "sales") is None


def test_a_personal_turn_goes_to_the_delegate_while_the_person_is_away(small, launch):
    assert stand_in_for(small.people["member"], launch) == small.people["member"]
    away(small, "member", delegate="stranger")
    assert stand_in_for(small.people["member"], launch) == small.people["stranger"]


def test_a_personal_turn_of_somebody_who_left_goes_to_the_sponsor_then_the_owner(small, launch):
    gone = small.people["member"]
    gone.is_active = False
    assert stand_in_for(gone, launch) == small.sponsor
    launch.sponsor.is_active = False
    assert stand_in_for(gone, launch) == small.owner
    launch.owner.is_active = False
    assert stand_in_for(gone, launch) == small.people["boss"] or stand_in_for(gone, launch).is_executive


def test_the_sponsor_does_not_stand_in_for_the_owner(small, launch):
    away(small, "owner", delegate="sponsor")
    assert stand_in_for(small.owner, launch) == small.owner


def test_a_head_whose_delegate_was_deactivated_holds_it_while_there(small, launch):
    sales, stranger = small.people["sales"], small.people["stranger"]
    today = clock.now().date()
    delegate_work(sales.pk, actor=sales, starts_on=today, ends_on=today, delegate_id=stranger.pk)
    assert holder(launch, small) == ("Sten Stranger for Sal Sales", "delegate")
    deactivate_person(stranger.pk, actor=small.people["admin"])
    assert holder(launch, small) == ("Sal Sales", "head")
