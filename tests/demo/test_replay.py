"""Replaying an approval log as launches, and reading its figures back from the database."""

import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from launchgate.audit.models import Event
from launchgate.audit.verify import heads_that_differ
from launchgate.core.refusals import Conflict
from launchgate.launches.models import Comment, Decision, Gate, Launch, Submission
from launchgate.outbox.models import Message
from launchgate.people.models import Person
from launchgate.playbooks.models import Playbook
from tests.launches.checking import check

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HEAD = "case_id,timestamp_utc,action,role,seq\n"
SAMPLES = os.environ.get("LAUNCHGATE_SAMPLES")


def rows(name: str, *steps: str) -> str:
    """Return the rows of a case from steps such as "08:00 submit CLERK", all on one day."""
    lines = []
    for seq, step in enumerate(steps, start=1):
        moment, action, *role = step.split(" ", 2)
        lines.append(f"{name},2018-01-30T{moment}:00Z,{action},{role[0] if role else ''},{seq}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def replayed(tmp_path: Path):
    """Write a log of these cases, replay it, and return the figures."""

    def replay(*cases: str) -> dict:
        path, out = tmp_path / "log.csv", StringIO()
        path.write_text(HEAD + "".join(cases))
        call_command("replay_log", str(path), stdout=out)
        return json.loads(out.getvalue().splitlines()[-1])

    return replay


STRAIGHT = rows("straight", "08:00 submit CLERK", "09:00 approve DESK", "11:00 approve_final BOSS", "12:00 release")
BACK = rows(
    "back",
    "08:00 submit CLERK",
    "09:00 approve DESK",
    "10:00 reject BOSS",
    "11:00 reject CLERK",
    "12:00 submit CLERK",
    "12:30 approve DESK",
    "14:00 approve_final BOSS",
    "15:00 release",
    "16:00 done",
)


def test_the_figures_come_out_of_the_database(replayed):
    assert replayed(STRAIGHT, BACK) == {
        "cases": 2,
        "events": 13,
        "case_span_h": {"mean": 6.0, "median": 6.0, "max": 8.0},
        "first_submit_to_last_final_approve_h": {"n": 2, "mean": 4.5, "median": 4.5},
        "rejects_by_role": {"BOSS": 1, "CLERK": 1},
        "approvals_by_role": {"DESK": 3, "BOSS": 2},
        "submits_per_case": {"1": 1, "2": 1},
        "median_wait_h_by_role_of_decision": {
            "BOSS/approve_final": 1.75,
            "BOSS/reject": 1.0,
            "CLERK/reject": 1.0,
            "DESK/approve": 1.0,
        },
    }


def test_a_case_becomes_a_launch_with_a_gate_for_each_role(replayed):
    replayed(STRAIGHT)
    launch = Launch.objects.get()
    assert (launch.name, launch.status) == ("straight", Launch.Status.LIVE)
    assert list(launch.gates.values_list("name", "order", "status")) == [("DESK", 1, "signed"), ("BOSS", 2, "signed")]
    assert launch.opened_at.isoformat() == "2018-01-30T08:00:00+00:00"


def test_what_the_log_leaves_out_happens_at_the_same_instant(replayed):
    replayed(STRAIGHT)
    times = Submission.objects.filter(gate__name="BOSS").values_list("submitted_at", flat=True)
    assert list(times) == list(Decision.objects.filter(gate__name="BOSS").values_list("decided_at", flat=True))


def test_a_reject_sends_back_to_the_first_gate_and_what_was_signed_is_signed_again(replayed):
    replayed(BACK)
    sent_back = Decision.objects.get(kind=Decision.Kind.SENT_BACK)
    assert (sent_back.gate.name, sent_back.back_to.name) == ("BOSS", "DESK")
    assert Comment.objects.filter(text="reject by CLERK").count() == 1
    assert Decision.objects.filter(gate__name="DESK", kind=Decision.Kind.APPROVED).count() == 2


def test_a_role_that_rejected_last_is_not_applicable_in_the_end(replayed):
    figures = replayed(
        rows(
            "left out",
            "08:00 submit CLERK",
            "09:00 approve DESK",
            "10:00 reject BUDGET",
            "11:00 reject CLERK",
            "12:00 submit CLERK",
            "12:30 approve DESK",
            "14:00 approve_final BOSS",
            "15:00 release",
        )
    )
    assert Gate.objects.get(name="BUDGET").status == Gate.Status.NOT_APPLICABLE
    assert Launch.objects.get().status == Launch.Status.LIVE
    assert figures["approvals_by_role"] == {"DESK": 2, "BOSS": 1}
    assert figures["rejects_by_role"] == {"BUDGET": 1, "CLERK": 1}


def test_missing_is_the_sponsor_opening_it_again(replayed):
    figures = replayed(
        rows(
            "opened again",
            "08:00 submit CLERK",
            "09:00 approve DESK",
            "10:00 approve_final BOSS",
            "11:00 reject MISSING",
            "12:00 submit CLERK",
            "12:30 approve DESK",
            "14:00 approve_final BOSS",
        )
    )
    reopened = Decision.objects.get(kind=Decision.Kind.REOPENED)
    assert (reopened.gate.name, reopened.capacity) == ("DESK", "sponsor")
    assert figures["rejects_by_role"] == {"MISSING": 1}
    assert figures["approvals_by_role"] == {"DESK": 2, "BOSS": 2}


@pytest.mark.parametrize(
    "steps",
    [
        ("08:00 submit CLERK",),
        ("08:00 save CLERK", "09:00 submit CLERK", "10:00 save CLERK"),
        ("08:00 submit CLERK", "09:00 submit CLERK", "10:00 approve DESK"),
        ("08:00 submit CLERK", "09:00 reject CLERK", "10:00 submit CLERK", "11:00 approve_final BOSS"),
        ("08:00 approve DESK", "09:00 approve DESK", "10:00 reject DESK", "11:00 approve DESK", "12:00 release"),
        ("08:00 submit CLERK", "09:00 approve_final BOSS", "10:00 release", "11:00 reject BOSS", "12:00 release"),
        ("08:00 reject MISSING", "08:00 submit CLERK", "08:00 approve CLERK", "08:00 release", "08:00 done"),
        ("08:00 submit A", "09:00 submit B", "10:00 reject A", "11:00 approve B", "12:00 approve_final A"),
        ("08:00 release", "09:00 done"),
        ("08:00 submit CLERK", "09:00 approve A", "10:00 approve B", "11:00 submit CLERK", "12:00 approve B"),
        ("08:00 submit CLERK", "09:00 approve A", "10:00 submit CLERK", "11:00 submit CLERK", "12:00 approve_final A"),
        ("08:00 approve A", "08:00 submit CLERK", "08:00 submit CLERK", "08:00 reject CLERK", "08:00 approve A"),
    ],
    ids=lambda steps: " > ".join(step.split(" ", 1)[1] for step in steps),
)
def test_odd_cases_are_replayed_row_by_row(replayed, steps):
    figures = replayed(rows("odd", *steps))
    assert figures["events"] == len(steps)
    assert figures["submits_per_case"] == (
        {str(times): 1} if (times := sum(" submit " in step for step in steps)) else {}
    )
    assert sum(figures["approvals_by_role"].values()) == sum(" approve" in step for step in steps)
    assert sum(figures["rejects_by_role"].values()) == sum(" reject " in step for step in steps)
    printed = check()
    assert printed.startswith("exit 0\n"), printed
    assert not list(heads_that_differ())


def test_two_replays_do_not_touch_each_other(replayed):
    assert replayed(STRAIGHT) == replayed(STRAIGHT)
    assert Launch.objects.count() == 2


def test_no_mail_of_a_replay_leaves(replayed):
    replayed(BACK)
    assert Message.objects.exists()
    assert not Message.objects.filter(status=Message.Status.QUEUED).exists()


def test_nobody_opens_a_launch_from_its_playbooks(replayed):
    replayed(STRAIGHT)
    assert not Playbook.objects.filter(name__startswith="Log", retired_at=None).exists()


def test_a_bad_file_writes_nothing(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(HEAD + STRAIGHT + "b,never,submit,CLERK,1\n")
    with pytest.raises(CommandError, match="'never' is no time"):
        call_command("replay_log", str(path))
    assert not Launch.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (HEAD.encode(), "The log has no rows"),
        (HEAD.encode("utf-16"), "is not UTF-8 text; if it is packed, unpack it first"),
        (b"\x1f\x8b\x08\x00", "is not UTF-8 text; if it is packed, unpack it first"),
        (
            b"case_id,role,activity,start_time\n1,A,look,2018-01-30\n",
            "lacks the columns timestamp_utc, action, seq",
        ),
        ((HEAD + STRAIGHT).replace("action", "step", 1).encode(), "lacks the column action; it needs"),
        ((HEAD + STRAIGHT + STRAIGHT.splitlines()[0]).encode(), "Line 6: case straight has two rows with seq 1"),
        (
            (HEAD + STRAIGHT.replace("CLERK", "CL\0ERK")).encode(),
            "Line 2: a role is a name",
        ),
    ],
)
def test_a_file_that_is_no_such_log_is_refused_in_a_sentence(tmp_path, data, sentence):
    path = tmp_path / "log.csv"
    path.write_bytes(data)
    with pytest.raises(CommandError, match=sentence):
        call_command("replay_log", str(path))
    assert not Person.objects.exists()


def test_rows_may_be_mixed_with_more_columns_and_times_of_other_zones(replayed, tmp_path):
    lines = [f"note,{line}" for line in (STRAIGHT + BACK).replace("T10:00:00Z", "T12:00:00+02:00").splitlines()]
    path, out = tmp_path / "mixed.csv", StringIO()
    path.write_bytes(("\ufeffwho," + HEAD + "\n".join(lines[::-1]) + "\n").replace("\n", "\r\n").encode())
    call_command("replay_log", str(path), stdout=out)
    figures = json.loads(out.getvalue().splitlines()[-1])
    assert figures == replayed(STRAIGHT, BACK)


def test_a_case_that_cannot_be_replayed_leaves_nothing_half(replayed, monkeypatch):
    from launchgate.demo import replay

    take = replay.Replay._take

    def stumble(self, row):
        if self.case.name == "back" and row.action == "reject":
            raise Conflict("It stumbled.")
        take(self, row)

    monkeypatch.setattr(replay.Replay, "_take", stumble)
    with pytest.raises(CommandError, match=r"Case back cannot be replayed: It stumbled\. 1"):
        replayed(STRAIGHT, BACK)
    assert list(Launch.objects.values_list("name", flat=True)) == ["straight"]
    assert check().startswith("exit 0\n")
    assert set(Event.objects.filter(chain__startswith="launch:").values_list("chain", flat=True)) == {
        Launch.objects.get().chain_key
    }


@pytest.mark.deep
@pytest.mark.skipif(not SAMPLES, reason="LAUNCHGATE_SAMPLES does not say where the sample logs are")
def test_the_real_log_comes_out_as_expected():
    logs, out = Path(SAMPLES or "") / "logs", StringIO()
    call_command("replay_log", str(logs / "approvals_200.csv"), stdout=out)
    figures = json.loads(out.getvalue().splitlines()[-1])
    assert figures == json.loads((logs / "approvals_200.expected.json").read_text())
    printed = check()
    assert printed.startswith("exit 0\n"), printed
