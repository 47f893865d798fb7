"""The tables as SQLModel sees them: mapped onto the schema that the migrations make, never the other way round.

SQLModel checks nothing when it stores a row and cannot write STRICT tables or our rules, so nothing is created from
these classes; a test holds them against the schema. Dates are the text they are stored as: `planner.store.rows` turns
rows into the domain's values.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Integer
from sqlmodel import Field, SQLModel


def _version_column() -> Column[int]:
    return Column("version", Integer, nullable=False)


def _version_check(version: Column[int]) -> dict[str, Any]:
    """Mapper settings that put the version read into the WHERE of every UPDATE; the repository raises it itself."""
    return {"version_id_col": version, "version_id_generator": False}


_ATHLETE_VERSION, _BLOCK_VERSION, _ITEM_VERSION, _ABSENCE_VERSION, _ACCEPTANCE_VERSION = (
    _version_column() for _ in range(5)
)


class RunnerRow(SQLModel, table=True):
    """The one runner."""

    __tablename__ = "athlete"
    __mapper_args__ = _version_check(_ATHLETE_VERSION)

    id: int = Field(default=1, primary_key=True)
    body_mass_kg: float | None = None
    sled_kg: float | None = None
    floor: str | None = None
    level: str | None = None
    easy_pace_s_per_km: float | None = None
    unit: str = "km"
    week_start: int = 0
    version: int = Field(default=1, sa_column=_ATHLETE_VERSION)
    screening: str | None = None


class BlockRow(SQLModel, table=True):
    """A training block."""

    __tablename__ = "block"
    __mapper_args__ = _version_check(_BLOCK_VERSION)

    id: int = Field(default=None, primary_key=True)
    name: str
    start: str
    days: int
    race_date: str | None = None
    race_distance: str | None = None
    priority: str | None = None
    level: str
    unit: str
    source: str = ""
    phases: str = "[]"
    created: str
    version: int = Field(default=1, sa_column=_BLOCK_VERSION)
    choices: str | None = None


class ItemRow(SQLModel, table=True):
    """One item of the calendar."""

    __tablename__ = "item"
    __mapper_args__ = _version_check(_ITEM_VERSION)

    id: int = Field(default=None, primary_key=True)
    block_id: int | None = Field(default=None, foreign_key="block.id", ondelete="CASCADE")
    date: str
    slot: str | None = None
    start: str | None = None
    sport: str
    kind: str | None = None
    title: str
    note: str = ""
    planned_distance_m: float | None = None
    planned_duration_s: int | None = None
    planned_rpe: float | None = None
    estimated: str = ""
    state: str = "planned"
    skip_reason: str | None = None
    original_date: str | None = None
    locked: int = 0
    reason: str | None = None
    actual_distance_m: float | None = None
    actual_duration_s: int | None = None
    actual_rpe: float | None = None
    actual_note: str | None = None
    actual_source: str | None = None
    version: int = Field(default=1, sa_column=_ITEM_VERSION)
    actual_pain: int | None = None
    replaced_by: int | None = Field(default=None, foreign_key="item.id", ondelete="SET NULL")
    actual_pain_next: int | None = None


class ExerciseSetRow(SQLModel, table=True):
    """Some rounds of one exercise, planned or done."""

    __tablename__ = "exercise_set"

    id: int = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id", ondelete="CASCADE")
    part: str
    position: int
    exercise: str
    rounds: int
    distance_m: float | None = None
    load_kg: float | None = None
    hold_s: int | None = None
    knee_angle_deg: int | None = None
    squeeze: int = 0


class AbsenceRow(SQLModel, table=True):
    """Some days without training, or a day of soreness or short nights."""

    __tablename__ = "absence"
    __mapper_args__ = _version_check(_ABSENCE_VERSION)

    id: int = Field(default=None, primary_key=True)
    kind: str
    first: str
    last: str
    note: str = ""
    version: int = Field(default=1, sa_column=_ABSENCE_VERSION)
    soreness: int | None = None


class AcceptanceRow(SQLModel, table=True):
    """A finding that the runner has accepted."""

    __tablename__ = "acceptance"
    __mapper_args__ = _version_check(_ACCEPTANCE_VERSION)

    id: int = Field(default=None, primary_key=True)
    block_id: int | None = Field(default=None, foreign_key="block.id", ondelete="CASCADE")
    code: str
    date: str | None = None
    note: str = ""
    version: int = Field(default=1, sa_column=_ACCEPTANCE_VERSION)


class SlottingRow(SQLModel, table=True):
    """The slotting problem and answer a block was made with."""

    __tablename__ = "slotting"

    block_id: int = Field(primary_key=True, foreign_key="block.id", ondelete="CASCADE")
    problem: str
    answer: str
