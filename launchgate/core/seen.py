"""Forms that put something in the place of what stood there when they were shown."""

from typing import Any, NamedTuple, cast

from django import forms
from django.http import QueryDict

from launchgate.core.forms import Form


class Seen(NamedTuple):
    """The version that such a form would replace: its number, and the name of whoever saved it."""

    number: int
    by: str


class SeenForm(Form):
    """A form that knows which version it was filled in from, and says where somebody saved another one meanwhile."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, latest: Seen | None, initial: Any = None):
        self.latest = latest
        super().__init__(data, initial={**(initial or {}), "seen": latest.number if latest else 0})

    def clean_seen(self) -> int:
        """Refuse what was written from an earlier version, once: who sends it again has been told."""
        seen, latest = self.cleaned_data["seen"] or 0, self.latest
        if not seen or latest is None or seen == latest.number:
            return seen
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(latest.number)
        self.data = data
        raise forms.ValidationError(
            f"{latest.by} saved another version while you were writing. Look at it in another window; "
            "if you save again, yours takes its place."
        )
