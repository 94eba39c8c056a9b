"""Lessons as forms take them: written, looked at, kept."""

from typing import Any

from django import forms

from launchgate.core.forms import Form
from launchgate.launches.models import Gate, Launch
from launchgate.people.forms import ask, open_functions
from launchgate.people.models import Function
from launchgate.playbooks.models import ItemKind
from launchgate.reviews.actions.lessons import (
    ASK_HAPPENED,
    ASK_KEEP,
    ASK_NEXT,
    ASK_WHY,
    KINDS,
    LONGEST_REASON,
    LessonFacts,
    checked_tags,
)
from launchgate.reviews.sources import Source

APPLIES = {"yes": "It applies here", "no": "It does not apply here"}


class LessonForm(Form):
    """What happened, why, and the question that the next launch is asked."""

    happened = forms.CharField(
        label="What happened",
        max_length=10_000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": ASK_HAPPENED},
    )
    why = forms.CharField(
        label="Why",
        max_length=10_000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Causes, not names.",
        error_messages={"required": ASK_WHY},
    )
    item_text = forms.CharField(
        label="What to ask next time",
        max_length=500,
        help_text="As a question of the checklist, such as: Was the roll-back tried with a site that is down?",
        error_messages={"required": ASK_NEXT},
    )
    item_kind = forms.ChoiceField(
        label="Answered by", choices=[(kind.value, kind.label) for kind in KINDS], initial=ItemKind.YES_NO
    )
    gate_kind = forms.ChoiceField(label="Gate that should have caught it")
    function = forms.ModelChoiceField(
        label="Who answers it",
        queryset=Function.objects.none(),
        empty_label="Choose a function",
        error_messages={"required": "Choose who answers it."},
    )
    tags = forms.CharField(
        label="Tags",
        max_length=400,
        required=False,
        help_text="With commas between them. A launch that has one of them in its words is shown this lesson.",
    )

    def __init__(self, data: Any = None, *, launch: Launch, source: Source):
        gates = list(Gate.objects.filter(launch=launch).order_by("order", "pk").values_list("kind", "name"))
        start = {"happened": source.happened, "gate_kind": source.gate_kind}
        super().__init__(data, initial=start)
        self.source = source
        self.fields["gate_kind"].choices = gates  # type: ignore[attr-defined]
        self.fields["function"].queryset = open_functions()  # type: ignore[attr-defined]

    def clean_tags(self) -> tuple[str, ...]:
        """Return the tags, each once."""
        tags = tuple(self.cleaned_data["tags"].split(","))
        kept: list[str] = []

        def check() -> None:
            kept.extend(checked_tags(tags))

        ask(self, check)
        return tuple(kept)

    @property
    def facts(self) -> LessonFacts:
        """Return what the action takes."""
        given = self.cleaned_data
        return LessonFacts(
            source=self.source.name,
            happened=given["happened"],
            why=given["why"],
            item_text=given["item_text"],
            gate_kind=given["gate_kind"],
            function_id=given["function"].pk,
            item_kind=given["item_kind"],
            tags=given["tags"],
        )


class LookForm(Form):
    """What a launch does about a lesson that fits it."""

    applies = forms.ChoiceField(
        label="I have looked at it",
        choices=APPLIES,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it applies here."},
    )
    words = forms.CharField(
        label="What you do about it, or why it does not apply",
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Say what you do about it, or why it does not apply."},
    )


class KeepForm(Form):
    """Why a question stays though it has caught nothing."""

    reason = forms.CharField(
        label="Why it stays",
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": ASK_KEEP},
    )
