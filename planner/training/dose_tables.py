"""Compute the dose weeks of a block that gets a new race day: from its current week on, with a taper to the race.

There are no second learning weeks, and no rung is skipped. With fewer weeks the last steps are left out; with more the
current step is repeated first, with a lighter week every fourth. All of it is a default, as the tables are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.training.doses import DOSE_TABLES, EASY_PHASES, LIGHT_ONLY_PHASES, DosePhase, DoseWeek, dose_weeks

_WEEKS_BETWEEN_DELOADS = 3
"""Normal weeks between two lighter ones, as in the tables."""
_MAX_TAPER_HOLD_S = 120
"""The longest single wall sit of a tapering week in seconds; a longer one is split into two halves."""


def remaining_dose_weeks(
    past: Sequence[DoseWeek], planned: Sequence[DoseWeek], weeks: int, *, in_season: bool = False
) -> tuple[DoseWeek, ...]:
    """Return the dose weeks up to a race, the race week included.

    Args:
        past: The block's weeks that are over.
        planned: Its weeks to come, as they were planned.
        weeks: How many weeks to return, at least 1.
        in_season: Whether strength is only maintained.
    """
    if not past or in_season:
        length = len(past) + weeks
        return dose_weeks(length, length - 1, in_season=in_season)[len(past) :]
    normal_rows = [row for row in planned if _is_normal(row)]
    current = next((row for row in reversed(past) if _is_normal(row)), DOSE_TABLES[4][0])
    building = max(weeks - 2, 0)
    weeks_since_easy = next((place for place, row in enumerate(reversed(past)) if not _is_normal(row)), len(past))
    easy = _place_easy_weeks(building, weeks_since_easy)
    rows: list[DoseWeek] = []
    normal = _normal_rows(current, normal_rows, building - sum(easy))
    for is_easy in easy:
        if not is_easy:
            current = next(normal)
        rows.append(_deload(current) if is_easy else current)
    if weeks > 1:
        rows.append(_taper(current))
    return (*rows, DOSE_TABLES[8][-1])


def _is_normal(row: DoseWeek) -> bool:
    return row.phase not in EASY_PHASES | LIGHT_ONLY_PHASES


def _place_easy_weeks(building: int, weeks_since_easy: int) -> list[bool]:
    """Return which weeks before the taper are lighter: every fourth, but not the one directly before the taper."""
    easy_weeks: list[bool] = []
    for week in range(building):
        is_easy = weeks_since_easy >= _WEEKS_BETWEEN_DELOADS and week < building - 1
        weeks_since_easy = 0 if is_easy else weeks_since_easy + 1
        easy_weeks.append(is_easy)
    return easy_weeks


def _normal_rows(current: DoseWeek, rows: Sequence[DoseWeek], weeks: int) -> Iterator[DoseWeek]:
    """Yield normal weeks: the steps in order, the current one repeated first where there are more weeks than steps."""
    extra = max(weeks - len(rows), 0)
    if current.phase is not DosePhase.LEARN:
        yield from (current,) * extra
        yield from rows
        return
    learning = [step for step in rows if step.phase is DosePhase.LEARN]
    later = rows[len(learning) :]
    yield from learning
    yield from ((later[0] if later else DOSE_TABLES[4][2]),) * extra
    yield from later


def _deload(current: DoseWeek) -> DoseWeek:
    """Return a lighter week at the current load: half the rounds and half the time of the wall sits."""
    return replace(_taper(current), phase=DosePhase.DELOAD)


def _taper(current: DoseWeek) -> DoseWeek:
    holds, hold_s = (1, current.hold_s) if current.hold_s <= _MAX_TAPER_HOLD_S else (2, current.hold_s // 2)
    rounds = (current.rounds + 1) // 2
    return DoseWeek(DosePhase.TAPER, current.step, rounds, holds, hold_s)
