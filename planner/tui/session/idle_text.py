"""The line above the how-to while no session runs: today's session, or the next one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from planner.training.formatting import format_day
from planner.training.races import Unit
from planner.training.session_timer.run_words import VARIANT_WORDS
from planner.training.session_timer.session_run import Variant
from planner.training.weeks import DAY
from planner.training.workouts import Sport, Workout
from planner.tui import labels
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit
from planner.usecases import queries, session
from planner.usecases.planbook import Planbook

_LOOK_AHEAD_DAYS = 366


@dataclass(frozen=True, slots=True)
class PlannedSessions:
    """The sessions that matter while none runs.

    Attributes:
        today: Today.
        unit: The unit distances are shown in.
        startable: Today's sessions that can be started.
        done: Today's sessions that are done.
        coming: The next one after today, or None.
    """

    today: dt.date
    unit: Unit
    startable: tuple[Workout, ...] = ()
    done: tuple[Workout, ...] = ()
    coming: Workout | None = None

    @property
    def shown(self) -> Workout | None:
        """The session whose exercises the how-to shows first; None where none is planned."""
        return next(iter((*self.startable, *self.done)), self.coming)


def read_planned_sessions(book: Planbook) -> PlannedSessions:
    """Read today's sessions and the next one.

    Raises:
        RefusedError: The file cannot be read.
    """
    today = book.today
    workouts = queries.read_workouts(book, today, today + DAY * _LOOK_AHEAD_DAYS)
    startable = session.startable_sessions([workout for workout in workouts if workout.date == today])
    coming = session.startable_sessions([workout for workout in workouts if workout.date > today])
    done = [one for one in workouts if one.date == today and one.sport is Sport.STRENGTH and one.actual is not None]
    unit = queries.read_runner(book).unit
    return PlannedSessions(today, unit, tuple(startable), tuple(done), next(iter(coming), None))


def idle_rows(sessions: PlannedSessions, variant: Variant, width: int, glyphs: Glyphs, start_key: str) -> list[Row]:
    """Return a line on today's session or on the next one, and the key that starts it."""
    if sessions.startable:
        words = " · ".join(labels.workout_summary(one, sessions.unit, glyphs) for one in sessions.startable)
        where = f"{VARIANT_WORDS[variant]} · " if variant is not Variant.GYM else ""
        return [_row(f" Today  {where}{words}", f"{start_key} starts it ", width, glyphs)]
    if sessions.done:
        words = " · ".join(labels.workout_summary(one, sessions.unit, glyphs) for one in sessions.done)
        return [_row(f" Done today  {words}", _coming_words(sessions), width, glyphs)]
    if sessions.coming is not None:
        summary = labels.workout_summary(sessions.coming, sessions.unit, glyphs)
        return [_row(f" No session today. Next: {format_day(sessions.coming.date)}, {summary}", "", width, glyphs)]
    return [_row(" No session is planned. How each exercise is done:", "", width, glyphs)]


def _coming_words(sessions: PlannedSessions) -> str:
    return f"next: {format_day(sessions.coming.date)} " if sessions.coming is not None else ""


def _row(left: str, right: str, width: int, glyphs: Glyphs) -> Row:
    room = max(width - len(right) - 1, 0)
    return (Piece(fit(left, room, glyphs), "title", "band"), Piece(f" {right}", "accent", "band"))
