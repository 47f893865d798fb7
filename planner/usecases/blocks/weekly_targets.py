"""The sessions of each kind that a block asks for in each week, in no more time than the running takes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from planner.text import join_words
from planner.training.blocks import Block
from planner.training.day_rules import ASSUMED_RUN_MINUTES
from planner.training.dose_tables import DoseWeek
from planner.training.plan_summary import usual_run_days
from planner.training.safety_gates import Gate, limit_sessions_by_gates
from planner.training.weekly_sessions import WeeklySessions, limit_minutes, sessions_of_week
from planner.training.workouts import Sport, Workout
from planner.usecases.blocks.options import BlockOptions


def count_run_days(runs: Iterable[Workout], start: dt.date, race_week: int | None) -> int | None:
    """Return on how many days a usual week runs; None without a run."""
    dates = {run.date for run in runs if run.sport is Sport.RUN}
    return usual_run_days(dates, start, race_week) if dates else None


def weekly_targets(
    block: Block,
    options: BlockOptions,
    weeks: Sequence[DoseWeek],
    runs: Iterable[Workout],
    gates: Iterable[Gate] = (),
    *,
    within_running: bool = False,
) -> tuple[WeeklySessions, ...]:
    """Return the sessions that each week of a block asks for.

    Args:
        block: The block's dates.
        options: What the runner asks for.
        weeks: The dose table's row for each week.
        runs: The runs of the block.
        gates: The safety gates; a week does not ask for sessions that a gate rules out all week.
        within_running: Whether strength takes no more time than the running of its week: light sessions are left out
            first, then moderate ones.
    """
    gates, seconds = tuple(gates), _running_seconds(block, runs)
    targets = []
    for number, week in enumerate(weeks):
        first = block.start + dt.timedelta(days=7 * number)
        sessions = sessions_of_week(options.target_doses, week, options.level, options.start_rung)
        sessions = limit_sessions_by_gates(sessions, gates, first, min(first + dt.timedelta(days=6), block.last_day))
        targets.append(limit_minutes(sessions, seconds[number] / 60) if within_running else sessions)
    return tuple(targets)


def running_remark(all_targets: Sequence[WeeklySessions], targets: Sequence[WeeklySessions]) -> str:
    """Return a sentence on the weeks with less strength than usual for want of running; empty where none has.

    Args:
        all_targets: The sessions of each week without regard to the running.
        targets: The sessions that are left within it.
    """
    weeks = [str(number) for number, pair in enumerate(zip(all_targets, targets, strict=True), 1) if pair[0] != pair[1]]
    if not weeks:
        return ""
    which = f"Weeks {join_words(weeks)} have" if len(weeks) > 1 else f"Week {weeks[0]} has"
    return f"{which} less strength than usual, so that it takes no more time than the running."


def _running_seconds(block: Block, runs: Iterable[Workout]) -> defaultdict[int, float]:
    seconds: defaultdict[int, float] = defaultdict(float)
    for run in runs:
        if run.sport is Sport.RUN and block.contains(run.date) and run.skip_reason is None:
            seconds[block.week_index(run.date)] += run.planned.duration_s or ASSUMED_RUN_MINUTES * 60
    return seconds
