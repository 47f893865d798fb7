"""The how-to as a widget: the pages of the exercise library, one at a time, with their drawings stepped by key."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from planner.text import capitalize_first
from planner.tui.host import host_of
from planner.tui.session.howto_pages import HowToPage, howto_pages, page_rows, row_of_example
from planner.tui.widgets.rows import WHEEL_LINES, Piece, Row, SizedRows, rows_text, uses_ascii
from planner.tui.widgets.wrap import fit

_PAGE_MARGIN = 1
"""Blank cells at both edges on a screen; a sheet has edges of its own."""
_ROOMY_FROM = 14
"""Lines of the widget from which a line below the tabs says what the exercise is, and the last one what follows."""
_BLANK_LINE_FROM = 22
"""Lines of the widget from which there is a blank one above the page; without it the first screenful is whole."""


class HowToWidget(SizedRows):
    """One page of the how-to at a time. The keys are handled by the screen or sheet that it is on."""

    def __init__(self, *, ground: str = "ground", id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(ground=ground, id=id)
        self._ground = ground
        self._margin = 0 if ground == "sheet" else _PAGE_MARGIN
        self._all_pages: Sequence[HowToPage] = ()
        self._index = 0
        self._frame = 0
        self._top = 0
        self._example = ""
        """The example that is scrolled to when the rows are built the next time."""
        self._page_rows: list[Row] = []

    @property
    def page(self) -> HowToPage:
        """The page that is shown."""
        return self._pages[self._index]

    @property
    def frame(self) -> int:
        """The index of the picture that the drawing shows."""
        return self._frame

    @property
    def full_text(self) -> str:
        """The text of the whole page, in sight or not."""
        return rows_text(self._page_rows)

    @property
    def rows_below(self) -> int:
        """How many rows of the page are out of sight further down."""
        return max(len(self._page_rows) - self._top - self._room, 0)

    def show_exercises(self, names: Sequence[str]) -> None:
        """Show the page of the first exercise that has one, from its beginning.

        Without names it is the page of the sled; exercises of the runner's own that none is about get the last page,
        which is about such exercises.

        Args:
            names: Exercises by their names in JSON, as `guide_names_of` gives them for a session.
        """
        known = [(index, name) for name in names for index, page in enumerate(self._pages) if name in page.names]
        index, name = known[0] if known else (len(self._pages) - 1 if names else 0, "")
        self._open_page(index)
        self._example = name
        self.rebuild()

    def step_exercise(self, by: int) -> None:
        """Show another page from its beginning; after the last comes the first."""
        self._open_page((self._index + by) % len(self._pages))
        self.rebuild()

    def step_frame(self, by: int) -> None:
        """Show another picture of the drawing, and scroll to it."""
        self._frame = (self._frame + by) % max(len(self.page.frames), 1)
        self._top = 0
        self.rebuild()

    def move(self, lines: int) -> None:
        """Scroll down by some lines, or up when negative."""
        self._top += lines
        self.rebuild()

    def wheel(self, by: int) -> None:
        """Scroll by some lines for each turn of the wheel."""
        self.move(by * WHEEL_LINES)

    def move_pages(self, pages: int) -> None:
        """Scroll down by some screenfuls, or up when negative; a line of the one before stays in sight."""
        self.move(pages * max(self._room - 1, 1))

    def build_rows(self) -> Sequence[Row]:
        """Return the line of tabs, the part of the page in sight, and what is below it."""
        width = max(self.size.width - 2 * self._margin, 1)
        is_ascii = uses_ascii(self)
        self._page_rows = page_rows(self.page, self._frame, width, self._ground, is_ascii=is_ascii)
        if self._example:
            self._top = row_of_example(self._example, width, self._ground)
            self._example = ""
        self._top = max(min(self._top, len(self._page_rows) - self._room), 0)
        shown = self._page_rows[self._top : self._top + self._room]
        above = [self._tab_row(width), self._summary_row(width), ()]
        rows = [*above[: self._lines_above], *shown]
        if self._is_roomy:
            rows += [()] * (self.size.height - 1 - len(rows))
            rows.append(self._more_row(width))
        margin = (Piece(" " * self._margin, "text", self._ground),) if self._margin else ()
        return [(*margin, *row) if row else () for row in rows]

    @property
    def _pages(self) -> Sequence[HowToPage]:
        if not self._all_pages:
            self._all_pages = howto_pages()
        return self._all_pages

    @property
    def _is_roomy(self) -> bool:
        return self.size.height >= _ROOMY_FROM

    @property
    def _lines_above(self) -> int:
        """Lines above the page: the tabs and, where there is room, what the exercise is and a blank one."""
        return 1 + self._is_roomy + (self.size.height >= _BLANK_LINE_FROM)

    @property
    def _room(self) -> int:
        """Lines for the page; where there is room, one below it says what follows."""
        return max(self.size.height - self._lines_above - self._is_roomy, 1)

    def _open_page(self, index: int) -> None:
        self._index, self._frame, self._top, self._example = index, 0, 0, ""

    def _tab_row(self, width: int) -> Row:
        """Return all tabs with the open one marked, or the open one alone where there is no room for all.

        On a widget of few lines it also says how much is further down.
        """
        tabs = [f" {page.tab} " for page in self._pages]
        if sum(map(cell_len, tabs)) <= width:
            return tuple(
                Piece(tab, *(("title", "cursor") if index == self._index else ("muted", self._ground)))
                for index, tab in enumerate(tabs)
            )
        glyphs = host_of(self).glyphs
        count = f"  {self._index + 1} of {len(tabs)}"
        below = f"  ↓ {self.rows_below}" if self.rows_below and not self._is_roomy else ""
        return (
            Piece(f"{glyphs.left}", "muted", self._ground),
            Piece(tabs[self._index], "title", "cursor"),
            Piece(f"{glyphs.right}{count}{below}", "muted", self._ground),
        )

    def _summary_row(self, width: int) -> Row:
        """Return what the exercise is, in half a sentence."""
        guide = self.page.guide
        text = f"{capitalize_first(guide.summary)}." if guide is not None else ""
        return (Piece(fit(text, width, host_of(self).glyphs).rstrip(), "muted", self._ground),) if text else ()

    def _more_row(self, width: int) -> Row:
        """Return ``↓ Warm-up, Cues, Breathing``: the headings that are out of sight further down."""
        below = self._page_rows[self._top + self._room :]
        if not below:
            return ()
        headings = [row[0].text for row in below if row and row[0].color == "title"]
        headings += [piece.text for row in below for piece in row[1:] if piece.color == "title"]
        text = f"↓ {', '.join(headings)}" if headings else "↓ more"
        return (Piece(fit(text, width, host_of(self).glyphs).rstrip(), "muted", self._ground),)
