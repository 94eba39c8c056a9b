"""Forms that ask for words: a reason, a question, a reply, a comment."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from launchgate.core.forms import Form
from launchgate.launches.actions.comments import ASK_COMMENT
from launchgate.launches.actions.hand_offs import ASK_QUESTION
from launchgate.launches.models import SubmissionPart
from launchgate.launches.words import LONGEST


class WordsForm(Form):
    """One field of words, named as the action names it; `ask` is said when there are none, "" makes them optional."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        about: str,
        data: Mapping[str, Any] | None = None,
        ask: str = "",
        longest: int = LONGEST,
        rows: int = 3,
    ):
        super().__init__(data, auto_id=f"{about}-%s")
        self.name, self.is_optional = name, not ask
        self.fields[name] = forms.CharField(
            label=label,
            required=bool(ask),
            max_length=longest,
            error_messages={"required": ask},
            widget=forms.Textarea(attrs={"rows": rows}),
        )
        self.fields[name].widget.attrs.pop("maxlength", None)
        self.use_required_attribute = False

    @property
    def field(self) -> forms.BoundField:
        """Return the one field, for the template."""
        return self[self.name]

    @property
    def words(self) -> str:
        """Return what was written; only after the form was found valid."""
        return str(self.cleaned_data[self.name])


class BounceForm(WordsForm):
    """The question with which a hand-off is bounced, and the part that it is about."""

    def __init__(self, parts: Sequence[SubmissionPart], *, about: str, data: Mapping[str, Any] | None = None):
        super().__init__("question", "Your question", about=about, data=data, ask=ASK_QUESTION)
        if parts:
            choices = [("", "All of it"), *((str(part.pk), part.prompt) for part in parts)]
            self.fields["part"] = forms.TypedChoiceField(
                label="About",
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                error_messages={"invalid_choice": "That part does not belong to this hand-off."},
            )

    @property
    def part_field(self) -> forms.BoundField | None:
        """Return the field for the part, where there are parts."""
        return self["part"] if "part" in self.fields else None

    @property
    def part_id(self) -> int | None:
        """Return the part that was chosen; only after the form was found valid."""
        return self.cleaned_data.get("part")


class PasswordAgain(forms.CharField):
    """The signer's own password, where a gate asks for it; it is never shown again."""

    def __init__(self) -> None:
        super().__init__(
            label="Your password",
            required=False,
            strip=False,
            max_length=4096,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            help_text="This gate is signed with it. Sending back needs none.",
        )
        self.widget.attrs.pop("maxlength", None)


class PassingForm(WordsForm):
    """The reason for which a gate passes without a signature, and the password where the gate asks for it."""

    def __init__(self, *, about: str, ask: str, data: Mapping[str, Any] | None = None):
        super().__init__("reason", "Why?", about=about, data=data, ask=ask, rows=2)
        self.fields["password"] = PasswordAgain()
        self.fields["password"].help_text = ""


class CommentForm(WordsForm):
    """A comment on a gate."""

    def __init__(self, data: Mapping[str, Any] | None = None):
        super().__init__("text", "Comment", about="comment", data=data, ask=ASK_COMMENT, rows=2)
        self.fields["text"].help_text = "Name somebody with @, such as @Priya Kaul, and they hear of it."
