"""Playbooks and their versions: made, drafted, published, retired."""

from django.db import transaction

from launchgate.audit.record import record, words_digest
from launchgate.core import clock
from launchgate.core.refusals import Conflict, Invalid
from launchgate.people.company import lock_company
from launchgate.people.models import Person
from launchgate.playbooks.actions.drafts import locked_draft
from launchgate.playbooks.contents import digest_of, read_gates, write_gates
from launchgate.playbooks.hooks import published
from launchgate.playbooks.models import Playbook, Version
from launchgate.playbooks.policies import POLICY
from launchgate.playbooks.rules import lacks, require_draft, require_editor


@transaction.atomic(durable=True)
def create_playbook(
    *, actor: Person | None, name: str, description: str = "", like_version_id: int | None = None
) -> Version:
    """Make a playbook whose first version is a draft, empty or with all that another version holds."""
    company = lock_company()
    require_editor(actor)
    check_name(name)
    playbook = Playbook.objects.create(name=name.strip(), description=description.strip())
    draft = new_draft(playbook, actor, number=1)
    if like_version_id is not None:
        like = Version.objects.get(pk=like_version_id)
        write_gates(draft, read_gates(like))
        _copy_policy(like, draft)
    record(
        "playbook.created",
        chain=company,
        actor=actor,
        subject=playbook,
        version=draft.pk,
        like=like_version_id,
        words=words_digest(name, description),
    )
    return draft


@transaction.atomic(durable=True)
def rename_playbook(playbook_id: int, *, actor: Person, name: str, description: str = "") -> Playbook:
    """Give a playbook another name and description; the same again changes nothing, and versions stay as they are."""
    company = lock_company()
    require_editor(actor)
    playbook = Playbook.objects.get(pk=playbook_id)
    check_name(name, of=playbook)
    words = name.strip(), description.strip()
    if words == (playbook.name, playbook.description):
        return playbook
    playbook.name, playbook.description = words
    playbook.save(update_fields=["name", "description"])
    record("playbook.renamed", chain=company, actor=actor, subject=playbook, words=words_digest(*words))
    return playbook


@transaction.atomic(durable=True)
def start_draft(playbook_id: int, *, actor: Person) -> Version:
    """Start the next version as a copy of the latest; raises Conflict while there is a draft already."""
    company = lock_company()
    require_editor(actor)
    playbook = Playbook.objects.get(pk=playbook_id)
    latest = playbook.versions.order_by("-number").first()
    if latest is not None and not latest.published_at:
        raise Conflict(f"{latest} is a draft already. Change that one, or drop it first.")
    draft = new_draft(playbook, actor, number=(latest.number if latest else 0) + 1)
    if latest is not None:
        write_gates(draft, read_gates(latest))
        _copy_policy(latest, draft)
    record("playbook.drafted", chain=company, actor=actor, subject=playbook, version=draft.pk, number=draft.number)
    return draft


@transaction.atomic(durable=True)
def publish_version(version_id: int, *, actor: Person | None) -> Version:
    """Publish a draft: launches opened from now on follow it, to those in flight it is offered; it never changes again.

    Raises Conflict, naming everything that is missing, while the draft is not complete.
    """
    company = lock_company()
    require_editor(actor)
    draft = Version.objects.select_related("playbook").get(pk=version_id)
    require_draft(draft)
    if draft.playbook.retired_at:
        raise Conflict(f"{draft.playbook} is retired. Take it up again first.")
    if missing := lacks(draft):
        raise Conflict("It cannot be published yet. " + " ".join(missing[:5]))
    draft.published_at = clock.now()
    draft.save(update_fields=["published_at"])
    record(
        "playbook.published",
        chain=company,
        actor=actor,
        subject=draft.playbook,
        version=draft.pk,
        number=draft.number,
        content=digest_of(draft),
    )
    published(draft.pk)
    return draft


@transaction.atomic(durable=True)
def drop_draft(version_id: int, *, actor: Person) -> Playbook | None:
    """Drop a draft; return its playbook, or None when that had nothing else and went with it."""
    company, draft = locked_draft(version_id, actor)
    playbook, kept = draft.playbook, draft.playbook.versions.exclude(pk=draft.pk).exists()
    record("playbook.draft_dropped", chain=company, actor=actor, subject=playbook, version=draft.pk, kept=kept)
    draft.delete()
    if not kept:
        playbook.delete()
    return playbook if kept else None


@transaction.atomic(durable=True)
def retire_playbook(playbook_id: int, *, actor: Person) -> Playbook:
    """Offer a playbook to no new launch any more; launches in flight go on with it."""
    company = lock_company()
    require_editor(actor)
    playbook = Playbook.objects.get(pk=playbook_id)
    if playbook.retired_at:
        raise Conflict(f"{playbook} is retired already.")
    playbook.retired_at = clock.now()
    playbook.save(update_fields=["retired_at"])
    record("playbook.retired", chain=company, actor=actor, subject=playbook)
    return playbook


@transaction.atomic(durable=True)
def restore_playbook(playbook_id: int, *, actor: Person) -> Playbook:
    """Offer a retired playbook to new launches again."""
    company = lock_company()
    require_editor(actor)
    playbook = Playbook.objects.get(pk=playbook_id)
    if not playbook.retired_at:
        raise Conflict(f"{playbook} is not retired.")
    playbook.retired_at = None
    playbook.save(update_fields=["retired_at"])
    record("playbook.restored", chain=company, actor=actor, subject=playbook)
    return playbook


def new_draft(playbook: Playbook, actor: Person | None, *, number: int) -> Version:
    """Make the empty draft of a playbook in the caller's transaction."""
    return Version.objects.create(playbook=playbook, number=number, created_at=clock.now(), created_by=actor)


def check_name(name: str, *, of: Playbook | None = None) -> None:
    """Raise Invalid when a playbook cannot have this name."""
    if not name.strip():
        raise Invalid("Give the playbook a name.", field="name")
    same = Playbook.objects.filter(name__iexact=name.strip())
    if (same.exclude(pk=of.pk) if of else same).exists():
        raise Invalid(f"There is a playbook called {name.strip()} already.", field="name")


def _copy_policy(source: Version, target: Version) -> None:
    for name in POLICY:
        setattr(target, name, getattr(source, name))
    target.policies = source.policies
    target.save(update_fields=[*POLICY, "policies"])
