"""The picture of a figure, a bar a week; on a wide terminal running, sled and wall sit stand side by side."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style

from planner.tui import theme
from planner.tui.progress import bars
from planner.tui.progress.bars import ASCII_BLOCKS, EIGHTHS, LEFT_TINT, SHORT_TINT, Bar, Picture
from planner.tui.progress.figures import BY_ID, Figure
from planner.tui.progress.lines_widget import WeekLines
from planner.tui.progress.review import Review
from planner.tui.theme import ASCII, Inks
from planner.tui.widgets.rows import Piece, Row

_ONE_MORE_EVERY = 80
_BESIDE = ("run", "sled", "wall_sit")
_SMALLEST = (24, 5)


class Chart(WeekLines):
    """Bars of a `Review`, with a cursor on one week."""

    DEFAULT_CSS = """
    Chart { height: 8; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._tinted = {palette.name: Tinted(palette) for palette in theme.PALETTES.values()}
        self._pictures: list[Picture] = []

    def inks(self) -> Inks:
        """The palette's styles and the tints of bars."""
        return self._tinted.get(self.app.theme, self._tinted[theme.CALM.name])

    def week_at(self, x: int, y: int) -> int | None:
        """The week whose bar stands in a column."""
        del y
        if not self._pictures:
            return None
        panel, column = divmod(x, self.size.width // len(self._pictures))
        return self._pictures[panel].bar_at(column) if panel < len(self._pictures) else None

    def lay_out(self) -> Sequence[Row]:
        """The chosen figure's picture, and those that stand beside it."""
        width, height = self.size
        if self._data is None or width < _SMALLEST[0] or height < _SMALLEST[1]:
            return ()
        review, chosen, cursor = self._data
        figures = self._figures(chosen)
        self._pictures = [self._picture(review, figure, cursor, width // len(figures)) for figure in figures]
        lines = zip(*(picture.rows for picture in self._pictures), strict=True)
        return [tuple(piece for row in line for piece in row) for line in lines]

    def _figures(self, chosen: Figure) -> list[Figure]:
        """The chosen figure, and those that stand beside it where there is room."""
        others = [BY_ID[name] for name in _BESIDE if name != chosen.id]
        return [chosen, *others][: max(self.size.width // _ONE_MORE_EVERY, 1)]

    def _picture(self, review: Review, figure: Figure, cursor: int, width: int) -> Picture:
        """One figure's bars; the chosen one's name stands between arrows."""
        assert self._data is not None
        amounts = zip(review.weeks, review.amounts(figure), strict=True)
        chosen = f"{self._glyphs.left} {figure.name} {self._glyphs.right}"
        return bars.picture(
            [Bar(week.progress.start, amount) for week, amount in amounts],
            figure,
            review.unit,
            width=width,
            height=self.size.height,
            cursor=cursor,
            blocks=ASCII_BLOCKS if self._glyphs is ASCII else EIGHTHS,
            name=Piece(chosen, "accent") if figure is self._data[1] else None,
        )


class Tinted(Inks):
    """Styles of a palette with the two tints of `bars`, each as an ink and as a ground."""

    def _make(self, ink: str, ground: str) -> Style:
        if not {ink, ground} & {LEFT_TINT, SHORT_TINT}:
            return super()._make(ink, ground)
        inks, grounds = self.palette.inks, self.palette.grounds
        tints = {LEFT_TINT: inks["faint"], SHORT_TINT: grounds["cursor"] or inks["faint"]}
        colour = tints[ink] if ink in tints else inks[ink]
        under = tints[ground] if ground in tints else grounds[ground]
        return Style(color=colour, bgcolor=under)
