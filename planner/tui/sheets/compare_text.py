"""Two blocks side by side in rows of words: totals and their differences, then the weeks with bars of one scale."""

from __future__ import annotations

from dataclasses import dataclass

from planner.text import clean_line
from planner.training.formatting import format_bare_distance
from planner.training.races import Unit
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, wrap_text
from planner.usecases.blocks.compare import (
    ABSENT_MARK,
    EQUAL_MARK,
    UNKNOWN_SENTENCE,
    BlockComparison,
    ComparisonRow,
    PlannedFigures,
    WeekPair,
    has_unknown,
    strength_letters,
    total_rows,
    week_differences,
)

BlockNames = tuple[str, str]
"""What the two are called over their columns: the one at hand, then the other."""
_BACKGROUND = "sheet"
_WEEK_WIDTH, _RUN_WIDTH, _HARD_WIDTH, _STRENGTH_WIDTH, _LONGEST_WIDTH, _DIFFERENCE_WIDTH, _COUNT_DIFFERENCE_WIDTH = (
    7,
    6,
    3,
    5,
    6,
    7,
    5,
)
_COUNT_DIFFERENCES_FROM = 90
"""Columns from which a week also says how its hard days and sessions differ."""
_MIN_BAR, _MAX_BAR = 4, 60
_MAX_LABEL, _MAX_FIGURE = 19, 16
_LEGEND = (
    "hd: days with a key run or a heavy session. str: H heavy, M moderate, l light, S the plan's own. "
    "long: the longest run."
)


@dataclass(frozen=True, slots=True)
class ComparisonColumns:
    """How a week's line is shared out, in cells; 0 leaves a column out."""

    hard: int
    longest: int
    bar: int
    differences: tuple[int, ...]

    @property
    def block_width(self) -> int:
        """Cells of one block's week."""
        return _RUN_WIDTH + self.hard + _STRENGTH_WIDTH + self.longest + self.bar


def comparison_columns(width: int) -> ComparisonColumns:
    """Share a width out: the running and the strength of both, then their hard days, longest runs and bars."""
    apart = (
        (_DIFFERENCE_WIDTH, _COUNT_DIFFERENCE_WIDTH, _COUNT_DIFFERENCE_WIDTH)
        if width >= _COUNT_DIFFERENCES_FROM
        else (_DIFFERENCE_WIDTH,)
    )
    room = (width - _WEEK_WIDTH - sum(apart)) // 2 - _RUN_WIDTH - _STRENGTH_WIDTH
    hard = _HARD_WIDTH if room >= _HARD_WIDTH else 0
    longest = _LONGEST_WIDTH if room - hard >= _LONGEST_WIDTH else 0
    bar = room - hard - longest
    return ComparisonColumns(hard, longest, min(bar, _MAX_BAR) if bar >= _MIN_BAR else 0, apart)


def comparison_rows(
    comparison: BlockComparison, names: BlockNames, unit: Unit, glyphs: Glyphs, width: int
) -> list[Row]:
    """Everything that is said of two blocks, totals first."""
    rows = _total_rows(comparison, names, unit, glyphs, width)
    if has_unknown(comparison):
        rows += [_muted_row(part) for part in wrap_text(UNKNOWN_SENTENCE, width)]
    return [*rows, (), *_week_rows(comparison, names, unit, glyphs, width)]


def _total_rows(comparison: BlockComparison, names: BlockNames, unit: Unit, glyphs: Glyphs, width: int) -> list[Row]:
    figure = min((width - min(width * 2 // 5, _MAX_LABEL)) // 3, _MAX_FIGURE)
    label = min(width - 3 * figure, _MAX_LABEL)
    heads = [fit(_short_name(name, figure - 1, glyphs).rjust(figure), figure, glyphs) for name in names]
    apart = "difference" if figure > len("difference") else "+/-"
    head = (Piece(" " * label + "".join(heads) + apart.rjust(figure), "muted", _BACKGROUND),)
    return [head, *(_total_row(line, label, figure, glyphs) for line in total_rows(comparison, unit))]


def _total_row(line: ComparisonRow, label: int, figure: int, glyphs: Glyphs) -> Row:
    same = line.difference in (EQUAL_MARK, "")
    return (
        Piece(fit(line.label, label, glyphs), "muted", _BACKGROUND),
        Piece(line.mine.rjust(figure), "text", _BACKGROUND),
        Piece(line.other.rjust(figure), "text", _BACKGROUND),
        Piece(line.difference.rjust(figure), "muted" if same else "accent", _BACKGROUND),
    )


def _short_name(name: str, width: int, glyphs: Glyphs) -> str:
    return fit(clean_line(name, 80), max(width, 4), glyphs).rstrip()


def _week_rows(comparison: BlockComparison, names: BlockNames, unit: Unit, glyphs: Glyphs, width: int) -> list[Row]:
    shape = comparison_columns(width)
    most = max(
        (figures.run_m for pair in comparison.weeks for figures in (pair.mine, pair.other) if figures), default=0.0
    )
    titles = "".join(fit(f"  {clean_line(name, 80)}", shape.block_width, glyphs) for name in names)
    head = _block_heading(shape, unit)
    heads = ["+/-"] if len(shape.differences) == 1 else [f"+/- {unit.value}", "hd", "str"]
    apart = "".join(name.rjust(cells) for name, cells in zip(heads, shape.differences, strict=False))
    return [
        (Piece(" " * _WEEK_WIDTH + titles, "title", _BACKGROUND),),
        (Piece("week".ljust(_WEEK_WIDTH) + head + head + apart, "muted", _BACKGROUND),),
        *(_week_row(pair, shape, most, unit, glyphs) for pair in comparison.weeks),
        (),
        *(_muted_row(part) for part in wrap_text(_LEGEND, width)),
    ]


def _block_heading(shape: ComparisonColumns, unit: Unit) -> str:
    hard = "hd".rjust(shape.hard) if shape.hard else ""
    longest = "long".rjust(shape.longest) if shape.longest else ""
    return f"{unit.value:>{_RUN_WIDTH}}{hard} {'str':{_STRENGTH_WIDTH - 1}}{longest}{'':{shape.bar}}"


def _week_row(pair: WeekPair, shape: ComparisonColumns, most: float, unit: Unit, glyphs: Glyphs) -> Row:
    apart = zip(week_differences(pair, unit), shape.differences, strict=False)
    return (
        Piece(f"{pair.monday.day:>2} {pair.monday:%b}".ljust(_WEEK_WIDTH), "muted", _BACKGROUND),
        *_block_pieces(pair.mine, shape, most, unit, glyphs),
        *_block_pieces(pair.other, shape, most, unit, glyphs),
        *(Piece(one.rjust(cells), "muted" if one == EQUAL_MARK else "accent", _BACKGROUND) for one, cells in apart),
    )


def _block_pieces(
    figures: PlannedFigures | None, shape: ComparisonColumns, most: float, unit: Unit, glyphs: Glyphs
) -> Row:
    """One block's week: running, hard days, strength, the longest run, and a bar of the running."""
    if figures is None:
        return (Piece(ABSENT_MARK.rjust(_RUN_WIDTH).ljust(shape.block_width), "faint", _BACKGROUND),)
    hard = str(figures.hard_days).rjust(shape.hard) if shape.hard else ""
    longest = format_bare_distance(figures.longest_m, unit).rjust(shape.longest) if shape.longest else ""
    letters = fit(f" {strength_letters(figures)}", _STRENGTH_WIDTH, glyphs)
    room = shape.bar - 1
    cells = int(figures.run_m / most * room + 0.5) if most and shape.bar else 0
    return (
        Piece(format_bare_distance(figures.run_m, unit).rjust(_RUN_WIDTH) + hard, "text", _BACKGROUND),
        Piece(letters, "strength", _BACKGROUND),
        Piece(f"{longest} " if shape.bar else longest, "text", _BACKGROUND),
        *((Piece((glyphs.bar_full * cells).ljust(room), "easy", _BACKGROUND),) if shape.bar else ()),
    )


def _muted_row(text: str) -> Row:
    return (Piece(text, "muted", _BACKGROUND),)
