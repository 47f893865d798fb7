"""Compute sled and wall-sit doses: rounds, loads and holds for a week, level, body mass, sled and floor.

The zones and the load ladder are the project's own defaults, not evidence. They are bounded by the one studied
backward-sled session (``West14``: 200 m at 75 % of body mass). Ratings outrank loads: a load is where to start, the RPE
is the cap. The rows of the weeks come from `planner.training.dose_tables`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.invocation import program
from planner.text import clean_line
from planner.training.blocks import Runner
from planner.training.dose_tables import DOSE_TABLES, KNEE_ANGLES_DEG, DosePhase, DoseWeek
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
EMPTY_SLED_WORDS = "so it is the empty sled"
"""What the note of a session says where the empty sled is heavier than planned."""
NO_SLED_NOTE = "There is no sled then, so it is the wall sit alone."
"""What the note of a session says on a day without the sled."""
_WALL_SIT_SESSION_MINUTES = 20
"""How long a session without the sled takes in minutes, warm-up included; a default."""
TARGET_RPE = {StrengthKind.HEAVY: 7.0, StrengthKind.MODERATE: 6.0, StrengthKind.LIGHT: 3.0}
"""The rating (CR10) that each kind is meant to feel like."""
RPE_CAP = {StrengthKind.HEAVY: 8.0, StrengthKind.MODERATE: 6.0, StrengthKind.LIGHT: 3.0}
"""The highest rating (CR10) of each kind: if a session feels harder, the load is too heavy."""
HARD_CAP_PERCENT = 100.0
"""The heaviest sled of all in percent of body mass at friction 0.33: a default, not evidence."""
_HEAVIEST_PERCENT = {StrengthKind.HEAVY: 75.0, StrengthKind.MODERATE: 47.0, StrengthKind.LIGHT: 30.0}
"""The heaviest empty sled of each kind in percent of body mass at friction 0.33; a heavier one is left aside."""
_MAX_KGM_SHARE = 1.15
"""The most load times distance with an empty sled that is heavier than planned, as a share of the planned."""
MIN_ROUNDS = 2
"""The fewest rounds with such a sled, also in a lighter week."""
LIGHT_HOLD_S = {
    DosePhase.BASE: 90,
    DosePhase.BUILD: 90,
    DosePhase.CONSOLIDATE: 90,
    DosePhase.STRENGTH: 120,
    DosePhase.PEAK: 120,
}
"""Seconds of the one wall sit of a light session by phase; a minute in all others. The coach of the exercise asks for
one to three minutes (``Ayotte25``)."""
_SHORT_LIGHT_HOLD_S = 60


class SledUse(StrEnum):
    """How the sled is used in a session.

    It is loaded, empty although that is heavier than planned, left aside because it is too heavy, or not there.
    """

    LOADED = "loaded"
    EMPTY = "empty"
    LEFT_ASIDE = "left aside"
    ABSENT = "absent"


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


def start_rung(background: LiftingBackground | None, logged_rung: int | None, level: StrengthLevel) -> int:
    """Return the rung of the load ladder that a block starts from: by the lifting, else the log, else the level."""
    if background is not None:
        return background.entry_rung
    return ENTRY_RUNG[level] if logged_rung is None else logged_rung


def equipment_of(runner: Runner) -> Equipment:
    """Return what the runner's settings say of body, sled and floor; gym turf where no floor is set.

    Raises:
        RefusedError: The floor that is stored is none of `Floor`, so another program wrote it.
    """
    try:
        floor = Floor(runner.floor or Floor.GYM_TURF)
    except ValueError as error:
        stored = clean_line(runner.floor or "", 40)
        raise RefusedError(
            f'The runner has a damaged floor in the database: "{stored}"; {program()} set floor changes it.'
        ) from error
    return Equipment(runner.body_mass_kg, runner.sled_kg, floor)


@dataclass(frozen=True, slots=True)
class Dose:
    """The dose of one session.

    Attributes:
        effort: Its sets, time and rating.
        remarks: What is special about them, one sentence each.
        sled_use: How the sled is used in it.
    """

    effort: Effort
    remarks: tuple[str, ...] = ()
    sled_use: SledUse = SledUse.LOADED

    def without_sled(self) -> Dose:
        """Return the wall sit alone, for a day without the sled; exercises of the runner's own stay."""
        sits = tuple(part for part in self.effort.sets if part.exercise != Exercise.REVERSE_SLED_PUSH)
        effort = replace(self.effort, duration_s=_WALL_SIT_SESSION_MINUTES * 60, sets=sits)
        return Dose(effort, (NO_SLED_NOTE,), SledUse.ABSENT)


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
    """Return the mass of sled and plates, rounded down to half a kilogram, for a percentage of body mass.

    The percentage is meant at friction 0.33; on another floor the mass is scaled to the same friction force.
    """
    return math.floor(_exact_mass_kg(percent, equipment) * 2 + 1e-9) / 2


def _exact_mass_kg(percent: float, equipment: Equipment) -> float:
    body = equipment.body_mass_kg or ASSUMED_BODY_MASS_KG
    return equivalent_mass_kg(body * percent / 100, FLOOR_FRICTION[equipment.floor])


_DEFAULT_LIGHT = LightDose()


def allows_heavy(start_rung: int, week: DoseWeek) -> bool:
    """Return whether a week's load counts as heavy, which it does from 51.5 % of body mass on."""
    return start_rung + week.step >= FIRST_HEAVY_RUNG


def session_dose(
    kind: StrengthKind,
    week: DoseWeek,
    level: StrengthLevel,
    equipment: Equipment,
    *,
    start_rung: int | None = None,
    light: LightDose = _DEFAULT_LIGHT,
    knee_angle_deg: int = KNEE_ANGLES_DEG[0],
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
        knee_angle_deg: Knee angle of the wall sits of a heavy or moderate session, in degrees.

    Raises:
        RefusedError: Body mass outside 30 to 200 kg or an empty sled outside 1 to 150 kg.
    """
    _check_equipment(equipment)
    if kind is StrengthKind.LIGHT:
        percent, rounds, angle = light.percent, light.rounds, light.knee_angle_deg
        holds, hold_s = 1, LIGHT_HOLD_S.get(week.phase, _SHORT_LIGHT_HOLD_S)
    else:
        row = week if week.rounds else DOSE_TABLES[4][0]
        rung = min((ENTRY_RUNG[level] if start_rung is None else start_rung) + row.step, len(LOAD_LADDER) - 1)
        rung = max(rung, FIRST_HEAVY_RUNG) if kind is StrengthKind.HEAVY else min(rung, FIRST_HEAVY_RUNG - 1)
        percent, rounds, holds, hold_s, angle = LOAD_LADDER[rung], row.rounds, row.holds, row.hold_s, knee_angle_deg
    sled, remarks, use = _sled_set(kind, rounds, percent, equipment)
    sit = ExerciseSet(Exercise.WALL_SIT, holds, hold_s=hold_s, knee_angle_deg=angle, squeeze=True)
    return Dose(Effort(duration_s=SESSION_MINUTES[kind] * 60, rpe=TARGET_RPE[kind], sets=(sled, sit)), remarks, use)


def _sled_set(
    kind: StrengthKind, rounds: int, percent: float, equipment: Equipment
) -> tuple[ExerciseSet, tuple[str, ...], SledUse]:
    """Return the rounds of the sled, a remark where the empty sled is heavier than planned, and how it is used.

    Within the kind's zone the empty sled is used for fewer rounds; beyond it the runner walks backward without it.
    """
    planned = system_mass_kg(percent, equipment)
    sled_kg = equipment.sled_kg
    if sled_kg is None or sled_kg <= planned:
        return _rounds(rounds, planned), (), SledUse.LOADED
    body = equipment.body_mass_kg or ASSUMED_BODY_MASS_KG
    share = f"{sled_kg / body * 100:.0f} % of {body:g} kg"
    heavier = (
        f"The empty sled ({sled_kg:g} kg, {share}) is heavier than the {planned:g} kg planned on {equipment.floor}"
    )
    if sled_kg > _exact_mass_kg(_HEAVIEST_PERCENT[kind], equipment):
        most = system_mass_kg(_HEAVIEST_PERCENT[kind], equipment)
        remark = (
            f"{heavier}, and too heavy for a {kind} session ({most:g} kg is the most): walk backward without it. "
            "A lighter sled or a smoother floor would help."
        )
        return _rounds(rounds, 0.0), (remark,), SledUse.LEFT_ASIDE
    fewer = min(rounds, max(int(_MAX_KGM_SHARE * rounds * planned / sled_kg + 1e-9), MIN_ROUNDS))
    instead = f" and {fewer} rounds instead of {rounds}" if fewer < rounds else ""
    remark = f"{heavier}, {EMPTY_SLED_WORDS}{instead}: no round may feel harder than {RPE_CAP[kind]:g} of 10 (RPE)."
    return _rounds(fewer, sled_kg), (remark,), SledUse.EMPTY


def _rounds(rounds: int, load_kg: float) -> ExerciseSet:
    return ExerciseSet(Exercise.REVERSE_SLED_PUSH, rounds, distance_m=LANE_M, load_kg=load_kg)


def _check_equipment(equipment: Equipment) -> None:
    body, sled = equipment.body_mass_kg, equipment.sled_kg
    if body is not None and not 30 <= body <= 200:
        raise RefusedError(f"Body mass must be between 30 and 200 kg, not {body:g} kg.")
    if sled is not None and not 1 <= sled <= 150:
        raise RefusedError(f"The empty sled must weigh between 1 and 150 kg, not {sled:g} kg.")
