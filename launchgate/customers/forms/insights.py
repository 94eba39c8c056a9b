"""Adding and correcting an entry of the customer log."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Exists, OuterRef

from launchgate.core.forms import Form
from launchgate.core.refusals import Invalid
from launchgate.customers.actions.insights import ASK_REASON, ASK_WORDS, LONGEST_UNIT, LONGEST_WORDS, Said, clean_number
from launchgate.customers.models import Customer, Insight, Promise
from launchgate.customers.naming import ASK_CUSTOMER, LONGEST_NAME
from launchgate.launches.actions.evidence import Proof, prove_by_file, prove_by_link
from launchgate.launches.files import ENDINGS
from launchgate.launches.forms.gate_words import WordsForm
from launchgate.launches.models import Gate, Item, Launch
from launchgate.people.forms import LineField

GATE, ITEM = "gate", "item"
FOLDED = ("number", "unit", "url", "file")


class InsightForm(Form):
    """What a customer said. `said` is ready for the action once the form is valid.

    Without a launch it asks for no gate or question that it speaks to.
    """

    kind = forms.ChoiceField(
        choices=Insight.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of insight it is."},
    )
    customer = LineField(
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"list": "customers-known", "autocomplete": "off"}),
        error_messages={"required": ASK_CUSTOMER},
    )
    words = forms.CharField(
        label="In their words",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": ASK_WORDS},
    )
    number = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    )
    unit = forms.CharField(
        label="Unit", required=False, max_length=LONGEST_UNIT, widget=forms.TextInput(attrs={"placeholder": "%, shops"})
    )
    place = forms.ChoiceField(label="Speaks to", required=False)
    url = forms.CharField(
        label="Link", required=False, widget=forms.TextInput(attrs={"type": "url", "placeholder": "https://"})
    )
    file = forms.FileField(required=False, allow_empty_file=True, help_text=f"One of {ENDINGS}.")
    same_as = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, launch: Launch | None, data: Any = None, files: Any = None, *, initial: Any = None):
        super().__init__(data, files, auto_id="insight-%s", initial=initial)
        self.use_required_attribute = False
        place = self.fields.pop("place")
        if launch is not None:
            assert isinstance(place, forms.ChoiceField)  # noqa: S101 - for the type checker
            place.choices = places_of(launch)
            self.fields["place"] = place
        self.proof: Proof | None = None

    def clean(self) -> dict[str, Any]:
        """Read the number, the link and the file here, so that the action only saves them."""
        given = self.cleaned_data
        for field, read in (("number", self._number), ("url", self._link), ("file", self._file)):
            if field not in self.errors:
                try:
                    read(given)
                except Invalid as refusal:
                    self.add_error(field, refusal.message)
        return given

    def _number(self, given: dict[str, Any]) -> None:
        given["number"] = clean_number(given.get("number") or "")

    def _link(self, given: dict[str, Any]) -> None:
        if given.get("url"):
            self.proof = prove_by_link(given["url"])

    def _file(self, given: dict[str, Any]) -> None:
        if not isinstance(given.get("file"), UploadedFile):
            return
        if self.proof is not None:
            raise Invalid("Attach a link or a file. What has both is two entries.", field="file")
        self.proof = prove_by_file(given["file"])

    @property
    def has_more(self) -> bool:
        """Say whether something stands in the part that is folded, or is wrong there."""
        return any(self[name].value() or self[name].errors for name in FOLDED)

    @property
    def said(self) -> Said:
        """Return what was given, as the action takes it."""
        given = self.cleaned_data
        where, _, pk = str(given.get("place") or "").partition(":")
        return Said(
            kind=given["kind"],
            customer=given["customer"],
            words=given["words"],
            number=given["number"],
            unit=given["unit"],
            gate_id=int(pk) if where == GATE else None,
            item_id=int(pk) if where == ITEM else None,
            proof=self.proof,
        )


def places_of(launch: Launch) -> list[Any]:
    """Return the gates of a launch and their questions, as a select offers them: two statements."""
    gates = list(Gate.objects.filter(launch=launch).order_by("order", "pk").defer("statement"))
    items: dict[int, list[tuple[str, str]]] = {gate.pk: [] for gate in gates}
    for pk, gate_id, text in Item.objects.filter(gate__launch=launch).values_list("pk", "gate_id", "text"):
        items[gate_id].append((f"{ITEM}:{pk}", text))
    groups = [(gate.name, [(f"{GATE}:{gate.pk}", f"{gate.name} as a whole"), *items[gate.pk]]) for gate in gates]
    return [("", "The launch as a whole"), *groups]


def initial_of(insight: Insight) -> dict[str, Any]:
    """Return what the form of a correction starts with."""
    place = f"{ITEM}:{insight.item_id}" if insight.item_id else f"{GATE}:{insight.gate_id}" if insight.gate_id else ""
    return {
        "kind": insight.kind,
        "customer": insight.customer.name,
        "words": insight.words,
        "number": insight.number,
        "unit": insight.unit,
        "place": place,
    }


def withdrawing_form(data: Mapping[str, Any] | None = None) -> WordsForm:
    """Return the form by which an insight is withdrawn."""
    return WordsForm("reason", "Why?", about="withdraw", data=data, ask=ASK_REASON, longest=2000, rows=2)


def customers_known(launches: Any, most: int = 200) -> list[str]:
    """Return the names of customers who are spoken of on these launches, for a form to suggest."""
    # Joined, a customer's insights would be multiplied by their promises before the names are told apart.
    here: dict[str, Any] = {"customer": OuterRef("pk"), "launch__in": launches}
    spoken_of = Exists(Insight.objects.filter(**here)) | Exists(Promise.objects.filter(**here))
    known = Customer.objects.filter(spoken_of, erased_at=None).order_by("key")
    return list(known.values_list("name", flat=True)[:most])
