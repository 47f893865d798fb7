"""Plans in the YAML of calendar-hack: weeks of workouts, each a title in its author's words and perhaps a distance.

Field by field: ``units`` (mi or km) and ``schedule`` are needed, the rest may be missing. A distance may be a range,
of which the upper end is planned, as the authors themselves count. A title may hold two runs (``AM: … / PM: …``) that
share one distance. Phases are named in comments only (``# CalendarWeek 7 - Marathon-Specific Phase Begins``) and read
there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from planner.exchange.classify import EffortHint, classify_text
from planner.exchange.measures_in_text import MeasureRange, find_distance, find_duration, normalize_text
from planner.exchange.plan_builder import (
    ParsedWorkout,
    PlanHeader,
    build_plan,
    first_few,
    format_count,
    format_plan_day,
)
from planner.exchange.safe_yaml import YamlValue, parse_yaml
from planner.text import clean_line, clean_note
from planner.training.measures import MAX_DISTANCE_M, quoted, to_metres
from planner.training.plans import Plan
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort, RunKind, Slot, Sport

_DAYS_A_WEEK: Final = 7
_MOST_WEEKS = 156
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_WEEK_COMMENT = re.compile(
    r"^[^'\"\n]*?#[ \t]*week[ \t]+([0-9]{1,3})[ \t]*[-–—:][ \t]*(\S.*)$", re.IGNORECASE | re.MULTILINE
)
_BEGINS = re.compile(r"\s+(?:begins?|starts?)$", re.IGNORECASE)
_PLAN_FIELDS = {"id", "name", "description", "units", "source", "type", "schedule"}
_WEEK_FIELDS = {"description", "distance", "workouts"}
_WORKOUT_FIELDS = {"title", "description", "distance", "tags"}
_NO_RACE_TYPES = {"base", "multiple distances"}
_TAGS: dict[str, tuple[Sport, RunKind | None]] = {
    "Rest": (Sport.REST, None),
    "Easy Run": (Sport.RUN, RunKind.EASY),
    "Long Run": (Sport.RUN, RunKind.LONG),
    "Cross Train": (Sport.CROSS, None),
    "Race": (Sport.RUN, RunKind.RACE),
    "Speedwork": (Sport.RUN, RunKind.INTERVALS),
    "Hills": (Sport.RUN, RunKind.HILLS),
}


def parse_calendarhack(text: str, file: str) -> Plan:
    """The plan of a calendar-hack YAML file.

    Args:
        text: The decoded file.
        file: What it is called, for a refusal.

    Raises:
        RefusedError: With the file, the field (``schedule[2].workouts[3].distance``) and the value that is wrong.
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
    """A map of the file with its place, so that a refusal can name the field."""

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
        """A number or a list of one or two, as metres; None when the field is missing, empty or 0."""
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
            raise RefusedError(f"{self.file}: {self.field_path(key)} {quoted(value)} must lie between 0 and 500 km.")
        return distance


class _CalendarHackParser:
    """One file being read: the drafts so far, and the counts that become remarks."""

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

    def parse(self, plan: _YamlMap, text: str) -> Plan:
        weeks = plan.get_list("schedule")
        if not 1 <= len(weeks) <= _MOST_WEEKS:
            raise RefusedError(f"{self._file}: schedule has {len(weeks)} weeks; 1 to {_MOST_WEEKS} are read.")
        self._unused_fields |= plan.fields.keys() - _PLAN_FIELDS
        days = 0
        for index, week in enumerate(weeks):
            days = self._add_week(_YamlMap(week, self._file, f"schedule[{index}]"), index, last=index == len(weeks) - 1)
        kind = plan.get_text("type", "")
        name = clean_line(plan.get_text("name", "")) or clean_line(plan.get_text("id", "")) or self._file
        heading = PlanHeader(
            name=name,
            unit=self._unit,
            race_type=kind,
            source=clean_line(plan.get_text("source", ""), 500),
            description=clean_note(plan.get_text("description", "")),
            phases=_parse_phases(text, len(weeks)),
            has_race=kind.lower() not in _NO_RACE_TYPES,
        )
        return build_plan(self._file, heading, self._workouts, days, [*self._remarks, *self._count_remarks()])

    def _add_week(self, week: _YamlMap, index: int, *, last: bool) -> int:
        """Reads one week and gives the plan's length up to its end."""
        self._unused_fields |= week.fields.keys() - _WEEK_FIELDS
        workouts = week.get_list("workouts")
        if not 1 <= len(workouts) <= _DAYS_A_WEEK:
            raise RefusedError(
                f"{self._file}: {week.field_path('workouts')} has {len(workouts)} days; a week has 1 to 7."
            )
        first = index * _DAYS_A_WEEK
        if len(workouts) < _DAYS_A_WEEK:
            then = "the plan ends there" if last else "the days after them are rest"
            self._remarks.append(f"Week {index + 1} has {format_count(len(workouts), 'day')}; {then}.")
        described = clean_note(render_braces(week.get_text("description", ""), self._unit))
        if described:
            self._workouts.append(
                ParsedWorkout(first, _first_line(described), "", note=_unless_one_line(described), sport=Sport.NOTE)
            )
        before = len(self._workouts)
        for offset, workout in enumerate(workouts):
            self._add_workout(_YamlMap(workout, self._file, week.field_path(f"workouts[{offset}]")), first + offset)
        total = week.get_distance("distance", self._unit)
        planned = sum(draft.planned.distance_m or 0.0 for draft in self._workouts[before:])
        if total is not None and abs(total.high - planned) > METRES_PER_UNIT[self._unit] / 10:
            shown = " and ".join(f"{value / METRES_PER_UNIT[self._unit]:.1f}" for value in (total.high, planned))
            self._remarks.append(f"Week {index + 1}: the file's total and the sum of its days differ ({shown}).")
        return first + (len(workouts) if last else _DAYS_A_WEEK)

    def _add_workout(self, workout: _YamlMap, day: int) -> None:
        self._unused_fields |= workout.fields.keys() - _WORKOUT_FIELDS
        text = clean_note(render_braces(workout.get_text("title"), self._unit))
        description = clean_note(render_braces(workout.get_text("description", ""), self._unit))
        span = workout.get_distance("distance", self._unit)
        sport, kind = self._sport_and_kind(workout)
        if not text and span is None and not description:
            self._untitled_days += 1
        runs = split_am_pm(text)
        if span is not None and span.low < span.high:
            self._range_count += 1
        if len(runs) == 2:
            self._add_two_runs(day, [half for _, half in runs], span, description)
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
            ),
        )

    def _add_two_runs(self, day: int, texts: list[str], span: MeasureRange | None, description: str) -> None:
        """Two runs of one day that share the day's distance."""
        self._two_run_days += 1
        ranges_in_text = [find_distance(normalize_text(half)) for half in texts]
        if span is None:
            efforts = [self._planned_effort(half, None) for half in texts]
        else:
            hard = [classify_text(half, has_distance=True).effort_hint is EffortHint.SETTLED for half in texts]
            parts, guessed = split_distance(span.high, ranges_in_text, hard, METRES_PER_UNIT[self._unit] / 10)
            efforts = [Effort(distance_m=part) for part in parts]
            if guessed:
                self._split_equally.append(format_plan_day(day))
        both = (
            MeasureRange(ranges_in_text[0].low + ranges_in_text[1].low, ranges_in_text[0].high + ranges_in_text[1].high)
            if ranges_in_text[0] and ranges_in_text[1]
            else None
        )
        for slot, half, effort in zip((Slot.AM, Slot.PM), texts, efforts, strict=True):
            note = _note(half, description, self._range_line(span, both, " of both runs"))
            self._workouts.append(ParsedWorkout(day, _first_line(half), half, slot, effort, note))

    def _planned_effort(self, words: str, span: MeasureRange | None) -> Effort:
        """The figure of the file, else what the words say for the whole workout."""
        if span is not None:
            return Effort(distance_m=span.high)
        text = normalize_text(words)
        distance = find_distance(text)
        if distance is not None:
            self._distances_from_text += 1
            return Effort(distance_m=round(distance.high, 3))
        duration = find_duration(text)
        return Effort(duration_s=round(duration.high)) if duration is not None else Effort()

    def _range_line(self, span: MeasureRange | None, range_in_text: MeasureRange | None, of_what: str = "") -> str:
        """The range as a line of the note, unless there is none or the words say the same."""
        if span is None or span.low == span.high or (range_in_text is not None and _is_same_range(span, range_in_text)):
            return ""
        low, high = (f"{round(value / METRES_PER_UNIT[self._unit], 3):g}" for value in span)
        return f"Distance{of_what} in the plan: {low}–{high} {self._unit.value}"

    def _sport_and_kind(self, workout: _YamlMap) -> tuple[Sport | None, str | None]:
        if "tags" not in workout.fields:
            return None, None
        for index, tag in enumerate(workout.get_list("tags")):
            if not isinstance(tag, str) or (tag != "Run" and tag not in _TAGS):
                shown = quoted(tag) if isinstance(tag, str) else "that is a list or map"
                raise RefusedError(f"{self._file}: {workout.field_path(f'tags[{index}]')} {shown} is not a known tag.")
            if tag in _TAGS:
                return _TAGS[tag]
        return None, None

    def _count_remarks(self) -> list[str]:
        remarks = []
        if self._untitled_days:
            remarks.append(
                f"{format_count(self._untitled_days, 'day')} without a title {_are(self._untitled_days)} read as rest."
            )
        if self._range_count:
            remarks.append(
                f"{format_count(self._range_count, 'distance')} {_are(self._range_count)} given as a range; "
                "the upper end is planned, and the range stands in the title or the note.",
            )
        if self._two_run_days:
            remarks.append(
                f"{format_count(self._two_run_days, 'day')} {'holds' if self._two_run_days == 1 else 'hold'} two runs; "
                "the day's distance is shared out as their words say.",
            )
        if self._split_equally:
            remarks.append(f"Shared out in equal parts, for want of words: {first_few(self._split_equally)}.")
        if self._distances_from_text:
            many = format_count(self._distances_from_text, "distance")
            remarks.append(
                f"{many} {_are(self._distances_from_text)} read from the words, as the file gives no figure."
            )
        if self._unused_fields:
            remarks.append(
                f"Fields that are not used: {first_few(sorted(clean_line(name, 40) for name in self._unused_fields))}."
            )
        return remarks


def _is_same_range(one: MeasureRange, other: MeasureRange) -> bool:
    return abs(one.low - other.low) < 1 and abs(one.high - other.high) < 1


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _parse_phases(text: str, weeks: int) -> tuple[tuple[int, str], ...]:
    """Phases and named weeks of the comments.

    A name with "phase" in it holds until the next phase; any other ("Down Week") is that of one week, after which the
    phase goes on.
    """
    phases: dict[int, str] = {}
    current = ""
    resume_day = -1
    for found in _WEEK_COMMENT.finditer(text):
        week, name = int(found[1]), _BEGINS.sub("", clean_line(found[2], 80))
        if not 1 <= week <= weeks:
            continue
        day = (week - 1) * _DAYS_A_WEEK
        if current and 0 <= resume_day < day:
            phases.setdefault(resume_day, current)
        phases[day] = name
        resume_day = -1
        if "phase" in name.lower():
            current = name
        elif week < weeks:
            resume_day = day + _DAYS_A_WEEK
    if current and resume_day >= 0:
        phases.setdefault(resume_day, current)
    return tuple(sorted(phases.items()))


def _first_line(text: str) -> str:
    return clean_line(text.strip().partition("\n")[0])


def _unless_one_line(text: str) -> str:
    """The text again, when its first line alone does not say it all."""
    return text if "\n" in text or _first_line(text) != text else ""


def _note(text: str, description: str, range_line: str) -> str:
    parts = [_unless_one_line(text)]
    if normalize_text(description) != normalize_text(text):
        parts.append(description)
    parts.append(range_line)
    return clean_note("\n".join(part for part in parts if part))


def split_distance(
    total_m: float,
    ranges: Sequence[MeasureRange | None],
    is_hard: Sequence[bool],
    rounding_m: float,
) -> tuple[tuple[float, float], bool]:
    """The two distances in metres; they add up to ``total_m`` to the millimetre.

    Within the ranges of both runs, both move up from their lower ends by the same share of their range; beyond them,
    both are stretched or shrunk alike. But what a day has beyond both ranges belongs to the one hard run among them:
    its words leave out the warm-up. Where only one run has a distance, the other takes the rest.

    Args:
        total_m: The day's distance.
        ranges: What the words say of each run, or None.
        is_hard: Which of the runs is hard for its pace.
        rounding_m: The morning is rounded to this, where that leaves something for the evening.

    Returns:
        The two distances, and whether they are equal parts for want of words.
    """
    morning, evening = ranges
    if (
        morning is not None
        and evening is not None
        and total_m > morning.high + evening.high
        and is_hard[0] != is_hard[1]
    ):
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
    low, high = morning.low + evening.low, morning.high + evening.high
    if total <= low:
        return total * morning.low / low
    if total >= high:
        return total * morning.high / high
    return morning.low + (morning.high - morning.low) * (total - low) / (high - low)


def _distance_of_one(total: float, span: MeasureRange) -> float:
    """The run's upper end, else its lower one, else half of the day: the other run must have something left."""
    return next((end for end in (span.high, span.low) if 0 < end < total), total / 2)


_BRACE_NUMBER = r"[0-9]{1,4}(?:\.[0-9]{1,3})?"
_RANGE = rf"{_BRACE_NUMBER}(?:[-–]{_BRACE_NUMBER})?"
_BRACE = re.compile(rf"\{{({_RANGE})(?::({_RANGE}))?\}}")
_PAIR_OF_BRACES = re.compile(
    rf"\{{({_BRACE_NUMBER})(?::({_BRACE_NUMBER}))?\}}[-–]\{{({_BRACE_NUMBER})(?::({_BRACE_NUMBER}))?\}}"
)
_UNIT_WORD = re.compile(r"\s*(mi|miles?|km|k)\b", re.IGNORECASE)
_DOUBLE = re.compile(r"am\s*:(?P<am>.+?)\bpm\s*:(?P<pm>.+)", re.IGNORECASE | re.DOTALL)
_HALF = re.compile(r"(?P<slot>am|pm)\s*:(?P<words>.+)", re.IGNORECASE | re.DOTALL)


def render_braces(text: str, unit: Unit) -> str:
    """The text with every brace written out in ``unit``; a unit that already follows the brace is not repeated."""
    text = _PAIR_OF_BRACES.sub(_merge_brace_pair, text)

    def replace_brace(brace: re.Match[str]) -> str:
        miles, km = brace.groups()
        follows = _UNIT_WORD.match(text, brace.end())
        shown = unit if follows is None else (Unit.MI if follows[1].lower().startswith("mi") else Unit.KM)
        figure = "–".join(
            _strip_trailing_zeros(part) for part in re.split("[-–]", km if km and shown is Unit.KM else miles)
        )
        return figure if follows else f"{figure} {unit.value}"

    return _BRACE.sub(replace_brace, text)


def split_am_pm(text: str) -> list[tuple[Slot | None, str]]:
    """The runs of one title, with the half of the day that it names: two for ``AM: … / PM: …``, one for any other."""
    text = text.strip()
    double = _DOUBLE.fullmatch(text)
    if double is not None:
        return [(Slot.AM, double["am"].strip(" \n/;|,")), (Slot.PM, double["pm"].strip())]
    half = _HALF.fullmatch(text)
    if half is not None:
        return [(Slot(half["slot"].lower()), half["words"].strip())]
    return [(None, text)]


def _merge_brace_pair(pair: re.Match[str]) -> str:
    low, low_km, high, high_km = pair.groups()
    return f"{{{low}-{high}:{low_km}-{high_km}}}" if low_km and high_km else f"{{{low}-{high}}}"


def _strip_trailing_zeros(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
