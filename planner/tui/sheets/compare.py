"""Two blocks side by side, of which the runner keeps one: their totals, then their weeks with bars of one scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from planner.text import clean_line
from planner.training.formatting import OWN_STRENGTH_LETTER, STRENGTH_LEGEND, format_bare_distance
from planner.training.races import Unit
from planner.tui.keys import sheet_commands
from planner.tui.sheets.sheet import ScrollSheet
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, wrap_rows
from planner.usecases.blocks import compare
from planner.usecases.blocks.compare import BlockComparison, ComparisonRow, PlannedFigures, WeekPair

BlockNames = tuple[str, str]
"""The names over the columns of the two blocks."""
_BACKGROUND = "sheet"
_WEEK_WIDTH, _RUN_WIDTH, _HARD_WIDTH, _STRENGTH_WIDTH, _LONGEST_WIDTH = 7, 6, 3, 5, 6
_DIFFERENCE_WIDTH, _COUNT_DIFFERENCE_WIDTH = 7, 5
_COUNT_DIFFERENCES_FROM = 90
"""Columns from which a week also shows how its hard days and sessions differ."""
_MIN_BAR, _MAX_BAR = 4, 60
_MAX_LABEL, _MAX_FIGURE = 19, 16
_LEGEND = (
    f"hd: days with a key run or a heavy session. str: {STRENGTH_LEGEND}, {OWN_STRENGTH_LETTER} the plan's own. "
    "long: the longest run."
)


CompareAnswer = Literal["keep", "swap"]


class CompareSheet(ScrollSheet[CompareAnswer]):
    """Shows two blocks side by side; its result says which is kept: ``keep`` the first, ``swap`` for the other.

    Args:
        comparison: The two blocks.
        names: The names over their columns: the first, then the other.
        unit: The unit of distances.
    """

    MAX_WIDTH = 150
    NON_ROW_LINES = 6
    COMMAND_TABLE = sheet_commands.COMPARE

    def __init__(self, comparison: BlockComparison, names: BlockNames, unit: Unit = Unit.KM) -> None:
        super().__init__(
            "Which of the two?", lambda width: comparison_rows(comparison, names, unit, self.host.glyphs, width)
        )


@dataclass(frozen=True, slots=True)
class ComparisonColumns:
    """The widths of the columns of a week in cells; 0 leaves a column out.

    Attributes:
        hard: The hard days of a block.
        longest: The longest run of a block.
        bar: The bar of a block's running.
        differences: The difference of running, then those of hard days and sessions where there is room.
    """

    hard: int
    longest: int
    bar: int
    differences: tuple[int, ...]

    @property
    def block_width(self) -> int:
        """Cells of the week of one block."""
        return _RUN_WIDTH + self.hard + _STRENGTH_WIDTH + self.longest + self.bar


def comparison_columns(width: int) -> ComparisonColumns:
    """Share a width out: running and strength of both blocks first, then hard days, longest runs and bars."""
    differences = (
        (_DIFFERENCE_WIDTH, _COUNT_DIFFERENCE_WIDTH, _COUNT_DIFFERENCE_WIDTH)
        if width >= _COUNT_DIFFERENCES_FROM
        else (_DIFFERENCE_WIDTH,)
    )
    room = (width - _WEEK_WIDTH - sum(differences)) // 2 - _RUN_WIDTH - _STRENGTH_WIDTH
    hard = _HARD_WIDTH if room >= _HARD_WIDTH else 0
    longest = _LONGEST_WIDTH if room - hard >= _LONGEST_WIDTH else 0
    bar = room - hard - longest
    return ComparisonColumns(hard, longest, min(bar, _MAX_BAR) if bar >= _MIN_BAR else 0, differences)


def comparison_rows(
    comparison: BlockComparison, names: BlockNames, unit: Unit, glyphs: Glyphs, width: int
) -> list[Row]:
    """Return the comparison of two blocks, totals first."""
    rows = _total_rows(comparison, names, unit, glyphs, width)
    if compare.has_unknown(comparison):
        rows += wrap_rows(compare.UNKNOWN_SENTENCE, width, "muted", _BACKGROUND)
    return [*rows, (), *_week_rows(comparison, names, unit, glyphs, width)]


def _total_rows(comparison: BlockComparison, names: BlockNames, unit: Unit, glyphs: Glyphs, width: int) -> list[Row]:
    figure = min((width - min(width * 2 // 5, _MAX_LABEL)) // 3, _MAX_FIGURE)
    label = min(width - 3 * figure, _MAX_LABEL)
    short = [fit(clean_line(name, 80), max(figure - 1, 4), glyphs).rstrip() for name in names]
    heads = [fit(name.rjust(figure), figure, glyphs) for name in short]
    difference = "difference" if figure > len("difference") else "+/-"
    head = (Piece(" " * label + "".join(heads) + difference.rjust(figure), "muted", _BACKGROUND),)
    return [head, *(_total_row(total, label, figure, glyphs) for total in compare.total_rows(comparison, unit))]


def _total_row(total: ComparisonRow, label: int, figure: int, glyphs: Glyphs) -> Row:
    is_same = total.difference in (compare.EQUAL_MARK, "")
    return (
        Piece(fit(total.label, label, glyphs), "muted", _BACKGROUND),
        Piece(total.mine.rjust(figure), "text", _BACKGROUND),
        Piece(total.other.rjust(figure), "text", _BACKGROUND),
        Piece(total.difference.rjust(figure), "muted" if is_same else "accent", _BACKGROUND),
    )


def _week_rows(comparison: BlockComparison, names: BlockNames, unit: Unit, glyphs: Glyphs, width: int) -> list[Row]:
    columns = comparison_columns(width)
    most_m = max(
        (figures.run_m for pair in comparison.weeks for figures in (pair.mine, pair.other) if figures), default=0.0
    )
    titles = "".join(fit(f"  {clean_line(name, 80)}", columns.block_width, glyphs) for name in names)
    head = _block_heading(columns, unit)
    heads = ["+/-"] if len(columns.differences) == 1 else [f"+/- {unit.value}", "hd", "str"]
    differences = "".join(name.rjust(cells) for name, cells in zip(heads, columns.differences, strict=False))
    return [
        (Piece(" " * _WEEK_WIDTH + titles, "title", _BACKGROUND),),
        (Piece("week".ljust(_WEEK_WIDTH) + head + head + differences, "muted", _BACKGROUND),),
        *(_week_row(pair, columns, most_m, unit, glyphs) for pair in comparison.weeks),
        (),
        *wrap_rows(_LEGEND, width, "muted", _BACKGROUND),
    ]


def _block_heading(columns: ComparisonColumns, unit: Unit) -> str:
    hard = "hd".rjust(columns.hard) if columns.hard else ""
    longest = "long".rjust(columns.longest) if columns.longest else ""
    return f"{unit.value:>{_RUN_WIDTH}}{hard} {'str':{_STRENGTH_WIDTH - 1}}{longest}{'':{columns.bar}}"


def _week_row(pair: WeekPair, columns: ComparisonColumns, most_m: float, unit: Unit, glyphs: Glyphs) -> Row:
    differences = zip(compare.week_differences(pair, unit), columns.differences, strict=False)
    return (
        Piece(f"{pair.monday.day:>2} {pair.monday:%b}".ljust(_WEEK_WIDTH), "muted", _BACKGROUND),
        *_block_pieces(pair.mine, columns, most_m, unit, glyphs),
        *_block_pieces(pair.other, columns, most_m, unit, glyphs),
        *(
            Piece(text.rjust(cells), "muted" if text == compare.EQUAL_MARK else "accent", _BACKGROUND)
            for text, cells in differences
        ),
    )


def _block_pieces(
    figures: PlannedFigures | None, columns: ComparisonColumns, most_m: float, unit: Unit, glyphs: Glyphs
) -> Row:
    """Return the week of one block: running, hard days, strength, the longest run, and a bar of the running."""
    if figures is None:
        return (Piece(compare.ABSENT_MARK.rjust(_RUN_WIDTH).ljust(columns.block_width), "faint", _BACKGROUND),)
    hard = str(figures.hard_days).rjust(columns.hard) if columns.hard else ""
    longest = format_bare_distance(figures.longest_m, unit).rjust(columns.longest) if columns.longest else ""
    letters = fit(f" {compare.strength_letters(figures)}", _STRENGTH_WIDTH, glyphs)
    room = columns.bar - 1
    cells = int(figures.run_m / most_m * room + 0.5) if most_m and columns.bar else 0
    return (
        Piece(format_bare_distance(figures.run_m, unit).rjust(_RUN_WIDTH) + hard, "text", _BACKGROUND),
        Piece(letters, "strength", _BACKGROUND),
        Piece(f"{longest} " if columns.bar else longest, "text", _BACKGROUND),
        *((Piece((glyphs.bar_full * cells).ljust(room), "easy", _BACKGROUND),) if columns.bar else ()),
    )
