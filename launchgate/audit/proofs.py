"""What events prove of rows in later rooms: each room registers how its rows are compared with what was recorded."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from launchgate.audit.models import Event

ERASURE, CUSTOMER_ERASURE = "person.erased", "customer.erased"


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing of a chain, or of the anchors, that is not as it was recorded; anchors have no event."""

    chain: str
    number: int | None
    reason: str

    @property
    def place(self) -> str:
        """Name where it is, such as "launch:12, event 3"."""
        return self.chain if self.number is None else f"{self.chain}, event {self.number}"


class Recorded(NamedTuple):
    """An event as a proof reads it; the moment is the text that was hashed. A plain tuple: there are very many."""

    chain: str
    number: int
    kind: str
    actor_id: int | None
    subject: str
    happened_at: str
    data: dict[str, Any]

    @property
    def subject_id(self) -> int:
        """Return the id of the row that the event is about."""
        return int(self.subject.partition(":")[2])

    def fault(self, reason: str) -> Fault:
        """Return a fault of this event."""
        return Fault(self.chain, self.number, reason)


Proof = Callable[[Sequence[Recorded]], Iterator[Fault]]
FileCheck = Callable[[], Iterator[Fault]]
_proofs: dict[str, list[Proof]] = {}
_file_checks: list[FileCheck] = []


def proves(*kinds: str) -> Callable[[Proof], Proof]:
    """Register how the rows behind events of these kinds are compared with them, a batch of events at a time."""

    def register(proof: Proof) -> Proof:
        for kind in kinds:
            _proofs.setdefault(kind, []).append(proof)
        return proof

    return register


def proves_files(check: FileCheck) -> FileCheck:
    """Register a check that reads files and compares them with what was recorded of them."""
    _file_checks.append(check)
    return check


def proven_kinds() -> frozenset[str]:
    """Return the kinds of events that prove something of a row."""
    return frozenset(_proofs)


def disproved(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Yield a fault for each event of a batch whose row is no longer what it says, in no particular order."""
    of_proof: dict[Proof, list[Recorded]] = {}
    for event in events:
        for proof in _proofs[event.kind]:
            of_proof.setdefault(proof, []).append(event)
    for proof, concerned in of_proof.items():
        yield from proof(concerned)


def files_that_differ() -> Iterator[Fault]:
    """Yield a fault for each file that is gone or not the one that was recorded."""
    for check in _file_checks:
        yield from check()


def was_erased(subject: str) -> bool:
    """Say whether the words of a row, named like a subject, were erased by law, as the company's chain tells."""
    erasures = Event.objects.filter(chain="company:1", kind__in=(ERASURE, CUSTOMER_ERASURE))
    return erasures.filter(text__contains=f'"{subject}"').exists()
