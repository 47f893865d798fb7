"""The weeks of a block, or of some days, as a page has them: what is in each, and what a page says of a workout."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from planner.text import clean_line
from planner.training.blocks import Block
from planner.training.formatting import (
    format_amounts,
    format_day,
    format_day_and_year,
    format_number,
    format_sets,
    workout_title,
)
from planner.training.races import Unit
from planner.training.totals import Totals, sum_totals
from planner.training.week_charts import Amount
from planner.training.weeks import DAY, WEEK, first_day_of_week
from planner.training.workout_names import has_own_title
from planner.training.workouts import AS_PLANNED, DayStatus, Effort, Workout


@dataclass(frozen=True, slots=True)
class PageWeek:
    """A week of a page.

    Attributes:
        first: Its first day on the page.
        last: Its last day on the page.
        number: Its number in the block, from 1; None outside of it.
        phase: The phase that it begins in; may be empty.
        workouts: Its workouts in calendar order.
        totals: Their totals.
        afterwards: The totals of those that were made once their day was over, and are not marked.
        left: The totals of those that are still ahead.
    """

    first: dt.date
    last: dt.date
    number: int | None
    phase: str
    workouts: tuple[Workout, ...]
    totals: Totals
    afterwards: Totals
    left: Totals

    @property
    def days(self) -> Sequence[tuple[dt.date, tuple[Workout, ...]]]:
        """Its days, each with its workouts, of which there may be none."""
        by_day = {day: tuple(of_day) for day, of_day in groupby(self.workouts, key=lambda workout: workout.date)}
        days = (self.first + DAY * number for number in range((self.last - self.first).days + 1))
        return [(day, by_day.get(day, ())) for day in days]

    @property
    def dates(self) -> str:
        """Its first and last day in words: ``25 to 31 Jan``, ``29 Mar to 4 Apr``."""
        first = f"{self.first.day}" if self.first.month == self.last.month else f"{self.first.day} {self.first:%b}"
        last = f"{self.last.day} {self.last:%b}"
        return last if self.first == self.last else f"{first} to {last}"

    @property
    def running(self) -> Amount:
        """Its running in metres."""
        run = self.totals.run
        return Amount(run.done_m, run.planned_m, run.left_m, made_afterwards=self.afterwards.run.planned_m)

    @property
    def sessions(self) -> Amount:
        """Its strength sessions."""
        strength, afterwards = self.totals.strength, self.afterwards.strength.planned_sessions
        done, left = strength.done_sessions, strength.left_sessions
        return Amount(done, strength.planned_sessions, left, made_afterwards=afterwards)

    @property
    def sled(self) -> Amount:
        """Its metres with the sled."""
        strength, afterwards = self.totals.strength, self.afterwards.strength.sled_m_planned
        left = self.left.strength.sled_m_planned
        return Amount(strength.sled_m_done, strength.sled_m_planned, left, made_afterwards=afterwards)

    @property
    def wall_sit(self) -> Amount:
        """Its seconds of wall sit."""
        strength, afterwards = self.totals.strength, self.afterwards.strength.wall_sit_s_planned
        left = self.left.strength.wall_sit_s_planned
        return Amount(strength.wall_sit_s_done, strength.wall_sit_s_planned, left, made_afterwards=afterwards)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is about.

    Attributes:
        title: Its title, a clean line.
        first: The first day.
        last: The last day.
        race_date: The day of the goal race, where it is one of these days, else None.
        weeks: The weeks, in order.
        first_weekday: The weekday that its weeks begin on, Monday 0 to Sunday 6.
        today: The day that done, missed and ahead are as of.
        unit: The unit of distances.
    """

    title: str
    first: dt.date
    last: dt.date
    race_date: dt.date | None
    weeks: tuple[PageWeek, ...]
    first_weekday: int
    today: dt.date
    unit: Unit

    @property
    def dates(self) -> str:
        """Its days in words: ``Mon 25 Jan to Sun 18 Apr 2027``."""
        is_one_year = self.first.year == self.last.year
        first = format_day(self.first) if is_one_year else format_day_and_year(self.first)
        last = format_day_and_year(self.last)
        return last if self.first == self.last else f"{first} to {last}"

    @property
    def has_left(self) -> bool:
        """Whether something is still ahead."""
        return self.last >= self.today


def page_of_block(
    block: Block,
    workouts: Iterable[Workout],
    days: tuple[dt.date | None, dt.date | None],
    today: dt.date,
    unit: Unit,
) -> Page:
    """Return the page of a block.

    Args:
        block: The block; its weeks count from its first day.
        workouts: Those of its workouts that are wanted, in calendar order; some may be outside its days.
        days: The first and the last day that are wanted; None for where the block begins or ends.
        today: Today.
        unit: The unit of distances.
    """
    workouts = tuple(workouts)
    first = days[0] or min([block.start, *(one.date for one in workouts)])
    last = days[1] or max([block.last_day, *(one.date for one in workouts)])
    race = block.race_date if block.race_date is not None and first <= block.race_date <= last else None
    begin = block.start + WEEK * block.week_index(first)
    weeks = _weeks(workouts, begin, (first, last), today, block)
    return Page(clean_line(block.name) or f"Block {block.id}", first, last, race, weeks, begin.weekday(), today, unit)


def page_of_days(
    workouts: Iterable[Workout], days: tuple[dt.date, dt.date], today: dt.date, unit: Unit, week_start: int
) -> Page:
    """Return the page of some days, whatever block their workouts are of.

    Args:
        workouts: The workouts of these days in calendar order.
        days: The first and the last day.
        today: Today.
        unit: The unit of distances.
        week_start: The weekday that weeks begin on, Monday 0 to Sunday 6.
    """
    weeks = _weeks(tuple(workouts), first_day_of_week(days[0], week_start), days, today, None)
    return Page("Training", *days, None, weeks, week_start, today, unit)


def _weeks(
    workouts: tuple[Workout, ...],
    begin: dt.date,
    days: tuple[dt.date, dt.date],
    today: dt.date,
    block: Block | None,
) -> tuple[PageWeek, ...]:
    first, last = days
    by_week: dict[int, list[Workout]] = {}
    for workout in workouts:
        by_week.setdefault((workout.date - begin).days // 7, []).append(workout)
    weeks = []
    for number in range((last - begin).days // 7 + 1):
        monday = begin + WEEK * number
        own = by_week.get(number, [])
        day = max(monday, first)
        is_in_block = block is not None and block.contains(day)
        weeks.append(
            PageWeek(
                day,
                min(monday + 6 * DAY, last),
                block.week_number(day) if block is not None and is_in_block else None,
                clean_line((block.phase_on(day) or "") if block is not None else "", 40),
                tuple(own),
                sum_totals(own, today),
                sum_totals((one for one in own if one.is_open and one.is_made_afterwards), today),
                sum_totals((one for one in own if one.is_left(today)), today),
            )
        )
    return tuple(weeks)


def planned_text(workout: Workout, unit: Unit) -> str:
    """Return what is planned of a workout: ``12 km, ~1:02 h``, or its sets."""
    return format_sets(workout.planned.sets) or format_amounts(workout.planned, unit, workout.estimated)


def done_text(workout: Workout, today: dt.date, unit: Unit) -> str:
    """Return what became of a workout: ``8.2 km, RPE 4, pain 2``, ``as planned``, ``missed``; empty if ahead."""
    status, actual = workout.status_on(today), workout.actual
    if actual is None:
        reason = clean_line(workout.skip_reason or "")
        plain = "" if status is DayStatus.PLANNED or not workout.is_training else status.value
        return f"{plain}: {reason}" if plain and reason else plain
    is_copied = actual.source == AS_PLANNED
    amount = format_sets(actual.effort.sets) or format_amounts(
        actual.effort, unit, workout.estimated if is_copied else ()
    )
    parts = [amount if amount != planned_text(workout, unit) or not amount else "as planned"]
    if actual.effort.rpe is not None:
        parts.append(f"RPE {format_number(actual.effort.rpe)}")
    if actual.pain is not None:
        parts.append(f"pain {actual.pain}")
    if actual.pain_next is not None:
        parts.append(f"pain {actual.pain_next} the next morning")
    return ", ".join(part for part in parts if part) or status.value


def short_text(workout: Workout, today: dt.date, unit: Unit) -> str:
    """Return a workout in as few words as a cell of a table has room for: ``Easy 8 km``, ``✓ Long run 18 km``."""
    effort = workout.planned if workout.actual is None else workout.actual.effort
    sets = format_sets(effort.sets)
    if sets and has_own_title(workout):
        kind = workout.kind.capitalize() if workout.kind else ""
        text = f"{kind} {sets}".strip()
    else:
        title = workout_title(workout)
        amount = sets or format_amounts(effort if effort.distance_m is None else Effort(effort.distance_m), unit)
        is_list = "," in title or any(char.isdigit() for char in title)
        text = f"{title}{',' if is_list else ''} {amount}" if amount else title
    status = workout.status_on(today)
    if workout.actual is not None:
        return f"✓ {text}"
    return text if status is DayStatus.PLANNED or not workout.is_training else f"{text} ({status.value})"
