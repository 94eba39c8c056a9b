"""Run the benchmarks: a private PostgreSQL, gunicorn with two workers, DEBUG off, the real middleware."""

import argparse
import json
import os
import sys
import traceback
from collections.abc import Callable

from launchgate.core.private_servers import private_postgresql, private_redis

SCALES = {
    # launches, events, open turns, due turns, mails, rounds of pages, rounds of sweeps
    "full": (10_000, 1_000_000, 900_000, 10_000, 400, 60, 5),
    "small": (300, 50_000, 5_000, 500, 100, 15, 3),
}


def main() -> int:
    """Measure what the arguments name; a line each goes to standard error, the figures as one JSON object to output.

    A measure that fails is told, and the others are taken all the same; the status is then 1.
    """
    parser = argparse.ArgumentParser(prog="manage.py bench", description=__doc__)
    parser.add_argument(
        "--only", choices=["readiness", "verify", "approve", "approve_40", "edit", "desk", "sweep", "delivery"]
    )
    parser.add_argument("--scale", choices=list(SCALES), default="full")
    options = parser.parse_args()
    with private_postgresql(safe=True) as database, private_redis() as broker:
        os.environ |= {
            "DATABASE_URL": database,
            "BROKER_URL": broker,
            "DEBUG": "0",
            "SECRET_KEY": "only-for-benchmarks-" + "x" * 50,
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "EMAIL_URL": "dummymail://",
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
        return _measure(options.only, options.scale)


def _measure(only: str | None, scale: str) -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from benchmarks import measures, prepare, reminding, signing
    from benchmarks.server import serving

    launches, events, open_turns, due, mails, rounds, sweeps = SCALES[scale]
    say(f"Seeding {launches:,} launches …")
    call_command("collectstatic", interactive=False, verbosity=0)
    prepare.fill(launches)
    results: dict[str, measures.Measured] = {}
    failed: list[str] = []
    with serving() as port:
        pages: dict[str, Callable[[], measures.Measured]] = {
            "readiness": lambda: measures.readiness(port, rounds),
            # Before the others, whose yardsticks and preparations write past the record.
            "verify": lambda: measures.verify(events, sweeps),
            "approve": lambda: signing.approve(port, rounds),
            "approve_40": lambda: signing.approve_40(port, rounds),
            "edit": lambda: signing.edit(port, rounds),
            "desk": lambda: measures.desk(port, rounds),
            "delivery": lambda: reminding.delivery(mails, sweeps),
            "sweep": lambda: reminding.sweep(open_turns, due, sweeps),
        }
        for name in [name for name in pages if only in (None, name)]:
            say(f"Measuring {name} …")
            try:
                results[name] = measured = pages[name]()
            except Exception:
                say(f"{name} failed:\n{traceback.format_exc()}")
                failed.append(name)
                continue
            verdict = "within" if measured.is_within else "ABOVE"
            say(
                f"{name:10} {measured.ratio:5.2f} ({verdict} {measured.most}): {measured.ours_ms:.1f} ms against "
                f"{measured.yardstick_ms:.1f} ms. {measured.what}. {measured.notes}"
            )
    connections.close_all()
    figures = {
        name: {
            "ratio": round(measured.ratio, 3),
            "ours_ms": round(measured.ours_ms, 2),
            "yardstick_ms": round(measured.yardstick_ms, 2),
            "what": f"{measured.what}. {measured.notes}".strip(),
        }
        for name, measured in results.items()
    }
    sys.stdout.write(json.dumps(figures) + "\n")
    if failed:
        say(f"Without a figure: {', '.join(failed)}.")
    return 1 if failed else 0


def say(words: str) -> None:
    """Tell the person at the terminal, apart from the figures."""
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
