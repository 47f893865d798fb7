"""The line above a chart of weeks: the phases over their weeks, and the flag of a race."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from planner.text import clean_line
from planner.tui.theme import Glyphs
from planner.tui.widgets.ribbon import phase_color
from planner.tui.widgets.rows import Piece, Row, merge_pieces

_MAX_PHASE_CHARS = 20
_FLAG_REACH = 4
"""Cells from where its bar begins within which the flag of a race is put."""
_BLANK = (" ", "muted")


def phase_row(phases: Sequence[str], races: Sequence[int], columns: Sequence[int], width: int, glyphs: Glyphs) -> Row:
    """Return the names of the phases over their weeks; one without room is left out, as half a word says nothing.

    The flag of a race is next to the name of its phase, or in its place.

    Args:
        phases: The phase of each week, in order; empty where it has none.
        races: The indices of the weeks with a race.
        columns: The column where the bar of each week begins.
        width: Cells of the row.
        glyphs: The marks to draw with.
    """
    cells = [_BLANK] * width
    named: dict[int, range] = {}
    position = 0
    for phase, group in groupby(range(len(phases)), key=lambda week: phases[week]):
        weeks = list(group)
        name = clean_line(phase, _MAX_PHASE_CHARS)
        is_last = weeks[-1] == len(phases) - 1
        first, end = columns[weeks[0]], width if is_last else columns[weeks[-1] + 1] - 1
        if name and first + len(name) <= end:
            cells[first : first + len(name)] = [(char, phase_color(name, position)) for char in name]
            named |= dict.fromkeys(weeks, range(first, first + len(name)))
        position += bool(name)
    for week in races:
        near = range(columns[week], min(columns[week] + _FLAG_REACH, width))
        free = next((x for x in near if all(cell == _BLANK for cell in cells[max(x - 1, 0) : x + 2])), None)
        if free is None:
            name_at = named.get(week, range(0))
            cells[name_at.start : name_at.stop] = [_BLANK] * len(name_at)
            free = columns[week]
        cells[free] = (glyphs.race, "race")
    return merge_pieces(Piece(char, color) for char, color in cells)
