"""What this room loses when a person is erased: the words that they wrote."""

from django.db.models import Model, QuerySet

from launchgate.people.erasure import Loss, words_after
from launchgate.people.models import Person
from launchgate.reviews.models import Contribution, Fit, Lesson, Review, Target, TargetValue

# Rows that hold a person's own words: who wrote them, which fields, and how the page that confirms calls them.
WORDS: tuple[tuple[type[Model], str, tuple[str, ...], str], ...] = (
    (Target, "set_by", ("source",), "Sources of targets"),
    (TargetValue, "author", ("source",), "Sources of values at reviews"),
    (Contribution, "author", ("text",), "What functions would do differently"),
    (Lesson, "author", ("happened", "why"), "Lessons"),
    (Lesson, "kept_by", ("kept_reason",), "Reasons for keeping a question"),
    (Fit, "looked_by", ("words",), "What was done about lessons"),
    (Review, "closed_by", ("learned", "end_reason"), "What reviews taught"),
)


def losses_of(person: Person) -> list[Loss]:
    """Return how much of a person's words this room holds."""
    return [Loss(label, _written(model, who, fields, person).count(), True) for model, who, fields, label in WORDS]


def erase(person: Person, words: bool) -> list[str]:
    """Erase, with `words`, what a person wrote here; numbers, days and what follows from them stay."""
    rows: list[str] = []
    for model, who, fields, _ in WORDS if words else ():
        for row in _written(model, who, fields, person):
            for field in fields:
                if getattr(row, field):
                    setattr(row, field, words_after(person))
            row.save(update_fields=fields)
            rows.append(f"{model._meta.model_name}:{row.pk}")
    return rows


def _written(model: type[Model], who: str, fields: tuple[str, ...], person: Person) -> QuerySet:
    return model._default_manager.filter(**{who: person}).exclude(**dict.fromkeys(fields, ""))
