"""Following another version of the playbook, or another tier: proposed, taken, or left with a reason."""

from typing import Any

from django.db import transaction

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Invalid
from launchgate.launches import hooks, rules, transitions
from launchgate.launches.actions.answers import NEVER_ANSWERED, point_at, who_looks_again
from launchgate.launches.actions.checklist import change_items, make_items, remove_items
from launchgate.launches.actions.submit import end_submission
from launchgate.launches.actions.work import mark_offers
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Gate, Item, Launch, Offer, Revision, Turn
from launchgate.launches.news import tell
from launchgate.launches.pairs import Pair
from launchgate.launches.proofs import value_digest
from launchgate.launches.recompute import replan
from launchgate.launches.revising import Difference, difference_of, effect_of
from launchgate.launches.settle import settle
from launchgate.launches.words import checked_length, required_words
from launchgate.people.models import Person
from launchgate.playbooks.models import Version

ASK_LEAVE = "Say why the launch does without it."
ASK_TIER = "Say why the risk is another than it was thought to be."
LONGEST_REASON = 2000


@transaction.atomic(durable=True)
def take_version(launch_id: int, version_id: int, *, actor: Person, once: str = "") -> Revision:
    """Let a launch follow the newest version of its playbook; signatures that lack what it asks become stale.

    A submitted gate that lacks a required answer then opens again. Raises Conflict when a newer version is there or
    the launch follows it already; Forbidden for all but owner, sponsor and who signs for a function.
    """
    use_once(once)
    board = Board.load(lock_launch(pk=launch_id))
    version = require_version(board, version_id, actor)
    return _take(board, version, board.launch.tier, actor, offer_of(board, version))


@transaction.atomic(durable=True)
def leave_version(launch_id: int, version_id: int, reason: str, *, actor: Person, once: str = "") -> Revision:
    """Let a launch do without the newest version of its playbook; it can still be taken later."""
    use_once(once)
    words = checked_length(required_words(reason, "reason", ASK_LEAVE), "reason", LONGEST_REASON)
    board = Board.load(lock_launch(pk=launch_id))
    version = require_version(board, version_id, actor)
    if board.launch.revisions.filter(version=version, status=Revision.Status.LEFT).exists():
        raise Conflict(f"{version} was left already.")
    return _leave(board, offer_of(board, version), words, actor)


@transaction.atomic(durable=True)
def propose_tier(launch_id: int, tier: int, reason: str, *, actor: Person, once: str = "") -> Revision:
    """Put another tier before the sponsor, who alone may give a launch a lower risk."""
    use_once(once)
    words = checked_length(required_words(reason, "reason", ASK_TIER), "reason", LONGEST_REASON)
    board = Board.load(lock_launch(pk=launch_id))
    launch = board.launch
    require_proposing(board, actor)
    _check_tier(launch, tier)
    revision = _revision(launch, launch.version, tier)
    revision.status, revision.reason = Revision.Status.PROPOSED, words
    revision.proposed_by, revision.proposed_at = actor, clock.now()
    revision.save()
    board.revisions.append(revision)
    digest = words_digest(words)
    settle(board, "revision.proposed", actor=actor, subject=revision, tier=tier, from_tier=launch.tier, reason=digest)
    return revision


@transaction.atomic(durable=True)
def change_tier(launch_id: int, tier: int, *, actor: Person, reason: str = "", once: str = "") -> Revision:
    """Give a launch another tier, and with it a longer or a shorter checklist.

    Owner and sponsor may give it a higher risk, the sponsor alone a lower one. What was proposed needs no reason of
    its own. Raises Conflict while another tier than this is proposed.
    """
    use_once(once)
    board = Board.load(lock_launch(pk=launch_id))
    launch = board.launch
    require_tier_change(board, tier, actor)
    revision = _proposed(board)
    if revision is not None and revision.tier != tier:
        raise Conflict(f"Tier {revision.tier} is proposed. Take or leave that first.")
    if revision is None:
        revision = _revision(launch, launch.version, tier)
        revision.reason = checked_length(required_words(reason, "reason", ASK_TIER), "reason", LONGEST_REASON)
        revision.proposed_by = actor
    return _take(board, launch.version, tier, actor, revision)


@transaction.atomic(durable=True)
def leave_tier(launch_id: int, reason: str, *, actor: Person, once: str = "") -> Revision:
    """Leave the tier that is proposed: the launch keeps the one that it has."""
    use_once(once)
    words = checked_length(required_words(reason, "reason", ASK_LEAVE), "reason", LONGEST_REASON)
    board = Board.load(lock_launch(pk=launch_id))
    require_leaving_tier(board, actor)
    revision = _proposed(board)
    if revision is None:
        raise Conflict("No other tier is proposed any more.")
    return _leave(board, revision, words, actor)


def require_version(board: Board, version_id: int, actor: Person) -> Version:
    """Return the version that this person can take or leave now; raises the refusal when there is none."""
    functions = {row.function_id for row in board.all_deciders()}
    if refusal := rules.refusal_to_revise(actor, board.launch, board.places, functions):
        raise refusal
    transitions.require_launch(board.launch, "revise")
    newest = newest_version(board.launch)
    if newest is None:
        raise Conflict("The launch follows the newest version of its playbook already.")
    if newest.pk != version_id:
        raise Conflict(f"{newest} is the newest by now. Look at what that one changes.")
    return newest


def require_proposing(board: Board, actor: Person) -> None:
    """Raise the refusal when this person cannot propose another tier now."""
    if refusal := rules.refusal_unless_owner_or_sponsor(actor, board.launch, "propose another tier"):
        raise refusal
    transitions.require_launch(board.launch, "revise")
    if revision := _proposed(board):
        raise Conflict(f"Tier {revision.tier} is proposed already. Take or leave that first.")


def require_tier_change(board: Board, tier: int, actor: Person) -> None:
    """Raise the refusal when this person cannot give the launch this tier now."""
    launch = board.launch
    if tier > launch.tier:
        refusal = rules.refusal_unless_sponsor(actor, launch, "let it be checked for less risk")
    else:
        refusal = rules.refusal_unless_owner_or_sponsor(actor, launch, "change the tier")
    if refusal:
        raise refusal
    transitions.require_launch(launch, "revise")
    _check_tier(launch, tier)


def require_leaving_tier(board: Board, actor: Person) -> None:
    """Raise the refusal when this person cannot leave a proposed tier now."""
    if refusal := rules.refusal_unless_owner_or_sponsor(actor, board.launch, "leave a proposed tier"):
        raise refusal
    transitions.require_launch(board.launch, "revise")


def offer_of(board: Board, version: Version) -> Revision:
    """Return the offer of a version, unsaved where none was written yet; offers of older versions end with it."""
    found = None
    for revision in board.revisions:
        if revision.status != Revision.Status.OFFERED:
            continue
        if revision.version_id == version.pk:
            found = revision
            continue
        revision.status, revision.decided_at = Revision.Status.REPLACED, clock.now()
        revision.save(update_fields=["status", "decided_at"])
    return found or _revision(board.launch, version, board.launch.tier)


def newest_version(launch: Launch) -> Version | None:
    """Return the newest published version of a launch's playbook, if it is not the one that the launch follows."""
    later = Version.objects.filter(playbook=launch.version.playbook_id, number__gt=launch.version.number)
    return later.exclude(published_at=None).select_related("playbook").order_by("-number").first()


def _check_tier(launch: Launch, tier: int) -> None:
    if tier not in Launch.Tier.values:
        raise Invalid("Choose tier 1, 2 or 3.", field="tier")
    if tier == launch.tier:
        raise Conflict(f"The launch is of tier {tier} already.")


def _proposed(board: Board) -> Revision | None:
    return next((one for one in board.revisions if one.status == Revision.Status.PROPOSED), None)


def _revision(launch: Launch, version: Version, tier: int) -> Revision:
    return Revision(launch=launch, version=version, tier=tier, from_version=launch.version, from_tier=launch.tier)


def _leave(board: Board, revision: Revision, words: str, actor: Person) -> Revision:
    revision.status, revision.answer = Revision.Status.LEFT, words
    revision.decided_by, revision.decided_at = actor, clock.now()
    revision.save()
    settle(
        board,
        "revision.left",
        actor=actor,
        subject=revision,
        version=revision.version_id,
        tier=revision.tier,
        reason=words_digest(words),
    )
    if revision.proposed_by_id and revision.proposed_by_id != actor.pk:
        tell("revision.left", board.launch, {revision.proposed_by_id}, subject=revision)
    return revision


def _take(board: Board, version: Version, tier: int, actor: Person, revision: Revision) -> Revision:
    launch = board.launch
    # One moment for the decision and what it did to answers and questions, so that pages can tell them together.
    with clock.at(clock.now()):
        revision.status, revision.version, revision.from_version = Revision.Status.TAKEN, version, launch.version
        revision.tier, revision.from_tier = tier, launch.tier
        revision.decided_by, revision.decided_at = actor, clock.now()
        revision.save()
        did = _apply(board, difference_of(launch, version, tier, board.gates), revision, actor)
        launch.version, launch.tier = version, tier
        settle(
            board,
            "launch.revised",
            actor=actor,
            subject=revision,
            outcome=Turn.Outcome.NOT_NEEDED,
            saves=("version", "tier"),
            version=version.pk,
            tier=tier,
            from_version=revision.from_version_id,
            from_tier=revision.from_tier,
            reason=words_digest(revision.reason),
            **did,
            **who_looks_again(board),
        )
        # The reminders of this version count from now on.
        replan(board)
    return revision


def _apply(board: Board, difference: Difference, revision: Revision, actor: Person) -> dict[str, Any]:
    """Make the checklists what a difference says, and return what was done, for the event: ids and digests."""
    effect = effect_of(board, difference)
    anew = [(pair.item, pair.still_fits) for pair in _answered_anew(difference)]
    removed = remove_items(difference.removed)
    back = [pair for pair in difference.added if pair.item is not None]
    new = [(pair.gate, pair.template) for pair in difference.added if pair.item is None and pair.template]
    added = [*make_items(new, revision), *change_items([*back, *difference.kept], revision)[: len(back)]]
    answers = [_answer_anew(item, actor, still_fits=fits) for item, fits in anew if item is not None]
    gone = {item.pk for item in removed}
    mark_offers([offer for offer in board.offers if offer.item_id in gone], Offer.Status.VOID)
    changed = {item.pk: item for item in (*removed, *(pair.item for pair in back), *(item for item, _ in anew)) if item}
    for item in changed.values():
        for follow in hooks.fact_followers:
            follow(board, item, actor)
    for gate, statement in difference.statements:
        gate.statement = statement
    Gate.objects.bulk_update([gate for gate, _ in difference.statements], ["statement"])
    for gate in difference.passwords:
        gate.asks_password = not gate.asks_password
    Gate.objects.bulk_update(difference.passwords, ["asks_password"])
    for gate in effect.opened:
        end_submission(gate, "revised")
    return {
        "added": sorted(item.pk for item in added),
        "removed": sorted(gone),
        "changed": sorted(pair.item.pk for pair in difference.changed if pair.item),
        "answers": answers,
    }


def _answered_anew(difference: Difference) -> list[Pair]:
    return [pair for pair in (*difference.kept, *difference.added) if pair.is_asked_anew]


def _answer_anew(item: Item, actor: Person, *, still_fits: bool) -> list[Any]:
    """Keep an answer with a meaning of its own, or take it away where it cannot be given any more."""
    if still_fits and item.answer is not None:
        point_at(item, item.value, actor, meaning=item.answer.number + 1)
    else:
        point_at(item, None, actor, meaning=NEVER_ANSWERED)
    return [item.pk, item.answer_id, item.meaning, value_digest(item.value)]
