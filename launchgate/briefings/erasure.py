"""What this room loses when a person is erased: the name under acknowledgements and, when asked, their words."""

from typing import Any

from django.db.models import Model, QuerySet

from launchgate.briefings.models import Briefing, BriefingText, PlanVersion, ReaderQuestion, Receipt
from launchgate.customers.erasing import Named
from launchgate.customers.naming import folded
from launchgate.people.erasure import Loss, name_after, words_after
from launchgate.people.models import Person

# Rows that hold a person's own words: who wrote them, which fields, and how the page that confirms calls them.
WORDS: tuple[tuple[type[Model], str, tuple[str, ...], str], ...] = (
    (BriefingText, "author", ("text", "change"), "Briefings"),
    (ReaderQuestion, "reading__person", ("text",), "Questions about briefings"),
    (ReaderQuestion, "answered_by", ("answer",), "Answers to readers"),
    (Briefing, "waived_by", ("waive_reason",), "Reasons for waiving a lock"),
)


def losses_of(person: Person) -> list[Loss]:
    """Return how many names and words of a person this room holds."""
    return [
        Loss("Names under acknowledgements", _named(person).count(), is_words=False),
        *(Loss(label, _written(model, who, fields[0], person).count(), True) for model, who, fields, label in WORDS),
        Loss("Hand-over plans", PlanVersion.objects.filter(author=person).count(), is_words=True),
    ]


def erase(person: Person, words: bool) -> list[str]:
    """Erase the names under a person's acknowledgements and, with `words`, what they wrote; the facts stay."""
    receipts = _named(person)
    rows = [f"receipt:{pk}" for pk in receipts.values_list("pk", flat=True)]
    receipts.update(printed_name=name_after(person.pk))
    if words:
        for model, who, fields, _ in WORDS:
            rows += _erase_words(_written(model, who, fields[0], person), fields, words_after(person))
        rows += _erase_plans(person)
    return sorted(set(rows))


def losses_under(key: str) -> list[Loss]:
    """Return in how many versions of hand-over plans somebody of this folded name takes part."""
    return [
        Loss("Versions of hand-over plans in which they take part", len(_with(key)), is_words=False),
        Loss("Versions of hand-over plans for them", _for(key).count(), is_words=True),
    ]


def erase_customer(who: Named, words: bool) -> list[str]:
    """Erase somebody who takes part in hand-overs: name, role, and how to reach them; the steps stay.

    With `words`, all that the plans for them say goes.
    """
    rows = _empty(_for(who.key), who.words) if words else []
    versions = _with(who.key)
    for version in versions:
        for one in version.content["stakeholders"]:
            if _is(one, who.key):
                one |= {"name": who.mark, "role": "", "contact": ""}
        version.save(update_fields=["content"])
    return [*rows, *_keys(versions)]


def _for(key: str) -> QuerySet[PlanVersion]:
    return PlanVersion.objects.filter(plan__customer__key=key)


def _with(key: str) -> list[PlanVersion]:
    """Return the versions of plans in which somebody takes part: each is looked at, for an erasure is rare."""
    versions = PlanVersion.objects.order_by("pk").iterator(chunk_size=500)
    return [version for version in versions if any(_is(one, key) for one in version.content.get("stakeholders", ()))]


def _is(stakeholder: dict[str, Any], key: str) -> bool:
    return key in (folded(stakeholder["name"]), folded(stakeholder.get("contact", "")))


def _named(person: Person) -> QuerySet[Receipt]:
    return Receipt.objects.filter(reading__person=person)


def _written(model: type[Model], who: str, field: str, person: Person) -> QuerySet:
    return model._default_manager.filter(**{who: person}).exclude(**{field: ""})


def _erase_words(written: QuerySet, fields: tuple[str, ...], mark: str) -> list[str]:
    rows = []
    for row in written:
        for field in fields:
            if getattr(row, field):
                setattr(row, field, mark)
        row.save(update_fields=list(fields))
        rows.append(f"{row._meta.model_name}:{row.pk}")
    return rows


def _erase_plans(person: Person) -> list[str]:
    """Erase the words of the versions that a person saved; what a customer brings and when is theirs too."""
    return _empty(PlanVersion.objects.filter(author=person), words_after(person))


def _empty(versions: QuerySet[PlanVersion], mark: str) -> list[str]:
    erased = list(versions)
    for version in erased:
        version.content = {"welcome": mark, "stakeholders": [], "steps": []}
        version.save(update_fields=["content"])
    return _keys(erased)


def _keys(versions: list[PlanVersion]) -> list[str]:
    return [f"planversion:{version.pk}" for version in versions]
