"""Plans in the YAML of calendar-hack: weeks of workouts, each a title in its author's words and perhaps a distance.

Field by field: ``units`` (mi or km) and ``schedule`` are needed, the rest may be missing. A distance may be a range,
of which the upper end is planned, as the authors themselves count. A title may hold two runs (``AM: … / PM: …``) that
share one distance. Phases are named in comments only (``# Week 7 - Marathon-Specific Phase Begins``) and read there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from planner.exchange.braces import halves, render
from planner.exchange.drafts import Draft, Heading, assemble, counted, listed, place
from planner.exchange.measurewords import Span, distance_in, duration_in, plain
from planner.exchange.plainyaml import Value, read_yaml
from planner.exchange.sharing import share
from planner.exchange.wording import Says, read_wording
from planner.text import clean_line, clean_note
from planner.training.measures import LONGEST_DISTANCE_M, metres, quoted
from planner.training.plans import RunPlan
from planner.training.races import METRES_PER, Unit
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


def read_calendarhack(text: str, file: str) -> RunPlan:
    """The plan of a calendar-hack YAML file.

    Args:
        text: The decoded file.
        file: What it is called, for a refusal.

    Raises:
        RefusedError: With the file, the field (``schedule[2].workouts[3].distance``) and the value that is wrong.
    """
    plan = _Map(read_yaml(text, file), file, "")
    if "schedule" not in plan.values:
        fields = ", ".join(quoted(key) for key in list(plan.values)[:3])
        raise RefusedError(f"{file}: this YAML is not a calendar-hack plan: schedule is missing (it has {fields}).")
    unit_name = plan.text("units")
    if unit_name not in {"mi", "km"}:
        raise RefusedError(f"{file}: units {quoted(unit_name)} must be mi or km.")
    return _Reading(file, Unit(unit_name)).plan(plan, text)


@dataclass(slots=True)
class _Map:
    """A map of the file with its place, so that a refusal can name the field."""

    raw: Value
    file: str
    at: str
    values: dict[str, Value] = field(init=False)

    def __post_init__(self) -> None:
        if not isinstance(self.raw, dict):
            raise RefusedError(f"{self.file}: {self.at or 'the document'} must be a map of fields.")
        self.values = self.raw

    def place(self, key: str) -> str:
        return f"{self.at}.{key}" if self.at else key

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if value is None:
            raise RefusedError(f"{self.file}: {self.place(key)} is missing.")
        if not isinstance(value, str):
            raise RefusedError(f"{self.file}: {self.place(key)} must be text.")
        return value

    def items(self, key: str) -> list[Value]:
        value = self.values.get(key)
        if not isinstance(value, list):
            raise RefusedError(f"{self.file}: {self.place(key)} must be a list.")
        return value

    def distance(self, key: str, unit: Unit) -> Span | None:
        """A number or a list of one or two, as metres; None when the field is missing, empty or 0."""
        value = self.values.get(key, "")
        if value == "":
            return None
        numbers = value if isinstance(value, list) else [value]
        if len(numbers) not in {1, 2}:
            raise RefusedError(f"{self.file}: {self.place(key)} must be a number or a range of two.")
        low, high = (self._metres(key, numbers[index], unit) for index in (0, -1))
        if low > high:
            raise RefusedError(f"{self.file}: {self.place(key)} is a range that runs backwards.")
        return Span(low, high) if high > 0 else None

    def _metres(self, key: str, value: Value, unit: Unit) -> float:
        if not isinstance(value, str) or not _NUMBER.fullmatch(value):
            shown = f" {quoted(value)}" if isinstance(value, str) else ""
            raise RefusedError(f"{self.file}: {self.place(key)}{shown} is not a number.")
        distance = metres(float(value), unit)
        if not 0 <= distance <= LONGEST_DISTANCE_M:
            raise RefusedError(f"{self.file}: {self.place(key)} {quoted(value)} must lie between 0 and 500 km.")
        return distance


class _Reading:
    """One file being read: the drafts so far, and the counts that become remarks."""

    def __init__(self, file: str, unit: Unit) -> None:
        self._file = file
        self._unit = unit
        self._drafts: list[Draft] = []
        self._remarks: list[str] = []
        self._unused: set[str] = set()
        self._untitled = 0
        self._ranges = 0
        self._doubles = 0
        self._split_by_guess: list[str] = []
        self._distances_in_words = 0

    def plan(self, plan: _Map, text: str) -> RunPlan:
        weeks = plan.items("schedule")
        if not 1 <= len(weeks) <= _MOST_WEEKS:
            raise RefusedError(f"{self._file}: schedule has {len(weeks)} weeks; 1 to {_MOST_WEEKS} are read.")
        self._unused |= plan.values.keys() - _PLAN_FIELDS
        days = 0
        for index, week in enumerate(weeks):
            days = self._week(_Map(week, self._file, f"schedule[{index}]"), index, last=index == len(weeks) - 1)
        kind = plan.text("type", "")
        name = clean_line(plan.text("name", "")) or clean_line(plan.text("id", "")) or self._file
        heading = Heading(
            name=name,
            unit=self._unit,
            kind_of_race=kind,
            source=clean_line(plan.text("source", ""), 500),
            description=clean_note(plan.text("description", "")),
            phases=_phases(text, len(weeks)),
            has_race=kind.lower() not in _NO_RACE_TYPES,
        )
        return assemble(self._file, heading, self._drafts, days, [*self._remarks, *self._counts()])

    def _week(self, week: _Map, index: int, *, last: bool) -> int:
        """Reads one week and gives the plan's length up to its end."""
        self._unused |= week.values.keys() - _WEEK_FIELDS
        workouts = week.items("workouts")
        if not 1 <= len(workouts) <= _DAYS_A_WEEK:
            raise RefusedError(f"{self._file}: {week.place('workouts')} has {len(workouts)} days; a week has 1 to 7.")
        first = index * _DAYS_A_WEEK
        if len(workouts) < _DAYS_A_WEEK:
            then = "the plan ends there" if last else "the days after them are rest"
            self._remarks.append(f"Week {index + 1} has {counted(len(workouts), 'day')}; {then}.")
        described = clean_note(render(week.text("description", ""), self._unit))
        if described:
            self._drafts.append(Draft(first, _first_line(described), "", note=_beyond(described), sport=Sport.NOTE))
        before = len(self._drafts)
        for offset, workout in enumerate(workouts):
            self._workout(_Map(workout, self._file, week.place(f"workouts[{offset}]")), first + offset)
        total = week.distance("distance", self._unit)
        planned = sum(draft.planned.distance_m or 0.0 for draft in self._drafts[before:])
        if total is not None and abs(total.high - planned) > METRES_PER[self._unit] / 10:
            shown = " and ".join(f"{value / METRES_PER[self._unit]:.1f}" for value in (total.high, planned))
            self._remarks.append(f"Week {index + 1}: the file's total and the sum of its days differ ({shown}).")
        return first + (len(workouts) if last else _DAYS_A_WEEK)

    def _workout(self, workout: _Map, day: int) -> None:
        self._unused |= workout.values.keys() - _WORKOUT_FIELDS
        words = clean_note(render(workout.text("title"), self._unit))
        described = clean_note(render(workout.text("description", ""), self._unit))
        span = workout.distance("distance", self._unit)
        sport, kind = self._tag(workout)
        if not words and span is None and not described:
            self._untitled += 1
        runs = halves(words)
        if span is not None and span.low < span.high:
            self._ranges += 1
        if len(runs) == 2:
            self._double(day, [half for _, half in runs], span, described)
            return
        slot, words = runs[0]
        self._drafts.append(
            Draft(
                day=day,
                title=_first_line(words or described),
                words=words or described,
                slot=slot,
                planned=self._planned(words, span),
                note=_note(words, described, self._range_line(span, distance_in(plain(words)))),
                sport=sport,
                kind=kind,
            ),
        )

    def _double(self, day: int, words: list[str], span: Span | None, described: str) -> None:
        """Two runs of one day that share the day's distance."""
        self._doubles += 1
        said = [distance_in(plain(half)) for half in words]
        if span is None:
            efforts = [self._planned(half, None) for half in words]
        else:
            hard = [read_wording(half, measured=True).says is Says.KIND for half in words]
            parts, guessed = share(span.high, said, hard, METRES_PER[self._unit] / 10)
            efforts = [Effort(distance_m=part) for part in parts]
            if guessed:
                self._split_by_guess.append(place(day))
        both = Span(said[0].low + said[1].low, said[0].high + said[1].high) if said[0] and said[1] else None
        for slot, half, effort in zip((Slot.AM, Slot.PM), words, efforts, strict=True):
            note = _note(half, described, self._range_line(span, both, " of both runs"))
            self._drafts.append(Draft(day, _first_line(half), half, slot, effort, note))

    def _planned(self, words: str, span: Span | None) -> Effort:
        """The figure of the file, else what the words say for the whole workout."""
        if span is not None:
            return Effort(distance_m=span.high)
        text = plain(words)
        distance = distance_in(text)
        if distance is not None:
            self._distances_in_words += 1
            return Effort(distance_m=round(distance.high, 3))
        duration = duration_in(text)
        return Effort(duration_s=round(duration.high)) if duration is not None else Effort()

    def _range_line(self, span: Span | None, said: Span | None, of: str = "") -> str:
        """The range as a line of the note, unless there is none or the words say the same."""
        if span is None or span.low == span.high or (said is not None and _same(span, said)):
            return ""
        low, high = (f"{round(value / METRES_PER[self._unit], 3):g}" for value in span)
        return f"Distance{of} in the plan: {low}–{high} {self._unit.value}"

    def _tag(self, workout: _Map) -> tuple[Sport | None, str | None]:
        if "tags" not in workout.values:
            return None, None
        for index, tag in enumerate(workout.items("tags")):
            if not isinstance(tag, str) or (tag != "Run" and tag not in _TAGS):
                shown = quoted(tag) if isinstance(tag, str) else "that is a list or map"
                raise RefusedError(f"{self._file}: {workout.place(f'tags[{index}]')} {shown} is not a known tag.")
            if tag in _TAGS:
                return _TAGS[tag]
        return None, None

    def _counts(self) -> list[str]:
        said = []
        if self._untitled:
            said.append(f"{counted(self._untitled, 'day')} without a title {_are(self._untitled)} read as rest.")
        if self._ranges:
            said.append(
                f"{counted(self._ranges, 'distance')} {_are(self._ranges)} given as a range; "
                "the upper end is planned, and the range stands in the title or the note.",
            )
        if self._doubles:
            said.append(
                f"{counted(self._doubles, 'day')} {'holds' if self._doubles == 1 else 'hold'} two runs; "
                "the day's distance is shared out as their words say.",
            )
        if self._split_by_guess:
            said.append(f"Shared out in equal parts, for want of words: {listed(self._split_by_guess)}.")
        if self._distances_in_words:
            many = counted(self._distances_in_words, "distance")
            said.append(f"{many} {_are(self._distances_in_words)} read from the words, as the file gives no figure.")
        if self._unused:
            said.append(f"Fields that are not used: {listed(sorted(clean_line(name, 40) for name in self._unused))}.")
        return said


def _same(one: Span, other: Span) -> bool:
    return abs(one.low - other.low) < 1 and abs(one.high - other.high) < 1


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _phases(text: str, weeks: int) -> tuple[tuple[int, str], ...]:
    """Phases and named weeks of the comments.

    A name with "phase" in it holds until the next phase; any other ("Down Week") is that of one week, after which the
    phase goes on.
    """
    phases: dict[int, str] = {}
    current = ""
    resumes = -1
    for found in _WEEK_COMMENT.finditer(text):
        week, name = int(found[1]), _BEGINS.sub("", clean_line(found[2], 80))
        if not 1 <= week <= weeks:
            continue
        day = (week - 1) * _DAYS_A_WEEK
        if current and 0 <= resumes < day:
            phases.setdefault(resumes, current)
        phases[day] = name
        resumes = -1
        if "phase" in name.lower():
            current = name
        elif week < weeks:
            resumes = day + _DAYS_A_WEEK
    if current and resumes >= 0:
        phases.setdefault(resumes, current)
    return tuple(sorted(phases.items()))


def _first_line(text: str) -> str:
    return clean_line(text.strip().partition("\n")[0])


def _beyond(text: str) -> str:
    """The text again, when its first line alone does not say it all."""
    return text if "\n" in text or _first_line(text) != text else ""


def _note(words: str, described: str, range_line: str) -> str:
    parts = [_beyond(words)]
    if plain(described) != plain(words):
        parts.append(described)
    parts.append(range_line)
    return clean_note("\n".join(part for part in parts if part))
