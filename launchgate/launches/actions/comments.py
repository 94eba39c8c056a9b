"""Comments on a gate; whoever is named with @ hears of it."""

import re

from django.db import transaction

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.launches.actions.work import board_of_gate
from launchgate.launches.models import Comment
from launchgate.launches.news import tell
from launchgate.launches.progress import note_progress
from launchgate.launches.settle import settle
from launchgate.launches.words import required_words
from launchgate.people.models import Person

ASK_COMMENT = "Write something first."
MENTION = re.compile(r"@([\w.+-]+@[\w-]+\.[\w.-]*\w|\w[\w.'-]*(?: \w[\w.'-]*){0,2})")
MOST_MENTIONS = 20


@transaction.atomic(durable=True)
def comment_on_gate(gate_id: int, text: str, *, actor: Person, once: str = "") -> Comment:
    """Write a comment on a gate and tell the people whom it names with @.

    People are named by e-mail address or by name (@Priya Kaul); those who may not see the launch are not told.
    """
    use_once(once)
    words = required_words(text, "text", ASK_COMMENT)
    board, gate = board_of_gate(gate_id)
    comment = Comment.objects.create(gate=gate, author=actor, text=words, written_at=clock.now())
    mentioned = [person for person in mentions_in(words) if board.launch.is_visible_to(person)]
    comment.mentions.set(mentioned)
    others = [person.pk for person in mentioned if person.pk != actor.pk]
    tell("comment.mentioned", board.launch, others, subject=comment, gate_id=gate.pk)
    settle(
        board,
        "comment.written",
        actor=actor,
        subject=comment,
        gate=gate.pk,
        mentions=[person.pk for person in mentioned],
        digest=words_digest(words),
    )
    note_progress(board, gate, actor, comment.written_at)
    return comment


def mentions_in(text: str) -> list[Person]:
    """Return the active people that a text names with @, by e-mail or by the longest name that fits."""
    found: dict[int, Person] = {}
    for match in MENTION.findall(text)[:MOST_MENTIONS]:
        if "@" in match:
            people = list(Person.objects.filter(email__iexact=match, is_active=True))
        else:
            words = match.split(" ")
            names = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
            people = next((named for name in names if len(named := _named(name)) == 1), [])
        found |= {person.pk: person for person in people}
    return list(found.values())


def _named(name: str) -> list[Person]:
    active = Person.objects.filter(is_active=True)
    return list(active.filter(name__iexact=name)[:2]) or list(active.filter(name__istartswith=name + " ")[:2])
