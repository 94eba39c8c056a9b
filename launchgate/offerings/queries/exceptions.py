"""The list of exceptions: what it filters by, and its rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q, QuerySet

from launchgate.core import clock
from launchgate.core.templatetags.launchgate import day, days
from launchgate.core.words import searched
from launchgate.launches import schedule
from launchgate.launches.models import Turn
from launchgate.launches.phrases import listed
from launchgate.offerings.models import ExceptionRequest, Statement, Voice
from launchgate.people.calendar import calendar_of
from launchgate.people.company import closures_along, closures_beside
from launchgate.people.models import Person

S, A = ExceptionRequest.Status, Statement.Answer
ORDER = ("-requested_at", "-pk")
CHIPS = {
    S.ASKED: ("review", "Voices are heard"),
    S.HEARD: ("question", "To be decided"),
    S.APPROVED: ("approved", "Approved"),
    S.DECLINED: ("returned", "Declined"),
    S.WITHDRAWN: ("stopped", "Withdrawn"),
    S.EXPIRED: ("waiting", "Expired"),
    S.STOPPED: ("stopped", "Launch stopped"),
}
FACES = {A.YES: ("approved", "Yes"), A.YES_IF: ("conditions", "Yes, if"), A.NO: ("returned", "No")}
SILENT, UNHEARD, NEVER = ("not_applicable", "Silent"), ("review", "Asked"), ("waiting", "Not asked any more")


@dataclass(frozen=True)
class Row:
    """One exception in the list, every word of it prepared."""

    key: str
    path: str
    what: str
    customer: str
    value: str
    chip: tuple[str, str]
    voices: list[tuple[str, str]]
    holders: list[Person]
    waits: str
    age: str
    asked: str
    launch: str


def exceptions_shown(person: Person, chosen: Mapping[str, Any]) -> QuerySet[ExceptionRequest]:
    """Return the exceptions that a person may see, narrowed by what the filter form says."""
    rows = ExceptionRequest.objects.visible_to(person).select_related("requester", "launch")
    rows = rows.annotate(company_closures=closures_beside())
    match chosen.get("show"):
        case "mine":
            rows = rows.filter(requester=person)
        case "voice":
            rows = rows.filter(pk__in=waiting_for_voice(person))
        case "undecided":
            rows = rows.filter(status__in=ExceptionRequest.UNDECIDED)
        case "approved" | "expired" | "declined" as status:
            rows = rows.filter(status=status)
    for name in ("launch", "customer"):
        if wanted := chosen.get(name):
            rows = rows.filter(**{name: wanted})
    return rows.filter(_every_word(str(chosen.get("q") or "")))


def waiting_for_voice(person: Person) -> list[int]:
    """Return the ids of the exceptions on which somebody's voice or decision is waited for: one statement."""
    kinds, name = (Turn.Kind.VOICE, Turn.Kind.DECIDE), ExceptionRequest._meta.model_name
    turns = Turn.objects.filter(holder=person, closed_at=None, kind__in=kinds, subject__startswith=f"{name}:")
    return [int(subject.partition(":")[2]) for subject in turns.values_list("subject", flat=True)]


def exception_rows(rows: Sequence[ExceptionRequest]) -> list[Row]:
    """Return the rows of one page of the list: three statements, however many exceptions."""
    voices: dict[int, list[Voice]] = defaultdict(list)
    turns: dict[str, list[Turn]] = defaultdict(list)
    for voice in Voice.objects.filter(exception__in=rows).select_related("function", "statement"):
        voices[voice.exception_id].append(voice)
    subjects = [row.subject for row in rows if row.is_undecided]
    waiting = Turn.objects.filter(subject__in=subjects, closed_at=None).select_related("holder", "function")
    for turn in waiting.prefetch_related("pauses").order_by("pk"):
        turns[turn.subject].append(turn)
    return [_row(row, voices[row.pk], turns[row.subject]) for row in rows]


def face_of(voice: Voice, row: ExceptionRequest) -> tuple[str, str]:
    """Return state and word of a voice on an exception."""
    if voice.statement is not None:
        return FACES[A(voice.statement.answer)]
    if voice.is_silent:
        return SILENT
    return UNHEARD if row.is_undecided else NEVER


def value_of(row: ExceptionRequest) -> str:
    """Return what an exception is worth in words; "" where nobody said."""
    return "" if row.amount is None else f"{row.amount:,.2f}".removesuffix(".00") + f" {row.currency}"


def _row(row: ExceptionRequest, voices: list[Voice], turns: list[Turn]) -> Row:
    lead = min(turns, key=lambda turn: (turn.opened_at, turn.pk), default=None)
    return Row(
        key=row.key,
        path=row.get_absolute_url(),
        what=row.what,
        customer=row.customer_name,
        value=value_of(row),
        chip=CHIPS[S(row.status)],
        voices=[_dot(voice, row) for voice in voices],
        holders=[turn.holder for turn in turns if turn.holder],
        waits=_waits(row, turns),
        age=_age(lead, row) if lead else "",
        asked=day(row.requested_at),
        launch=row.launch.name if row.launch else "",
    )


def _dot(voice: Voice, row: ExceptionRequest) -> tuple[str, str]:
    state, word = face_of(voice, row)
    return state, f"{voice.function.name}: {word}"


def _waits(row: ExceptionRequest, turns: list[Turn]) -> str:
    if row.status == S.APPROVED:
        return f"Holds until {day(row.expires_on)}"
    if row.status == S.EXPIRED:
        return f"Ended on {day(row.expires_on)}"
    if not row.is_undecided:
        return ""
    if row.status == S.HEARD:
        return "to decide"
    return f"to speak for {listed([turn.function.name for turn in turns if turn.function])}"


def _age(turn: Turn, row: ExceptionRequest) -> str:
    calendar = calendar_of(turn.holder or row.requester, closures_along(row))
    return days(schedule.run_days(turn, calendar, until=clock.now()))


def _every_word(text: str) -> Q:
    return reduce(and_, (Q(what__icontains=w) | Q(customer_name__icontains=w) for w in searched(text)), Q())
