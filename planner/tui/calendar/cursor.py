"""A screen with a cursor on a day: where it goes, what is looked for, tried out and selected. Nothing changes yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.text import clean_line
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEK, days_between
from planner.training.workouts import Workout
from planner.tui.calendar import view as monthview
from planner.tui.calendar.view import CalendarView, ViewKind
from planner.tui.screen import ModeScreen
from planner.tui.sheets.search_model import _TITLE, SearchModel

if TYPE_CHECKING:
    from planner.tui.calendar.preview import Preview
    from planner.tui.sheets.search_model import SearchModel
    from planner.tui.sheets.sheet import SizedSheet
    from planner.usecases.changes import Change


class DaysScreen(ModeScreen):
    """Knows the cursor, the trial under way and the selection. What shows the days is the subclass's business."""

    cursor_day: dt.date
    view: CalendarView
    last_search: SearchModel | None = None
    """What was last searched for, and what was found."""

    def __init__(self) -> None:
        super().__init__()
        self.preview: Preview | None = None
        self.selection_start: dt.date | None = None

    # What the subclass shows

    def reload(self) -> None:
        """Read everything again and draw what differs."""
        raise NotImplementedError

    def redraw_days(self) -> None:
        """Draw what differs, with an operation under way carried out."""
        raise NotImplementedError

    def go_to_day(self, day: dt.date, *, show_month: bool = False) -> None:
        """Put the cursor on a day; a trial under way goes there too."""
        raise NotImplementedError

    def workouts_between(self, first: dt.date, last: dt.date) -> Sequence[Workout]:
        """The workouts of some days, both ends included."""
        raise NotImplementedError

    @property
    def week_start(self) -> int:
        """The runner's first day of the week."""
        raise NotImplementedError

    # Where the cursor goes

    def action_left(self) -> None:
        """A day back."""
        self.go_to_day(self.cursor_day - DAY)

    def action_right(self) -> None:
        """A day forward."""
        self.go_to_day(self.cursor_day + DAY)

    def action_up(self) -> None:
        """A week back; in the agenda, the day above."""
        self.go_to_day(self.cursor_day - (DAY if self.view.kind is ViewKind.AGENDA else WEEK))

    def action_down(self) -> None:
        """A week forward; in the agenda, the day below."""
        self.go_to_day(self.cursor_day + (DAY if self.view.kind is ViewKind.AGENDA else WEEK))

    def action_week(self, step: int) -> None:
        """A week back or forward."""
        self.go_to_day(self.cursor_day + WEEK * step)

    def action_month(self, step: int) -> None:
        """The same day of another month, or its last."""
        self.go_to_day(monthview.same_day_months_on(self.cursor_day, step), show_month=True)

    def action_today(self) -> None:
        """Today."""
        self.go_to_day(self.book.today, show_month=True)

    # What is meant

    @property
    def marked_days(self) -> frozenset[dt.date]:
        """The days that are meant by what is under way, or that are selected."""
        if self.preview is not None:
            return self.preview.marked_days
        if self.selection_start is None:
            return frozenset()
        return frozenset(days_between(self.selection_start, self.cursor_day))

    def move_preview_to(self, day: dt.date) -> bool:
        """Try out at another day what is under way; False when nothing is, or it is there already."""
        if self.preview is None:
            return self.selection_start is not None and day != self.cursor_day
        if self.preview.target == day:
            return False
        self.preview = self.preview.moved_to(day)
        return True

    def key_for(self, name: str) -> str:
        """The key of a command of the calendar, as people write it."""
        return self.host.keys[f"calendar.{name}"]

    # Trying out

    def start_preview(self, preview: Preview) -> None:
        """Begin an operation."""
        self.selection_start = None
        self.preview = preview.recomputed()
        if preview.target != self.cursor_day:
            self.go_to_day(preview.target)
        self.redraw_days()
        self.describe_preview()

    def preview_change(self, change: Change) -> None:
        """Show a change that is offered as if it were made."""
        from planner.tui.calendar.preview import Preview

        days = frozenset(workout.date for workout in change.changed)
        here = self.cursor_day
        self.preview = Preview("", here, here, lambda _day, _way: change, days_of=lambda _: days, change=change)
        self.redraw_days()

    def describe_preview(self) -> None:
        """Say in the bottom line what is being tried out, or selected."""
        if self.preview is not None:
            text, keys = self.preview.status_text(self.key_for)
            self.footer.show_message(text, "warn" if self.preview.refusal else "accent", keys)
        elif self.selection_start is not None:
            found = self.selected_workouts(lambda workout: workout.is_training)
            if found is None:
                return
            days, count = len(self.marked_days), len(found)
            held = f"{days} day{'s' * (days > 1)}, {count} workout{'s' * (count != 1)}"
            verbs = " · ".join(f"{self.key_for(verb)} {verb}" for verb in ("move", "skip", "delete", "copy", "lock"))
            self.footer.show_message(f"{held}: {verbs}", "accent", (self.key_for("cancel"),))

    def cancel_preview(self) -> bool:
        """End what is under way without carrying it out; False when nothing is."""
        if self.selection_start is not None:
            self.selection_start = None
            self.redraw_days()
            return True
        if self.preview is None:
            return False
        self.cursor_day, self.preview = self.preview.return_to, None
        self.go_to_day(self.cursor_day)
        self.redraw_days()
        return True

    def clear_preview(self) -> None:
        """What was tried out is made."""
        self.preview = None
        self.selection_start = None

    def action_next_way(self) -> None:
        """What gives way to what is under way."""
        if self.preview is not None:
            self.preview = self.preview.next_variant()
            self.redraw_days()
            self.describe_preview()

    # Selecting

    def action_select(self) -> None:
        """Begin a selection of days, or end it."""
        if self.cancel_preview():
            return
        self.selection_start = self.cursor_day
        self.redraw_days()
        self.describe_preview()

    def selected_workouts(self, is_eligible: Callable[[Workout], bool]) -> list[Workout] | None:
        """The workouts of the selection that fit; None where the file does not say, which is told."""
        first, last = min(self.marked_days), max(self.marked_days)
        try:
            return [workout for workout in self.workouts_between(first, last) if is_eligible(workout)]
        except RefusedError as error:
            self.show_refusal(error)
            return None

    # Looking

    def action_search(self) -> None:
        """Find workouts by words."""
        open_search(self)

    def action_search_step(self, step: int) -> None:
        """Go to another of the workouts found."""
        go_to_next_hit(self, step)

    def action_why(self) -> None:
        """Every candidate of the day, with its reason."""
        from planner.tui.sheets.why import why_day_sheet

        self.open_sheet_or_refuse(lambda: why_day_sheet(self.book, self.cursor_day))

    def open_sheet_or_refuse(self, make_sheet: Callable[[], SizedSheet[None]]) -> None:
        """Show a sheet, or say why it cannot be."""
        try:
            sheet = make_sheet()
        except RefusedError as error:
            self.show_refusal(error)
        else:
            self.app.push_screen(sheet)


def open_search(screen: DaysScreen) -> None:
    """Open the search sheet, and go where it leads."""
    from planner.tui.sheets.search import SearchSheet

    def then(found: tuple[SearchModel, int] | None) -> None:
        if found is not None:
            screen.last_search, place = found
            screen.last_search.drop_index()
            _go_to_hit(screen, screen.last_search, place)

    before = screen.last_search.query if screen.last_search is not None else ""
    try:
        sheet = SearchSheet(SearchModel(screen.book), screen.cursor_day, before)
    except RefusedError as error:
        screen.show_refusal(error)
    else:
        screen.app.push_screen(sheet, then)


def go_to_next_hit(screen: DaysScreen, by: int) -> None:
    """Go to the next workout found, or to the one before; round the ends, and saying so."""
    search = screen.last_search
    if search is None:
        screen.say(f"Nothing is searched for yet: press {screen.host.keys['calendar.search']} and say what.")
        return
    try:
        search.refresh_hits()
    except RefusedError as error:
        screen.show_refusal(error)
        return
    if not search.hits:
        key = screen.host.keys["calendar.search"]
        screen.say(f'No workout fits "{clean_line(search.query, _TITLE)}" any more; {key} searches for something else.')
        return
    place, round_an_end = search.next_index(screen.cursor_day, by)
    ends = " (from the start again)" if by > 0 else " (from the end again)"
    _go_to_hit(screen, search, place, ends if round_an_end else "")


def _go_to_hit(screen: DaysScreen, search: SearchModel, place: int, suffix: str = "") -> None:
    hit = search.hits[place]
    search.current_id = hit.id
    screen.go_to_day(hit.date, show_month=True)
    what = f"{format_day(hit.date)} {clean_line(hit.title, _TITLE)}"
    keys = screen.host.keys
    on, back = keys["calendar.search_next"], keys["calendar.search_back"]
    screen.say(f"{place + 1} of {len(search.hits)}{suffix}: {what}; {on} next, {back} back")
