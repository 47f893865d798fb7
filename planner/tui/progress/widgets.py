"""What the picture and the table of Progress share: weeks of a `ProgressData`, a cursor on one of them, and clicks."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual import events
from textual.message import Message

from planner.tui import theme
from planner.tui.host import host_of
from planner.tui.progress import bars, table
from planner.tui.progress.bars import ASCII_BARS, REMAINING_TINT, SHORTFALL_TINT, UNICODE_BARS, BarChart, WeekBar
from planner.tui.progress.data import ProgressData
from planner.tui.progress.metrics import METRICS_BY_ID, Metric
from planner.tui.theme import ASCII, Glyphs, PaletteStyles
from planner.tui.widgets.rows import Piece, Row, SizedRows


class ReviewWidget(SizedRows):
    """Lines that show weeks; a click on one chooses it."""

    class Picked(Message):
        """A week was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._review_state: tuple[ProgressData, Metric, int] | None = None

    @property
    def _glyphs(self) -> Glyphs:
        """The marks there are now."""
        return host_of(self).glyphs

    def show_review(self, review: ProgressData, figure: Metric, cursor: int) -> None:
        """Show other data, with the cursor's week in sight; only what differs is sent."""
        self._review_state = (review, figure, cursor)
        self.rebuild()

    def week_index_at(self, x: int, y: int) -> int | None:
        """The place of the week drawn in a cell, oldest first; None where there is none."""
        raise NotImplementedError

    def on_click(self, event: events.Click) -> None:
        """Say which week was clicked."""
        place = self.week_index_at(event.x, event.y)
        if place is not None:
            self.post_message(self.Picked(place))


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


class WeekTable(ReviewWidget):
    """A heading, as many weeks as fit, and their sum."""

    DEFAULT_CSS = """
    WeekTable { height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._top = 0
        self._layout_key: tuple[ProgressData, Metric, int] | None = None
        self._layout = table.TableLayout(())

    @property
    def visible_weeks(self) -> int:
        """Weeks that fit at once."""
        return max(self.size.height - 2, 1)

    def layout_for(self, review: ProgressData, figure: Metric) -> table.TableLayout:
        """The columns for some data at the present width; worked out once for each."""
        width = self.app.size.width
        if self._layout_key is None or self._layout_key[0] is not review or self._layout_key[1:] != (figure, width):
            self._layout_key, self._layout = (review, figure, width), table.lay_out_table(review, width, figure)
        return self._layout

    def week_index_at(self, x: int, y: int) -> int | None:
        """The week on a line."""
        del x
        count = len(self._review_state[0].weeks) if self._review_state is not None else 0
        line = y - 1
        return count - 1 - self._top - line if 0 <= line < min(self.visible_weeks, count) else None

    def build_rows(self) -> Sequence[Row]:
        """The heading, the weeks around the cursor, the sum."""
        if self._review_state is None:
            return ()
        review, figure, cursor = self._review_state
        count = len(review.weeks)
        shape = self.layout_for(review, figure)
        self._top = table.scroll_top(count, self.visible_weeks, count - 1 - cursor, self._top)
        shown = [count - 1 - line for line in range(self._top, min(self._top + self.visible_weeks, count))]
        return [
            table.table_header_row(shape, figure),
            *(
                table.table_week_row(review, place, shape, figure, self._glyphs, under_cursor=place == cursor)
                for place in shown
            ),
            table.table_total_row(review, shape),
        ]
