"""Many launches at once: copies of those that the real actions made, with rows and events of their own.

A copy is as consistent as its original: each row is written anew with new ids, and the chain of events is hashed anew
over the translated ids. Tiers, places and turns are those of the original; names and target dates differ.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import models, transaction

from launchgate.audit.models import Event
from launchgate.audit.record import canonical, sha256
from launchgate.demo.parts import BETWEEN, COPIED, ELSEWHERE, LATER, LISTED, NAMED, PAIRED, PARTS, STANDING
from launchgate.launches.models import Item, Launch, Turn
from launchgate.outbox.models import Message

FINISHED = (Launch.Status.LIVE, Launch.Status.REVIEWED)
TOGETHER = 50

# What a sweep writes for a single nudge. Digests are their readers', who are not copied.
LAST_REMINDER = "turn.reminder"

Ids = dict[tuple[str, int], int]


def multiply_launches(*, running: int, finished: int, seed: int) -> None:
    """Copy launches until there are this many running and this many finished ones."""
    rng = Random(f"{seed}:bulk")  # noqa: S311 - demo data, not a secret
    for statuses, wanted in ((Launch.RUNNING, running), (FINISHED, finished)):
        originals = list(Launch.objects.filter(status__in=statuses).order_by("pk"))
        missing = wanted - len(originals)
        if missing > 0 and originals:
            _copy_all(originals, missing, rng)


def _copy_all(originals: list[Launch], count: int, rng: Random) -> None:
    pictures = [_Picture(launch) for launch in originals]
    plan = ((pictures[number % len(pictures)], number // len(pictures) + 2) for number in range(count))
    while batch := list(islice(plan, TOGETHER)):
        with transaction.atomic():
            _write_copies(batch, rng)


class _Picture:
    """All rows of one launch, read once."""

    def __init__(self, launch: Launch):
        self.launch = launch
        self.rows = {model: list(model._default_manager.filter(**{path: launch})) for model, path in PARTS}
        self.between = [list(table._default_manager.filter(**{path: launch})) for table, _, path in BETWEEN]
        turns = [f"turn:{turn.pk}" for turn in self.rows[Turn]]
        self.reminders = list(Message.objects.filter(kind=LAST_REMINDER, subject__in=turns))
        self.events = list(Event.objects.filter(chain=launch.chain_key).order_by("number"))


def _write_copies(batch: list[tuple[_Picture, int]], rng: Random) -> None:
    ids: list[Ids] = [{} for _ in batch]
    launches = [_copy_of_launch(picture.launch, number, rng) for picture, number in batch]
    Launch.objects.bulk_create(launches)
    for place, (picture, _) in enumerate(batch):
        ids[place]["launch", picture.launch.pk] = launches[place].pk
        # A turn about the lessons that fit a launch names them by the launch.
        ids[place]["lessons", picture.launch.pk] = launches[place].pk
    for model, _ in PARTS:
        _copy_rows(model, batch, ids)
    for model, names in LATER.items():
        _point(model, names, batch, ids)
    for number, (table, name, _) in enumerate(BETWEEN):
        table._default_manager.bulk_create(
            table(**_values(row) | {f"{name}_id": ids[place][name, getattr(row, f"{name}_id")]})
            for place, (picture, _) in enumerate(batch)
            for row in picture.between[number]
        )
    Message.objects.bulk_create(
        _copy_of_reminder(message, ids[place])
        for place, (picture, _) in enumerate(batch)
        for message in picture.reminders
    )
    events = [
        event for place, (picture, _) in enumerate(batch) for event in _chain(picture, launches[place], ids[place])
    ]
    Event.objects.bulk_create(events)
    Launch.objects.bulk_update(launches, ["chain_count", "chain_head"])


def _copy_of_launch(original: Launch, number: int, rng: Random) -> Launch:
    values = _values(original)
    days = rng.randint(0, 120) if original.status in Launch.RUNNING else 0
    values |= {"name": f"{original.name} {number}", "target_date": original.target_date + timedelta(days=days)}
    return Launch(**values)


def _copy_of_reminder(message: Message, ids: Ids) -> Message:
    """Return the message of a nudge, about the copy of its turn; it was sent when its original was."""
    prefix, turn, step, person = message.once.split(":")
    copy = ids["turn", int(turn)]
    copied = {
        "subject": f"turn:{copy}",
        "once": f"{prefix}:{copy}:{step}:{person}",
        "data": message.data | {"launch": ids["launch", message.data["launch"]]},
    }
    return Message(**_values(message) | copied)


def _values(row: models.Model) -> dict[str, Any]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}


def _copy_rows(model: type[models.Model], batch: list[tuple[_Picture, int]], ids: list[Ids]) -> None:
    name, later = model._meta.model_name or "", LATER.get(model, ())
    parts: dict[Any, str] = {model: model._meta.model_name or "" for model in COPIED}
    own = {
        field.attname: parts[field.related_model]
        for field in model._meta.concrete_fields
        if field.related_model in parts
    }
    copies, origins = [], []
    for place, (picture, _) in enumerate(batch):
        for row in picture.rows[model]:
            values = _values(row)
            for attname, target in own.items():
                known = values[attname]
                if attname.removesuffix("_id") in later:
                    values[attname] = None
                elif known is not None:
                    is_elsewhere = attname in ELSEWHERE and (target, known) not in ids[place]
                    values[attname] = known if is_elsewhere else ids[place][target, known]
            if model is Item:
                values |= dict.fromkeys(STANDING, False)
            if isinstance(row, Turn):
                values |= {"slot": _slot(row, ids[place]), "subject": _subject(row.subject, ids[place])}
            copies.append(model(**values))
            origins.append((place, row.pk))
    for copy, (place, original) in zip(model._default_manager.bulk_create(copies), origins, strict=True):
        ids[place][name, original] = copy.pk


def _slot(turn: Any, ids: Ids) -> str:
    words = turn.slot.split(":")
    for place, word in enumerate(words[:-1]):
        if (word, int(words[place + 1]) if words[place + 1].isdigit() else -1) in ids:
            words[place + 1] = str(ids[word, int(words[place + 1])])
    return ":".join(words)


def _point(
    model: type[models.Model], names: tuple[str, ...], batch: list[tuple[_Picture, int]], ids: list[Ids]
) -> None:
    name = model._meta.model_name or ""
    models_of = {pointer: model._meta.get_field(pointer).related_model for pointer in names}
    kinds = {pointer: (target and target._meta.model_name) or "" for pointer, target in models_of.items()}
    rows = []
    for place, (picture, _) in enumerate(batch):
        for row in picture.rows[model]:
            copy = model(pk=ids[place][name, row.pk])
            for pointer in names:
                target = getattr(row, f"{pointer}_id")
                kind = kinds[pointer]
                setattr(copy, f"{pointer}_id", ids[place][kind, target] if target else None)
            if isinstance(copy, Item) and isinstance(row, Item):
                copy.is_answered, copy.is_not_applicable = row.is_answered, row.is_not_applicable
            rows.append(copy)
    model._default_manager.bulk_update(rows, [*names, *(STANDING if model is Item else ())], batch_size=500)


def _chain(picture: _Picture, launch: Launch, ids: Ids) -> Iterator[Event]:
    head = ""
    for event in picture.events:
        fact = json.loads(event.text)
        fact |= {"chain": launch.chain_key, "subject": _subject(fact["subject"], ids), "previous": head}
        fact["data"] = _translated(fact["data"], ids)
        text = canonical(fact)
        values = _values(event) | {
            "chain": launch.chain_key,
            "subject": fact["subject"],
            "text": text,
            "previous": head,
            "digest": sha256(text),
        }
        head = values["digest"]
        launch.chain_count, launch.chain_head = event.number, head
        yield Event(**values)


def _subject(subject: str, ids: Ids) -> str:
    name, _, key = subject.partition(":")
    return f"{name}:{ids[name, int(key)]}" if key and (name, int(key)) in ids else subject


def _translated(data: dict[str, Any], ids: Ids) -> dict[str, Any]:
    new = dict(data)
    for key, value in data.items():
        if key in NAMED and isinstance(value, int):
            new[key] = ids[NAMED[key], value]
        elif key in LISTED:
            new[key] = [ids[LISTED[key], one] for one in value]
        elif key in PAIRED:
            new[key] = [[ids[PAIRED[key], one], *rest] for one, *rest in value]
        elif key == "vouched":
            new[key] = [
                [ids["item", item], meaning, proof, answer and ids["answer", answer]]
                for item, meaning, proof, answer in value
            ]
        elif key == "gates":
            new[key] = {str(ids["gate", int(one)]): status for one, status in value.items()}
    return new
