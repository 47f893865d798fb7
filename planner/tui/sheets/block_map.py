"""The map of prices of a drafted block, a row a week, and keys to force, forbid or lock strength in a half day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len

from planner.training.races import Unit
from planner.training.weeks import DAY
from planner.training.workouts import Slot, StrengthKind
from planner.tui.keys import sheet_commands
from planner.tui.sheets.map_sheet import MapSheet
from planner.tui.sheets.placements import PIN_ANSWERS
from planner.tui.sheets.price_tiles import gap, kind_pieces, place_rows, place_title, run_piece, tile
from planner.tui.widgets.rows import Piece, Row, row_width, scroll_top
from planner.tui.widgets.wrap import fit, wrap_rows
from planner.usecases.blocks.pins import PinnedPlacement, Pins
from planner.usecases.strength.price_map import MapPlace, PlaceMark, PricedWeek

_LABEL_WIDTH = 6
_MAX_TILE_WIDTH = 9
_FRAME = 7
"""Lines of the screen that are neither weeks nor text: title, days, runs, foot, and what is blank around them."""
_MIN_TEXT_LINES = 5
_REFUSAL = "No session can be forced here: a hard rule keeps it out."


class BlockMapSheet(MapSheet[tuple[str, PinnedPlacement]]):
    """A block on a map of prices. Its result is ``("force" | "forbid" | "lock", placement)``, or None.

    Args:
        weeks: The weeks of the block.
        day: The day that is asked about.
        pins: What the runner has pinned already.
        unit: The unit distances are shown in.
    """

    MAX_WIDTH: ClassVar[int] = 152
    COMMAND_TABLE = sheet_commands.BLOCK_MAP

    def __init__(self, weeks: Sequence[PricedWeek], day: dt.date, pins: Pins, unit: Unit) -> None:
        self._weeks, self._pins, self._unit = weeks, pins, unit
        self._kinds = tuple(kind for kind in StrengthKind if any(kind in week.kinds for week in weeks))
        super().__init__(day, Slot.PM, next(iter(self._kinds), StrengthKind.HEAVY))
        self._top = self._shown = self._tile_width = 0
        here = (place for place in self.week.places.values() if place.day == day and place.mark is PlaceMark.HERE)
        if (first := next(here, None)) is not None:
            self.kind, self.slot = first.kind, first.slot

    @property
    def _row(self) -> int:
        """The week under the cursor."""
        return min((self.day - self._weeks[0].days[0]).days // 7, len(self._weeks) - 1)

    @property
    def week(self) -> PricedWeek:
        """The week under the cursor."""
        return self._weeks[self._row]

    # Keys

    def action_day(self, step: int) -> None:
        """Look at the next half day, or the one before when negative."""
        half = 2 * (self.day - self._weeks[0].days[0]).days + (self.slot is Slot.PM) + step
        days, is_evening = divmod(half, 2)
        self._look_at(days, Slot.PM if is_evening else Slot.AM)

    def action_week(self, step: int) -> None:
        """Look at the same half day of another week."""
        row = min(max(self._row + step, 0), len(self._weeks) - 1)
        self._look_at((self.day - self._weeks[0].days[0]).days + 7 * (row - self._row), self.slot)

    def action_kind(self, step: int) -> None:
        """Show the prices of another kind."""
        if self._kinds:
            self.kind = self._kinds[(self._kinds.index(self.kind) + step) % len(self._kinds)]
            self._show_place()

    def action_pin(self, verb: str) -> None:
        """Force, forbid or lock a session here, unless a rule keeps it out; what was pinned so is freed."""
        place = self.place
        if place is None:
            return
        placement = PinnedPlacement(place.day, place.slot, place.kind)
        is_allowed = place.mark is PlaceMark.HERE or place.extra is not None or placement in self._pinned(verb)
        if verb == "forbid" or is_allowed:
            self.dismiss((verb, placement))
        else:
            self._refuse(_REFUSAL)

    def look_at_tile(self, column: int, line: int) -> bool:
        """Put the cursor on the half day whose tile has a cell of the map; return False where there is none."""
        row, half = self._top + line - 1, (column - _LABEL_WIDTH) // (self._tile_width + 1)
        if not (0 < line <= self._shown and 0 <= half < 14):
            return False
        self._look_at(7 * row + half // 2, Slot.PM if half % 2 else Slot.AM)
        return True

    def _look_at(self, days: int, slot: Slot) -> None:
        first, last = self._weeks[0].days[0], self._weeks[-1].days[-1]
        self.day, self.slot = min(max(first + DAY * days, first), last), slot
        self._show_place()

    # What is shown

    def fit(self, width: int, height: int) -> None:
        """Show as many weeks as there is room for, and below them what is said of the place."""
        self._width = width
        shown = self._shown = min(len(self._weeks), max(height - _FRAME - _MIN_TEXT_LINES, 3))
        self._top = scroll_top(self._top, self._row, shown, len(self._weeks))
        rows = self._grid_rows(width, range(self._top, self._top + shown))
        self._head.show([self._head_row(width)])
        self._grid.styles.height = len(rows)
        self._grid.show(rows)
        self._passage.show_rows(self._text_rows(width), max(height - shown - _FRAME, 1))
        self._show_foot()

    def _head_row(self, width: int) -> Row:
        week = self.week
        half = MapPlace(self.day, self.slot, self.kind, PlaceMark.CLOSED, None, None)
        pieces = [Piece(place_title(self.place or half), "title", "sheet"), *kind_pieces(self._kinds, self.kind)]
        phase = week.block.phase_on(self.day) if week.block is not None else None
        texts = [f"{phase or ''}  {self.day.day} {self.day:%B}".strip(), f"{self.day.day} {self.day:%b}", ""]
        room = width - row_width(pieces)
        right = next(text for text in texts if cell_len(text) + 2 <= room or not text)
        return (*pieces, Piece(right.rjust(room), "muted", "sheet"))

    def _grid_rows(self, width: int, shown: range) -> list[Row]:
        """Return the names of the days, a row of tiles for each week, and the runs of the week under the cursor."""
        glyphs = self.host.glyphs
        tile_width = self._tile_width = min((width - _LABEL_WIDTH) // 14 - 1, _MAX_TILE_WIDTH)
        day_width = 2 * tile_width + 2

        def line(label: str, pieces: Sequence[Piece], color: str = "muted") -> Row:
            return (Piece(label.ljust(_LABEL_WIDTH), color, "sheet"), *pieces, Piece("", background="sheet"))

        names = [
            Piece(f" {day:%a}".ljust(day_width), "accent" if day == self.day else "muted", "sheet")
            for day in self.week.days
        ]
        rows = [line("", names)]
        for number in shown:
            week, tiles = self._weeks[number], list[Piece]()
            for day in week.days:
                for slot in Slot:
                    has_cursor = (day, slot) == (self.day, self.slot)
                    place = week.places.get((day, slot, self.kind))
                    tiles.append(gap(glyphs, has_cursor=has_cursor))
                    if place is None:
                        place = MapPlace(day, slot, self.kind, PlaceMark.CLOSED, None, None)
                    tiles.append(self._tile(place, tile_width, has_cursor=has_cursor))
            rows.append(line(f"wk {number + 1}", tiles, "title" if number == self._row else "muted"))
        runs = [run_piece(self.week.runs_on(day), day_width - 1, self._unit, glyphs) for day in self.week.days]
        return [*rows, line("runs", [run._replace(text=f" {run.text}") for run in runs])]

    def _tile(self, place: MapPlace, width: int, *, has_cursor: bool) -> Piece:
        drawn = tile(place, width, self.host.glyphs, has_cursor=has_cursor)
        placement = PinnedPlacement(place.day, place.slot, place.kind)
        if placement not in self._pins.required:
            return drawn
        return drawn._replace(text=fit(drawn.text.rstrip() + self.host.glyphs.locked, width, self.host.glyphs))

    def _text_rows(self, width: int) -> list[Row]:
        place, note = self.place, self.week.notes.get(self.day, "")
        pinned = next(
            (PIN_ANSWERS[verb] for verb in PIN_ANSWERS if place and self._placement(place) in self._pinned(verb)), ""
        )
        rows = [
            (),
            *(place_rows(place, note, self.week.as_of, width) if place else wrap_rows(self._no_place(note), width)),
        ]
        return [*rows, (Piece(f"You have it {pinned} here.", "accent", "sheet"),)] if pinned else rows

    def _no_place(self, note: str) -> str:
        return note or f"Week {self._row + 1} asks for no {self.kind.value} session."

    def _placement(self, place: MapPlace) -> PinnedPlacement:
        return PinnedPlacement(place.day, place.slot, place.kind)

    def _pinned(self, verb: str) -> frozenset[PinnedPlacement]:
        placements: frozenset[PinnedPlacement] = getattr(self._pins, PIN_ANSWERS[verb])
        return placements

    def foot_words_here(self) -> dict[str, str]:
        """Return what the keys do with the place under the cursor, by command; empty for a key that does nothing."""
        place = self.place
        if place is None:
            return dict.fromkeys((f"map.{verb}" for verb in PIN_ANSWERS), "")
        return {f"map.{verb}": "frees it" for verb in PIN_ANSWERS if self._placement(place) in self._pinned(verb)}
