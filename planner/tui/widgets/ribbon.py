"""The ribbon of a block: a bar a week, phases apart and named, this week marked, the race's flag.

It takes one line, or two with the names of the phases. Phases differ in colour, and a blank parts them where there is
room for it; a mark comes before the bar of this week. It shows the shape of a block, not its figures: bars begin at
half the lightest week, as eight heights from zero up would hardly show that a week is lighter.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len

from planner.text import clean_line
from planner.tui.theme import ASCII, Glyphs
from planner.tui.widgets.rows import Piece, Row, merge_pieces

_BARS, _ASCII_BARS = "▁▂▃▄▅▆▇█", ".:-=+*%#"
_NO_RUNNING, _ASCII_NO_RUNNING = "·", "_"
_MAX_PHASE_CHARS = 30
_PHASE_COLORS = {
    "base": "easy",
    "build": "long",
    "peak": "quality",
    "specific": "quality",
    "sharpen": "quality",
    "taper": "cross",
    "race": "race",
    "recovery": "cross",
}
_OTHER_PHASES = ("text", "muted")
"""The colours of phases with other names, in turn."""


class Ribbon(NamedTuple):
    """A block drawn in a line or two.

    Attributes:
        bars: The bars, with this week's mark and the race's flag.
        names: The phases' names under their weeks, those that have room; for a second line.
        width: The width of the bars in cells; 0 where the room is too small for a bar a week.
    """

    bars: Row = ()
    names: Row = ()
    width: int = 0


def phase_color(phase: str, position: int = 0) -> str:
    """Return the palette's colour of a phase.

    Args:
        phase: Its name in the plan; any text.
        position: How many phases of the block come before it: phases with names of their own take turns.
    """
    return _PHASE_COLORS.get(phase.strip().lower(), _OTHER_PHASES[position % 2])


def block_ribbon(
    weekly_metres: Sequence[float],
    phases: Sequence[str],
    this_week: int | None,
    glyphs: Glyphs,
    width: int,
    *,
    race_week: int | None = None,
    bar_width: int = 1,
    parted: bool = False,
    background: str = "band",
) -> Ribbon:
    """Draw a block in at most ``width`` cells.

    Args:
        weekly_metres: The running of each week, in metres; seconds do as well, if all of them are.
        phases: The phase of each week; empty where it has none.
        this_week: The index of this week; None outside the block.
        glyphs: The marks to draw with.
        width: The cells there are.
        race_week: The index of the week of the race; None without a race.
        bar_width: Cells of a bar, where they fit; else a bar has one. The names of short phases need two.
        parted: Whether phases are apart by more than their colour, or nothing is drawn.
        background: The palette's name of the background.
    """
    for bar, gap in ((bar_width, 1), (1, 1)) if parted else ((bar_width, 1), (1, 1), (1, 0)):
        drawn = _draw(
            weekly_metres,
            phases,
            this_week,
            glyphs,
            race_week=race_week,
            bar_width=bar,
            gap=gap,
            background=background,
        )
        if weekly_metres and drawn.width <= width:
            return drawn._replace(names=_cut(drawn.names, width))
    return Ribbon()


def _draw(
    weekly_metres: Sequence[float],
    phases: Sequence[str],
    this_week: int | None,
    glyphs: Glyphs,
    *,
    race_week: int | None,
    bar_width: int,
    gap: int,
    background: str,
) -> Ribbon:
    """Draw a block with bars and gaps of some width, however wide that is."""
    scale = _scale(weekly_metres)
    bars: list[Piece] = []
    names: list[tuple[int, str, str]] = []  # the column, the name and the colour of each phase
    x = 0
    for position, (phase, group) in enumerate(groupby(range(len(weekly_metres)), key=lambda week: phases[week])):
        color = phase_color(phase, position)
        for number, week in enumerate(group):
            before = glyphs.today if week == this_week else " " * gap if position and not number else ""
            if before:
                bars.append(Piece(before, "today", background))
            x += len(before)
            if not number:
                names.append((x, clean_line(phase, _MAX_PHASE_CHARS), color))
            text = _bar(weekly_metres[week], scale, glyphs) * bar_width
            bars.append(Piece(text, "today" if week == this_week else color, background))
            x += bar_width
            if week == race_week:
                bars.append(Piece(glyphs.race, "race", background))
                x += 1
    return Ribbon(merge_pieces(bars), _name_row(names, x, background), x)


def _scale(weekly_metres: Sequence[float]) -> tuple[float, float]:
    """Return where the bars begin, and the highest of them."""
    running = [metres for metres in weekly_metres if metres > 0]
    return min(running, default=0.0) / 2, max(running, default=0.0)


def _bar(metres: float, scale: tuple[float, float], glyphs: Glyphs) -> str:
    """Return the bar of a week, from an eighth of a line up to a whole one."""
    is_ascii = glyphs is ASCII
    if metres <= 0:
        return _ASCII_NO_RUNNING if is_ascii else _NO_RUNNING
    bars = _ASCII_BARS if is_ascii else _BARS
    lowest, highest = scale
    height = round((metres - lowest) / (highest - lowest) * len(bars))
    return bars[min(max(height, 1), len(bars)) - 1]


def _name_row(names: Sequence[tuple[int, str, str]], width: int, background: str) -> Row:
    """Return the names in one row; one that would touch the next is left out, as half a word says nothing."""
    pieces: list[Piece] = []
    used = 0
    for index, (x, name, color) in enumerate(names):
        end = names[index + 1][0] if index + 1 < len(names) else max(width, x + cell_len(name) + 1)
        if name and x + cell_len(name) < end and x >= used:
            pieces += (Piece(" " * (x - used), "muted", background), Piece(name, color, background))
            used = x + cell_len(name)
    return merge_pieces([piece for piece in pieces if piece.text])


def _cut(names: Row, width: int) -> Row:
    """Return the names that end within a width."""
    shown: list[Piece] = []
    used = 0
    for piece in names:
        used += cell_len(piece.text)
        if used > width:
            break
        shown.append(piece)
    return tuple(shown)
