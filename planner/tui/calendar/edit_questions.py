"""What is asked before an edit: its words, what was done or the plan where either may be meant, races in an absence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.text import join_words
from planner.training.formatting import format_day, format_full_day, format_relative_day
from planner.training.refusal import RefusedError
from planner.training.workouts import StoredStatus, Workout
from planner.tui import labels
from planner.tui.host import Host
from planner.usecases.open_planbook import StaleEditError

if TYPE_CHECKING:  # loaded when something is asked
    from planner.tui.sheets.ask import AskSheet
    from planner.usecases.changes import Change


def ask_for_change(
    host: Host,
    sheet: AskSheet[Change],
    make: Callable[[Change, Callable[[RefusedError], None]], None],
    on_stale: Callable[[RefusedError], None],
) -> None:
    """Ask for a change in words; where making it is refused, ask again with the words that were typed.

    Args:
        host: The app.
        sheet: The question.
        make: Gets the change, and what is to be called with a refusal.
        on_stale: Gets the refusal where another session changed what is asked about, so that no words would do.
    """

    def on_refused(error: RefusedError) -> None:
        if isinstance(error, StaleEditError):
            on_stale(error)
        else:
            ask_for_change(host, sheet.asked_again(error), make, on_stale)

    def on_result(change: Change | None) -> None:
        if change is not None:
            make(change, on_refused)

    host.push_screen(sheet, on_result)


def ask_what_is_edited(
    host: Host, workout: Workout, edit_done: Callable[[Workout], None], edit_plan: Callable[[Workout], None]
) -> None:
    """Go on with the plan of a workout; of one that was done ask whether what was done is meant.

    Args:
        host: The app.
        workout: The workout.
        edit_done: Changes what was done.
        edit_plan: Changes what was planned.
    """
    if workout.actual is None:
        edit_plan(workout)
        return
    from planner.tui.sheets.edit_done import EditDoneSheet

    def on_result(answer: str | None) -> None:
        if answer is not None:
            (edit_done if answer == "done" else edit_plan)(workout)

    host.push_screen(EditDoneSheet(workout), on_result)


def ask_about_races(host: Host, change: Change, on_yes: Callable[[], None], on_no: Callable[[], None]) -> None:
    """Go on with a change; of an absence that skips races, ask first.

    Args:
        host: The app.
        change: The change.
        on_yes: Makes it.
        on_no: Leaves it.
    """
    races = [one for one in change.changed if one.is_race and one.status is StoredStatus.SKIPPED]
    if not races:
        on_yes()
        return
    from planner.tui.sheets.confirm import ConfirmSheet

    title = "A race falls into these days" if len(races) == 1 else f"{len(races)} races fall into these days"
    names = join_words([f"{labels.short_title(race, 60)} on {format_day(race.date)}" for race in races])
    question = f"{names} would be skipped too. Enter the absence all the same?"

    def on_answer(answer: bool | None) -> None:
        (on_yes if answer else on_no)()

    host.push_screen(ConfirmSheet(title, question), on_answer)


def ahead_sentence(days: Sequence[dt.date], today: dt.date) -> str:
    """Return that the days of workouts are still ahead, each end named in full; empty where none is."""
    if not days:
        return ""
    first, last = min(days), max(days)
    if first == last:
        return f"{format_full_day(first)} is still ahead, {format_relative_day(first, today)}."
    return f"{format_full_day(first)} to {format_full_day(last)} are still ahead."
