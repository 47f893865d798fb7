"""A screen with a cursor on a day: where it goes, what is looked for, tried out and selected. Nothing changes yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEK, days_between
from planner.training.wording import asks_for_work, day_name
from planner.training.workouts import Workout
from planner.tui.calendar import view as monthview
from planner.tui.calendar.view import Look, MonthView
from planner.tui.screen import ModeScreen
from planner.tui.sheets.search_model import _TITLE, Search

if TYPE_CHECKING:
    from planner.tui.calendar.preview import Trial
    from planner.tui.sheets.search_model import Search
    from planner.tui.sheets.sheet import FittedSheet
    from planner.usecases.changes import Change


class DaysScreen(ModeScreen):
    """Knows the cursor, the trial under way and the selection. What shows the days is the subclass's business."""

    cursor: dt.date
    view: MonthView
    search: Search | None = None
    """What was last searched for, and what was found."""

    def __init__(self) -> None:
        super().__init__()
        self.trial: Trial | None = None
        self.selected_from: dt.date | None = None

    # What the subclass shows

    def reload(self) -> None:
        """Read everything again and draw what differs."""
        raise NotImplementedError

    def show_again(self) -> None:
        """Draw what differs, with an operation under way carried out."""
        raise NotImplementedError

    def go_to(self, day: dt.date, *, month: bool = False) -> None:
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
        self.go_to(self.cursor - DAY)

    def action_right(self) -> None:
        """A day forward."""
        self.go_to(self.cursor + DAY)

    def action_up(self) -> None:
        """A week back; in the agenda, the day above."""
        self.go_to(self.cursor - (DAY if self.view.look is Look.AGENDA else WEEK))

    def action_down(self) -> None:
        """A week forward; in the agenda, the day below."""
        self.go_to(self.cursor + (DAY if self.view.look is Look.AGENDA else WEEK))

    def action_week(self, step: int) -> None:
        """A week back or forward."""
        self.go_to(self.cursor + WEEK * step)

    def action_month(self, step: int) -> None:
        """The same day of another month, or its last."""
        self.go_to(monthview.month_on(self.cursor, step), month=True)

    def action_today(self) -> None:
        """Today."""
        self.go_to(self.book.today, month=True)

    # What is meant

    @property
    def marked(self) -> frozenset[dt.date]:
        """The days that are meant by what is under way, or that are selected."""
        if self.trial is not None:
            return self.trial.marked
        if self.selected_from is None:
            return frozenset()
        return frozenset(days_between(self.selected_from, self.cursor))

    def follow_cursor(self, day: dt.date) -> bool:
        """Try out at another day what is under way; False when nothing is, or it is there already."""
        if self.trial is None:
            return self.selected_from is not None and day != self.cursor
        if self.trial.to == day:
            return False
        self.trial = self.trial.at(day)
        return True

    def key_of(self, name: str) -> str:
        """The key of a command of the calendar, as people write it."""
        return self.planner.keys[f"calendar.{name}"]

    # Trying out

    def try_out(self, trial: Trial) -> None:
        """Begin an operation."""
        self.selected_from = None
        self.trial = trial.worked_out()
        if trial.to != self.cursor:
            self.go_to(trial.to)
        self.show_again()
        self.say_trial()

    def preview(self, change: Change) -> None:
        """Show a change that is offered as if it were made."""
        from planner.tui.calendar.preview import Trial

        days = frozenset(workout.date for workout in change.changed)
        here = self.cursor
        self.trial = Trial("", here, here, lambda _day, _way: change, days=lambda _: days, change=change)
        self.show_again()

    def say_trial(self) -> None:
        """Say in the bottom line what is being tried out, or selected."""
        if self.trial is not None:
            text, keys = self.trial.sentence(self.key_of)
            self.bar.say(text, "warn" if self.trial.refusal else "accent", keys)
        elif self.selected_from is not None:
            found = self.selected(asks_for_work)
            if found is None:
                return
            days, count = len(self.marked), len(found)
            held = f"{days} day{'s' * (days > 1)}, {count} workout{'s' * (count != 1)}"
            verbs = " · ".join(f"{self.key_of(verb)} {verb}" for verb in ("move", "skip", "delete", "copy", "lock"))
            self.bar.say(f"{held}: {verbs}", "accent", (self.key_of("cancel"),))

    def drop_trial(self) -> bool:
        """End what is under way without carrying it out; False when nothing is."""
        if self.selected_from is not None:
            self.selected_from = None
            self.show_again()
            return True
        if self.trial is None:
            return False
        self.cursor, self.trial = self.trial.origin, None
        self.go_to(self.cursor)
        self.show_again()
        return True

    def end_trial(self) -> None:
        """What was tried out is made."""
        self.trial = None
        self.selected_from = None

    def action_trial_way(self) -> None:
        """What gives way to what is under way."""
        if self.trial is not None:
            self.trial = self.trial.another_way()
            self.show_again()
            self.say_trial()

    # Selecting

    def action_select(self) -> None:
        """Begin a selection of days, or end it."""
        if self.drop_trial():
            return
        self.selected_from = self.cursor
        self.show_again()
        self.say_trial()

    def selected(self, fits: Callable[[Workout], bool]) -> list[Workout] | None:
        """The workouts of the selection that fit; None where the file does not say, which is told."""
        first, last = min(self.marked), max(self.marked)
        try:
            return [workout for workout in self.workouts_between(first, last) if fits(workout)]
        except RefusedError as error:
            self.refuse(error)
            return None

    # Looking

    def action_search(self) -> None:
        """Find workouts by words."""
        ask(self)

    def action_search_step(self, step: int) -> None:
        """Go to another of the workouts found."""
        go_on(self, step)

    def action_why(self) -> None:
        """Every candidate of the day, with its reason."""
        from planner.tui.sheets.why import why_day

        self.open_sheet(lambda: why_day(self.book, self.cursor))

    def open_sheet(self, make: Callable[[], FittedSheet[None]]) -> None:
        """Show a sheet, or say why it cannot be."""
        try:
            sheet = make()
        except RefusedError as error:
            self.refuse(error)
        else:
            self.app.push_screen(sheet)


def ask(screen: DaysScreen) -> None:
    """Open the search sheet, and go where it leads."""
    from planner.tui.sheets.search import SearchScreen

    def then(found: tuple[Search, int] | None) -> None:
        if found is not None:
            screen.search, place = found
            screen.search.forget_the_rest()
            _go(screen, screen.search, place)

    before = screen.search.words if screen.search is not None else ""
    try:
        sheet = SearchScreen(Search(screen.book), screen.cursor, before)
    except RefusedError as error:
        screen.refuse(error)
    else:
        screen.app.push_screen(sheet, then)


def go_on(screen: DaysScreen, by: int) -> None:
    """Go to the next workout found, or to the one before; round the ends, and saying so."""
    search = screen.search
    if search is None:
        screen.say(f"Nothing is searched for yet: press {screen.planner.keys['calendar.search']} and say what.")
        return
    try:
        search.look_again()
    except RefusedError as error:
        screen.refuse(error)
        return
    if not search.hits:
        key = screen.planner.keys["calendar.search"]
        screen.say(f'No workout fits "{clean_line(search.words, _TITLE)}" any more; {key} searches for something else.')
        return
    place, round_an_end = search.step(screen.cursor, by)
    ends = " (from the start again)" if by > 0 else " (from the end again)"
    _go(screen, search, place, ends if round_an_end else "")


def _go(screen: DaysScreen, search: Search, place: int, how: str = "") -> None:
    hit = search.hits[place]
    search.at = hit.id
    screen.go_to(hit.date, month=True)
    what = f"{day_name(hit.date)} {clean_line(hit.title, _TITLE)}"
    keys = screen.planner.keys
    on, back = keys["calendar.search_next"], keys["calendar.search_back"]
    screen.say(f"{place + 1} of {len(search.hits)}{how}: {what}; {on} next, {back} back")
