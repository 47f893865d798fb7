"""The tables that the repository edits through SQLModel, as mapped classes.

The migrations make the tables, never these classes: SQLModel cannot write STRICT tables or the CHECK rules, and checks
nothing when it stores a row. A test compares the classes with the schema. Columns hold what SQLite stores (a date is
text); `planner.store.block_rows` converts rows to values of `planner.training`. Workouts have no class here: they are
written by `planner.store.workout_table`, which must work without SQLModel.
"""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class RunnerRow(SQLModel, table=True):
    """The one runner."""

    __tablename__ = "athlete"

    id: int = Field(default=1, primary_key=True)
    body_mass_kg: float | None = None
    sled_kg: float | None = None
    floor: str | None = None
    level: str | None = None
    easy_pace_s_per_km: float | None = None
    unit: str
    week_start: int
    version: int = 1
    screening: str | None = None
    birth_year: int | None = None
    zone: str | None = None


class BlockRow(SQLModel, table=True):
    """A training block."""

    __tablename__ = "block"

    id: int = Field(default=None, primary_key=True)
    name: str
    start: str
    days: int
    race_date: str | None = None
    race_distance: str | None = None
    priority: str | None = None
    level: str
    unit: str
    source: str
    phases: str
    created: str
    version: int = 1
    choices: str | None = None


class AbsenceRow(SQLModel, table=True):
    """Some days without training, or a day of soreness or after a short night."""

    __tablename__ = "absence"

    id: int = Field(default=None, primary_key=True)
    kind: str
    first: str
    last: str
    note: str
    version: int = 1
    soreness: int | None = None


class AcceptanceRow(SQLModel, table=True):
    """A finding that the runner has accepted."""

    __tablename__ = "acceptance"

    id: int = Field(default=None, primary_key=True)
    block_id: int | None = Field(default=None, foreign_key="block.id", ondelete="CASCADE")
    code: str
    date: str | None = None
    note: str
    version: int = 1


class BusyTimeRow(SQLModel, table=True):
    """A part of a day that another calendar of the runner fills."""

    __tablename__ = "busy_time"

    id: int = Field(default=None, primary_key=True)
    date: str
    start_minute: int
    end_minute: int
    runs: int = 0
    version: int = 1


class ExerciseRow(SQLModel, table=True):
    """An exercise of the runner's own."""

    __tablename__ = "exercise"

    id: int = Field(default=None, primary_key=True)
    name: str
    measure: str
    leg_load: str
    version: int = 1


class SlottingRow(SQLModel, table=True):
    """The slotting problem and answer a block was made with, as JSON."""

    __tablename__ = "slotting"

    block_id: int = Field(primary_key=True, foreign_key="block.id", ondelete="CASCADE")
    problem: str
    answer: str
