"""Opening a launch on one page."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from launchgate.core.forms import Form
from launchgate.launches.actions.open_launch import LaunchFacts, check_target
from launchgate.launches.forms.launch_words import LaunchWordsForm
from launchgate.launches.models import Launch
from launchgate.launches.openings import asked_on_opening
from launchgate.launches.rules import may_open_for_others
from launchgate.people.forms import DayInput, ask, offer
from launchgate.people.models import Person
from launchgate.playbooks.models import Version

TIERS = [
    (Launch.Tier.ONE, "Tier 1: highest risk, every question"),
    (Launch.Tier.TWO, "Tier 2: the usual"),
    (Launch.Tier.THREE, "Tier 3: lowest risk, the shortest list"),
]


class PersonChoice(forms.ModelChoiceField):
    """Somebody who is active; executives are marked."""

    def label_from_instance(self, person: Any) -> str:
        """Return the name, with what helps to choose."""
        return f"{person.name}, executive" if person.is_executive else person.name


class VersionChoice(forms.ModelChoiceField):
    """The published state of a playbook."""

    def label_from_instance(self, version: Any) -> str:
        """Return the playbook's name and the number of the version."""
        return f"{version.playbook.name}, version {version.number}"


class PlanForm(Form):
    """What gates, heads and dates follow from. The page shows them while the rest is still being typed."""

    version = VersionChoice(Version.objects.none(), label="Playbook", empty_label=None)
    tier = forms.TypedChoiceField(label="Risk", choices=TIERS, coerce=int, widget=forms.RadioSelect)
    target_date = forms.DateField(
        label="Target date",
        widget=DayInput,
        help_text="The day on which it becomes public.",
        error_messages={"required": "Choose the day on which it becomes public."},
    )
    owner = PersonChoice(Person.objects.none(), label="Owner", empty_label=None)
    sponsor = PersonChoice(
        Person.objects.none(),
        label="Sponsor",
        empty_label="Choose somebody",
        help_text="Somebody other than the owner: hears when it stalls, and alone may override a gate.",
        error_messages={"required": "Choose a sponsor."},
    )

    def __init__(self, *args: Any, person: Person, versions: QuerySet[Version], **kwargs: Any):
        super().__init__(*args, **kwargs)
        asked = asked_on_opening()
        self.fields |= asked
        self.asked = list(asked)
        active = Person.objects.filter(is_active=True)
        sponsors = active.order_by("-is_executive", "name", "pk")
        offer(self, "version", versions)
        if may_open_for_others(person):
            offer(self, "owner", active)
            offer(self, "sponsor", sponsors)
        else:
            offer(self, "owner", active.filter(pk=person.pk))
            offer(self, "sponsor", sponsors.exclude(pk=person.pk))
            self.fields["owner"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Refuse a target date that cannot be planned for, and an owner who sponsors themselves."""
        given = super().clean() or self.cleaned_data
        if "target_date" in given:
            ask(self, check_target, given["target_date"])
        if given.get("owner") is not None and given.get("owner") == given.get("sponsor"):
            self.add_error("sponsor", "The sponsor has to be somebody other than the owner.")
        return given

    @property
    def later_fields(self) -> list[forms.BoundField]:
        """Return the fields that later rooms ask for."""
        return [self[name] for name in self.asked]

    @property
    def answers(self) -> dict[str, Any]:
        """Return what was answered to later rooms, by name: ids and plain values."""
        given = {name: self.cleaned_data.get(name) for name in self.asked}
        return {name: getattr(value, "pk", value) for name, value in given.items() if value not in (None, "")}


class NewLaunchForm(LaunchWordsForm, PlanForm):
    """Everything that is given when a launch is opened."""

    @property
    def facts(self) -> LaunchFacts:
        """Return what was given."""
        given, words = self.cleaned_data, self.words
        return LaunchFacts(
            name=words.name,
            summary=words.summary,
            audience=words.audience,
            tier=given["tier"],
            sponsor_id=given["sponsor"].pk,
            target_date=given["target_date"],
            is_confidential=words.is_confidential,
        )
