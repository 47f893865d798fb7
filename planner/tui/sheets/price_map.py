"""The map of prices: a week in half days, what strength would cost in each of them, or what forbids it there.

The arrows look about. What is done with a place is the answer of the sheet; the calendar makes it so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import ClassVar, NamedTuple

from rich.cells import cell_len

from planner.text import clean_line
from planner.training.formatting import format_day, format_full_day
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import Slot, StrengthKind
from planner.tui.keys import sheet_commands
from planner.tui.sheets.map_sheet import MapSheet
from planner.tui.sheets.price_tiles import gap, kind_pieces, place_rows, place_title, run_piece, tile
from planner.tui.sheets.sheet import sheet_line
from planner.tui.widgets.rows import Piece, Row, row_width
from planner.tui.widgets.wrap import fit, wrap_rows
from planner.usecases.strength.price_map import MapPlace, PlaceMark, PricedWeek

_LABELS_MIN_WIDTH = 72
"""The width from which the halves of a day are named in full."""
_MAX_CELL_WIDTH = 16
_HIGH_TILES_MIN_HEIGHT = 34
"""The lines of a screen from which a tile has three lines."""
_FRAME = 6
"""Lines of the screen that are neither map nor text: the title, the foot, and what is blank around them."""
_NEVER = "never"


class MapAnswer(NamedTuple):
    """What the runner wants with a place.

    Attributes:
        verb: ``move`` a session here and lock it, ``free`` the one that is here; ``forbid`` strength, ``allow`` it.
        place: The place.
        number: The number of the session that moves; None where there is none.
    """

    verb: str
    place: MapPlace
    number: int | None = None


class PriceMapSheet(MapSheet[MapAnswer]):
    """A week on a map of prices. Its result is what to do with the place under the cursor.

    Args:
        read_week: Returns the map of the week that a day is in, as it looks that day.
        day: The day that is asked about.
        unit: The unit distances are shown in.
        today: Today.
    """

    MAX_WIDTH: ClassVar[int] = 124
    COMMAND_TABLE = sheet_commands.PRICE_MAP

    def __init__(self, read_week: Callable[[dt.date], PricedWeek], day: dt.date, unit: Unit, today: dt.date) -> None:
        self._week = read_week(day)
        kind, slot = _first_place(self._week, day)
        super().__init__(day, slot, kind, sheet_line())
        self._read_week = read_week
        self._unit, self._today = unit, today
        self._columns = range(0)
        self._halves: list[tuple[int, Slot]] = []

    @property
    def week(self) -> PricedWeek:
        """The week that the map is of."""
        return self._week

    # Keys

    def action_day(self, step: int) -> None:
        """Look at a day later, or earlier when negative."""
        self._look_at(self.day + DAY * step)

    def action_week(self, step: int) -> None:
        """Look at the same day of another week."""
        self._look_at(self.day + WEEK * step)

    def action_half(self, step: int) -> None:
        """Look at the evening, or at the morning when negative."""
        self.slot = Slot.PM if step > 0 else Slot.AM
        self._show_place()

    def action_kind(self, step: int) -> None:
        """Show the prices of another kind, with the cursor on the session of that kind that is nearest."""
        kinds = self.week.kinds
        if len(kinds) < 2:
            return
        self.kind = kinds[(kinds.index(self.kind) + step) % len(kinds)] if self.kind in kinds else kinds[0]
        here = [place for place in self.week.places.values() if place.kind is self.kind and place.session is not None]
        nearest = min(here, key=lambda place: abs(place.day - self.day), default=None)
        if nearest is not None:
            self.day, self.slot = nearest.day, nearest.slot
        self._show_place()

    def action_move(self) -> None:
        """Move the session here and lock it; one that is here and locked is let go."""
        place = self.place
        if place is None or self._refuses(place):
            return
        session = place.session
        if session is None and place.words == _NEVER:
            self._refuse("You keep strength out of here: x allows it again.")
        elif session is not None:
            self.dismiss(MapAnswer("free" if session.locked else "move", place, session.id))
        else:
            moving = self.week.session_to_move(place.kind, place.day)
            self.dismiss(MapAnswer("move", place, moving.id if moving is not None else None))

    def action_never(self) -> None:
        """Keep strength out of this half day, or allow it again."""
        place = self.place
        if place is not None and not self._refuses(place):
            self.dismiss(MapAnswer("allow" if place.words == _NEVER else "forbid", place))

    def look_at_tile(self, column: int, line: int) -> bool:
        """Put the cursor on the half day whose tile has a cell of the map; return False where there is none."""
        slot = dict(self._halves).get(line)
        index = (column - self._columns.start) // self._columns.step if self._columns else -1
        if slot is None or not 0 <= index < len(self._columns):
            return False
        self.slot = slot
        self._look_at(self.week.days[index])
        return True

    def read_again(self) -> None:
        """Read the map of the week again, after the file changed; the cursor stays on its place.

        Raises:
            RefusedError: The file cannot be read.
        """
        week = self._read_week(self.day)
        if week.block is None:  # it went meanwhile, so there is nothing left to ask about
            self.dismiss(None)
            return
        self._show_week(week)
        self._show_place()

    def _show_week(self, week: PricedWeek) -> None:
        self._week = week
        if self.kind not in week.kinds and week.kinds:
            self.kind = week.kinds[0]

    def _refuses(self, place: MapPlace) -> bool:
        """Say why nothing can be done with a place that is over; return whether it is."""
        if place.day < self._today:
            self._refuse(f"{format_full_day(place.day)} is over: only places that are ahead can be chosen.")
        elif place.session is not None and not place.session.is_open:
            self._refuse("This session is done.")
        else:
            return False
        return True

    def _look_at(self, day: dt.date) -> None:
        """Put the cursor on a day; of another week, or one that the map is not of, its map is read first."""
        as_of = self.week.as_of
        if day not in self.week.days or day < as_of or as_of < self._today <= day:
            try:
                week = self._read_week(day)
            except RefusedError as error:
                self._refuse(clean_line(self.host.with_short_path(str(error)), 300))
                return
            if week.block is None:
                return
            self._show_week(week)
        self.day = day
        self._show_place()

    # What is shown

    def fit(self, width: int, height: int) -> None:
        """Show the map in as many lines as it needs, and what is said of the place in the others."""
        self._width = width
        rows = self._grid_rows(width, height)
        self._head.show([self._head_row(width)])
        self._grid.styles.height = max(len(rows), 1)
        self._grid.show(rows)
        self._passage.show_rows(self._text_rows(width), max(height - len(rows) - _FRAME - 1, 1))
        self._show_foot()

    def _head_row(self, width: int) -> Row:
        week, place, glyphs = self.week, self.place, self.host.glyphs
        if place is None:
            return (Piece(fit(f"Why {format_day(self.day)}?", width, glyphs), "title", "sheet"),)
        pieces = [Piece(place_title(place), "title", "sheet"), *kind_pieces(week.kinds, self.kind)]
        last = week.days[-1]
        span = f"{week.days[0].day}{f' {week.days[0]:%B}' * (week.days[0].month != last.month)} to {last.day} {last:%B}"
        number = f"week {week.block.week_number(last)} · " if week.block is not None else ""
        room = width - row_width(pieces)
        right = next((text for text in (number + span, span, "") if cell_len(text) + 2 <= room), "")
        return (*pieces, Piece(right.rjust(room), "muted", "sheet"))

    def _grid_rows(self, width: int, height: int) -> list[Row]:
        """Return the days, their runs, and a row of tiles for each half of them."""
        if not self.week.kinds:
            return []
        glyphs, days = self.host.glyphs, self.week.days
        is_labelled = width >= _LABELS_MIN_WIDTH
        label_width = 9 if is_labelled else 3
        cell_width = min((width - label_width) // 7, _MAX_CELL_WIDTH)
        is_high = height >= _HIGH_TILES_MIN_HEIGHT
        self._columns, self._halves = range(label_width, label_width + cell_width * len(days), cell_width), []

        def line(label: str, pieces: list[Piece]) -> Row:
            return (Piece(label.ljust(label_width), "muted", "sheet"), *pieces, Piece("", background="sheet"))

        def day_piece(day: dt.date) -> Piece:
            name = f"{day:%a} {day.day}" if cell_width > 6 else f"{day:%a}"
            color = "accent" if day == self.day else "today" if day == self._today else "muted"
            return Piece(f" {name}".ljust(cell_width), color, "sheet")

        def run_of(day: dt.date) -> Piece:
            piece = run_piece(self.week.runs_on(day), cell_width - 1, self._unit, glyphs)
            return piece._replace(text=f" {piece.text}")

        rows = [
            line("", [day_piece(day) for day in days]),
            line("runs" if is_labelled else "", list(map(run_of, days))),
        ]
        for slot, name in ((Slot.AM, "morning"), (Slot.PM, "evening")):
            tiles: list[Piece] = []
            blanks: list[Piece] = []
            for day in days:
                has_cursor = (day, slot) == (self.day, self.slot)
                place = self.week.places[day, slot, self.kind]
                drawn = tile(place, cell_width - 1, glyphs, has_cursor=has_cursor, is_padded=cell_width > 9)
                tiles += [gap(glyphs, has_cursor=has_cursor), drawn]
                blanks += [gap(glyphs), drawn._replace(text=" " * (cell_width - 1))]
            middle = line(name if is_labelled else slot.value, tiles)
            new = [(), line("", blanks), middle, line("", blanks)] if is_high else [middle]
            self._halves += [(len(rows) + number, slot) for number, row in enumerate(new) if row]
            rows += new
        return rows

    def _text_rows(self, width: int) -> list[Row]:
        place, note = self.place, self.week.notes.get(self.day, "")
        return [(), *(place_rows(place, note, self.week.as_of, width) if place else wrap_rows(note, width))]

    def foot_words_here(self) -> dict[str, str]:
        """Return what the keys do with the place under the cursor, by command; empty for a key that does nothing."""
        place, words = self.place, {}
        if len(self.week.kinds) < 2:
            words["map.kind"] = ""
        if place is None or place.day < self._today:
            return {**words, "map.move": "", "map.never": ""}
        if place.words == _NEVER:
            words["map.never"] = "allow it again"
        sessions = self.week.sessions_of(place.kind)
        moving = self.week.session_to_move(place.kind, place.day)
        if place.session is not None:
            words["map.move"] = "let it go" if place.session.locked else "lock it here"
        elif moving is None:
            words["map.move"] = "put one here, locked"
        elif len(sessions) > 1:
            words["map.move"] = f"move {moving.date:%A}'s here, locked"
        return words


def _first_place(week: PricedWeek, day: dt.date) -> tuple[StrengthKind, Slot]:
    """Return what is most likely asked about a day: its session, else the best half of it."""
    kinds = week.kinds or (StrengthKind.HEAVY,)
    places = [place for place in week.places.values() if place.day == day]
    here = next((place for place in places if place.mark is PlaceMark.HERE), None)
    if here is not None:
        return here.kind, here.slot
    possible = [place for place in places if place.kind is kinds[0] and place.extra is not None]
    best = min(possible, key=lambda place: place.extra or 0, default=None)
    return kinds[0], best.slot if best is not None else Slot.PM
