"""The times for which the ledger can be read."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django import forms
from django.http import QueryDict

from launchgate.core.forms import Form
from launchgate.readiness.plan import Plan

QUARTER = 3
WORDS = {"30": "the last 30 days", "90": "the last 90 days", "quarter": "this quarter", "all": "all the time"}
USUAL = "90"


@dataclass(frozen=True)
class Period:
    """A time up to now; `since` is None for all of it."""

    name: str
    since: datetime | None

    @property
    def words(self) -> str:
        """Return it as a sentence has it, such as "the last 30 days"."""
        return WORDS[self.name]


class PeriodForm(Form):
    """The one filter of the ledger; an unknown period is said, and the usual one shown."""

    period = forms.ChoiceField(
        label="Period",
        choices=[(name, words[0].upper() + words[1:]) for name, words in WORDS.items()],
        required=False,
        error_messages={"invalid_choice": "This period is not known. Choose one of those offered."},
    )

    def __init__(self, query: QueryDict):
        super().__init__({"period": query.get("period") or USUAL})

    def chosen(self, plan: Plan) -> Period:
        """Return the period that is set."""
        self.is_valid()
        name = self.cleaned_data.get("period") or USUAL
        return Period(name, _since(name, plan))


def _since(name: str, plan: Plan) -> datetime | None:
    if name == "all":
        return None
    if name != "quarter":
        return plan.now - timedelta(days=int(name))
    first = date(plan.today.year, plan.today.month - (plan.today.month - 1) % QUARTER, 1)
    return datetime.combine(first, time(), plan.calendar.zone)
