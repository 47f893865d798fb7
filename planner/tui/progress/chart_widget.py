"""The picture of a figure, a bar a week; on a wide terminal running, sled and wall sit stand side by side."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style

from planner.tui import theme
from planner.tui.progress import bars
from planner.tui.progress.bars import ASCII_BARS, REMAINING_TINT, SHORTFALL_TINT, UNICODE_BARS, BarChart, WeekBar
from planner.tui.progress.figures import METRICS_BY_ID, Metric
from planner.tui.progress.lines_widget import ReviewWidget
from planner.tui.progress.review import ProgressData
from planner.tui.theme import ASCII, PaletteStyles
from planner.tui.widgets.rows import Piece, Row

_FIGURE_WIDTH = 80
_SIDE_FIGURES = ("run", "sled", "wall_sit")
_MIN_SIZE = (24, 5)


class Chart(ReviewWidget):
    """Bars of a `ProgressData`, with a cursor on one week."""

    DEFAULT_CSS = """
    Chart { height: 8; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._styles_by_theme = {palette.name: TintedStyles(palette) for palette in theme.PALETTES.values()}
        self._pictures: list[BarChart] = []

    def palette_styles(self) -> PaletteStyles:
        """The palette's styles and the tints of bars."""
        return self._styles_by_theme.get(self.app.theme, self._styles_by_theme[theme.CALM.name])

    def week_index_at(self, x: int, y: int) -> int | None:
        """The week whose bar stands in a column."""
        del y
        if not self._pictures:
            return None
        panel, column = divmod(x, self.size.width // len(self._pictures))
        return self._pictures[panel].bar_at_x(column) if panel < len(self._pictures) else None

    def build_rows(self) -> Sequence[Row]:
        """The chosen figure's picture, and those that stand beside it."""
        width, height = self.size
        if self._review_state is None or width < _MIN_SIZE[0] or height < _MIN_SIZE[1]:
            return ()
        review, chosen, cursor = self._review_state
        figures = self._figures(chosen)
        self._pictures = [self._picture(review, figure, cursor, width // len(figures)) for figure in figures]
        lines = zip(*(picture.rows for picture in self._pictures), strict=True)
        return [tuple(piece for row in line for piece in row) for line in lines]

    def _figures(self, chosen: Metric) -> list[Metric]:
        """The chosen figure, and those that stand beside it where there is room."""
        others = [METRICS_BY_ID[name] for name in _SIDE_FIGURES if name != chosen.id]
        return [chosen, *others][: max(self.size.width // _FIGURE_WIDTH, 1)]

    def _picture(self, review: ProgressData, figure: Metric, cursor: int, width: int) -> BarChart:
        """One figure's bars; the chosen one's name stands between arrows."""
        assert self._review_state is not None
        amounts = zip(review.weeks, review.amounts(figure), strict=True)
        chosen = f"{self._glyphs.left} {figure.name} {self._glyphs.right}"
        return bars.draw_chart(
            [WeekBar(week.progress.start, amount) for week, amount in amounts],
            figure,
            review.unit,
            width=width,
            height=self.size.height,
            cursor=cursor,
            glyphs=ASCII_BARS if self._glyphs is ASCII else UNICODE_BARS,
            heading=Piece(chosen, "accent") if figure is self._review_state[1] else None,
        )


class TintedStyles(PaletteStyles):
    """Styles of a palette with the two tints of `bars`, each as an ink and as a ground."""

    def _build_style(self, ink: str, ground: str) -> Style:
        if not {ink, ground} & {REMAINING_TINT, SHORTFALL_TINT}:
            return super()._build_style(ink, ground)
        inks, grounds = self.palette.foregrounds, self.palette.backgrounds
        tints = {REMAINING_TINT: inks["faint"], SHORTFALL_TINT: grounds["cursor"] or inks["faint"]}
        colour = tints[ink] if ink in tints else inks[ink]
        under = tints[ground] if ground in tints else grounds[ground]
        return Style(color=colour, bgcolor=under)
