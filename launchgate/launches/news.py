"""News of a launch to people who hold no turn on it: queued here, put into words when it is sent."""

from collections.abc import Iterable
from typing import Any

from launchgate.launches.models import Follow, Gate, Launch
from launchgate.outbox.queue import Queued, queue_messages
from launchgate.people.models import Person

TOLD = frozenset(
    {
        "gate.sent_back",
        "gate.overridden",
        "gate.reopened",
        "launch.held",
        "launch.resumed",
        "launch.went_live",
        "launch.stopped",
    }
)


def tell(kind: str, launch: Launch, person_ids: Iterable[int], *, subject: Any, gate_id: int | None = None) -> None:
    """Queue one piece of news for each of these people; the same news is written once per person."""
    about = f"{subject._meta.model_name}:{subject.pk}"
    queue_messages(
        [
            Queued(
                kind=f"news.{kind}",
                person_id=person_id,
                subject=about,
                once=f"{kind}:{about}:{person_id}",
                data={"launch": launch.pk, "gate": gate_id},
            )
            for person_id in sorted(set(person_ids))
        ]
    )


def tell_followers(launch: Launch, kind: str, subject: Any, settled: Any, *, actor: Person) -> None:
    """Tell followers, and owner and sponsor of what ends or stops the launch, of an action and of gates that passed.

    The one who acted is not told, and nobody hears of it twice who is asked to do something about it anyway.
    """
    asked = {turn.holder_id for turn in settled.opened}
    passed = settled.became(Gate.Status.SIGNED)
    if kind not in TOLD and not passed:
        return
    people = set(Follow.objects.filter(launch=launch, person__is_active=True).values_list("person_id", flat=True))
    people |= {launch.owner_id, launch.sponsor_id} if kind.startswith("launch.") else {launch.owner_id}
    people -= asked | {actor.pk}
    if kind in TOLD:
        tell(kind, launch, people, subject=subject)
    for gate_id in passed:
        tell("gate.signed", launch, people, subject=subject, gate_id=gate_id)
