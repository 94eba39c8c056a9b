"""Whether this installation can do its work now: database, broker, worker, beat and the sweep."""

from celery import current_app
from django.conf import settings
from django.db import DatabaseError
from kombu.exceptions import OperationalError

from launchgate.core.heartbeats import BEAT, WORKER, heard, lateness_of_sweep, silence_of

OK = "ok"


def found() -> dict[str, str]:
    """Return a word for each part: `ok`, or a sentence that says what is wrong."""
    try:
        heartbeats = heard()
        return {
            "database": OK,
            "broker": _broker(),
            "worker": silence_of(WORKER, heartbeats) or OK,
            "beat": silence_of(BEAT, heartbeats) or OK,
            "sweep": lateness_of_sweep(heartbeats) or OK,
        }
    except DatabaseError as problem:
        return {"database": f"The database does not answer: {type(problem).__name__}."}


def _broker() -> str:
    """Try the broker; the embedded one is the database, which has answered already."""
    if settings.IS_EMBEDDED_BROKER:
        return OK
    try:
        with current_app.connection_for_write(connect_timeout=2) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    except (OperationalError, OSError) as problem:
        return f"The broker does not answer: {type(problem).__name__}."
    return OK
