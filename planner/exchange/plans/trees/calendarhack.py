"""Plans in the YAML of calendar-hack: weeks of workouts, each with a title in its author's words and maybe a distance.

Only ``units`` (mi or km) and ``schedule`` are required. Of a distance that is a range the upper end is planned, as the
authors themselves count. A title may hold two runs (``AM: … / PM: …``) that share the distance. Distances in a title
are in braces, in miles or in both units (``{6}``, ``{6:10}``). Phases are named in comments only (``# Week 7 - Taper
Phase Begins``), so they are read from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from planner.exchange.plans.figure_check import SourceCell
from planner.exchange.plans.plan_builder import (
    ParsedWorkout,
    PlanHeader,
    build_plan,
    count_phrase,
    format_plan_day,
)
from planner.exchange.plans.trees.safe_yaml import YamlValue, parse_yaml
from planner.exchange.plans.words.classify import EffortHint, classify_text
from planner.exchange.plans.words.measures_in_text import (
    MeasureRange,
    effort_in_text,
    find_distance,
    normalize_text,
    sum_ranges,
)
from planner.exchange.plans.words.title_in_words import title_of_line
from planner.text import clean_line, clean_note, format_count, join_first
from planner.training.measures import MAX_DISTANCE_M, quoted, to_metres
from planner.training.plans import Plan
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort, RunKind, Slot, Sport

_MAX_WEEKS = 156
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_WEEK_COMMENT = re.compile(
    r"^[^'\"\n]*?#[ \t]*week[ \t]+([0-9]{1,3})[ \t]*[-–—:][ \t]*(\S.*)$", re.IGNORECASE | re.MULTILINE
)
_BEGINS = re.compile(r"\s+(?:begins?|starts?)$", re.IGNORECASE)
_PLAN_FIELDS = {"id", "name", "description", "units", "source", "type", "schedule"}
_WEEK_FIELDS = {"description", "distance", "workouts"}
_WORKOUT_FIELDS = {"title", "description", "distance", "tags"}
_NO_RACE_TYPES = {"base", "multiple distances"}
_BRACE_NUMBER = r"[0-9]{1,4}(?:\.[0-9]{1,3})?"
_RANGE = rf"{_BRACE_NUMBER}(?:[-–]{_BRACE_NUMBER})?"
_BRACE = re.compile(rf"\{{({_RANGE})(?::({_RANGE}))?\}}")
_PAIR_OF_BRACES = re.compile(
    rf"\{{({_BRACE_NUMBER})(?::({_BRACE_NUMBER}))?\}}[-–]\{{({_BRACE_NUMBER})(?::({_BRACE_NUMBER}))?\}}"
)
_UNIT_WORD = re.compile(r"\s*(mi|miles?|km|k)\b", re.IGNORECASE)
_AM_AND_PM = re.compile(r"am\s*:(?P<am>.+?)\bpm\s*:(?P<pm>.+)", re.IGNORECASE | re.DOTALL)
_AM_OR_PM = re.compile(r"(?P<slot>am|pm)\s*:(?P<words>.+)", re.IGNORECASE | re.DOTALL)
_TAGS: dict[str, tuple[Sport, RunKind | None]] = {
    "Rest": (Sport.REST, None),
    "Easy Run": (Sport.RUN, RunKind.EASY),
    "Long Run": (Sport.RUN, RunKind.LONG),
    "Cross Train": (Sport.CROSS, None),
    "Race": (Sport.RUN, RunKind.RACE),
    "Speedwork": (Sport.RUN, RunKind.INTERVALS),
    "Hills": (Sport.RUN, RunKind.HILLS),
}


def has_calendarhack_schedule(tree: YamlValue) -> bool:
    """Return whether a document has calendar-hack's schedule, and is not a tree of weeks under a key of that name."""
    if not isinstance(tree, dict) or "schedule" not in tree:
        return False
    schedule = tree["schedule"]
    if isinstance(schedule, list):
        return any("workouts" in week if isinstance(week, dict) else True for week in schedule) or not schedule
    return isinstance(schedule, str)


def parse_calendarhack(text: str, file: str) -> Plan:
    """Return the plan in a calendar-hack YAML file.

    Args:
        text: The decoded file.
        file: The name of the file, for a refusal.

    Raises:
        RefusedError: The file is not such a plan; the message names the file, the field
            (``schedule[2].workouts[3].distance``) and the value that is wrong.
    """
    plan = _YamlMap(parse_yaml(text, file), file, "")
    if "schedule" not in plan.fields:
        fields = ", ".join(quoted(key) for key in list(plan.fields)[:3])
        raise RefusedError(f"{file}: this YAML is not a calendar-hack plan: schedule is missing (it has {fields}).")
    unit_name = plan.get_text("units")
    if unit_name not in {"mi", "km"}:
        raise RefusedError(f"{file}: units {quoted(unit_name)} must be mi or km.")
    return _CalendarHackParser(file, Unit(unit_name)).parse(plan, text)


@dataclass(slots=True)
class _YamlMap:
    """A map in the file with its path, so that a refusal can name the field."""

    value: YamlValue
    file: str
    path: str
    fields: dict[str, YamlValue] = field(init=False)

    def __post_init__(self) -> None:
        if not isinstance(self.value, dict):
            raise RefusedError(f"{self.file}: {self.path or 'the document'} must be a map of fields.")
        self.fields = self.value

    def field_path(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def get_text(self, key: str, default: str | None = None) -> str:
        value = self.fields.get(key, default)
        if value is None:
            raise RefusedError(f"{self.file}: {self.field_path(key)} is missing.")
        if not isinstance(value, str):
            raise RefusedError(f"{self.file}: {self.field_path(key)} must be text.")
        return value

    def get_list(self, key: str) -> list[YamlValue]:
        value = self.fields.get(key)
        if not isinstance(value, list):
            raise RefusedError(f"{self.file}: {self.field_path(key)} must be a list.")
        return value

    def get_distance(self, key: str, unit: Unit) -> MeasureRange | None:
        """Return a number, or a list of one or two numbers, in metres; None when the field is missing, empty or 0."""
        value = self.fields.get(key, "")
        if value == "":
            return None
        numbers = value if isinstance(value, list) else [value]
        if len(numbers) not in {1, 2}:
            raise RefusedError(f"{self.file}: {self.field_path(key)} must be a number or a range of two.")
        low, high = (self._parse_metres(key, numbers[index], unit) for index in (0, -1))
        if low > high:
            raise RefusedError(f"{self.file}: {self.field_path(key)} is a range that runs backwards.")
        return MeasureRange(low, high) if high > 0 else None

    def _parse_metres(self, key: str, value: YamlValue, unit: Unit) -> float:
        if not isinstance(value, str) or not _NUMBER.fullmatch(value):
            shown = f" {quoted(value)}" if isinstance(value, str) else ""
            raise RefusedError(f"{self.file}: {self.field_path(key)}{shown} is not a number.")
        distance = to_metres(float(value), unit)
        if not 0 <= distance <= MAX_DISTANCE_M:
            raise RefusedError(f"{self.file}: {self.field_path(key)} {quoted(value)} must be between 0 and 500 km.")
        return distance


class _CalendarHackParser:
    """Reads one file: collects its workouts, and counts what becomes remarks."""

    def __init__(self, file: str, unit: Unit) -> None:
        self._file = file
        self._unit = unit
        self._workouts: list[ParsedWorkout] = []
        self._remarks: list[str] = []
        self._unused_fields: set[str] = set()
        self._untitled_days = 0
        self._range_count = 0
        self._two_run_days = 0
        self._split_equally: list[str] = []
        self._distances_from_text = 0
        self._cells: list[SourceCell] = []

    def parse(self, plan: _YamlMap, text: str) -> Plan:
        weeks = plan.get_list("schedule")
        if not 1 <= len(weeks) <= _MAX_WEEKS:
            raise RefusedError(f"{self._file}: schedule has {len(weeks)} weeks; 1 to {_MAX_WEEKS} are read.")
        self._unused_fields |= plan.fields.keys() - _PLAN_FIELDS
        days = 0
        for index, week in enumerate(weeks):
            days = self._add_week(_YamlMap(week, self._file, f"schedule[{index}]"), index, last=index == len(weeks) - 1)
        race_type = plan.get_text("type", "")
        name = clean_line(plan.get_text("name", "")) or clean_line(plan.get_text("id", "")) or self._file
        header = PlanHeader(
            name=name,
            unit=self._unit,
            race_type=race_type,
            source=clean_line(plan.get_text("source", ""), 500),
            description=clean_note(plan.get_text("description", "")),
            phases=_parse_phases(text, len(weeks)),
            has_race=race_type.lower() not in _NO_RACE_TYPES,
        )
        return build_plan(
            self._file, header, self._workouts, days, [*self._remarks, *self._count_remarks()], cells=self._cells
        )

    def _add_week(self, week: _YamlMap, index: int, *, last: bool) -> int:
        """Read one week and return the length of the plan up to its end, in days."""
        self._unused_fields |= week.fields.keys() - _WEEK_FIELDS
        workouts = week.get_list("workouts")
        if not 1 <= len(workouts) <= 7:
            raise RefusedError(
                f"{self._file}: {week.field_path('workouts')} has {len(workouts)} days; a week has 1 to 7."
            )
        first = index * 7
        if len(workouts) < 7:
            then = "the plan ends there" if last else "the days after them are rest"
            self._remarks.append(f"Week {index + 1} has {format_count(len(workouts), 'day')}; {then}.")
        description = clean_note(render_braces(week.get_text("description", ""), self._unit))
        if description:
            note = _unless_one_line(description)
            self._workouts.append(ParsedWorkout(first, _first_line(description), "", note=note, sport=Sport.NOTE))
        before = len(self._workouts)
        for offset, workout in enumerate(workouts):
            self._add_workout(_YamlMap(workout, self._file, week.field_path(f"workouts[{offset}]")), first + offset)
        total = week.get_distance("distance", self._unit)
        planned_m = sum(workout.planned.distance_m or 0.0 for workout in self._workouts[before:])
        # A tenth of a unit is rounding: authors add up their own rounded figures.
        if total is not None and abs(total.high - planned_m) > METRES_PER_UNIT[self._unit] / 10:
            shown = " and ".join(f"{metres / METRES_PER_UNIT[self._unit]:.1f}" for metres in (total.high, planned_m))
            self._remarks.append(f"Week {index + 1}: the file's total and the sum of its days differ ({shown}).")
        return first + (len(workouts) if last else 7)

    def _add_workout(self, workout: _YamlMap, day: int) -> None:
        self._unused_fields |= workout.fields.keys() - _WORKOUT_FIELDS
        text = clean_note(render_braces(workout.get_text("title"), self._unit))
        description = clean_note(render_braces(workout.get_text("description", ""), self._unit))
        span = workout.get_distance("distance", self._unit)
        sport, kind = self._sport_and_kind(workout)
        if sport is not Sport.REST:
            figure = "" if span is None else f"{span.high / METRES_PER_UNIT[self._unit]:.3f} {self._unit.value}"
            words = ". ".join(part for part in (text, description, figure) if part)
            self._cells.append(SourceCell(format_plan_day(day), day, words))
        if not text and span is None and not description:
            self._untitled_days += 1
        runs = split_am_pm(text)
        if span is not None and span.low < span.high:
            self._range_count += 1
        if len(runs) == 2:
            self._add_two_runs(day, [run for _, run in runs], span, description)
            return
        slot, text = runs[0]
        self._workouts.append(
            ParsedWorkout(
                day=day,
                title=_first_line(text or description),
                source_text=text or description,
                slot=slot,
                planned=self._planned_effort(text, span),
                note=_note(text, description, self._range_line(span, find_distance(normalize_text(text)))),
                sport=sport,
                kind=kind,
            )
        )

    def _add_two_runs(self, day: int, texts: list[str], span: MeasureRange | None, description: str) -> None:
        """Add two runs of one day that share the day's distance."""
        self._two_run_days += 1
        morning, evening = (find_distance(normalize_text(text)) for text in texts)
        if span is None:
            efforts = [self._planned_effort(text, None) for text in texts]
        else:
            hard = [classify_text(text, has_distance=True).effort_hint is EffortHint.SETTLED for text in texts]
            parts, is_guess = split_distance(span.high, (morning, evening), hard, METRES_PER_UNIT[self._unit] / 10)
            efforts = [Effort(distance_m=part) for part in parts]
            if is_guess:
                self._split_equally.append(format_plan_day(day))
        both = sum_ranges([morning, evening]) if morning and evening else None
        for slot, text, effort in zip((Slot.AM, Slot.PM), texts, efforts, strict=True):
            note = _note(text, description, self._range_line(span, both, " of both runs"))
            self._workouts.append(ParsedWorkout(day, _first_line(text), text, slot, effort, note))

    def _planned_effort(self, words: str, span: MeasureRange | None) -> Effort:
        """Return the figure of the file, else what the words give for the whole workout."""
        if span is not None:
            return Effort(distance_m=span.high)
        effort = effort_in_text(normalize_text(words))
        if effort.distance_m is not None:
            self._distances_from_text += 1
        return effort

    def _range_line(self, span: MeasureRange | None, range_in_text: MeasureRange | None, of_what: str = "") -> str:
        """Return the range as a line of the note; empty when there is none or the words give the same."""
        if span is None or span.low == span.high or (range_in_text is not None and _is_same_range(span, range_in_text)):
            return ""
        low, high = (f"{round(metres / METRES_PER_UNIT[self._unit], 3):g}" for metres in span)
        return f"Distance{of_what} in the plan: {low}–{high} {self._unit.value}"

    def _sport_and_kind(self, workout: _YamlMap) -> tuple[Sport | None, str | None]:
        if "tags" not in workout.fields:
            return None, None
        for index, tag in enumerate(workout.get_list("tags")):  # "Run" says nothing about the kind, so the next one may
            if not isinstance(tag, str) or (tag != "Run" and tag not in _TAGS):
                shown = quoted(tag) if isinstance(tag, str) else "that is a list or map"
                raise RefusedError(f"{self._file}: {workout.field_path(f'tags[{index}]')} {shown} is not a known tag.")
            if tag in _TAGS:
                return _TAGS[tag]
        return None, None

    def _count_remarks(self) -> Iterator[str]:
        if self._untitled_days:
            days = count_phrase(self._untitled_days, "day", "without a title is", "without a title are")
            yield f"{days} read as rest."
        if self._range_count:
            ranges = count_phrase(self._range_count, "distance", "is", "are")
            yield f"{ranges} given as a range; the upper end is planned, and the range is in the title or the note."
        if self._two_run_days:
            days = count_phrase(self._two_run_days, "day", "holds", "hold")
            yield f"{days} two runs; the day's distance is divided between them as their words say."
        if self._split_equally:
            yield f"Divided in equal parts, as the words say nothing: {join_first(self._split_equally)}."
        if self._distances_from_text:
            distances = count_phrase(self._distances_from_text, "distance", "is", "are")
            yield f"{distances} read from the words, as the file gives no figure."
        if self._unused_fields:
            names = sorted(clean_line(name, 40) for name in self._unused_fields)
            yield f"Fields that are not used: {join_first(names)}."


def _is_same_range(first: MeasureRange, second: MeasureRange) -> bool:
    return abs(first.low - second.low) < 1 and abs(first.high - second.high) < 1  # metres


def _parse_phases(text: str, weeks: int) -> tuple[tuple[int, str], ...]:
    """Return ``(first day, name)`` of the phases and named weeks in the comments.

    A name with "phase" in it is valid until the next phase; any other ("Down Week") names one week, after which the
    phase goes on.
    """
    phases: dict[int, str] = {}
    current = ""
    resume_day = -1
    for comment in _WEEK_COMMENT.finditer(text):
        week, name = int(comment[1]), _BEGINS.sub("", clean_line(comment[2], 80))
        if not 1 <= week <= weeks:
            continue
        day = (week - 1) * 7
        if current and 0 <= resume_day < day:
            phases.setdefault(resume_day, current)
        phases[day] = name
        resume_day = -1
        if "phase" in name.lower():
            current = name
        elif week < weeks:
            resume_day = day + 7
    if current and resume_day >= 0:
        phases.setdefault(resume_day, current)
    return tuple(sorted(phases.items()))


def _first_line(text: str) -> str:
    return title_of_line(text.strip().partition("\n")[0])[0]


def _unless_one_line(text: str) -> str:
    """Return the text when its first line alone does not hold all of it, else an empty text."""
    return text if "\n" in text or not title_of_line(text)[1] else ""


def _note(text: str, description: str, range_line: str) -> str:
    more = description if normalize_text(description) != normalize_text(text) else ""
    return clean_note("\n".join(part for part in (_unless_one_line(text), more, range_line) if part))


def split_distance(
    total_m: float, ranges: Sequence[MeasureRange | None], is_hard: Sequence[bool], rounding_m: float
) -> tuple[tuple[float, float], bool]:
    """Divide a day's distance between its two runs.

    A total within the ranges of the two runs takes both of them the same share of their range up from the lower end.
    Outside the ranges both are stretched or shrunk by the same factor. But when exactly one run is hard, what exceeds
    both ranges is added to it, because the words of a hard run leave out the warm-up. When only one run has a distance,
    the other one gets the rest.

    Args:
        total_m: The day's distance in metres.
        ranges: The distances in metres that the words give for each run, or None.
        is_hard: Whether each of the runs is a hard one.
        rounding_m: The morning's distance is rounded to a multiple of so many metres, if the evening keeps some.

    Returns:
        The two distances in metres, which add up to ``total_m`` to the millimetre, and whether they are equal parts
        because the words say nothing.
    """
    morning, evening = ranges
    if morning and evening and total_m > morning.high + evening.high and is_hard[0] != is_hard[1]:
        morning, evening = (None, evening) if is_hard[0] else (morning, None)
    if morning is not None and evening is not None:
        first = _split_by_ranges(total_m, morning, evening)
    elif morning is not None:
        first = _distance_of_one(total_m, morning)
    elif evening is not None:
        first = total_m - _distance_of_one(total_m, evening)
    else:
        first = total_m / 2
    stepped = round(first / rounding_m) * rounding_m
    first = round(stepped if 0 < stepped < total_m else first, 3)
    return (first, round(total_m - first, 3)), morning is None and evening is None


def _split_by_ranges(total: float, morning: MeasureRange, evening: MeasureRange) -> float:
    low, high = sum_ranges([morning, evening])
    if total <= low:
        return total * morning.low / low
    if total >= high:
        return total * morning.high / high
    return morning.low + (morning.high - morning.low) * (total - low) / (high - low)


def _distance_of_one(total: float, span: MeasureRange) -> float:
    """Return the run's upper end, else its lower end, else half of the day: the other run must have something left."""
    return next((end for end in (span.high, span.low) if 0 < end < total), total / 2)


def render_braces(text: str, unit: Unit) -> str:
    """Return the text with every brace written out in ``unit``; a unit that follows the brace is not repeated."""
    text = _PAIR_OF_BRACES.sub(_merge_brace_pair, text)

    def replace_brace(brace: re.Match[str]) -> str:
        miles, km = brace.groups()
        follows = _UNIT_WORD.match(text, brace.end())
        shown = unit if follows is None else (Unit.MI if follows[1].lower().startswith("mi") else Unit.KM)
        numbers = re.split("[-–]", km if km and shown is Unit.KM else miles)
        figure = "–".join(_strip_trailing_zeros(number) for number in numbers)
        return figure if follows else f"{figure} {unit.value}"

    return _BRACE.sub(replace_brace, text)


def split_am_pm(text: str) -> list[tuple[Slot | None, str]]:
    """Return the runs of a title, with the half of the day it names: two for ``AM: … / PM: …``, one for any other."""
    text = text.strip()
    if both := _AM_AND_PM.fullmatch(text):
        return [(Slot.AM, both["am"].strip(" \n/;|,")), (Slot.PM, both["pm"].strip())]
    if half := _AM_OR_PM.fullmatch(text):
        return [(Slot(half["slot"].lower()), half["words"].strip())]
    return [(None, text)]


def _merge_brace_pair(pair: re.Match[str]) -> str:
    low, low_km, high, high_km = pair.groups()
    return f"{{{low}-{high}:{low_km}-{high_km}}}" if low_km and high_km else f"{{{low}-{high}}}"


def _strip_trailing_zeros(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
