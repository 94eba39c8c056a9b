"""News of a launch to people who hold no turn on it: queued here, put into words when it is sent."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from launchgate.launches.models import Decider, Follow, Launch
from launchgate.outbox.queue import Queued, queue_messages
from launchgate.people.models import Seat
from launchgate.playbooks.models import Version

# A click can be undone for so long; what follows from it leaves no earlier.
UNDO = timedelta(minutes=1)
TOLD = frozenset(
    {
        "gate.sent_back",
        "gate.overridden",
        "gate.reopened",
        "launch.revised",
        "launch.held",
        "launch.resumed",
        "launch.went_live",
        "launch.stopped",
    }
)


def news(
    kind: str,
    launch: Launch | None,
    person_ids: Iterable[int],
    *,
    subject: Any,
    gate_id: int | None,
    delay: timedelta = timedelta(),
) -> list[Queued]:
    """Return one piece of news for each of these people; the same event is told once to each, a later one anew.

    What is on no launch has a subject of its own for each event.
    """
    about = f"{subject._meta.model_name}:{subject.pk}"
    return [
        Queued(
            kind=f"news.{kind}",
            person_id=person_id,
            subject=about,
            once=f"{kind}:{about}:{gate_id}:{launch.chain_count if launch else 0}:{person_id}",
            data={"launch": launch.pk if launch else None, "gate": gate_id},
            delay=delay,
        )
        for person_id in sorted(set(person_ids))
    ]


def tell(
    kind: str, launch: Launch | None, person_ids: Iterable[int], *, subject: Any, gate_id: int | None = None
) -> None:
    """Queue one piece of news for each of these people."""
    queue_messages(news(kind, launch, person_ids, subject=subject, gate_id=gate_id))


def news_for(
    launch: Launch,
    kind: str,
    subject: Any,
    *,
    signed: Iterable[int],
    without: set[int],
    concerned: Iterable[int] = (),
) -> list[Queued]:
    """Return the news of an action and of gates that became signed, for owner and followers, to leave after a minute.

    The sponsor hears of what ends, stops or frees the whole launch, and so do those who are `concerned`. `without` are
    the people who acted, or who are asked to do something about it anyway.
    """
    signed = list(signed)
    if kind not in TOLD and not signed:
        return []
    followers = Follow.objects.filter(launch=launch, person__is_active=True).values_list("person_id", flat=True)
    people = set(followers) if getattr(launch, "has_followers", True) else set()
    people |= {launch.owner_id, launch.sponsor_id} if kind.startswith("launch.") else {launch.owner_id}
    people |= set(concerned)
    people -= without
    about: list[tuple[str, int | None]] = [(kind, None)] if kind in TOLD else []
    about += [("gate.signed", gate_id) for gate_id in signed]
    return [
        message
        for what, gate_id in about
        for message in news(what, launch, people, subject=subject, gate_id=gate_id, delay=UNDO)
    ]


def tell_of_version(version_id: int) -> None:
    """Tell the heads of running launches that a newer version than theirs was published; their owners are asked."""
    version = Version.objects.get(pk=version_id)
    launches = Launch.objects.filter(
        status__in=Launch.RUNNING, version__playbook=version.playbook_id, version__number__lt=version.number
    )
    seated = {"function__seats__ended_at": None, "function__seats__person__is_active": True}
    heads = Decider.objects.filter(gate__launch__in=launches, function__seats__rank=Seat.Rank.HEAD, **seated)
    people: dict[int, set[int]] = {launch.pk: set() for launch in launches}
    for launch_id, person_id in heads.values_list("gate__launch", "function__seats__person").distinct():
        people[launch_id].add(person_id)
    kind = "playbook.published"
    queue_messages(
        [
            message
            for launch in launches
            for message in news(kind, launch, people[launch.pk] - {launch.owner_id}, subject=version, gate_id=None)
        ]
    )
