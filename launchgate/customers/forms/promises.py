"""Recording a promise, saying what backs it, withdrawing it, saying what became of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from launchgate.core.forms import Form
from launchgate.core.refusals import Invalid
from launchgate.customers.actions.promises import (
    ASK_BACKING,
    ASK_TOLD,
    ASK_WORDS,
    LONGEST_UNIT,
    LONGEST_WORDS,
    Kept,
    Promised,
    check_kept_on,
    check_made_on,
    clean_promised,
    clean_worth,
)
from launchgate.customers.collisions import BACKING
from launchgate.customers.models import Promise
from launchgate.customers.naming import ASK_CUSTOMER, LONGEST_NAME
from launchgate.launches import values
from launchgate.launches.forms.gate_words import WordsForm
from launchgate.launches.models import Gate, Item, Launch
from launchgate.people.forms import DayInput, LineField, ask, offer
from launchgate.people.models import Person

CURRENCIES = [(code, code) for code in values.CURRENCIES]
DECIMAL = {"inputmode": "decimal", "autocomplete": "off"}


class PromiseForm(Form):
    """What was promised to a customer. `promised` is ready for the action once the form is valid."""

    kind = forms.ChoiceField(
        label="What was promised",
        choices=Promise.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was promised."},
    )
    day = forms.DateField(label="The day", required=False, widget=DayInput)
    price = forms.CharField(required=False, max_length=200, widget=forms.TextInput(attrs=DECIMAL))
    price_currency = forms.ChoiceField(label="Currency", choices=CURRENCIES, required=False)
    direction = forms.ChoiceField(choices=Promise.Direction.choices, required=False)
    level = forms.CharField(required=False, max_length=200, widget=forms.TextInput(attrs=DECIMAL))
    unit = forms.CharField(required=False, max_length=LONGEST_UNIT, widget=forms.TextInput(attrs={"placeholder": "%"}))
    customer = LineField(
        label="To whom",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"list": "customers-known", "autocomplete": "off"}),
        error_messages={"required": ASK_CUSTOMER},
    )
    words = forms.CharField(
        label="In words",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": ASK_WORDS},
    )
    made_by = forms.ModelChoiceField(Person.objects.none(), label="By whom", empty_label=None)
    made_on = forms.DateField(
        label="When", widget=DayInput, error_messages={"required": "Give the day on which it was promised."}
    )
    worth = forms.CharField(label="Worth", required=False, max_length=200, widget=forms.TextInput(attrs=DECIMAL))
    currency = forms.ChoiceField(choices=CURRENCIES, required=False)
    item = forms.ChoiceField(label="Backed by", required=False, help_text="Left open, you are asked again.")

    def __init__(self, launch: Launch, reader: Person, data: Any = None, *, initial: Any = None):
        super().__init__(data, auto_id="promise-%s", initial=initial)
        self.reader, self.use_required_attribute = reader, False
        offer(self, "made_by", Person.objects.filter(is_active=True))
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            ("", "Nothing yet"),
            *answers_of(launch, [kind for kinds in BACKING.values() for kind in kinds]),
        ]

    def clean_made_on(self) -> date:
        """Refuse a day that is ahead."""
        day = self.cleaned_data["made_on"]
        ask(self, check_made_on, day, self.reader)
        return day

    def clean(self) -> dict[str, Any]:
        """Read value and worth as the action does, so that what does not fit is said at its own field."""
        given = self.cleaned_data
        kind = given.get("kind")
        given["value"] = self._raw(kind)
        if kind is not None:
            field = {Promise.Kind.DATE: "day", Promise.Kind.PRICE: "price", Promise.Kind.SERVICE: "level"}.get(kind)
            self._check(field, clean_promised, Promise(kind=kind), given["value"])
        given["worth"] = {"amount": given.get("worth"), "currency": given.get("currency")}
        self._check("worth", clean_worth, given["worth"])
        return given

    def _raw(self, kind: str | None) -> Any:
        given = self.cleaned_data
        match kind:
            case Promise.Kind.DATE:
                return given["day"].isoformat() if given.get("day") else None
            case Promise.Kind.PRICE:
                return {"amount": given.get("price"), "currency": given.get("price_currency")}
            case Promise.Kind.SERVICE:
                return given.get("level")
        return None

    def _check(self, field: str | None, check: Any, *arguments: Any) -> None:
        if field is None or field in self.errors:
            return
        try:
            check(*arguments)
        except Invalid as refusal:
            self.add_error(field, refusal.message)

    @property
    def promised(self) -> Promised:
        """Return what was given, as the action takes it."""
        given = self.cleaned_data
        return Promised(
            kind=given["kind"],
            customer=given["customer"],
            words=given["words"],
            made_by_id=given["made_by"].pk,
            made_on=given["made_on"],
            value=given["value"],
            unit=given["unit"],
            direction=given["direction"],
            worth=given["worth"],
        )

    @property
    def item_id(self) -> int | None:
        """Return the answer that backs it, if one was chosen."""
        return int(self.cleaned_data["item"]) if self.cleaned_data.get("item") else None


class BackForm(Form):
    """The answer that backs a promise."""

    item = forms.ChoiceField(label="Which answer backs it?", error_messages={"required": ASK_BACKING})

    def __init__(self, promise: Promise, data: Any = None, *, initial: Any = None):
        super().__init__(data, auto_id="back-%s", initial=initial)
        self.use_required_attribute = False
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            ("", "Choose an answer"),
            *answers_of(promise.launch, BACKING[promise.kind]),
        ]


class KeptForm(Form):
    """Whether a promise was kept, when, and what the customer was told."""

    outcome = forms.ChoiceField(
        label="What became of it",
        choices=[("kept", "It was kept"), ("broken", "It was broken")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it was kept or broken."},
    )
    on = forms.DateField(label="On", widget=DayInput, error_messages={"required": "Give the day."})
    told = forms.CharField(
        label="What the customer was told",
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, promise: Promise, reader: Person, data: Any = None, *, initial: Any = None):
        super().__init__(data, auto_id="kept-%s", initial=initial)
        self.promise, self.reader, self.use_required_attribute = promise, reader, False

    def clean_on(self) -> date:
        """Refuse a day that is ahead, or before the promise was made."""
        day = self.cleaned_data["on"]
        ask(self, check_kept_on, self.promise, day, self.reader)
        return day

    @property
    def kept(self) -> Kept:
        """Return what was given, as the action takes it."""
        given = self.cleaned_data
        return Kept(given["outcome"] == "kept", given["on"], given["told"])


def telling_form(data: Mapping[str, Any] | None = None) -> WordsForm:
    """Return the form by which a promise is withdrawn."""
    return WordsForm(
        "told", "What was the customer told?", about="withdraw", data=data, ask=ASK_TOLD, longest=2000, rows=2
    )


def answers_of(launch: Launch, kinds: Any) -> list[Any]:
    """Return the questions of a launch whose answers are of these types, by gate, with the present answer."""
    gates = {gate.pk: gate.name for gate in Gate.objects.filter(launch=launch).order_by("order", "pk").only("name")}
    groups: dict[int, list[tuple[int, str]]] = {pk: [] for pk in gates}
    items = Item.objects.filter(gate__launch=launch, kind__in=kinds).select_related("answer")
    for item in items.order_by("position", "pk"):
        words = values.words_for(item, item.value) if item.is_answered else "not answered yet"
        groups[item.gate_id].append((item.pk, f"{item.text} ({words[:60]})"))
    return [(gates[pk], rows) for pk, rows in groups.items() if rows]
