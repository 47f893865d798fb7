"""Compute the strength of each week of a block: its phase, load step, sled rounds and wall sits.

The tables are this project's own defaults, not evidence. They are built from progression advice for resistance
training (``ACSM09``: +2 to 10 % load). The normal weeks of a table follow each other; the lighter ones fall in the
weeks in which the running is lighter too, and the taper and the race in the last ones. No rung is skipped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import repeat


class DosePhase(StrEnum):
    """What a week of strength work is for."""

    LEARN = "learn"
    BASE = "base"
    BUILD = "build"
    STRENGTH = "strength"
    PEAK = "peak"
    DELOAD = "deload"
    TAPER = "taper"
    RACE = "race"
    CONSOLIDATE = "consolidate"
    MAINTAIN = "maintain"
    RECOVERY = "recovery"


EASY_PHASES = frozenset({DosePhase.DELOAD, DosePhase.TAPER})
LIGHT_ONLY_PHASES = frozenset({DosePhase.RACE, DosePhase.RECOVERY})


@dataclass(frozen=True, slots=True)
class DoseWeek:
    """One row of a dose table.

    Attributes:
        phase: What the week is for.
        step: How many rungs above the rung that the block starts from.
        rounds: Sled rounds of 20 m in a heavy or moderate session.
        holds: Wall sits in such a session.
        hold_s: Length of each wall sit in seconds.
        has_room: False for a week without room for the heavy or moderate session that the table has for it: it keeps
            the last row that had room, and the next week goes on from there.
    """

    phase: DosePhase
    step: int
    rounds: int
    holds: int
    hold_s: int
    has_room: bool = True

    @property
    def is_normal(self) -> bool:
        """Whether it is neither lighter nor without heavy and moderate sessions."""
        return self.phase not in EASY_PHASES | LIGHT_ONLY_PHASES


def _parse_table(table: str) -> tuple[DoseWeek, ...]:
    rows = []
    for line in table.strip().splitlines():
        phase, step, rounds, sits = line.split()
        holds, hold_s = sits.split("x")
        rows.append(DoseWeek(DosePhase(phase), int(step), int(rounds), int(holds), int(hold_s)))
    return tuple(rows)


_FIRST_FOUR = """
learn 0 4 2x60
learn 0 5 2x60
base 1 5 2x75
deload 1 3 1x75
"""
DOSE_TABLES = {
    4: _parse_table(_FIRST_FOUR.replace("base", "build")),
    8: _parse_table(_FIRST_FOUR + "build 2 5 2x90\nbuild 2 6 2x105\ntaper 2 3 1x105\nrace 0 0 0x0"),
    12: _parse_table(
        _FIRST_FOUR
        + "build 2 5 2x90\nbuild 2 6 2x105\nbuild 3 6 2x120\ndeload 3 3 2x60\n"
        + "peak 4 6 2x150\npeak 4 7 2x180\ntaper 4 4 2x90\nrace 0 0 0x0"
    ),
    16: _parse_table(
        _FIRST_FOUR
        + "build 2 5 2x90\nbuild 2 6 2x105\nbuild 3 6 2x120\ndeload 3 3 2x60\n"
        + "strength 4 6 3x90\nstrength 4 7 3x105\nstrength 5 7 3x120\ndeload 5 4 2x90\n"
        + "peak 5 7 2x150\npeak 5 6 2x180\ntaper 5 3 2x90\nrace 0 0 0x0"
    ),
}
"""Dose tables by their length in weeks; a line is phase, step, rounds, and wall sits x seconds."""
_IN_SEASON_TABLE = _parse_table("learn 0 4 2x60\nlearn 0 4 2x60\nmaintain 0 4 2x60")
"""The normal weeks while strength is only maintained. One session a week maintained for thirteen weeks what twelve
weeks had built (``Ronnestad10``)."""
_RACE_WEEK = DoseWeek(DosePhase.RACE, 0, 0, 0, 0)
RECOVERY_WEEK = DoseWeek(DosePhase.RECOVERY, 0, 0, 0, 0)
"""A week after the race: light sessions only."""
_NORMAL_WEEKS_BETWEEN, _IN_SEASON_WEEKS_BETWEEN = 3, 5
"""Normal weeks between two lighter ones where the running has no step-back weeks, as in the tables; while strength is
only maintained the most of the usual."""
_MAX_EASY_HOLD_S = 105
"""The longest single wall sit of a lighter week in seconds, as in the tables; more time is split into two holds."""
_MAX_TABLE_WEEKS = 4
"""Up to so many weeks a block without a race follows the shortest table, which has no week that consolidates."""
KNEE_ANGLES_DEG = (120, 110, 100)
"""Knee angle of a wall sit in degrees before the first deload week, from it on, and from the second on. A deeper sit
raises blood pressure much more (``Goldring14``: 134/76 mmHg at 135°, 196/112 at 90°, healthy men), and isometric work
at long muscle length damages more (``IsoDam17``)."""


@dataclass(frozen=True, slots=True)
class LighterWeeks:
    """The lighter weeks of a run plan.

    Attributes:
        step_backs: The step-back weeks on the way up, by their index from 0.
        taper_weeks: How many weeks directly before the week of the race taper, 1 or 2; 1 where it is not known.
    """

    step_backs: frozenset[int] = frozenset()
    taper_weeks: int = 1


def dose_weeks(
    weeks: int, race_week: int | None = None, lighter: LighterWeeks | None = None, *, in_season: bool = False
) -> tuple[DoseWeek, ...]:
    """Return the dose of each week of a block.

    Lighter weeks fall where the running steps back; where it never does, every fourth week is one. A block longer than
    the longest table that fits repeats the last normal row. Without a race the last two weeks consolidate: the last
    normal week again, then a deload. Weeks after a race have light doses only.

    Args:
        weeks: Length of the block in weeks, at least 1.
        race_week: The index of the week of the goal race, from 0, or None.
        lighter: Which weeks of the run plan are lighter; None where that is not known.
        in_season: Whether strength is only maintained: an unchanged load, one session a week.
    """
    return remaining_dose_weeks((), (), weeks, race_week, lighter, in_season=in_season)


def remaining_dose_weeks(
    past: Sequence[DoseWeek],
    planned: Sequence[DoseWeek],
    weeks: int,
    race_week: int | None = None,
    lighter: LighterWeeks | None = None,
    *,
    in_season: bool = False,
) -> tuple[DoseWeek, ...]:
    """Return the dose weeks of a block from its current week on.

    Args:
        past: The block's weeks that are over.
        planned: Its weeks to come, as they were planned: their normal rows follow. They are not needed without a past.
        weeks: How many weeks to return, at least 1.
        race_week: The index of the week of the goal race in the block, from 0, or None.
        lighter: Which weeks of the run plan are lighter, counted from the block's first week; None if not known.
        in_season: Whether strength is only maintained.
    """
    lighter = lighter or LighterWeeks()
    first, end = len(past), len(past) + weeks
    if race_week is not None and race_week < end - 1:
        before = remaining_dose_weeks(past, planned, race_week + 1 - first, race_week, lighter, in_season=in_season)
        return (*before, *(RECOVERY_WEEK,) * (end - 1 - race_week)) if race_week >= first else (RECOVERY_WEEK,) * weeks
    ending = _ending(first, end, race_week, lighter, in_season=in_season)
    building = range(first, end - len(ending))
    between = _IN_SEASON_WEEKS_BETWEEN if in_season else _NORMAL_WEEKS_BETWEEN
    deloads = lighter.step_backs or frozenset(_every_few_weeks(past, building, between, before_end=not ending))
    phases = [DosePhase.DELOAD if week in deloads else None for week in building]
    current = next((row for row in reversed(past) if row.is_normal and row.has_room), None)
    normal = _normal_rows(planned, end, current, in_season=in_season)
    rows: list[DoseWeek] = []
    for phase in (*phases, *ending):
        if phase is DosePhase.RACE:
            rows.append(_RACE_WEEK)
        elif phase is None or current is None:
            current = next(normal)
            rows.append(current)
        else:
            rows.append(replace(current, phase=phase) if phase is DosePhase.CONSOLIDATE else _eased(current, phase))
    return tuple(rows)


def knee_angle_deg(weeks: Sequence[DoseWeek], week: int, *, is_novice: bool) -> int:
    """Return the knee angle of the wall sits of a week in degrees; it gets deeper only in a deload week with a session.

    Args:
        weeks: The rows of the block.
        week: The index of the week.
        is_novice: Whether the runner is a novice, who stays at the second angle.
    """
    deloads = sum(row.phase is DosePhase.DELOAD and row.has_room for row in weeks[: week + 1])
    return KNEE_ANGLES_DEG[min(deloads, 1 if is_novice else 2)]


def wait_for_sessions(rows: Sequence[DoseWeek], session_weeks: Collection[int], first: int = 0) -> tuple[DoseWeek, ...]:
    """Return the rows of a block so that a week without a heavy or moderate session raises nothing.

    Such a week keeps the last normal row that had one, and the next week with one goes on from there. A lighter
    week without a session does not make the wall sits deeper, nor does one before the first normal session.

    Args:
        rows: The rows of the block.
        session_weeks: The weeks that have a heavy or moderate session, by their index from 0; where there is none at
            all the rows stay as they are.
        first: The index of the first week that may change.
    """
    if not any(week >= first for week in session_weeks):
        return tuple(rows)
    waiting = [row for row in rows[first:] if _follows_table(row)]
    current = next((row for row in reversed(rows[:first]) if row.is_normal and row.has_room), None)
    planned, kept = current, list(rows[:first])
    for week, row in enumerate(rows[first:], start=first):
        has_room = week in session_weeks
        planned = row if row.is_normal else planned
        if row.phase in LIGHT_ONLY_PHASES:
            kept.append(row)
        elif row.is_normal:
            if has_room and (current is None or row.phase is not DosePhase.CONSOLIDATE):
                current = waiting.pop(0) if waiting else current or row
            held = current or next(iter(waiting), row)
            phase = row.phase if row.phase is DosePhase.CONSOLIDATE else held.phase
            kept.append(replace(held, phase=phase, has_room=has_room))
        else:
            normal = current or next(iter(waiting), row)
            is_same = planned is not None and _same_work(planned, normal)
            eased = row if is_same or not normal.is_normal else _eased(normal, row.phase)
            kept.append(replace(eased, has_room=has_room and current is not None))
    return tuple(kept)


def _ending(
    first: int, end: int, race_week: int | None, lighter: LighterWeeks, *, in_season: bool
) -> tuple[DosePhase, ...]:
    """Return the phases of a block's last weeks: the taper and the race, or the weeks that consolidate."""
    weeks = end - first
    if race_week is not None:
        # Two normal weeks come first where there are that many: nobody tapers from nothing.
        room = min(max(end - 3, min(end - 2, 1)), weeks - 1)
        return (DosePhase.TAPER,) * max(min(lighter.taper_weeks, room), 0) + (DosePhase.RACE,)
    if in_season or end < _MAX_TABLE_WEEKS:
        return ()
    if end == _MAX_TABLE_WEEKS:
        return (DosePhase.DELOAD,)
    steps_back_before = end - 2 in lighter.step_backs and end - 1 not in lighter.step_backs
    last_two = (DosePhase.CONSOLIDATE, DosePhase.DELOAD)
    return (last_two[::-1] if steps_back_before else last_two)[-weeks:]


def _every_few_weeks(past: Sequence[DoseWeek], building: range, between: int, *, before_end: bool) -> Iterator[int]:
    """Yield the weeks that are lighter where the running is not; the one directly before the ending only if asked."""
    normal_weeks = next((place for place, row in enumerate(reversed(past)) if not row.is_normal), len(past))
    for week in building:
        is_easy = normal_weeks >= between and (before_end or week < building.stop - 1)
        normal_weeks = 0 if is_easy else normal_weeks + 1
        if is_easy:
            yield week


def _normal_rows(
    planned: Sequence[DoseWeek], end: int, current: DoseWeek | None, *, in_season: bool
) -> Iterator[DoseWeek]:
    """Yield the normal weeks after the current one, and the last of them again and again."""
    coming = [row for row in planned if _follows_table(row)]
    table = [row for row in DOSE_TABLES[max((size for size in DOSE_TABLES if size <= end), default=4)] if row.is_normal]
    if in_season:
        rows = _in_season_rows(coming, current)
    elif current is None:
        rows = table
    else:  # what was planned, and if the block has become longer what its table has next
        last = coming[-1] if coming else current
        place = next((place for place, row in enumerate(table, start=1) if _same_work(row, last)), len(table))
        rows = [*coming, *table[place:]]
    yield from rows
    yield from repeat(rows[-1] if rows else current or table[-1])


def _follows_table(row: DoseWeek) -> bool:
    """Return whether a row is one that the table goes on with, not one that repeats the row before."""
    return row.is_normal and row.has_room and row.phase is not DosePhase.CONSOLIDATE


def _same_work(one: DoseWeek, other: DoseWeek) -> bool:
    return replace(one, phase=other.phase, has_room=other.has_room) == other


def _in_season_rows(coming: Sequence[DoseWeek], current: DoseWeek | None) -> list[DoseWeek]:
    """Return the normal weeks after the current one: its load is held, with a round less than while it was built."""
    if current is None:
        return list(_IN_SEASON_TABLE)
    if current.phase is DosePhase.LEARN:
        return [*(row for row in coming if row.phase is DosePhase.LEARN), _IN_SEASON_TABLE[-1]]
    return [
        current
        if current.phase is DosePhase.MAINTAIN
        else replace(current, phase=DosePhase.MAINTAIN, rounds=current.rounds - 1)
    ]


def _eased(normal: DoseWeek, phase: DosePhase) -> DoseWeek:
    """Return a week at an unchanged load with half the rounds and half the time of the wall sits, both rounded up."""
    half_s = -(-normal.holds * normal.hold_s // 2)
    holds = -(-half_s // min(normal.hold_s, _MAX_EASY_HOLD_S))
    return DoseWeek(phase, normal.step, -(-normal.rounds // 2), holds, -(-half_s // holds))
