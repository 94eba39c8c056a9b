"""The waiting ledger as a file for spreadsheets."""

import csv
from io import StringIO

from launchgate.core.text import no_formula
from launchgate.readiness.ledger import Court
from launchgate.readiness.pairs import Pair

COLUMNS = (
    "court or pair", "from", "to", "turns or hand-offs", "open now", "bounced", "days in all",
    "10 % took at most", "median days", "90 % took at most", "median days with the giver",
)  # fmt: skip


def as_csv(courts: list[Court], pairs: list[Pair]) -> str:
    """Return courts and pairs as one table, numbers with a point."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for court in courts:
        numbers = (_days(number) for number in (court.total, court.low, court.median, court.high))
        writer.writerow(["court", "", no_formula(court.name), court.turns, court.running, "", *numbers, ""])
    for pair in pairs:
        names = (no_formula(pair.giver_name), no_formula(pair.receiver_name))
        medians = ("", "", _days(pair.receiver_median), "", _days(pair.giver_median))
        writer.writerow(["pair", *names, pair.hand_offs, pair.waiting, pair.bounced, *medians])
    return out.getvalue()


def _days(days: float | None) -> str:
    return "" if days is None else f"{days:.2f}"
