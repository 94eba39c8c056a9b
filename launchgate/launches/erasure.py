"""What launches lose when a person is erased: the names under decisions and, when asked, words, links and files."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model, Q, QuerySet

from launchgate.launches.models import (
    Answer,
    Comment,
    Condition,
    ConditionProof,
    Decision,
    Evidence,
    HandOff,
    HandOffNote,
    Hold,
    Launch,
    Offer,
    PassedOn,
    Rest,
    Revision,
    Submission,
    SubmissionPart,
    TurnQuestion,
)
from launchgate.launches.models.answers import Exhibit
from launchgate.people.erasure import Loss, name_after, words_after
from launchgate.people.models import Person

# Rows that hold a person's own words: who wrote them, which field, and how the page that confirms calls them.
WORDS: tuple[tuple[type[Model], str, str, str], ...] = (
    (Comment, "author", "text", "Comments"),
    (HandOffNote, "author", "text", "Questions and replies on hand-offs"),
    (Submission, "submitter", "note", "Notes of submissions"),
    (Offer, "submission__submitter", "reason", "Reasons of items offered as conditions"),
    (Launch, "stopped_by", "stop_reason", "Reasons of stopped launches"),
    (SubmissionPart, "submission__submitter", "text", "Parts of hand-offs"),
    (HandOff, "giver", "note", "Hand-off notes"),
    (Hold, "held_by", "reason", "Reasons of holds"),
    (Decision, "person", "reason", "Reasons of decisions"),
    (Revision, "proposed_by", "reason", "Reasons for another tier"),
    (Revision, "decided_by", "answer", "Reasons for leaving a playbook version or tier"),
    (Condition, "owner", "done_note", "What was done about conditions"),
    (Rest, "person", "reason", "Reasons for more time"),
    (PassedOn, "person", "reason", "Reasons for passing on what was asked"),
    (TurnQuestion, "person", "text", "Questions about what was asked"),
    (TurnQuestion, "answered_by", "answer", "Answers about what was asked"),
)
PROOFS: tuple[type[Evidence] | type[ConditionProof], ...] = (Evidence, ConditionProof)


def losses_of(person: Person) -> list[Loss]:
    """Return how many names, words and proofs of a person launches hold."""
    proofs = sum(_proofs(model, person).count() for model in PROOFS)
    return [
        Loss("Names printed under decisions", _named(person).count(), is_words=False),
        *(Loss(label, _written(model, who, field, person).count(), True) for model, who, field, label in WORDS),
        Loss("Proofs, with their files", proofs, is_words=True),
    ]


def erase(person: Person, words: bool) -> list[str]:
    """Erase the names under a person's decisions and, with `words`, what they wrote and attached; files after commit.

    Only words go: what was decided, when and for whom stays, and no row is touched that anything is computed from. So
    no launch is locked.
    """
    rows = _erase_names(person)
    if words:
        for model, who, field, _ in WORDS:
            written = _written(model, who, field, person)
            rows += _keys(model, written.values_list("pk", flat=True))
            written.update(**{field: words_after(person)})
        for kind in PROOFS:
            rows += erase_proofs(kind, person)
    return sorted(set(rows))


def _named(person: Person) -> QuerySet[Decision]:
    return Decision.objects.filter(Q(person=person) | Q(printed_name__endswith=f" for {person.name}"))


def _written(model: type[Model], who: str, field: str, person: Person) -> QuerySet:
    return model._default_manager.filter(**{who: person}).exclude(**{field: ""})


def _proofs(model: type[Exhibit], person: Person) -> QuerySet:
    return model._default_manager.filter(added_by=person)


def _erase_names(person: Person) -> list[str]:
    rows, name = [], name_after(person.pk)
    for decision in _named(person).only("pk", "printed_name", "person_id"):
        printed = decision.printed_name.replace(person.name, name)
        # Signed under a former name: nothing of it may stay.
        decision.printed_name = printed if name in printed else name
        decision.save(update_fields=["printed_name"])
        rows.append(f"decision:{decision.pk}")
    return rows


def erase_proofs(model: type[Exhibit], person: Person) -> list[str]:
    """Erase titles, notes, links and files of what a person attached; the files after commit."""
    mark = words_after(person)
    rows = erase_these(_proofs(model, person), mark)
    if model is Evidence:
        rows += _erase_file_answers([int(row.partition(":")[2]) for row in rows], mark)
    return rows


def erase_these(exhibits: QuerySet[Any], mark: str) -> list[str]:
    """Erase titles, notes, links and files of these exhibits and return their rows; the files after commit."""
    proofs = list(exhibits)
    for proof in proofs:
        if proof.file:
            transaction.on_commit(partial(default_storage.delete, str(proof.file.name)), robust=True)
        proof.title, proof.note, proof.url, proof.file, proof.sha256 = mark, "", "", "", ""
        proof.save(update_fields=["title", "note", "url", "file", "sha256"])
    return _keys(exhibits.model, [proof.pk for proof in proofs])


def _erase_file_answers(proofs: list[int], mark: str) -> list[str]:
    """Erase the file names in answers that were given by attaching a file."""
    answers = list(Answer.objects.filter(value__evidence__in=proofs))
    for answer in answers:
        answer.value = {**(answer.value or {}), "name": mark}
        answer.save(update_fields=["value"])
    return _keys(Answer, [answer.pk for answer in answers])


def _keys(model: type[Model], ids: Iterable[int]) -> list[str]:
    return [f"{model._meta.model_name}:{pk}" for pk in ids]
