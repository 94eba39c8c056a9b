"""Standard offerings: who may change them, what a new version does, who has read the training."""

from decimal import Decimal

import pytest

from launchgate.audit.models import Event
from launchgate.audit.verify import Walked
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.offerings.actions import catalogue
from launchgate.offerings.models import Acknowledgement, Edition
from launchgate.offerings.queries.catalogue import read_offering
from tests.factories import make_person, seat
from tests.launching import Cast
from tests.offerings.making import facts, make_offering


def test_a_member_of_operations_puts_an_offering_into_the_catalogue(cast: Cast):
    member = make_person()
    seat(member, cast.function("operations"))
    offering = catalogue.add_offering(facts(), actor=member)
    assert offering.edition.number == 1
    assert Event.objects.filter(kind="offering.added", chain="company:1", actor=member).count() == 1


@pytest.mark.parametrize("who", ["sales", "finance"])
def test_another_function_changes_no_offering(cast: Cast, who: str):
    with pytest.raises(Forbidden, match="Only operations"):
        catalogue.add_offering(facts(), actor=cast.heads[who])


def test_an_administrator_changes_offerings(cast: Cast):
    assert catalogue.add_offering(facts(), actor=make_person(is_administrator=True)).pk


def test_a_new_version_leaves_the_one_before_as_it_was(cast: Cast):
    offering = make_offering(cast)
    catalogue.revise_offering(offering.pk, facts(lead_days=5), "Faster.", actor=cast.heads["operations"])
    assert list(Edition.objects.filter(offering=offering).values_list("number", "lead_days", "note")) == [
        (2, 5, "Faster."),
        (1, 10, ""),
    ]


def test_a_version_without_a_difference_is_refused(cast: Cast):
    offering = make_offering(cast)
    with pytest.raises(Invalid, match="Nothing is different"):
        catalogue.revise_offering(offering.pk, facts(), "Nothing.", actor=cast.heads["operations"])


def test_a_version_says_what_changed(cast: Cast):
    offering = make_offering(cast)
    with pytest.raises(Invalid, match="what changed"):
        catalogue.revise_offering(offering.pk, facts(lead_days=5), " ", actor=cast.heads["operations"])


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", {"name": "\u200b"}),
        ("lead_days", {"lead_days": -1}),
        ("price", {"price": Decimal(-1), "currency": "EUR"}),
        ("price", {"currency": "EUR"}),
        ("currency", {"price": Decimal(4)}),
        ("summary", {"summary": "x" * 4001}),
        ("training", {"training": "x" * 20_001}),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(cast: Cast, field: str, changes: dict):
    with pytest.raises(Invalid) as refused:
        make_offering(cast, **changes)
    assert refused.value.field == field


def test_a_retired_offering_is_not_changed_until_it_is_taken_up_again(cast: Cast):
    offering, operations = make_offering(cast), cast.heads["operations"]
    catalogue.retire_offering(offering.pk, actor=operations)
    with pytest.raises(Conflict, match="retired"):
        catalogue.revise_offering(offering.pk, facts(lead_days=5), "Faster.", actor=operations)
    catalogue.restore_offering(offering.pk, actor=operations)
    assert catalogue.revise_offering(offering.pk, facts(lead_days=5), "Faster.", actor=operations).number == 2


def test_who_sells_without_having_read_is_named(cast: Cast):
    offering = make_offering(cast)
    catalogue.acknowledge_training(offering.pk, 1, actor=cast.heads["sales"])
    page = read_offering(offering, offering.edition, cast.owner)
    assert [seller.person for seller in page.unread_by] == [cast.heads["customer-care"]]
    assert [seller.person for seller in page.read_by] == [cast.heads["sales"]]


def test_another_training_is_read_anew_and_the_same_one_is_not(cast: Cast):
    offering, operations, sales = make_offering(cast), cast.heads["operations"], cast.heads["sales"]
    catalogue.acknowledge_training(offering.pk, 1, actor=sales)
    same = catalogue.revise_offering(offering.pk, facts(lead_days=5), "Faster.", actor=operations)
    assert read_offering(offering, same, sales).has_read
    changed = facts(lead_days=5, training="Say the new thing.")
    other = catalogue.revise_offering(offering.pk, changed, "Another training.", actor=operations)
    assert not read_offering(offering, other, sales).has_read


def test_a_training_that_changed_meanwhile_is_not_acknowledged(cast: Cast):
    offering = make_offering(cast)
    catalogue.revise_offering(offering.pk, facts(training="New."), "New training.", actor=cast.heads["operations"])
    with pytest.raises(Conflict, match="changed since you opened"):
        catalogue.acknowledge_training(offering.pk, 1, actor=cast.heads["sales"])


def test_a_training_is_acknowledged_once(cast: Cast):
    offering = make_offering(cast)
    catalogue.acknowledge_training(offering.pk, 1, actor=cast.heads["sales"])
    with pytest.raises(Conflict, match="already"):
        catalogue.acknowledge_training(offering.pk, 1, actor=cast.heads["sales"])


def test_words_changed_behind_the_record_are_found(cast: Cast):
    offering = make_offering(cast)
    Edition.objects.filter(offering=offering).update(service_levels="An answer within 4 days.")
    assert [fault.reason for fault in Walked()] == ["its version of the offering was changed"]


def test_an_acknowledgement_given_to_somebody_else_is_found(cast: Cast):
    offering = make_offering(cast)
    catalogue.acknowledge_training(offering.pk, 1, actor=cast.heads["sales"])
    Acknowledgement.objects.update(person=cast.heads["customer-care"])
    assert "acknowledgement" in next(fault.reason for fault in Walked())
