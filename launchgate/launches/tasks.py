"""Celery tasks of the launches room."""

from celery import shared_task

from launchgate.launches.actions.missed import hold_for_missed_conditions
from launchgate.launches.actions.offer import offer_versions
from launchgate.launches.recompute import follow_absences, recompute_running
from launchgate.launches.retention import purge_finished


@shared_task(name="launches.recompute_schedules")
def recompute_schedules() -> None:
    """Recompute every running launch's turns once a night, for new holiday data; changes nothing when nothing did."""
    recompute_running()


@shared_task(name="launches.follow_absences")
def follow_day_changes() -> None:
    """Move turns for absences that began or ended at a midnight somewhere; changes nothing when none did."""
    follow_absences()


@shared_task(name="launches.hold_for_missed_conditions", ignore_result=True)
def hold_launches() -> None:
    """Put launches on hold whose conditions were missed; a repeated or late call finds nothing to do."""
    hold_for_missed_conditions()


@shared_task(name="launches.offer_versions", ignore_result=True)
def offer_newer_versions() -> None:
    """Offer running launches the newest version of their playbook; a repeated or late call finds nothing to do."""
    offer_versions()


@shared_task(name="launches.purge_finished", ignore_result=True)
def purge_finished_launches() -> None:
    """Delete every night what is no longer kept of launches that are over; a second call finds nothing."""
    purge_finished()
