"""Lists as plain text: what the reading commands print when no JSON is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby

from planner.text import clean_line
from planner.training.formatting import (
    describe_status,
    format_amounts,
    format_bare_distance,
    format_hours,
    format_number,
    format_sets,
    kind_name,
)
from planner.training.races import Unit
from planner.training.workouts import DisplayStatus, Sport, Workout

TYPE_CHECKING = False  # `typing` itself costs a tenth of a `today`
if TYPE_CHECKING:  # nor need it load what only `progress` knows
    from planner.training.progress import WeekProgress
    from planner.training.totals import Totals
    from planner.usecases.queries import Listing

_STATUS_MARKS = {
    DisplayStatus.PLANNED: " ",
    DisplayStatus.SHIFTED: "→",
    DisplayStatus.DONE: "✓",
    DisplayStatus.REPLACED: "≈",
    DisplayStatus.SKIPPED: "–",
    DisplayStatus.MISSED: "✗",
    DisplayStatus.UNPLANNED: "+",
}


def listing_lines(listing: Listing, today: dt.date, unit: Unit) -> Iterable[str]:
    """Days with their workouts, then the totals."""
    for day, items in groupby(listing.workouts, key=lambda item: item.date):
        yield f"{day:%a} {day}" + (" · today" if day == today else "")
        for item in items:
            yield workout_line(item, today, unit)
    yield from totals_lines(listing.totals, unit)


def workout_line(workout: Workout, today: dt.date, unit: Unit = Unit.KM) -> str:
    """``✓  12  07:00  Tempo 12 km, 3 × 10 min  12 km, ~1:02 h  done``."""
    parts = [clean_line(workout.title) or kind_name(workout)]
    planned = format_sets(workout.planned.sets) or format_amounts(workout.planned, unit, workout.estimated)
    if planned:
        parts.append(planned)
    if workout.actual is not None:
        done = (
            format_sets(workout.actual.effort.sets)
            if workout.sport is Sport.STRENGTH
            else format_amounts(workout.actual.effort, unit)
        )
        if done != planned:
            parts.append(f"did {done}" if done else "")
        if workout.actual.effort.rpe is not None:
            parts.append(f"RPE {format_number(workout.actual.effort.rpe)}")
        if workout.actual.pain:
            parts.append(f"pain {workout.actual.pain}")
        if workout.actual.pain_next:
            parts.append(f"pain next morning {workout.actual.pain_next}")
    parts.append(clean_line(describe_status(workout, today)))
    if workout.actual is not None and workout.actual.note:
        parts.append(f"“{clean_line(workout.actual.note, 80)}”")
    words = "  ".join(part for part in parts if part)
    return f"{_STATUS_MARKS[workout.display_status(today)]} {workout.id or '':>5}  {workout.start or '':5}  {words}"


def totals_lines(totals: Totals, unit: Unit) -> Iterable[str]:
    """Planned, done and left, for running and for strength."""
    run, strength = totals.run, totals.strength
    if run.planned_m or run.done_m or run.planned_s:
        yield (
            f"Running   {format_bare_distance(run.done_m, unit)} of {format_bare_distance(run.planned_m, unit)} "
            f"{unit} done, "
            f"{format_bare_distance(run.left_m, unit)} {unit} left; {format_hours(run.done_s)} of "
            f"{format_hours(run.planned_s)}"
        )
    if strength.planned_sessions or strength.done_sessions:
        yield (
            f"Strength  {strength.done_sessions} of {strength.planned_sessions} sessions done; "
            f"sled {format_number(strength.sled_m_done)} of {format_number(strength.sled_m_planned)} m; "
            f"wall sit {format_minutes_seconds(strength.wall_sit_s_done)} of "
            f"{format_minutes_seconds(strength.wall_sit_s_planned)}"
        )


def progress_lines(weeks: Iterable[WeekProgress], unit: Unit) -> Iterable[str]:
    """One line a week, oldest first."""
    yield "Week         Run done/planned    h:mm   Sled m  Wall sit    Load   Mono  On time"
    for week in weeks:
        run, strength, adherence = week.totals.run, week.totals.strength, week.adherence
        counted = adherence.on_time + adherence.shifted + adherence.skipped + adherence.missed
        ran = f"{format_bare_distance(run.done_m, unit)} / {format_bare_distance(run.planned_m, unit)} {unit}"
        load = f"{'~' * bool(week.estimated_loads)}{week.load_au:.0f}"
        mono = "–" if week.monotony is None else f"{week.monotony:.1f}"
        yield (
            f"{week.start}  {ran:>17}  {run.done_s // 3600:>3}:{run.done_s // 60 % 60:02d}  "
            f"{format_number(strength.sled_m_done):>7}  {format_minutes_seconds(strength.wall_sit_s_done):>8}  "
            f"{load:>6}  {mono:>5}  "
            f"{adherence.on_time} of {counted}"
        )


def format_minutes_seconds(seconds: int) -> str:
    """Minutes and seconds, ``4:30``; hours too when there are any."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}" if minutes >= 60 else f"{minutes}:{rest:02d}"
