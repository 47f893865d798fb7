"""The calendar: a month, a week or an agenda, the day under the cursor in words, and every edit one key away.

The screen draws; `Planning`, `Editing`, `BlockTextEditing`, `ActivePreview` and `SearchNavigation` carry out its keys.
Wide terminals get a panel for the day; narrow ones get the agenda instead of a view that has no room.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.widget import Widget

from planner.training.weeks import DAY, WEEK
from planner.tui.calendar import day_text, head, view
from planner.tui.calendar.active_preview import ActivePreview
from planner.tui.calendar.after_marking import AfterMarking
from planner.tui.calendar.block_text import BlockTextEditing
from planner.tui.calendar.clipboard import Clipboard
from planner.tui.calendar.cursor import Cursor, SearchNavigation, ask_for_date
from planner.tui.calendar.data import CalendarData
from planner.tui.calendar.day_grid import DayGrid, MonthGrid
from planner.tui.calendar.editing import Editing
from planner.tui.calendar.head import CalendarHead
from planner.tui.calendar.marking import Marking
from planner.tui.calendar.planning import Planning
from planner.tui.calendar.pointed_days import PointedDays
from planner.tui.calendar.prefetch import Prefetcher
from planner.tui.calendar.prices import Prices
from planner.tui.calendar.recordings import Recordings
from planner.tui.calendar.view import CalendarView, ViewKind
from planner.tui.keys import commands
from planner.tui.keys.command import bindings
from planner.tui.messages import ShowProgress
from planner.tui.screen import MIN_SIZE, ModeScreen, has_room, too_small_notice
from planner.tui.state.saver import Saver
from planner.tui.widgets.rows import RowsWidget
from planner.usecases.open_planbook import take_remarks

if TYPE_CHECKING:  # not needed by the first frame on most terminals
    from planner.training.blocks import Block
    from planner.training.workouts import Workout
    from planner.tui.calendar.agenda import Agenda
    from planner.usecases.calendar.mark import MarkedDay

_PANEL_MIN_SIZE = (120, 18)
"""Columns and lines of a terminal from which a panel shows the day."""
_PANEL_PADDING = 3
"""Blank columns of the panel, left and right together, as in calendar.tcss."""
_CHECK_EVERY_S = 0.5
"""Seconds between two looks at the clock and at the file."""


class CalendarScreen(ModeScreen):
    """The days, and the keys that plan.

    Attributes:
        cursor: The day under the cursor.
        data: The days that are shown.
        preview: The change that is previewed, or the days that are selected.
        editing: The edits of single workouts.
        after_marking: What follows from a workout that was recorded.
        recordings: The import of recordings, and what is asked of them.
    """

    MODE_KEY = "1"
    COMMAND_TABLE = commands.CALENDAR_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(commands.CALENDAR_COMMANDS)]

    def __init__(self) -> None:
        super().__init__()
        host, footer = self.host, self.footer
        saver = Saver(self, self.book, lambda text, refused: footer.warn(text) if refused else self.say(text))
        self.cursor = cursor = Cursor(self.book.today, self._on_cursor_move)
        self.data = data = CalendarData(host, footer, cursor, lambda: self.app.size)
        self.preview = preview = ActivePreview(
            host=host, footer=footer, cursor=cursor, data=data, redraw=self.redraw_days
        )
        self.after_marking = after_marking = AfterMarking(
            host=host, footer=footer, cursor=cursor, data=data, reload=self.reload
        )
        self.editing = editing = Editing(
            host=host,
            footer=footer,
            cursor=cursor,
            data=data,
            preview=preview,
            saver=saver,
            reload=self.reload,
            open_done_form=self._open_done_form,
        )
        self._marking = marking = Marking(
            host=host,
            footer=footer,
            cursor=cursor,
            data=data,
            preview=preview,
            editing=editing,
            after_marking=after_marking,
        )
        planning = Planning(host=host, footer=footer, cursor=cursor, data=data, preview=preview, editing=editing)
        self._planning = planning
        self._prices = prices = Prices(
            host=host, footer=footer, cursor=cursor, data=data, preview=preview, editing=editing
        )
        block_text = BlockTextEditing(
            host=host, footer=footer, cursor=cursor, data=data, preview=preview, editing=editing
        )
        search = SearchNavigation(host, footer, cursor)
        self.recordings = recordings = Recordings(
            host=host, footer=footer, cursor=cursor, data=data, preview=preview, reload=self.reload
        )
        clipboard = Clipboard(host=host, footer=footer, cursor=cursor, data=data)
        handlers: dict[str, Callable[..., None]] = {
            "select": preview.toggle_selection,
            "next_way": preview.next_variant,
            "search": search.open,
            "search_step": search.step,
            "open": planning.open_day,
            "move": planning.move,
            "swap": planning.swap,
            "copy": planning.copy,
            "copy_week": planning.copy_week,
            "paste": planning.paste,
            "clip_day": clipboard.copy_day,
            "clip_week": clipboard.copy_week,
            "clip_block": clipboard.copy_block,
            "rest": planning.rest,
            "deload": planning.deload,
            "ramp": planning.ramp,
            "taper": planning.taper,
            "ease": planning.ease,
            "follow_settings": planning.follow_settings,
            "shift": planning.shift,
            "feeling": planning.record_feeling,
            "absence": planning.absence,
            "text": block_text.edit,
            "whatif": block_text.open_whatif,
            "done": lambda: after_marking.mark_done(marking.mark_done),
            "not_done": marking.mark_not_done,
            "take_offer": lambda: after_marking.take_offer(editing.plan_and_apply, marking.mark_done),
            "skip": editing.skip,
            "add": editing.add,
            "edit": editing.edit,
            "delete": editing.delete,
            "lock": editing.lock,
            "undo": editing.undo,
            "redo": editing.redo,
            "history": editing.open_history,
            "lint": editing.open_findings,
            "why": prices.open,
            "import_files": recordings.import_files,
            "inbox": recordings.open_inbox,
            "cancel": editing.cancel,
        }
        for action, handler in handlers.items():
            setattr(self, f"action_{action}", handler)
        self._prefetcher = Prefetcher(self, self.data.build_view, self._prefetch)
        self._grids: dict[ViewKind, DayGrid | Agenda] = {}
        self._no_room_message = ""

    def compose(self) -> ComposeResult:
        """Read the days, and lay out what draws them."""
        self.data.read()
        self.data.view = self._current_view()
        self._head = CalendarHead(self.book)
        self._detail = RowsWidget(background="band", id="detail")
        self._panel = RowsWidget(id="panel")
        self._small = too_small_notice()
        yield from (widget for widget, fits in self._placement().items() if fits)

    def on_mount(self) -> None:
        """Describe the day, and look at the clock and the file from now on."""
        self._show_text()
        self.set_interval(_CHECK_EVERY_S, self._check_for_changes)
        self.set_interval(_CHECK_EVERY_S, self._say_remarks)
        self.call_after_refresh(self.editing.offer_form_draft)
        self.call_after_refresh(self._mention_running_session)
        self.call_after_refresh(self._read_gaps)
        self.call_after_refresh(self._prefetcher.start)
        self.call_after_refresh(self.after_marking.mention_question)
        self.call_after_refresh(self.recordings.mention_zone)
        self.call_after_refresh(self.recordings.mention_questions)

    def on_key(self, event: events.Key) -> None:
        """Let what was offered go with the first key after it; Textual calls the handler of the base class, too."""
        if not self.reads_on(event):
            self.after_marking.note_key()

    def on_resize(self, event: events.Resize) -> None:
        """Show the view that fits the new size."""
        del event
        before = self.data.view.kind
        if self.data.window_at(self.cursor.day).has_same_layout(self.data.window):
            self._place_widgets()
            self._show_text()
        else:
            self._show_window()
        wanted, kind = self.data.wanted_view, self.data.view.kind
        is_still_said = self._no_room_message and self.footer.message == self._no_room_message
        if kind is not wanted and (before is wanted or is_still_said):
            self._no_room_message = view.too_small_sentence([wanted], self.app.size, kind)
            self.say(self._no_room_message)
        elif kind is wanted and is_still_said:
            self.footer.clear_message()

    def on_screen_resume(self) -> None:
        """Show at once what another screen changed in the file, and fit the text to the current size."""
        if self.is_mounted:
            self._check_for_changes()
            self.call_after_refresh(self._show_text)

    def on_pointed_days_picked(self, message: PointedDays.Picked) -> None:
        """Put the cursor on the day that was clicked; a double click opens it, unless something is tried out."""
        self.cursor.go_to(message.day)
        if message.is_double and not self.preview.is_active:
            self._planning.open_day()

    def on_pointed_days_wheeled(self, message: PointedDays.Wheeled) -> None:
        """Go a line on or back."""
        self.action_row(message.by)

    def on_pointed_days_dragged(self, message: PointedDays.Dragged) -> None:
        """Preview the move of what is dragged."""
        self._planning.drag(message.grip, message.day, is_first=message.is_first)

    def on_pointed_days_dropped(self, message: PointedDays.Dropped) -> None:
        """Leave the preview of what was dropped on another day."""
        self._planning.drop(message.grip, message.day)

    def _read_gaps(self) -> None:
        """Read the gaps of a week's sessions from now on, and show them where a week was the first frame."""
        self.data.knows_gaps = True
        if self.data.view.kind is ViewKind.WEEK:
            self._prefetcher.clear()
            self.redraw_days()

    def _mention_running_session(self) -> None:
        """Say that a session is running, as after a lost line."""
        from planner.training.refusal import RefusedError
        from planner.usecases.session import read_running

        try:
            running = read_running(self.book)
        except RefusedError:  # the session screen says what is wrong
            return
        if running is not None and not self.footer.message:
            self.say(f"A session is running: {self.host.keys['app.session']} goes on with it.")

    # What another screen asks for

    def show_block(self, block: Block, text: str) -> None:
        """Show a block that was just stored.

        Args:
            block: The block.
            text: A sentence that says what was stored.
        """
        self.reload()
        self.show_day(max(block.start, self.book.today))
        self.say(f"{text} {self.undo_hint}")

    def show_day(self, day: dt.date) -> None:
        """Put the cursor on a day, in its own month."""
        self.cursor.go_to(day, show_month=True)

    def show_lighter_week(self, day: dt.date) -> None:
        """Preview a lighter week for Progress, for the week of a day, and go back there once it is made or left."""
        before = self.cursor.day

        def go_back(text: str) -> None:
            self.show_day(before)
            self.host.post_message(ShowProgress(text))

        self.show_day(day)
        self._planning.deload(go_back)

    def _open_done_form(self, workout: Workout) -> None:
        self._marking.open_form(workout)

    def show_marked(self, marked: MarkedDay) -> None:
        """Show the day of a workout that was recorded on another screen, and say what follows from it."""
        if marked.done:
            self.show_day(marked.done[0].date)
        self.after_marking.show_day(marked)

    # Reading

    def reload(self) -> None:
        """Read the file again, work the preview out again, and draw what differs."""
        self._prefetcher.clear()
        self._head.expire()
        self.data.read()
        self.preview.recompute()
        self.redraw_days()
        self._prefetcher.start()

    def show_other_database(self) -> None:
        """Show the days of another database, without what was previewed or selected in the one before."""
        self.preview.clear()
        self._head.clear()
        self.reload()

    def _check_for_changes(self) -> None:
        """Notice a new day and another session's edits; costs one look at the file's date and size.

        At midnight the cursor goes along to the new day if it was on today and nothing is open, previewed or selected.
        """
        today, shown_today = self.book.today, self.data.view.today
        if today == shown_today and not self.data.cache.is_stale():
            return
        self.reload()
        self.footer.drop_untrue_remark()
        self._prices.follow_file()
        if self.footer.problem:
            self.footer.warn(self.footer.problem)  # over the description of a preview, which cannot be made now
            return
        self.preview.describe()
        self.recordings.mention_questions()
        if today != shown_today == self.cursor.day and not self.preview.marked_days and not self._is_covered:
            self.show_day(today)

    def _say_remarks(self) -> None:
        """Say what the store has to say of the edits before, as that no backup could be made."""
        if remarks := take_remarks():
            self.footer.warn(" ".join(remarks))

    @property
    def _is_covered(self) -> bool:
        """Whether a sheet covers the calendar."""
        return self.app.current_mode == self.app.DEFAULT_MODE and self.app.screen is not self

    def _prefetch(self) -> Iterator[None]:
        """Read the days around the window and draw the pages before and after it, step by step."""
        data, grid = self.data, self._active_grid
        data.cache.prefetch(*data.window.prefetch_range)
        if not isinstance(grid, DayGrid):  # the agenda has no pages, it only scrolls
            self._prefetcher.retain((data.window,))
            return
        neighbours = [data.window_at(self._day_pages_away(step)) for step in (1, -1)]
        self._prefetcher.retain((data.window, *neighbours))
        for window in neighbours:
            yield
            if data.cache.prefetch(window.first, window.last):
                yield from grid.predraw(self._prefetcher.get_view(window, self.book.today, self.host.glyphs))

    # Drawing

    def _current_view(self) -> CalendarView:
        """Return the days of the window with the preview applied; the prefetched ones where nothing is marked."""
        window, preview, marked = self.data.window, self.preview.current, self.preview.marked_days
        if preview is None and not marked and self.data.cache.covers(window.first, window.last):
            return self._prefetcher.get_view(window, self.book.today, self.host.glyphs)
        return self.data.build_view(window, preview, marked)

    @property
    def _active_grid(self) -> DayGrid | Agenda:
        """The widget that draws the days now."""
        return self._grids[self.data.view.kind]

    def redraw_days(self) -> None:
        """Draw what differs, with the preview applied."""
        before = self.data.view.kind
        self.data.view = self._current_view()
        if before is not self.data.view.kind:
            self._place_widgets()
        self._active_grid.show(self.data.view, self.cursor.day)
        self._show_text()

    def redraw_all(self) -> None:
        """Draw everything again, in the current colours and marks."""
        self.redraw_days()
        super().redraw_all()

    def _on_cursor_move(self, before: dt.date, show_month: bool) -> None:
        has_marks_moved = self.preview.follow(before)
        if not self.data.window.covers(self.cursor.day, month=show_month):
            self._show_window()
        elif has_marks_moved:
            self.redraw_days()
        else:
            self._active_grid.move_cursor(self.cursor.day)
            self._show_text()
        self.preview.describe()

    def _show_window(self) -> None:
        """Show the days around the cursor, in the view that is wanted where it has room."""
        window = self.data.window_at(self.cursor.day)
        if not window.has_same_layout(self.data.window) or not self.data.window.covers(self.cursor.day, month=True):
            self.data.show_window(window)
        self._place_widgets()
        self.redraw_days()
        self._prefetcher.start()

    def _show_text(self) -> None:
        shown, day, width = self.data.view, self.cursor.day, self.size.width
        self._head.show_day(shown, day, is_stored=self.preview.current is None)
        if self._panel.display:
            room = _panel_width(self.app.size) - _PANEL_PADDING  # known before it is laid out at that size
            is_brief = self.preview.current is not None
            self._panel.show(day_text.day_rows(shown, day, room, "ground", is_brief=is_brief))
        else:
            self._detail.show(day_text.day_summary_rows(shown, day, width))

    def _placement(self) -> dict[Widget, bool]:
        """Return every widget in the order of the screen, and whether it is shown at this size."""
        size, kind = self.app.size, self.data.view.kind
        fits = has_room(MIN_SIZE, size)
        has_panel = has_room(_PANEL_MIN_SIZE, size)
        lines = head.head_lines(self.data.view, *size)
        self._head.styles.height = lines
        self._panel.styles.width = _panel_width(size)
        self._panel.styles.margin = (lines, 0, 1, 0)
        if kind not in self._grids:
            self._grids[kind] = self._make_grid(kind)
        return {
            self._head: fits,
            self._panel: fits and has_panel,
            **{grid: fits and each is kind for each, grid in self._grids.items()},
            self._small: not fits,
            self._detail: fits and not has_panel,
            self.footer: fits,
        }

    def _make_grid(self, kind: ViewKind) -> DayGrid | Agenda:
        if kind is ViewKind.MONTH:
            return MonthGrid(self.data.view, self.cursor.day)
        if kind is ViewKind.WEEK:
            from planner.tui.calendar.week_grid import WeekGrid

            return WeekGrid(self.data.view, self.cursor.day)
        from planner.tui.calendar.agenda import Agenda

        return Agenda(self.data.view, self.cursor.day)

    def _place_widgets(self) -> None:
        """Show the widgets that fit; one that is needed for the first time is mounted at its place among the others."""
        next_widget: Widget | None = None
        for widget, fits in reversed(self._placement().items()):
            if fits and not widget.is_attached and self.is_attached:
                self.mount(widget, before=next_widget)
            widget.display = fits
            next_widget = widget if widget.is_attached else next_widget

    # Keys that move the cursor or change the view

    def action_day(self, step: int) -> None:
        """Go some days forward, or back when negative."""
        self.cursor.go_to(self.cursor.day + DAY * step)

    def action_row(self, step: int) -> None:
        """Go a line down or up: a week, in the agenda a day."""
        self.cursor.go_to(self.cursor.day + (DAY if self.data.view.kind is ViewKind.AGENDA else WEEK) * step)

    def action_week(self, step: int) -> None:
        """Go a week forward or back."""
        self.cursor.go_to(self.cursor.day + WEEK * step)

    def action_month(self, step: int) -> None:
        """Go to the same day of another month, or to its last day."""
        self.show_day(view.same_day_months_on(self.cursor.day, step))

    def action_today(self) -> None:
        """Go to today."""
        self.show_day(self.book.today)

    def action_page(self, step: int) -> None:
        """Go a month, a week, or a screenful of the agenda forward or back."""
        grid = self._active_grid
        day = self._day_pages_away(step) if isinstance(grid, DayGrid) else grid.scroll_page(step)
        self.cursor.go_to(day, show_month=self.data.view.kind is ViewKind.MONTH)

    def _day_pages_away(self, step: int) -> dt.date:
        if self.data.view.kind is ViewKind.WEEK:
            return self.cursor.day + WEEK * step
        return view.same_day_months_on(self.cursor.day, step)

    def action_goto(self) -> None:
        """Ask for a date, and go to it."""
        ask_for_date(self.host, self.cursor, self.data.cache.blocks)

    def action_view(self) -> None:
        """Show the next view that has room: month, week, agenda; name those that have none."""
        kind, skipped = view.next_view(self.data.view.kind, self.app.size)
        if kind is not self.data.view.kind:
            self.data.wanted_view = kind
            self.host.preferences.set("view", kind.value)
            self._show_window()
        if skipped:
            self.say(view.too_small_sentence(skipped, self.app.size, kind))


def _panel_width(size: Size) -> int:
    """Return the columns of the day panel: a quarter of the terminal, within limits."""
    return min(max(28, size.width // 4 - 2), 52)
