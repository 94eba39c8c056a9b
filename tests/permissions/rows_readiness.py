"""Who is answered what by the readiness dashboard."""

from tests.permissions.addressing import READ, Row

READINESS = [
    Row("readiness:index", "GET", READ),
]
