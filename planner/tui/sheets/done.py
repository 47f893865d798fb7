"""Marking a day: what was run or lifted of each of its workouts, how long it took, how hard it was, a word about it."""

from __future__ import annotations

from typing import ClassVar

from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from planner.tui.keys import sheet_commands
from planner.tui.keys.command import Command, foot_text
from planner.tui.sheets.done_fields import Tick
from planner.tui.sheets.done_form import DoneForm, FieldRefusedError
from planner.tui.sheets.done_rows import DoneRows
from planner.tui.sheets.form_sheet import TYPED_LAST_TIME, SavingSheet, changed_elsewhere_sentence
from planner.tui.sheets.sheet import sheet_line
from planner.tui.widgets.rows import Piece
from planner.tui.widgets.status_line import StatusLine
from planner.tui.widgets.wrap import fit
from planner.usecases.calendar.mark import MarkedDay
from planner.usecases.planbook import Planbook

_MAX_WIDTH, _MIN_SCREEN_VISIBLE, _PADDING = 96, 24, 4
_FRAME = 8
"""Lines of the screen that are not for the workouts: padding, title, two blanks, a sentence of two lines, the keys."""
_ROOMY = 20
"""Lines of a screen from which on there are blanks around the workouts."""
_NOTHING_TICKED = "Nothing is ticked. Type what you did, space ticks a workout as planned, d all of them."
_NOTHING_PLANNED = "Nothing here is planned any more; space ticks what was skipped as done after all."
_ASKED = {
    "distance": "How far, such as 8.2 km or 400 m.",
    "time": "How long, such as 45:10 or 1:02:03.",
    "sled": "Sled: rounds, metres and load, such as 5 x 20 m, 56 kg.",
    "sit": "Wall sit: rounds and time, such as 2 x 1:30.",
    "exercises": "Your exercises, such as farmers carry 4 x 50 m; wall ball 3 x 20.",
    "rpe": "How hard it felt, from 0 (rest) to 10 (all you had).",
    "pain": "The worst pain, from 0 (none) to 10.",
    "pain_next": "The pain of the next morning, from 0 (none) to 10.",
    "note": "A word about it.",
    "reason": "Why it was skipped; space takes it back as long as nothing is typed.",
    "instead": "What you did in its place, such as easy, bike or light.",
}
_GREY = " Grey is the plan."


class DoneSheet(SavingSheet[MarkedDay]):
    """The form of a day; its result is what was marked, or None when it is left with escape.

    Args:
        book: The planbook it saves in.
        form: The day.
        chosen: The workout whose field has the caret first; the first one that is still planned when None.
    """

    AUTO_FOCUS = "DoneRows"
    COMMAND_TABLE: ClassVar[tuple[Command, ...]] = sheet_commands.DONE

    def __init__(self, book: Planbook, form: DoneForm, chosen: Workout | None = None) -> None:
        self.form = form
        is_drafted = form.fill_in(self.host.form_drafts.get(form.draft_name))
        if not is_drafted:  # nothing of it fits any more, so the next start must not offer it
            self.host.form_drafts.remove(form.draft_name)
        self.fields = DoneRows(form, chosen)
        self._title, self._foot = sheet_line(), sheet_line()
        self._blanks = sheet_line(), sheet_line()
        message = StatusLine(TYPED_LAST_TIME if is_drafted else self._asked)
        widgets = (self._title, self._blanks[0], self.fields, self._blanks[1], message, self._foot)
        super().__init__(book, form.draft_name, message, *widgets)
        self._today = book.today

    @property
    def values(self) -> dict[str, str]:
        """The text of each field of the workout under the cursor."""
        return self.fields.values

    def fit_to_terminal(self) -> None:
        """Make the sheet as wide as it may be, as high as its workouts, and show its title and keys."""
        width, glyphs = self._width, self.host.glyphs
        self.query_one(".sheet").styles.width = width + _PADDING
        for blank in self._blanks:
            blank.display = self.app.size.height >= _ROOMY
        self._fit_rows()
        remark = self.form.remark if len(self.form.title) + len(self.form.remark) < width else ""
        title = fit(self.form.title, width - len(remark), glyphs)
        self._title.show([(Piece(title, "title", "sheet"), Piece(remark, "muted", "sheet"))])
        self._show_keys()

    @property
    def _width(self) -> int:
        room = self.app.size.width
        return (_MAX_WIDTH if room >= _MAX_WIDTH + _MIN_SCREEN_VISIBLE else room) - _PADDING

    def _fit_rows(self) -> None:
        height = self.app.size.height
        most = max(height - (_FRAME if height >= _ROOMY else _FRAME - 2), 2)
        self.fields.styles.height = self.fields.height_for(self._width, most)

    def _show_keys(self) -> None:
        """Show the keys that mean something now."""
        row = self.fields.row
        words = {} if not self.form.is_typed and not self.form.is_all_recorded else {"done.as_planned": ""}
        words |= {"done.skip": "", "done.tick": ""} if row.is_recorded else {"done.skip": ""} if row.typed else {}
        keys = foot_text(self.COMMAND_TABLE, self._width, words=words, separator="  ")
        self._foot.show([(Piece(keys, "muted", "sheet"),)])

    @property
    def _asked(self) -> str:
        """What the field under the caret asks for."""
        row, one = self.fields.row, self.fields.field
        is_grey = row.tick is Tick.OPEN and bool(one.planned)
        return _ASKED[one.name] + (_GREY if is_grey else "")

    def on_done_rows_moved(self) -> None:
        """Say what the field asks for."""
        self.message.show_message(self._asked)
        self._show_keys()

    def on_done_rows_changed(self) -> None:
        """Keep what was typed as a form draft."""
        self._fit_rows()
        self._show_keys()
        draft = self.form.to_draft()
        if draft:
            self.host.form_drafts.put(self.form.draft_name, draft)
        else:
            self.host.form_drafts.remove(self.form.draft_name)

    def on_done_rows_said(self, event: DoneRows.Said) -> None:
        """Say why a key has nothing to do."""
        self.message.show_message(event.sentence, "text")

    def on_done_rows_all_as_planned(self) -> None:
        """Record everything that is still planned with the plan's own figures."""
        if self.form.tick_all() or self.form.is_all_recorded:
            self.submit()
        else:
            self.message.show_message(_NOTHING_PLANNED, "warn")

    def on_done_rows_submitted(self) -> None:
        """Record what is ticked."""
        if not self.form.is_all_recorded and not self.form.has_marks:
            self.message.show_message(_NOTHING_TICKED, "warn")
        else:
            self.submit()

    def store(self) -> MarkedDay:
        """Record what is ticked, in one operation.

        Raises:
            RefusedError: It cannot be recorded.
        """
        return self.form.save()

    def show_refusal(self, error: RefusedError) -> None:
        """Say next to the field why it was refused; what another session changed meanwhile comes first."""
        try:
            theirs = self.form.take_changes_elsewhere(self._today)
        except RefusedError:  # the file itself is why, which was just said
            theirs = ""
        if not self.form.rows:
            self.close_with(f"Another session changed it meanwhile: {theirs}.")
            return
        if theirs:
            self.fields.keep_row()
            self.message.show_message(changed_elsewhere_sentence(theirs), "warn")
        elif isinstance(error, FieldRefusedError):
            self.fields.show_refusal(error.row, error.name, str(error))
        else:
            self.message.show_message(str(error), "warn")
        self._fit_rows()


class TimedDoneSheet(DoneSheet):
    """The same for a session whose timer has filled it in; left with escape, the session stays open."""

    COMMAND_TABLE = sheet_commands.TIMED_DONE
