"""Readers who left or are away fall out of the count, and come back into it when they return. Nobody joins."""

from django.db import transaction

from launchgate.briefings.audience import why_out
from launchgate.briefings.models import Briefing, Reading
from launchgate.briefings.publishing import ask_to_read
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Launch
from launchgate.launches.settle import settle


@transaction.atomic(durable=True)
def follow_readers(launch_id: int) -> int:
    """Take readers who left or are away out of the count, and those who are back into it; return how many moved.

    Nothing is written where nothing changed.
    """
    board = Board.load(lock_launch(pk=launch_id))
    published = Reading.objects.filter(briefing__launch=board.launch, briefing__status=Briefing.Status.PUBLISHED)
    readings = list(published.select_related("person").order_by("pk"))
    why = why_out({reading.person_id: reading.person for reading in readings}.values())
    moved = [reading for reading in readings if reading.out != why.get(reading.person_id, "")]
    if not moved or board.launch.status == Launch.Status.STOPPED:
        return 0
    for reading in moved:
        reading.out = why.get(reading.person_id, "")
    Reading.objects.bulk_update(moved, ["out"])
    ask_to_read(board, moved)
    settle(
        board,
        "briefing.readers_moved",
        actor=None,
        subject=board.launch,
        out=[reading.pk for reading in moved if reading.out],
        back_in=[reading.pk for reading in moved if not reading.out],
    )
    return len(moved)


def after_places_changed(person_ids: frozenset[int], function_ids: frozenset[int]) -> None:
    """Follow the readers among these people on every launch where one of them counts otherwise now."""
    readings = Reading.objects.filter(person__in=person_ids, briefing__status=Briefing.Status.PUBLISHED)
    rows = list(readings.exclude(briefing__launch__status=Launch.Status.STOPPED).select_related("person", "briefing"))
    why = why_out({row.person_id: row.person for row in rows}.values())
    moved = {row.briefing.launch_id for row in rows if row.out != why.get(row.person_id, "")}
    for launch_id in sorted(moved):
        follow_readers(launch_id)
