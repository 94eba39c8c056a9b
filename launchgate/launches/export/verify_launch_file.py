"""Check a launch file offline: python3 verify_launch_file.py FILE.zip (needs nothing but Python 3.9 or newer).

Exits with 0 when everything is as it was exported, and with 1 after naming the first thing that was altered.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

MANIFEST, CHAIN = "manifest.json", "chain.jsonl"
SIGNATURES, ANSWERS, EVIDENCE, CROSSING = "signatures.json", "answers.json", "evidence.json", "crossing.json"
DECISIONS = {
    "gate.approved": "approved",
    "gate.approved_with_conditions": "conditions",
    "gate.sent_back": "sent_back",
    "gate.not_applicable": "not_applicable",
    "gate.overridden": "overridden",
    "gate.reopened": "reopened",
    "signature.withdrawn": "withdrawn",
}
REVISED, ERASED = "launch.revised", "Erased "
# Events of what was heard, asked, promised, excepted and read, each with the key of the digest that it keeps of words.
PROVING = {
    **dict.fromkeys(["insight.added", "insight.corrected", "promise.recorded"], "digest"),
    **dict.fromkeys(["question.asked", "question.answered", "briefing.written", "briefing.corrected"], "digest"),
    **dict.fromkeys(["promise.withdrawn", "promise.kept", "promise.broken"], "told"),
    **dict.fromkeys(["exception.asked", "exception.voiced", "exception.approved", "exception.declined"], "words"),
    "insight.withdrawn": "reason",
    "briefing.acknowledged": "reader",
}

Fact = dict[str, Any]


class Altered(Exception):
    """The first thing that is not as it was exported."""


def sha256(content: str | bytes) -> str:
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def words_digest(*words: str) -> str:
    return sha256(canonical({"words": list(words)}))


def require(is_so: bool, what: str) -> None:
    if not is_so:
        raise Altered(what)


def read(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except KeyError:
        raise Altered(f"{name}: it is missing") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as damage:
        raise Altered(f"{name}: it is damaged ({damage})") from None


def load(archive: zipfile.ZipFile, name: str) -> Any:
    try:
        return json.loads(read(archive, name).decode())
    except ValueError:
        raise Altered(f"{name}: it is not what was written") from None


def check_manifest(archive: zipfile.ZipFile) -> tuple[Fact, str]:
    text = read(archive, MANIFEST).decode(errors="replace")
    manifest = load(archive, MANIFEST)
    written = json.dumps(manifest, sort_keys=True, indent=1, ensure_ascii=False) + "\n"
    require(isinstance(manifest, dict) and written == text, f"{MANIFEST}: it is not as it was written")
    digest = manifest.pop("digest", None)
    require(sha256(canonical(manifest)) == digest, f"{MANIFEST}: its digest is not that of what it says")
    names = [name for name in archive.namelist() if name != MANIFEST]
    require(len(names) == len(set(names)), "the zip: a name stands in it twice")
    for name, expected in manifest["files"].items():
        require(sha256(read(archive, name)) == expected, f"{name}: its SHA-256 is not the one in the manifest")
    for name in names:
        require(name in manifest["files"], f"{name}: it was added")
    return manifest, digest


def check_chain(archive: zipfile.ZipFile, manifest: Fact) -> list[Fact]:
    facts: list[Fact] = []
    previous = ""
    for number, line in enumerate(read(archive, CHAIN).decode(errors="replace").splitlines(), 1):
        where = f"{CHAIN}, event {number}"
        try:
            event = json.loads(line)
            text, digest = event["text"], event["digest"]
            fact = json.loads(text)
        except (ValueError, TypeError, KeyError):
            raise Altered(f"{where}: it cannot be read") from None
        require(sha256(text) == digest, f"{where}: its text is not the one that was hashed")
        require(fact["previous"] == previous, f"{where}: it does not follow from the event before")
        require(fact["number"] == number and fact["chain"] == manifest["chain"], f"{where}: it stands elsewhere")
        facts.append(fact)
        previous = digest
    require(len(facts) == manifest["events"] and previous == manifest["head"], f"{CHAIN}: its end is missing")
    return facts


def is_mark(text: str) -> bool:
    return text.startswith(ERASED) or " for Erased person " in text


class Rows:
    """Rows of one file by their id, each to be met by exactly one event."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.name = name
        self.met: set[Any] = set()
        self.rows: dict[Any, Fact] = {row["id"]: row for row in load(archive, name)}

    def of(self, pk: Any, fact: Fact) -> Fact:
        require(pk in self.rows, f"{self.name}: number {pk} of event {fact['number']} is missing")
        self.met.add(pk)
        return self.rows[pk]

    def compare(self, pk: Any, told: dict[str, tuple[Any, Any]]) -> None:
        for what, (found, expected) in told.items():
            require(found == expected, f"{self.name}, number {pk}: {what} is not what its event says")

    def require_all_met(self) -> None:
        for pk in self.rows:
            require(pk in self.met, f"{self.name}, number {pk}: no event knows of it")


class Erasures:
    """What was erased by law: the words say so, and cannot be compared any more."""

    def __init__(self) -> None:
        self.places: list[str] = []

    def digest(self, where: str, text: str, expected: str, *words: str) -> str:
        found = words_digest(*words)
        if found != expected and is_mark(text):
            self.places.append(where)
            return expected
        return found


def number_of(fact: Fact) -> Any:
    return int(fact["subject"].split(":")[1])


def by_item(vouched: list[list[Any]]) -> list[list[Any]]:
    return sorted(vouched, key=lambda one: one[0])


def check_signatures(rows: Rows, facts: list[Fact], values: dict[Any, Any], erased: Erasures) -> None:
    for fact in facts:
        if fact["kind"] not in DECISIONS:
            continue
        data, pk = fact["data"], int(fact["subject"].split(":")[1])
        row = rows.of(pk, fact)
        where = f"{SIGNATURES}, number {pk}"
        vouched = [[one["item"], one["meaning"], one["proof"], one["answer"]] for one in row["vouched"]]
        rows.compare(
            pk,
            {
                "who decided": (row["person"], fact["actor"]),
                "what was decided": (row["kind"], DECISIONS[fact["kind"]]),
                "the gate": (row["gate"], data["gate"]),
                "the function": (row["function"], data["function"]),
                "the moment": (row["decided_at"], fact["happened_at"]),
                "the means": (row["means"], data["means"]),
                "the sentence": (sha256(row["sentence"]), data.get("sentence", sha256(""))),
                "what it vouches for": (by_item(vouched), by_item(data.get("vouched", []))),
                "the printed name": (
                    erased.digest(where, row["printed_name"], data["signer"], row["printed_name"], row["capacity"]),
                    data["signer"],
                ),
                "the reason": (erased.digest(where, row["reason"], data["reason"], row["reason"]), data["reason"]),
            },
        )
        for one in row["vouched"]:
            known = values.get(one["answer"])
            require(known == one["value"], f"{where}: the answer to “{one['question']}” is not the one vouched for")
        conditions = {one["id"]: one["text"] for one in row["conditions"]}
        for condition, digest in data.get("conditions", []):
            text = conditions.get(condition, "")
            require(erased.digest(where, text, digest, text) == digest, f"{where}: a condition is not as it was set")
    rows.require_all_met()


def value_digest(row: Fact, expected: str, erased: Erasures) -> str:
    found = sha256(canonical({"value": row["value"]}))
    name = row["value"].get("name", "") if isinstance(row["value"], dict) else str(row["value"])
    if found != expected and name.startswith(ERASED):
        erased.places.append(f"{ANSWERS}, number {row['id']}")
        return expected
    return found


def check_answers(rows: Rows, facts: list[Fact], erased: Erasures) -> dict[Any, Any]:
    values: dict[Any, Any] = {None: None}
    for fact in facts:
        for item, answer, meaning, digest in fact["data"].get("answers", []) if fact["kind"] == REVISED else []:
            row = rows.of(answer, fact)
            now = (value_digest(row, digest, erased), row["item"], row["meaning"], row["author"])
            rows.compare(answer, {"the answer": (now, (digest, item, meaning, fact["actor"]))})
            values[answer] = row["value"]
        data = fact["data"]
        if "answer" not in data:
            continue
        row = rows.of(data["answer"], fact)
        expected = data.get("answer_digest") or data["digest"]
        found = value_digest(row, expected, erased)
        item = data["item"] if "item" in data else int(fact["subject"].split(":")[1])
        rows.compare(
            row["id"],
            {
                "the value": (found, expected),
                "the item": (row["item"], item),
                "the meaning": (row["meaning"], data["meaning"]),
                "the author": (row["author"], fact["actor"]),
                "the moment": (row["answered_at"], fact["happened_at"]),
            },
        )
        values[row["id"]] = row["value"]
    rows.require_all_met()
    return values


def check_evidence(archive: zipfile.ZipFile, rows: Rows, facts: list[Fact], erased: Erasures) -> None:
    for fact in facts:
        if fact["kind"] == "evidence.added":
            pk, expected, about = number_of(fact), fact["data"]["digest"], ("item", fact["data"]["item"])
        elif fact["kind"] == "condition.done" and "proof" in fact["data"]:
            pk, expected = f"condition-{fact['data']['proof']}", fact["data"]["proof_digest"]
            about = ("condition", number_of(fact))
        else:
            continue
        row = rows.of(pk, fact)
        words = (row["kind"], row["title"], row["note"], row["url"], row["sha256"])
        found = erased.digest(f"{EVIDENCE}, number {pk}", row["title"], expected, *words)
        rows.compare(
            pk,
            {
                "its words, link or file": (found, expected),
                f"the {about[0]}": (row[about[0]], about[1]),
                "who added it": (row["added_by"], fact["actor"]),
                "the moment": (row["added_at"], fact["happened_at"]),
            },
        )
        if row["file"]:
            same = sha256(read(archive, row["file"])) == row["sha256"]
            require(same, f"{row['file']}: its SHA-256 is not the one that its event proves")
        else:
            is_erased = row["title"].startswith(ERASED)
            require(is_erased or not row["sha256"], f"{EVIDENCE}, number {pk}: its file is missing")
    rows.require_all_met()


def check_crossing(sections: list[Fact], facts: list[Fact], erased: Erasures) -> None:
    lines = [one for section in sections for line in section["lines"] for one in line["proven"]]
    words = {(one["kind"], one["subject"], one["key"]): one["words"] for one in lines}
    for fact in facts:
        if fact["kind"] not in PROVING:
            continue
        where, key = f"{CROSSING}, {fact['subject']}", PROVING[fact["kind"]]
        told = words.pop((fact["kind"], fact["subject"], key), None)
        require(told is not None, f"{where}: what event {fact['number']} proves is missing")
        mark = next((word for word in told or [] if is_mark(word)), "")
        found = erased.digest(where, mark, fact["data"][key], *(told or []))
        require(found == fact["data"][key], f"{where}: its words are not what its event says")
    require(not words, f"{CROSSING}: no event knows of {next(iter(words), '')}")


def check(path: str | Path) -> list[str]:
    """Return what to say of a launch file that is whole; raises Altered."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as damage:
        raise Altered(f"the zip: it cannot be opened ({damage})") from None
    erased = Erasures()
    with archive:
        manifest, digest = check_manifest(archive)
        facts = check_chain(archive, manifest)
        try:
            values = check_answers(Rows(archive, ANSWERS), facts, erased)
            check_evidence(archive, Rows(archive, EVIDENCE), facts, erased)
            check_signatures(Rows(archive, SIGNATURES), facts, values, erased)
            if manifest["form"] > 1:
                check_crossing(load(archive, CROSSING), facts, erased)
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise Altered(f"a file of the zip: it lacks what its event proves ({problem!r})") from None
    return [
        f"{manifest['launch']}: {len(facts)} events, {len(manifest['files'])} files, all as they were exported.",
        *(f"Erased by law, so no longer comparable: {place}." for place in dict.fromkeys(erased.places)),
        f"Head of the chain: {manifest['head']}",
        f"Digest of the manifest: {digest}",
        "Compare both with the launch's history in LaunchGate: whoever forges a whole file cannot forge those.",
    ]


def main() -> int:
    if len(sys.argv) != 2:
        sys.stderr.write("Usage: python3 verify_launch_file.py FILE.zip\n")
        return 2
    try:
        lines = check(sys.argv[1])
    except Altered as what:
        sys.stdout.write(f"ALTERED {what}.\n")
        return 1
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
