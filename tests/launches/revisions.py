"""How playbooks and tiers move while launches are on their way: published, taken, left, each with what dice choose."""

import random
from dataclasses import replace

from launchgate.core.refusals import Refusal
from launchgate.launches.actions import revise
from launchgate.launches.models import Launch
from launchgate.people.models import Person
from launchgate.playbooks import actions
from launchgate.playbooks.contents import ItemContent, read_gates
from launchgate.playbooks.models import ItemKind, ItemTemplate, Version
from tests.launches.clicks import Company, Verb, head_of, likely, pick


def changed(item: ItemContent, company: Company, dice: random.Random) -> ItemContent:
    """Return the same question with another word, another place, or another weight."""
    functions = [function.pk for function in company.cast.functions.values()]
    return dice.choice(
        (
            replace(item, text=dice.choice((f"What about {item.key}?", f"And {item.key}?"))),
            replace(item, unit=dice.choice(("", "days"))),
            replace(item, kind=dice.choice((item.kind, ItemKind.TEXT)), options=()),
            replace(item, options=dice.choice((("new", "more"), ("new", "less")))),
            replace(item, is_required=not item.is_required),
            replace(item, needs_evidence=not item.needs_evidence),
            replace(item, is_material=not item.is_material),
            replace(item, function_id=dice.choice(functions)),
            replace(item, relied_on_by=tuple(dice.sample(functions, dice.randrange(3)))),
            replace(item, lowest_tier=dice.choice((1, 2, 3))),
        )
    )


def publish(company: Company, actor: Person, dice: random.Random) -> None:
    """Publish a version in which one question is new, gone or another; one that does not fit is dropped."""
    admin = company.cast.people["admin"]
    draft = actions.start_draft(company.cast.version.playbook_id, actor=admin)
    try:
        _edit(draft, company, admin, dice)
        actions.publish_version(draft.pk, actor=admin)
    except Refusal:
        actions.drop_draft(draft.pk, actor=admin)
        raise


def _edit(draft: Version, company: Company, admin: Person, dice: random.Random) -> None:
    gate = dice.choice(list(draft.gates.all()))
    content = next(each for each in read_gates(draft) if each.kind == gate.kind)
    way = dice.choice(("add", "remove", "change", "change"))
    if way == "add":
        keys = {item.key for item in content.items}
        key = dice.choice([key for key in ("extra", "more", "other", "last") if key not in keys] or ["extra"])
        item = ItemContent(key=key, text=f"What about {key}?", function_id=content.items[0].function_id)
        actions.add_item(gate.pk, actor=admin, content=changed(item, company, dice))
    elif way == "remove":
        actions.remove_item(dice.choice(list(gate.items.all())).pk, actor=admin)
    else:
        item = dice.choice(content.items)
        row = ItemTemplate.objects.get(gate=gate, key=item.key)
        actions.change_item(row.pk, actor=admin, content=changed(item, company, dice))


def _reviser(company: Company, actor: Person, dice: random.Random) -> Person:
    function = dice.choice(list(company.cast.functions.values()))
    return dice.choice((company.launch.owner, head_of(function.pk, dice, actor), actor))


def take_version(company: Company, actor: Person, dice: random.Random) -> None:
    """Take the newest version, mostly one that is published for it."""
    versions = Version.objects.filter(playbook=company.cast.version.playbook_id).order_by("-number")
    if company.launch.version_id == versions[0].pk:
        publish(company, actor, dice)
    chosen = versions[0] if dice.random() < 0.9 else pick(dice, versions)
    revise.take_version(company.launch_id, chosen.pk, actor=_reviser(company, actor, dice))


def leave_version(company: Company, actor: Person, dice: random.Random) -> None:
    versions = Version.objects.filter(playbook=company.cast.version.playbook_id).order_by("-number")
    reason = dice.choice(("It would be late.", " "))
    revise.leave_version(company.launch_id, versions[0].pk, reason, actor=_reviser(company, actor, dice))


def propose_tier(company: Company, actor: Person, dice: random.Random) -> None:
    who = likely(dice, company.launch.owner, actor)
    revise.propose_tier(company.launch_id, dice.choice(Launch.Tier.values), "It is small.", actor=who)


def change_tier(company: Company, actor: Person, dice: random.Random) -> None:
    who = likely(dice, company.launch.sponsor, actor)
    reason = dice.choice(("It grew.", ""))
    revise.change_tier(company.launch_id, dice.choice((*Launch.Tier.values, 4)), actor=who, reason=reason)


def leave_tier(company: Company, actor: Person, dice: random.Random) -> None:
    revise.leave_tier(company.launch_id, "It is not.", actor=likely(dice, company.launch.sponsor, actor))


# A publication is no matter of one launch.
PLAYBOOK: dict[str, Verb] = {"publish": publish}
REVISIONS: dict[str, Verb] = {
    verb.__name__: verb for verb in (take_version, leave_version, propose_tier, change_tier, leave_tier)
}
