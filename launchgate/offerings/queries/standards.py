"""Standards that exceptions propose, for those who keep the catalogue."""

from dataclasses import dataclass
from typing import Any

from launchgate.launches.phrases import counted
from launchgate.offerings.likeness import WANTED, proposals
from launchgate.offerings.models import ExceptionRequest
from launchgate.offerings.rules import refusal_to_edit
from launchgate.people.models import Person

MOST, MOST_NAMED, MOST_READ = 3, 5, 20


@dataclass(frozen=True)
class Proposal:
    """Exceptions that are alike, and may be worth a standard offering."""

    root: ExceptionRequest
    alike: list[ExceptionRequest]
    count: int

    @property
    def sentence(self) -> str:
        """Return what is proposed."""
        return f"{counted(self.count, 'exception')} ask for the same: “{self.root.what}”."


def proposals_for(reader: Person) -> list[Proposal]:
    """Return what is proposed to a reader who keeps the catalogue, of the exceptions that they may see."""
    if refusal_to_edit(reader) is not None:
        return []
    seen = ExceptionRequest.objects.visible_to(reader)
    counts = dict(list(proposals(seen).items())[:MOST])
    if not counts:
        return []
    rows = seen.filter(status__in=WANTED).filter(root__in=counts) | seen.filter(pk__in=counts)
    known = list(rows.order_by("pk"))
    roots = {row.pk: row for row in known if row.pk in counts}
    return [
        Proposal(roots[pk], [row for row in known if pk in (row.pk, row.root_id)][:MOST_NAMED], count)
        for pk, count in counts.items()
        if pk in roots
    ]


def draft_of(root_id: int, reader: Person) -> dict[str, Any]:
    """Return what a new offering starts with that is made of exceptions that are alike; nothing where none are.

    Everybody reads an offering, so no word of an exception on a confidential launch goes into it by itself.
    """
    found = next((proposal for proposal in proposals_for(reader) if proposal.root.pk == root_id), None)
    if found is None:
        return {}
    seen = ExceptionRequest.objects.visible_to(reader)
    rows = (seen.filter(pk=root_id) | seen.filter(root=root_id)).exclude(launch__is_confidential=True)
    alike = list(rows.select_related("offering__edition").order_by("pk")[:MOST_READ])
    conditions = [row.conditions for row in alike if row.conditions]
    return {
        "name": alike[0].what[:120] if alike else "",
        "summary": "\n".join(dict.fromkeys(row.what for row in alike)),
        "audience": _audience(alike),
        "limits": "\n".join(dict.fromkeys(conditions)),
        "training": "\n".join(["Why customers ask for it:", "", *dict.fromkeys(f"- {row.why}" for row in alike)]),
    }


def _audience(alike: list[ExceptionRequest]) -> str:
    """Return for whom the offering is that most of them go beyond; which customers asked stays with the exceptions."""
    editions = [row.offering.edition for row in alike if row.offering and row.offering.edition]
    return max((edition.audience for edition in editions), key=[e.audience for e in editions].count, default="")
