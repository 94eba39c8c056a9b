"""Which offering a launch changes is proved by the record: a link changed behind the product's back is found."""

from collections.abc import Iterator

import pytest

from launchgate.audit.verify import Walked
from launchgate.launches.models import Launch
from launchgate.offerings.actions.standards import choose_offering
from launchgate.offerings.models import Offering, OfferingOfLaunch
from tests.launching import Cast, make_launch
from tests.offerings.making import make_offering


@pytest.fixture
def offerings(cast: Cast) -> list[Offering]:
    return [make_offering(cast, name=name) for name in ("Delivery", "Set-up")]


@pytest.fixture
def launch(cast: Cast, offerings: list[Offering]) -> Launch:
    """A launch whose choice was changed once."""
    launch = make_launch(cast)
    for offering in offerings:
        choose_offering(launch.pk, offering.pk, actor=cast.owner)
    return launch


def faults() -> Iterator[str]:
    return (fault.reason for fault in Walked())


def test_the_last_choice_counts_and_an_earlier_one_breaks_nothing(launch: Launch):
    assert list(faults()) == []


def test_another_offering_is_found(launch: Launch, offerings: list[Offering]):
    OfferingOfLaunch.objects.update(offering=offerings[0])
    assert "the offering that the launch changes is another" in next(faults())


def test_a_link_that_is_gone_is_found(launch: Launch):
    OfferingOfLaunch.objects.all().delete()
    assert "the offering that the launch changes is another" in next(faults())


def test_a_link_in_place_of_none_is_found(launch: Launch, cast: Cast, offerings: list[Offering]):
    link = OfferingOfLaunch.objects.get()
    choose_offering(launch.pk, None, actor=cast.owner)
    assert list(faults()) == []
    link.pk = None
    link.save()
    assert "the offering that the launch changes is another" in next(faults())
