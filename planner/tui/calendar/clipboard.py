"""The palette's commands that send a day, a week or a block as text to the terminal's clipboard.

The terminal gets it with OSC 52, which also works over SSH. No terminal answers, so what is said is that it was sent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.invocation import program
from planner.text import clean_line, clean_note, make_printable
from planner.training.blocks import block_on
from planner.training.formatting import format_day, format_full_day
from planner.training.workouts import Workout
from planner.tui import labels
from planner.tui.calendar.active_preview import CalendarPart

_MAX_BYTES = 74_000
"""Bytes of a text: in the letters of OSC 52 just below 100,000, more than which some terminals drop unsaid."""


@dataclass(slots=True, kw_only=True, eq=False)
class Clipboard(CalendarPart):
    """Sends what is planned and done as text to the clipboard of the runner's terminal."""

    def copy_day(self) -> None:
        """Send the day under the cursor, with notes."""
        day = self.cursor.day
        workouts = self.ask(lambda: self.data.cache.workouts_between(day, day))
        if workouts is not None:
            text = "\n".join(self._day_lines(day, workouts, with_notes=True))
            self._send(text, format_day(day))

    def copy_week(self) -> None:
        """Send the week of the cursor, a line a workout."""
        from planner.usecases.calendar.move import workouts_of_week

        workouts = self.ask(lambda: workouts_of_week(self.host.book, self.cursor.day))
        if not workouts:
            if workouts is not None:
                self.footer.show_message("There is nothing in this week to copy.")
            return
        days = sorted({workout.date for workout in workouts})
        lines = [line for day in days for line in self._day_lines(day, [one for one in workouts if one.date == day])]
        self._send("\n".join(lines), f"The week of {format_day(days[0])}")

    def copy_block(self) -> None:
        """Send the block under the cursor as its plan text, which can be read back."""
        from planner.usecases.blocks.rewrite import block_as_text

        block = block_on(self.data.view.blocks, self.cursor.day)
        if block is None:
            self.footer.show_message(f"{format_day(self.cursor.day)} lies in no block.")
            return
        text = self.ask(lambda: block_as_text(self.host.book, block))
        if text is not None:
            self._send(text, clean_line(block.name, 40))

    def _day_lines(self, day: dt.date, workouts: Sequence[Workout], *, with_notes: bool = False) -> Iterator[str]:
        yield format_full_day(day)
        if not workouts:
            yield "  nothing planned"
        unit, glyphs = self.data.cache.runner.unit, self.host.glyphs
        for workout in workouts:
            summary = labels.workout_summary(workout, unit, glyphs)
            start = f"{workout.start} " if workout.start and workout.start not in summary else ""
            status = labels.status_text(workout, self.host.book.today)
            yield f"  {start}{summary}" + (f" ({status})" if status else "")
            if with_notes and workout.note:
                yield from (f"    {line}" for line in clean_note(workout.note).split("\n"))

    def _send(self, text: str, what: str) -> None:
        text = make_printable(text)
        if len(text.encode()) > _MAX_BYTES:
            self.footer.warn(
                f"{what} is too long for a terminal's clipboard; {program()} export plan -o FILE writes it."
            )
            return
        self.host.copy_to_clipboard(text)
        self.footer.show_message(f"{what} is sent to your terminal's clipboard as text.")
