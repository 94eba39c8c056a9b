"""Questions of the front line, as pages show them."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When

from launchgate.customers.models import Question
from launchgate.launches.models import Gate, Launch

MOST = 20
STATES = {
    Question.Status.OPEN: ("review", "question"),
    Question.Status.ANSWERED: ("approved", "approved"),
    Question.Status.WITHDRAWN: ("returned", "returned"),
    Question.Status.ENDED: ("stopped", "stopped"),
}


@dataclass(frozen=True)
class Asked:
    """One question with its state in a word."""

    question: Question
    state: str
    glyph: str
    label: str


@dataclass(frozen=True)
class Questions:
    """The questions on a launch or a gate, the open ones first."""

    rows: list[Asked]
    waiting: int
    has_more: bool


def questions_on(place: Launch | Gate) -> Questions:
    """Return the questions of a launch or a gate, the open ones first and then the newest, cut at a number."""
    found: QuerySet[Question] = (
        Question.objects.filter(launch=place) if isinstance(place, Launch) else Question.objects.filter(gate=place)
    )
    open_first = Case(When(status=Question.Status.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    along = ("author", "answered_by", "gate", "function")
    rows = list(found.select_related(*along).order_by(open_first, "-asked_at", "-pk")[: MOST + 1])
    asked = [asked_of(question) for question in rows[:MOST]]
    waiting = sum(row.question.status == Question.Status.OPEN for row in asked)
    return Questions(asked, waiting, len(rows) > MOST)


def asked_of(question: Question) -> Asked:
    """Return a question with its state in a word."""
    state, glyph = STATES[Question.Status(question.status)]
    return Asked(question, state, glyph, str(question.get_status_display()))
