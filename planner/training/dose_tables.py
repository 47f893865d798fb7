"""The dose weeks of a block that is planned anew under way: they go on where it stands, and taper to the new race.

No second learning weeks, no rung skipped: with fewer weeks the last steps are left out, with more the present one is
held first, a lighter week every fourth. All of it is a default, as the tables are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.training.doses import (
    DOSE_TABLES,
    EASY_PHASES,
    LIGHT_ONLY_PHASES,
    DosePhase,
    DoseWeek,
    dose_weeks,
)

_WEEKS_BETWEEN_DELOADS = 3
"""Weeks from one lighter week to the next, in the tables too."""
_MAX_TAPER_HOLD_S = 120
"""A tapering week holds one wall sit of up to so many seconds; longer ones are halved instead."""


def remaining_dose_weeks(
    past: Sequence[DoseWeek], planned: Sequence[DoseWeek], weeks: int, *, in_season: bool = False
) -> tuple[DoseWeek, ...]:
    """The rows of the weeks to a race, the race's included.

    Args:
        past: The rows of the block's weeks that are gone.
        planned: Those its weeks to come had.
        weeks: How many there shall be, at least 1.
        in_season: Whether strength is only kept.
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
    """Which weeks before the taper are lighter ones: every fourth, not the last, which the taper follows."""
    found: list[bool] = []
    for week in range(building):
        is_easy = weeks_since_easy >= _WEEKS_BETWEEN_DELOADS and week < building - 1
        weeks_since_easy = 0 if is_easy else weeks_since_easy + 1
        found.append(is_easy)
    return found


def _normal_rows(current: DoseWeek, rows: Sequence[DoseWeek], weeks: int) -> Iterator[DoseWeek]:
    """So many normal weeks: the steps in their order, the present one held first where there are more weeks."""
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
    """A lighter week at the present load: half the rounds, half the time of the wall sits."""
    return replace(_taper(current), phase=DosePhase.DELOAD)


def _taper(current: DoseWeek) -> DoseWeek:
    holds, hold_s = (1, current.hold_s) if current.hold_s <= _MAX_TAPER_HOLD_S else (2, current.hold_s // 2)
    rounds = (current.rounds + 1) // 2
    return DoseWeek(DosePhase.TAPER, current.step, rounds, holds, hold_s)
