"""What events prove of questions: a launch asks them as the playbook version says that brought them to it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from launchgate.audit.among import Among
from launchgate.audit.proofs import Fault, Recorded, proves
from launchgate.launches.models import Item
from launchgate.playbooks.models import ItemTemplate

# The words to which an answer is given.
WORDS = ("text", "help", "section", "kind", "unit")


@proves("launch.opened")
def opened(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare the questions that nothing changed since the launch was opened."""
    of_launch = {event.subject_id: event for event in events if event.subject}
    for version, ids in _by_version(of_launch.values()).items():
        # Which of them a revision changed is told apart afterwards: most have none, and its index would be taken.
        asked = Item.every.filter(Among("gate__launch_id", ids))
        for launch_id, revision_id, question in _reading_otherwise(asked, version, "gate__launch_id"):
            if revision_id is None:
                yield of_launch[launch_id].fault(f"its question {question} was changed")


@proves("launch.revised")
def revised(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare the questions that a later version or another tier was the last to change."""
    of_revision = {event.subject_id: event for event in events}
    for version, ids in _by_version(events).items():
        since = Item.every.filter(Among("revision_id", ids))
        for revision_id, _, question in _reading_otherwise(since, version, "revision_id"):
            yield of_revision[revision_id].fault(f"its question {question} was changed")


def _by_version(events: Iterable[Recorded]) -> dict[int, list[int]]:
    subjects: dict[int, list[int]] = defaultdict(list)
    for event in events:
        subjects[event.data["version"]].append(event.subject_id)
    return subjects


def _reading_otherwise(items: QuerySet[Item], version_id: int, subject: str) -> Iterator[tuple[int, int | None, str]]:
    """Yield the questions that do not read as the version has them; the database compares, and seldom finds one.

    Each with the id of its subject, that of the revision which was the last to change it, and its name.
    """
    same = ItemTemplate.objects.annotate(choices=Cast("options", TextField())).filter(
        Q(**{name: OuterRef(name) for name in WORDS}),
        gate__version=version_id,
        gate__kind=OuterRef("gate__kind"),
        key=OuterRef("key"),
        choices=OuterRef("choices"),
    )
    others = items.annotate(choices=Cast("options", TextField())).exclude(Exists(same)).order_by("pk")
    for subject_id, revision_id, gate, key in others.values_list(subject, "revision_id", "gate__kind", "key"):
        yield subject_id, revision_id, f"{gate}/{key}"
