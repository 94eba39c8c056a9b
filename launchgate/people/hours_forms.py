"""Forms that hold working hours: of a person and of the company."""

from datetime import date
from typing import Any, cast

from django import forms

from launchgate.core.forms import Form
from launchgate.people.calendar import Hours, check_hours
from launchgate.people.choices import country_choices, weekday_choices, zone_choices
from launchgate.people.forms import LineField, ask
from launchgate.people.models import Company, Person, WorkingHours
from launchgate.people.rules import check_address, refusal_to_lose_administrator


class TimeOfDayInput(forms.TimeInput):
    """A time of day, chosen in the browser's own way."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class HoursForm(Form):
    """Working hours; `cleaned_hours` has them once the form is valid."""

    time_zone = forms.ChoiceField(choices=zone_choices)
    country = forms.ChoiceField(label="Public holidays of", choices=country_choices, required=False)
    subdivision = forms.CharField(
        label="Region", max_length=8, required=False, help_text="Its code, such as BY for Bavaria or CA for California."
    )
    weekdays = forms.TypedMultipleChoiceField(
        label="Working days",
        choices=weekday_choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "A working week needs at least one day."},
    )
    day_starts = forms.TimeField(label="Work starts", widget=TimeOfDayInput)
    day_ends = forms.TimeField(label="Work ends", widget=TimeOfDayInput)

    hours_fields = ("time_zone", "country", "subdivision", "weekdays", "day_starts", "day_ends")

    def __init__(self, data: Any = None, *, row: WorkingHours, initial: dict[str, Any] | None = None):
        super().__init__(data, initial={**Hours.of(row)._asdict(), **(initial or {})})
        known = {name for _, zones in zone_choices() for name, _ in zones}
        if row.time_zone not in known:
            cast(forms.ChoiceField, self.fields["time_zone"]).choices = [
                ("Now", [(row.time_zone, row.time_zone)]),
                *zone_choices(),
            ]

    @property
    def cleaned_hours(self) -> Hours:
        """Return the hours that were given."""
        given = {name: self.cleaned_data[name] for name in self.hours_fields}
        return Hours(**given | {"weekdays": tuple(sorted(given["weekdays"]))})

    def clean_subdivision(self) -> str:
        """Return the code as the calendars write it."""
        return self.cleaned_data["subdivision"].upper()

    def clean(self) -> dict[str, Any]:
        """Refuse hours that make no calendar."""
        if all(name in self.cleaned_data for name in self.hours_fields):
            ask(self, check_hours, self.cleaned_hours)
        return self.cleaned_data


class ProfileForm(HoursForm):
    """What people change of themselves."""

    name = LineField(max_length=120, widget=forms.TextInput({"autocomplete": "name"}))

    field_order = ("name", *HoursForm.hours_fields)

    def __init__(self, data: Any = None, *, person: Person):
        super().__init__(data, row=person, initial={"name": person.name})


class PersonForm(HoursForm):
    """What administrators change of people; without a person, a new one who works the company's hours."""

    name = LineField(max_length=120, widget=forms.TextInput({"autocomplete": "off"}))
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="Signs in with it.",
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    is_executive = forms.BooleanField(
        label="Executive", required=False, help_text="Reads every launch, also confidential ones, and can be a sponsor."
    )
    is_administrator = forms.BooleanField(
        label="Administrator",
        required=False,
        help_text="Manages people, functions, playbooks and the company's calendar.",
    )

    field_order = ("name", "email", "is_executive", "is_administrator", *HoursForm.hours_fields)

    def __init__(self, data: Any = None, *, person: Person | None, company: Company):
        self.person = person
        names = ("name", "email", "is_executive", "is_administrator")
        super().__init__(data, row=person or company, initial={name: getattr(person, name, "") for name in names})

    def clean_email(self) -> str:
        """Return the address in lower case, as it is kept."""
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict[str, Any]:
        """Refuse an address that is taken, and the last administrator's stepping down."""
        super().clean()
        if "email" in self.cleaned_data:
            ask(self, check_address, self.cleaned_data["email"], of=self.person)
        if self.person and self.person.is_administrator and not self.cleaned_data.get("is_administrator"):
            ask(self, refusal_to_lose_administrator, self.person)
        return self.cleaned_data

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was given as the arguments of the actions."""
        names = ("name", "email", "is_executive", "is_administrator")
        return {name: self.cleaned_data[name] for name in names} | {"hours": self.cleaned_hours}


class DaysField(forms.CharField):
    """Several dates, one on each line."""

    widget = forms.Textarea({"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        """Return the days as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Return the days; names the first line that is none."""
        days = []
        for line in str(value or "").replace(",", "\n").splitlines():
            if not line.strip():
                continue
            try:
                days.append(date.fromisoformat(line.strip()))
            except ValueError:
                raise forms.ValidationError(f"“{line.strip()[:40]}” is not a date such as 2026-12-24.") from None
        return days


class CompanyForm(HoursForm):
    """The company's name and calendar."""

    name = LineField(label="Name of the company", max_length=120)
    closures = DaysField(
        label="Days on which everybody is off",
        required=False,
        max_length=8000,
        help_text="Besides public holidays; one date on each line, such as 2026-12-24.",
    )

    field_order = ("name", *HoursForm.hours_fields, "closures")

    def __init__(self, data: Any = None, *, company: Company):
        super().__init__(data, row=company, initial={"name": company.name, "closures": company.closures})
