"""What the pages of the offerings room need in the world of the permission matrix."""

from typing import TYPE_CHECKING

from launchgate.launches.actions.turn_questions import ask_about_turn
from launchgate.launches.models import Turn
from launchgate.offerings.actions.asking import withdraw_exception
from tests.offerings.asking import hear_all, make_exception
from tests.offerings.making import make_offering

if TYPE_CHECKING:
    from tests.permissions.world import World


def add_offerings(world: "World") -> None:
    """Put an offering into the catalogue, and ask for exceptions: heard or not, on a launch that few see, and over."""
    asks, cast = world.people["outsider"], world.cast
    world.rows["offering"] = make_offering(cast).pk
    world.rows["exception"] = make_exception(asks).pk
    voice = Turn.objects.select_related("holder").get(
        subject=f"exceptionrequest:{world.rows['exception']}", function__key="customer-care"
    )
    world.rows["turn question"] = ask_about_turn(voice.pk, "Which shops?", actor=voice.holder).pk
    contested = make_exception(asks, what="A till on the roof")
    world.rows["contested"] = hear_all(contested, cast, against=True).pk
    secret = make_exception(cast.owner, launch_id=world.launches["secret"].pk, what="Something nobody knows")
    world.rows["secret exception"] = secret.pk
    over = make_exception(asks, what="A bell on the door")
    world.rows["over"] = withdraw_exception(over.pk, actor=asks).pk
