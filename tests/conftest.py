"""What every test may rely on, and which tests make sense on which database."""

import gc
import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from zlib import crc32

import pytest
from django.conf import settings as django_settings
from django.test import SimpleTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

from tests.emptying import let_flush_empty_the_record
from tests.seeded import SeededDemo, seeding_demo

_tests = count(1)

# Chosen already, or meant for both.
AS_MARKED = {"both", "once", "postgresql", "stack", "browser"}
# Wait for other processes most of the time, so that processes beside the two databases' have time for them.
APART = {"browser": "apart", "apart": "apart", "stack": "stack"}
# SQLite has whatever needs no database beside its share.
SHARES, SHARE_OF_SQLITE = 10, 6

# What fails for one person fails for all, and a busy machine is no failure.
hypothesis_settings.register_profile(
    "same for all", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("same for all")


def pytest_report_header() -> str:
    """Say on what the run stands."""
    legs = [name for name in ("TEST_POSTGRESQL_URL", "TEST_REDIS_URL") if name in os.environ]
    beside = ", and on PostgreSQL" if legs else ""
    return f"launchgate: on SQLite with the embedded broker{beside}"


def chromium() -> Path | None:
    """Return the browser that the browser tests drive; None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((Path(found) for name in names if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot run here: browser journeys run on SQLite, locks and real processes on PostgreSQL.

    `once` marks what has nothing to do with the database although it uses it.
    """
    if django_settings.IS_SQLITE:
        left_out = {"postgresql", "stack"} if chromium() else {"postgresql", "stack", "browser"}
    else:
        left_out = {"browser", "once"} if "TEST_REDIS_URL" in os.environ else {"browser", "once", "stack"}

    is_shared = "TEST_SHARED" in os.environ and "TEST_POSTGRESQL_URL" in os.environ
    here, has_apart = os.environ.get("TEST_ON"), "TEST_APART" in os.environ

    def runs_here(item: pytest.Item) -> bool:
        if any(item.get_closest_marker(mark) for mark in left_out):
            return False
        if has_apart and here != (process_of(item) or ("embedded" if django_settings.IS_SQLITE else "postgresql")):
            return False
        if is_shared and not (AS_MARKED & {mark.name for mark in item.iter_markers()}) and uses_database(item):
            return is_taken_by_sqlite(item) == django_settings.IS_SQLITE
        return django_settings.IS_SQLITE or uses_database(item)

    config.hook.pytest_deselected(items=[item for item in items if not runs_here(item)])
    # Real processes first: while a test waits for them, the other database's process has the machine.
    items[:] = sorted(filter(runs_here, items), key=lambda item: item.get_closest_marker("stack") is None)


def process_of(item: pytest.Item) -> str | None:
    """Return the process that has a test where some have the tests that mostly wait; None for that of the database.

    Each of these seeds a demo company for itself, so they have what else looks at one.
    """
    found = next((name for mark, name in APART.items() if item.get_closest_marker(mark)), None)
    if found or "seeded_demo" not in getattr(item, "fixturenames", ()):
        return found
    return "apart" if django_settings.IS_SQLITE else "stack"


def is_taken_by_sqlite(item: pytest.Item) -> bool:
    """Say on which database a test runs where each takes a share: always on the same, file by file."""
    return crc32(item.nodeid.partition("::")[0].encode()) % SHARES < SHARE_OF_SQLITE


def uses_database(item: pytest.Item) -> bool:
    """Say whether a test touches the database at all: one that does not is run once, on SQLite."""
    fixtures = set(getattr(item, "fixturenames", ()))
    case = getattr(item, "cls", None)
    return bool(
        item.get_closest_marker("django_db")
        or item.get_closest_marker("stack")
        or fixtures & {"db", "transactional_db", "live_server", "django_db_setup"}
        or (case is not None and issubclass(case, SimpleTestCase))
    )


def pytest_collection_finish() -> None:
    """Spare the collector what stays to the end: modules, templates, the tests themselves."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Name the database beside a failure in the closing list, where every test stands once for each."""
    process = getattr(report, "node", None)
    if report.failed and process is not None and not process.gateway.id.startswith("gw"):
        name, bracket, parameters = report.nodeid.partition("[")
        report.nodeid = f"{name}@{process.gateway.id}{bracket}{parameters}"


def pytest_unconfigure() -> None:
    """Remove the data folder of this process; xdist ends its processes before `atexit` has its turn."""
    shutil.rmtree(django_settings.DATA_DIR, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _flush_empties_the_record() -> None:
    """Leave nothing of one test to the next, the append-only record included."""
    let_flush_empty_the_record()


@pytest.fixture(autouse=True)
def _proof_in_a_folder_of_its_own(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    """Keep files that a test uploads away from those of other tests; the folder is made with the first of them."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / f"evidence-{next(_tests)}"


@pytest.fixture(scope="session")
def seeded_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeededDemo]:
    """Seed one demo company for all tests of this process."""
    with seeding_demo(tmp_path_factory.mktemp("seeded")) as seeded:
        yield seeded
