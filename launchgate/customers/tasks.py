"""Celery tasks of the customers room."""

from celery import shared_task

from launchgate.customers.actions.keeping import ask_if_kept


@shared_task(name="customers.ask_if_kept", ignore_result=True)
def ask_if_promises_were_kept() -> None:
    """Ask about promises whose day has come; a repeated or late call finds nothing to do."""
    ask_if_kept()
