"""What work actions share: a locked board and one of its gates, and what that gate offers as conditions."""

from collections.abc import Sequence

from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Gate, Offer


def board_of_gate(gate_id: int) -> tuple[Board, Gate]:
    """Lock the launch of a gate and return its board with the gate on it; raises Launch.DoesNotExist."""
    board = Board.load(lock_launch(gates=gate_id))
    return board, board.gate(gate_id)


def mark_offers(offers: Sequence[Offer], status: str) -> None:
    """Give offers of a board another status."""
    if offers:
        Offer.objects.filter(pk__in=[offer.pk for offer in offers]).update(status=status)
    for offer in offers:
        offer.status = Offer.Status(status)
