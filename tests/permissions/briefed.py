"""Briefings of the permission matrix: a draft, one that is being read, and one of a confidential launch."""

from typing import TYPE_CHECKING

from launchgate.briefings.actions.read import ask_about_briefing
from launchgate.briefings.actions.words import BriefingWords
from launchgate.briefings.actions.write import write_briefing
from launchgate.briefings.models import Reading
from launchgate.briefings.publishing import INTERNAL
from launchgate.launches.actions.exceptions import override_gate
from launchgate.launches.models import Decision, Launch
from tests.launching import plan_hand_over

if TYPE_CHECKING:
    from tests.permissions.world import World


def brief_people(world: "World") -> None:
    """Write briefings for sales, and have the sponsor let every gate of two launches pass, which publishes theirs."""
    cast, rows = world.cast, world.rows
    words = BriefingWords("For sales", "It comes.", (cast.function("sales").pk,))
    for name, launch in (("draft", "drafted"), ("briefing", "briefed"), ("secret briefing", "secret briefed")):
        rows[name] = write_briefing(world.launches[launch].pk, words, actor=cast.owner).pk
        plan_hand_over(world.launches[launch], cast.owner)
    for launch in ("briefed", "secret briefed"):
        _publish(world, world.launches[launch])
    reading = Reading.objects.get(briefing=rows["briefing"], person=cast.heads["sales"])
    rows["reading"] = reading.pk
    rows["reader question"] = ask_about_briefing(reading.pk, "Who says so?", actor=cast.heads["sales"]).pk


def _publish(world: "World", launch: Launch) -> None:
    for gate in launch.gates.order_by("order"):
        means = Decision.Means.PASSWORD if gate.asks_password else Decision.Means.SESSION
        override_gate(gate.pk, "Let it pass.", actor=world.cast.sponsor, means=means)
    assert launch.gates.filter(kind=INTERNAL).exists()
