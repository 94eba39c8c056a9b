"""Forms of places and absences; they ask the same rules as the actions, so that what was typed stays."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from launchgate.core.forms import Form
from launchgate.core.refusals import Refusal
from launchgate.core.text import is_unseen
from launchgate.people import hooks
from launchgate.people.delegation import check_absence
from launchgate.people.models import Absence, Function, Person, Seat
from launchgate.people.rules import check_assistant, check_function_name, today_of


def ask(form: forms.Form, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """Ask a rule of the actions and show its refusal at the field that it names."""
    try:
        refusal = rule(*args, **kwargs)
    except Refusal as raised:
        refusal = raised
    if refusal is not None:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Let a field choose among these rows."""
    cast(forms.ModelChoiceField, form.fields[name]).queryset = rows


class LineField(forms.CharField):
    """A name: one line, without doubled spaces."""

    def to_python(self, value: Any) -> str:
        """Return the text on one line, empty when nothing of it can be seen."""
        line = " ".join((super().to_python(value) or "").split())
        return "" if is_unseen(line) else line


class RowsField(forms.ModelMultipleChoiceField):
    """Any number of rows, by their ids."""

    def _check_values(self, value: Any) -> QuerySet[Any]:
        # Django looks the ids up together without asking whether the column can hold them; SQLite then refuses.
        try:
            return super()._check_values(value)  # type: ignore[misc]
        except OverflowError:
            raise ValidationError("One of the choices does not exist.", code="invalid_choice") from None


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class FunctionForm(Form):
    """A function's name."""

    name = LineField(max_length=80)

    def __init__(self, data: Any = None, *, function: Function | None = None):
        self.function = function
        super().__init__(data, initial={"name": function.name if function else ""})

    def clean_name(self) -> str:
        """Return the name unless it is taken."""
        name: str = self.cleaned_data["name"]
        ask(self, check_function_name, name, of=self.function)
        return name


class MergeForm(Form):
    """The function into which another one is merged."""

    into = forms.ModelChoiceField(Function.objects.none(), label="Merge into", empty_label="Choose a function")

    def __init__(self, data: Any = None, *, function: Function):
        super().__init__(data)
        offer(self, "into", open_functions().exclude(pk=function.pk))


class SeatForm(Form):
    """A new seat: who, where, as what."""

    person = forms.ModelChoiceField(Person.objects.none(), empty_label="Choose a person")
    function = forms.ModelChoiceField(Function.objects.none(), empty_label="Choose a function")
    rank = forms.ChoiceField(
        choices=Seat.Rank, initial=Seat.Rank.MEMBER, help_text="A new head makes the present head a member."
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None):
        super().__init__(data, initial=initial)
        offer(self, "person", active_people())
        offer(self, "function", open_functions())

    def clean(self) -> dict[str, Any]:
        """Refuse a second seat of one person in one function."""
        person, function = self.cleaned_data.get("person"), self.cleaned_data.get("function")
        if person and function:
            seat = Seat.objects.filter(person=person, function=function, ended_at=None).first()
            if seat:
                rank = seat.get_rank_display().lower()
                self.add_error("person", f"{person.name} is {rank} of {function.name} already. Change that rank.")
        return self.cleaned_data


class AbsenceForm(Form):
    """When a person is away and who stands in."""

    is_there = False
    starts_on = forms.DateField(label="First day away", widget=DayInput)
    ends_on = forms.DateField(label="Last day away", widget=DayInput)
    delegate = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who stands in",
        required=False,
        empty_label="Nobody: the deputy takes over",
        help_text="Signs for the absent person where the rules let anybody do so.",
    )
    functions = RowsField(
        Function.objects.none(),
        label="Only for",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None ticked: for every function.",
    )
    gate_kinds = forms.MultipleChoiceField(
        label="Only on these gates",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None ticked: on every gate, and for what is asked of the person themselves.",
    )

    def __init__(self, data: Any = None, *, person: Person, absence: Absence | None = None):
        super().__init__(data, initial=_absence_initial(absence) if absence else self.first_shown(person))
        self.person, self.absence = person, absence
        choices = {kind: kind for kind in absence.gate_kinds} if absence else {}
        self.fields["gate_kinds"].choices = (choices | hooks.gate_kinds()).items()  # type: ignore[attr-defined]
        offer(self, "delegate", active_people().exclude(pk=person.pk))
        self.places = Function.objects.filter(seats__person=person, seats__ended_at=None)
        offer(self, "functions", self.places)

    def clean(self) -> dict[str, Any]:
        """Refuse days, a delegate or functions that do not fit."""
        if not self.errors:
            names = ("starts_on", "ends_on", "delegate", "gate_kinds")
            given = {name: self.cleaned_data[name] for name in names}
            asked = Absence(person=self.person, is_there=self.is_there, **given)
            ask(self, check_absence, asked, self.leave["function_ids"], replacing=self.absence)
        return self.cleaned_data

    def first_shown(self, person: Person) -> dict[str, Any]:
        """Return what a form for a new one shows."""
        return {}

    @property
    def leave(self) -> dict[str, Any]:
        """Return what was given as the arguments of the actions."""
        given, delegate = self.cleaned_data, self.cleaned_data["delegate"]
        return {
            "starts_on": given["starts_on"],
            "ends_on": given["ends_on"],
            "delegate_id": delegate.pk if delegate else None,
            "function_ids": [function.pk for function in given["functions"]],
            "gate_kinds": given["gate_kinds"],
        }

    @property
    def has_functions(self) -> bool:
        """Say whether there is a choice of functions to offer."""
        return len(self.places) > 1


class DelegationForm(AbsenceForm):
    """Who signs for a person who is there, and from when until when."""

    is_there = True
    starts_on = forms.DateField(label="From", widget=DayInput)
    ends_on = forms.DateField(label="Until", widget=DayInput, help_text="That day included.")
    delegate = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who signs",
        empty_label="Choose a colleague",
        help_text="Signs with both names, where the rules let anybody stand in.",
    )

    def first_shown(self, person: Person) -> dict[str, Any]:
        """Return what a form for a new one shows: it begins today."""
        return {"starts_on": today_of(person)}


def _absence_initial(absence: Absence) -> dict[str, Any]:
    names = ("starts_on", "ends_on", "delegate", "gate_kinds")
    return {name: getattr(absence, name) for name in names} | {"functions": absence.functions.all()}


class AssistantForm(Form):
    """Who enters absences for a person."""

    assistant = forms.ModelChoiceField(
        Person.objects.none(),
        required=False,
        empty_label="Nobody",
        help_text="Enters, changes and ends absences; signs nothing.",
    )

    def __init__(self, data: Any = None, *, person: Person):
        super().__init__(data, initial={"assistant": person.assistant_id})
        self.person = person
        offer(self, "assistant", active_people().exclude(pk=person.pk))

    def clean_assistant(self) -> Person | None:
        """Return the assistant unless they cannot be."""
        assistant: Person | None = self.cleaned_data["assistant"]
        ask(self, check_assistant, self.person, assistant)
        return assistant


def active_people() -> QuerySet[Person]:
    """Return everybody who can sign in, by name."""
    return Person.objects.filter(is_active=True)


def open_functions() -> QuerySet[Function]:
    """Return the functions that are not closed, by name."""
    return Function.objects.filter(closed_at=None)
