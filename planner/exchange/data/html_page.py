"""A page of weeks as one HTML file: it fetches nothing, runs nothing, and is made to be printed.

Every text of a person passes `_text`, which leaves no mark of HTML in it. The policy in its head forbids what could be
fetched or run all the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final

from planner.exchange.data.bar_svg import PanelPlace, SvgBar, bar_panel
from planner.exchange.data.pages import Page, PageWeek, done_text, planned_text
from planner.text import clean_line, clean_note
from planner.training.formatting import DECIMALS_BELOW, format_bare_distance, format_day_and_year, workout_title
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.steps_text import format_step_lines
from planner.training.week_charts import Amount, ValueFormat, format_value
from planner.training.workouts import KEY_RUNS, DayStatus, RunKind, Sport, StrengthKind, Workout

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_WIDTH, _PANEL, _PLOT = 960, 132, 84
_CIRCLE = '<circle cx="5" cy="5" r="4"/>'
_FULL_CIRCLE = '<circle class="f" cx="5" cy="5" r="4"/>'
_TRIANGLE = '<path class="f" d="M5 .8 9.4 9H.6z"/>'
_STAR = '<path class="f" d="M5 .4 6.4 3.6 9.8 3.9 7.2 6.2 8 9.6 5 7.8 2 9.6 2.8 6.2 .2 3.9 3.6 3.6z"/>'
_SQUARE = '<rect x="1" y="1" width="8" height="8"/>'
_HALF_SQUARE = f'{_SQUARE}<rect class="f" x="1" y="5" width="8" height="4"/>'
_FULL_SQUARE = '<rect class="f" x="1" y="1" width="8" height="8"/>'
_DIAMOND = '<path d="M5 .6 9.4 5 5 9.4.6 5z"/>'
_DASH = '<path d="M1 5h8"/>'
_SHAPES: Final = {
    "e": ("run", _CIRCLE, "easy run"),
    "g": ("run", _FULL_CIRCLE, "long run"),
    "q": ("run", _TRIANGLE, "fast run"),
    "r": ("race", _STAR, "race"),
    "h": ("strength", _FULL_SQUARE, "heavy strength"),
    "m": ("strength", _HALF_SQUARE, "moderate strength"),
    "l": ("strength", _SQUARE, "light strength"),
    "c": ("rest", _DIAMOND, "other training"),
    "n": ("rest", _DASH, "rest or note"),
}
"""The shape of each kind of workout, by its letter: the colour's class, the drawing, and what the key calls it."""
_NO_TIME: Final = '<td class="time"></td>'
_STRENGTH_SHAPES = {StrengthKind.HEAVY: "h", StrengthKind.MODERATE: "m"}


def html_page(page: Page) -> str:
    """Return a page as HTML: its sums, its charts, a table a week and its notes."""
    notes = _Notes()
    weeks = [line for week in page.weeks for line in _week_table(week, page, notes)]
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{_text(page.title)}</title>",
        f"<style>\n{_style()}</style>",
        "</head>",
        "<body>",
        *_heading(page),
        *_charts(page),
        *_key(page),
        *weeks,
        *notes.lines(),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines)


@cache
def _style() -> str:
    return (files("planner.exchange.data") / "page.css").read_text(encoding="utf-8")


def _text(text: str) -> str:
    """Return a text of one line with nothing in it that HTML could take for a mark."""
    return escape(clean_line(text, 1000))


class _Notes:
    """The notes of a page, each of them once, numbered in the order in which workouts have them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def mark(self, note: str) -> str:
        """Return the number of a note as a workout has it; empty for no note."""
        cleaned = clean_note(note).strip()
        if not cleaned:
            return ""
        number = self._numbers.setdefault(cleaned, len(self._numbers) + 1)
        return f'<sup><a href="#n{number}">{number}</a></sup>'

    def lines(self) -> Iterator[str]:
        """Yield the list of notes; nothing without any."""
        if self._numbers:
            yield '<h2>Notes</h2>\n<ol class="notes">'
            yield from (f'<li id="n{number}">{escape(note)}</li>' for note, number in self._numbers.items())
            yield "</ol>"


def _heading(page: Page) -> Iterator[str]:
    race = f" Race on {format_day_and_year(page.race_date)}." if page.race_date is not None else ""
    yield f"<h1>{_text(page.title)}</h1>"
    yield f"<p>{page.dates}.{race} As of {format_day_and_year(page.today)}.</p>"
    sums = [
        (_of(_sum(page, lambda week: week.running), ValueFormat.DISTANCE, page.unit), f"{page.unit} of running"),
        (_of(_sum(page, lambda week: week.sessions), ValueFormat.NUMBER, page.unit), "strength sessions"),
        (_of(_sum(page, lambda week: week.sled), ValueFormat.NUMBER, page.unit), "m with the sled"),
        (_of(_sum(page, lambda week: week.wall_sit), ValueFormat.MINUTES, page.unit), "min of wall sit"),
    ]
    yield '<ul class="sums">'
    yield from (f"<li><b>{figure}</b><span>{what}</span></li>" for figure, what in sums if figure != "0")
    yield "</ul>"


def _sum(page: Page, amount_of: Callable[[PageWeek], Amount]) -> Amount:
    total = Amount(0.0, 0.0)
    for week in page.weeks:
        total += amount_of(week)
    return total


def _of(amount: Amount, value_format: ValueFormat, unit: Unit) -> str:
    """Return what was done of what is planned: ``34 of 40``, ``40``; ``0`` for nothing of either."""
    planned = _figure(amount.planned or 0.0, value_format, unit)
    if not amount.done:
        return planned if amount.planned else "0"
    return f"{_figure(amount.done, value_format, unit)} of {planned}"


def _figure(value: float, value_format: ValueFormat, unit: Unit) -> str:
    if value_format is ValueFormat.DISTANCE and value < DECIMALS_BELOW * METRES_PER_UNIT[unit]:
        return format_bare_distance(value, unit)
    return format_value(value, value_format, unit)


def _charts(page: Page) -> Iterator[str]:
    """Yield the charts of running and of strength as one picture."""
    panels: list[tuple[str, str, ValueFormat, Callable[[PageWeek], Amount]]] = [
        ("run", f"Running, {page.unit} a week", ValueFormat.DISTANCE, lambda week: week.running),
        ("strength", "Sled, metres a week", ValueFormat.NUMBER, lambda week: week.sled),
        ("strength", "Wall sit, minutes a week", ValueFormat.MINUTES, lambda week: week.wall_sit),
        ("strength", "Strength, sessions a week", ValueFormat.NUMBER, lambda week: week.sessions),
    ]
    known = [panel for panel in panels if any(panel[3](week).total for week in page.weeks)]
    if len(known) > 2:
        known.pop()  # the sessions are shown where there is neither sled nor wall sit
    if not known:
        return
    height = _PANEL * len(known)
    yield f'<figure><svg class="chart" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="Training by week">'
    for index, (name, heading, value_format, amount_of) in enumerate(known):
        place = PanelPlace(_PANEL * index, _WIDTH, left=46, right=4, plot=_PLOT)
        bars = list(_bars(page, value_format, amount_of, with_phases=index == 0))
        yield f'<g class="{name}">'
        yield from bar_panel(heading, bars, place, value_format, page.unit)
        yield "</g>"
    yield "</svg>"
    yield f'<div class="key">{"".join(_bar_key(page))}</div></figure>'


def _bars(
    page: Page, value_format: ValueFormat, amount_of: Callable[[PageWeek], Amount], *, with_phases: bool
) -> Iterator[SvgBar]:
    before = ""
    for week in page.weeks:
        amount = amount_of(week)
        label = f"{week.first.day} {week.first:%b}"
        phase = week.phase if with_phases and week.phase != before else ""
        before = week.phase
        yield SvgBar(label, amount, f"{label}: {_of(amount, value_format, page.unit)}", phase=phase)


def _bar_key(page: Page) -> Iterator[str]:
    parts = {
        "done": any(week.running.done or week.sessions.done for week in page.weeks),
        "left": page.has_left,
        "short": any(week.running.shortfall or week.sessions.shortfall for week in page.weeks),
    }
    words = {"done": "done", "left": "still ahead", "short": "short of the plan"}
    for part, is_there in parts.items():
        if is_there:
            box = f'<rect class="{part}" x="1" y="1" width="10" height="10"/>'
            yield f'<span><svg width="12" height="12" class="run"><g class="run">{box}</g></svg>{words[part]}</span>'


def _key(page: Page) -> Iterator[str]:
    """Yield what the shapes are of the workouts that the page has."""
    there = {_shape(workout) for week in page.weeks for workout in week.workouts} - {"n"}
    shown = "".join(f"<span>{_icon(letter)}{_SHAPES[letter][2]}</span>" for letter in _SHAPES if letter in there)
    if shown:
        yield f'<div class="key">{shown}</div>'


def _shape(workout: Workout) -> str:
    if workout.sport is Sport.RUN:
        if workout.kind == RunKind.RACE:
            return "r"
        return "g" if workout.kind == RunKind.LONG else "q" if workout.kind in KEY_RUNS else "e"
    if workout.sport is Sport.STRENGTH:
        return _STRENGTH_SHAPES.get(workout.strength_kind, "l") if workout.strength_kind else "l"
    return "c" if workout.sport is Sport.CROSS else "n"


def _icon(letter: str) -> str:
    name, drawing, _ = _SHAPES[letter]
    return f'<svg class="i {name}" viewBox="0 0 10 10">{drawing}</svg>'


def _week_table(week: PageWeek, page: Page, notes: _Notes) -> Iterator[str]:
    name = f"Week {week.number}" if week.number is not None else week.dates
    dates = f"<span>{week.dates}</span>" if week.number is not None else ""
    phase = f"<span>{_text(week.phase)}</span>" if week.phase else ""
    running = _of(week.running, ValueFormat.DISTANCE, page.unit)
    sessions = _of(week.sessions, ValueFormat.NUMBER, page.unit)
    sums = [f"{running} {page.unit}"] if running != "0" else []
    sums += [f"{sessions} {'session' if sessions == '1' else 'sessions'}"] if sessions != "0" else []
    yield f'<table><caption><div><b>{name}</b>{dates}{phase}<span class="sum">{" · ".join(sums)}</span></div></caption>'
    yield (
        '<thead><tr><th>Day</th><th class="time">Time</th><th>Workout</th><th class="plan">Planned</th>'
        '<th class="what">Done</th></tr></thead><tbody>'
    )
    for day, workouts in week.days:
        yield from _day_rows(day, workouts, page, notes)
    yield "</tbody></table>"


def _day_rows(day: dt.date, workouts: Iterable[Workout], page: Page, notes: _Notes) -> Iterator[str]:
    today = ' class="today"' if day == page.today else ""
    label = f"{day:%a} {day.day}" + (" · today" if today else "")
    is_any = False
    for workout in workouts:
        row = ' class="more"' if is_any and not today else today
        yield f"<tr{row}><td>{'' if is_any else label}</td>{_workout_cells(workout, page, notes)}</tr>"
        is_any = True
    if not is_any:
        yield f"<tr{today}><td>{label}</td>{_NO_TIME}<td></td><td></td><td></td></tr>"


def _workout_cells(workout: Workout, page: Page, notes: _Notes) -> str:
    letter = _shape(workout)
    name = _text(workout_title(workout)) + notes.mark(workout.note)
    if workout.sport in (Sport.REST, Sport.NOTE):
        return f'{_NO_TIME}<td class="off">{name}</td><td></td><td></td>'
    status = workout.status_on(page.today)
    steps = "".join(f"<li>{_text(line)}</li>" for line in format_step_lines(workout.planned.steps, page.unit))
    planned = "<br>".join(map(_text, planned_text(workout, page.unit).split("; ")))  # a set a line
    planned += f"<ul>{steps}</ul>" if steps else ""
    done = _text(done_text(workout, page.today, page.unit))
    if workout.actual is not None:
        own = f"<ul><li>{_text(workout.actual.note)}</li></ul>" if workout.actual.note else ""
        done = f"✓ {done}{own}"
    elif status is DayStatus.MISSED:
        done = f'<span class="missed">✕ {done}</span>'
    elif status is DayStatus.SKIPPED:
        done = f"– {done}"
    return (
        f'<td class="time">{_text(workout.start or "")}</td><td>{_icon(letter)} <span class="name">{name}</span></td>'
        f"<td>{planned}</td><td>{done}</td>"
    )
