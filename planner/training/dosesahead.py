"""The dose weeks of a block that is planned anew under way: they go on where it stands, and taper to the new race.

No second learning weeks, no rung skipped: with fewer weeks the last steps are left out, with more the present one is
held first, a lighter week every fourth. All of it is a default, as the tables are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.training.doses import (
    EASY_WEEKS,
    NO_STRENGTH_WEEKS,
    TABLES,
    DosePhase,
    DoseWeek,
    dose_weeks,
)

_NORMAL_WEEKS = 3
"""Weeks from one lighter week to the next, in the tables too."""
_LONGEST_HOLD_S = 120
"""A tapering week holds one wall sit of up to so many seconds; longer ones are halved instead."""


def weeks_ahead(
    before: Sequence[DoseWeek], ahead: Sequence[DoseWeek], weeks: int, *, in_season: bool = False
) -> tuple[DoseWeek, ...]:
    """The rows of the weeks to a race, the race's included.

    Args:
        before: The rows of the block's weeks that are gone.
        ahead: Those its weeks to come had.
        weeks: How many there shall be, at least 1.
        in_season: Whether strength is only kept.
    """
    if not before or in_season:
        length = len(before) + weeks
        return dose_weeks(length, length - 1, in_season=in_season)[len(before) :]
    steps = [row for row in ahead if _is_normal(row)]
    present = next((row for row in reversed(before) if _is_normal(row)), TABLES[4][0])
    building = max(weeks - 2, 0)
    since = next((place for place, row in enumerate(reversed(before)) if not _is_normal(row)), len(before))
    easy = _easy_weeks(building, since)
    rows: list[DoseWeek] = []
    normal = _stretched(present, steps, building - sum(easy))
    for is_easy in easy:
        if not is_easy:
            present = next(normal)
        rows.append(_deload(present) if is_easy else present)
    if weeks > 1:
        rows.append(_taper(present))
    return (*rows, TABLES[8][-1])


def _is_normal(row: DoseWeek) -> bool:
    return row.phase not in EASY_WEEKS | NO_STRENGTH_WEEKS


def _easy_weeks(building: int, since: int) -> list[bool]:
    """Which weeks before the taper are lighter ones: every fourth, not the last, which the taper follows."""
    found: list[bool] = []
    for week in range(building):
        is_easy = since >= _NORMAL_WEEKS and week < building - 1
        since = 0 if is_easy else since + 1
        found.append(is_easy)
    return found


def _stretched(present: DoseWeek, steps: Sequence[DoseWeek], weeks: int) -> Iterator[DoseWeek]:
    """So many normal weeks: the steps in their order, the present one held first where there are more weeks."""
    more = max(weeks - len(steps), 0)
    if present.phase is not DosePhase.LEARN:
        yield from (present,) * more
        yield from steps
        return
    learning = [step for step in steps if step.phase is DosePhase.LEARN]
    later = steps[len(learning) :]
    yield from learning
    yield from ((later[0] if later else TABLES[4][2]),) * more
    yield from later


def _deload(present: DoseWeek) -> DoseWeek:
    """A lighter week at the present load: half the rounds, half the time of the wall sits."""
    return replace(_taper(present), phase=DosePhase.DELOAD)


def _taper(present: DoseWeek) -> DoseWeek:
    holds, hold_s = (1, present.hold_s) if present.hold_s <= _LONGEST_HOLD_S else (2, present.hold_s // 2)
    rounds = (present.rounds + 1) // 2
    return DoseWeek(DosePhase.TAPER, present.step, rounds, holds, hold_s)
