"""What the heat map can be narrowed by, all of it in the address, so that a view can be shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.http import QueryDict

from launchgate.core.forms import Form
from launchgate.launches.models import Launch

OWNERS_COURT = "owners"
ANY_DATE = "all"
SAID = {"court": "in the court of {}", "owner": "owned by {}"}
AT_RISK, HELD = "at-risk", "on-hold"


@dataclass(frozen=True)
class Chosen:
    """The filters that are set; `court` is a function's id or `OWNERS_COURT`."""

    until: date | None = None
    tier: int | None = None
    owner: int | None = None
    court: int | str | None = None
    is_at_risk: bool = False
    is_held: bool = False


class HeatFilter(Form):
    """The filters of the heat map. Owners and functions to choose from are given, so it asks no database."""

    window = forms.ChoiceField(
        label="Planned for",
        choices=[(ANY_DATE, "Any date"), ("30", "Next 30 days"), ("90", "Next 90 days")],
        required=False,
    )
    state = forms.ChoiceField(choices=[("", "Any"), (AT_RISK, "At risk"), (HELD, "On hold")], required=False)
    tier = forms.TypedChoiceField(
        choices=[("", "Any"), *((str(tier.value), f"Tier {tier.value}") for tier in Launch.Tier)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    court = forms.ChoiceField(
        label="In the court of",
        required=False,
        error_messages={"invalid_choice": "Nothing waits there now. Choose another, or Anybody."},
    )
    owner = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": "This person owns no running launch. Choose another, or Anybody."},
    )

    def __init__(self, query: QueryDict, owners: Sequence[tuple[int, str]], courts: Sequence[tuple[int | None, str]]):
        super().__init__(query)
        choices = {
            "owner": [(str(pk), name) for pk, name in owners],
            "court": [(str(pk) if pk else OWNERS_COURT, name) for pk, name in courts],
        }
        for name, offered in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = [("", "Anybody"), *offered]

    def chosen(self, today: date) -> Chosen:
        """Return the filters that are set and understood; one that is not narrows nothing."""
        self.is_valid()
        data: dict[str, Any] = self.cleaned_data
        court, window = data.get("court") or None, data.get("window") or ANY_DATE
        return Chosen(
            until=None if window == ANY_DATE else today + timedelta(days=int(window)),
            tier=data.get("tier"),
            owner=int(data["owner"]) if data.get("owner") else None,
            court=int(court) if court and court != OWNERS_COURT else court,
            is_at_risk=data.get("state") == AT_RISK,
            is_held=data.get("state") == HELD,
        )

    @property
    def set_words(self) -> list[str]:
        """Return each filter that is set in words, such as "Tier 1" and "owned by Ines Calder"."""
        chosen = [(name, str(value)) for name, value in self.cleaned_data.items() if value and value != ANY_DATE]
        return [SAID.get(name, "{}").format(_label(self[name], value)) for name, value in chosen]


def _label(bound: forms.BoundField, value: str) -> str:
    """Return the words of the choice that is set."""
    return next(str(words) for key, words in getattr(bound.field, "choices", ()) if str(key) == value)
