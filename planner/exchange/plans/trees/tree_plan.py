"""Plans as a tree of maps and lists, in JSON or YAML: weeks with days, days by date, or a list of workouts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import groupby
from typing import Final

from planner.exchange.plans.cells import parse_cell
from planner.exchange.plans.figure_check import SourceCell
from planner.exchange.plans.plan_builder import (
    MAX_PLAN_DAYS,
    MAX_WORKOUTS,
    ParsedWorkout,
    PlanHeader,
    build_plan,
    check_plan_size,
    count_phrase,
    format_plan_day,
    plan_name_from_file,
)
from planner.exchange.plans.plan_hints import NO_HINTS, PlanHints
from planner.exchange.plans.trees.safe_yaml import YamlValue
from planner.exchange.plans.trees.tree_figures import read_figures
from planner.exchange.plans.trees.tree_steps import has_open_step, without_open_steps
from planner.exchange.plans.trees.tree_workouts import SUNDAY, TreeReader, TreeWorkout
from planner.exchange.plans.words.file_dates import read_file_dates
from planner.exchange.plans.words.file_units import FileUnits, find_file_units
from planner.exchange.plans.words.measures_in_text import effort_in_text, normalize_text
from planner.exchange.plans.words.steps_in_words import with_steps_in_words
from planner.invocation import program
from planner.text import clean_line, clean_note, join_first
from planner.training.parse_steps import parse_steps
from planner.training.plans import Plan
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.structured_runs import describe_misfit, with_step_sums
from planner.training.weeks import DAYS_A_WEEK, WEEKDAYS
from planner.training.workouts import Effort, Sport

_SHOWN_FIELDS: Final = 8


def parse_tree_plan(tree: YamlValue, file: str, hints: PlanHints = NO_HINTS) -> Plan:
    """Return the plan in a tree.

    Args:
        tree: The document.
        file: The name of the file, for a refusal.
        hints: What is known besides the file.

    Raises:
        RefusedError: The tree has no workouts on days, or none of them is a run.
    """
    if what := _other_than_plan(tree):
        raise RefusedError(f"{file} {what}.")
    reader = TreeReader()
    reader.read(tree)
    if not reader.workouts:
        keys = ", ".join(f'"{clean_line(key, 30)}"' for key in list(tree)[:5]) if isinstance(tree, dict) else ""
        raise RefusedError(
            f"{file} has no workouts by date, or by week and day{f' (it has {keys})' if keys else ''}; "
            'write it like {"weeks": [{"days": {"tuesday": "easy 5 km"}}]}.'
        )
    if len(reader.workouts) > MAX_WORKOUTS:
        raise RefusedError(f"{file} has more than {MAX_WORKOUTS} workouts; no plan is so long.")
    return _TreePlanBuilder(file, hints, reader).build()


def _other_than_plan(tree: YamlValue) -> str:
    """Return what a tree is that is known and no plan, as the end of a sentence; empty for any other."""
    if not isinstance(tree, dict):
        return ""
    if "workoutSegments" in tree:
        return "is a single workout of Garmin Connect, not a plan of weeks"
    days = tree.get("days")
    if isinstance(days, str) and days.isdigit():
        return f"is a slotting problem, not a run plan; {program()} slot reads it"
    return ""


class _TreePlanBuilder:
    """Puts the workouts of one tree on days and makes a plan of them."""

    def __init__(self, file: str, hints: PlanHints, reader: TreeReader) -> None:
        self._file = file
        self._hints = hints
        self._reader = reader
        self._workouts = reader.workouts
        self._remarks: list[str] = []
        self._doubts: list[str] = []
        self._open_steps = 0

    def build(self) -> Plan:
        """Return the plan."""
        is_dated = any(one.place.date for one in self._workouts)
        days, first_weekday, first_date = self._days_by_date() if is_dated else self._days_by_week()
        check_plan_size(self._file, max(days) + 1, zip(days, (one.words for one in self._workouts), strict=True))
        units = find_file_units([one.words for one in self._workouts], self._hints.unit, self._reader.unit)
        workouts: list[ParsedWorkout] = []
        cells: list[SourceCell] = []
        for one, day in zip(self._workouts, days, strict=True):
            where = _where(one, day)
            workouts += self._parse(one, day, where, units)
            cells.append(SourceCell(where, day, one.words))
        if self._open_steps:
            workouts_with = count_phrase(self._open_steps, "workout", "has", "have")
            self._remarks.append(f"{workouts_with} steps that end with the lap button, which have no length.")
        header = PlanHeader(
            name=self._reader.name or plan_name_from_file(self._file),
            unit=units.unit,
            phases=_phases(self._workouts, days),
            has_race=False,
            first_weekday=first_weekday,
            first_date=first_date,
        )
        remarks = [*self._remarks, *units.remarks, *self._unused_remark()]
        return build_plan(self._file, header, workouts, max(days) + 1, remarks, cells=cells, doubts=self._doubts)

    def _days_by_date(self) -> tuple[list[int], int | None, dt.date | None]:
        """Return the day of each workout from 0, and the weekday (None: that of the date) and date of the first."""
        texts = [one.place.date for one in self._workouts]
        dates = read_file_dates(texts, self._hints.today).dates
        dated = [(one, date) for one, date in zip(self._workouts, dates, strict=True) if date is not None]
        if not dated:
            shown = clean_line(next(filter(None, texts)), 30)
            raise RefusedError(f'{self._file}: "{shown}" is not a date; write it like 2027-01-31.')
        for one, date in zip(self._workouts, dates, strict=True):
            if date is None:
                shown = clean_line(one.place.date, 30) or "a workout without a date"
                self._doubts.append(f'{shown}: this is no date, so "{clean_line(one.words, 40)}" is left out.')
        self._workouts = [one for one, _ in dated]
        first, last = min(date for _, date in dated), max(date for _, date in dated)
        if (last - first).days >= MAX_PLAN_DAYS:
            raise RefusedError(f"{self._file}: the dates {first} to {last} are more than 3 years.")
        self._remarks.append(f"The dates {first} to {last} are read as days 1 to {(last - first).days + 1}.")
        return [(date - first).days for _, date in dated], None, first

    def _days_by_week(self) -> tuple[list[int], int | None, dt.date | None]:
        """Return the day of each workout from 0, and weekday and date of the first day, as far as the tree has them."""
        first = SUNDAY if self._reader.begins_on_sunday else 0
        sessions = _sessions_of_weeks(self._workouts)
        days = []
        for one in self._workouts:
            place = one.place
            week = (place.week or 1) - 1
            if place.session is not None:
                day = max(-(-place.session * DAYS_A_WEEK // sessions[place.week]) - 1, 0)
            elif place.weekday is not None:
                day = (place.weekday - first) % DAYS_A_WEEK
            else:
                day = (place.day or 1) - 1
            days.append(week * DAYS_A_WEEK + day)
        if min(days) < 0:  # a program's own numbers may begin with 0
            days = [day - min(days) for day in days]
        if max(days) >= MAX_PLAN_DAYS:
            raise RefusedError(
                f"{self._file}: week {max(days) // DAYS_A_WEEK + 1} is more than 3 years after the first."
            )
        if sessions:
            self._remarks.append("The file names no days: the workouts of a week are spread over it in their order.")
        names_weekdays = any(one.place.weekday is not None for one in self._workouts)
        return days, first if names_weekdays else None, self._date_of_start(first if names_weekdays else None)

    def _date_of_start(self, first_weekday: int | None) -> dt.date | None:
        """Return the date of the first day that the tree's own start gives, or None without one."""
        start = read_file_dates([self._reader.start], self._hints.today).dates[0] if self._reader.start else None
        if start is None or first_weekday is None:
            return start
        return start - dt.timedelta(days=(start.weekday() - first_weekday) % DAYS_A_WEEK)

    def _parse(self, one: TreeWorkout, day: int, where: str, units: FileUnits) -> list[ParsedWorkout]:
        planned, unread = read_figures(one.figures, units)
        self._doubts += [f"{where}: {text}." for text in unread]
        parts = parse_cell(
            one.title,
            day,
            units,
            where=where,
            type_words=one.type_words,
            slot=one.place.slot,
            planned=None if planned == Effort() else planned,
            note=clean_note(one.note),
        )
        if len(parts) != 1 or parts[0].sport not in {None, Sport.RUN}:
            return parts
        if one.steps:
            return [self._with_steps(parts[0], one.steps, units.unit)]
        return [_with_note(parts[0], one.note, units.unit)]

    def _with_steps(self, part: ParsedWorkout, words: str, unit: Unit) -> ParsedWorkout:
        """Return the workout with its steps; where they cannot be read or do not fit, their words are in its note."""
        is_open = has_open_step(words)
        self._open_steps += is_open
        try:
            steps = parse_steps(without_open_steps(words), unit)
        except RefusedError:
            steps = ()
        effort = replace(part.planned, steps=steps)
        if steps and not describe_misfit(effort, unit):
            part = replace(part, planned=effort if is_open else with_step_sums(effort))
            if not is_open:
                return part
        return replace(part, note=clean_note("\n".join(text for text in (words, part.note) if text)))

    def _unused_remark(self) -> list[str]:
        names = [clean_line(name, 60) for name in self._reader.unused]
        return [f"Fields that are not used: {join_first(names, _SHOWN_FIELDS)}."] if names else []


def _with_note(part: ParsedWorkout, note: str, unit: Unit) -> ParsedWorkout:
    """Return the workout with what its note says of its length and steps, as far as its title and fields do not."""
    planned = part.planned
    if planned.distance_m is None and planned.duration_s is None and note:
        found = effort_in_text(normalize_text(note))
        planned = replace(planned, distance_m=found.distance_m, duration_s=found.duration_s)
    if not planned.steps:
        planned = with_steps_in_words(planned, note, unit)[0]
    return replace(part, planned=planned)


def _where(one: TreeWorkout, day: int) -> str:
    """Return what a doubt calls a workout's place in the tree."""
    if one.place.date:
        return clean_line(one.place.date, 20)
    if one.place.weekday is not None:
        return f"week {day // DAYS_A_WEEK + 1} {WEEKDAYS[one.place.weekday][:3]}"
    return format_plan_day(day)


def _sessions_of_weeks(workouts: list[TreeWorkout]) -> dict[int | None, int]:
    """Return how many workouts each week has that are on no day; empty where all are on one."""
    counts: dict[int | None, int] = {}
    for one in workouts:
        if one.place.session is not None:
            counts[one.place.week] = max(counts.get(one.place.week, 1), one.place.session)
    return counts


def _phases(workouts: list[TreeWorkout], days: list[int]) -> tuple[tuple[int, str], ...]:
    """Return first day and name of each phase; a phase begins with its week."""
    named = sorted((day, one.place.phase) for one, day in zip(workouts, days, strict=True) if one.place.phase)
    runs = [(next(part)[0], name) for name, part in groupby(named, key=lambda pair: pair[1])]
    return tuple((day // DAYS_A_WEEK * DAYS_A_WEEK, name) for day, name in runs)
