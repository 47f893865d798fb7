"""The weeks under review: read from the runner's file, and held as plain values for picture, table and words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add

from planner.text import clean_line
from planner.training.blocks import Block
from planner.training.progress import Adherence, WeekProgress
from planner.training.races import Unit
from planner.training.totals import Totals, totals
from planner.training.weeks import DAY
from planner.training.wording import asks_for_work
from planner.training.workouts import Status
from planner.tui.progress.figures import Amount, Figure, ReviewedWeek
from planner.usecases.planbook import Planbook
from planner.usecases.progress import Reviewed, review
from planner.usecases.queries import read_blocks


@dataclass(frozen=True, slots=True)
class Review:
    """Some weeks.

    Attributes:
        weeks: Oldest first, today's last; at least one.
        today: Today.
        unit: What distances are shown in.
        planned: Whether the file holds any block.
    """

    weeks: tuple[ReviewedWeek, ...]
    today: dt.date
    unit: Unit = Unit.KM
    planned: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether none of the weeks holds anything."""
        return all(week.is_empty for week in self.weeks)

    def amounts(self, figure: Figure) -> list[Amount | None]:
        """A figure week by week."""
        return [figure.amount(week) for week in self.weeks]

    def sum_of(self, figure: Figure) -> Amount | None:
        """A figure over all weeks; None where weeks do not add up to anything."""
        known = [amount for amount in self.amounts(figure) if amount is not None]
        return reduce(add, known) if figure.adds and known else None

    def find(self, day: dt.date) -> int:
        """The place of the week a day lies in; the nearest where it lies outside."""
        place = (day - self.weeks[0].progress.start).days // 7
        return min(max(place, 0), len(self.weeks) - 1)


def read_review(book: Planbook, weeks: int) -> Review:
    """Read the last ``weeks`` weeks.

    Raises:
        RefusedError: The file cannot be read.
    """
    return arrange(review(book, weeks), read_blocks(book), book.today)


def arrange(reviewed: Reviewed, blocks: Sequence[Block], today: dt.date) -> Review:
    """Put the weeks together with what is still ahead in the last of them, and with their places in their blocks."""
    *past, this = (_week(week, blocks) for week in reviewed.weeks)
    ahead = [item for item in reviewed.this_week if item.status(today) is Status.PLANNED]
    this = replace(
        this,
        ahead=totals(ahead, today).strength,
        is_empty=this.is_empty and not any(asks_for_work(item) for item in ahead),
    )
    return Review((*past, this), today, reviewed.athlete.unit, bool(blocks))


def _week(week: WeekProgress, blocks: Sequence[Block]) -> ReviewedWeek:
    empty = week.totals == Totals() and week.adherence == Adherence() and not week.load_au
    return ReviewedWeek(week, place=place_in_block(blocks, week.start), is_empty=empty)


def place_in_block(blocks: Sequence[Block], start: dt.date) -> str:
    """``week 5 of 16, build`` for a week that a block has days in; of the block begun last where there are several."""
    for day in (start + DAY * number for number in range(7)):
        held = [block for block in blocks if block.holds(day)]
        if held:
            block = max(held, key=lambda one: one.start)
            phase = block.phase_on(day)
            words = f"week {block.week_of(day)} of {block.weeks}"
            return f"{words}, {clean_line(phase, 20)}" if phase else words
    return ""
