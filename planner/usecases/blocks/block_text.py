"""A block as text: its workouts as they stand in the calendar, each week with its dates, what must stay marked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from planner.exchange.plantext import PlanLines, read_plan_lines
from planner.exchange.planwriting import Margin, write_plan
from planner.store import quick
from planner.text import clean_line
from planner.training.blocks import Block
from planner.training.plans import PlanEntry, RunPlan
from planner.training.weeks import DAY, WEEK
from planner.training.wording import day_name
from planner.training.workouts import Sport, State, Status, Workout
from planner.usecases.calendar.shift import find_block
from planner.usecases.planbook import Planbook

_TOP = (
    "Change a line, take it out, add one, or give it another day: all of it is one step, which undo takes back.",
    "What is marked done, skipped, missed or past stays as it is.",
)


def text_of(book: Planbook, block: Block) -> str:
    """The block as it stands in the calendar, in the plan's text form, its weeks with their dates."""
    return Standing.of(book, block).text


def fate_beside(item: Workout, today: dt.date) -> str:
    """Why a workout's line must stay: ``done``, ``skipped``, ``missed`` or ``past``; empty where it need not."""
    status = item.status(today)
    if item.actual is not None or status in (Status.DONE, Status.UNPLANNED):
        return "done"
    if status in (Status.SKIPPED, Status.MISSED):
        return status.value
    return "past" if item.date < today else ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A block as it stands.

    Attributes:
        block: The block.
        items: What each line of the text stands for, in order; None for a rest that only says that a day is empty.
        text: The text.
    """

    block: Block
    items: tuple[Workout | None, ...]
    text: str

    @classmethod
    def of(cls, book: Planbook, block: Block) -> Standing:
        """A block as it stands now, whatever is known of it."""
        with quick.one_look(book.path):
            block = find_block(book, block.id)
            own = [item for item in quick.read_days(book.path, block.start, block.last) if item.block_id == block.id]
        taken = {item.date for item in own}
        days = (block.start + DAY * number for number in range(block.days))
        rows: list[tuple[dt.date, Workout | None]] = [(item.date, item) for item in own]
        rows += [(day, None) for day in days if day not in taken]
        rows.sort(key=lambda row: row[0])
        items = tuple(item for _, item in rows)
        return cls(block, items, write_plan(_plan(block, rows), _margin(block, items, book.today)))

    def read(self) -> PlanLines:
        """The text, as it reads back."""
        return read_plan_lines(self.text, clean_line(self.block.name), self.block.start.weekday())


def _plan(block: Block, rows: list[tuple[dt.date, Workout | None]]) -> RunPlan:
    race = None if block.race_date is None or not block.holds(block.race_date) else block.race_date
    return RunPlan(
        name=block.name,
        unit=block.unit,
        days=block.days,
        entries=tuple(_entry(day, item, block) for day, item in rows),
        race_day=None if race is None else (race - block.start).days,
        race_distance=block.race_distance,
        phases=block.phases,
        source=block.source,
    )


def _entry(day: dt.date, item: Workout | None, block: Block) -> PlanEntry:
    number = (day - block.start).days
    if item is None:
        return PlanEntry(number, Sport.REST, None, "Rest")
    asked = item.planned
    if item.actual is not None and item.state is State.UNPLANNED:
        asked = item.actual.effort
    elif item.estimated:
        asked = replace(
            asked,
            distance_m=None if "distance_m" in item.estimated else asked.distance_m,
            duration_s=None if "duration_s" in item.estimated else asked.duration_s,
        )
    return PlanEntry(number, item.sport, item.kind, item.title, item.slot, asked, item.note)


def _margin(block: Block, items: tuple[Workout | None, ...], today: dt.date) -> Margin:
    firsts = [block.start + WEEK * number for number in range(block.weeks)]
    return Margin(
        top=(f"{block.name}, {_span(block.start, block.last)}", *_TOP),
        weeks=[_span(first, min(first + 6 * DAY, block.last)) for first in firsts],
        entries=["" if item is None else fate_beside(item, today) for item in items],
        weekdays=block.start.weekday() == 0,
    )


def _span(first: dt.date, last: dt.date) -> str:
    return f"{day_name(first)} to {day_name(last)} {last.year}"
