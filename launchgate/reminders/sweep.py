"""The sweep: find turns whose next reminder is due, claim them, write nudges and messages, in plain SQL.

When a reminder is due was decided when something changed; no working time is counted here.
"""

from dataclasses import dataclass
from uuid import uuid4

from django.db import connection, transaction

from launchgate.core import clock
from launchgate.core.prepared import has_rows
from launchgate.launches.models import Turn
from launchgate.outbox.wake import wake
from launchgate.reminders.gathering import gather, gather_left_over

BATCH = 1000

# SKIP LOCKED lets sweeps run side by side; SQLite has one writer, so there the second finds nothing left to claim.
_SKIP_LOCKED = {"postgresql": "FOR UPDATE SKIP LOCKED"}
_AS_JSON = {"postgresql": "::jsonb"}

_CLAIM = """
UPDATE launches_turn SET
    sweep = %(sweep)s,
    (step, next_at) = (
        SELECT
            COALESCE(MAX(number) FILTER (WHERE at <= %(now)s), launches_turn.step),
            MIN(at) FILTER (WHERE at > %(now)s)
        FROM launches_step WHERE turn_id = launches_turn.id
    )
WHERE id IN (
    WITH due AS MATERIALIZED (
        SELECT id FROM launches_turn
        WHERE closed_at IS NULL AND paused_at IS NULL AND next_at <= %(now)s
        ORDER BY next_at LIMIT %(size)s {skip_locked}
    )
    SELECT id FROM due
)
"""

# Of several steps that came due for one person, as after an outage, only the latest is written. A step that an earlier
# sweep wrote is the latest of its person still, and meets the unique constraint.
_NUDGES = """
INSERT INTO reminders_nudge (turn_id, step, kind, person_id, due_at, written_at, is_untold)
SELECT turn_id, number, kind, person_id, at, %(now)s, kind IN ('deputy', 'sponsor')
FROM (
    SELECT step.*, ROW_NUMBER() OVER (PARTITION BY turn_id, step.person_id ORDER BY number DESC) AS place
    FROM launches_turn AS turn JOIN launches_step AS step ON step.turn_id = turn.id
    WHERE turn.sweep = %(sweep)s AND step.at <= %(now)s
) AS latest
WHERE place = 1
ON CONFLICT DO NOTHING
"""

# The last reminder is a mail of its own; everything else goes into the digests.
_LAST_REMINDERS = """
INSERT INTO outbox_message
    (kind, subject, person_id, once, data, status, created_at, not_before, attempts, error, headline, path,
    is_for_digest)
SELECT
    'turn.reminder', 'turn:' || turn.id, nudge.person_id,
    'nudge:' || turn.id || ':' || nudge.step || ':' || nudge.person_id,
    ('{{"launch": ' || COALESCE(CAST(turn.launch_id AS text), 'null') || ', "step": ' || nudge.step || '}}'){as_json},
    'queued', %(now)s, %(now)s, 0, '', '', '', FALSE
FROM launches_turn AS turn JOIN reminders_nudge AS nudge ON nudge.turn_id = turn.id
WHERE turn.sweep = %(sweep)s AND nudge.written_at = %(now)s AND nudge.kind = 'last'
ON CONFLICT DO NOTHING
"""


@dataclass(slots=True)
class Swept:
    """What one sweep did: how many turns were due, how many messages were written."""

    turns: int = 0
    messages: int = 0


def sweep_reminders() -> Swept:
    """Write the reminders that are due, batch after batch until none is, and wake a worker for their delivery.

    Repeated, or run by several at once, it writes each nudge and message once; a batch is one transaction. Whoever
    hears of anything but a last reminder gets one digest for it, however many turns are due.
    """
    swept = Swept()
    while (batch := _sweep_batch()).turns:
        swept.turns += batch.turns
        swept.messages += batch.messages
    swept.messages += gather_left_over(clock.now())
    if swept.messages:
        wake()
    return swept


def _sweep_batch() -> Swept:
    now = clock.now()
    if not has_rows(Turn.objects.filter(closed_at=None, paused_at=None, next_at__lte=now).order_by("next_at")):
        # SQLite has one writer: a sweep with nothing to do must not take its lock.
        return Swept()
    sweep = str(uuid4())
    values = {
        "now": connection.ops.adapt_datetimefield_value(now),
        "size": BATCH,
        "sweep": sweep,
    }
    words = {
        "skip_locked": _SKIP_LOCKED.get(connection.vendor, ""),
        "as_json": _AS_JSON.get(connection.vendor, ""),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM.format(**words), values)
        turns = cursor.rowcount
        cursor.execute(_NUDGES, values)
        cursor.execute(_LAST_REMINDERS.format(**words), values)
        mails = cursor.rowcount
        return Swept(turns=turns, messages=mails + gather(sweep, now))
