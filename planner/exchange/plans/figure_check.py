"""No figure of a file is lost in silence: every number in its cells is looked for in the plan that was made of them.

The check knows nothing of how the words were read. It takes the numbers of each cell as they are written and compares
them with the figures of the workouts on that day: distances, times, steps, paces, repetitions and their sums. What is
not among them is listed under "please check". Numbers that are plainly no length (a pace, a heart rate, ``week 3``) are
not looked for.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import NamedTuple

from planner.text import clean_line, join_words
from planner.training.measures import METRES_PER_KM, METRES_PER_MILE
from planner.training.plans import PlanEntry
from planner.training.steps import Intensity, Repeat, Step, StepKind, single_steps
from planner.training.workouts import Sport

_MOST_CHARACTERS = 10_000
_MOST_PLACES = 12
"""So many cells with the same doubt are named; the others are counted."""
_MOST_PART_DOUBTS = 6
"""So many doubts about parts of runs, whose length is known, are listed one by one."""
_MOST_TERMS = 24
_MOST_TIMES = 1000
_LEAST_METRES_IN_PLURAL = 200
"""``6 x 800s`` are metres."""
_LEAST_SHARE = 0.03
"""A figure that is less of a sum than this share would be lost in its rounding."""
_QUOTED = 60
_ROUNDING = 0.015
_EASY_ROUNDING = 0.15
"""Warm-up, cool-down and easy running take up what the author rounded."""
_DASHES = str.maketrans("–—−‐‑×’′″”“", '-----x\'\'"""')
_N = r"[0-9]{1,6}(?:[.,][0-9]{1,3})?"
_CLOCK = r"[0-9]{1,3}:[0-5][0-9](?::[0-5][0-9])?"
_PER = r"(?:/|per |p/) ?(?:km|k|mi|m)\w{0,4}"
_STRIDES = (
    r"(?:strides?|striders?|steigerung\w{0,8}|lignes droites|acc[eé]l\w{0,12}|allungh\w|rectas|progresivos|pick-?ups)"
)
_LABELS = r"zone|dl|ga|week|wk|day|session|phase|level|stage|block|woche|tag|semaine|semana|settimana|no\.|#|nr\.?"
_NUMBER_OF_STRIDES = r"[0-9]{1,2}(?: ?- ?[0-9]{1,2})? ?x?(?: ?[0-9]{1,3} ?(?:m|s|sec|seconds|\"|'')?\.?)?"
_PATTERNS = (
    rf"(?:{_CLOCK}|[0-9]'[0-5][0-9]\"?|{_N})(?: ?- ?(?:{_CLOCK}|{_N}))? ?(?:min(?:utes)?\.?|')? ?{_PER}",
    r"(?:@|at|pace:?|tempo:?|in) ?[0-9]{1,2}:[0-5][0-9](?: ?- ?[0-9]{1,2}:[0-5][0-9])?(?![0-9:]| ?h)",
    rf"{_N}(?: ?- ?{_N})? ?(?:km/h|kmh|kph|mph|bpm|kg|lbs?|ml|°|c\b|watts?|w\b)",
    r"~?[0-9]{1,3}(?: ?[-/] ?[0-9]{1,3}){0,6} ?%(?: ?\)? ?(?:of )?(?:your )?(?:5k|10k))?",
    r"(?:hr|heart rate|fc|fcm|hf|puls\w{0,6}|fcmax|bpm) ?[:<=>~]{0,2} ?[0-9]{2,3}(?: ?- ?[0-9]{2,3})?",
    r"rpe ?[:=]? ?[0-9.,]{1,4}(?: ?- ?[0-9.,]{1,4})?(?: ?/ ?10)?|[0-9]{1,2} ?/ ?10(?! ?[k0-9])",
    r"(?<![0-9])(?:3|5|10|15|21)k?(?:-(?:5|10|15))?km?[ -](?:race[ -]|goal[ -])?(?:pace|effort|speed|tempo)",
    r"(?:@|at|allure|ritmo|ritmo de) ?(?:3|5|10|15|21)(?:k? ?- ?(?:5|10|15))? ?km?\b",
    rf"(?<!\w)(?:{_LABELS}) ?[0-9]{{1,3}}(?![0-9']|[.,][0-9]| ?(?:km|mi|min|k\b|m\b|h\b|h[0-9]))",
    r"[0-9]{1,3}(?:st|nd|rd|th)\b",
    r"\b[0-9]{1,2}(?::[0-5][0-9])? ?(?:am|pm|uhr|a\.m\.|p\.m\.)\b",
    r"\b(?:at|um|alle|à|às|a|a las) [0-9]{1,2}:[0-5][0-9]",
    r"\b(?:19|20)[0-9]{2}\b(?! ?(?:m|k|metr|meter))",
    r"\+?[0-9]{2,5}[ /-][0-9 -]{6,14}[0-9]|[0-9]{7,}",
    rf"{_N} ?(?:ft|feet|hm|höhenmeter|m ?(?:of )?(?:climb|elevation|ascent|gain|vert|d\+|\+(?! ?[0-9a-z])))",
    rf"d ?\+[: ]{{0,2}}{_N} ?m?\b",
    r"sub[ -]?[0-9:.h]{1,8}|mp ?[+-] ?[0-9]{1,3} ?s?\b",
    rf"{_NUMBER_OF_STRIDES} ?-?(?:hill )?{_STRIDES}",
    r"(?<!\w)[^\W\d_]\w{0,20}[0-9][\w.]{0,8}",
    r"[a-z]{3,6}://\S{1,200}",
)
_NO_LENGTHS = re.compile("|".join(_PATTERNS))
"""Numbers that say how fast, how hard, when or which, and so many strides."""
_UNITS = {
    "km": METRES_PER_KM,
    "mi": METRES_PER_MILE,
    "h": 3600.0,
    "min": 60.0,
    "s": 1.0,
}
_UNIT = re.compile(
    r"[ -]?(?:(?P<km>kms?\b|k\b|[kq]uil[oôó]m\w{0,6}|kilom\w{0,6}|chilomet\w{0,3})"
    r"|(?P<mi>mi\b|miles?\b|meilen?\b|mill[ae]s?\b|migli[ao]\b|mijl\w{0,3}|milhas?\b)"
    r"|(?P<h>h\b|hrs?\b|hours?\b|std\b|stunden?\b|heures?\b|horas?\b|or[ae]\b|uur\b)"
    r"|(?P<min>min\w{0,5}\b|mn\b|'(?!'))"
    r"|(?P<s>s\b|secs?\b|second\w{0,3}|sek\w{0,6}|seg\w{0,6}|''|\")|(?P<m>m\b|m[eè]t\w{1,4}\b))"
)
_FIGURES = re.compile(
    r"(?P<hours>[0-9]{1,2}) ?(?:h|hrs?|hours?|std|uur|u)\.? ?(?:and )?(?P<minutes>[0-5]?[0-9])"
    r"(?![0-9.,:])(?! ?(?:k|mi\b|mil|x))"
    r"|(?P<prime>[0-9]{1,3})['m](?:in)? ?(?P<seconds>[0-5][0-9])(?![0-9])(?=[\"'s ]|$)"
    rf"|(?P<clock>{_CLOCK})"
    r"|(?:(?P<whole>[0-9]{1,3}) )?(?P<over>[1-3])/(?P<under>[234])(?![0-9/])"
    rf"|(?P<number>{_N})"
)
_IS_RANGE = re.compile(r"(?: ?(?:km|k|mi|miles?|min|m|h))? ?(?:-|to|bis|à|a|or|hasta|tot|ai|até|/) ?(?=[0-9])")
_TIMES = re.compile(r" ?-?(?:x|\*|mal\b|fois\b|veces\b|volte\b|keer\b|vezes\b|times\b|reps?\b|sets?\b|rounds?\b)")
_FRACTIONS = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3"}
_THOUSANDS = re.compile(r"(?<![0-9.,])([0-9]{1,2})[., ]([0-9]{3})(?= ?(?:m\b|met))")


class SourceCell(NamedTuple):
    """Words of the file that belong to one day of the plan.

    Attributes:
        where: What a doubt calls the cell: ``week 2 Tue``, ``line 7``.
        day: Days since the plan's first day, from 0.
        text: The words as the file has them, of the workout's cells only: title, figures, steps, notes; without week
            numbers, dates, weekly totals and columns that a remark calls unused.
    """

    where: str
    day: int
    text: str


@dataclass(slots=True)
class _Known:
    """The figures of a day's workouts: metres, seconds, and how often something is done."""

    metres: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    counts: set[int] = field(default_factory=set)
    easy: list[float] = field(default_factory=list)
    """Metres and seconds of easy steps, which may have been lengthened."""


@dataclass(slots=True)
class _Figure:
    """A number of a cell.

    Attributes:
        text: As it is written.
        metres: What it is as a distance, by each unit that it may have.
        seconds: What it is as a time, by each unit that it may have.
        count: What it is as a number of repetitions; None where it has a unit.
        times: How often it is repeated, by a number right before it.
        is_range_end: Whether the figure before is the lower end of a range with it.
        is_found: Whether the plan has it.
    """

    text: str
    metres: tuple[float, ...]
    seconds: tuple[float, ...]
    count: float | None = None
    times: int = 1
    is_range_end: bool = False
    is_found: bool = False


def find_lost_figures(cells: Sequence[SourceCell], entries: Sequence[PlanEntry]) -> list[str]:
    """Return a sentence for each cell with a figure that no workout of its day has; equal ones share a sentence.

    Where many runs have a length and only their parts are not read, one sentence says so of all of them.
    """
    by_day: dict[int, list[PlanEntry]] = defaultdict(list)
    for entry in entries:
        by_day[entry.day].append(entry)
    known_of_day: dict[int, _Known] = {}
    of_wholes: dict[str, list[str]] = {}
    of_parts: dict[str, list[str]] = {}
    for cell in cells:
        day = by_day[cell.day]
        figures_of_cell = _read_figures(cell.text)
        if figures_of_cell and cell.day not in known_of_day:
            known_of_day[cell.day] = _known_figures(day)
        lost = _lost_figures(figures_of_cell, known_of_day[cell.day]) if figures_of_cell else []
        if lost:
            figures = "the figure" if len(lost) == 1 else "the figures"
            shown = clean_line(" ".join(cell.text.split()), _QUOTED)
            doubt = f'"{shown}" is read without {figures} {join_words(lost)}.'
            has_lengths = all(entry.planned.distance_m or entry.planned.duration_s for entry in day if _is_run(entry))
            is_part = has_lengths and any(_is_run(entry) for entry in day)
            (of_parts if is_part else of_wholes).setdefault(doubt, []).append(cell.where)
    sentences = [f"{_places_text(where)}: {doubt}" for doubt, where in of_wholes.items()]
    if len(of_parts) <= _MOST_PART_DOUBTS:
        return [*sentences, *(f"{_places_text(where)}: {doubt}" for doubt, where in of_parts.items())]
    places = _places_text([place for where in of_parts.values() for place in where])
    return [*sentences, f"{places}: of these runs the length is read, and some figures of their parts stay words."]


def _is_run(entry: PlanEntry) -> bool:
    return entry.sport is Sport.RUN


def find_runs_without_length(runs: Iterable[tuple[str, PlanEntry]]) -> list[str]:
    """Return a sentence for the runs that have neither distance nor time; equal ones share a sentence.

    Args:
        runs: Each run with what a doubt calls its cell.
    """
    places: dict[str, list[str]] = {}
    for where, entry in runs:
        planned = entry.planned
        if entry.sport is Sport.RUN and not (planned.distance_m or planned.duration_s or planned.steps):
            places.setdefault(entry.title, []).append(where)
    return [
        f'{_places_text(where)}: "{clean_line(title, _QUOTED)}" has neither distance nor time.'
        for title, where in places.items()
    ]


def _places_text(places: Sequence[str]) -> str:
    unique = [*dict.fromkeys(places)]
    if len(unique) <= _MOST_PLACES:
        return ", ".join(unique)
    return f"{', '.join(unique[:_MOST_PLACES])} and {len(unique) - _MOST_PLACES} more"


def _lost_figures(figures: list[_Figure], known: _Known) -> list[str]:
    """Return the figures of a cell that are none of the day's, as they are written."""
    for figure in figures:
        figure.is_found = _is_known(figure, known)
    if not all(figure.is_found for figure in figures):
        _find_sums(figures, known)
    for before, figure in pairwise(figures):
        if figure.is_range_end and (before.is_found or figure.is_found or _holds_one(before, figure, known)):
            before.is_found = figure.is_found = True  # one end is planned, the other is in the title
    return [*dict.fromkeys(figure.text for figure in figures if not figure.is_found)]


def _holds_one(low: _Figure, high: _Figure, known: _Known) -> bool:
    """Return whether one of the plan's figures lies in a range."""
    for lows, highs, pool in ((low.metres, high.metres, known.metres), (low.seconds, high.seconds, known.seconds)):
        if any(first <= each <= last for first in lows for last in highs for each in pool if each):
            return len(highs) == 1
    return False


def _read_figures(text: str) -> list[_Figure]:
    plain = text[:_MOST_CHARACTERS].lower().translate(_DASHES)
    for sign, fraction in _FRACTIONS.items():
        plain = plain.replace(sign, fraction)
    plain = _THOUSANDS.sub(r"\1\2", " ".join(plain.split()))
    plain = _NO_LENGTHS.sub(lambda match: " " * len(match[0]), plain)
    figures: list[_Figure] = []
    range_follows = False
    times = 1
    for match in _FIGURES.finditer(plain):
        figure, end = _read_figure(match)
        figure.is_range_end = range_follows
        figure.times = times
        times = int(figure.count) if figure.count and _TIMES.match(plain, end) and figure.count < _MOST_TIMES else 1
        range_follows = _IS_RANGE.match(plain, match.end()) is not None
        figures.append(figure)
    return figures


def _read_figure(match: re.Match[str]) -> tuple[_Figure, int]:
    """Return a figure, and where it ends with its unit."""
    text = match[0].strip()
    if match["hours"]:
        return _Figure(text, (), (int(match["hours"]) * 3600 + int(match["minutes"]) * 60,)), match.end()
    if match["prime"]:
        return _Figure(text, (), (int(match["prime"]) * 60 + int(match["seconds"]),)), match.end()
    if match["clock"]:
        first, second, *third = (int(part) for part in match["clock"].split(":"))
        as_hours = first * 3600 + second * 60 + sum(third)
        return _Figure(text, (), (as_hours,) if third else (first * 60 + second, as_hours)), match.end()
    if match["over"]:
        value = int(match["whole"] or 0) + int(match["over"]) / int(match["under"])
    else:
        value = float(match["number"].replace(",", "."))
    unit = _UNIT.match(match.string, match.end())
    if unit is None:
        return _with_unit(text, value, None), match.end()
    return _with_unit(match.string[match.start() : unit.end()].strip(), value, unit.lastgroup), unit.end()


def _with_unit(text: str, value: float, unit: str | None) -> _Figure:
    """Return a number as all that it may be: with a unit one thing, with ``m`` three, and alone anything."""
    if unit in ("km", "mi"):
        return _Figure(text, (value * _UNITS[unit],), ())
    if unit == "s" and value >= _LEAST_METRES_IN_PLURAL:
        return _Figure(text, (value,), (value,))
    if unit in ("h", "min", "s"):
        return _Figure(text, (), (value * _UNITS[unit],))
    if unit == "m":
        return _Figure(text, (value, value * METRES_PER_MILE), (value * 60,))
    metres = (value, value * METRES_PER_KM, value * METRES_PER_MILE)
    return _Figure(text, metres, (value, value * 60, value * 3600), count=value)


def _known_figures(entries: Sequence[PlanEntry]) -> _Known:
    known = _Known()
    for entry in entries:
        planned = entry.planned
        known.metres += [planned.distance_m] if planned.distance_m else []
        known.seconds += [planned.duration_s] if planned.duration_s else []
        known.counts |= {int(planned.rpe)} if planned.rpe else set()
        if entry.start:
            hours, minutes = entry.start.split(":")
            known.seconds.append(int(hours) * 3600 + int(minutes) * 60)
        known.counts |= set(Counter(planned.steps).values())
        for part in planned.steps:
            if isinstance(part, Repeat):
                known.counts.add(part.count)
                known.metres.append(part.count * sum(step.distance_m or 0.0 for step in part.steps))
                known.seconds.append(part.count * sum(step.duration_s or 0 for step in part.steps))
        for step in {*single_steps(planned.steps)}:
            _add_step(known, step)
    known.metres.append(sum(entry.planned.distance_m or 0.0 for entry in entries))
    known.seconds.append(sum(entry.planned.duration_s or 0 for entry in entries))
    return known


def _add_step(known: _Known, step: Step) -> None:
    lengths = [length for length in (step.distance_m, step.duration_s) if length]
    known.metres += [step.distance_m] if step.distance_m else []
    known.seconds += [step.duration_s] if step.duration_s else []
    known.seconds += [*step.pace_s_per_km] if step.pace_s_per_km else []
    if step.kind in (StepKind.WARMUP, StepKind.COOLDOWN) or step.intensity is Intensity.EASY:
        known.easy += lengths
    if step.note:
        known.counts |= {int(number) for number in re.findall(r"[0-9]{1,4}", step.note)}


def _is_known(figure: _Figure, known: _Known) -> bool:
    if figure.count is not None and figure.count in known.counts:
        return True
    if figure.count == 0:
        return True
    pools = ((figure.metres, known.metres), (figure.seconds, known.seconds))
    is_planned = any(_is_in(value, pool) for values, pool in pools for value in values)
    values = (*figure.metres, *figure.seconds)
    return is_planned or any(abs(value - each) <= _EASY_ROUNDING * each for value in values for each in known.easy)


def _is_same(value: float, known: float) -> bool:
    return known > 0 and abs(value - known) <= max(_ROUNDING * known, 0.5)


def _find_sums(figures: list[_Figure], known: _Known) -> None:
    """Mark the figures that add up to one of the plan's, with the repetitions that are written before them."""
    is_low_end = [after.is_range_end for after in figures[1:]] + [False]
    highs = [figure for figure, is_low in zip(figures, is_low_end, strict=True) if not is_low and figure.count is None]
    counts = [figure for figure in figures if figure.count is not None and figure.count < _MOST_TIMES]
    distances = [(figure, figure.metres[0]) for figure in highs if figure.metres][:_MOST_TERMS]
    times = [(figure, figure.seconds[0]) for figure in highs if figure.seconds][:_MOST_TERMS]
    for terms, pool in ((distances, known.metres), (times, known.seconds)):
        for first, last in combinations(range(len(terms) + 1), 2):
            largest = max(value for _, value in terms[first:last])
            group = [term for term in terms[first:last] if term[1] >= largest * _LEAST_SHARE]
            if _is_in(sum(value * figure.times for figure, value in group), pool):
                repeated = {float(figure.times) for figure, _ in group}
                _mark([figure for figure, _ in group], [count for count in counts if count.count in repeated])
            total = sum(value for _, value in group)
            for count in counts[:_MOST_TERMS]:
                if count.count and count.count > 1 and _is_in(total * count.count, pool):
                    _mark([figure for figure, _ in group], [count])


def _mark(figures: list[_Figure], counts: list[_Figure]) -> None:
    for figure in (*figures, *counts):
        figure.is_found = True


def _is_in(value: float, pool: Sequence[float]) -> bool:
    return any(_is_same(value, each) for each in pool)
