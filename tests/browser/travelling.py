"""The product on a clock that a test sets: a file in the data folder says by how many days it is ahead."""

import os
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from launchgate.core import clock
from launchgate.wsgi import application as product

DAYS_AHEAD = "days-ahead"


def days_ahead() -> timedelta:
    """Return by how much the product's clock is ahead of the machine's."""
    path = Path(os.environ["DATA_DIR"]) / DAYS_AHEAD
    return timedelta(days=int(path.read_text())) if path.exists() else timedelta()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request as on the day that the test has come to."""
    with clock.at(clock.wall() + days_ahead()):
        return product(environ, start_response)
