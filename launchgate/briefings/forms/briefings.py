"""Writing and correcting a briefing."""

from typing import Any

from django import forms

from launchgate.briefings.actions.words import (
    ASK_CHANGE,
    ASK_TEXT,
    ASK_TITLE,
    LONGEST_TEXT,
    BriefingWords,
    check_readers,
)
from launchgate.briefings.models import Briefing
from launchgate.core.seen import Seen, SeenForm
from launchgate.launches.phrases import listed, shortened
from launchgate.people.forms import LineField, RowsField, ask, offer
from launchgate.people.models import Function, Person

TEXT_HELP = "Markdown: # for a heading, - for a list, **bold**, [words](https://…) for a link. One page is enough."
MOST_NAMED, LONGEST_ADDRESS = 500, 254


class BriefingForm(SeenForm):
    """A briefing: its title, who reads it, and what they read."""

    title = LineField(max_length=120, error_messages={"required": ASK_TITLE})
    functions = RowsField(
        Function.objects.none(),
        label="Who reads it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Everybody with a seat in these functions.",
    )
    people = forms.CharField(
        label="And these people",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A team that is no function: names or e-mail addresses, one to a line.",
    )
    text = forms.CharField(
        label="What they read",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=TEXT_HELP,
        error_messages={"required": ASK_TEXT},
    )

    def __init__(self, data: Any = None, *, briefing: Briefing | None = None):
        latest = _seen(briefing) if briefing else None
        super().__init__(data, latest=latest, initial=_initial(briefing) if briefing else {})
        offer(self, "functions", Function.objects.filter(closed_at=None))
        self.fields["text"].widget.attrs.pop("maxlength", None)

    def clean_people(self) -> list[Person]:
        """Return the people named, one to a line; a name that fits nobody, or several, is said."""
        names = list(filter(None, (line.strip() for line in self.cleaned_data["people"].splitlines())))
        if len(names) > MOST_NAMED:
            words = f"These are {len(names):,} names; {MOST_NAMED} is the most. Choose functions for more."
            raise forms.ValidationError(words)
        found = [(name, _named(name)) for name in names]
        unknown = [f"“{shortened(name, 80)}”" for name, people in found if len(people) != 1]
        if unknown:
            words = f"{listed(unknown[:5])} is not the name of exactly one colleague. Write the e-mail address."
            raise forms.ValidationError(words)
        return [people[0] for _, people in found]

    def clean(self) -> dict[str, Any]:
        """Ask the rule of the action whether anybody would read it."""
        if not self.errors:
            ask(self, check_readers, self.words.function_ids, self.words.person_ids)
        return self.cleaned_data

    @property
    def words(self) -> BriefingWords:
        """Return the briefing as the actions take it."""
        given = self.cleaned_data
        return BriefingWords(
            given["title"],
            given["text"],
            tuple(sorted(function.pk for function in given["functions"])),
            tuple(sorted({person.pk for person in given["people"]})),
        )


class CorrectionForm(SeenForm):
    """A corrected edition of a published briefing."""

    change = LineField(
        label="What changed",
        max_length=500,
        help_text="In a sentence. Whoever has read it sees this first.",
        error_messages={"required": ASK_CHANGE},
    )
    is_material = forms.BooleanField(
        label="Everybody reads it again",
        required=False,
        help_text="Choose it when somebody would do something else now. A typo asks nobody again.",
    )
    text = forms.CharField(
        label="What they read",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=TEXT_HELP,
        error_messages={"required": ASK_TEXT},
    )

    def __init__(self, data: Any = None, *, briefing: Briefing):
        super().__init__(data, latest=_seen(briefing), initial={"text": briefing.latest.text})
        self.fields["text"].widget.attrs.pop("maxlength", None)


def _seen(briefing: Briefing) -> Seen:
    return Seen(briefing.latest.number, briefing.latest.author.name)


def _initial(briefing: Briefing) -> dict[str, Any]:
    return {
        "title": briefing.title,
        "functions": list(briefing.functions.all()),
        "people": "\n".join(briefing.people.order_by("name").values_list("email", flat=True)),
        "text": briefing.latest.text,
    }


def _named(name: str) -> list[Person]:
    # No address is longer, and SQLite refuses to look for what is much longer.
    if len(name) > LONGEST_ADDRESS:
        return []
    active = Person.objects.filter(is_active=True)
    return list(active.filter(email__iexact=name)[:2]) or list(active.filter(name__iexact=name)[:2])
