"""The reminders of a draft: the policy that holds for all its gates, and what differs for some of them."""

from typing import Any

from django.db import transaction

from launchgate.audit.record import record, words_digest
from launchgate.core.refusals import Conflict, Invalid
from launchgate.people.models import Person
from launchgate.playbooks.actions.drafts import locked_draft
from launchgate.playbooks.models import Version
from launchgate.playbooks.policies import (
    POLICY,
    TIMES,
    Otherwise,
    Policy,
    exceptions_of,
    policy_for,
    stored,
)
from launchgate.playbooks.rules import MOST_DAYS, MOST_REMINDERS, TIERS


@transaction.atomic(durable=True)
def change_policy(version_id: int, *, actor: Person, policy: Policy, note: str = "") -> Version:
    """Set the reminders of a draft, and the words on what changed against the version before."""
    company, draft = locked_draft(version_id, actor)
    check_policy(policy)
    for name in POLICY:
        setattr(draft, name, getattr(policy, name))
    _check_all(draft)
    draft.note = note
    draft.save(update_fields=[*POLICY, "note"])
    facts = _facts(vars(policy))
    record("playbook.policy_changed", chain=company, actor=actor, subject=draft, words=words_digest(note), **facts)
    return draft


@transaction.atomic(durable=True)
def set_exception(version_id: int, *, actor: Person, row: Otherwise) -> Version:
    """Say what the reminders of a gate or a tier do otherwise, in place of what was said of the same before.

    Raises Invalid when nothing differs, when there is no such gate, and when what follows for any gate makes no sense.
    """
    company, draft = locked_draft(version_id, actor)
    check_exception(draft, row)
    draft.policies = stored([*_without(draft, row.gate, row.tier), row])
    draft.save(update_fields=["policies"])
    facts: dict[str, Any] = {"gate": row.gate, "tier": row.tier} | _facts(dict(row.values))
    record("playbook.policy_differs", chain=company, actor=actor, subject=draft, **facts)
    return draft


@transaction.atomic(durable=True)
def remove_exception(version_id: int, *, actor: Person, gate: str, tier: int) -> Version:
    """Let the reminders of a gate or a tier be as all others again; raises Conflict when nothing was said of it."""
    company, draft = locked_draft(version_id, actor)
    kept = _without(draft, gate, tier)
    if len(kept) == len(draft.policies):
        raise Conflict("These reminders are as all others already.")
    draft.policies = stored(kept)
    _check_all(draft)
    draft.save(update_fields=["policies"])
    record("playbook.policy_same", chain=company, actor=actor, subject=draft, gate=gate, tier=tier)
    return draft


def check_policy(policy: Policy) -> None:
    """Raise Invalid when reminders would leave in an order that makes no sense."""
    if not 1 <= policy.grace_days <= policy.deputy_days <= policy.sponsor_days <= MOST_DAYS:
        sentence = "The first reminder comes after a day or more, then the deputy is told, and the sponsor last."
        raise Invalid(sentence, field="sponsor_days")
    if not 1 <= policy.spacing_days <= MOST_DAYS or policy.reminder_cap > MOST_REMINDERS:
        sentence = f"Leave a day or more between reminders, and send at most {MOST_REMINDERS}."
        raise Invalid(sentence, field="spacing_days")
    if not 1 <= policy.due_days <= MOST_DAYS:
        raise Invalid(f"A turn is due after 1 to {MOST_DAYS} working days.", field="due_days")
    if not policy.quiet_until < policy.quiet_from:
        raise Invalid("The quiet hours end in the morning and begin later that day.", field="quiet_from")


def check_exception(draft: Version, row: Otherwise) -> None:
    """Raise Invalid when a draft's reminders cannot differ in this way."""
    if not row.gate and not row.tier:
        raise Invalid("Choose a gate, a tier, or both. What holds for all is set above.", field="gate")
    if row.tier not in (0, *TIERS) or (row.gate and not draft.gates.filter(kind=row.gate).exists()):
        raise Invalid("This playbook has no such gate or tier.", field="gate")
    if not row.values:
        raise Invalid("Say what is different: fill in one field or more.", field="gate")
    _check_all(Version(**_policy_of(draft), policies=stored([*_without(draft, row.gate, row.tier), row])), of=draft)


def _check_all(version: Version, *, of: Version | None = None) -> None:
    """Raise Invalid, naming it, for the first gate and tier whose policy would make no sense."""
    names = {"": "All gates"} | dict((of or version).gates.values_list("kind", "name"))
    for kind, name in names.items():
        for tier in TIERS:
            try:
                check_policy(policy_for(version, kind, tier))
            except Invalid as problem:
                raise Invalid(f"{name}, tier {tier}: {problem}", field=problem.field) from problem


def _without(draft: Version, gate: str, tier: int) -> list[Otherwise]:
    return [row for row in exceptions_of(draft) if (row.gate, row.tier) != (gate, tier)]


def _policy_of(version: Version) -> dict[str, Any]:
    return {name: getattr(version, name) for name in POLICY}


def _facts(values: dict[str, Any]) -> dict[str, Any]:
    return {name: f"{value:%H:%M}" if name in TIMES else value for name, value in values.items()}
