"""Finding who is to be erased, and saying that it is meant."""

from django import forms

from launchgate.core.forms import Form
from launchgate.customers.naming import ASK_CUSTOMER, LONGEST_NAME
from launchgate.people.forms import LineField


class FindForm(Form):
    """Whose personal data is to be erased."""

    name = LineField(
        label="Name",
        max_length=LONGEST_NAME,
        help_text="Of a customer, or of somebody who takes part in a hand-over, as it stands there.",
        error_messages={"required": ASK_CUSTOMER},
    )


class EraseForm(FindForm):
    """Whether words go too, and that it is meant."""

    words = forms.BooleanField(label="Erase what they said and were told too, with links and files", required=False)
    sure = forms.BooleanField(
        label="I know that nobody can bring this back",
        error_messages={"required": "Say that you know it cannot be undone."},
    )

    def __init__(self, *args: object, **kwargs: object):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget = forms.HiddenInput()
