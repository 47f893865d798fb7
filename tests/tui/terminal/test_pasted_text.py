"""Pasted text with escape bytes arrives whole, in its order, and as no key."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from planner.tui.terminal.pasted_text import PasteFilter
from tests.tui.driving import Spawn

SENT = "a\x1b[200~ab\x1b[Acd\x1b]0;x\x1b[201~\x1b[B\x1b[200~e\x1bf\x1b[201~z"
CLEANED = "a\x1b[200~ab\ufffd[Acd\ufffd]0;x\x1b[201~\x1b[B\x1b[200~e\ufffdf\x1b[201~z"


@given(st.lists(st.integers(0, len(SENT)), max_size=5))
def test_escapes_are_taken_out_of_pastes_alone_however_the_packets_are_cut(cuts: list[int]) -> None:
    paste_filter = PasteFilter()
    edges = [0, *sorted(cuts), len(SENT)]
    assert "".join(paste_filter.clean(SENT[first:last]) for first, last in pairwise(edges)) == CLEANED


def test_in_a_real_terminal_it_is_typed_in_its_order(start: Spawn) -> None:
    terminal = start()
    terminal.press(b"a")
    terminal.wait_for("Add a workout")
    terminal.press(b"\x1b[200~easy\x1b[B 8 km\x1b[201~!")
    terminal.wait_for("easy\ufffd[B 8 km!")
