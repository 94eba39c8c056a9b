"""Who owns, sponsors and follows a launch."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from launchgate.core.forms import Form
from launchgate.launches.forms.launch_new import PersonChoice
from launchgate.launches.models import Launch
from launchgate.people.forms import offer
from launchgate.people.models import Person


class HandOverForm(Form):
    """To whom ownership or sponsorship goes."""

    role = forms.ChoiceField(label="What is handed over", choices=[], widget=forms.RadioSelect)
    person = PersonChoice(
        Person.objects.none(),
        label="To whom",
        empty_label="Choose somebody",
        error_messages={"required": "Choose who takes it over."},
    )

    def __init__(self, *args: Any, launch: Launch, **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["role"]).choices = [
            ("owner", f"Ownership, now {launch.owner.name}"),
            ("sponsor", f"Sponsorship, now {launch.sponsor.name}"),
        ]
        others = Person.objects.filter(is_active=True).exclude(pk__in=[launch.owner_id, launch.sponsor_id])
        offer(self, "person", others)


class FollowerForm(Form):
    """Whose following begins or ends; nobody named is oneself."""

    person = PersonChoice(
        Person.objects.none(),
        label="Add somebody",
        required=False,
        empty_label="Choose somebody",
        error_messages={"invalid_choice": "Choose somebody who is active, and not on the list already."},
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "person", people)
