"""The measures: each returns the medians of ours and of the yardstick, and what else is worth knowing."""

import hashlib
import io
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.management import call_command
from django.db import connection
from django.test import Client as InProcess
from django.test.utils import CaptureQueriesContext

from benchmarks import prepare
from benchmarks.server import Client, alternating
from launchgate.audit.anchors import anchor_chains
from launchgate.audit.verify import Row, stored_events
from launchgate.people.models import Person

READINESS = "/readiness/?window=all"
TEXT = Row._fields.index("text")


@dataclass(frozen=True)
class Bound:
    """Something counted beside the time, and between what it has to stay, both ends included."""

    found: float
    most: float
    unit: str
    least: float = 0

    def __str__(self) -> str:
        limit = f"exactly {self.most:g}" if self.least == self.most else f"at most {self.most:g}"
        return f"{self.found:g} {self.unit} ({limit})"

    @property
    def is_kept(self) -> bool:
        """Say whether what was counted stays within."""
        return self.least <= self.found <= self.most


@dataclass(frozen=True)
class Measured:
    """Medians in milliseconds, and the bounds that the product promises to keep: `most` is that of the ratio."""

    ours_ms: float
    yardstick_ms: float
    what: str
    most: float
    bounds: tuple[Bound, ...] = ()
    remark: str = ""

    @property
    def notes(self) -> str:
        """Return what was counted, each with its bound, and what else is worth knowing."""
        return ", ".join([*map(str, self.bounds), *filter(None, [self.remark])])

    @property
    def is_within(self) -> bool:
        """Say whether the ratio and everything counted keep their bounds."""
        return self.ratio <= self.most and all(bound.is_kept for bound in self.bounds)

    @property
    def ratio(self) -> float:
        """Return how many times the yardstick ours takes."""
        return self.ours_ms / self.yardstick_ms


def readiness(port: int, rounds: int) -> Measured:
    """Measure the readiness page against the same template rendered from prepared rows."""
    client = Client(port, Person.objects.get(email="ceo@demo.test"))
    for _ in range(12):
        client.get(READINESS)
        client.get(f"/yardstick{READINESS}")
    _, body = client.get(READINESS)
    ours, yardstick = alternating(_gets(client, READINESS), _gets(client, f"/yardstick{READINESS}"), rounds)
    table, _ = alternating(_gets(client, "/yardstick/table/"), _gets(client, "/yardstick/table/"), rounds)
    statements = _statements("ceo@demo.test", READINESS)
    return Measured(
        ours,
        yardstick,
        "readiness page, 25 rows, against its template from prepared rows",
        1.5,
        (Bound(statements, 12, "statements"), Bound(len(body) / 1000, 100, "kB")),
        f"a bare 50 x 5 table page takes {table:.1f} ms",
    )


def desk(port: int, rounds: int) -> Measured:
    """Measure a desk with a thousand open turns against a desk with one full page."""
    many = Client(port, Person.objects.get(email="benchmark-many@demo.test"))
    page = Client(port, Person.objects.get(email="benchmark-page@demo.test"))
    for _ in range(6):
        many.get("/"), page.get("/")
    ours, yardstick = alternating(_gets(many, "/"), _gets(page, "/"), rounds)
    statements, same = [_statements(person.email, "/") for person in (many.person, page.person)]
    return Measured(
        ours,
        yardstick,
        "desk with 1,000 open turns, against one full page",
        1.2,
        (Bound(statements, same, "statements", least=same),),
    )


def verify(events: int, rounds: int) -> Measured:
    """Measure verify_audit as it is against a bare loop of SHA-256 over the same stored texts, fetched in the same way.

    It also compares all rows that the events prove, which the loop does not, on all cores that there are. Then the
    record is made as long as `events`, to tell how long all of it takes and that memory stays as it is.
    """
    anchor, _ = anchor_chains()
    ours, yardstick = alternating(_verified(), _hashed(), rounds)
    chains, _ = alternating(_verified("--chains"), _hashed(), rounds)
    alone, _ = alternating(_verified("--processes", "1"), _hashed(), 2)
    share = 100_000 / anchor.events
    prepare.lengthen(events)
    whole, whole_chains = next(_verified()), next(_verified("--chains"))
    tracemalloc.start()
    # A process of its own would not be counted.
    next(_verified("--processes", "1"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return Measured(
        ours * share,
        yardstick * share,
        "verify_audit per 100,000 events, with heads, anchors and all rows they prove, against bare SHA-256 over texts",
        3,
        (
            Bound(round(chains / yardstick, 2), 3, "times the same loop with --chains"),
            Bound(round(peak / 1e6, 1), 32, "MB at most at any time in a process"),
        ),
        f"in one process {alone * share:.0f} ms; {max(events, anchor.events):,} events in {whole / 1000:.1f} s, "
        f"with --chains in {whole_chains / 1000:.1f} s",
    )


def _verified(*arguments: str) -> Iterator[float]:
    while True:
        start, said = time.perf_counter(), io.StringIO()
        try:
            call_command("verify_audit", *arguments, stdout=said)
        except SystemExit:
            raise RuntimeError(f"The record is broken:\n{said.getvalue()}") from None
        yield (time.perf_counter() - start) * 1000


def _hashed() -> Iterator[float]:
    while True:
        start = time.perf_counter()
        for row in stored_events():
            hashlib.sha256(row[TEXT].encode()).hexdigest()
        yield (time.perf_counter() - start) * 1000


def _gets(client: Client, path: str) -> Iterator[float]:
    while True:
        yield client.get(path)[0]


def _statements(email: str, path: str) -> int:
    return statements_of(lambda browser: browser.get(path), email)


def statements_of(ask: Callable[[InProcess], object], email: str) -> int:
    """Count the statements of one request, with session, user and whatever the frame asks."""
    browser = InProcess(HTTP_HOST="localhost")
    browser.force_login(Person.objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend")
    with CaptureQueriesContext(connection) as captured:
        ask(browser)
    return sum(not row["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for row in captured)
