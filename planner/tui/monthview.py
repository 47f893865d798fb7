"""What a month shows, worked out without a screen: which weeks, which lines in each day, what each week adds up to.

`MonthView` holds the data of the visible weeks; `day_lines` and `week_lines` turn a day and a week into lines of an
exact width and height, each with the one ink it is written in. A day that holds more than fits says how much more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby

from planner.training.blocks import Block
from planner.training.plans import Unit
from planner.training.totals import Totals, totals
from planner.training.workouts import RunKind, Sport, Status, Workout
from planner.training.wording import asks_for_work, distance, kind_name
from planner.tui import wording
from planner.tui.theme import UNICODE, Glyphs, ink_of

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)
_SHORTER = {"Time trial": "Trial", "Race pace": "Pace", "Intervals": "Ints", "Moderate": "Mod", "Recovery": "Recov"}
FIRST_MONTH = dt.date(1970, 1, 1)
LAST_MONTH = dt.date(2199, 12, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell: text of an exact width, in one ink."""

    text: str
    ink: str


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days and what they add up to.

    Attributes:
        start: Its first day, by the runner's first day of the week.
        number: ``5`` for the block's fifth week, ``W3`` (ISO) outside any block.
        phase: Name of the phase it stands in, or empty.
        totals: Sums over all its items.
    """

    start: dt.date
    number: str
    phase: str
    totals: Totals

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Its seven dates."""
        return tuple(self.start + DAY * step for step in range(7))


@dataclass(frozen=True, slots=True)
class MonthView:
    """The weeks that touch a month, with everything in them.

    Attributes:
        month: The first of the month.
        today: Today.
        weeks: The weeks from the one that holds the first to the one that holds the last.
        items: The workouts of each day that has any.
        blocks: All training blocks.
        unit: What distances are shown in.
        glyphs: The marks to draw with.
        ghosts: Numbers of workouts that are shown where a move would take them.
    """

    month: dt.date
    today: dt.date
    weeks: tuple[Week, ...]
    items: Mapping[dt.date, tuple[Workout, ...]]
    blocks: tuple[Block, ...] = ()
    unit: Unit = Unit.KM
    glyphs: Glyphs = UNICODE
    ghosts: frozenset[int] = field(default_factory=frozenset)

    @property
    def first(self) -> dt.date:
        """The first visible day."""
        return self.weeks[0].start

    @property
    def last(self) -> dt.date:
        """The last visible day."""
        return self.weeks[-1].start + WEEK - DAY

    def of(self, day: dt.date) -> tuple[Workout, ...]:
        """The workouts of a day."""
        return self.items.get(day, ())

    def in_month(self, day: dt.date) -> bool:
        """Whether a visible day belongs to the month itself."""
        return (day.year, day.month) == (self.month.year, self.month.month)

    def is_race_day(self, day: dt.date) -> bool:
        """Whether a race is run on a day."""
        return any(workout.kind == RunKind.RACE and workout.sport is Sport.RUN for workout in self.of(day))


def month_of(day: dt.date) -> dt.date:
    """The first of the month a day lies in, held within the years that dates may have."""
    return min(max(day.replace(day=1), FIRST_MONTH), LAST_MONTH)


def next_month(month: dt.date, step: int) -> dt.date:
    """The first of a month some months away."""
    count = month.year * 12 + month.month - 1 + step
    return month_of(dt.date(min(max(count // 12, 1970), 2199), count % 12 + 1, 1))


def week_of(day: dt.date, week_start: int) -> dt.date:
    """The first day of the week a day lies in, for a week that starts on ``week_start`` (Monday 0 to Sunday 6)."""
    return day - DAY * ((day.weekday() - week_start) % 7)


def visible_days(month: dt.date, week_start: int) -> tuple[dt.date, dt.date]:
    """The first and the last day a month shows."""
    first = week_of(month, week_start)
    last_of_month = next_month(month, 1) - DAY if month < LAST_MONTH else dt.date(2199, 12, 31)
    return first, week_of(last_of_month, week_start) + WEEK - DAY


def month_view(
    month: dt.date,
    workouts: Iterable[Workout],
    blocks: Sequence[Block],
    today: dt.date,
    *,
    week_start: int = 0,
    unit: Unit = Unit.KM,
    glyphs: Glyphs = UNICODE,
    ghosts: frozenset[int] = frozenset(),
) -> MonthView:
    """Arrange the workouts of the visible days, given in calendar order."""
    items = {day: tuple(group) for day, group in groupby(workouts, key=lambda workout: workout.date)}
    first, last = visible_days(month, week_start)
    weeks = []
    while first <= last:
        held = [workout for step in range(7) for workout in items.get(first + DAY * step, ())]
        weeks.append(_week(first, held, blocks, today))
        first += WEEK
    return MonthView(month, today, tuple(weeks), items, tuple(blocks), unit, glyphs, ghosts)


def block_at(blocks: Sequence[Block], day: dt.date) -> Block | None:
    """The block a day lies in; the one begun last where two overlap."""
    held = [block for block in blocks if block.holds(day)]
    return max(held, key=lambda block: block.start) if held else None


def _week(start: dt.date, held: list[Workout], blocks: Sequence[Block], today: dt.date) -> Week:
    days = [start + DAY * step for step in range(7)]
    for day in days:
        block = block_at(blocks, day)
        if block is not None:
            return Week(start, str(block.week_of(day)), block.phase_on(day) or "", totals(held, today))
    return Week(start, f"W{(start + 3 * DAY).isocalendar().week}", "", totals(held, today))


class Shape(Enum):
    """How much room a day has: a letter a workout, a name a workout, or a card of two lines."""

    LETTERS = "letters"
    NAMES = "names"
    CARDS = "cards"


def day_lines(view: MonthView, day: dt.date, width: int, height: int, shape: Shape, weekday: str = "") -> list[Line]:
    """A day as ``height`` lines of ``width`` cells: its number, then its workouts.

    Args:
        view: The month.
        day: Which day.
        width: Cells in a line.
        height: Lines, the number's included.
        shape: How a workout is written.
        weekday: Name to put before the number; empty for none.
    """
    lines = [_number(view, day, width, weekday)]
    room = height - 1
    workouts = view.of(day)
    tall = shape is Shape.CARDS and 2 * len(workouts) <= room
    cards = [_card(view, workout, day, width, shape, tall=tall) for workout in workouts]
    if sum(len(card) for card in cards) > room:
        cards = _with_overflow(cards, room, width, view.glyphs)
    lines += [line for card in cards for line in card]
    lines += [Line(" " * width, "text")] * (height - len(lines))
    return lines[:height]


def _with_overflow(cards: list[list[Line]], room: int, width: int, glyphs: Glyphs) -> list[list[Line]]:
    """The first cards that fit, and a last line that counts the others."""
    if room <= 0:
        return []
    shown = cards[: room - 1]
    hidden = len(cards) - len(shown)
    return [*shown, [Line(wording.fit(f"+{hidden} more", width, glyphs), "muted")]]


def _number(view: MonthView, day: dt.date, width: int, weekday: str) -> Line:
    glyphs = view.glyphs
    text = f"{weekday} {day.day}" if weekday else f"{day.day}"
    if day == view.today:
        text += glyphs.today
    elif day.day == 1 and len(text) + 4 <= width:
        text += f" {day:%b}"
    flag = glyphs.race if view.is_race_day(day) else ""
    if view.is_race_day(day):
        ink = "race"
    elif day == view.today:
        ink = "today"
    else:
        ink = "text" if view.in_month(day) else "faint"
    return Line(wording.spread(text, flag, width, glyphs), ink)


def _card(view: MonthView, workout: Workout, day: dt.date, width: int, shape: Shape, *, tall: bool) -> list[Line]:
    """A workout of a day, in one line or two."""
    glyphs, ink = view.glyphs, _ink(view, workout, day)
    if not asks_for_work(workout):
        words = "rest" if workout.sport is Sport.REST else wording.title(workout)
        return [Line(wording.fit(words, width, glyphs), "faint")]
    mark = wording.mark(workout, view.today, glyphs)
    figure = wording.figure(workout, view.unit, glyphs)
    lock = glyphs.locked if workout.locked else ""
    if tall:
        below = f"{figure} {_unit(workout, view.unit)}".strip() if figure else ""
        return [
            Line(wording.fit(_widest(workout, lock, width), width, glyphs), ink),
            Line(wording.spread(below, mark, width, glyphs), "muted"),
        ]
    return [Line(_one_line(workout, figure, mark, lock, width, shape, glyphs), ink)]


def _widest(workout: Workout, lock: str, width: int) -> str:
    """The fullest name of a workout that fits: its own words, else its kind, else a shorter word for that."""
    kind = kind_name(workout)
    for words in (wording.title(workout), kind, _SHORTER.get(kind, kind)):
        if wording.cell_len(words) + len(lock) <= width:
            return words + lock
    return kind + lock


def _one_line(
    workout: Workout,
    figure: str,
    mark: str,
    lock: str,
    width: int,
    shape: Shape,
    glyphs: Glyphs,
) -> str:
    """The fullest of "Tempo 12 ✓", "T 12 ✓" and "T12✓" that fits."""
    letter = wording.letter(workout, glyphs)
    heads = (kind_name(workout), letter) if shape is not Shape.LETTERS else (letter,)
    for head in heads:
        for gap in (lock or " ", lock):
            text = f"{head}{gap}{figure}".rstrip()
            if wording.cell_len(text) + wording.cell_len(mark) <= width:
                return wording.spread(text, mark, width, glyphs)
    return wording.spread(f"{letter}{figure}", mark, width, glyphs)


def _unit(workout: Workout, unit: Unit) -> str:
    effort = wording.effort_shown(workout)
    if workout.sport is Sport.STRENGTH:
        return "m" if effort.sled_m else ""
    return str(unit) if effort.distance_m is not None else ""


def _ink(view: MonthView, workout: Workout, day: dt.date) -> str:
    if workout.id in view.ghosts:
        return "accent"
    if not view.in_month(day):
        return "faint"
    if workout.status(view.today) in (Status.SKIPPED, Status.MISSED):
        return "muted"
    return ink_of(workout)


def week_lines(view: MonthView, week: Week, width: int, height: int) -> list[Line]:
    """A week's sums as ``height`` lines of ``width`` cells: its number and phase, running, strength, and a bar."""
    glyphs = view.glyphs
    lines = [Line(wording.spread(f"wk {week.number}" if week.number.isdigit() else week.number, week.phase, width, glyphs), "muted")]
    body = [
        Line(wording.fit(text, width, glyphs), ink)
        for text, ink in ((running(week.totals, view.unit), "text"), (strength(week.totals, width), "strength"))
        if text
    ]
    bar = progress_bar(week.totals, width, glyphs)
    if bar and len(body) + 2 <= height:
        body.append(Line(bar, "done"))
    left = week.totals.run.left_m
    if left and week.totals.run.done_m and len(body) + 2 <= height:
        body.append(Line(wording.fit(f"{distance(left, view.unit)} {view.unit} left", width, glyphs), "muted"))
    lines += body
    lines += [Line(" " * width, "text")] * (height - len(lines))
    return lines[:height]


def running(sums: Totals, unit: Unit) -> str:
    """A week's running: ``38 of 44 km``, ``64 km`` while nothing is done, in hours when no distance is known."""
    run = sums.run
    if run.planned_m or run.done_m:
        return _of(distance(run.done_m, unit), distance(run.planned_m, unit), str(unit), bool(run.done_m))
    if run.planned_s or run.done_s:
        return _of(_hours(run.done_s), _hours(run.planned_s), "h", bool(run.done_s))
    return ""


def strength(sums: Totals, width: int = 80) -> str:
    """A week's strength: ``1 of 3 strength``, ``3 strength`` while none is done; ``1/3 strength`` where that is wide."""
    part = sums.strength
    if not (part.planned_sessions or part.done_sessions):
        return ""
    words = _of(str(part.done_sessions), str(part.planned_sessions), "strength", bool(part.done_sessions))
    return words if len(words) <= width else words.replace(" of ", "/")


def share_done(sums: Totals) -> float | None:
    """How much of the planned running is done, 1.0 for all of it; None when none was planned."""
    run = sums.run
    if run.planned_m:
        return run.done_m / run.planned_m
    return run.done_s / run.planned_s if run.planned_s else None


def progress_bar(sums: Totals, width: int, glyphs: Glyphs) -> str:
    """``▇▇▇▇░░░░░░ 38 %``; empty while nothing is done."""
    share = share_done(sums)
    if not share:
        return ""
    label = f"{100 * share:4.0f} %"
    room = min(width - len(label), 10)
    if room < 3:
        return wording.fit(label.strip(), width, glyphs)
    full = min(round(room * share), room)
    return wording.fit(glyphs.full * full + glyphs.empty * (room - full) + label, width, glyphs)


def _of(done: str, planned: str, unit: str, begun: bool) -> str:
    return f"{done} of {planned} {unit}" if begun else f"{planned} {unit}"


def _hours(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}"
