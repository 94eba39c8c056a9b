"""Forms of a playbook and of what its draft holds."""

from typing import Any

from django import forms
from django.utils.text import slugify

from launchgate.core.forms import Form
from launchgate.people.forms import LineField, RowsField, ask, offer
from launchgate.people.models import Function
from launchgate.playbooks.actions.gates import kind_for, next_order
from launchgate.playbooks.actions.versions import check_name
from launchgate.playbooks.contents import GateContent, ItemContent, free_key
from launchgate.playbooks.default import default_playbook
from launchgate.playbooks.models import GateTemplate, ItemKind, ItemTemplate, Playbook, Track, Version
from launchgate.playbooks.queries import versions_in_use
from launchgate.playbooks.rules import ICONS, MOST_DAYS, MOST_INSIGHT_KINDS, check_gate, check_item

PASSWORD_TIERS = [(0, "Never"), (1, "In tier 1"), (2, "In tiers 1 and 2"), (3, "In every tier")]
ICON_NAMES = {icon: icon.capitalize() for icon in ICONS}


class PlaybookForm(Form):
    """A playbook's name and description, and what a new one starts from."""

    name = LineField(max_length=120)
    description = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    like = forms.ModelChoiceField(
        Version.objects.none(),
        label="Start from",
        required=False,
        empty_label="An empty draft",
        help_text="All gates and items are copied; change what is different.",
    )

    def __init__(self, data: Any = None, *, playbook: Playbook | None = None):
        self.playbook = playbook
        initial = {"name": playbook.name, "description": playbook.description} if playbook else {}
        super().__init__(data, initial=initial)
        if playbook:
            del self.fields["like"]
        else:
            offer(self, "like", versions_in_use())

    def clean_name(self) -> str:
        """Return the name unless it is taken."""
        name: str = self.cleaned_data["name"]
        ask(self, check_name, name, of=self.playbook)
        return name


class GateForm(Form):
    """A gate of a draft."""

    name = LineField(max_length=80)
    purpose = LineField(required=False, max_length=300, help_text="What this gate makes sure of, in one sentence.")
    functions = RowsField(
        Function.objects.none(),
        label="Signed by",
        widget=forms.CheckboxSelectMultiple,
        help_text="Each function named here signs, not any one of them.",
    )
    statement = forms.CharField(
        label="The sentence to sign",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Write the key of an item in braces, such as {delivery_from}, and its answer stands there.",
    )
    order = forms.IntegerField(
        label="Order", min_value=1, max_value=99, help_text="Gates with the same number run in parallel."
    )
    working_days = forms.IntegerField(
        label="Planned working days", min_value=0, max_value=MOST_DAYS, help_text="To plan back from the target date."
    )
    icon = forms.ChoiceField(choices=list(ICON_NAMES.items()))
    deputies_sign = forms.BooleanField(label="Deputies may sign", required=False)
    password_to_tier = forms.TypedChoiceField(
        label="Signing asks for the password",
        coerce=int,
        choices=PASSWORD_TIERS,
        help_text="Again, once in a few minutes, though the signer has signed in.",
    )
    prompts = forms.CharField(
        label="What the next functions must know",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One prompt a line; each is answered when the gate is submitted. None: one hand-off note.",
    )
    share_to_go_public = forms.IntegerField(
        label="Share that has to read the briefing",
        required=False,
        min_value=0,
        max_value=100,
        help_text="Percent of each function in its audience, before it may go public. 0: no briefing is needed.",
    )
    share_step = forms.IntegerField(
        label="Less in each further tier",
        required=False,
        min_value=0,
        max_value=50,
        help_text="In points of percent: 80 and 10 ask for 80 % in tier 1, 70 % in tier 2, 60 % in tier 3.",
    )
    hand_over_plan_to_tier = forms.TypedChoiceField(
        label="The customer’s hand-over has to be planned",
        required=False,
        coerce=int,
        choices=PASSWORD_TIERS,
    )
    insight_kinds = forms.IntegerField(
        label="Kinds of insight",
        required=False,
        min_value=0,
        max_value=MOST_INSIGHT_KINDS,
        help_text="Of so many kinds customers are heard before it can be submitted: conversation, feedback, churn, "
        "conversion, other. 0 asks for none.",
    )

    def __init__(self, data: Any = None, *, version: Version, gate: GateTemplate | None = None):
        self.version, self.gate = version, gate
        super().__init__(data, initial=_gate_initial(gate) if gate else _new_gate(version))
        offer(self, "functions", Function.objects.filter(closed_at=None))

    @property
    def content(self) -> GateContent:
        """Return the gate as the actions take it."""
        given = self.cleaned_data
        return GateContent(
            kind=self.gate.kind if self.gate else kind_for(self.version, given["name"]),
            name=given["name"],
            statement=given["statement"],
            functions=tuple(sorted(function.pk for function in given["functions"])),
            order=given["order"],
            icon=given["icon"],
            purpose=given["purpose"],
            working_days=given["working_days"],
            deputies_sign=given["deputies_sign"],
            password_to_tier=given["password_to_tier"],
            prompts=given["prompts"],
            share_to_go_public=given["share_to_go_public"] or 0,
            share_step=given["share_step"] or 0,
            hand_over_plan_to_tier=given["hand_over_plan_to_tier"] or 0,
            insight_kinds=given["insight_kinds"] or 0,
        )

    def clean_prompts(self) -> tuple[str, ...]:
        """Return the prompts, one for each line that says something."""
        return _lines(self.cleaned_data["prompts"])

    def clean(self) -> dict[str, Any]:
        """Ask the rule of the action."""
        if not self.errors:
            ask(self, check_gate, self.content)
        return self.cleaned_data


def _gate_initial(gate: GateTemplate) -> dict[str, Any]:
    names = {field.name for field in GateTemplate._meta.concrete_fields} & GateForm.base_fields.keys()
    return {name: getattr(gate, name) for name in names} | {
        "functions": list(gate.functions.all()),
        "prompts": "\n".join(gate.prompts),
    }


def _new_gate(version: Version) -> dict[str, Any]:
    return {
        "order": next_order(version),
        "working_days": 5,
        "icon": ICONS[0],
        "deputies_sign": True,
        "insight_kinds": 0,
        "prompts": "\n".join(default_playbook()["prompts"]),
    }


def _lines(text: str) -> tuple[str, ...]:
    """Return the lines that say something, each once."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


class ItemForm(Form):
    """An item of a draft's gate."""

    text = LineField(label="Question", max_length=500)
    help = forms.CharField(
        label="Help",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What a good answer says, for the person who answers.",
    )
    kind = forms.ChoiceField(label="Type of answer", choices=ItemKind.choices)
    options = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="For a choice: one option a line."
    )
    unit = LineField(required=False, max_length=24, help_text="For a number, such as days or %.")
    function = forms.ModelChoiceField(Function.objects.none(), label="Answered by", empty_label="Choose a function")
    lowest_tier = forms.TypedChoiceField(
        label="Asked in",
        coerce=int,
        choices=[(3, "Every tier"), (2, "Tiers 1 and 2"), (1, "Tier 1 only, the highest risk")],
        initial=3,
    )
    is_required = forms.BooleanField(label="Required before the gate is submitted", required=False)
    needs_evidence = forms.BooleanField(label="Needs evidence", required=False)
    is_material = forms.BooleanField(
        label="Material", required=False, initial=True, help_text="A change makes signatures look again."
    )
    relied_on_by = RowsField(
        Function.objects.none(),
        label="Relied on by",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Functions that vouch for this fact too, when they sign a later gate.",
    )
    track = forms.ChoiceField(
        choices=Track.choices, initial=Track.GATE, help_text="Marketing sees all go-to-market items in one list."
    )
    section = LineField(required=False, max_length=200, help_text="The heading it stands under.")
    key = LineField(
        required=False, max_length=60, help_text="Its name in the sentence to sign. Empty: made from the question."
    )

    wording_only = forms.BooleanField(
        label="Only the wording is other",
        required=False,
        help_text="It asks the same, so launches that take this version keep its answers and signatures.",
    )

    def __init__(self, data: Any = None, *, gate: GateTemplate, item: ItemTemplate | None = None):
        self.gate, self.item = gate, item
        super().__init__(data, initial=_item_initial(item) if item else {"function": gate.functions.first()})
        if item is None or not 0 < item.asked_since < gate.version.number:
            del self.fields["wording_only"]
        for name in ("function", "relied_on_by"):
            offer(self, name, Function.objects.filter(closed_at=None))

    def clean_options(self) -> tuple[str, ...]:
        """Return the options, one for each line that says something."""
        return _lines(self.cleaned_data["options"])

    @property
    def other_keys(self) -> list[str]:
        """Return the keys of the gate's other items."""
        others = self.gate.items.exclude(pk=self.item.pk) if self.item else self.gate.items.all()
        return list(others.values_list("key", flat=True))

    @property
    def content(self) -> ItemContent:
        """Return the item as the actions take it."""
        given = self.cleaned_data
        wanted = slugify(given["text"]).replace("-", "_")
        return ItemContent(
            key=given["key"] or free_key(wanted, self.other_keys),
            text=given["text"],
            function_id=given["function"].pk,
            help=given["help"],
            section=given["section"],
            kind=given["kind"],
            options=given["options"] if given["kind"] == ItemKind.CHOICE else (),
            unit=given["unit"] if given["kind"] in (ItemKind.NUMBER, ItemKind.MONEY) else "",
            is_required=given["is_required"],
            needs_evidence=given["needs_evidence"],
            is_material=given["is_material"],
            track=given["track"],
            relied_on_by=tuple(sorted(function.pk for function in given["relied_on_by"])),
            lowest_tier=given["lowest_tier"],
        )

    def clean(self) -> dict[str, Any]:
        """Ask the rule of the action."""
        if not self.errors:
            ask(self, check_item, self.content, self.other_keys)
        return self.cleaned_data


def _item_initial(item: ItemTemplate) -> dict[str, Any]:
    names = ("text", "help", "kind", "unit", "function", "lowest_tier", "is_required", "needs_evidence", "is_material",
             "track", "section", "key")  # fmt: skip
    return {name: getattr(item, name) for name in names} | {
        "options": "\n".join(item.options),
        "relied_on_by": list(item.relied_on_by.all()),
    }
