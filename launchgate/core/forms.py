"""What was typed into a form, where it holds characters that nobody can see: marked, and refused where it is read."""

import re
from typing import Any

from django import forms
from django.http import QueryDict

from launchgate.core.refusals import Invalid

# Tab, line feed and carriage return are text; so are the marks and isolates that right-to-left scripts need.
# The embeddings and overrides (U+202A to U+202E) turn round what stands beside them, and nobody types them.
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]")
MARK = "\ufffd"


def damage_of(text: str) -> str:
    """Return how the first control character of a text is written, such as "U+0007"; "" where there is none."""
    found = CONTROL_CHARACTERS.search(text)
    return f"U+{ord(found.group()):04X}" if found else ""


class MarkedData(QueryDict):
    """A post in which every control character became a visible mark.

    A form of ours says so beside the field and shows what was typed. Whoever reads such a field without a form gets
    the refusal: no text with a mark in it passes for what somebody wrote.
    """

    def __init__(self, data: QueryDict):
        super().__init__("", mutable=True, encoding=data.encoding)
        self.damage: dict[str, str] = {}
        for name, values in data.lists():
            self.setlist(name, [CONTROL_CHARACTERS.sub(MARK, value) for value in values])
            if code := next(filter(None, map(damage_of, values)), ""):
                self.damage[name] = code
        self._mutable = False

    def __getitem__(self, name: str) -> Any:
        self._require_whole(name)
        return super().__getitem__(name)

    def getlist(self, name: str, default: Any = None) -> list[str]:
        """Return what was sent under a name; raises Invalid where it holds a control character."""
        self._require_whole(name)
        return super().getlist(name, default)

    def marked(self) -> QueryDict:
        """Return all of it with its marks, for a form that refuses the damaged fields."""
        plain = QueryDict("", mutable=True, encoding=self.encoding)
        for name, values in self.lists():
            plain.setlist(name, values)
        return plain

    def copy(self) -> "MarkedData":
        """Return a copy that can be changed and knows the same damage."""
        copied = MarkedData(self.marked())
        copied.damage, copied._mutable = dict(self.damage), True
        return copied

    def _require_whole(self, name: str) -> None:
        if code := self.damage.get(name):
            label = name.replace("_", " ").replace("-", " ").strip().capitalize()
            raise Invalid(f"“{label}” {sentence_on(code)} Take it out and try again.", field=name)


def sentence_on(code: str) -> str:
    """Say what is wrong with a text, without naming it."""
    return f"holds a control character ({code}) that cannot be seen."


class RefusesDamage(forms.BaseForm):
    """Says beside each field that it holds a control character, and shows where it stood."""

    def __init__(self, *args: Any, **kwargs: Any):
        self.damage: dict[str, str] = {}
        super().__init__(*map(self._taken, args), **{name: self._taken(value) for name, value in kwargs.items()})

    def _taken(self, argument: Any) -> Any:
        if not isinstance(argument, MarkedData):
            return argument
        self.damage = argument.damage
        return argument.marked()

    def full_clean(self) -> None:
        """Look at every field, then refuse the damaged ones whatever else is wrong with them.

        Raises Invalid for a damaged field that nobody sees: no browser sends that.
        """
        super().full_clean()
        for name, field in self.fields.items():
            if not (code := self.damage.get(self.add_prefix(name))):
                continue
            sentence = f"This {sentence_on(code)} It is shown as {MARK} here: take it out."
            if field.widget.is_hidden:
                raise Invalid(sentence, field=name)
            self.errors.pop(name, None)
            self.add_error(name, sentence)


class Form(RefusesDamage, forms.Form):
    """What every form of ours stands on."""
