"""What exceptions lose when a person is erased: printed names and, when asked, words."""

from django.db.models import Model, Q, QuerySet

from launchgate.offerings.models import Dismissal, ExceptionRequest, Statement
from launchgate.people.erasure import Loss, name_after, words_after
from launchgate.people.models import Person

# Rows that hold a person's own words: who wrote them, which field, how the page that confirms calls them.
WORDS: tuple[tuple[type[Model], str, str, str], ...] = (
    (ExceptionRequest, "requester", "customer", "Customers for whom exceptions were asked"),
    (ExceptionRequest, "requester", "what", "Exceptions asked for"),
    (ExceptionRequest, "requester", "why", "Reasons for exceptions"),
    (ExceptionRequest, "decided_by", "conditions", "Conditions of exceptions"),
    (ExceptionRequest, "decided_by", "reason", "Reasons against exceptions"),
    (Statement, "person", "words", "Words of voices on exceptions"),
    (Dismissal, "person", "reason", "Reasons against new standards"),
)


def losses_of(person: Person) -> list[Loss]:
    """Return how many names and words of a person exceptions hold."""
    return [
        Loss("Names printed under voices", _named(person).count(), is_words=False),
        *(Loss(label, _written(model, who, field, person).count(), True) for model, who, field, label in WORDS),
    ]


def erase(person: Person, words: bool) -> list[str]:
    """Erase the names under what a person said for a function and, with `words`, what they wrote."""
    rows, name = [], name_after(person.pk)
    for statement in _named(person):
        printed = statement.printed_name.replace(person.name, name)
        # Said under a former name: nothing of it may stay.
        statement.printed_name = printed if name in printed else name
        statement.save(update_fields=["printed_name"])
        rows.append(f"statement:{statement.pk}")
    for model, who, field, _ in WORDS if words else ():
        written = _written(model, who, field, person)
        rows += [f"{model._meta.model_name}:{pk}" for pk in written.values_list("pk", flat=True)]
        written.update(**{field: words_after(person)})
    return sorted(set(rows))


def _named(person: Person) -> QuerySet[Statement]:
    return Statement.objects.filter(Q(person=person) | Q(printed_name__endswith=f" for {person.name}"))


def _written(model: type[Model], who: str, field: str, person: Person) -> QuerySet:
    return model._default_manager.filter(**{who: person}).exclude(**{field: ""})
