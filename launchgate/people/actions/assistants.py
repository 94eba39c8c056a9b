"""Assistants: who enters absences for somebody, so that nobody has to do it from a beach."""

from django.db import transaction

from launchgate.audit.record import record
from launchgate.people.company import lock_company
from launchgate.people.models import Person
from launchgate.people.rules import check_assistant, refusal_to_name_assistant


@transaction.atomic(durable=True)
def name_assistant(person_id: int, *, actor: Person, assistant_id: int | None) -> Person:
    """Say who assists a person, or that nobody does; raises Invalid for somebody who cannot.

    Naming who assists already changes nothing and records nothing.
    """
    company = lock_company()
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    if refusal := refusal_to_name_assistant(actor, person):
        raise refusal
    assistant = Person.objects.get(pk=assistant_id) if assistant_id else None
    check_assistant(person, assistant)
    before = person.assistant_id
    if before == assistant_id:
        return person
    person.assistant = assistant
    person.save(update_fields=["assistant"])
    record("person.assistant_named", chain=company, actor=actor, subject=person, assistant=assistant_id, before=before)
    return person
