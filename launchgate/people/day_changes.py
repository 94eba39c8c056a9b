"""Absences that began or ended since turns were last moved for them, and whom a change of places concerns."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from launchgate.core import clock
from launchgate.people.delegation import LONGEST_CHAIN
from launchgate.people.models import Absence
from launchgate.people.rules import today_of


def absences_to_follow() -> list[Absence]:
    """Return the absences whose beginning or end, by the person's own day, no turn has followed yet."""
    near = date.fromordinal(clock.now().date().toordinal() + 1)
    unfollowed = Absence.objects.filter(returned_at=None, starts_on__lte=near).select_related("person")
    return [absence for absence in unfollowed.order_by("pk") if is_over(absence) or _has_begun(absence)]


def mark_followed(absence: Absence) -> None:
    """Write down that turns have followed the beginning, or the end, of an absence; it is no matter of the record."""
    name = "returned_at" if is_over(absence) else "moved_at"
    Absence.objects.filter(pk=absence.pk, **{name: None}).update(**{name: clock.now()})


def is_over(absence: Absence) -> bool:
    """Say whether the person is back: the last day has passed where they are, or it was ended."""
    return absence.ended_early_at is not None or absence.ends_on < today_of(absence.person)


def with_those_stood_in_for(person_ids: Collection[int]) -> set[int]:
    """Return these people and everybody for whom they stand in today, or soon, by however many others."""
    people, step = set(person_ids), set(person_ids)
    today = clock.now().date().toordinal()
    current = Q(starts_on__lte=date.fromordinal(today + 1), ends_on__gte=date.fromordinal(today - 1))
    for _ in range(LONGEST_CHAIN):
        absences = Absence.objects.filter(current, ended_early_at=None, delegate__in=step)
        step = set(absences.values_list("person", flat=True)) - people
        if not step:
            break
        people |= step
    return people


def _has_begun(absence: Absence) -> bool:
    return absence.moved_at is None and absence.starts_on <= today_of(absence.person)
