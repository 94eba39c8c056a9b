"""What a launch is called, what it is, for whom, and who may see it."""

from typing import Any

from django import forms

from launchgate.core.forms import Form
from launchgate.core.seen import Seen, SeenForm
from launchgate.launches.actions.edit import LaunchWords, last_edit
from launchgate.launches.models import Launch
from launchgate.people.forms import LineField

OPEN_OR_NOT = [("", "Everybody in the company"), ("yes", "Confidential: only those who take part, and executives")]


class LaunchWordsForm(Form):
    """The words of a launch; `words` has them once the form is valid."""

    name = LineField(label="Name", max_length=120, error_messages={"required": "Give the launch a name."})
    summary = forms.CharField(
        label="What it is",
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text="As you would tell a colleague from another department.",
        error_messages={"required": "Say what it is, in a sentence or two."},
    )
    audience = LineField(
        label="For whom",
        max_length=300,
        help_text="The customers it is for, such as shops with more than ten tills.",
        error_messages={"required": "Say for whom it is."},
    )
    confidential = forms.ChoiceField(
        label="Who may see it", choices=OPEN_OR_NOT, required=False, widget=forms.RadioSelect
    )

    @property
    def words(self) -> LaunchWords:
        """Return the words that were given."""
        given = self.cleaned_data
        return LaunchWords(given["name"], given["summary"], given["audience"], given["confidential"] == "yes")


class EditForm(LaunchWordsForm, SeenForm):
    """The words of a launch in the place of those that it has, and who may see it from then on."""

    def __init__(self, launch: Launch, data: Any = None):
        event = last_edit(launch)
        by = event.actor.name if event and event.actor else ""
        super().__init__(data, latest=Seen(event.number, by) if event else None, initial=words_of(launch))


def words_of(launch: Launch) -> dict[str, str]:
    """Return the words of a launch as the form starts with them."""
    return {
        "name": launch.name,
        "summary": launch.summary,
        "audience": launch.audience,
        "confidential": "yes" if launch.is_confidential else "",
    }
