"""Compute sled and wall-sit doses: rounds, loads and holds for a week, level, body mass, sled and floor.

The tables are the project's own defaults, not evidence. They are built from progression advice for resistance training
(``ACSM09``: +2 to 10 % load) and bounded by the one studied backward-sled session (``West14``: 200 m at 75 % of body
mass). Ratings outrank loads: a load is where to start, the RPE is the cap.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from planner.training.blocks import Runner
from planner.training.light_doses import LightDose
from planner.training.refusal import RefusedError
from planner.training.workouts import (
    LANE_M,
    SESSION_MINUTES,
    Effort,
    Exercise,
    ExerciseSet,
    StrengthKind,
    StrengthLevel,
)


class Floor(StrEnum):
    """What the sled slides on. The same plates weigh 2.8 times as much on one floor as on another."""

    HOCKEY_TURF = "hockey turf"
    GYM_TURF = "gym turf"
    TRACK = "track"
    ARTIFICIAL_GRASS = "3G"


class LiftingBackground(StrEnum):
    """How much a runner has lifted before; it sets the rung of the load ladder that the first block starts from."""

    NONE = "none"
    SOME = "some"
    TRAINED = "trained"

    @property
    def entry_rung(self) -> int:
        """The entry rung: 25, 36 or 47 % of body mass."""
        return {LiftingBackground.NONE: 0, LiftingBackground.SOME: 4, LiftingBackground.TRAINED: 7}[self]


FLOOR_FRICTION = {Floor.HOCKEY_TURF: 0.25, Floor.GYM_TURF: 0.33, Floor.TRACK: 0.45, Floor.ARTIFICIAL_GRASS: 0.58}
"""Dynamic friction coefficient by floor. Measured: 0.31 to 0.35 on one gym floor (``Andre13``), 0.21 to 0.58 over
four sports surfaces (``Linthorne13``); the values between are defaults."""
REFERENCE_FRICTION = 0.33
"""The friction coefficient that the load ladder is meant for."""
MAX_SLED_M = 200.0
"""The most metres of sled in a session."""
LOAD_LADDER = (25.0, 27.5, 30.0, 33.0, 36.0, 39.5, 43.0, 47.0, 51.5, 56.5, 62.0, 68.0, 74.5)
"""System mass in percent of body mass at friction 0.33, rung by rung; each step at most 10 % up."""
ENTRY_RUNG = {StrengthLevel.NOVICE: 0, StrengthLevel.EXPERIENCED: 7}
"""The rung that a block starts from when only the level is known."""
FIRST_HEAVY_RUNG = 8
"""From 51.5 % of body mass a session counts as heavy."""
ASSUMED_BODY_MASS_KG = 70.0
_WALL_SIT_SESSION_MINUTES = 20
"""How long a session without the sled takes in minutes, warm-up included; a default."""
TARGET_RPE = {StrengthKind.HEAVY: 7.0, StrengthKind.MODERATE: 6.0, StrengthKind.LIGHT: 3.0}
"""The rating (CR10) that each kind is meant to feel like."""
RPE_CAP = {StrengthKind.HEAVY: 8.0, StrengthKind.MODERATE: 6.0, StrengthKind.LIGHT: 3.0}
"""The highest rating (CR10) of each kind: if a session feels harder, the load is too heavy."""


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


_PHASE_KNEE_ANGLE = {DosePhase.LEARN: 120, DosePhase.STRENGTH: 100, DosePhase.PEAK: 100}
"""Knee angle of the wall sit in degrees; 110 in every other phase, 130 in a light session. A deeper sit raises blood
pressure much more (``Goldring14``: 134/76 mmHg at 135°, 196/112 at 90°, healthy men)."""
_DEFAULT_PHASE_KNEE_ANGLE = 110


@dataclass(frozen=True, slots=True)
class DoseWeek:
    """One row of a dose table.

    Attributes:
        phase: What the week is for.
        step: How many rungs above the rung that the block starts from.
        rounds: Sled rounds of 20 m in a heavy or moderate session.
        holds: Wall sits in such a session.
        hold_s: Length of each wall sit in seconds.
    """

    phase: DosePhase
    step: int
    rounds: int
    holds: int
    hold_s: int


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
_RACE_WEEK = "race 0 0 0x0\n"
DOSE_TABLES = {
    4: _parse_table(_FIRST_FOUR.replace("base", "build")),
    8: _parse_table(_FIRST_FOUR + "build 2 5 2x90\nbuild 2 6 2x105\ntaper 2 3 1x105\n" + _RACE_WEEK),
    12: _parse_table(
        _FIRST_FOUR
        + "build 2 5 2x90\nbuild 2 6 2x105\nbuild 3 6 2x120\ndeload 3 3 2x60\n"
        + "peak 4 6 2x150\npeak 4 7 2x180\ntaper 4 4 2x90\n"
        + _RACE_WEEK
    ),
    16: _parse_table(
        _FIRST_FOUR
        + "build 2 5 2x90\nbuild 2 6 2x105\nbuild 3 6 2x120\ndeload 3 3 2x60\n"
        + "strength 4 6 3x90\nstrength 4 7 3x105\nstrength 5 7 3x120\ndeload 5 4 2x90\n"
        + "peak 5 7 2x150\npeak 5 6 2x180\ntaper 5 3 2x90\n"
        + _RACE_WEEK
    ),
}
"""Dose tables by their length in weeks; a line is phase, step, rounds, and wall sits x seconds."""
EASY_PHASES = frozenset({DosePhase.DELOAD, DosePhase.TAPER})
LIGHT_ONLY_PHASES = frozenset({DosePhase.RACE, DosePhase.RECOVERY})


_IN_SEASON_ROWS = _parse_table("learn 0 4 2x60\nmaintain 0 4 2x60\ndeload 0 2 1x60\ntaper 0 2 1x60\n")
_IN_SEASON_DELOAD_EVERY = 6
"""Weeks from one deload to the next while strength is only maintained: the longest of the usual three to six."""


def _in_season_weeks(weeks: int, race_week: int | None) -> tuple[DoseWeek, ...]:
    """Return weeks that maintain strength: four rounds at an unchanged load, and a deload every sixth week.

    One session a week maintained for thirteen weeks what twelve weeks had built (``Ronnestad10``).
    """
    learn, keep, deload, taper = _IN_SEASON_ROWS
    rows = [deload if week % _IN_SEASON_DELOAD_EVERY == _IN_SEASON_DELOAD_EVERY - 1 else keep for week in range(weeks)]
    rows[:2] = [learn] * min(2, weeks)
    if race_week is not None:
        if race_week > 2:
            rows[race_week - 1] = taper
        rows[race_week] = DOSE_TABLES[8][-1]
    return tuple(rows)


def dose_weeks(weeks: int, race_week: int | None = None, *, in_season: bool = False) -> tuple[DoseWeek, ...]:
    """Return the dose of each week of a block.

    A block longer than a table repeats its base weeks after the first deload (at most three and a deload, so that a
    deload comes every three to six weeks); a block shorter than the shortest table uses its first rows. Without a race
    the last two weeks consolidate: the last normal week again, then a deload. Weeks after a race have light doses only.

    Args:
        weeks: Length of the block in weeks, at least 1.
        race_week: The index of the week of the goal race, from 0, or None.
        in_season: Whether strength is only maintained: an unchanged load, one session a week.
    """
    if race_week is not None and race_week < weeks - 1:
        recovery = DoseWeek(DosePhase.RECOVERY, 0, 0, 0, 0)
        before = dose_weeks(race_week + 1, race_week, in_season=in_season)
        return before + (recovery,) * (weeks - 1 - race_week)
    if in_season:
        return _in_season_weeks(weeks, race_week)
    length = max((size for size in DOSE_TABLES if size <= weeks), default=4)
    table = DOSE_TABLES[length]
    if weeks < length:
        rows = table[:weeks]
    else:
        base, deload = table[2], table[3]
        cycles, rest = divmod(weeks - length, 4)
        extra = (base, base, base, deload) * cycles + (base,) * min(rest, 2) + (deload,) * (rest == 3)
        rows = table[:4] + extra + table[4:]
    if race_week is not None:
        return (*rows[:-1], DOSE_TABLES[8][-1])
    return _consolidated(rows) if length > 4 else rows


def _consolidated(rows: tuple[DoseWeek, ...]) -> tuple[DoseWeek, ...]:
    normal = next(row for row in reversed(rows) if row.phase not in EASY_PHASES | LIGHT_ONLY_PHASES)
    again = DoseWeek(DosePhase.CONSOLIDATE, normal.step, normal.rounds, normal.holds, normal.hold_s)
    deload = DoseWeek(DosePhase.DELOAD, normal.step, (normal.rounds + 1) // 2, 1, normal.holds * normal.hold_s // 2)
    return (*rows[:-2], again, deload)


@dataclass(frozen=True, slots=True)
class Equipment:
    """What a sled load depends on, besides the level.

    Attributes:
        body_mass_kg: Body mass in kilograms, or None when not given; 70 kg is then assumed, and a remark says so.
        sled_kg: Mass of the empty sled in kilograms, or None when not given.
        floor: What the sled slides on.
    """

    body_mass_kg: float | None = None
    sled_kg: float | None = None
    floor: Floor = Floor.GYM_TURF


def equipment_of(runner: Runner) -> Equipment:
    """Return what the runner's settings say of body, sled and floor; gym turf where no floor is set."""
    return Equipment(runner.body_mass_kg, runner.sled_kg, Floor(runner.floor or Floor.GYM_TURF))


@dataclass(frozen=True, slots=True)
class Dose:
    """The dose of one session: its sets, time and rating, and remarks about them."""

    effort: Effort
    remarks: tuple[str, ...] = ()

    def without_sled(self) -> Dose:
        """Return the wall sit alone, for a day without the sled."""
        sits = tuple(part for part in self.effort.sets if part.exercise is Exercise.WALL_SIT)
        effort = replace(self.effort, duration_s=_WALL_SIT_SESSION_MINUTES * 60, sets=sits)
        return Dose(effort, ("There is no sled then, so it is the wall sit alone.",))


def format_load_zone(kind: StrengthKind) -> str:
    """Format the range of a kind's loads: ``25 to 47 % of body mass``."""
    low, high = {
        StrengthKind.HEAVY: (LOAD_LADDER[FIRST_HEAVY_RUNG], 75.0),
        StrengthKind.MODERATE: (LOAD_LADDER[0], LOAD_LADDER[FIRST_HEAVY_RUNG - 1]),
        StrengthKind.LIGHT: (0.0, 20.0),
    }[kind]
    return f"{low:g} to {high:g} % of body mass"


def equivalent_mass_kg(mass_kg: float, friction: float) -> float:
    """Return the mass in kilograms that is as hard to move at a friction as `mass_kg` is at 0.33: ``m · 0.33 / μ``."""
    return mass_kg * REFERENCE_FRICTION / friction


def system_mass_kg(percent: float, equipment: Equipment) -> float:
    """Return the mass of sled and plates, to half a kilogram, for a percentage of body mass.

    The percentage is meant at friction 0.33; on another floor the mass is scaled to the same friction force.
    """
    body = equipment.body_mass_kg or ASSUMED_BODY_MASS_KG
    return round(equivalent_mass_kg(body * percent / 100, FLOOR_FRICTION[equipment.floor]) * 2) / 2


_DEFAULT_LIGHT = LightDose()


def allows_heavy(start_rung: int, week: DoseWeek) -> bool:
    """Return whether a week's rung is at most one below the first heavy one, so that a heavy session is no leap."""
    return start_rung + week.step >= FIRST_HEAVY_RUNG - 1


def session_dose(
    kind: StrengthKind,
    week: DoseWeek,
    level: StrengthLevel,
    equipment: Equipment,
    *,
    start_rung: int | None = None,
    light: LightDose = _DEFAULT_LIGHT,
) -> Dose:
    """Return the dose of one session.

    A heavy session is never below the rung from which sessions count as heavy; a moderate one is always below it. In a
    week without heavy and moderate work, such as a race week, the dose of a first week is used.

    Args:
        kind: The kind of the session.
        week: The week's row of the dose table.
        level: How used to leg strength work the runner is.
        equipment: Body mass, sled and floor.
        start_rung: The rung the block starts from; the level's entry rung when None.
        light: The figures of a light session.

    Raises:
        RefusedError: Body mass outside 30 to 200 kg or an empty sled outside 1 to 150 kg.
    """
    _check_equipment(equipment)
    if kind is StrengthKind.LIGHT:
        percent, rounds, holds, hold_s, angle = light.percent, light.rounds, 1, 60, light.knee_angle_deg
    else:
        row = week if week.rounds else DOSE_TABLES[4][0]
        rung = min((ENTRY_RUNG[level] if start_rung is None else start_rung) + row.step, len(LOAD_LADDER) - 1)
        rung = max(rung, FIRST_HEAVY_RUNG) if kind is StrengthKind.HEAVY else min(rung, FIRST_HEAVY_RUNG - 1)
        percent, rounds, holds, hold_s = LOAD_LADDER[rung], row.rounds, row.holds, row.hold_s
        angle = _PHASE_KNEE_ANGLE.get(row.phase, _DEFAULT_PHASE_KNEE_ANGLE)
    load, remarks = _planned_load(percent, equipment)
    sled = ExerciseSet(Exercise.REVERSE_SLED_PUSH, rounds, distance_m=LANE_M, load_kg=load)
    sit = ExerciseSet(Exercise.WALL_SIT, holds, hold_s=hold_s, knee_angle_deg=angle, squeeze=True)
    return Dose(Effort(duration_s=SESSION_MINUTES[kind] * 60, rpe=TARGET_RPE[kind], sets=(sled, sit)), remarks)


def _planned_load(percent: float, equipment: Equipment) -> tuple[float, tuple[str, ...]]:
    load = system_mass_kg(percent, equipment)
    if equipment.sled_kg is not None and equipment.sled_kg > load:
        body = equipment.body_mass_kg or ASSUMED_BODY_MASS_KG
        remark = (
            f"The empty sled ({equipment.sled_kg:g} kg, {equipment.sled_kg / body * 100:.1f} % of {body:g} kg) is "
            f"heavier than the {load:g} kg planned on {equipment.floor}: "
            "walk backward without it, or use a lighter sled or a smoother floor."
        )
        return 0.0, (remark,)
    return load, ()


def _check_equipment(equipment: Equipment) -> None:
    body, sled = equipment.body_mass_kg, equipment.sled_kg
    if body is not None and not 30 <= body <= 200:
        raise RefusedError(f"Body mass must be between 30 and 200 kg, not {body:g} kg.")
    if sled is not None and not 1 <= sled <= 150:
        raise RefusedError(f"The empty sled must weigh between 1 and 150 kg, not {sled:g} kg.")
