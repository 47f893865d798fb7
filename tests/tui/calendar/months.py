"""Months of given workouts, without a file and a screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from planner.training.blocks import Block
from planner.training.races import Unit
from planner.training.workouts import Workout
from planner.tui.calendar.view import CalendarView, ViewKind, Window, arrange_weeks, visible_days
from planner.tui.theme import UNICODE, Glyphs


def month_view(
    month: dt.date,
    workouts: Iterable[Workout],
    blocks: Sequence[Block],
    today: dt.date,
    *,
    week_start: int = 0,
    unit: Unit = Unit.KM,
    glyphs: Glyphs = UNICODE,
    month_count: int = 1,
) -> CalendarView:
    """The workouts, in calendar order, of the weeks that touch a month."""
    window = Window(ViewKind.MONTH, *visible_days(month, week_start, month_count), month, month_count)
    return arrange_weeks(window, workouts, blocks, today)._replace(unit=unit, glyphs=glyphs)
