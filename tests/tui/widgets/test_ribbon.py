"""The ribbon: a block in a line, told apart by shape as well as by colour."""

from __future__ import annotations

from planner.tui.theme import ASCII, UNICODE
from planner.tui.widgets.ribbon import Ribbon, block_ribbon
from planner.tui.widgets.rows import row_width, rows_text

KM = [37, 39.5, 42, 33.5, 47, 49, 53, 44, 60, 62, 42, 20]
PHASES = ["base"] * 4 + ["build"] * 3 + ["peak"] * 3 + ["taper"] * 2
METRES = [1000.0 * km for km in KM]


def test_a_bar_a_week_with_phases_apart_this_week_marked_and_the_flag() -> None:
    ribbon = block_ribbon(METRES, PHASES, 5, UNICODE, 40, race_week=11)

    assert rows_text([ribbon.bars]) == "▄▅▅▄ ▆▸▆▇ ▅██ ▅▂⚑"
    assert ribbon.width == row_width(ribbon.bars) == 17
    assert {piece.text: piece.color for piece in ribbon.bars}["▸▆"] == "today"


def test_the_mark_of_this_week_takes_the_place_of_the_blank_between_phases() -> None:
    assert rows_text([block_ribbon(METRES, PHASES, 4, UNICODE, 40).bars]) == "▄▅▅▄▸▆▆▇ ▅██ ▅▂"


def test_names_are_whole_words_under_their_own_weeks() -> None:
    wide = block_ribbon(METRES, PHASES, 4, UNICODE, 40, race_week=11, bar_width=2)
    narrow = block_ribbon(METRES, PHASES, 4, UNICODE, 40, race_week=11)

    assert rows_text([wide.bars, wide.names]) == "▄▄▅▅▅▅▄▄▸▆▆▆▆▇▇ ▅▅████ ▅▅▂▂⚑\nbase     build  peak   taper"
    assert rows_text([narrow.names]) == "base         taper"


def test_in_little_room_bars_get_thin_and_close_up_before_they_go() -> None:
    assert block_ribbon(METRES, PHASES, 4, UNICODE, 20, bar_width=2).width == 15
    assert rows_text([block_ribbon(METRES, PHASES, None, UNICODE, 12).bars]) == "▄▅▅▄▆▆▇▅██▅▂"
    assert block_ribbon(METRES, PHASES, None, UNICODE, 11) == Ribbon()
    assert block_ribbon([], [], None, UNICODE, 40) == Ribbon()


def test_in_ascii_each_mark_is_one_character_of_ascii() -> None:
    text = rows_text([block_ribbon([0.0, *METRES[1:]], PHASES, 4, ASCII, 40, race_week=11).bars])

    assert text == "_++=>**% +## +:!"
    assert text.isascii()
