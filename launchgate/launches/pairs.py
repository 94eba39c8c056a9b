"""A question as a launch asks it, beside what another playbook version or tier would ask in its place."""

from dataclasses import dataclass

from launchgate.core.refusals import Invalid
from launchgate.launches.models import Gate, Item
from launchgate.launches.values import clean_value
from launchgate.playbooks.models import ItemKind, ItemTemplate

# An answer that was given to other words is another answer, though its value stays.
MEANING_FIELDS = ("options", "unit")


@dataclass(frozen=True)
class Edit:
    """One field that reads otherwise: its name, and what it is and would be, in words."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Pair:
    """A question of a gate: as the launch asks it (None: not yet), and as it would be asked (None: no longer).

    `item` of an added question is the row of one that was removed before, where its answers are kept.
    """

    gate: Gate
    item: Item | None
    template: ItemTemplate | None
    edits: tuple[Edit, ...] = ()

    @property
    def has_other_words(self) -> bool:
        """Say whether what was answered so far would have been answered to other words."""
        if self.item is None or self.template is None:
            return False
        if any(getattr(self.item, name) != getattr(self.template, name) for name in MEANING_FIELDS):
            return True
        return self.item.text != self.template.text and not self._asks_the_same

    @property
    def is_worded_anew(self) -> bool:
        """Say whether it would ask the same in other words, as the editor of the playbook says."""
        if self.item is None or self.template is None or self.has_other_words:
            return False
        return self.item.text != self.template.text

    @property
    def _asks_the_same(self) -> bool:
        """Say whether nothing but its wording changed between the two; where that is not known, it did."""
        item, template = self.item, self.template
        return item is not None and template is not None and 0 < item.asked_since == template.asked_since

    @property
    def is_asked_anew(self) -> bool:
        """Say whether its answer was given to other words, so that it means something else from now on."""
        return self.item is not None and self.item.is_answered and self.has_other_words

    @property
    def still_fits(self) -> bool:
        """Say whether the present value could be given as an answer to the question as it would be asked."""
        if self.item is None or self.template is None or not self.item.is_answered:
            return False
        # A file is its own proof and is never given as a value; what does not apply has no value at all.
        if self.item.kind == ItemKind.FILE or self.item.is_not_applicable:
            return True
        try:
            return clean_value(self.template, self.item.value) is not None
        except Invalid:
            return False
