"""Two blocks side by side in rows of words: totals and their differences, then the weeks with bars of one scale."""

from __future__ import annotations

from dataclasses import dataclass

from planner.text import clean_line
from planner.training.races import Unit
from planner.training.wording import distance
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, wrap
from planner.usecases.blocks.compare import (
    ABSENT,
    SAME,
    UNKNOWN_SENTENCE,
    Comparison,
    Figures,
    Line,
    WeekPair,
    has_unknown,
    strength_letters,
    total_lines,
    week_differences,
)

Names = tuple[str, str]
"""What the two are called over their columns: the one at hand, then the other."""
_GROUND = "sheet"
_WEEK, _RUN, _HARD, _STRENGTH, _LONGEST, _APART, _APART_COUNT = 7, 6, 3, 5, 6, 7, 5
_COUNTS_APART_FROM = 90
"""Columns from which a week also says how its hard days and sessions differ."""
_LEAST_BAR, _LONGEST_BAR = 4, 60
_WIDEST_LABEL, _WIDEST_FIGURE = 19, 16
_LEGEND = (
    "hd: days with a key run or a heavy session. str: H heavy, M moderate, l light, S the plan's own. "
    "long: the longest run."
)


@dataclass(frozen=True, slots=True)
class Columns:
    """How a week's line is shared out, in cells; 0 leaves a column out."""

    hard: int
    longest: int
    bar: int
    apart: tuple[int, ...]

    @property
    def side(self) -> int:
        """Cells of one block's week."""
        return _RUN + self.hard + _STRENGTH + self.longest + self.bar


def columns(width: int) -> Columns:
    """Share a width out: the running and the strength of both, then their hard days, longest runs and bars."""
    apart = (_APART, _APART_COUNT, _APART_COUNT) if width >= _COUNTS_APART_FROM else (_APART,)
    room = (width - _WEEK - sum(apart)) // 2 - _RUN - _STRENGTH
    hard = _HARD if room >= _HARD else 0
    longest = _LONGEST if room - hard >= _LONGEST else 0
    bar = room - hard - longest
    return Columns(hard, longest, min(bar, _LONGEST_BAR) if bar >= _LEAST_BAR else 0, apart)


def comparison_rows(comparison: Comparison, names: Names, unit: Unit, glyphs: Glyphs, width: int) -> list[Row]:
    """Everything that is said of two blocks, totals first."""
    rows = _total_rows(comparison, names, unit, glyphs, width)
    if has_unknown(comparison):
        rows += [_plain(part) for part in wrap(UNKNOWN_SENTENCE, width)]
    return [*rows, (), *_week_rows(comparison, names, unit, glyphs, width)]


def _total_rows(comparison: Comparison, names: Names, unit: Unit, glyphs: Glyphs, width: int) -> list[Row]:
    figure = min((width - min(width * 2 // 5, _WIDEST_LABEL)) // 3, _WIDEST_FIGURE)
    label = min(width - 3 * figure, _WIDEST_LABEL)
    heads = [fit(_shortened(name, figure - 1, glyphs).rjust(figure), figure, glyphs) for name in names]
    apart = "difference" if figure > len("difference") else "+/-"
    head = (Piece(" " * label + "".join(heads) + apart.rjust(figure), "muted", _GROUND),)
    return [head, *(_total_row(line, label, figure, glyphs) for line in total_lines(comparison, unit))]


def _total_row(line: Line, label: int, figure: int, glyphs: Glyphs) -> Row:
    same = line.difference in (SAME, "")
    return (
        Piece(fit(line.label, label, glyphs), "muted", _GROUND),
        Piece(line.mine.rjust(figure), "text", _GROUND),
        Piece(line.other.rjust(figure), "text", _GROUND),
        Piece(line.difference.rjust(figure), "muted" if same else "accent", _GROUND),
    )


def _shortened(name: str, width: int, glyphs: Glyphs) -> str:
    return fit(clean_line(name, 80), max(width, 4), glyphs).rstrip()


def _week_rows(comparison: Comparison, names: Names, unit: Unit, glyphs: Glyphs, width: int) -> list[Row]:
    shape = columns(width)
    most = max(
        (figures.run_m for pair in comparison.weeks for figures in (pair.mine, pair.other) if figures), default=0.0
    )
    titles = "".join(fit(f"  {clean_line(name, 80)}", shape.side, glyphs) for name in names)
    head = _head(shape, unit)
    heads = ["+/-"] if len(shape.apart) == 1 else [f"+/- {unit.value}", "hd", "str"]
    apart = "".join(name.rjust(cells) for name, cells in zip(heads, shape.apart, strict=False))
    return [
        (Piece(" " * _WEEK + titles, "title", _GROUND),),
        (Piece("week".ljust(_WEEK) + head + head + apart, "muted", _GROUND),),
        *(_week_row(pair, shape, most, unit, glyphs) for pair in comparison.weeks),
        (),
        *(_plain(part) for part in wrap(_LEGEND, width)),
    ]


def _head(shape: Columns, unit: Unit) -> str:
    hard = "hd".rjust(shape.hard) if shape.hard else ""
    longest = "long".rjust(shape.longest) if shape.longest else ""
    return f"{unit.value:>{_RUN}}{hard} {'str':{_STRENGTH - 1}}{longest}{'':{shape.bar}}"


def _week_row(pair: WeekPair, shape: Columns, most: float, unit: Unit, glyphs: Glyphs) -> Row:
    apart = zip(week_differences(pair, unit), shape.apart, strict=False)
    return (
        Piece(f"{pair.monday.day:>2} {pair.monday:%b}".ljust(_WEEK), "muted", _GROUND),
        *_side(pair.mine, shape, most, unit, glyphs),
        *_side(pair.other, shape, most, unit, glyphs),
        *(Piece(one.rjust(cells), "muted" if one == SAME else "accent", _GROUND) for one, cells in apart),
    )


def _side(figures: Figures | None, shape: Columns, most: float, unit: Unit, glyphs: Glyphs) -> Row:
    """One block's week: running, hard days, strength, the longest run, and a bar of the running."""
    if figures is None:
        return (Piece(ABSENT.rjust(_RUN).ljust(shape.side), "faint", _GROUND),)
    hard = str(figures.hard_days).rjust(shape.hard) if shape.hard else ""
    longest = distance(figures.longest_m, unit).rjust(shape.longest) if shape.longest else ""
    letters = fit(f" {strength_letters(figures)}", _STRENGTH, glyphs)
    room = shape.bar - 1
    cells = int(figures.run_m / most * room + 0.5) if most and shape.bar else 0
    return (
        Piece(distance(figures.run_m, unit).rjust(_RUN) + hard, "text", _GROUND),
        Piece(letters, "strength", _GROUND),
        Piece(f"{longest} " if shape.bar else longest, "text", _GROUND),
        *((Piece((glyphs.full * cells).ljust(room), "easy", _GROUND),) if shape.bar else ()),
    )


def _plain(text: str) -> Row:
    return (Piece(text, "muted", _GROUND),)
