"""What the customers room loses when a person is erased: what they wrote and attached, not what was owed."""

from collections.abc import Iterable

from django.db.models import Model, QuerySet

from launchgate.customers.models import Insight, InsightProof, Promise, Question
from launchgate.launches.erasure import erase_proofs
from launchgate.people.erasure import Loss, words_after
from launchgate.people.models import Person

# Rows that hold a person's own words: who wrote them, which field, and how the page that confirms calls them.
WORDS: tuple[tuple[type[Model], str, str, str], ...] = (
    (Insight, "author", "words", "What customers said, as written down"),
    (Insight, "ended_by", "end_reason", "Reasons for withdrawing what a customer said"),
    (Question, "author", "text", "Questions to gates"),
    (Question, "answered_by", "answer", "Answers to the front line"),
    (Promise, "recorder", "words", "Words of promises"),
    (Promise, "settled_by", "told", "What customers were told"),
)


def losses_of(person: Person) -> list[Loss]:
    """Return how many words and attachments of a person the room holds."""
    attached = InsightProof.objects.filter(added_by=person).count()
    return [
        *(Loss(label, _written(model, who, field, person).count(), True) for model, who, field, label in WORDS),
        Loss("Links and files of the customer log", attached, is_words=True),
    ]


def erase(person: Person, words: bool) -> list[str]:
    """Erase, with `words`, what a person wrote and attached; files after commit. What it was about stays."""
    if not words:
        return []
    rows: list[str] = []
    # The digest of words tells them to whoever guesses them.
    Insight.objects.filter(author=person).update(words_key="")
    for model, who, field, _ in WORDS:
        written = _written(model, who, field, person)
        rows += _keys(model, written.values_list("pk", flat=True))
        written.update(**{field: words_after(person)})
    return sorted({*rows, *erase_proofs(InsightProof, person)})


def _written(model: type[Model], who: str, field: str, person: Person) -> QuerySet:
    return model._default_manager.filter(**{who: person}).exclude(**{field: ""})


def _keys(model: type[Model], ids: Iterable[int]) -> list[str]:
    return [f"{model._meta.model_name}:{pk}" for pk in ids]
