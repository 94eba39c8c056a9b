"""Who is answered what by the inbox and the page of operations."""

from tests.permissions.addressing import READ, Row, given, of

OUTBOX = [
    Row("outbox:inbox", "GET", READ),
    Row("outbox:operations", "GET", "sffffffo"),
    # Nothing has failed.
    Row("outbox:retry", "POST", "sffffffc"),
    Row("outbox:retry", "POST", "sffffffi", given=given(message="x")),
    Row("outbox:mark_all_read", "POST", "smmmmmmm", given=given(up_to="1")),
    # The message is the outsider's.
    Row("outbox:mark_read", "POST", "smnnnnnn", of("message")),
]
