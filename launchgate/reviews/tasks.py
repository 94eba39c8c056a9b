"""Celery tasks of the reviews room."""

from celery import shared_task

from launchgate.reviews.actions.opening import open_due_reviews


@shared_task(name="reviews.open_due", ignore_result=True)
def open_reviews() -> None:
    """Open the reviews that are due; a repeated or late call finds nothing to do."""
    open_due_reviews()
