"""The waiting ledger as a file for spreadsheets."""

import csv
from io import StringIO

from launchgate.readiness.ledger import Court
from launchgate.readiness.pairs import Pair

COLUMNS = (
    "court or pair", "from", "to", "turns or hand-offs", "open now", "bounced", "days in all",
    "10 % took at most", "median days", "90 % took at most", "median days with the giver",
)  # fmt: skip
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(courts: list[Court], pairs: list[Pair]) -> str:
    """Return courts and pairs as one table, numbers with a point."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for court in courts:
        numbers = (_days(number) for number in (court.total, court.low, court.median, court.high))
        writer.writerow(["court", "", _plain(court.name), court.turns, court.running, "", *numbers, ""])
    for pair in pairs:
        names = (_plain(pair.giver_name), _plain(pair.receiver_name))
        medians = ("", "", _days(pair.receiver_median), "", _days(pair.giver_median))
        writer.writerow(["pair", *names, pair.hand_offs, pair.waiting, pair.bounced, *medians])
    return out.getvalue()


def _days(days: float | None) -> str:
    return "" if days is None else f"{days:.2f}"


def _plain(text: str) -> str:
    """Return a name that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
