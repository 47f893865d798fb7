"""The picture of a figure, a bar a week; on a wide terminal running, sled and wall sit stand side by side."""

from __future__ import annotations

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from planner.tui import theme
from planner.tui.progress import bars
from planner.tui.progress.bars import ASCII_BLOCKS, EIGHTHS, LEFT_TINT, SHORT_TINT, Bar, Picture
from planner.tui.progress.figures import BY_ID, Figure
from planner.tui.progress.review import Review
from planner.tui.theme import ASCII, Glyphs, Inks
from planner.tui.widgets.lines import Lines, Piece, Row, draw

_ONE_MORE_EVERY = 80
_BESIDE = ("run", "sled", "wall_sit")
_SMALLEST = (24, 5)


class Chart(Lines):
    """Bars of a `Review`, with a cursor on one week."""

    DEFAULT_CSS = """
    Chart { height: 8; }
    """

    class Picked(Message):
        """A week's bar was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._glyphs = glyphs
        self._inks = {palette.name: Tinted(palette) for palette in theme.PALETTES.values()}
        self._data: tuple[Review, Figure, int] | None = None
        self._pictures: list[Picture] = []

    def show_weeks(self, review: Review, figure: Figure, cursor: int) -> None:
        """Show other data; only what differs is sent."""
        self._data = (review, figure, cursor)
        self._arrange()

    def render_line(self, y: int) -> Strip:
        """One line, for Textual."""
        row = self.rows[y] if y < len(self.rows) else ()
        inks = self._inks.get(self.app.theme, self._inks[theme.CALM.name])
        return draw(row, self.size.width, inks, plain=self._glyphs is ASCII)

    def on_mount(self) -> None:
        """Lay the bars out."""
        self._arrange()

    def on_resize(self) -> None:
        """Lay the bars out for the new size."""
        self._arrange()

    def on_click(self, event: events.Click) -> None:
        """Say which week was clicked."""
        if not self._pictures:
            return
        panel, column = divmod(event.x, self.size.width // len(self._pictures))
        place = self._pictures[panel].bar_at(column) if panel < len(self._pictures) else None
        if place is not None:
            self.post_message(self.Picked(place))

    def _figures(self) -> list[Figure]:
        """The chosen figure, and those that stand beside it where there is room."""
        assert self._data is not None
        chosen = self._data[1]
        others = [BY_ID[name] for name in _BESIDE if name != chosen.id]
        return [chosen, *others][: max(self.size.width // _ONE_MORE_EVERY, 1)]

    def _arrange(self) -> None:
        width, height = self.size
        if self._data is None or not self.is_mounted or width < _SMALLEST[0] or height < _SMALLEST[1]:
            return
        review, _, cursor = self._data
        blocks = ASCII_BLOCKS if self._glyphs is ASCII else EIGHTHS
        figures = self._figures()
        share = width // len(figures)
        self._pictures = []
        for figure in figures:
            amounts = zip(review.weeks, review.amounts(figure), strict=True)
            drawn = [Bar(week.progress.start, amount) for week, amount in amounts]
            name = None if figure is not figures[0] else Piece(_chosen(figure, self._glyphs), "accent")
            self._pictures.append(
                bars.picture(
                    drawn,
                    figure,
                    review.unit,
                    width=share,
                    height=height,
                    cursor=cursor,
                    blocks=blocks,
                    name=name,
                ),
            )
        lines = zip(*(picture.rows for picture in self._pictures), strict=True)
        rows: list[Row] = [tuple(piece for row in line for piece in row) for line in lines]
        self.show(rows)


def _chosen(figure: Figure, glyphs: Glyphs) -> str:
    return f"{glyphs.left} {figure.name} {glyphs.right}"


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
