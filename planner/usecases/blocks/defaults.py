"""The block options a runner starts from: body, sled, floor and level, and the load that the log leads to."""

from __future__ import annotations

import datetime as dt

from planner.store import quick
from planner.training.doses import ENTRY_RUNG, Equipment, equipment_of
from planner.training.load_ladder import LadderPosition, logged_session, next_ladder_position
from planner.training.safety_gates import pain_gates
from planner.training.strength_levels import EXPERIENCE_DAYS, level_from_log
from planner.training.workouts import StrengthLevel
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_runner, read_workouts

_LOG_PERIOD = dt.timedelta(weeks=12)


def default_options(book: Planbook) -> BlockOptions:
    """Return the options that follow from the runner's body, sled, floor and level, and from the logged sessions."""
    return book.cache.get(book.path, ("usual choices", book.today), lambda: _default_options(book))


def _default_options(book: Planbook) -> BlockOptions:
    with quick.read_snapshot(book.path):
        runner = read_runner(book)
        level = runner.level or estimate_level(book)
        equipment = equipment_of(runner)
        return BlockOptions(
            level=level,
            logged_start=start_from_log(book, level, equipment),
            easy_pace=runner.easy_pace_s_per_km,
            equipment=equipment,
        )


def start_from_log(book: Planbook, level: StrengthLevel, equipment: Equipment) -> LadderPosition | None:
    """Return the rung that the sessions of the last twelve weeks lead to; None when none of them had a load."""
    workouts = read_workouts(book, book.today - _LOG_PERIOD, book.today)
    log = [session for workout in workouts if (session := logged_session(workout, equipment)) is not None]
    if all(session.rung is None for session in log):
        return None
    gates = (gate for gate in pain_gates(workouts) if gate.blocks_progress and gate.applies_on(book.today))
    pain_text = next((gate.short_reason for gate in gates), "")
    return next_ladder_position(log, book.today, ENTRY_RUNG[level], pain_text=pain_text)


def estimate_level(book: Planbook) -> StrengthLevel:
    """Return experienced for at least three strength sessions done in the last 28 days, else novice."""
    recent = read_workouts(book, book.today - dt.timedelta(days=EXPERIENCE_DAYS), book.today)
    return level_from_log(recent, book.today)
