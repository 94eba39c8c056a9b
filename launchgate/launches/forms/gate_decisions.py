"""The sign-off: approve, approve with conditions, send back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from launchgate.core.forms import Form
from launchgate.core.refusals import Invalid
from launchgate.launches.actions.decide import Wish
from launchgate.launches.actions.submit import checked_due
from launchgate.launches.forms.gate_people import PersonField
from launchgate.launches.forms.gate_words import PasswordAgain
from launchgate.launches.models import Decision, Gate, Offer
from launchgate.launches.words import LONGEST
from launchgate.people.models import Function

APPROVE, CONDITIONS, SEND_BACK = Decision.Kind.APPROVED, Decision.Kind.CONDITIONS, Decision.Kind.SENT_BACK
DECISIONS = [(kind.value, kind.label) for kind in (APPROVE, CONDITIONS, SEND_BACK)]
FREE_ROWS = 3
ASK_SEEN = "What you saw did not come along with your decision. Look at the answers below, then decide again."


@dataclass(frozen=True)
class ConditionRow:
    """The fields of one condition; `offer` is set where a required item was offered as a condition."""

    number: int
    text: forms.BoundField
    owner: forms.BoundField
    due_on: forms.BoundField
    needs_evidence: forms.BoundField
    offer: Offer | None
    is_spare: bool
    is_first_spare: bool


class SignForm(Form):
    """What a function decides about a gate, together with what the page showed when it was decided.

    `seen` is the fingerprint of the facts vouched for, `shown` the answers behind it, to say what has moved since.
    """

    decision = forms.ChoiceField(
        choices=DECISIONS, error_messages={"required": "Choose what you decide."}, widget=forms.RadioSelect
    )
    seen = forms.CharField(max_length=64, error_messages={"required": ASK_SEEN}, widget=forms.HiddenInput)
    shown = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)
    remark = forms.CharField(required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))
    reason = forms.CharField(
        label="What must change?", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    password = PasswordAgain()
    to_gate = forms.TypedChoiceField(label="Back to", required=False, coerce=int, empty_value=None)

    def __init__(
        self,
        gate: Gate,
        function: Function,
        offers: Sequence[Offer],
        data: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
    ):
        super().__init__(data, auto_id=f"{function.key}-%s", initial=dict(initial or {}))
        self.gate, self.offers, self.use_required_attribute = gate, list(offers), False
        self.lead_back_to([])
        for number in range(len(self.offers) + FREE_ROWS):
            self._add_row(number, self.offers[number] if number < len(self.offers) else None)
        for name in ("remark", "reason"):
            self.fields[name].widget.attrs.pop("maxlength", None)

    def lead_back_to(self, gates: Iterable[Gate]) -> None:
        """Offer these gates beside the form's own to be sent back to, as far as they are earlier and passed."""
        earlier = [other for other in gates if other.order < self.gate.order and other.is_passed]
        self.fields["to_gate"].choices = [  # type: ignore[attr-defined]
            ("", f"{self.gate.name}, this gate"),
            *((other.pk, f"{other.name}, an earlier gate") for other in reversed(earlier)),
        ]

    def _add_row(self, number: int, offer: Offer | None) -> None:
        launch = self.gate.launch
        area = forms.Textarea(attrs={"rows": 2})
        self.fields[f"text_{number}"] = forms.CharField(label="Condition", required=False, max_length=2000, widget=area)
        self.fields[f"owner_{number}"] = PersonField(label="Owner", required=False)
        self.fields[f"due_{number}"] = forms.DateField(
            label="Due",
            required=False,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "max": launch.target_date.isoformat()}),
            error_messages={"invalid": "Give a date as year-month-day, such as 2027-03-15."},
        )
        self.fields[f"proof_{number}"] = forms.BooleanField(label="Ask for proof that it is met", required=False)
        area.attrs.pop("maxlength", None)
        if offer is not None:
            self.initial = {
                **self.initial,
                f"text_{number}": offer.item.text,
                f"owner_{number}": launch.owner.name,
                f"due_{number}": offer.due_on,
            }

    def rows(self) -> list[ConditionRow]:
        """Return the rows of conditions, the offered items first."""
        return [
            ConditionRow(
                number,
                self[f"text_{number}"],
                self[f"owner_{number}"],
                self[f"due_{number}"],
                self[f"proof_{number}"],
                self.offers[number] if number < len(self.offers) else None,
                is_spare=number >= self._spare_from,
                is_first_spare=number == self._spare_from,
            )
            for number in range(len(self.offers) + FREE_ROWS)
        ]

    @property
    def uses_spare(self) -> bool:
        """Say whether something was typed into the rows that are shown on demand."""
        rows = range(self._spare_from, len(self.offers) + FREE_ROWS)
        return any(self.data.get(f"{part}_{number}") for number in rows for part in ("text", "owner", "due"))

    @property
    def _spare_from(self) -> int:
        """Return the first row that is shown on demand only: at least one row always shows."""
        return len(self.offers) or 1

    def clean(self) -> dict[str, Any]:
        """Ask only for what the chosen decision needs."""
        given = self.cleaned_data
        decision = given.get("decision")
        if decision == SEND_BACK and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Say what must change. The owner reads it first.")
        if decision == CONDITIONS:
            given["wishes"] = list(self._wishes())
            if not given["wishes"] and not self.errors:
                self.add_error("text_0", "Write at least one condition, or approve without.")
        else:
            for name in [name for name in self.errors if name.startswith(("text_", "owner_", "due_"))]:
                del self.errors[name]
        return given

    def _wishes(self) -> Iterator[Wish]:
        for number in range(len(self.offers) + FREE_ROWS):
            names = {part: f"{part}_{number}" for part in ("text", "owner", "due")}
            offer = self.offers[number] if number < len(self.offers) else None
            text, owner, due = (self.cleaned_data.get(name) for name in names.values())
            if offer is None and not text and not any(name in self.errors for name in names.values()):
                if owner or due:
                    self.add_error(names["text"], "Write what has to happen.")
                continue
            missing = {
                "text": "Write what has to happen.",
                "owner": "Name who sees to it.",
                "due": "Say by when, no later than the target date.",
            }
            for part, sentence in missing.items():
                if not self.cleaned_data.get(names[part]) and names[part] not in self.errors:
                    self.add_error(names[part], sentence)
            if due is not None:
                try:
                    checked_due(self.gate.launch, due, names["due"])
                except Invalid as refusal:
                    self.add_error(names["due"], refusal.message)
            if text and owner and due:
                is_proved = self.cleaned_data[f"proof_{number}"]
                yield Wish(text, owner.pk, due, offer.item_id if offer else None, needs_evidence=is_proved)
