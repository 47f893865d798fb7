"""Plans as a calendar (ICS): an event for each workout, as calendars of training apps and of people have them.

The title names the workout, and the text below it has more: figures with a label (``Planned Distance: 13.5 mi``, as
TrainingPeaks writes them), steps, or a first line ``Tempo • 8 km • 45m - 55m`` with the steps after it (Runna). Events
of everyday life between the workouts are left out, and the remarks name them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from planner.exchange.calendars.ics_events import Calendar, CalendarEvent
from planner.exchange.plans.cells import parse_cell
from planner.exchange.plans.event_texts import EventText, read_event_text
from planner.exchange.plans.figure_check import SourceCell
from planner.exchange.plans.plan_builder import (
    MAX_PLAN_DAYS,
    MAX_WORKOUTS,
    ParsedWorkout,
    PlanHeader,
    build_plan,
    check_plan_size,
    count_phrase,
    plan_name_from_file,
)
from planner.exchange.plans.plan_hints import NO_HINTS, PlanHints
from planner.exchange.plans.words.classify import NO_KIND_NAMED, classify_text, is_race_title
from planner.exchange.plans.words.file_units import FileUnits, find_file_units
from planner.exchange.plans.words.measures_in_text import effort_in_text, normalize_text
from planner.exchange.plans.words.steps_in_words import with_steps_in_words
from planner.text import clean_line, format_count, join_first
from planner.training.formatting import format_day
from planner.training.plans import Plan
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort, Slot, Sport

_MOST_DAYS_APART: Final = 60
"""Workouts that are further apart belong to two plans."""
_PHASE_DAYS: Final = 3
"""An event of whole days without a figure that is at least so long names a phase: ``Taper``."""
_ENDLESS_WEEKS: Final = 12
_NOON: Final = 12
_DONE_IN_RUNNA: Final = "COMPLETED_"
"""How the UID of a workout begins that was run already; Runna keeps it in the calendar."""
_EVERYDAY: Final = re.compile(
    r"\b(?:meeting|meet with|call|stand-?up|sync|1:1|interview|birthday|b-day|anniversary|holidays?|vacation|dentist"
    r"|doctor|appointment|flight|train to|dinner|lunch|breakfast|brunch|party|deadline|workshop|conference|webinar"
    r"|school|parents|payroll|review|retro|planning|geburtstag|urlaub|ferien|feiertag|zahnarzt|arzt|termin|besprechung"
    r"|sitzung|anniversaire|vacances|réunion|rendez-vous|dentiste|cumpleaños|vacaciones|reunión|cita|compleanno"
    r"|vacanze|riunione|appuntamento|verjaardag|vakantie|vergadering|afspraak|aniversário|férias|reunião|consulta)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Workout:
    """An event that is a workout, with what its words say."""

    event: CalendarEvent
    text: EventText

    @property
    def date(self) -> dt.date:
        return self.event.start.date()


def parse_ics_plan(text: str, file: str, hints: PlanHints = NO_HINTS) -> Plan:
    """Return the plan in a calendar.

    Args:
        text: The decoded file.
        file: The name of the file, for a refusal.
        hints: What is known besides the file.

    Raises:
        RefusedError: No event is a workout, or none is a run.
    """
    return _IcsPlanParser(file, Calendar(text, file), hints).parse()


class _IcsPlanParser:
    """Reads the workouts among the events of one calendar."""

    def __init__(self, file: str, calendar: Calendar, hints: PlanHints) -> None:
        self._file = file
        self._hints = hints
        self._calendar = calendar
        self._remarks: list[str] = []
        self._timed_by_event: list[str] = []
        self._texts: dict[tuple[str, str, int | None], EventText | None] = {}

    def parse(self) -> Plan:
        workouts, phases = self._find_workouts()
        first, last = workouts[0].date, workouts[-1].date
        day_count = (last - first).days + 1
        self._remarks.insert(0, f"The dates {first} to {last} are read as days 1 to {day_count}.")
        check_plan_size(
            self._file,
            day_count,
            zip(((workout.date - first).days for workout in workouts), _words_of(workouts), strict=True),
        )
        units = find_file_units(_words_of(workouts), self._hints.unit)
        parsed = [part for workout in workouts for part in self._parse_workout(workout, first, units)]
        if self._timed_by_event:
            runs = count_phrase(len(self._timed_by_event), "workout", "has", "have")
            shown = join_first([*dict.fromkeys(self._timed_by_event)])
            self._remarks.append(f"{runs} no figure, so the length of the event is taken as the time: {shown}.")
        header = PlanHeader(
            name=next(iter(self._names), plan_name_from_file(self._file)),
            unit=units.unit,
            phases=tuple(((day - first).days, name) for day, name in phases if first <= day <= last),
            has_race=False,
            first_date=first,
        )
        cells = [
            SourceCell(_where(workout), (workout.date - first).days, workout.text.all_words) for workout in workouts
        ]
        return build_plan(self._file, header, parsed, day_count, [*self._remarks, *units.remarks], cells=cells)

    def _find_workouts(self) -> tuple[list[_Workout], list[tuple[dt.date, str]]]:
        """Return the workouts of the plan and the phases by first day, and remark on the other events."""
        days = self._calendar.first_days(_is_training_title)
        if not days:
            raise RefusedError(f"{self._file} is a calendar (ICS), but no event in it names a workout.")
        found = self._calendar.events_between(
            min(days),
            max(days) + dt.timedelta(days=MAX_PLAN_DAYS),
            self._calendar.zone,
            keeps_written_times=True,
        )
        self._names = found.names
        if len(found.names) > 1:
            self._remarks.append(f"The file has {len(found.names)} calendars, all are read: {join_first(found.names)}.")
        events = self._leave_out("cancelled", lambda event: event.is_cancelled, found.events)
        events = self._leave_out("completed", lambda event: event.uid.startswith(_DONE_IN_RUNNA), events)
        phases = [event for event in events if _is_phase(event)]
        workouts: list[_Workout] = []
        others: list[CalendarEvent] = []
        for event in events:
            if _is_phase(event):
                continue
            text = self._read_text(event)
            if text is None:
                others.append(event)
            else:
                workouts.append(_Workout(event, text))
        workouts = self._without_endless(self._last_plan(workouts))
        if len(workouts) > MAX_WORKOUTS:
            raise RefusedError(f"{self._file} has more than {MAX_WORKOUTS} workouts; no plan is so long.")
        self._remark_on_others(others, workouts)
        self._remark_on_repeated(workouts)
        self._remarks += found.problems
        return workouts, [(event.start.date(), event.summary) for event in phases]

    def _leave_out(
        self, what: str, is_left_out: Callable[[CalendarEvent], bool], events: Sequence[CalendarEvent]
    ) -> list[CalendarEvent]:
        """Return the other events, and remark on those that are left out."""
        left_out = [event for event in events if is_left_out(event)]
        if left_out:
            are = "event is" if len(left_out) == 1 else "events are"
            self._remarks.append(f"{len(left_out)} {what} {are} left out: {_name_events(left_out)}.")
        return [event for event in events if not is_left_out(event)]

    def _read_text(self, event: CalendarEvent) -> EventText | None:
        """Return what the words of an event say, or None when it is no workout; repeated words are read once."""
        key = (event.summary, event.description, event.estimated_duration_s)
        if key not in self._texts:
            text = read_event_text(event)
            self._texts[key] = text if _is_training(event, text) else None
        return self._texts[key]

    def _last_plan(self, workouts: list[_Workout]) -> list[_Workout]:
        """Return the workouts after the last long gap, and remark on those before it."""
        if not workouts:
            raise RefusedError(f"{self._file} is a calendar (ICS) without a workout that is still planned.")
        starts = [0]
        for index, (before, after) in enumerate(pairwise(workouts), 1):
            if (after.date - before.date).days > _MOST_DAYS_APART:
                starts.append(index)
        if len(starts) > 1:
            earlier, workouts = workouts[: starts[-1]], workouts[starts[-1] :]
            self._remarks.append(
                f"The calendar has {len(starts)} plans with more than {_MOST_DAYS_APART} days between them; the last "
                f"one is read, and {format_count(len(earlier), 'workout')} from {earlier[0].date} to "
                f"{earlier[-1].date} {'is' if len(earlier) == 1 else 'are'} left out."
            )
        return workouts

    def _without_endless(self, workouts: list[_Workout]) -> list[_Workout]:
        """Return the workouts without those that a rule repeats for ever after the plan has ended."""
        others = [workout.date for workout in workouts if not workout.event.is_endless]
        if len(others) == len(workouts):
            return workouts
        last = max(others, default=workouts[0].date + dt.timedelta(weeks=_ENDLESS_WEEKS) - dt.timedelta(days=1))
        why = "the last workout" if others else f"{_ENDLESS_WEEKS} weeks"
        self._remarks.append(f"Events that repeat without an end are read up to {last}, {why}.")
        return [workout for workout in workouts if workout.date <= last]

    def _remark_on_others(self, others: Iterable[CalendarEvent], workouts: Sequence[_Workout]) -> None:
        first, last = workouts[0].date, workouts[-1].date
        names = [event for event in others if first <= event.start.date() <= last]
        if names:
            are = "event names" if len(names) == 1 else "events name"
            verb = "is" if len(names) == 1 else "are"
            self._remarks.append(f"{len(names)} {are} no workout and {verb} left out: {_name_events(names)}.")

    def _remark_on_repeated(self, workouts: Sequence[_Workout]) -> None:
        repeated = [workout.event for workout in workouts if workout.event.is_repeated]
        if repeated:
            rules = count_phrase(len({event.uid for event in repeated}), "event", "repeats", "repeat")
            times = format_count(len(repeated), "workout")
            self._remarks.append(f"{rules}, read as {times}.")

    def _parse_workout(self, workout: _Workout, first: dt.date, units: FileUnits) -> list[ParsedWorkout]:
        event, text = workout.event, workout.text
        planned = None if text.planned == Effort() else text.planned
        parts = parse_cell(
            text.title,
            (workout.date - first).days,
            units,
            where=_where(workout),
            type_words=text.type_words,
            slot=None if event.is_all_day else Slot.AM if event.start.hour < _NOON else Slot.PM,
            sport=text.sport,
            planned=planned,
            note=text.note,
        )
        start = None if event.is_all_day else f"{event.start:%H:%M}"
        if len(parts) != 1:
            return [replace(part, start=start if index == 0 else None) for index, part in enumerate(parts)]
        (part,) = parts
        effort = self._with_steps(part, text, units)
        if effort.distance_m is None and effort.duration_s is None and not _is_rest(part):
            in_text = (effort_in_text(normalize_text(line)) for line in text.note.split("\n"))
            found = next((found for found in in_text if found != Effort()), None)
            effort = self._with_event_length(effort, event) if found is None else found
        return [replace(part, planned=effort, start=start)]

    @staticmethod
    def _with_steps(part: ParsedWorkout, text: EventText, units: FileUnits) -> Effort:
        """Return what is planned with the steps that the text below the title gives."""
        if part.planned.steps:
            return part.planned
        for words in text.steps:
            for planned in (part.planned, text.planned):  # the title may give a part only: Intervals 6 x 400 m
                effort, _ = with_steps_in_words(planned, words, units.unit)
                if effort.steps:
                    return effort
        return part.planned

    def _with_event_length(self, effort: Effort, event: CalendarEvent) -> Effort:
        """Return what is planned with the time that the author expects or the event takes, where it has one."""
        seconds = event.estimated_duration_s
        if seconds is None and not event.is_all_day:
            seconds = round((event.end - event.start).total_seconds())
            if seconds:
                self._timed_by_event.append(f'"{clean_line(event.summary, 40)}"')
        return replace(effort, duration_s=seconds) if seconds else effort


def _words_of(workouts: Iterable[_Workout]) -> list[str]:
    return [workout.text.all_words for workout in workouts]


def _where(workout: _Workout) -> str:
    return format_day(workout.date)


def _is_rest(part: ParsedWorkout) -> bool:
    return classify_text(part.source_text, has_distance=False).sport is Sport.REST


def _is_training_title(title: str) -> bool:
    """Return whether the title of an event, without the text below it, names a workout."""
    if not title or _EVERYDAY.search(title):
        return False
    if is_race_title(title):
        return True
    words = classify_text(title, has_distance=False)
    return words.sport is not Sport.RUN or words.doubt != NO_KIND_NAMED or _has_distance(title)


def _has_distance(title: str) -> bool:
    parts = parse_cell(title, 0, FileUnits(unit=find_file_units([title]).unit))
    return any(part.planned.distance_m is not None for part in parts)


def _is_training(event: CalendarEvent, text: EventText) -> bool:
    """Return whether an event is a workout."""
    if text.is_of_an_app:
        return True
    return _is_training_title(text.title) or (
        not _EVERYDAY.search(event.summary) and text.planned.distance_m is not None
    )


def _is_phase(event: CalendarEvent) -> bool:
    return (
        event.is_all_day
        and (event.end - event.start).days >= _PHASE_DAYS
        and not event.is_repeated
        and not _has_distance(event.summary)
    )


def _name_events(events: Sequence[CalendarEvent]) -> str:
    """Return the titles of events, each once, with the day of those that are not repeated."""
    names = dict.fromkeys(
        f'"{clean_line(event.summary, 40) or "without a title"}"'
        + ("" if event.is_repeated else f" ({format_day(event.start.date())})")
        for event in events
    )
    return join_first([*names])
