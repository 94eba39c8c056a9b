"""Forms of the import: a file or pasted text, then where each section goes."""

from typing import Any

from django import forms

from launchgate.core.forms import Form
from launchgate.core.refusals import Refusal
from launchgate.people.forms import LineField, ask, offer
from launchgate.playbooks.actions.versions import check_name
from launchgate.playbooks.importing.assigning import LEFT_OUT, Section, assigned
from launchgate.playbooks.importing.detect import LARGEST_FILE
from launchgate.playbooks.importing.found import Found, FoundItem
from launchgate.playbooks.importing.reading import read_checklist
from launchgate.playbooks.models import Version
from launchgate.playbooks.queries import drafts

AS_READ, ALL, NONE = "", "all", "none"
LISTED = 400


class UploadForm(Form):
    """A checklist as a file or as text, and where it goes."""

    file = forms.FileField(
        required=False, help_text=f"Markdown, CSV, TSV, XLSX, JSON or YAML, up to {LARGEST_FILE // 1024 // 1024} MB."
    )
    text = forms.CharField(
        label="Pasted text",
        required=False,
        strip=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text="A GitHub task list, rows from a spreadsheet, or one item a line.",
    )
    draft = forms.ModelChoiceField(
        Version.objects.none(), label="It becomes", required=False, empty_label="A new playbook"
    )

    def __init__(self, data: Any = None, files: Any = None, *, draft: str = ""):
        super().__init__(data, files, initial={"draft": draft})
        self.found: Found | None = None
        self.data_read = b""
        offer(self, "draft", drafts())

    @property
    def name(self) -> str:
        """Return the name of the file; empty for pasted text."""
        file = self.cleaned_data.get("file")
        return file.name if file else ""

    def clean(self) -> dict[str, Any]:
        """Read the checklist, so that what cannot be read is said here and what was pasted stays."""
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text", "")
        if self.errors:
            return self.cleaned_data
        if file and text.strip():
            self.add_error("text", "Give a file or paste text, not both.")
        elif not file and not text.strip():
            self.add_error("file", "Choose a file, or paste the checklist below.")
        elif file and file.size > LARGEST_FILE:
            self.add_error("file", f"The file is larger than {LARGEST_FILE // 1024 // 1024} MB.")
        else:
            self._read(file.read() if file else text.encode(), "file" if file else "text")
        return self.cleaned_data

    def _read(self, data: bytes, field: str) -> None:
        try:
            self.found, self.data_read = read_checklist(data, self.name), data
        except Refusal as refusal:
            self.add_error(field, refusal.message)
            return
        if not self.found.items and not self.found.tables:
            self.add_error(field, " ".join(["It holds no item.", *self.found.left_out]))


class AssignForm(Form):
    """Which gate each section goes to, and which of its items are required."""

    name = LineField(label="Name of the playbook", max_length=120)

    def __init__(
        self, data: Any = None, *, sections: list[Section], gates: dict[str, str], name: str, into_draft: bool
    ):
        super().__init__(data, initial={"name": name})
        self.sections = sections
        self.listed = _listed(sections)
        if into_draft:
            del self.fields["name"]
        choices = [(LEFT_OUT, "Leave out"), *gates.items()]
        has_items = any(not section.is_table for section in sections)
        for at, section in enumerate(sections):
            is_taken = section.gate in gates and not (section.is_table and has_items)
            gate = section.gate if is_taken else LEFT_OUT
            self.fields[f"gate_{at}"] = forms.ChoiceField(
                label=f"Gate for {section.title}", choices=choices, required=False, initial=gate
            )
            self.fields[f"required_{at}"] = forms.ChoiceField(
                label=f"Required in {section.title}",
                choices=[(AS_READ, "Required: as ticked"), (ALL, "Required: all"), (NONE, "Required: none")],
                required=False,
                initial=AS_READ,
            )
            if at in self.listed:
                items = [(str(number), item.text) for number, item in enumerate(section.items)]
                self.fields[f"items_{at}"] = forms.MultipleChoiceField(
                    label=f"Required items of {section.title}",
                    choices=items,
                    required=False,
                    initial=[str(number) for number, item in enumerate(section.items) if item.is_required],
                )

    def clean_name(self) -> str:
        """Return the name unless it is taken."""
        name: str = self.cleaned_data["name"]
        ask(self, check_name, name)
        return name

    def clean(self) -> dict[str, Any]:
        """Refuse an import of nothing."""
        if not self.errors and not self.parts:
            self.add_error(None, "Nothing is left to import. Assign at least one section to a gate.")
        return self.cleaned_data

    @property
    def parts(self) -> dict[str, list[FoundItem]]:
        """Return the items of each gate as the action takes them; items without words are left out."""
        for at, section in enumerate(self.sections):
            self._mark_required(at, section)
        gates = [self.cleaned_data.get(f"gate_{at}", LEFT_OUT) for at in range(len(self.sections))]
        return assigned(self.sections, gates)

    def _mark_required(self, at: int, section: Section) -> None:
        rule = self.cleaned_data.get(f"required_{at}", AS_READ)
        ticked = set(self.cleaned_data.get(f"items_{at}", ()))
        for number, item in enumerate(section.items):
            if rule != AS_READ:
                item.is_required = rule == ALL
            elif at in self.listed:
                item.is_required = str(number) in ticked

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return for each section its bound fields and the items to show."""
        return [
            {
                "section": section,
                "gate": self[f"gate_{at}"],
                "required": self[f"required_{at}"],
                "items": self._item_rows(at, section) if at in self.listed else [],
                "name": f"items_{at}",
                "number": at,
            }
            for at, section in enumerate(self.sections)
        ]

    def _item_rows(self, at: int, section: Section) -> list[tuple[str, FoundItem, bool]]:
        ticked = {str(value) for value in self[f"items_{at}"].value() or ()}
        return [(str(number), item, str(number) in ticked) for number, item in enumerate(section.items)]


def _listed(sections: list[Section]) -> set[int]:
    """Return the sections whose items are shown one by one: the first ones, as long as the form stays small."""
    listed, room = set(), LISTED
    for at, section in enumerate(sections):
        room -= len(section.items)
        if room < 0:
            break
        listed.add(at)
    return listed
