"""Conversion between the one row of ``athlete`` and the runner, with little to load: every list asks for the unit."""

from __future__ import annotations

from collections.abc import Sequence

from planner.store import column_values
from planner.store.row_values import TableReader, json_text, member_of, read_text, real_number, whole_number
from planner.training.races import Unit
from planner.training.workouts import StrengthLevel

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

    from planner.training.blocks import Runner

RUNNERS = TableReader(
    "The runner",
    {
        "body_mass_kg": real_number(0.001, 500),
        "sled_kg": real_number(0, 1000),
        "floor": read_text,
        "level": member_of(StrengthLevel),
        "easy_pace_s_per_km": real_number(60, 3600),
        "unit": member_of(Unit),
        "week_start": whole_number(0, 6),
        "screening": json_text(),
        "birth_year": whole_number(1900, 2100),
        "zone": read_text,
        "version": whole_number(1),
    },
    optional={
        *("body_mass_kg", "sled_kg", "floor", "level", "easy_pace_s_per_km", "screening", "birth_year", "zone"),
    },
)
RUNNER_COLUMNS = RUNNERS.columns
USUAL_UNIT, USUAL_WEEK_START = Unit.KM, 0
"""Of a runner who has said nothing, as `Runner` has them."""


def runner_from_row(row: Sequence[Any] | None) -> Runner:
    """Convert the one row, in the order of `RUNNER_COLUMNS`; None gives a runner of whom nothing is known.

    Raises:
        DamagedRowError: A value is one that the planner never stores.
    """
    from planner.training.blocks import Runner  # here: `planner today` asks for a unit, and for no runner

    if row is None:
        return Runner()
    return Runner(**dict(zip(RUNNER_COLUMNS, RUNNERS.read(row), strict=True)))


def runner_to_row(runner: Runner) -> dict[str, Any]:
    """Convert the runner's data to its row: all columns but ``id`` and ``version``.

    Raises:
        RefusedError: A text cannot be stored, or a number is too large or none.
    """
    return {
        "body_mass_kg": column_values.round_real("body_mass_kg", runner.body_mass_kg),
        "sled_kg": column_values.round_real("sled_kg", runner.sled_kg),
        "floor": column_values.check_text("floor", runner.floor),
        "level": column_values.enum_text(runner.level),
        "easy_pace_s_per_km": column_values.round_real("easy_pace_s_per_km", runner.easy_pace_s_per_km),
        "unit": runner.unit.value,
        "week_start": column_values.check_integer("week_start", runner.week_start),
        "screening": column_values.check_text("screening", runner.screening),
        "birth_year": None
        if runner.birth_year is None
        else column_values.check_integer("birth_year", runner.birth_year),
        "zone": column_values.check_text("zone", runner.zone),
    }
