"""docs/states.md says what the tables say, and the tables say what the design says."""

import pytest
from django.core.management import call_command

from launchgate.launches.drawing import draw
from launchgate.launches.management.commands.draw_states import PAGE
from launchgate.launches.models import Gate
from launchgate.launches.transitions import GATE_FOLLOWS, GATE_MOVES, GATE_VERBS


def test_states_page_is_drawn_from_the_tables():
    assert PAGE.read_text(encoding="utf-8") == draw(), "Run: python3 manage.py draw_states"


def test_draw_states_check_fails_when_the_page_differs(tmp_path, monkeypatch):
    page = tmp_path / "states.md"
    monkeypatch.setattr("launchgate.launches.management.commands.draw_states.PAGE", page)
    with pytest.raises(SystemExit):
        call_command("draw_states", check=True)
    call_command("draw_states")
    call_command("draw_states", check=True)
    page.write_text(page.read_text() + "more\n")
    with pytest.raises(SystemExit):
        call_command("draw_states", check=True)


@pytest.mark.parametrize("verb", sorted(GATE_MOVES.keys() & GATE_VERBS.keys() - {"send_back"}))
def test_a_verb_moves_gates_only_from_where_it_may_happen(verb):
    assert {before for before, _ in GATE_MOVES[verb]} <= GATE_VERBS[verb][1]


def test_no_gate_that_has_opened_waits_again():
    moves = [pair for pairs in GATE_MOVES.values() for pair in pairs] + list(GATE_FOLLOWS)
    assert Gate.Status.WAITING not in {after for _, after in moves}
