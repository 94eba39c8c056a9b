"""What a replayed log shows, read back from the database: counts and durations of decisions, submissions and events."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import mean, median
from typing import Any

from launchgate.audit.models import Event
from launchgate.demo.log import APPROVE, FINAL, NOBODY, REJECT, SUBMIT
from launchgate.launches.models import Comment, Decision, Submission

MARK = re.compile(r"([a-z_ ]+?) by (.+)")
SECONDS_PER_HOUR = 3600


@dataclass(frozen=True)
class Trace:
    """One thing that happened on a launch for a row of the log."""

    moment: datetime
    action: str
    role: str


def measure(launch_ids: Collection[int]) -> dict[str, Any]:
    """Return the figures of these launches; durations are in hours, of all hours of the week."""
    traces = list(_traces(launch_ids).values())
    every = [trace for case in traces for trace in case]
    spans = [_hours(case[0].moment, case[-1].moment) for case in traces if case]
    finals = [hours for case in traces if (hours := _to_final(case)) is not None]
    submits = Counter(sum(trace.action == SUBMIT for trace in case) for case in traces)
    return {
        "cases": len(traces),
        "events": len(every),
        "case_span_h": {"mean": _figure(mean, spans), "median": _figure(median, spans), "max": _figure(max, spans)},
        "first_submit_to_last_final_approve_h": {
            "n": len(finals),
            "mean": _figure(mean, finals),
            "median": _figure(median, finals),
        },
        "rejects_by_role": _by_role(trace for trace in every if trace.action == REJECT),
        "approvals_by_role": _by_role(trace for trace in every if trace.action in (APPROVE, FINAL)),
        "submits_per_case": {str(times): cases for times, cases in sorted(submits.items()) if times},
        "median_wait_h_by_role_of_decision": _waits(traces),
    }


def _traces(launch_ids: Collection[int]) -> dict[str, list[Trace]]:
    """Return per launch what happened, in the order of its events."""
    chains: dict[str, list[Trace]] = {f"launch:{pk}": [] for pk in launch_ids}
    words = _words(launch_ids)
    kinds = ("gate.", "comment.", "launch.went_live")
    for batch in _batches(sorted(chains), 500):
        events = Event.objects.filter(chain__in=batch).order_by("chain", "number")
        for chain, kind, subject, moment in events.values_list("chain", "kind", "subject", "happened_at"):
            if not kind.startswith(kinds) or kind == "gate.taken_back":
                continue
            if kind == "launch.went_live":
                chains[chain].append(Trace(moment, "release", ""))
            elif subject in words:
                chains[chain].append(Trace(moment, *words[subject]))
    return chains


def _words(launch_ids: Collection[int]) -> dict[str, tuple[str, str]]:
    """Return action and role of each decision, submission and comment; what only bridges a gap of the log has none.

    What kind of decision it is, and whose, the decision itself tells; its words only say that the log has a row for it.
    """
    words: dict[str, tuple[str, str]] = {}
    for batch in _batches(sorted(launch_ids), 500):
        decisions = Decision.objects.filter(gate__launch__in=batch).exclude(reason="")
        for pk, kind, reason, role in decisions.values_list("pk", "kind", "reason", "gate__name"):
            told = _told(reason)
            if told is None:
                continue
            if kind in Decision.SIGNATURES:
                words[f"decision:{pk}"] = (FINAL if told[0] == FINAL else APPROVE, role)
            elif kind == Decision.Kind.SENT_BACK:
                words[f"decision:{pk}"] = (REJECT, role)
            elif kind == Decision.Kind.REOPENED:
                words[f"decision:{pk}"] = (REJECT, NOBODY)
        submissions = Submission.objects.filter(gate__launch__in=batch).exclude(note="")
        words |= {f"submission:{pk}": (SUBMIT, "") for pk in submissions.values_list("pk", flat=True)}
        for pk, text in Comment.objects.filter(gate__launch__in=batch).values_list("pk", "text"):
            words[f"comment:{pk}"] = _told(text) or (text, "")
    return words


def _told(text: str) -> tuple[str, str] | None:
    found = MARK.fullmatch(text)
    return (found[1], found[2]) if found else None


def _to_final(case: list[Trace]) -> float | None:
    first = next((trace.moment for trace in case if trace.action == SUBMIT), None)
    last = next((trace.moment for trace in reversed(case) if trace.action == FINAL), None)
    return _hours(first, last) if first and last else None


def _waits(traces: Iterable[list[Trace]]) -> dict[str, float | None]:
    """Return by role and decision how long it came after what had happened before it, as the median."""
    waits: dict[str, list[float]] = defaultdict(list)
    for case in traces:
        for before, trace in pairwise(case):
            if trace.action in (APPROVE, FINAL, REJECT):
                waits[f"{trace.role}/{trace.action}"].append(_hours(before.moment, trace.moment))
    return {key: _figure(median, hours) for key, hours in sorted(waits.items())}


def _by_role(traces: Iterable[Trace]) -> dict[str, int]:
    return dict(Counter(trace.role for trace in traces).most_common())


def _hours(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / SECONDS_PER_HOUR


def _figure(kind: Any, hours: list[float]) -> float | None:
    return round(kind(hours), 4) if hours else None


def _batches(rows: list[Any], size: int) -> Iterable[list[Any]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
