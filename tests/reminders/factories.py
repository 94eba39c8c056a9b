"""Turns with ladders, built from rows where a test is about the sweep alone."""

from datetime import datetime, timedelta

from launchgate.core import clock
from launchgate.launches.models import Launch, Step, Turn
from launchgate.people.models import Person
from launchgate.playbooks.models import Playbook, Version
from tests.factories import make_person

Ladder = list[tuple[datetime, str, Person]]


def make_bare_launch(name: str = "Aurora Checkout") -> Launch:
    """Return an active launch without gates."""
    playbook, _ = Playbook.objects.get_or_create(name="Bare")
    version, _ = Version.objects.get_or_create(playbook=playbook, number=1, defaults={"created_at": clock.now()})
    return Launch.objects.create(
        name=name,
        summary="One page to pay on.",
        audience="Shops",
        owner=make_person(),
        sponsor=make_person(is_executive=True),
        target_date=clock.now().date() + timedelta(days=60),
        version=version,
        opened_at=clock.now(),
    )


def make_turn(launch: Launch, ladder: Ladder, *, holder: Person | None = None) -> Turn:
    """Return an open turn whose ladder has these steps: when, what, for whom."""
    holder = holder or ladder[0][2]
    turn = Turn.objects.create(
        kind=Turn.Kind.GO_LIVE,
        slot=f"test:{Turn.objects.count()}",
        launch=launch,
        holder=holder,
        opened_at=clock.now(),
        due_at=clock.now() + timedelta(days=5),
        next_at=min((at for at, _, _ in ladder), default=None),
    )
    Step.objects.bulk_create(
        Step(turn=turn, number=number, kind=kind, at=at, person=person)
        for number, (at, kind, person) in enumerate(ladder, start=1)
    )
    return turn


def make_due_turns(count: int) -> list[Turn]:
    """Return this many turns of one launch, each with a reminder that is due and one that is not."""
    launch, holder, now = make_bare_launch(), make_person(), clock.now()
    ladder = [(now - timedelta(hours=1), "remind", holder), (now + timedelta(days=2), "remind", holder)]
    return [make_turn(launch, ladder) for _ in range(count)]
