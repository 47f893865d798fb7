"""The text form of plans: a heading, then weeks of days with one workout on each line, to read, edit and compare.

    plan: Half marathon, 12 weeks
    unit: km
    race: half, day 84
    strength: as written

    phase: Base
    week 1
      day 1     rest
      day 2 am  easy 8 km                  | Easy run with strides
      day 3 am  tempo 12 km 1:05:00 rpe 7  | 3 × 10 min
                - 2 km warm-up
                - 3 × (2.4 km at threshold pace, 400 m jog)
                - 1.6 km cool-down
                ? it may be a progression run
                > Warm up 2 km.
      day 4 pm 18:30  strength heavy 45:00; sled 5 × 20 m 56 kg; wall sit 2 × 60 s 120° squeeze; locked
      day 5     empty

Days are numbered within their week where a plan has no weekdays, else they are ``Mon`` to ``Sun``; its weeks begin on
Monday or on that of ``first day:``, which has a date (``first day: 2027-01-25``) where the plan has dates. A day has
``am`` or ``pm``, a start time, or both. A title follows ``|``, a step of a run ``-``, a doubt ``?``, a note ``>`` and a
comment ``#``, which is on a line of its own or after two spaces. What `write_plan_text` writes reads back as the same
plan. A comment at its head says that ``# end of plan`` is its last line: a text that has the one without the other was
cut short, and is refused.

``strength: as written`` keeps the sessions of sled and wall sit where the text has them, ``placed again`` leaves their
places to the slotter, and ``coach's own`` are the strength days of an author. ``options:`` has what the block was made
with, in the words of ``planner new``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import ClassVar, Final, NamedTuple

from planner.exchange.plans.plan_builder import MAX_PLAN_DAYS, MAX_WORKOUTS, format_plan_day
from planner.exchange.plans.plan_text_fields import (
    EMPTY,
    END_LINE,
    END_NOTICE,
    KIND_WORDS,
    LINE_LIMIT,
    default_title,
    parse_effort,
    split_kind_word,
    split_marks,
)
from planner.text import NOTE_LIMIT, TITLE_LIMIT, clean_line, clean_note
from planner.training.measures import parse_date, quoted
from planner.training.parse_steps import parse_steps
from planner.training.plans import Plan, PlanEntry, PlanStrength
from planner.training.races import Priority, RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.steps import check_steps
from planner.training.structured_runs import describe_misfit
from planner.training.weeks import SHORT_WEEKDAYS, WEEKDAY_KEYS, WEEKDAYS
from planner.training.workouts import RunKind, Slot, Sport

_HEADING: Final = re.compile(
    r"(plan|unit|first day|race|source|strength|lighter weeks|options|about|remark|phase)\s*:(.*)",
    re.IGNORECASE | re.DOTALL,
)
_WEEK: Final = re.compile(r"week\s+([0-9]{1,4})", re.IGNORECASE)
_DAY: Final = re.compile(
    r"(?:day\s+([0-9]{1,2})|(mon|tue|wed|thu|fri|sat|sun)[a-z]*)\b\s*(?:(am|pm)\b)?"
    r"\s*(?:([0-9]{1,2}):([0-9]{2})(?![\w:]))?(.*)",
    re.IGNORECASE | re.DOTALL,
)
_COMMENT: Final = re.compile(r"\s\s#")
"""No title, note or name has two spaces in a row, so what follows them can only be a comment."""
_RACE: Final = re.compile(
    r"(?:(10k|half|marathon)\b)? ?,? ?(?:day ([0-9]{1,4}))? ?,? ?(?:priority ([abc]))?", re.IGNORECASE
)
_WEEK_NUMBERS: Final = re.compile(r"none|[0-9]{1,4}(?: ?, ?[0-9]{1,4})*", re.IGNORECASE)


class PlanLine(NamedTuple):
    """One workout of a text, with the number of its line, from 1."""

    line_number: int
    entry: PlanEntry


@dataclass(frozen=True, slots=True)
class PlanLines:
    """A text read line by line, which may be less than a whole plan.

    Attributes:
        lines: Its workouts, in the order of the text.
        name: The name of the plan; may be empty.
        unit: The unit it is written in.
        race: Distance and day of the race, from 0, each None when the heading does not give it.
        priority: How much the race matters; None when the heading does not say.
        source: Where the plan comes from; may be empty.
        phases: ``(first day, name)`` of each phase.
        headings: The line number of each heading.
        empty_days: The days that the text calls empty.
        of_new_block: The headings that count only for a block that is made from the text, by their keys.
        has_description: Whether it has ``about`` or ``remark``, which a block does not keep.
    """

    lines: tuple[PlanLine, ...]
    name: str
    unit: Unit
    race: tuple[RaceDistance | None, int | None]
    source: str
    phases: tuple[tuple[int, str], ...]
    headings: dict[str, int]
    has_description: bool
    priority: Priority | None = None
    empty_days: frozenset[int] = frozenset()
    of_new_block: tuple[tuple[str, object], ...] = ()


def is_plan_text(text: str) -> bool:
    """Return whether the text begins like a plan in this form, apart from comments."""
    lines = (line.strip() for line in text.split("\n"))
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return re.match(r"plan\s*:\s*\S", first, re.IGNORECASE) is not None


def parse_plan_text(text: str, file: str) -> Plan:
    """Return the plan in a text of this form.

    Args:
        text: The decoded file.
        file: The name of the file, for a refusal.

    Raises:
        RefusedError: The text is not a plan; the message names the line and the words that are wrong, or the day that
            is missing.
    """
    parser = _PlanTextParser(file)
    parser.feed(text)
    return parser.plan()


def parse_plan_lines(text: str, file: str, first_weekday: int = 0) -> PlanLines:
    """Return the workouts of a text in this form; days may be missing, and be in any order within their week.

    Args:
        text: The decoded file.
        file: The name of the file, for a refusal.
        first_weekday: The weekday, Monday 0 to Sunday 6, that a week of the plan begins on; ``Mon`` means Monday.

    Raises:
        RefusedError: A line is wrong, or a title or note is too long to keep; the message names the line.
    """
    parser = _PlanTextParser(file, is_strict=False, first_weekday=first_weekday)
    parser.feed(text)
    return parser.plan_lines()


@dataclass(slots=True)
class _PlanTextParser:
    """Reads one text line by line. Day 0 of a plan is ``week 1 day 1``.

    A strict parser wants the days in order and none missing, as in a plan; the other one reads a text being edited.
    """

    file: str
    is_strict: bool = True
    first_weekday: int = 0
    names_weekdays: bool = False
    first_date: dt.date | None = None
    line_number: int = 0
    line_numbers: list[int] = field(default_factory=list)
    headings: dict[str, int] = field(default_factory=dict)
    name: str = ""
    unit: Unit = Unit.KM
    race: tuple[RaceDistance | None, int | None] = (None, None)
    priority: Priority | None = None
    source: str = ""
    strength: PlanStrength | None = None
    options: list[tuple[str, str]] = field(default_factory=list)
    step_back_weeks: frozenset[int] | None = None
    week: int = 0
    empty_days: set[int] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    phases: list[tuple[int, str]] = field(default_factory=list)
    pending_phases: list[str] = field(default_factory=list)
    entries: list[PlanEntry] = field(default_factory=list)
    note_lines: list[str] = field(default_factory=list)
    about_lines: list[str] = field(default_factory=list)
    in_about: bool = False

    def feed(self, text: str) -> None:
        """Read a whole text."""
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        own_lines = {line.strip() for line in lines}
        if END_NOTICE in own_lines and END_LINE not in own_lines:
            raise RefusedError(
                f'{self.file} ends before its last line, "{END_LINE}": it was cut short; nothing was changed.'
            )
        for self.line_number, line in enumerate(lines, start=1):
            self._feed_line(line)
        self._finish_note()
        if self.pending_phases:
            raise RefusedError(f"{self.file}: phase {quoted(self.pending_phases[0])} is followed by no day.")

    def _feed_line(self, line: str) -> None:
        words = line.strip()
        if words.startswith(">"):
            self._add_quoted_line(line.lstrip()[1:].removeprefix(" "))
            return
        self._finish_note()
        words = _COMMENT.split(words, maxsplit=1)[0].rstrip()
        if not words or words.startswith("#"):
            return
        if words.startswith("-"):
            self._add_steps(words[1:])
        elif words.startswith("?"):
            self._set_doubt(words[1:])
        elif (heading := _HEADING.fullmatch(words)) is not None:
            self._parse_heading(heading[1].lower(), heading[2])
        elif (week := _WEEK.fullmatch(words)) is not None:
            self._start_week(int(week[1]))
        elif (day := _DAY.fullmatch(words)) is not None:
            self._parse_day(day)
        else:
            raise self._error(f"{quoted(words)} is neither a heading nor a week nor a day")

    def plan_lines(self) -> PlanLines:
        """Return the lines read, which may be less than a plan."""
        return PlanLines(
            tuple(map(PlanLine, self.line_numbers, self.entries)),
            self.name,
            self.unit,
            self.race,
            self.source,
            tuple(self.phases),
            self.headings,
            has_description=bool(self.about_lines or self.remarks),
            priority=self.priority,
            empty_days=self._empty_days,
            of_new_block=(
                ("first day", self.first_date),
                ("strength", self.strength),
                ("lighter weeks", self.step_back_weeks),
                ("options", tuple(self.options)),
            ),
        )

    def plan(self) -> Plan:
        """Return the plan that the lines make."""
        if not self.entries:
            raise RefusedError(f"{self.file}: the plan has no days.")
        days = max(self.entries[-1].day, *self.empty_days, 0) + 1
        missing = sorted(set(range(days)) - {entry.day for entry in self.entries} - self.empty_days)
        if missing:
            raise RefusedError(
                f"{self.file}: {format_plan_day(missing[0])} is missing; write rest if nothing is done on it."
            )
        for line_number, entry in zip(self.line_numbers, self.entries, strict=True):
            if misfit := describe_misfit(entry.planned, self.unit):
                raise RefusedError(f"{self.file}: line {line_number}: the steps {misfit}.")
        race_distance, race_day = self.race
        if race_day is not None and race_day >= days:
            raise RefusedError(f"{self.file}: race day {race_day + 1} is after the plan's last day, {days}.")
        return Plan(
            name=self.name or clean_line(self.file),
            unit=self.unit,
            days=days,
            entries=tuple(self.entries),
            race_day=race_day,
            race_distance=race_distance,
            phases=tuple(self.phases),
            remarks=tuple(self.remarks),
            source=self.source,
            description=clean_note("\n".join(self.about_lines)),
            step_back_weeks=self.step_back_weeks,
            priority=self.priority,
            empty_days=self._empty_days,
            strength=self.strength,
            options=tuple(self.options),
            first_weekday=self.first_weekday if self.names_weekdays else None,
            first_date=self.first_date,
        )

    @property
    def _empty_days(self) -> frozenset[int]:
        return frozenset(self.empty_days - {entry.day for entry in self.entries})

    @property
    def _where(self) -> str:
        return f"{self.file}: line {self.line_number}"

    def _error(self, what: str) -> RefusedError:
        return RefusedError(f"{self._where}: {what}.")

    def _parse_heading(self, key: str, value: str) -> None:
        value = clean_line(value, LINE_LIMIT)
        self.in_about = key == "about"
        self.headings.setdefault(key, self.line_number)
        if key == "phase":
            self.pending_phases.append(value)
        elif self.week:
            raise self._error(f"{key} must be above the first week")
        elif key == "plan":
            self.name = clean_line(value)
        elif key == "source":
            self.source = value
        elif key == "remark":
            self.remarks.append(value)
        elif key == "about":
            self.about_lines += [value] if value else []
        else:
            self._parse_values[key](self, value)

    def _parse_first_day(self, value: str) -> None:
        """Read the date of the first day, or its weekday. While a block is rewritten its own first day counts."""
        weekday = value.lower()[:3]
        if value.lower().rstrip("s") in {name.lower() for name in (*WEEKDAYS, *SHORT_WEEKDAYS)}:
            first_weekday = WEEKDAY_KEYS.index(weekday)
        else:
            self.first_date = parse_date(value, f"{self._where}: first day")
            first_weekday = self.first_date.weekday()
        if self.is_strict:
            self.first_weekday, self.names_weekdays = first_weekday, True

    def _parse_unit(self, value: str) -> None:
        if value.lower() not in set(Unit):
            raise self._error(f"unit {quoted(value)} must be km or mi")
        self.unit = Unit(value.lower())

    def _parse_race(self, value: str) -> None:
        match = _RACE.fullmatch(value)
        if match is None or (match[2] is not None and not int(match[2])):
            raise self._error(f"race {quoted(value)} must be like half, day 84, or half, day 84, priority B")
        self.race = (RaceDistance(match[1].lower()) if match[1] else None, int(match[2]) - 1 if match[2] else None)
        self.priority = Priority(match[3].upper()) if match[3] else None

    def _parse_strength(self, value: str) -> None:
        if value.lower() not in set(PlanStrength):
            raise self._error(f"strength {quoted(value)} must be one of {', '.join(PlanStrength)}")
        self.strength = PlanStrength(value.lower())

    def _parse_lighter_weeks(self, value: str) -> None:
        if _WEEK_NUMBERS.fullmatch(value) is None:
            raise self._error(f"lighter weeks {quoted(value)} must be the numbers of weeks, like 4, 8, or none")
        self.step_back_weeks = frozenset(int(number) - 1 for number in value.split(",") if value.lower() != "none")

    def _parse_options(self, value: str) -> None:
        for part in filter(None, map(str.strip, value.split(";"))):
            name, _, words = part.partition(" ")
            self.options.append((name.lower(), words.strip()))

    _parse_values: ClassVar[dict[str, Callable[[_PlanTextParser, str], None]]] = {
        "first day": _parse_first_day,
        "unit": _parse_unit,
        "race": _parse_race,
        "strength": _parse_strength,
        "lighter weeks": _parse_lighter_weeks,
        "options": _parse_options,
    }

    def _start_week(self, week: int) -> None:
        if week <= self.week or week * 7 > MAX_PLAN_DAYS:
            raise self._error(f"week {week} cannot follow week {self.week}")
        self.week = week
        self.in_about = False
        if not self.is_strict:  # a strict text begins its phases with the next day, which is the first of the week
            self._begin_phases((week - 1) * 7)

    def _parse_day(self, match: re.Match[str]) -> None:
        weekday = 0 if match[1] else WEEKDAY_KEYS.index(match[2].lower())
        self.names_weekdays |= not match[1]
        day = int(match[1]) if match[1] else (weekday - self.first_weekday) % 7 + 1
        if not self.week or not 1 <= day <= 7:
            raise self._error(f"day {day} must be one of 1 to 7, below its week")
        if len(self.entries) >= MAX_WORKOUTS:
            raise self._error(f"there are more than {MAX_WORKOUTS} workouts")
        number = (self.week - 1) * 7 + day - 1
        before, bar, title = match[6].partition("|")
        if before.strip().lower() == EMPTY and not bar:
            self._begin_phases(number)
            self.empty_days.add(number)
            return
        slot, start = self._parse_time(match[3], match[4], match[5])
        word_and_figures = split_kind_word(before.strip())
        if word_and_figures is None:
            raise self._error(f"{quoted(before.strip())} is no kind of workout; write one of {', '.join(KIND_WORDS)}")
        word, figures = word_and_figures
        sport, kind = KIND_WORDS[word]
        if not self.is_strict and len(title.strip()) > TITLE_LIMIT:
            raise self._error(f"a title can hold {TITLE_LIMIT} characters; this one has {len(title.strip())}")
        figures, marks = split_marks(figures)
        if marks.priority and kind != RunKind.RACE:
            raise self._error(f"priority {marks.priority}: only a race has one")
        entry = PlanEntry(
            day=number,
            sport=sport,
            kind=kind,
            title=clean_line(title) if bar else default_title(word),
            slot=slot,
            planned=parse_effort(figures, self.unit, self._where),
            start=start,
            locked=marks.locked,
            priority=marks.priority,
            is_unplanned=marks.is_unplanned,
        )
        if self.is_strict and self.entries and _is_later(self.entries[-1], entry):
            raise self._error(f"{format_plan_day(entry.day)} {entry.slot or ''}".rstrip() + " is below a later workout")
        self._begin_phases(entry.day)
        self.entries.append(entry)
        self.line_numbers.append(self.line_number)

    def _parse_time(self, half: str | None, hour: str | None, minute: str | None) -> tuple[Slot | None, str | None]:
        """Return the half of a day and the start time that a line has; a time alone tells the half."""
        slot = Slot(half.lower()) if half else None
        if hour is None or minute is None:
            return slot, None
        if int(hour) > 23 or int(minute) > 59:
            raise self._error(f"{hour}:{minute} is no time of day")
        return slot or (Slot.AM if int(hour) < 12 else Slot.PM), f"{int(hour):02d}:{minute}"

    def _begin_phases(self, day: int) -> None:
        self.phases += [(day, phase) for phase in self.pending_phases]
        self.pending_phases.clear()

    def _add_steps(self, text: str) -> None:
        if not self.entries or self.entries[-1].sport is not Sport.RUN:
            raise self._error(f"{quoted(text.strip())}: a step (-) must be below a run")
        entry = self.entries[-1]
        steps = (*entry.planned.steps, *parse_steps(text.strip(), self.unit, f"{self._where}: steps"))
        try:
            check_steps(steps)
        except RefusedError as error:
            raise RefusedError(f"{self._where}: {error}") from error
        self.entries[-1] = replace(entry, planned=replace(entry.planned, steps=steps))

    def _set_doubt(self, doubt: str) -> None:
        if not self.entries:
            raise self._error("a doubt (?) must be below a workout")
        self.entries[-1] = replace(self.entries[-1], kind_doubt=clean_line(doubt, LINE_LIMIT))

    def _add_quoted_line(self, line: str) -> None:
        if self.in_about:
            self.about_lines.append(line)
        elif self.entries:
            self.note_lines.append(line)
        else:
            raise self._error("a note (>) must be below a workout, or below about:")

    def _finish_note(self) -> None:
        if self.note_lines:
            note = "\n".join(self.note_lines)
            if not self.is_strict and len(note.strip()) > NOTE_LIMIT:
                raise self._error(f"a note can hold {NOTE_LIMIT} characters; the one above has {len(note.strip())}")
            self.entries[-1] = replace(self.entries[-1], note=clean_note(note))
            self.note_lines.clear()


def _is_later(entry: PlanEntry, other: PlanEntry) -> bool:
    """Return whether an entry comes after another one."""
    return entry.day > other.day or (entry.day == other.day and entry.slot is Slot.PM and other.slot is Slot.AM)
