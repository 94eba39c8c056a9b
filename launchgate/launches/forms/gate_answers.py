"""Forms of one checklist item: the typed answer, and the proof attached to it."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from launchgate.core.forms import Form
from launchgate.core.refusals import Invalid
from launchgate.launches import values
from launchgate.launches.actions.applicable import ASK_WHY, LONGEST_WHY
from launchgate.launches.actions.evidence import prove_by_file, prove_by_link, prove_by_note
from launchgate.launches.files import ENDINGS
from launchgate.launches.forms.gate_words import WordsForm
from launchgate.launches.models import Evidence, Item
from launchgate.playbooks.models import ItemKind

Fields = dict[str, forms.Field]
YES_NO = [(values.YES, "Yes"), (values.NO, "No")]


def _text(item: Item) -> Fields:
    return {"value": forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))}


def _line(**attributes: str) -> Callable[[Item], Fields]:
    return lambda item: {"value": forms.CharField(required=False, widget=forms.TextInput(attrs=attributes))}


def _yes_no(item: Item) -> Fields:
    return {"value": forms.CharField(required=False, widget=forms.RadioSelect(choices=YES_NO))}


def _choice(item: Item) -> Fields:
    choices = [("", "Choose one"), *((option, option) for option in item.options)]
    return {"value": forms.CharField(required=False, widget=forms.Select(choices=choices))}


def _money(item: Item) -> Fields:
    own = {item.value["currency"]} if isinstance(item.value, dict) and "currency" in item.value else set()
    codes = [*values.CURRENCIES, *sorted(own - set(values.CURRENCIES))]
    widget = forms.Select(choices=[(code, code) for code in codes])
    return _line(inputmode="decimal", autocomplete="off")(item) | {
        "currency": forms.CharField(label="Currency", required=False, initial=codes[0], widget=widget)
    }


FIELDS: dict[str, Callable[[Item], Fields]] = {
    ItemKind.TEXT: _text,
    ItemKind.YES_NO: _yes_no,
    ItemKind.CHOICE: _choice,
    ItemKind.NUMBER: _line(inputmode="decimal", autocomplete="off"),
    ItemKind.MONEY: _money,
    ItemKind.DATE: _line(type="date"),
    ItemKind.LINK: _line(type="url", inputmode="url", placeholder="https://"),
    ItemKind.FILE: _line(type="hidden"),
}


class AnswerForm(Form):
    """The answer to one item, in the input that fits its type. `cleaned_data["answer"]` is None to take it away."""

    empty = forms.BooleanField(required=False, widget=forms.HiddenInput)
    is_wording = forms.BooleanField(label="Only the wording changes, not what it says", required=False)

    def __init__(self, item: Item, data: Mapping[str, Any] | None = None):
        super().__init__(data, auto_id=f"{item.key}-%s", initial=_initial(item))
        self.item = item
        self.fields |= FIELDS[item.kind](item)
        self.fields["value"].label = item.text

    def clean(self) -> dict[str, Any]:
        """Turn what was typed into what is stored; a blank answer is none, unless it was asked for."""
        given = self.cleaned_data
        raw: Any = given.get("value")
        if self.item.kind == ItemKind.MONEY:
            raw = {"amount": raw, "currency": given.get("currency")}
        given["answer"] = None
        if not given.get("empty"):
            try:
                given["answer"] = values.clean_value(self.item, raw)
            except Invalid as refusal:
                self.add_error("value", refusal.message)
            else:
                if given["answer"] is None:
                    self.add_error("value", "Give an answer first. Nothing was saved.")
        return given


def _initial(item: Item) -> dict[str, Any]:
    value = item.value
    if value is None or item.is_not_applicable:
        return {}
    if item.kind == ItemKind.MONEY:
        return {"value": value["amount"], "currency": value["currency"]}
    if item.kind == ItemKind.YES_NO:
        return {"value": values.YES if value else values.NO}
    return {"value": value}


FIELD_OF: dict[str, str] = {Evidence.Kind.LINK: "url", Evidence.Kind.FILE: "file"}


class ProofForm(Form):
    """One proof: a note, a link or a file. `cleaned_data["proof"]` is ready for the action."""

    kind = forms.ChoiceField(label="Kind of proof", choices=Evidence.Kind.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="What you saw or heard", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    url = forms.CharField(
        label="Web address", required=False, widget=forms.TextInput(attrs={"type": "url", "placeholder": "https://"})
    )
    file = forms.FileField(label="File", required=False, allow_empty_file=True, help_text=f"One of {ENDINGS}.")
    title = forms.CharField(label="Title", required=False, max_length=200)

    def __init__(self, about: str, data: Mapping[str, Any] | None = None, files: Any = None, *, is_file: bool = False):
        first = Evidence.Kind.FILE if is_file else Evidence.Kind.NOTE
        super().__init__(data, files, auto_id=f"{about}-proof-%s", initial={"kind": first})
        if is_file:
            self.fields["kind"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Check and read the proof here, so that the action only saves it."""
        given = self.cleaned_data
        kind, title = str(given.get("kind", "")), given.get("title", "")
        field = FIELD_OF.get(kind, "note")
        try:
            if kind == Evidence.Kind.NOTE:
                given["proof"] = prove_by_note(given.get("note", ""), title)
            elif kind == Evidence.Kind.LINK:
                given["proof"] = prove_by_link(given.get("url", ""), title)
            elif isinstance(given.get("file"), UploadedFile):
                given["proof"] = prove_by_file(given["file"], title)
            elif "file" not in self.errors:
                self.add_error("file" if kind else "kind", "Choose a file." if kind else "Choose the kind of proof.")
        except Invalid as refusal:
            self.add_error(field, refusal.message)
        return given


class EvidenceForm(ProofForm):
    """One proof for an item; of an item that is answered by a file, a file."""

    def __init__(self, item: Item, data: Mapping[str, Any] | None = None, files: Any = None):
        super().__init__(item.key, data, files, is_file=item.kind == ItemKind.FILE)


def declaring_form(item: Item, data: Mapping[str, Any] | None = None) -> WordsForm:
    """Return the form by which a head says that an item does not apply."""
    return WordsForm(
        "reason", "Why?", about=f"{item.key}-not-applicable", data=data, ask=ASK_WHY, longest=LONGEST_WHY, rows=2
    )
