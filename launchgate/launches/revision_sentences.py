"""One sentence for each kind of event about the playbook version and the tier that a launch follows."""

from launchgate.launches.models import Gate, Revision
from launchgate.launches.phrases import counted, listed
from launchgate.launches.sentences import reach_of
from launchgate.launches.telling import GONE, Fact, Lookup, Sentence, Told

CHANGES = ("added", "removed", "changed")


def _revised(fact: Fact, rows: Lookup) -> Told:
    revision, data = rows.subject(fact), fact["data"]
    counts = [counted(len(data[name]), "question").lower() + f" {name}" for name in CHANGES if data[name]]
    did = f": {listed(counts)}" if counts else ""
    back = [pk for pk, status in data.get("gates", {}).items() if status == Gate.Status.OPEN]
    state = "changed" if back or data.get("again") else "pen"
    return Told(state, f"{_took(revision)}{did}{reach_of(fact, rows)}", _words_of(revision, "reason"))


def _took(revision: Revision | None) -> str:
    if revision is None:
        return "took another version of the playbook or another tier"
    if revision.is_of_tier:
        return f"moved the launch from tier {revision.from_tier} to tier {revision.tier}"
    return f"took version {revision.version.number} of the playbook in place of version {revision.from_version.number}"


def _proposed(fact: Fact, rows: Lookup) -> Told:
    data = fact["data"]
    words = f"proposed tier {data['tier']} in place of tier {data['from_tier']}"
    return Told("question", words, _words_of(rows.subject(fact), "reason"))


def _offered(fact: Fact, rows: Lookup) -> Told:
    revision = rows.subject(fact)
    version = f"version {revision.version.number}" if revision is not None else "another version"
    return Told("question", f"offered {version} of the playbook")


def _left(fact: Fact, rows: Lookup) -> Told:
    revision = rows.subject(fact)
    words = "left another version of the playbook or another tier"
    if revision is not None:
        words = (
            f"left tier {revision.tier}"
            if revision.is_of_tier
            else f"left version {revision.version.number} of the playbook"
        )
    return Told("returned", words, _words_of(revision, "answer"))


def _words_of(revision: Revision | None, name: str) -> str:
    return getattr(revision, name) if revision is not None else GONE


REVISION_SENTENCES: dict[str, Sentence] = {
    "launch.revised": _revised,
    "revision.proposed": _proposed,
    "revision.offered": _offered,
    "revision.left": _left,
}
