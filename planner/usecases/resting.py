"""A rest day put in or taken out: the days behind it move on or up until a gap, and no race ever moves with them."""

from __future__ import annotations

import datetime as dt

from planner.store import quick
from planner.training.arranging import DAY, may_give_way, moved, pushed
from planner.training.blocks import block_on
from planner.training.refusal import RefusedError
from planner.training.wording import asks_for_work, day_name
from planner.training.workouts import Sport, State, Workout
from planner.usecases.changes import Change
from planner.usecases.moving import HORIZON
from planner.usecases.planbook import Planbook
from planner.usecases.sleddays import minding_the_sled


def plan_rest(book: Planbook, day: dt.date) -> Change:
    """Rest on a day that has work, or take the rest out of one that has none.

    Put in: the day's workouts and those behind it go a day on, up to the next gap, whose own rest day is used up.
    Taken out: the days behind it come a day closer, up to the next gap, which is then a day longer.

    Raises:
        RefusedError: The day is past, something done stands there, a race would have to move, or there is nothing to
            bring closer.
    """
    here = quick.read_days(book.path, day, day)
    done = next((workout for workout in here if asks_for_work(workout) and workout.state is not State.PLANNED), None)
    if done is not None:
        raise RefusedError(f"{done.title or done.sport.value} on {day_name(day)} is {done.state}, and stays.")
    held = next((workout for workout in here if workout.locked and asks_for_work(workout)), None)
    if held is not None:
        raise RefusedError(f"{held.title or held.sport.value} on {day_name(day)} is locked; unlock it first.")
    if day < book.today:
        raise RefusedError(f"{day_name(day)} is past; a rest day is put in or taken out from today on.")
    change = _put_in(book, day) if any(map(asks_for_work, here)) else _take_out(book, day)
    return minding_the_sled(book, change)


def _put_in(book: Planbook, day: dt.date) -> Change:
    ahead = quick.read_days(book.path, day, day + HORIZON)
    changed = pushed(filter(may_give_way, ahead), day)
    gap = max(workout.date for workout in changed)
    remark = f"{_go_on(len({workout.date for workout in changed}))} on to {day_name(gap)}."
    rests = [workout for workout in ahead if workout.date == gap and workout.sport is Sport.REST]
    if rests:  # the rest that was there comes forward: there are as many as before
        changed, added = (*changed, moved(rests[0], day)), []
    else:
        block = block_on(quick.read_blocks(book.path), day)
        added = [Workout(day, Sport.REST, None, "Rest", block_id=block.id if block else None)]
    return Change(f"rest: put in on {day_name(day)}", changed, tuple(added), tuple(rests[1:]), remarks=(remark,))


def _take_out(book: Planbook, day: dt.date) -> Change:
    ahead = quick.read_days(book.path, day, day + HORIZON)
    changed = pushed(filter(may_give_way, ahead), day + DAY, by=-1)
    if not changed:
        raise RefusedError(f"Nothing stands behind {day_name(day)} that could come a day closer.")
    gap = max(workout.date for workout in changed) + DAY
    rests = tuple(moved(workout, gap) for workout in ahead if workout.date == day and workout.sport is Sport.REST)
    remark = f"The days up to {day_name(gap)} come closer."
    return Change(f"rest: taken out on {day_name(day)}", (*changed, *rests), remarks=(remark,))


def _go_on(days: int) -> str:
    return "1 day goes" if days == 1 else f"{days} days go"
