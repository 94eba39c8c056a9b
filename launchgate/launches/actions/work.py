"""What work actions share: a locked board and one of its gates."""

from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Gate


def board_of_gate(gate_id: int) -> tuple[Board, Gate]:
    """Lock the launch of a gate and return its board with the gate on it; raises Launch.DoesNotExist."""
    board = Board.load(lock_launch(gates=gate_id))
    return board, board.gate(gate_id)
