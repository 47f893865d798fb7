"""Workouts, totals and weekly figures as lines of plain text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from planner.text import cell_width, clean_line, clean_note, format_count, join_words
from planner.training.formatting import (
    describe_status,
    format_amounts,
    format_bare_distance,
    format_hours,
    format_number,
    format_sets,
    kind_name,
    workout_title,
)
from planner.training.measures import format_duration
from planner.training.races import Unit
from planner.training.workouts import AS_PLANNED, DisplayStatus, Sport, Workout

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from planner.training.totals import RunTotals, Totals
    from planner.usecases.queries import Listing, Recorded
    from planner.usecases.strength.rung_history import RungOfWeek

_SHORT_WIDTH = 80
"""Cells of a line for a status bar."""
_WIDTH = 79
"""Columns that notes are wrapped to."""
_INDENT = " " * 16
"""What comes before the lines below a workout's title."""
_MAX_NOTE, _MAX_NOTE_LINES = 600, 10
"""Characters and lines that a list shows of a note; ``--json`` has all of it."""
_STATUS_MARKS = {
    DisplayStatus.PLANNED: " ",
    DisplayStatus.SHIFTED: "→",
    DisplayStatus.DONE: "✓",
    DisplayStatus.REPLACED: "≈",
    DisplayStatus.SKIPPED: "–",
    DisplayStatus.MISSED: "✗",
    DisplayStatus.UNPLANNED: "+",
}


def listing_lines(
    listing: Listing, today: dt.date, unit: Unit, recorded: Mapping[int, Recorded], *, with_steps: bool = False
) -> Iterable[str]:
    """Yield each day with its workouts, why recordings are linked to them, and their notes; then the totals.

    Args:
        listing: The days.
        today: Today.
        unit: The unit of distances.
        recorded: The recordings of workouts, by the number of the workout.
        with_steps: Whether the steps of runs are wanted, too.
    """
    listed = ((workout, recorded.get(workout.id)) for workout in listing.workouts)
    yield from day_lines(listed, today, unit, with_steps=with_steps)
    yield from totals_lines(listing.totals, unit)


def day_lines(
    listed: Iterable[tuple[Workout, Recorded | None]], today: dt.date, unit: Unit, *, with_steps: bool = False
) -> Iterable[str]:
    """Yield each day with its workouts, as `listing_lines` does; of workouts in calendar order, with recordings."""
    for day, of_day in groupby(listed, key=lambda pair: pair[0].date):
        yield f"{day:%a} {day}" + (" · today" if day == today else "")
        for workout, recorded in of_day:
            yield workout_line(workout, today, unit)
            yield from recorded_lines(workout, recorded)
            yield from note_lines(workout)
            yield from step_lines(workout, unit) if with_steps else ()


def step_lines(workout: Workout, unit: Unit) -> Iterable[str]:
    """Yield the planned steps of a run, a line each, below its title."""
    if workout.planned.steps:
        from planner.training.steps_text import format_step_lines

        for line in format_step_lines(workout.planned.steps, unit):
            yield f"{_INDENT}{clean_line(line)}"


def recorded_lines(workout: Workout, recorded: Recorded | None) -> Iterable[str]:
    """Yield why recordings are linked to a workout, below its title."""
    text = clean_line(recorded.text_of(workout), _MAX_NOTE) if recorded is not None else ""
    if text:
        from textwrap import wrap

        yield from wrap(text, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)


def note_lines(workout: Workout) -> Iterable[str]:
    """Yield the planned note of a workout below its title: what it is for, or how the plan's author describes it."""
    if workout.note:
        from textwrap import wrap

        note = clean_note(workout.note, _MAX_NOTE).split("\n")
        lines = [
            part for line in note for part in wrap(line, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)
        ]
        yield from lines[:_MAX_NOTE_LINES]
        yield from (f"{_INDENT}…",) if len(lines) > _MAX_NOTE_LINES else ()


def dated_workout_lines(
    workouts: Iterable[Workout], today: dt.date, unit: Unit, *, status: str = "", with_notes: bool = False
) -> Iterable[str]:
    """Yield a line for each workout: ``Thu 2027-01-07``, then as `workout_line`; its note below it if wanted."""
    for workout in workouts:
        yield f"{workout.date:%a} {workout.date}  {workout_line(workout, today, unit, status=status)}"
        yield from note_lines(workout) if with_notes else ()


def workout_line(workout: Workout, today: dt.date, unit: Unit = Unit.KM, *, status: str = "") -> str:
    """Return a workout on one line: ``✓  12  07:00  Tempo 12 km, 3 × 10 min  12 km, ~1:02 h  done``.

    Args:
        workout: The workout.
        today: Today, for what is missed.
        unit: The unit of distances.
        status: What became of it, where it is not in the calendar any more; else its status is said.
    """
    parts = [workout_title(workout)]
    planned = format_sets(workout.planned.sets) or format_amounts(workout.planned, unit, workout.estimated)
    if planned:
        parts.append(planned)
    actual = workout.actual
    if actual is not None:
        strength = workout.sport is Sport.STRENGTH
        copied = workout.estimated if actual.source == AS_PLANNED else ()
        done = format_sets(actual.effort.sets) if strength else format_amounts(actual.effort, unit, copied)
        if done != planned:
            parts.append(f"did {done}" if done else "")
        if actual.effort.rpe is not None:
            parts.append(f"RPE {format_number(actual.effort.rpe)}")
        if actual.pain:
            parts.append(f"pain {actual.pain}")
        if actual.pain_next:
            parts.append(f"pain next morning {actual.pain_next}")
    parts.append(status or clean_line(describe_status(workout, today)))
    if actual is not None and actual.note:
        parts.append(f"“{clean_line(actual.note, 80)}”")
    words = "  ".join(part for part in parts if part)
    mark = "–" if status else _STATUS_MARKS[workout.display_status(today)]
    return f"{mark} {workout.id or '':>5}  {workout.start or '':5}  {words}"


def short_line(workouts: Iterable[Workout], unit: Unit, prefix: str = "") -> str:
    """Return the training of a day on one line of at most 80 cells: ``07:00 Easy 8 km · 18:00 Heavy sled 5 x 20 m``.

    What is done says so, what is skipped is left out, and so is the last of too many, with their number.
    """
    parts = [_short_part(workout, unit) for workout in workouts if workout.is_training and not workout.skip_reason]
    for shown in range(len(parts), 0, -1):
        hidden = [f"{len(parts) - shown} more"] if shown < len(parts) else []
        line = prefix + " · ".join([*parts[:shown], *hidden])
        if cell_width(line) <= _SHORT_WIDTH:
            return line
    return f"{prefix}{format_count(len(parts), 'workout')}" if parts else ""


def with_unmarked(line: str, unmarked: Sequence[Workout]) -> str:
    """Return a line of at most 80 cells with yesterday's unmarked workouts behind it, in as many words as fit."""
    if not unmarked:
        return line
    names = ", ".join(kind_name(workout) for workout in unmarked)
    for text in (f"yesterday unmarked: {names}", "yesterday unmarked"):
        joined = f"{line} · {text}" if line else text
        if cell_width(joined) <= _SHORT_WIDTH:
            return joined
    return line


def _short_part(workout: Workout, unit: Unit) -> str:
    from planner.training.short_names import short_name

    effort = workout.planned if workout.actual is None else workout.actual.effort
    words = (workout.start or "", short_name(workout, effort, unit), "done" if workout.actual is not None else "")
    return " ".join(word for word in words if word)


def totals_lines(totals: Totals, unit: Unit) -> Iterable[str]:
    """Yield what is planned, done and left: a line for running, one for strength."""
    run, strength = totals.run, totals.strength
    if run.planned_m or run.done_m or run.planned_s:
        yield (
            f"Running   {format_bare_distance(run.done_m, unit)} of {format_bare_distance(run.planned_m, unit)} "
            f"{unit} done, "
            f"{format_bare_distance(run.left_m, unit)} {unit} left; {format_hours(run.done_s)} of "
            f"{format_hours(run.planned_s)}"
        )
        yield from _unrecorded_lines(run)
    if strength.planned_sessions or strength.done_sessions:
        yield (
            f"Strength  {strength.done_sessions} of {strength.planned_sessions} sessions done; "
            f"sled {format_number(strength.sled_m_done)} of {format_number(strength.sled_m_planned)} m; "
            f"wall sit {format_duration(strength.wall_sit_s_done)} of "
            f"{format_duration(strength.wall_sit_s_planned)}"
        )


def _unrecorded_lines(run: RunTotals) -> Iterable[str]:
    """Yield what is missing from the totals of running, because it was not recorded."""
    counts = (("distance", run.without_distance), ("time", run.without_time))
    missing = [f"the {what} of {format_count(count, 'run')}" for what, count in counts if count]
    if missing:
        yield f"          not recorded: {join_words(missing)}"


def rung_lines(rungs: Iterable[RungOfWeek]) -> Iterable[str]:
    """Yield the rungs of the sled's load ladder, a paragraph for each week and kind; nothing without a log."""
    from textwrap import wrap

    rungs = tuple(rungs)
    if rungs:
        yield "Sled loads, week by week:"
    for rung in rungs:
        yield from wrap(rung.text, 79, initial_indent="  ", subsequent_indent="    ")
