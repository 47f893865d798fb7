"""Lists as plain text: what the reading commands print when no JSON is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby

from planner.text import clean_line
from planner.training.races import Unit
from planner.training.wording import amounts, clock, distance, fate, kind_name, number, sets
from planner.training.workouts import Sport, Truth, Workout

TYPE_CHECKING = False  # `typing` itself costs a tenth of a `today`
if TYPE_CHECKING:  # nor need it load what only `progress` knows
    from planner.training.progress import WeekProgress
    from planner.training.totals import Totals
    from planner.usecases.queries import Listing

_MARKS = {
    Truth.PLANNED: " ",
    Truth.SHIFTED: "→",
    Truth.DONE: "✓",
    Truth.REPLACED: "≈",
    Truth.SKIPPED: "–",
    Truth.MISSED: "✗",
    Truth.UNPLANNED: "+",
}


def listing_lines(listing: Listing, today: dt.date, unit: Unit) -> Iterable[str]:
    """Days with their workouts, then the totals."""
    for day, items in groupby(listing.items, key=lambda item: item.date):
        yield f"{day:%a} {day}" + (" · today" if day == today else "")
        for item in items:
            yield workout_line(item, today, unit)
    yield from totals_lines(listing.totals, unit)


def workout_line(item: Workout, today: dt.date, unit: Unit = Unit.KM) -> str:
    """``✓  12  07:00  Tempo 12 km, 3 × 10 min  12 km, ~1:02 h  done``."""
    parts = [clean_line(item.title) or kind_name(item)]
    planned = sets(item.planned.sets) or amounts(item.planned, unit, item.estimated)
    if planned:
        parts.append(planned)
    if item.actual is not None:
        done = sets(item.actual.effort.sets) if item.sport is Sport.STRENGTH else amounts(item.actual.effort, unit)
        if done != planned:
            parts.append(f"did {done}" if done else "")
        if item.actual.effort.rpe is not None:
            parts.append(f"RPE {number(item.actual.effort.rpe)}")
        if item.actual.pain:
            parts.append(f"pain {item.actual.pain}")
        if item.actual.pain_next:
            parts.append(f"pain next morning {item.actual.pain_next}")
    parts.append(clean_line(fate(item, today)))
    if item.actual is not None and item.actual.note:
        parts.append(f"“{clean_line(item.actual.note, 80)}”")
    words = "  ".join(part for part in parts if part)
    return f"{_MARKS[item.truth(today)]} {item.id or '':>5}  {item.start or '':5}  {words}"


def totals_lines(sums: Totals, unit: Unit) -> Iterable[str]:
    """Planned, done and left, for running and for strength."""
    run, strength = sums.run, sums.strength
    if run.planned_m or run.done_m or run.planned_s:
        yield (
            f"Running   {distance(run.done_m, unit)} of {distance(run.planned_m, unit)} {unit} done, "
            f"{distance(run.left_m, unit)} {unit} left; {clock(run.done_s)} of {clock(run.planned_s)}"
        )
    if strength.planned_sessions or strength.done_sessions:
        yield (
            f"Strength  {strength.done_sessions} of {strength.planned_sessions} sessions done; "
            f"sled {number(strength.sled_m_done)} of {number(strength.sled_m_planned)} m; "
            f"wall sit {clock_short(strength.wall_sit_s_done)} of {clock_short(strength.wall_sit_s_planned)}"
        )


def progress_lines(weeks: Iterable[WeekProgress], unit: Unit) -> Iterable[str]:
    """One line a week, oldest first."""
    yield "Week         Run done/planned    h:mm   Sled m  Wall sit    Load   Mono  On time"
    for week in weeks:
        run, strength, kept = week.totals.run, week.totals.strength, week.adherence
        counted = kept.on_time + kept.shifted + kept.skipped + kept.missed
        ran = f"{distance(run.done_m, unit)} / {distance(run.planned_m, unit)} {unit}"
        load = f"{'~' * bool(week.estimated_loads)}{week.load_au:.0f}"
        mono = "–" if week.monotony is None else f"{week.monotony:.1f}"
        yield (
            f"{week.start}  {ran:>17}  {run.done_s // 3600:>3}:{run.done_s // 60 % 60:02d}  "
            f"{number(strength.sled_m_done):>7}  {clock_short(strength.wall_sit_s_done):>8}  {load:>6}  {mono:>5}  "
            f"{kept.on_time} of {counted}"
        )


def clock_short(seconds: int) -> str:
    """Minutes and seconds, ``4:30``; hours too when there are any."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}" if minutes >= 60 else f"{minutes}:{rest:02d}"
