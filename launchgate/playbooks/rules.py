"""Who may change playbooks, what fits into a draft, and what a draft still lacks; asked by forms and actions alike."""

import re
from collections.abc import Collection, Mapping

from django.db.models import Count

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.people.models import Function, Person, Seat
from launchgate.playbooks.contents import GateContent, ItemContent
from launchgate.playbooks.models import GateTemplate, ItemKind, ItemTemplate, Track, Version

SLOT = re.compile(r"\{([^{}]*)\}")
KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
TIERS = {1: "Tier 1, highest risk", 2: "Tier 2", 3: "Tier 3, lowest risk"}
ICONS = ("customer", "product", "operations", "finance", "internal")
LONGEST_STATEMENT = 1000
MOST_DAYS = 250
MOST_OPTIONS = 30
MOST_PROMPTS = 8
LONGEST_PROMPT = 200
MOST_REMINDERS = 5
# As many kinds as the customer log knows.
MOST_INSIGHT_KINDS = 5
MOST_NAMED = 3
SLOT_FACTS = ("gate_id", "key", "lowest_tier")


def refusal_to_edit(actor: Person | None) -> Forbidden | None:
    """Return why this person may not change playbooks, or None; nobody is the machine's own command line."""
    if actor is None:
        return None
    if Person.objects.filter(pk=actor.pk, is_active=True, is_administrator=True).exists():
        return None
    heads = Seat.objects.filter(person=actor, person__is_active=True, rank=Seat.Rank.HEAD, ended_at=None)
    if heads.exists():
        return None
    return Forbidden("Only administrators and heads of a function change playbooks. Ask one of them.")


def require_editor(actor: Person | None) -> None:
    """Raise Forbidden unless this person may change playbooks now."""
    if refusal := refusal_to_edit(actor):
        raise refusal


def require_draft(version: Version) -> None:
    """Raise Conflict for a published version: what launches were opened with never changes."""
    if version.published_at:
        raise Conflict(f"{version} is published and never changes. Start a draft of the next version instead.")


def check_functions(function_ids: Collection[int], *, field: str) -> None:
    """Raise Invalid unless every function is there and open."""
    if Function.objects.filter(pk__in=function_ids, closed_at=None).count() != len(set(function_ids)):
        raise Invalid("One of these functions is closed or gone. Choose another.", field=field)


def check_gate(content: GateContent) -> None:
    """Raise Invalid when a gate cannot be as it is given."""
    if not content.name.strip():
        raise Invalid("Give the gate a name.", field="name")
    if not content.functions:
        raise Invalid("Name at least one function that signs this gate.", field="functions")
    if not content.statement.strip() or len(content.statement) > LONGEST_STATEMENT:
        raise Invalid(f"Write the sentence to sign, in at most {LONGEST_STATEMENT:,} characters.", field="statement")
    if not 1 <= content.order <= 99:
        raise Invalid("Give an order number from 1 to 99.", field="order")
    if not 0 <= content.working_days <= MOST_DAYS:
        raise Invalid(f"Plan 0 to {MOST_DAYS} working days.", field="working_days")
    if content.password_to_tier not in (0, *TIERS):
        raise Invalid("Choose in which tiers signing asks for the password.", field="password_to_tier")
    if not 0 <= content.share_to_go_public <= 100 or not 0 <= content.share_step <= 50:
        raise Invalid("Give the share as a percentage, 0 to 100.", field="share_to_go_public")
    if content.hand_over_plan_to_tier not in (0, *TIERS):
        raise Invalid("Choose in which tiers the hand-over is planned.", field="hand_over_plan_to_tier")
    if not 0 <= content.insight_kinds <= MOST_INSIGHT_KINDS:
        raise Invalid(f"Ask for 0 to {MOST_INSIGHT_KINDS} kinds of insight.", field="insight_kinds")
    if content.icon not in ICONS:
        raise Invalid("Choose one of the icons shown.", field="icon")
    if problem := prompts_problem(content.prompts):
        raise Invalid(problem, field="prompts")
    check_functions(content.functions, field="functions")


def check_item(content: ItemContent, taken: Collection[str]) -> None:
    """Raise Invalid when an item cannot be as it is given; `taken` are the keys of the gate's other items."""
    if not content.text.strip():
        raise Invalid("Write what the item asks.", field="text")
    if not KEY.fullmatch(content.key):
        raise Invalid("A key has small letters, digits, - and _, and at most 60 of them.", field="key")
    if content.key in taken:
        raise Invalid("Another item of this gate has this key.", field="key")
    if content.kind not in ItemKind.values or content.track not in Track.values or content.lowest_tier not in TIERS:
        raise Invalid("Choose one of the values shown.", field="kind")
    if problem := options_problem(content.kind, content.options):
        raise Invalid(problem, field="options")
    check_functions({content.function_id, *content.relied_on_by}, field="function")


def options_problem(kind: str, options: Collection[str]) -> str:
    """Return what is wrong with the choices of an item, or an empty string."""
    if kind != ItemKind.CHOICE:
        return ""
    if len(set(options)) < 2:
        return "A choice needs at least two different options, one a line."
    return f"At most {MOST_OPTIONS} options can be shown." if len(options) > MOST_OPTIONS else ""


def prompts_problem(prompts: Collection[str]) -> str:
    """Return what is wrong with the prompts of a hand-off, or an empty string."""
    if len(prompts) > MOST_PROMPTS:
        return f"At most {MOST_PROMPTS} prompts, one a line; more than that nobody answers."
    if any(len(prompt) > LONGEST_PROMPT for prompt in prompts):
        return f"A prompt has at most {LONGEST_PROMPT} characters."
    return "" if len(set(prompts)) == len(prompts) else "Each prompt stands there once."


def slots_of(statement: str) -> list[str]:
    """Return the keys between braces in a statement, in their order."""
    return SLOT.findall(statement)


def lacks(version: Version) -> list[str]:
    """Return, in sentences, what a draft lacks before it can be published; empty when it is ready."""
    gates = list(version.gates.annotate(asks=Count("items")).prefetch_related("functions"))
    if not gates:
        return ["It has no gate yet."]
    slots = {key for gate in gates for key in slots_of(gate.statement)}
    items = ItemTemplate.objects.filter(gate__version=version)
    tiers = {(gate, key): tier for gate, key, tier in items.filter(key__in=slots).values_list(*SLOT_FACTS)}
    unanswered = items.exclude(function__closed_at=None).values_list("gate_id", "text")[:MOST_NAMED]
    found = []
    for gate in gates:
        found += _gate_lacks(gate, {key: tier for (gate_id, key), tier in tiers.items() if gate_id == gate.pk})
        asked = [text for gate_id, text in unanswered if gate_id == gate.pk]
        found += [f"{gate.name}: “{text}” is answered by a function that is closed." for text in asked]
    return found


def _gate_lacks(gate: GateTemplate, tiers: Mapping[str, int]) -> list[str]:
    """Return what one gate lacks; `gate.asks` counts its items, `tiers` has those that the sentence may name."""
    found = []
    closed = [function.name for function in gate.functions.all() if function.closed_at]
    if not gate.functions.all():
        found.append(f"{gate.name}: no function signs it.")
    if closed:
        found.append(f"{gate.name}: {' and '.join(closed)} is closed, so nobody could sign for it.")
    if not gate.asks:  # type: ignore[attr-defined]
        found.append(f"{gate.name}: it has no item.")
    for key in slots_of(gate.statement):
        if key not in tiers:
            found.append(f"{gate.name}: the sentence to sign names {{{key}}}, but no item has this key.")
        elif tiers[key] < max(TIERS):
            found.append(f"{gate.name}: the sentence to sign names {{{key}}}, which is not asked in every tier.")
    return found
