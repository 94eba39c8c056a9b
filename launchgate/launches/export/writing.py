"""Writing a launch file: the zip with everything that was collected, readable, printable, and its manifest."""

import hashlib
import zipfile
from pathlib import Path
from typing import IO, Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from launchgate.audit.record import canonical, sha256
from launchgate.core.markdown import tree_of
from launchgate.core.refusals import Conflict
from launchgate.launches.actions.export import record_export
from launchgate.launches.board import lock_launch
from launchgate.launches.export.collecting import Collected, as_json, collect
from launchgate.launches.export.printing import as_pdf
from launchgate.launches.models import ConditionProof, Evidence
from launchgate.people.models import Person

HERE = Path(__file__).parent
SCRIPT = "verify_launch_file.py"
CHUNK = 1 << 20
FORM = 2
TELL = "Tell an administrator."


def write_launch_file(launch_id: int, target: IO[bytes], *, actor: Person | None) -> str:
    """Write the launch file of a launch into a binary file and return the digest of its manifest.

    Rows are read under the launch's lock, so that they agree with the chain; rendering and copying happen after it, and
    the export is then recorded on the launch's chain. Raises Conflict when a proof file is missing or was altered.
    """
    with transaction.atomic():
        collected = collect(lock_launch(pk=launch_id))
    digest = _write(collected, target)
    record_export(launch_id, actor=actor, manifest=digest, events=collected.launch["events"])
    return digest


def _write(collected: Collected, target: IO[bytes]) -> str:
    view = view_of(collected)
    texts: dict[str, str | bytes] = {
        "launch.html": _as_html(view),
        "launch.pdf": as_pdf(view),
        "launch.json": as_json(collected.launch),
        "chain.jsonl": "".join(canonical(event) + "\n" for event in collected.chain),
        "signatures.json": as_json(collected.signatures),
        "answers.json": as_json(collected.answers),
        "evidence.json": as_json(collected.evidence),
        "crossing.json": as_json(collected.crossing),
        SCRIPT: (HERE / SCRIPT).read_bytes(),
    }
    digests = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in texts.items():
            raw = content.encode() if isinstance(content, str) else content
            archive.writestr(name, raw)
            digests[name] = hashlib.sha256(raw).hexdigest()
        for name, row in collected.files.items():
            digests[name] = _copy(archive, name, row)
        launch = collected.launch
        manifest: dict[str, Any] = {
            "form": FORM,
            "launch": f"{launch['key']} {launch['name']}",
            "chain": launch["chain"],
            "events": launch["events"],
            "head": launch["head"],
            "exported_at": launch["exported_at"],
            "files": digests,
        }
        manifest["digest"] = sha256(canonical(manifest))
        archive.writestr("manifest.json", as_json(manifest))
    return str(manifest["digest"])


def _copy(archive: zipfile.ZipFile, name: str, row: Evidence | ConditionProof) -> str:
    """Copy a proof file into the zip and return its SHA-256, which has to be the recorded one."""
    digest = hashlib.sha256()
    try:
        with row.file.open("rb") as source, archive.open(name, "w", force_zip64=True) as copy:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                copy.write(chunk)
    except FileNotFoundError:
        raise Conflict(f"The file of the proof “{row.title}” is gone. {TELL}") from None
    if digest.hexdigest() != row.sha256:
        raise Conflict(f"The file of the proof “{row.title}” is not the one that was attached. {TELL}")
    return digest.hexdigest()


def view_of(collected: Collected) -> dict[str, Any]:
    """Return what the readable forms show: the launch, gate by gate what was decided, answered and proved, the rest."""
    gates = [
        gate
        | {
            "decisions": [row for row in collected.signatures if row["gate"] == gate["id"]],
            "answers": [row for row in collected.answers if row["gate"] == gate["id"] and row["is_present"]],
            "proofs": [row for row in collected.evidence if row["gate"] == gate["id"]],
        }
        for gate in collected.launch["gates"]
    ]
    sections = [section | {"lines": [_with_tree(line) for line in section["lines"]]} for section in collected.crossing]
    return {"launch": collected.launch, "gates": gates, "sections": sections}


def _with_tree(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line with its Markdown as a tree, from which print is set."""
    return line | {"tree": tree_of(line["words"])} if line["is_markdown"] else line


def _as_html(view: dict[str, Any]) -> str:
    css = mark_safe((HERE / "launch.css").read_text(encoding="utf-8"))  # noqa: S308 - a file of ours
    return render_to_string("launches/export/launch.html", view | {"css": css})
