"""What exceptions lose when a person is erased: printed names and, when asked, words."""

from django.db.models import Model, Q, QuerySet

from launchgate.customers.erasing import Named
from launchgate.offerings.models import Dismissal, ExceptionRequest, Statement
from launchgate.people.erasure import Loss, name_after, words_after
from launchgate.people.models import Person

# Rows that hold a person's own words: who wrote them, which field, how the page that confirms calls them.
WORDS: tuple[tuple[type[Model], str, str, str], ...] = (
    (ExceptionRequest, "requester", "customer_name", "Customers for whom exceptions were asked"),
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


def losses_under(key: str) -> list[Loss]:
    """Return how many exceptions were asked for a customer of this folded name."""
    number = ExceptionRequest.objects.filter(customer__key=key).count()
    return [
        Loss("Names in exceptions", number, is_words=False),
        Loss("What was asked for them outside of the box, and why", number, is_words=True),
    ]


def erase_customer(who: Named, words: bool) -> list[str]:
    """Erase the customer of exceptions and, with `words`, what was asked for and why; what was decided stays."""
    rows = ExceptionRequest.objects.filter(customer__key=who.key)
    ids = list(rows.values_list("pk", flat=True))
    rows.update(customer_name=who.mark, **({"what": who.words, "why": who.words} if words else {}))
    return [f"{ExceptionRequest._meta.model_name}:{pk}" for pk in ids]


def _named(person: Person) -> QuerySet[Statement]:
    return Statement.objects.filter(Q(person=person) | Q(printed_name__endswith=f" for {person.name}"))


def _written(model: type[Model], who: str, field: str, person: Person) -> QuerySet:
    return model._default_manager.filter(**{who: person}).exclude(**{field: ""})
