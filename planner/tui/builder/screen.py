"""The builder screen: a form on the left, the block drafted from it, and the reasons for its placements.

The block is drafted again after each change of the form, in a thread. Until the new one is ready the old one stays on
the screen. Nothing is stored before the commit key is pressed twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal

from planner.text import format_count
from planner.training.exercises.session_guides import guide_names_of
from planner.tui.builder import draft_view_text
from planner.tui.builder.commit import Commit
from planner.tui.builder.decisions import Comparison, Decisions
from planner.tui.builder.draft_widgets import DraftWeeks, Reasons
from planner.tui.builder.fields import REPLACED_KEY, FieldGroup
from planner.tui.builder.form_rows import STORE_ROW
from planner.tui.builder.form_session import FormSession
from planner.tui.builder.form_widget import BuilderForm
from planner.tui.builder.live_draft import LiveDraft
from planner.tui.keys import commands
from planner.tui.keys.command import bindings, footer_keys
from planner.tui.screen import ModeScreen
from planner.tui.sheets.pick import PickSheet
from planner.tui.widgets.rows import RowsWidget, SizedRows
from planner.usecases.blocks.options import FieldKind

if TYPE_CHECKING:
    from planner.tui.builder.form_result import FormResult

_FORM_FOOTER = (("commit", "store"), ("pane", "block"), ("leave", "back"))
"""The commands in the footer while the form has the keys, and the word for each; those of the row come before them."""
_ROW_FOOTERS = {
    FieldKind.CHOICE: (("left right", "change"), ("edit", "list")),
    FieldKind.DAYS: (("left right", "day"), ("turn", "turn")),
    FieldKind.HALVES: (("left right", "day"), ("turn", "turn")),
    FieldKind.TEXT: (("edit", "edit"),),
    FieldKind.DATE: (("left right", "a week"), ("edit", "edit")),
    FieldKind.COUNT: (("left right", "change"), ("edit", "edit")),
    FieldKind.FIGURE: (("left right", "change"), ("edit", "edit")),
}
"""What a row of a kind takes."""
_BLOCK_FOOTER = (
    ("left right", "day"),
    ("why", "why"),
    ("force", "force"),
    ("forbid", "forbid"),
    ("lock", "lock"),
    ("pane", "form"),
    ("commit", "store"),
    ("compare", "compare"),
    ("fresh", "new"),
    ("findings", "findings"),
    ("howto", "how-to"),
)
"""The same while the block has them."""
_MIN_REASON_LINES, _MIN_SUMMARY_LINES, _MIN_READING_LINES = 5, 7, 9
"""Lines that the reasons need to be shown, and lines they get even where the weeks then scroll: next to the form, and
while the block has the keys."""


class BuilderScreen(ModeScreen):
    """The form, the block drafted from it, and the reasons."""

    MODE_KEY = "2"
    COMMAND_TABLE = commands.BUILDER_COMMANDS
    CSS_PATH = "builder.tcss"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - Textual declares it so
        (0, "-small"),
        (78, "-middle"),
        (110, "-broad"),
        (180, "-vast"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(commands.BUILDER_COMMANDS)]

    def __init__(self) -> None:
        super().__init__()
        self._title = RowsWidget(background="band", id="title")
        self._weeks = DraftWeeks()
        self._reasons = Reasons()
        self._block = Container(id="block")
        self.form = FormSession(
            self.host, partial(self._activate_pane, block=False), self._form_changed, self._show_footer
        )
        self._form_widget = self.form.widget
        self.live_draft = LiveDraft(self, self.book, self.form.values, self._show_result, self._redraw)
        self._commit = Commit(self, self.live_draft, self.form, self.footer, self._go_to_problem, self._reveal_summary)
        self._decisions = Decisions(self.host, self.live_draft, self.form, self.footer, self._go_to_day)
        self._comparison = Comparison(self, self.live_draft, self.form, self._commit, self.footer)

    def compose(self) -> ComposeResult:
        """Arrange the widgets."""
        yield self._title
        with Horizontal(id="panes"):
            yield self._form_widget
            with self._block:
                yield self._weeks
                yield self._reasons
        yield self.footer

    def on_mount(self) -> None:
        """Give the form the keys."""
        self._form_widget.set_has_keys(yes=True)
        self._show_footer()
        self._show_title()
        if self.form.state.entered:
            keys = f"{self.host.keys['builder.pane']} {self.host.keys['builder.fresh']}"
            self.say(f"What you chose last time is here again. {keys} empties the form.")

    def on_unmount(self) -> None:
        """Stop a running search."""
        self.live_draft.stop()

    def on_screen_suspend(self) -> None:
        """Take the plan as seen that another screen shows, and perhaps changes."""
        if self.app.screen_stack[0] is not self:  # not for a sheet over this one
            self._commit.forget_seen()

    def on_screen_resume(self) -> None:
        """Draft again: the calendar, or the day, may have changed while another screen was shown."""
        self.live_draft.refresh()

    def show_file_problem(self) -> None:
        """Say what is wrong with the file, and draft again: the block may be refused, or possible again."""
        super().show_file_problem()
        self.live_draft.refresh()

    def show_other_database(self) -> None:
        """Draft the form again, against the calendar of another database; nothing is stored unseen."""
        self._form_changed()

    def on_resize(self, event: events.Resize) -> None:
        """Share the new size."""
        del event
        self.call_after_refresh(self._redraw)  # the classes of HORIZONTAL_BREAKPOINTS are set by then

    @property
    def block_is_active(self) -> bool:
        """Whether the block has the keys, not the form."""
        return self._weeks.has_keys

    # Drawing

    def _show_result(self, result: FormResult) -> None:
        """Show the block if there is one, and the errors and notes under their fields."""
        state = self.form.state
        state.defaults |= result.defaults
        state.distance_unit, state.has_race = result.runner.unit.value, result.has_race
        self._form_widget.show_errors(result.errors, result.notes)
        self._redraw()
        self._commit.note_draft()

    def _redraw(self) -> None:
        live_draft = self.live_draft
        self._weeks.show_draft(live_draft.view, live_draft.unit, self.host.glyphs, stale=live_draft.is_stale)
        self._show_reasons(from_top=False)
        self._show_title()
        self._share_room()

    def _show_reasons(self, *, from_top: bool) -> None:
        live_draft, week = self.live_draft, self._weeks.current_week
        if live_draft.view is not None and week is not None:
            glyphs = self.host.glyphs
            make_rows = partial(
                draft_view_text.draft_reason_rows,
                live_draft.view,
                week,
                live_draft.unit,
                glyphs,
                week_first=self.block_is_active and not self._commit.is_confirming,
            )
            self._reasons.show_reasons(make_rows, stale=live_draft.is_stale, from_top=from_top)

    def _reveal_summary(self) -> None:
        """Show what a coach would say first while the block waits for its confirmation, on a small screen as well."""
        self._show_reasons(from_top=True)
        self._share_room()

    def _show_title(self) -> None:
        head = "What if" if self.form.state.value(REPLACED_KEY) else "New block"
        width, live_draft = self.size.width, self.live_draft
        row = draft_view_text.draft_title_row(
            live_draft.view, live_draft.unit, self.host.glyphs, width, self._status_text(), head=head
        )
        self._title.show([row])

    def _status_text(self) -> str:
        """Return why the block on the screen does not belong to the form; empty if it does."""
        if self.live_draft.is_slow:
            return "placing strength"
        open_fields = len(self.live_draft.result.errors) if self.live_draft.result is not None else 0
        return f"{format_count(open_fields, 'field')} open" if open_fields else ""

    def _share_room(self) -> None:
        """Show form, block or both; give the weeks the lines they need and the reasons the rest, if enough to read."""
        is_small, is_middle = self.has_class("-small"), self.has_class("-middle")
        shows_block = self.block_is_active or (is_small and self._commit.is_confirming)
        self._form_widget.display = not shows_block or not (is_small or is_middle)
        self._block.display = shows_block or not is_small
        available = max(self.size.height - 2, 1)
        is_stacked = not self.has_class("-vast")
        view = self.live_draft.view
        wanted = 1 + len(view.weeks) if view is not None else available
        reading_lines = _MIN_READING_LINES if shows_block or self.has_class("-broad") else _MIN_SUMMARY_LINES
        weeks_height = min(wanted, max(available - reading_lines, available // 2))
        self._reasons.display = not is_stacked or available - weeks_height - 1 >= _MIN_REASON_LINES
        self._weeks.styles.height = weeks_height if self._reasons.display and is_stacked else "1fr"

    def _show_footer(self) -> None:
        keys = self.host.keys
        shown = _BLOCK_FOOTER if self.block_is_active else (*self._row_footer(), *_FORM_FOOTER)
        own = [(" ".join(keys[f"builder.{name}"] for name in names.split()), word) for names, word in shown]
        everywhere = footer_keys(keys.apply_to(commands.APP_COMMANDS))
        if not self.block_is_active:  # a letter is typed there
            everywhere = [(key, word) for key, word in everywhere if not key.isalnum()]
        self.footer.show_keys([*own, *everywhere])

    def _row_footer(self) -> tuple[tuple[str, str], ...]:
        """Return what the row under the cursor takes."""
        form = self._form_widget
        field = form.current_field
        if field is not None:
            return (("edit", "done"),) if form.is_typing else _ROW_FOOTERS[field.kind]
        if form.current == STORE_ROW:
            return (("edit", "store"),)
        return (("edit", "close" if FieldGroup(form.current) in form.form_rows.open_groups else "open"),)

    # Keys and clicks

    def _form_changed(self) -> None:
        self._clear_message()
        self.live_draft.refresh()

    def _clear_message(self) -> None:
        self._commit.cancel_confirmation()
        self.footer.clear_message()

    def on_key(self, event: events.Key) -> None:
        """Type into the form. Any key but those that store cancels a confirmation."""
        keys = self.host.keys
        if event.key not in (*keys.key_names("builder.commit"), *keys.key_names("builder.edit")):
            self._commit.cancel_confirmation()
        if not self.block_is_active and self._form_widget.edit_key(event):
            event.stop()  # a letter typed into a field is no command

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the field under the cursor."""
        if not self.block_is_active:
            self._form_widget.insert_pasted(event.text)

    def on_sized_rows_clicked(self, message: SizedRows.Clicked) -> None:
        """Give the clicked pane the keys, and cancel a confirmation."""
        self._clear_message()
        self._activate_pane(block=message.widget is self._weeks)

    def on_draft_weeks_moved(self) -> None:
        """Show the reasons of the week under the cursor."""
        self._show_reasons(from_top=True)

    def _activate_pane(self, *, block: bool) -> None:
        self._weeks.set_has_keys(yes=block)
        self._form_widget.set_has_keys(yes=not block)
        self._show_footer()
        self._show_reasons(from_top=True)
        self._share_room()

    def _go_to_day(self, day: dt.date) -> None:
        self._activate_pane(block=True)
        self._weeks.move_to(day)

    def _selected_day(self, command: str, purpose: str) -> dt.date | None:
        """Return the day under the block's cursor; if the form has the keys, give them to the block first.

        Args:
            command: The id of the command that needs the day.
            purpose: What the command does, for the message.
        """
        if not self.block_is_active:
            self._activate_pane(block=True)
            self.say(f"Choose a day with the arrows; {self.host.keys[command]} {purpose}.")
            return None
        day = self._weeks.cursor_date
        if day is None:
            self.say("There is no block to explain yet.")
        return day

    def _go_to_problem(self) -> str:
        """Put the cursor on the first refused field, and return its sentence; empty if nothing is refused."""
        name, sentence = self._form_widget.first_error or ("", "")
        if name:
            self._activate_pane(block=False)
            self._form_widget.move_to(name)
        return sentence

    def open_form(self, values: Mapping[str, str], field: str = "") -> None:
        """Put a new block into the form.

        Args:
            values: The form's values by field.
            field: The field to begin at; the first one when empty.
        """
        self._commit.forget_seen()
        self.say(self.form.open_form(values, field))

    def open_whatif(self, values: Mapping[str, str]) -> None:
        """Put a block of the calendar into the form.

        Args:
            values: The form's values by field.
        """
        self._commit.forget_seen()
        self.say(self.form.open_whatif(values))

    # Actions

    def action_row(self, by: int) -> None:
        """Go up or down: to another field, or to another week."""
        self._weeks.move(weeks=by) if self.block_is_active else self._form_widget.move(by)

    def action_column(self, by: int) -> None:
        """Go left or right: to another value of the field, or to another day."""
        self._weeks.move(days=by) if self.block_is_active else self._form_widget.change_value(by)

    def action_week(self, by: int) -> None:
        """Go to another week, from the form as well."""
        self._weeks.move(weeks=by)

    def action_page(self, by: int) -> None:
        """Scroll the reasons by pages."""
        self._reasons.move_pages(by)

    def action_turn(self) -> None:
        """Switch the day or half day under the cursor, or open a group; in the block, scroll the reasons."""
        if self.block_is_active:
            self._reasons.move_pages(1)
        else:
            self._form_widget.turn()

    def action_edit(self) -> None:
        """Edit the field under the cursor; store on the last row, and where it was asked; in the block, say why."""
        field = self._form_widget.current_field
        if self._commit.is_confirming:
            self._commit.press()
        elif self.block_is_active:
            self.action_why()
        elif self._form_widget.current == STORE_ROW:
            self._commit.press()
        elif field is not None and field.kind is FieldKind.CHOICE:
            value = self.form.state.value(field.name)
            self.host.push_screen(PickSheet(field.label, field.choices, value), self._take_choice)
        else:
            self._form_widget.edit()

    def _take_choice(self, value: str | None) -> None:
        if value is not None:
            self._form_widget.choose(value)

    def on_builder_form_store_clicked(self, message: BuilderForm.StoreClicked) -> None:
        """Store the block, after asking."""
        del message
        self._commit.press()

    def action_pane(self) -> None:
        """Give the keys to the other pane."""
        self._activate_pane(block=not self.block_is_active)

    def action_why(self) -> None:
        """Explain the day under the cursor."""
        day = self._selected_day("builder.why", "says why")
        if day is not None:
            self._decisions.open_why(day)

    def action_pin(self, verb: str) -> None:
        """Force, forbid or lock a placement of the day under the cursor."""
        day = self._selected_day(f"builder.{verb}", f"{verb}s strength there")
        if day is not None:
            self._decisions.open_placements(verb, day)

    def action_howto(self) -> None:
        """Show how the exercises of the day under the cursor are done; without any there, those of the week's first."""
        from planner.tui.sheets.howto import BuilderHowToSheet

        self.host.push_screen(BuilderHowToSheet(guide_names_of(self._weeks.sets_from_cursor)))

    def action_findings(self) -> None:
        """List what the rules find in the block."""
        self._decisions.open_findings()

    def action_text(self) -> None:
        """Edit the running plan as text."""
        self._decisions.edit_plan_text()

    def action_compare(self) -> None:
        """Set the block aside, or compare it with the one that is."""
        self._comparison.press()

    @property
    def is_half_typed(self) -> bool:
        """Whether a field is being edited."""
        return self._form_widget.is_typing

    def action_commit(self) -> None:
        """Ask for confirmation, then store the block."""
        self._commit.press()

    def action_start_over(self) -> None:
        """Empty the form, or bring back what was in it before."""
        self.say(self.form.start_over())

    def action_leave(self) -> None:
        """Go to the calendar."""
        self.app.switch_mode("calendar")
