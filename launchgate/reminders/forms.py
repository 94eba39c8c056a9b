"""Forms by which a turn is answered without doing what it asks."""

from collections.abc import Mapping
from typing import Any

from django import forms

from launchgate.core.forms import Form
from launchgate.launches.actions.turn_questions import ASK_ANSWER, ASK_QUESTION, LONGEST_QUESTION
from launchgate.launches.actions.turns import ASK_PASS_ON, ASK_REST, LONGEST_REASON, check_until, last_rest_day
from launchgate.launches.forms.gate_words import WordsForm
from launchgate.launches.models import Turn
from launchgate.people.delegation import check_absence
from launchgate.people.forms import DayInput, active_people, ask, offer
from launchgate.people.models import Absence, Person
from launchgate.people.rules import today_of


class QuestionForm(WordsForm):
    """A question about what is asked."""

    def __init__(self, data: Mapping[str, Any] | None = None):
        super().__init__(
            "question", "Your question", about="ask", data=data, ask=ASK_QUESTION, longest=LONGEST_QUESTION
        )


class AnswerForm(WordsForm):
    """The answer to such a question."""

    def __init__(self, question_id: int, data: Mapping[str, Any] | None = None):
        about = f"answer-{question_id}"
        super().__init__("answer", "Your answer", about=about, data=data, ask=ASK_ANSWER, longest=LONGEST_QUESTION)


class PassOnForm(WordsForm):
    """Why a turn is not one's own."""

    def __init__(self, data: Mapping[str, Any] | None = None):
        super().__init__("reason", "Why?", about="pass-on", data=data, ask=ASK_PASS_ON, longest=LONGEST_REASON, rows=2)


class RestForm(WordsForm):
    """Until when a turn rests, and why."""

    def __init__(self, turn: Turn, data: Mapping[str, Any] | None = None):
        super().__init__("reason", "Because", about="rest", data=data, ask=ASK_REST, longest=LONGEST_REASON, rows=2)
        self.turn = turn
        self.fields["until"] = forms.DateField(
            label="Not before", widget=DayInput, error_messages={"required": "Choose a day."}
        )
        self.order_fields(["until", "reason"])
        self.fields["until"].widget.attrs["max"] = last_rest_day(turn).isoformat()

    def clean(self) -> dict[str, Any]:
        """Refuse a day that does not fit."""
        if "until" in self.cleaned_data:
            ask(self, check_until, self.turn, self.cleaned_data["until"])
        return self.cleaned_data


class DelegateForm(Form):
    """Who does what a function is asked on gates of a kind, until which day."""

    delegate = forms.ModelChoiceField(Person.objects.none(), label="To whom", empty_label="Choose a colleague")
    ends_on = forms.DateField(label="Until", widget=DayInput, help_text="That day included.")

    def __init__(self, person: Person, function_id: int, kind: str, data: Mapping[str, Any] | None = None):
        super().__init__(data, auto_id="delegate-%s")
        self.person, self.function_id, self.kind = person, function_id, kind
        self.use_required_attribute = False
        offer(self, "delegate", active_people().exclude(pk=person.pk))

    def clean(self) -> dict[str, Any]:
        """Refuse days and people that do not fit."""
        if not self.errors:
            given = {name: self.cleaned_data[name] for name in ("ends_on", "delegate")}
            absence = Absence(person=self.person, is_there=True, gate_kinds=self.leave["gate_kinds"], **given)
            absence.starts_on = self.leave["starts_on"]
            ask(self, check_absence, absence, self.leave["function_ids"])
        return self.cleaned_data

    @property
    def leave(self) -> dict[str, Any]:
        """Return what was given as the arguments of the action."""
        return {
            "starts_on": today_of(self.person),
            "ends_on": self.cleaned_data["ends_on"],
            "delegate_id": self.cleaned_data["delegate"].pk,
            "function_ids": [self.function_id],
            "gate_kinds": [self.kind] if self.kind else [],
        }
