"""A block's dose table and log joined: which rung each week has, and in which kilograms for this runner.

What follows from table and log is worked out by `planner.training.ladder_weeks`; here they are read from the file.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from planner.store import quick
from planner.store.row_values import reading_value
from planner.training.blocks import Block
from planner.training.dose_tables import DOSE_TABLES, DoseWeek
from planner.training.doses import FIRST_HEAVY_RUNG, LOAD_LADDER, Dose, Equipment, session_dose
from planner.training.ladder_weeks import LadderSession, LadderWeek, LadderWeeks, follow_ladder
from planner.training.leg_load import is_of_own_exercises
from planner.training.load_ladder import logged_session, main_load_kg
from planner.training.workouts import (
    DEMANDING_KINDS,
    Exercise,
    ExerciseSet,
    StrengthKind,
    StrengthLevel,
    Workout,
    first_set,
)
from planner.usecases.blocks.stored_doses import EarlierEquipment, read_dose_basis
from planner.usecases.planbook import Planbook

_SAME_LOAD_KG = 0.5
"""Loads that differ by no more are the same: older versions rounded them to the nearest half kilogram."""


@dataclass(frozen=True, slots=True)
class LadderTable:
    """What of a block does not depend on its log.

    Attributes:
        block: The block.
        rows: The dose table's row for each week.
        start_rung: The rung that it starts from.
        equipment: Body mass, sled and floor that its loads are for.
        asked: The kind that was placed on each day, by the day that a session was first planned for.
        earlier_equipment: What its loads were for before, each with the day from which on it was another.
    """

    block: Block
    rows: tuple[DoseWeek, ...]
    start_rung: int
    equipment: Equipment
    asked: Mapping[dt.date, StrengthKind]
    earlier_equipment: EarlierEquipment = ()

    def equipment_on(self, day: dt.date) -> Equipment:
        """Return the body mass, the sled and the floor that the loads of a day are for."""
        return next((earlier for until, earlier in self.earlier_equipment if day < until), self.equipment)

    def dose(self, week: LadderWeek) -> Dose:
        """Return the dose of a session in a week."""
        return _dose_at(week.dose_kind, week.row, week.rung, self.equipment)

    def load_kg(self, rung: int) -> float | None:
        """Return the kilograms of a rung for this runner, sled and floor."""
        return _loads_kg(self.equipment)[rung]

    def rungs_of(self, load_kg: float | None, day: dt.date) -> tuple[int, ...]:
        """Return the rungs that have a load on a day: several where an empty sled is the load of all of them."""
        loads = _loads_kg(self.equipment_on(day))
        return tuple(rung for rung, kg in enumerate(loads) if is_same_load(kg, load_kg))

    def sessions(self, workouts: Iterable[Workout], today: dt.date) -> list[LadderSession]:
        """Return the sessions among some workouts that count: done, or still to come."""
        found = (self._session(workout, today) for workout in workouts)
        return [session for session in found if session is not None]

    def place(self, workout: Workout) -> tuple[int, StrengthKind]:
        """Return the week of a session, and the kind that the block asks for there."""
        kind = StrengthKind(workout.kind or "")
        # By the plan's day; one that the slotter has moved since is asked for on the day it was first planned for.
        asked = self.asked.get(workout.plan_day) or self.asked.get(workout.original_date or workout.date)
        if workout.id and kind is not StrengthKind.LIGHT and asked in DEMANDING_KINDS:
            kind = asked
        return self.block.week_index(workout.date), kind

    def weeks(self, sessions: Iterable[LadderSession]) -> LadderWeeks:
        """Return the weeks of the block after its sessions."""
        return follow_ladder(self.rows, self.start_rung, sessions)

    def _session(self, workout: Workout, today: dt.date) -> LadderSession | None:
        if workout.strength_kind is None or is_of_own_exercises(workout):
            return None
        logged = logged_session(workout, self.equipment_on(workout.date))
        if logged is None and not workout.is_left(today):
            return None
        week, kind = self.place(workout)
        planned = workout.planned.sets
        planned_kg, is_sled_planned = main_load_kg(planned), sled_of(planned) is not None
        has_sled = bool(planned_kg)
        if logged is not None and workout.actual is not None:
            has_sled = logged.has_sled
            done = workout.actual.effort.sets
            if is_sled_planned and is_same_load(main_load_kg(done if sled_of(done) else planned), planned_kg):
                logged = replace(logged, rung=None)
        rungs = self.rungs_of(planned_kg, workout.date) if is_sled_planned else ()
        return LadderSession(workout.date, week, kind, has_sled, rungs, logged)


def read_ladder_table(book: Planbook, block: Block, *, is_slotted_again: bool = False) -> LadderTable | None:
    """Return what of a block's ladder does not depend on its log; None for a block whose options are not known.

    Args:
        book: The runner's file and clock.
        block: The block.
        is_slotted_again: Whether its coming sessions are placed again, so that the stored places are those of the past.
    """
    basis = read_dose_basis(block)
    if basis is None:
        return None
    slotting = quick.read_slotting(book.path, block.id)
    asked: dict[dt.date, StrengthKind] = {}
    if slotting:
        with reading_value(f"The slotting of block {block.id}", "answer", slotting[1]):
            placed: Sequence[dict[str, object]] = json.loads(slotting[1]).get("sessions", [])
            asked = {
                block.start + dt.timedelta(days=int(str(one["day"]))): StrengthKind(str(one["kind"])) for one in placed
            }
    if is_slotted_again:
        asked = {day: kind for day, kind in asked.items() if day < book.today}
    return LadderTable(block, basis.rows, basis.start_rung, basis.equipment, asked, basis.earlier_equipment)


def sled_of(sets: tuple[ExerciseSet, ...]) -> ExerciseSet | None:
    """Return the sled among sets; None without one."""
    return first_set(sets, Exercise.REVERSE_SLED_PUSH)


def is_same_load(one: float | None, other: float | None) -> bool:
    """Return whether two loads are the same but for rounding."""
    return one is other or (one is not None and other is not None and abs(one - other) <= _SAME_LOAD_KG)


@cache
def _loads_kg(equipment: Equipment) -> tuple[float | None, ...]:
    """Return the kilograms of each rung."""

    def load_kg(rung: int) -> float | None:
        kind = StrengthKind.HEAVY if rung >= FIRST_HEAVY_RUNG else StrengthKind.MODERATE
        sled = sled_of(_dose_at(kind, DOSE_TABLES[4][0], rung, equipment).effort.sets)
        return None if sled is None else sled.load_kg

    return tuple(map(load_kg, range(len(LOAD_LADDER))))


def _dose_at(kind: StrengthKind, row: DoseWeek, rung: int, equipment: Equipment) -> Dose:
    return session_dose(kind, replace(row, step=0), StrengthLevel.EXPERIENCED, equipment, start_rung=rung)
