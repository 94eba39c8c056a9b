"""Whoever opens a launch says which standard offering it changes; on its page it can be said later."""

from typing import Any

from django import forms

from launchgate.core import clock
from launchgate.core.refusals import Invalid
from launchgate.launches.board import Board
from launchgate.launches.openings import asks_on_opening
from launchgate.offerings.forms.catalogue import offerings_in_use
from launchgate.offerings.models import Offering, OfferingOfLaunch
from launchgate.people.models import Person

NAME = "offering"


def _field() -> forms.Field | None:
    offerings = offerings_in_use()
    if not offerings.exists():
        return None
    return forms.ModelChoiceField(
        offerings,
        label="Standard offering",
        required=False,
        empty_label="None of them",
        help_text="What it changes or adds to. What earlier launches learned with it is shown to you.",
    )


@asks_on_opening(NAME, _field)
def link(board: Board, offering_id: Any, actor: Person) -> None:
    """Say which offering a launch that opens changes; its event names it."""
    if not Offering.objects.filter(pk=offering_id, retired_at=None).exists():
        raise Invalid("Choose an offering of the catalogue.", field=NAME)
    OfferingOfLaunch.objects.create(
        launch=board.launch, offering_id=offering_id, linked_by=actor, linked_at=clock.now()
    )
    board.facts[NAME] = offering_id
