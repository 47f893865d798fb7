"""The chart of a drafted block: a bar a week in the colours of its runs, its phases, its evenings with the sled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.workouts import Sport
from planner.tui.builder.draft_view import BAR_COLORS, DraftView, DraftWeek, rest_mark
from planner.tui.theme import ASCII, Glyphs
from planner.tui.widgets.rows import Piece, Row, merge_pieces
from planner.tui.widgets.wrap import fit

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_EIGHTHS_OF_A_LINE = 8
_WIDEST_BAR = 6
LABEL_WIDTH = 8
"""Cells left of the bars, the line of the axis included; a chart of one line needs fewer."""


class _Axis(NamedTuple):
    """The lines around the bars: at the top value, above the others, in the corner, below the bars."""

    top: str
    side: str
    corner: str
    floor: str


_UNICODE_AXIS, _ASCII_AXIS = _Axis("┤", "│", "└", "─"), _Axis("|", "|", "+", "-")


class ChartParts(NamedTuple):
    """Which lines a chart has.

    Attributes:
        bars: Lines of the bars, at least 1.
        has_floor: Whether a line is drawn below them.
        has_sled: Whether a line shows the evenings with the sled.
        has_phases: Whether a line names the phases.
    """

    bars: int = 1
    has_floor: bool = False
    has_sled: bool = False
    has_phases: bool = False


def chart_rows(view: DraftView, unit: Unit, glyphs: Glyphs, width: int, parts: ChartParts) -> list[Row]:
    """Return the chart in rows of at most ``width`` cells."""
    axis = _ASCII_AXIS if glyphs is ASCII else _UNICODE_AXIS
    peak = max((week.total_m for week in view.weeks), default=0.0)
    top = f"{peak / METRES_PER_UNIT[unit]:.0f} {unit.value}"
    label_width = LABEL_WIDTH if parts.has_floor else cell_len(top) + 3
    room = max(width - label_width - 1, 1)  # the flag of the race comes last
    weeks = view.weeks[:room]
    step = max(min(room // max(len(weeks), 1), _WIDEST_BAR + 1), 1)
    bar = max(step - 1, 1) if step > 1 else 1
    gap = " " * (step - bar)
    heights = [_heights(week, peak, parts.bars * _EIGHTHS_OF_A_LINE) for week in weeks]
    rows: list[Row] = []
    for line in reversed(range(parts.bars)):
        is_top = line == parts.bars - 1
        label = f"{top} {axis.top} " if is_top else f"{axis.side} "
        pieces = [Piece(label.rjust(label_width), "muted")]
        for ends in heights:
            cell, color = _cell(ends, line, glyphs)
            pieces.append(Piece(cell * bar + gap, color))
        if line == 0 and not parts.has_floor:
            pieces.append(_flag(view, glyphs))
        rows.append(merge_pieces(pieces))
    if parts.has_floor:
        floor = f"{axis.corner}{axis.floor * (step * len(weeks))}"
        rows.append((Piece(" " * (label_width - 2), "muted"), Piece(floor, "muted"), _flag(view, glyphs)))
    if parts.has_sled:
        rows.append(merge_pieces(_sled_pieces(weeks, glyphs, label_width, bar, gap)))
    if parts.has_phases:
        names = Piece(" " * label_width + _phase_names(weeks, step, glyphs), "muted")
        rows.append((names,))
    return rows


def _heights(week: DraftWeek, peak: float, full: int) -> list[int]:
    """Return where each part of a week's bar ends, in eighths of a line, from the bottom."""
    ends, metres = [], 0.0
    for part in week.metres_by_kind:
        metres += part
        ends.append(max(round(metres / peak * full), 1) if metres and peak else 0)
    return ends


def _cell(ends: list[int], line: int, glyphs: Glyphs) -> tuple[str, str]:
    """Return the character and the colour of a bar in a line, counted from the bottom."""
    floor = line * _EIGHTHS_OF_A_LINE
    filled = min(max(ends[-1] - floor, 0), _EIGHTHS_OF_A_LINE)
    if not filled:
        return " ", "faint"
    middle = floor + filled / 2
    color = next(color for end, color in zip(ends, BAR_COLORS, strict=True) if end >= middle)
    if glyphs is ASCII:
        return ("#" if filled >= _EIGHTHS_OF_A_LINE // 2 else "." if line == 0 else " "), color
    return _EIGHTHS[filled], color


def _flag(view: DraftView, glyphs: Glyphs) -> Piece:
    return Piece(glyphs.race if view.block.race_date is not None else "", "race")


def _sled_pieces(weeks: tuple[DraftWeek, ...], glyphs: Glyphs, label_width: int, bar: int, gap: str) -> Iterator[Piece]:
    """Yield a mark for each session of each week: a dot with the sled, a small one for wall sits alone."""
    yield Piece(fit("   sled", label_width, glyphs), "muted")
    for week in weeks:
        sessions = [item for day in week.workouts_by_day for item in day if item.sport is Sport.STRENGTH]
        sled = sum(bool(session.planned.sled_m) for session in sessions)
        if bar < len(sessions) or bar == 1:
            yield Piece(fit(str(sled or rest_mark(glyphs)), bar, glyphs) + gap, "strength")
            continue
        marks = glyphs.locked * sled + rest_mark(glyphs) * (len(sessions) - sled)
        yield Piece(marks.ljust(bar) + gap, "strength")


def _phase_names(weeks: tuple[DraftWeek, ...], step: int, glyphs: Glyphs) -> str:
    """Return the names of the phases, each below its first week, cut where the next one begins."""
    starts = [index for index, week in enumerate(weeks) if index == 0 or week.phase != weeks[index - 1].phase]
    text = ""
    for index, end in zip(starts, (*starts[1:], len(weeks) + 2), strict=True):
        room = (end - index) * step - 1
        name = weeks[index].phase
        text += f"{name if cell_len(name) <= room else fit(name, room, glyphs)}".ljust(room + 1)
    return text.rstrip()
