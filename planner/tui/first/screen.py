"""The first screen: shown while nothing is planned, four rows and the block that follows from them at once.

It lies over the calendar, and goes when something is planned. Nothing is stored here but the unit that was typed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.tui.builder.form_state import FormState
from planner.tui.builder.live_draft import LiveDraft
from planner.tui.first.goal_form import GoalForm
from planner.tui.first.goal_rows import GoalRows
from planner.tui.keys import commands
from planner.tui.keys.command import bindings
from planner.tui.messages import AddWorkout, OpenBuilder, OpenDemo
from planner.tui.screen import MIN_SIZE, ModeScreen, has_room, too_small_notice
from planner.tui.widgets.footer import KeyFooter
from planner.tui.widgets.rows import Piece, Row, RowsWidget
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import file_stamp
from planner.usecases.queries import is_nothing_planned

if TYPE_CHECKING:
    from planner.tui.builder.form_result import FormResult

_DRAFT_DELAY_S = 0.008
"""Seconds from a key to the search for its block: the key is drawn and sent by then, which the search would slow."""
_LOOK_AT_FILE_S = 0.5
"""Seconds between two looks at whether another session has planned something."""


class FirstScreen(ModeScreen):
    """Asks what the runner trains for, and shows the block of it with every key."""

    COMMAND_TABLE = commands.FIRST_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(commands.FIRST_COMMANDS)]

    def __init__(self) -> None:
        super().__init__()
        self.footer = KeyFooter((), (), "")  # the keys are named on the screen itself; digits are typed into the rows
        self._title = RowsWidget(background="band", id="title")
        self._small = too_small_notice()
        self.form = GoalForm(FormState(dates=date_reader(self.book)))
        self.live_draft = LiveDraft(self, self.book, self.form.values, self._show_result, self._redraw)
        self.rows = GoalRows(self.form, self.live_draft, self._draft_soon)
        self._will_draft = False
        self._stamp = file_stamp(self.book.path)

    def compose(self) -> ComposeResult:
        """Arrange the widgets."""
        yield self._title
        yield self.rows
        yield self._small
        yield self.footer

    def on_mount(self) -> None:
        """Draft the first block, and say what the start has to say."""
        self.rows.set_has_keys(yes=True)
        sentence, self.host.start_sentence = self.host.start_sentence, ""
        if sentence:
            self.call_after_refresh(self.say, sentence)
        self.set_interval(_LOOK_AT_FILE_S, self._look_at_file)

    def on_unmount(self) -> None:
        """Stop a running search."""
        self.live_draft.stop()

    def on_screen_resume(self) -> None:
        """Draft again, or go: another screen may have planned something."""
        if not self._go_if_planned():
            self.live_draft.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the title to the width; on a terminal that is too small say so."""
        fits = has_room(MIN_SIZE, event.size)
        for widget in (self._title, self.rows, self.footer):
            widget.display = fits
        self._small.display = not fits
        self._title.show([self._title_row(event.size.width)])

    def _title_row(self, width: int) -> Row:
        today = self.book.today
        left, right = " planner", f"{today:%a} {today.day} {today:%B} {today.year} "
        gap = " " * max(width - cell_len(left) - cell_len(right), 1)
        return (Piece(left, "title", "band"), Piece(f"{gap}{right}", "muted", "band"))

    def show_other_database(self) -> None:
        """Draft for the runner of another database, or go where that has something planned."""
        if not self._go_if_planned():
            self.live_draft.refresh()

    def _look_at_file(self) -> None:
        """Notice what another session has changed in the file."""
        stamp = file_stamp(self.book.path)
        if stamp != self._stamp and self.is_current:
            self._stamp = stamp
            self.on_screen_resume()

    def _go_if_planned(self) -> bool:
        """Go when something is planned; False while nothing is, or while that cannot be read."""
        try:
            is_planned = not is_nothing_planned(self.book)
        except RefusedError:  # the foot says what is wrong with the file
            return False
        if is_planned and self.is_current:
            self.dismiss()
        return is_planned

    # Drafting and drawing

    @property
    def is_drafting(self) -> bool:
        """Whether what is shown does not belong to the rows yet."""
        return self._will_draft or self.live_draft.is_running

    def _draft_soon(self) -> None:
        """Draft once the key is drawn: the search takes turns with all that is done after it begins."""
        if not self._will_draft:
            self._will_draft = True
            self.set_timer(_DRAFT_DELAY_S, self._draft)

    def _draft(self) -> None:
        self._will_draft = False
        self.live_draft.refresh()

    def _show_result(self, result: FormResult) -> None:
        state = self.form.state
        state.defaults |= result.defaults
        state.distance_unit, state.has_race = result.runner.unit.value, result.has_race
        self._redraw()

    def _redraw(self) -> None:
        self.rows.rebuild()

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Type into the row, from its first digit on; until then letters are commands."""
        if self.rows.type_key(event):
            event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the row."""
        self.rows.insert_pasted(event.text)

    def action_row(self, by: int) -> None:
        """Go to another row."""
        self.rows.move(by)
        self._store_unit()

    def action_change(self, by: int) -> None:
        """Take another value of the row, or go to another weekday."""
        self.rows.change(by)

    def action_turn(self) -> None:
        """Turn the weekday under the cursor."""
        self.rows.turn()

    def action_open(self) -> None:
        """Open the block in the builder, with all its fields; what is typed and cannot be read is said first."""
        if self.form.error:
            self.warn(self.form.error)
            return
        self.form.end_edit()
        if self.form.wanted_unit is not None:
            self._store_unit(then_open=True)
        else:
            self.host.post_message(OpenBuilder(self.form.values()))

    def action_plan(self) -> None:
        """Open the builder for a plan in a file."""
        self.host.post_message(OpenBuilder({"plan": "file"}, field="file"))

    def action_add(self) -> None:
        """Add a workout to the calendar instead."""
        self.host.post_message(AddWorkout())

    def action_demo(self) -> None:
        """Look at a demo, and come back."""
        self.host.post_message(OpenDemo())

    def action_leave(self) -> None:
        """Go to the empty calendar."""
        self.dismiss()

    # The unit

    def _store_unit(self, *, then_open: bool = False) -> None:
        """Store the unit that was typed, on a thread: the first write of a session loads much."""
        unit = self.form.wanted_unit
        if unit is not None:
            self.run_worker(partial(self._write_unit, unit, then_open), thread=True, group="unit")

    def _write_unit(self, unit: Unit, then_open: bool) -> None:
        from planner.usecases.runner import change_runner_setting

        refusal = None
        try:
            change_runner_setting(self.book, "unit", unit.value)
        except RefusedError as error:
            refusal = error
        self.call_later(self._take_unit, unit, refusal, then_open)

    def _take_unit(self, unit: Unit, refusal: RefusedError | None, then_open: bool) -> None:
        if refusal is not None:
            self.show_refusal(refusal)
            return
        self.form.take_unit(unit)
        if then_open:
            self.host.post_message(OpenBuilder(self.form.values()))
        else:
            self.live_draft.refresh()
            self.say(f"Distances are in {'miles' if unit is Unit.MI else 'kilometres'} from now on.")
