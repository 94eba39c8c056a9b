"""Naming a person in a form: by name or by e-mail address, with suggestions from a list of the page."""

from django import forms
from django.core.exceptions import ValidationError

from launchgate.people.models import Person

SUGGESTIONS = "people-here"


class PersonField(forms.CharField):
    """Takes "Priya Kaul" or her e-mail address and gives the active person of that name."""

    def __init__(self, *, label: str, required: bool = True):
        widget = forms.TextInput(attrs={"list": SUGGESTIONS, "autocomplete": "off"})
        super().__init__(label=label, required=required, max_length=254, widget=widget)

    def clean(self, value: object) -> Person | None:
        """Return the person, or None for an empty field; raises ValidationError for nobody, and for two."""
        text = super().clean(value)
        if not text:
            return None
        lookup = {"email__iexact": text} if "@" in text else {"name__iexact": text}
        found = list(Person.objects.filter(is_active=True, **lookup)[:2])
        if not found:
            raise ValidationError(f"Nobody active is called “{text[:80]}”. Give the whole name, or the e-mail address.")
        if len(found) > 1:
            raise ValidationError(f"Several people are called “{text[:80]}”. Give the e-mail address.")
        return found[0]
