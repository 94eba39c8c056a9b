"""The hand-over plan, filled in on one page: rows that stay empty are left out, a cleared row goes."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from launchgate.briefings.models import PlanVersion
from launchgate.briefings.plan_words import (
    BRING,
    CUSTOMER,
    LONGEST_WELCOME,
    MOST,
    SIDES,
    STEP,
    PlanStep,
    PlanWords,
    Stakeholder,
    checked_plan,
)
from launchgate.core.forms import Form
from launchgate.core.seen import Seen, SeenForm
from launchgate.customers.naming import ASK_CUSTOMER, LONGEST_NAME
from launchgate.people.forms import DayInput, LineField, ask

BLANK = 2


class StakeholderForm(Form):
    """Somebody who takes part."""

    name = LineField(label="Name", required=False, max_length=120)
    role = LineField(label="Role in the hand-over", required=False, max_length=120)
    contact = LineField(label="How to reach them", required=False, max_length=200)
    side = forms.ChoiceField(label="Side", choices=list(SIDES.items()))
    shown = forms.BooleanField(label="On the customer’s page", required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        """Ask for a name where something else is given."""
        given = self.cleaned_data
        if not given.get("name") and (given.get("role") or given.get("contact")):
            self.add_error("name", "Give a name, or the role by which they are known.")
        return given

    @property
    def stakeholder(self) -> Stakeholder | None:
        """Return who it is, None for an empty row."""
        given = self.cleaned_data
        return Stakeholder(**given) if given.get("name") else None


class StepForm(Form):
    """A step, by its day."""

    kind = STEP
    key = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    what = LineField(label="What happens", required=False, max_length=300)
    on = forms.DateField(label="On", required=False, widget=DayInput)
    side = forms.ChoiceField(label="Who", choices=list(SIDES.items()))

    def clean(self) -> dict[str, Any]:
        """Ask for the half of a step that is missing."""
        given = self.cleaned_data
        if "on" in given and given.get("what") and not given["on"]:
            self.add_error("on", "Choose a day.")
        if given.get("on") and not given.get("what"):
            self.add_error("what", "Say what it is.")
        return given

    @property
    def step(self) -> PlanStep | None:
        """Return the step, None for an empty row."""
        given = self.cleaned_data
        if not given.get("what"):
            return None
        side = given.get("side", CUSTOMER)
        return PlanStep(given["what"], given["on"], side, self.kind, given["key"])


class BringForm(StepForm):
    """Something that the customer brings, by its day."""

    kind = BRING
    side = None  # type: ignore[assignment]
    field_order = ["key", "what", "on"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["what"].label, self.fields["on"].label = "What the customer brings", "By"


class CustomerForm(Form):
    """For whom a plan is begun."""

    customer = LineField(
        label="Customer",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"list": "customers-known", "autocomplete": "off"}),
        error_messages={"required": ASK_CUSTOMER},
    )


class WelcomeForm(SeenForm):
    """What the customer reads first."""

    welcome = forms.CharField(
        label="Welcome",
        required=False,
        max_length=LONGEST_WELCOME,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="The first words on the customer’s page. Markdown; an empty line begins a new paragraph.",
    )


class PlanForm:
    """The whole page: the welcome, people, steps, and what the customer brings."""

    def __init__(self, data: Mapping[str, Any] | None, words: PlanWords, latest: PlanVersion | None = None):
        sets = {
            "who": (StakeholderForm, [vars(one) for one in words.stakeholders]),
            "step": (StepForm, [vars(step) for step in words.of_kind(STEP)]),
            "bring": (BringForm, [vars(step) for step in words.of_kind(BRING)]),
        }
        seen = Seen(latest.number, latest.author.name) if latest else None
        self.head = WelcomeForm(data, latest=seen, initial={"welcome": words.welcome})
        self.who, self.steps, self.brings = (
            forms.formset_factory(form, extra=BLANK, max_num=MOST, absolute_max=MOST + 10, validate_max=True)(
                data, prefix=prefix, initial=initial
            )
            for prefix, (form, initial) in sets.items()
        )

    def is_valid(self) -> bool:
        """Say whether all of it fits, each part looked at."""
        parts = [part.is_valid() for part in (self.head, self.who, self.steps, self.brings)]
        if all(parts):
            ask(self.head, _refusal_of, self.words)
        return all(parts) and not self.head.errors

    @property
    def errors(self) -> bool:
        """Say whether something does not fit, once it was sent."""
        sets = (self.who, self.steps, self.brings)
        return bool(self.head.errors or any(part.total_error_count() for part in sets if part.is_bound))

    @property
    def seen(self) -> int:
        """Return the number of the version that the page showed, 0 where it does not say."""
        return self.head.cleaned_data["seen"]

    @property
    def words(self) -> PlanWords:
        """Return the plan as the action takes it."""
        people = (cast(StakeholderForm, form).stakeholder for form in self.who.forms)
        steps = (cast(StepForm, form).step for form in [*self.steps.forms, *self.brings.forms])
        return PlanWords(
            self.head.cleaned_data["welcome"],
            tuple(one for one in people if one is not None),
            tuple(step for step in steps if step is not None),
        )


def _refusal_of(words: PlanWords) -> None:
    checked_plan(words)
