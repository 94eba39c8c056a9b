"""The launch file: what is in it, that it checks itself offline, and that one altered byte is named."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from launchgate.audit.models import Event
from launchgate.audit.record import canonical, sha256
from launchgate.launches.actions.conditions import report_condition_done
from launchgate.launches.actions.decide import Wish, approve, approve_with_conditions
from launchgate.launches.actions.evidence import add_evidence, prove_by_file
from launchgate.launches.actions.revise import take_version
from launchgate.launches.export import verify_launch_file
from launchgate.launches.export.writing import SCRIPT, write_launch_file
from launchgate.launches.models import Condition, Decision, Evidence, Gate
from tests.forging import verify
from tests.launches.published import item_with, published
from tests.launches.small import START
from tests.launches.stages import gate_in, gate_of, item_of

MEMBERS = {
    "launch.html", "launch.pdf", "launch.json", "chain.jsonl", "signatures.json", "answers.json", "evidence.json",
    "crossing.json", "manifest.json", SCRIPT,
}  # fmt: skip
PDF = b"%PDF-1.7 a plan"


@pytest.fixture
def gate(small) -> Gate:
    """A gate signed with and without a condition, with a proof file; a name that is not in Latin letters."""
    small.people["sales"].name = "山田 太郎"
    small.people["sales"].save(update_fields=["name"])
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    add_evidence(item_of(gate, "demand").pk, prove_by_file(ContentFile(PDF, "plan <b>.pdf")), actor=small.owner)
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], reason="Fish & <chips>.")
    wish = Wish("Train.", small.owner.pk, (START + timedelta(days=5)).date())
    approve_with_conditions(gate.pk, small.functions["care"].pk, actor=small.people["care"], wishes=[wish])
    proof = prove_by_file(ContentFile(b"%PDF-1.7 trained", "trained.pdf"))
    report_condition_done(Condition.objects.get().pk, actor=small.owner, proof=proof)
    return gate_of(gate.launch, "input")


@pytest.fixture
def exported(gate, small, tmp_path) -> Path:
    """The launch file of the gate's launch."""
    path = tmp_path / "launch.zip"
    with path.open("w+b") as target:
        write_launch_file(gate.launch_id, target, actor=small.owner)
    return path


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(path: Path, content: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, raw in content.items():
            archive.writestr(name, raw)


def altered(path: Path) -> str:
    """Return what the offline check names as altered, or an empty text."""
    try:
        verify_launch_file.check(path)
    except verify_launch_file.Altered as what:
        return str(what)
    return ""


def sealed(content: dict[str, bytes]) -> dict[str, bytes]:
    """Return members with a manifest made anew, as a forger who knows the form would."""
    manifest = json.loads(content["manifest.json"])
    manifest["files"] = {n: verify_launch_file.sha256(raw) for n, raw in content.items() if n != "manifest.json"}
    del manifest["digest"]
    manifest["digest"] = sha256(canonical(manifest))
    text = json.dumps(manifest, sort_keys=True, indent=1, ensure_ascii=False) + "\n"
    return content | {"manifest.json": text.encode()}


def test_the_zip_has_everything(exported):
    names = set(members(exported))
    assert {name for name in names if not name.startswith("evidence/")} == MEMBERS
    files = sorted(name for name in names if name.startswith("evidence/"))
    assert [name.rsplit("-", 1)[1] for name in files] == ["b.pdf", "trained.pdf"]


def test_the_script_in_the_zip_finds_it_whole_without_anything_installed(exported, tmp_path):
    (tmp_path / SCRIPT).write_bytes(members(exported)[SCRIPT])
    command = [sys.executable, "-I", "-S", str(tmp_path / SCRIPT), str(exported)]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout.splitlines()[0].startswith("L-")) == (0, True)
    assert "all as they were exported" in ended.stdout


def test_the_script_ends_with_one_and_names_what_was_altered(exported, capsys, monkeypatch):
    content = members(exported)
    write(exported, content | {"launch.html": content["launch.html"] + b" "})
    monkeypatch.setattr(sys, "argv", [SCRIPT, str(exported)])
    assert verify_launch_file.main() == 1
    assert capsys.readouterr().out == "ALTERED launch.html: its SHA-256 is not the one in the manifest.\n"


def test_one_byte_in_each_member_is_named(exported):
    whole = members(exported)
    for name, raw in whole.items():
        for place in (0, len(raw) // 2, len(raw) - 1):
            flipped = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
            write(exported, whole | {name: flipped})
            assert altered(exported).startswith(f"{name}:"), (name, place)


def test_one_byte_of_the_packed_content_of_each_member_is_named(exported):
    raw = exported.read_bytes()
    with zipfile.ZipFile(exported) as archive:
        infos = archive.infolist()
    for info in infos:
        lengths = raw[info.header_offset + 26 : info.header_offset + 30]
        start = info.header_offset + 30 + sum(int.from_bytes(lengths[at : at + 2], "little") for at in (0, 2))
        place = start + info.compress_size // 2
        exported.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
        assert altered(exported).startswith(f"{info.filename}:"), info.filename


@pytest.mark.parametrize("name", sorted(MEMBERS))
def test_a_member_taken_away_is_named(exported, name):
    content = members(exported)
    del content[name]
    write(exported, content)
    assert altered(exported) == f"{name}: it is missing"


def test_a_member_that_was_added_is_named(exported):
    write(exported, members(exported) | {"extra.txt": b"x"})
    assert altered(exported) == "extra.txt: it was added"


def test_a_file_that_is_no_zip_is_told(tmp_path):
    (tmp_path / "no.zip").write_bytes(b"not a zip")
    assert altered(tmp_path / "no.zip").startswith("the zip: it cannot be opened")


@pytest.mark.parametrize(
    ("name", "was", "now", "named"),
    [
        ("signatures.json", '"sentence": "', '"sentence": "Not: ', "the sentence is not what its event says"),
        ("signatures.json", "山田 太郎", "山田 次郎", "the printed name is not what its event says"),
        ("signatures.json", '"means": "session"', '"means": "password"', "the means is not what its event says"),
        ("signatures.json", "Fish &", "Meat &", "the reason is not what its event says"),
        ("signatures.json", '"meaning": 1', '"meaning": 2', "what it vouches for is not what its event says"),
        ("signatures.json", '"text": "Train."', '"text": "Trust."', "a condition is not as it was set"),
        ("answers.json", '"value": "', '"value": "9', "the value is not what its event says"),
        ("evidence.json", '"title": "plan', '"title": "flan', "its words, link or file is not what its event says"),
    ],
)
def test_a_forger_who_seals_the_manifest_anew_is_found_by_the_chain(exported, name, was, now, named):
    content = members(exported)
    forged = content[name].decode().replace(was, now, 1).encode()
    assert forged != content[name]
    write(exported, sealed(content | {name: forged}))
    assert altered(exported).startswith(name)
    assert named in altered(exported)


def test_another_file_under_a_sealed_manifest_is_found_by_the_chain(exported):
    content = members(exported)
    name = next(name for name in content if name.startswith("evidence/"))
    write(exported, sealed(content | {name: b"%PDF-1.7 a plot"}))
    assert altered(exported) == f"{name}: its SHA-256 is not the one that its event proves"


def test_a_cut_chain_under_a_sealed_manifest_is_found(exported):
    content = members(exported)
    lines = content["chain.jsonl"].splitlines(keepends=True)
    write(exported, sealed(content | {"chain.jsonl": b"".join(lines[:-1])}))
    assert altered(exported) == "chain.jsonl: its end is missing"


def test_a_signature_without_an_event_is_found(exported):
    content = members(exported)
    rows = json.loads(content["signatures.json"])
    rows.append(rows[0] | {"id": 999})
    write(exported, sealed(content | {"signatures.json": json.dumps(rows).encode()}))
    assert altered(exported) == "signatures.json, number 999: no event knows of it"


def test_the_page_shows_every_signature_with_its_sentence_and_names_in_any_script(exported, gate):
    page = members(exported)["launch.html"].decode()
    for decision in Decision.objects.filter(gate=gate):
        assert decision.sentence.replace("'", "&#x27;") in page
        assert decision.printed_name in page
        assert decision.get_means_display() in page
    assert "Fish &amp; &lt;chips&gt;." in page
    assert "<script" not in page


def test_the_pdf_is_one(exported):
    assert members(exported)["launch.pdf"].startswith(b"%PDF-")


def test_the_export_is_an_event_of_the_launch(exported, gate):
    event = Event.objects.filter(chain=gate.launch.chain_key).latest("number")
    manifest = json.loads(members(exported)["manifest.json"])
    assert event.kind == "launch.exported"
    assert f'"manifest":"{manifest["digest"]}"' in event.text
    assert manifest["events"] == event.number - 1
    assert verify()[0] == 0


def test_answers_that_a_new_playbook_version_rewrote_are_proved(small, tmp_path):
    gate = gate_in(Gate.Status.SIGNED, small)
    version = published(small, item_with("input", "demand", text="How many would buy it?"))
    take_version(gate.launch_id, version.pk, actor=small.owner)
    call_command("export_launch", gate.launch.key, str(tmp_path / "launch.zip"), stdout=io.StringIO())
    facts = [json.loads(text) for text in Event.objects.filter(kind="launch.revised").values_list("text", flat=True)]
    assert facts[0]["data"]["answers"]
    assert altered(tmp_path / "launch.zip") == ""


def test_a_proof_file_that_was_altered_is_not_exported(gate, tmp_path):
    proof = Evidence.objects.get(kind="file")
    with default_storage.open(proof.file.name, "r+b") as file:
        file.write(b"X")
    with pytest.raises(CommandError, match="is not the one that was attached"):
        call_command("export_launch", gate.launch.key, str(tmp_path / "launch.zip"))
    assert not list(tmp_path.iterdir())
    assert not Event.objects.filter(kind="launch.exported").exists()


def test_the_command_writes_the_file_and_nothing_beside_it(gate, tmp_path):
    out = io.StringIO()
    call_command("export_launch", gate.launch.key, str(tmp_path / "launch.zip"), stdout=out)
    assert altered(tmp_path / "launch.zip") == ""
    assert [path.name for path in tmp_path.iterdir()] == ["launch.zip"]
    assert Event.objects.latest("pk").actor is None


@pytest.mark.parametrize("key", ["L-999", "12", "L-", "no"])
def test_the_command_says_that_there_is_no_such_launch(gate, tmp_path, key):
    with pytest.raises(CommandError, match="There is no launch"):
        call_command("export_launch", key, str(tmp_path / "launch.zip"))


def test_the_history_hands_the_launch_file_out(gate, small, client, tmp_path):
    client.force_login(small.people["stranger"], backend="django.contrib.auth.backends.ModelBackend")
    response = client.post(f"/launches/{gate.launch.key}/export/")
    (tmp_path / "launch.zip").write_bytes(b"".join(response.streaming_content))
    assert response["Content-Disposition"] == f'attachment; filename="{gate.launch.key}.zip"'
    assert altered(tmp_path / "launch.zip") == ""
    history = client.get(f"/launches/{gate.launch.key}/history/").content.decode()
    assert "exported the launch file" in history
