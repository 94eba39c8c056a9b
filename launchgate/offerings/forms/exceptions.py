"""Forms of exceptions: asked for, spoken on, decided; and what their list can be narrowed by."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from launchgate.core.forms import Form
from launchgate.customers.models import Customer, Promise
from launchgate.customers.naming import LONGEST_NAME
from launchgate.launches.models import Launch
from launchgate.offerings.actions import asking, deciding, standards, voices
from launchgate.offerings.actions.asking import ASK, Asked
from launchgate.offerings.forms.catalogue import CURRENCY_CHOICES, WordsField, offerings_in_use
from launchgate.offerings.likeness import ALIKE, similar_to
from launchgate.offerings.models import ExceptionRequest, Offering, Statement
from launchgate.people.forms import DayInput, LineField, ask, offer
from launchgate.people.models import Person

SEEN_FIRST = "This was asked for before. Look at it below; if yours is another matter, ask for it all the same."


class ExceptionForm(Form):
    """What somebody asks for, for whom and why."""

    customer = LineField(
        label="For which customer",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"list": "customers-known", "autocomplete": "off"}),
        error_messages={"required": ASK["customer"]},
    )
    what = LineField(
        label="What is asked for",
        max_length=asking.LONGEST_LINE,
        help_text="In one line, such as “Delivery within 48 hours on weekends”.",
        error_messages={"required": ASK["what"]},
    )
    why = WordsField(rows=3, max_length=asking.LONGEST_WORDS, error_messages={"required": ASK["why"]})
    amount = forms.DecimalField(
        label="Worth", required=False, min_value=0, max_digits=14, decimal_places=2, help_text="A year, roughly."
    )
    currency = forms.ChoiceField(required=False, choices=CURRENCY_CHOICES)
    needed_by = forms.DateField(label="By when", required=False, widget=DayInput)
    offering = forms.ModelChoiceField(
        Offering.objects.none(), label="Beyond which offering", required=False, empty_label="None of them"
    )
    launch = forms.ModelChoiceField(
        Launch.objects.none(),
        label="For which launch",
        required=False,
        empty_label="None",
        help_text="It cannot go public before this is decided.",
    )
    promise = forms.ModelChoiceField(Promise.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, person: Person, initial: dict[str, Any] | None = None):
        self.person = person
        super().__init__(data, initial=initial)
        offer(self, "offering", offerings_in_use())
        taking = Launch.objects.visible_to(person).filter(status__in=(*Launch.RUNNING, Launch.Status.LIVE))
        offer(self, "launch", taking.order_by("name", "pk"))
        offer(self, "promise", promises_that_stand(person))

    def clean(self) -> dict[str, Any]:
        """Refuse a value without its currency, and a day that is over."""
        given = self.cleaned_data
        if not self.errors:
            ask(self, asking.check_amount, given["amount"], given["currency"])
            if given["needed_by"]:
                ask(self, asking.check_needed_by, given["needed_by"], self.person)
        return given

    def has_seen_alike(self, seen: list[str]) -> bool:
        """Say whether all that is much like it was shown on the page that was sent; else ask to look at it first."""
        known = ExceptionRequest.objects.visible_to(self.person)
        alike = {str(row.pk) for row in similar_to(self.cleaned_data["what"], known, least=ALIKE)}
        if alike <= set(seen):
            return True
        self.add_error("what", SEEN_FIRST)
        return False

    @property
    def asked(self) -> Asked:
        """Return what was given."""
        given = self.cleaned_data
        offering, launch, promise = given["offering"], given["launch"], given["promise"]
        return Asked(
            given["customer"],
            given["what"],
            given["why"],
            given["amount"],
            given["currency"],
            given["needed_by"],
            offering.pk if offering else None,
            launch.pk if launch else None,
            promise.pk if promise else None,
        )


def promises_that_stand(person: Person) -> QuerySet[Promise]:
    """Return the promises that an exception may be asked for, on launches that somebody may see."""
    standing = Promise.objects.filter(launch__in=Launch.objects.visible_to(person), status__in=Promise.STANDING)
    return standing.select_related("launch", "customer")


class VoiceForm(Form):
    """What a function says."""

    answer = forms.ChoiceField(choices=Statement.Answer.choices, error_messages={"required": "Choose an answer."})
    words = WordsField(
        label="Condition or reason",
        required=False,
        max_length=voices.LONGEST_WORDS,
        help_text="Needed for “yes, if” and for “no”.",
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a condition or a no that says nothing."""
        given = self.cleaned_data
        if not self.errors:
            ask(self, voices.check_words, given["answer"], given["words"])
        return given

    @property
    def chosen(self) -> str:
        """Return the answer that is chosen so far."""
        return str(self["answer"].value() or "")


class DecidingForm(Form):
    """A decision, and the latest statement that whoever decides has seen."""

    # Two such forms stand on one page, so it has no id.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput({"id": False}))

    def clean_seen(self) -> int:
        """Return 0 where nothing is said of it."""
        return self.cleaned_data["seen"] or 0


class ApproveForm(DecidingForm):
    """Until when an exception holds, and under which conditions."""

    expires_on = forms.DateField(
        label="Holds until",
        widget=DayInput,
        help_text="Its last day; it ends by itself then.",
        error_messages={"required": "Choose its last day."},
    )
    conditions = WordsField(required=False, max_length=deciding.LONGEST_WORDS)

    def clean_expires_on(self) -> Any:
        """Refuse a day that is over, or too far away."""
        day = self.cleaned_data["expires_on"]
        ask(self, deciding.check_expiry, day)
        return day


class DeclineForm(DecidingForm):
    """Why an exception is declined."""

    reason = WordsField(
        label="Why", max_length=deciding.LONGEST_WORDS, error_messages={"required": deciding.ASK_DECLINE}
    )


class DismissForm(Form):
    """Why exceptions that are alike become no standard; `root` is the first of those that it was given for."""

    reason = WordsField(
        label="Why it becomes no standard",
        max_length=standards.LONGEST_REASON,
        error_messages={"required": standards.ASK_DISMISS},
    )

    def __init__(self, *args: Any, root: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.root = root


class ExceptionFilter(Form):
    """What the list can be narrowed by, all of it in the address."""

    show = forms.ChoiceField(
        required=False,
        choices=[
            ("", "All"),
            ("mine", "Mine"),
            ("voice", "Waits for me"),
            ("undecided", "Undecided"),
            ("approved", "Approved"),
            ("declined", "Declined"),
            ("expired", "Expired"),
        ],
    )
    q = forms.CharField(label="Search", max_length=200, required=False, widget=forms.TextInput({"type": "search"}))
    launch = forms.ModelChoiceField(Launch.objects.none(), required=False, widget=forms.HiddenInput)
    customer = forms.ModelChoiceField(Customer.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, person: Person):
        super().__init__(data)
        offer(self, "launch", Launch.objects.visible_to(person))
        seen = ExceptionRequest.objects.visible_to(person)
        offer(self, "customer", Customer.objects.filter(exceptions__in=seen).distinct())
