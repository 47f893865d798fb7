"""The builder: a plan and a race day in, a block with strength slotted around its runs out, every reason beside it.

The form is answered while it is filled in: each change is read and slotted in a thread behind the screen, the newest
change alone counts, and the picture before it stays until the next one is ready. Nothing is stored before a second
``enter``.
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

from planner.training.races import Unit
from planner.tui.builder import draft_view_text
from planner.tui.builder.decisions import EDITED_PLAN_SUFFIX, DecidingScreen
from planner.tui.builder.draft_view import DAYS_A_WEEK, build_draft_view
from planner.tui.builder.draft_widgets import DraftWeeks, ReasonsWidget
from planner.tui.builder.fields import REPLACED_KEY
from planner.tui.builder.form_state import FormState
from planner.tui.builder.form_widget import BuilderForm
from planner.tui.keys import commands
from planner.tui.widgets.rows import RowsWidget, SizedRows

if TYPE_CHECKING:
    from planner.tui.builder.form_result import FormResult

FORM_DRAFT = "builder"
"""What the kept draft of the form is called."""
_FORM_FOOTER = (
    ("left right", "change"),
    ("pane", "block"),
    ("commit", "commit"),
    ("compare", "compare"),
    ("fresh", "new"),
)
_BLOCK_FOOTER = (
    ("left right", "day"),
    ("why", "why"),
    ("force", "force"),
    ("forbid", "forbid"),
    ("lock", "lock"),
    ("pane", "form"),
    ("commit", "commit"),
    ("findings", "findings"),
)
"""The commands that the line at the bottom names, and the word for each."""
_MIN_REASON_LINES, _MIN_READING_LINES = 5, 9


class BuilderScreen(DecidingScreen):
    """The form, the block it makes, and why."""

    MODE_KEY = "2"
    COMMAND_TABLE = commands.BUILDER_COMMANDS
    CSS_PATH = "builder.tcss"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - Textual declares it so
        (0, "-small"),
        (78, "-middle"),
        (110, "-broad"),
        (180, "-vast"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.BUILDER_COMMANDS)]

    def __init__(self) -> None:
        super().__init__()
        self._previous_form: dict[str, str] = {}

    # What is shown

    def compose(self) -> ComposeResult:
        """The title, the form, the block's weeks, their reasons."""
        kept = self.host.form_drafts.get(FORM_DRAFT)
        form = FormState(today=self.book.today)
        form.restore(kept)
        self._title = RowsWidget(background="band", id="title")
        self._form = BuilderForm(form, self.save_form)
        self._weeks = DraftWeeks()
        self._reasons = ReasonsWidget()
        yield self._title
        with Horizontal(id="panes"):
            yield self._form
            with Container(id="block") as self._block:
                yield self._weeks
                yield self._reasons
        yield self.footer

    def on_mount(self) -> None:
        """Begin in the form."""
        self._form.set_has_keys(yes=True)
        self.footer.show_keys(self._footer_keys())
        self._show_title()
        if self._form.state.entered:
            self.say(f"What you chose last time is here again. {self.host.keys['builder.fresh']} begins anew.")

    def on_screen_resume(self) -> None:
        """Draft again: the calendar, or the day, may have changed meanwhile."""
        self.redraft()

    def on_resize(self, event: events.Resize) -> None:
        """Share the room out anew."""
        del event
        self.call_after_refresh(self._redraw, from_top=False)  # the classes that go by width are set by then

    @property
    def block_is_active(self) -> bool:
        """Whether the keys are the block's."""
        return self._weeks.has_keys

    @property
    def unit(self) -> Unit:
        """The unit distances are shown in."""
        return self.result.runner.unit if self.result is not None else Unit.KM

    @property
    def form(self) -> FormState:
        """What stands in the form."""
        return self._form.state

    def replace_form(self, form: FormState) -> None:
        """Put another form in the place of this one, and draft it."""
        self._form.reset(form)
        self._activate_pane(block=False)
        self.save_form()

    def go_to_day(self, day: dt.date) -> None:
        """Put the block's cursor on a day."""
        self._activate_pane(block=True)
        if self.draft_view is not None:
            self._weeks.move(
                days=(day - self.draft_view.first).days - (self._weeks.week_index * DAYS_A_WEEK + self._weeks.day_index)
            )

    def _redraw(self, *, from_top: bool = True) -> None:
        stale = self._is_stale()
        glyphs, unit = self.host.glyphs, self.unit
        self._weeks.show_draft(self.draft_view, unit, glyphs, stale=stale)
        self._show_reasons(from_top=from_top)
        self._show_title()
        self._share_room()

    def _show_reasons(self, *, from_top: bool = True) -> None:
        view, week = self.draft_view, self._weeks.current_week
        if view is not None and week is not None:
            unit, glyphs = self.unit, self.host.glyphs
            make = partial(draft_view_text.draft_reason_rows, view, week, unit, glyphs)
            self._reasons.show_reasons(make, stale=self._is_stale(), from_top=from_top)

    def _show_title(self) -> None:
        head = "What if" if self.form.value(REPLACED_KEY) else "New block"
        row = draft_view_text.draft_title_row(
            self.draft_view, self.unit, self.host.glyphs, self.size.width, self._status_text(), head=head
        )
        self._title.show([row])

    def _is_stale(self) -> bool:
        return self.is_slow or self.result is None or self.result.draft is None

    def _status_text(self) -> str:
        """Why the block on the screen is not the form's; empty when it is."""
        if self.is_slow:
            return "slotting"
        open_fields = len(self.result.errors) if self.result is not None else 0
        return f"{open_fields} {'field' if open_fields == 1 else 'fields'} open" if open_fields else ""

    def _share_room(self) -> None:
        """Show form, block or both; give the weeks the lines they need and the reasons the rest, if enough to read."""
        small, middle = self.has_class("-small"), self.has_class("-middle")
        self._form.display = not self.block_is_active or not (small or middle)
        self._block.display = self.block_is_active or not small
        room = self._panes_height()
        stacked = not self.has_class("-vast")
        wanted = 1 + len(self.draft_view.weeks) if self.draft_view is not None else room
        least = _MIN_READING_LINES if self.block_is_active or self.has_class("-broad") else 0
        height = min(wanted, max(room - least, room // 2)) if stacked else room
        left = room - height - 1
        self._reasons.display = not stacked or left >= _MIN_REASON_LINES
        self._weeks.styles.height = height if self._reasons.display and stacked else "1fr"

    def _panes_height(self) -> int:
        return max(self.size.height - 2, 1)

    def _footer_keys(self) -> list[tuple[str, str]]:
        keys = self.host.keys
        here = [
            (" ".join(keys[f"builder.{name}"] for name in names.split()), word)
            for names, word in (_BLOCK_FOOTER if self.block_is_active else _FORM_FOOTER)
        ]
        return [*here, *commands.footer_keys(keys.apply_to(commands.APP_COMMANDS))]

    # Answering the form

    def save_form(self) -> None:
        """Keep what stands in the form, and draft its block."""
        chosen = self._form.state.entered
        if chosen:
            self.host.form_drafts.put(FORM_DRAFT, chosen)
        else:
            self.host.form_drafts.remove(FORM_DRAFT)
        self._clear_message()
        self.redraft()

    def on_draft_weeks_moved(self) -> None:
        """Say the reasons of the week under the cursor."""
        self._show_reasons()

    def form_values(self) -> dict[str, str]:
        """What the runner chose or typed."""
        return dict(self._form.state.entered)

    def show_result(self, result: FormResult) -> None:
        """Show the block where there is one, and beside each field what is wrong with it."""
        self.result = result
        form = self._form.state
        form.defaults |= result.defaults
        form.distance_unit, form.has_race = result.runner.unit.value, result.has_race
        self._form.show_errors(result.errors, result.notes)
        if result.draft is not None:
            self._last_draft, self.draft_view = result.draft, build_draft_view(result.draft)
        self._redraw(from_top=False)
        self.confirm_if_waiting()

    def show_slow(self) -> None:
        """Dim the block before, and say so."""
        self._redraw(from_top=False)

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Any key but the one that asked ends a confirmation; what fills the form in is no command."""
        if event.key not in self.host.keys.key_names("builder.commit"):
            self.cancel_confirmation()
        if not self.block_is_active and self._form.edit_key(event):
            event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted goes into the field under the cursor."""
        if not self.block_is_active:
            self._form.insert_pasted(event.text)

    def on_sized_rows_clicked(self, message: SizedRows.Clicked) -> None:
        """A click gives form or block the keys, and ends a confirmation."""
        self._clear_message()
        self._activate_pane(block=message.widget is self._weeks)

    def _clear_message(self) -> None:
        self.cancel_confirmation()
        self.footer.clear_message()

    def action_up(self) -> None:
        """The field above, or the week before."""
        self._weeks.move(weeks=-1) if self.block_is_active else self._form.move(-1)

    def action_down(self) -> None:
        """The field below, or the week after."""
        self._weeks.move(weeks=1) if self.block_is_active else self._form.move(1)

    def action_left(self) -> None:
        """The value before, or the day before."""
        self._weeks.move(days=-1) if self.block_is_active else self._form.change_value(-1)

    def action_right(self) -> None:
        """The next value, or the next day."""
        self._weeks.move(days=1) if self.block_is_active else self._form.change_value(1)

    def action_week(self, by: int) -> None:
        """Another week, from the form as well."""
        self._weeks.move(weeks=by)

    def action_page(self, by: int) -> None:
        """Read on or back in the reasons."""
        self._reasons.move_pages(by)

    def action_toggle_day(self) -> None:
        """Turn a half day; in the block, read on."""
        if self.block_is_active:
            self._reasons.move_pages(1)
        else:
            self._form.toggle_day()

    def action_pane(self) -> None:
        """Between the form and the block."""
        self._activate_pane(block=not self.block_is_active)

    def _activate_pane(self, *, block: bool) -> None:
        self._weeks.set_has_keys(yes=block)
        self._form.set_has_keys(yes=not block)
        self.footer.show_keys(self._footer_keys())
        self._share_room()

    def selected_day(self, command: str, purpose: str) -> dt.date | None:
        """The day under the block's cursor; where the form has the keys, they go to the block first."""
        if not self.block_is_active:
            self._activate_pane(block=True)
            self.say(f"Choose a day with the arrows; {self.host.keys[command]} {purpose}.")
            return None
        date = self._weeks.cursor_date
        if date is None or self._last_draft is None:
            self.say("There is no block to explain yet.")
        return date

    def action_start_over(self) -> None:
        """Begin anew; once more brings back what stood there."""
        form, chosen = FormState(today=self.book.today), self._form.state.entered
        if not chosen or (chosen.get(REPLACED_KEY) and not self._previous_form.get(REPLACED_KEY)):
            form.restore(self._previous_form)
        again = f"Begun anew. {self.host.keys['builder.fresh']} once more brings back what you had."
        said = "What you had chosen is here again." if form.entered else again
        self._previous_form = dict(chosen)
        self.replace_form(form)
        self.say(said)

    def open_whatif(self, texts: Mapping[str, str]) -> None:
        """Put a block of the calendar into the form; what stood there before can be brought back."""
        form, chosen = FormState(today=self.book.today), self._form.state.entered
        form.restore(texts)
        fresh, compare = self.host.keys["builder.fresh"], self.host.keys["builder.compare"]
        back = ""
        if chosen and chosen.get(REPLACED_KEY) != form.entered.get(REPLACED_KEY):
            self._previous_form = dict(chosen)
            back = f" {fresh} brings back what you had."
        self.replace_form(form)
        self.say(f"Change it; {compare} lays it beside the block as it stands.{back}")

    def action_leave(self) -> None:
        """To the calendar."""
        self.app.switch_mode("calendar")

    # Committing

    def go_to_problem(self) -> str:
        """The first sentence against the form; its field gets the cursor."""
        name, sentence = self._form.first_error or ("", "")
        if name:
            self._activate_pane(block=False)
            self._form.move_to(name)
        return sentence

    def clear_form(self) -> None:
        """An empty form, and nothing kept of the one before."""
        from planner.tui.terminal.external_editor import delete_typed_text

        self._previous_form = dict(self._form.state.entered)  # undone, it is made once more with what was chosen
        self.host.form_drafts.remove(FORM_DRAFT)
        delete_typed_text(self.host, EDITED_PLAN_SUFFIX)
        self._form.reset(FormState(today=self.book.today))
        self._activate_pane(block=False)
