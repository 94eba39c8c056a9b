"""Putting a gate forward: the hand-off note, and required items offered as conditions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from launchgate.core.forms import Form
from launchgate.core.refusals import Invalid, Refusal
from launchgate.launches.actions.submit import OfferedItem, checked_due, require_ready
from launchgate.launches.models import Gate, Item
from launchgate.launches.words import LONGEST


@dataclass(frozen=True)
class OfferRow:
    """The fields by which one unanswered required item is offered as a condition."""

    item: Item
    is_offered: forms.BoundField
    reason: forms.BoundField
    due_on: forms.BoundField


@dataclass(frozen=True)
class PromptRow:
    """The field in which one prompt of the playbook is answered for the functions that come next."""

    prompt: str
    field: forms.BoundField


class SubmitForm(Form):
    """What the functions that come next must know, prompt by prompt, and one row per required item without answer."""

    note = forms.CharField(
        label="Hand-off note", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, gate: Gate, missing: Sequence[Item], data: Mapping[str, Any] | None = None):
        super().__init__(data, auto_id="submit-%s")
        self.gate, self.missing, self.use_required_attribute = gate, list(missing), False
        self.prompts: list[str] = gate.template.prompts
        for number, prompt in enumerate(self.prompts):
            self.fields[f"part_{number}"] = forms.CharField(
                label=prompt, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
            )
        for name in ("note", *(f"part_{number}" for number in range(len(self.prompts)))):
            self.fields[name].widget.attrs.pop("maxlength", None)
        latest = gate.launch.target_date.isoformat()
        for item in self.missing:
            self.fields[f"offer_{item.pk}"] = forms.BooleanField(label=item.text, required=False)
            self.fields[f"reason_{item.pk}"] = forms.CharField(
                label="Why it cannot be answered yet", required=False, max_length=2000
            )
            self.fields[f"due_{item.pk}"] = forms.DateField(
                label="Answered by",
                required=False,
                widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "max": latest}),
                error_messages={"invalid": "Give a date as year-month-day, such as 2027-03-15."},
            )

    def prompt_rows(self) -> list[PromptRow]:
        """Return one row per prompt of the playbook."""
        return [PromptRow(prompt, self[f"part_{number}"]) for number, prompt in enumerate(self.prompts)]

    def rows(self) -> list[OfferRow]:
        """Return one row per required item that has no answer."""
        return [
            OfferRow(item, self[f"offer_{item.pk}"], self[f"reason_{item.pk}"], self[f"due_{item.pk}"])
            for item in self.missing
        ]

    def clean(self) -> dict[str, Any]:
        """Collect what is offered, and say here what the action would refuse, so that the note is kept."""
        given = self.cleaned_data
        given["parts"] = {prompt: given.get(f"part_{number}", "") for number, prompt in enumerate(self.prompts)}
        given["offers"] = [offer for item in self.missing if (offer := self._offer(item)) is not None]
        if not self.errors:
            try:
                require_ready(self.gate, {offer.item_id: offer for offer in given["offers"]})
            except Refusal as refusal:
                self.add_error(None, refusal.message)
        return given

    def _offer(self, item: Item) -> OfferedItem | None:
        reason, due = self.cleaned_data.get(f"reason_{item.pk}"), self.cleaned_data.get(f"due_{item.pk}")
        if not self.cleaned_data.get(f"offer_{item.pk}"):
            return None
        if not reason and f"reason_{item.pk}" not in self.errors:
            self.add_error(f"reason_{item.pk}", "Say why it cannot be answered yet.")
        if due is None:
            if f"due_{item.pk}" not in self.errors:
                self.add_error(f"due_{item.pk}", "Say by when it will be answered.")
            return None
        try:
            checked_due(self.gate.launch, due, f"due_{item.pk}")
        except Invalid as refusal:
            self.add_error(f"due_{item.pk}", refusal.message)
        return OfferedItem(item.pk, reason or "", due)
