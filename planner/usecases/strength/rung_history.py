"""The history of a block's rungs: for each week the load that was planned and the one that was done, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from planner.store import quick
from planner.text import count_word
from planner.training.blocks import Block
from planner.training.formatting import format_number
from planner.training.ladder_weeks import LadderWeek
from planner.training.leg_load import is_of_own_exercises
from planner.training.load_ladder import main_load_kg
from planner.training.weeks import WEEK
from planner.training.workouts import StrengthKind, Workout
from planner.usecases.planbook import Planbook
from planner.usecases.strength.block_ladder import LadderTable, read_ladder_table


@dataclass(frozen=True, slots=True)
class RungOfWeek:
    """The sled load of one kind of session in one week of a block.

    Attributes:
        block_id: The block's number.
        week: The week, counted from 1.
        first_day: Its first day.
        kind: The kind of session that the block asks for.
        table_rung: The rung of the table, from 0.
        planned_rung: The rung that was planned.
        planned_kg: The load that most metres were planned at, in kilograms, or None without a sled.
        done_rung: The highest rung that was done, or None.
        done_kg: The load that most metres were done at, the heaviest of several sessions, in kilograms, or None.
        why: Why it is that rung, in a sentence.
    """

    block_id: int
    week: int
    first_day: dt.date
    kind: StrengthKind
    table_rung: int
    planned_rung: int
    planned_kg: float | None
    done_rung: int | None
    done_kg: float | None
    why: str

    @property
    def text(self) -> str:
        """The week in a line: ``Week 3, moderate: rung 6 planned (39.5 kg), rung 6 done (39.5 kg). ...``."""
        planned = f"rung {self.planned_rung + 1} planned ({format_number(self.planned_kg or 0)} kg)"
        done = "not done yet"
        if self.done_rung is not None and self.done_kg is not None:
            done = f"rung {self.done_rung + 1} done ({format_number(self.done_kg)} kg)"
        return f"Week {self.week}, {self.kind}: {planned}, {done}. {self.why}"


def read_rungs(book: Planbook, first: dt.date, last: dt.date) -> list[RungOfWeek]:
    """Return the rungs of the weeks of blocks that begin from one day to another, by week; without a log none.

    Raises:
        RefusedError: The file cannot be read.
    """
    with quick.read_snapshot(book.path):
        blocks = [one for one in quick.read_blocks(book.path) if one.start <= last and first <= one.last_day]
        found = [rung for block in blocks for rung in read_block_rungs(book, block)]
    return [rung for rung in found if first <= rung.first_day <= last]


def read_block_rungs(book: Planbook, block: Block) -> list[RungOfWeek]:
    """Return the rungs of a block up to next week; none before its first sled is logged."""
    table = read_ladder_table(book, block)
    if table is None:
        return []
    workouts = quick.read_days(book.path, block.start, block.last_day)
    weeks = table.weeks(table.sessions(workouts, book.today))
    if all(week.done_rung is None for week in weeks.values()):
        return []
    until = block.week_index(book.today) + 1
    return [
        _rung_of_week(table, week, workouts)
        for (number, _), week in sorted(weeks.items(), key=lambda one: one[0][0])
        if number <= until and week.row.rounds
    ]


def _rung_of_week(table: LadderTable, week: LadderWeek, workouts: Iterable[Workout]) -> RungOfWeek:
    sessions = [
        workout
        for workout in workouts
        if workout.kind in list(StrengthKind)
        and not is_of_own_exercises(workout)
        and table.place(workout) == (week.number, week.kind)
    ]
    done = [main_load_kg(one.actual.effort.sets) for one in sessions if one.actual is not None]
    planned = [main_load_kg(one.planned.sets) for one in sessions]
    planned_kg = max((load for load in planned if load is not None), default=None)
    day = max((one.date for one in sessions), default=table.block.start + WEEK * week.number)
    planned_rung = _planned_rung(table, week, planned_kg, day)
    return RungOfWeek(
        block_id=table.block.id,
        week=week.number + 1,
        first_day=table.block.start + WEEK * week.number,
        kind=week.kind,
        table_rung=week.table_rung,
        planned_rung=planned_rung,
        planned_kg=planned_kg,
        done_rung=week.done_rung,
        done_kg=max((load for load in done if load is not None), default=None),
        why=_why(week, planned_rung),
    )


def _planned_rung(table: LadderTable, week: LadderWeek, planned_kg: float | None, day: dt.date) -> int:
    """Return the rung of the load that was planned, which may be another than the log gives.

    Sessions that were marked done long after their day, or whose load a person has set, did not follow the log.
    """
    rungs = table.rungs_of(planned_kg, day)
    return min(rungs, key=lambda rung: abs(rung - week.planned_rung), default=week.planned_rung)


def _why(week: LadderWeek, planned_rung: int) -> str:
    above = planned_rung - week.table_rung
    if planned_rung != week.planned_rung:
        return f"By the log it would be rung {week.planned_rung + 1}." if above else "As the table plans."
    if not above:
        return f"{week.why}." if week.why else "As the table plans."
    where = f"{count_word(abs(above), 'rung')} {'above' if above > 0 else 'below'} the table"
    return f"{week.why}: {where}." if week.why else f"It goes on from the week before, {where}."
