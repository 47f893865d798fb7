"""What a new block meets on its days: workouts that are there already, and what the two break together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from planner.invocation import program
from planner.store import quick
from planner.text import format_count
from planner.training.formatting import count_workouts_text, format_day
from planner.training.weeks import DAY
from planner.training.workouts import Sport, StoredStatus, Workout
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook


def overlap_remarks(book: Planbook, draft: Draft, existing: Sequence[Workout]) -> Iterator[str]:
    """Yield how many workouts the days of a new block hold already, what the two break together, and the ways out.

    Args:
        book: The runner's file, clock and settings.
        draft: The new block.
        existing: The workouts that its days hold already.

    Raises:
        RefusedError: The file or the settings cannot be read.
    """
    ahead = [one for one in existing if one.date >= book.today and one.status is StoredStatus.PLANNED]
    trained = [one for one in existing if one.is_training]
    if not trained:
        return
    block = draft.block
    are = "is" if len(trained) == 1 else "are"
    yield (
        f"{count_workouts_text(trained)} {are} already between {format_day(block.start)} and "
        f"{format_day(block.last_day)}; they stay, next to the new ones."
    )
    sessions = sum(one.sport is Sport.STRENGTH for one in ahead)
    if sessions and any(one.sport is Sport.STRENGTH for one in draft.workouts):
        yield f"{format_count(sessions, 'strength session')} there count for it; it adds only what they leave room for."
    elif sessions:
        yield f"{format_count(sessions, 'strength session')} there count for it; it adds none."
    crowded = [*_crowded_days(ahead, draft.workouts)]
    if crowded:
        yield f"Together the two have {' and '.join(crowded)}."
    yield _broken_text(book, draft)
    numbers = {one.block_id for one in ahead}
    blocks = [one for one in quick.read_blocks(book.path) if one.id in numbers and one.last_day >= book.today]
    if blocks:
        last = max(blocks, key=lambda one: one.last_day)
        yield (
            f"To have only one of them: undo takes the new one back, and a start from "
            f"{format_day(last.last_day + DAY)} on comes after {last.name}."
        )


def _crowded_days(ahead: Iterable[Workout], new: Iterable[Workout]) -> Iterator[str]:
    """Yield how many days have runs of both, or two races."""
    before, after = _runs_by_day(ahead), _runs_by_day(new)
    both = [day for day in before if day in after]
    races = [day for day in both if any(one.is_race for one in before[day]) and any(one.is_race for one in after[day])]
    others = len(both) - len(races)
    if others:
        yield f"{format_count(others, 'day')} with runs of both"
    if races:
        yield f"{format_count(len(races), 'day')} with two races ({', '.join(map(format_day, races[:3]))})"


def _runs_by_day(workouts: Iterable[Workout]) -> dict[dt.date, list[Workout]]:
    by_day: dict[dt.date, list[Workout]] = {}
    for workout in workouts:
        if workout.sport is Sport.RUN:
            by_day.setdefault(workout.date, []).append(workout)
    return by_day


def _broken_text(book: Planbook, draft: Draft) -> str:
    """Say how many sessions, and weeks as a whole, break a hard rule that was kept before."""
    from planner.usecases.strength.newly_broken import find_newly_broken  # it needs the finished block

    change = Change("", added=draft.workouts)
    broken = find_newly_broken(book, change, with_places=False, new_block=(draft.block, draft.problem))
    sessions = sum(one.session is not None for one in broken)
    weeks = len(broken) - sessions
    if not broken:
        return "The two together break no hard rule of strength."
    parts = [f"{format_count(sessions, 'strength session')}"] * bool(sessions)
    parts += [f"{format_count(weeks, 'week')} with too much strength"] * bool(weeks)
    return f"The two together break a hard rule in {' and in '.join(parts)}; {program()} lint names them."
