"""A target as a form takes it."""

from typing import Any

from django import forms

from launchgate.core.forms import Form
from launchgate.launches.models import Launch
from launchgate.people.forms import ask
from launchgate.reviews.actions.targets import ASK_SOURCE, TargetFacts, checked_facts, require_free_name
from launchgate.reviews.models import Target
from launchgate.reviews.numbers import number_of, optional_number, plain

SHORT = 30
DIRECTIONS = {"higher": "Higher is better", "lower": "Lower is better"}


class TargetForm(Form):
    """What is measured, where it stands, where it has to be, and where the numbers come from."""

    kind = forms.ChoiceField(label="What is measured", choices=Target.Kind.choices)
    name = forms.CharField(
        label="Name of your own measure", max_length=80, required=False, help_text="Only for a measure of your own."
    )
    direction = forms.ChoiceField(
        label="Which way is better",
        choices=DIRECTIONS,
        required=False,
        help_text="Only for a measure of your own. Of churn less is better, of the others more.",
    )
    baseline = forms.CharField(label="Today", max_length=SHORT, required=False, help_text="Empty where nobody knows.")
    goal = forms.CharField(
        label="Target", max_length=SHORT, error_messages={"required": "Say where it has to be after going public."}
    )
    unit = forms.CharField(
        label="Unit", max_length=24, required=False, help_text="Empty for the usual one: of 5, points, or %."
    )
    source = forms.CharField(
        label="Source",
        max_length=300,
        help_text="Where the number is read, the same before and after.",
        error_messages={"required": ASK_SOURCE},
    )

    facts: TargetFacts

    def __init__(self, data: Any = None, *, launch: Launch, target: Target | None = None):
        super().__init__(data, initial=target_words(target) if target else None)
        self.launch, self.target = launch, target

    def clean(self) -> dict[str, Any]:
        """Make the facts, by the rules of the action."""
        given = super().clean() or {}
        ask(self, self._numbers, given)
        if not self.errors:
            ask(self, self._check, given)
        return given

    def _numbers(self, given: dict[str, Any]) -> None:
        if given.get("goal"):
            given["goal"] = number_of(given["goal"], "goal")
        given["baseline"] = optional_number(given.get("baseline"), "baseline")

    def _check(self, given: dict[str, Any]) -> None:
        facts = TargetFacts(
            given["kind"],
            given["goal"],
            given["source"],
            given["baseline"],
            given.get("name", ""),
            given.get("unit", ""),
            is_higher_better=given.get("direction") != "lower",
        )
        name = checked_facts(facts).name
        require_free_name(self.launch, name, beside=self.target.pk if self.target else None)
        self.facts = facts


def target_words(target: Target) -> dict[str, Any]:
    """Return what the form starts with when a target is changed."""
    return {
        "kind": target.kind,
        "name": target.name if target.kind == Target.Kind.OWN else "",
        "direction": "higher" if target.is_higher_better else "lower",
        "baseline": plain(target.baseline),
        "goal": plain(target.goal),
        "unit": target.unit,
        "source": target.source,
    }
