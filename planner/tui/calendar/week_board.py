"""A week as a board of hours, without a screen: mornings side by side, evenings below them, and the gaps between.

The hours are on the left. Between a run and the strength of the same day is how long that is; below the evenings,
how long it is to the next hard run. A day without training has a narrow column, so that others need not break words.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from rich.cells import cell_len

from planner.text import clean_line
from planner.training.formatting import format_amounts, format_gap, format_sets, original_day_text, workout_title
from planner.training.workout_fields import SLOT_STARTS
from planner.training.workout_names import RUN_NAMES, reason_without_heading
from planner.training.workouts import DEMANDING_KINDS, ExerciseSet, RunKind, Slot, Sport, Workout
from planner.tui import labels
from planner.tui.calendar.day_cells import (
    CellDetail,
    CellLine,
    CellRoom,
    amount_color,
    day_number_line,
    longest_fitting_name,
    marked_line,
    pad_lines,
    text_line,
    workout_cell_line,
    workout_color,
)
from planner.tui.calendar.view import CalendarView
from planner.tui.widgets.wrap import fit_both, wrap_text

LABEL_WIDTH = 6
"""Cells for the hours on the left, with a blank before them; a column begins with another one."""
_MIN_WIDTH, _MAX_WIDTH = 10, 44
_WHOLE_MIN_WIDTH = 20
"""Cells of a day from which steps and reasons are read well."""
_MOVED_WIDTH = 9
"""Cells in which no word of ``planned for Thu 7 Jan`` is broken."""
_MAX_REASON = 400
_GAP_LINES = 4
"""So many lines at most are between the mornings and the evenings, where there is room."""
_ARROW_LINES = 2
_LONGEST_GAP = 7 * 24 * 60
"""Minutes from which a gap matters to no session and is not shown."""


class Detail(IntEnum):
    """How much is written of a workout: one line, its name and amounts, all that is planned, steps and reason too."""

    LINE = 0
    SHORT = 1
    FULL = 2
    WHOLE = 3


_DETAILS = (
    (Detail.WHOLE, Detail.WHOLE),
    (Detail.FULL, Detail.WHOLE),
    (Detail.WHOLE, Detail.FULL),
    (Detail.FULL, Detail.FULL),
    (Detail.SHORT, Detail.FULL),
    (Detail.FULL, Detail.SHORT),
    (Detail.SHORT, Detail.SHORT),
    (Detail.LINE, Detail.SHORT),
    (Detail.LINE, Detail.LINE),
)
"""How mornings and evenings are written, the fullest first."""


class BoardHalf(NamedTuple):
    """The mornings or the evenings of a board: how they are written, their hour, their first line and their height."""

    slot: Slot
    detail: Detail
    hour: str
    first: int
    height: int


class Board(NamedTuple):
    """A week, laid out.

    Attributes:
        widths: The width of each day in cells, with the blank on either side.
        hours: What is left of each line of the columns: the hour that its workouts start at, or empty.
        columns: The lines of each day, all of the same height.
        arrows: The lines below them, from the left edge of the page: how long it is to the next hard run.
        halves: The mornings and the evenings.
    """

    widths: tuple[int, ...]
    hours: tuple[str, ...]
    columns: tuple[tuple[CellLine, ...], ...]
    arrows: tuple[str, ...]
    halves: tuple[BoardHalf, ...]


def lay_out_board(view: CalendarView, width: int, height: int) -> Board:
    """Lay out the first week of a view, in as much detail as there is room for.

    Args:
        view: The view.
        width: Cells of the page.
        height: Lines for the columns and the arrows below them.
    """
    days = view.weeks[0].days
    widths = column_widths(view, width - LABEL_WIDTH)
    arrows = _arrows(view, widths, width)[: max(min(height - 8, _ARROW_LINES), 0)]
    has_both = any(_workouts_in(view, day, Slot.PM) for day in days)
    room = height - 1 - len(arrows) - has_both
    hours = [_hour_of(view, slot) for slot in Slot]
    halves: list[list[list[CellLine]]] = []
    for details in _DETAILS:
        halves = [
            [
                [
                    line
                    for one in _workouts_in(view, day, slot)
                    for line in _workout_lines(view, one, CellRoom(each - 2, room), detail, hour)
                ]
                for day, each in zip(days, widths, strict=True)
            ]
            for slot, detail, hour in zip(Slot, details, hours, strict=True)
        ]
        if sum(map(_height, halves)) <= room:
            break
    evening_height = min(_height(halves[1]), max(room - _height(halves[0]), room // 2))
    morning_height = min(_height(halves[0]), room - evening_height)
    spare = room - morning_height - evening_height
    gap = min(1 + spare // 2, _GAP_LINES) if has_both else 0
    columns = []
    for day, each, morning, evening in zip(days, widths, *halves, strict=True):
        cell = CellRoom(each - 2, morning_height)
        lines = [day_number_line(view, day, cell, f"{day:%a}"), *_cut(view, morning, cell)]
        between = CellRoom(each - 2, morning_height + gap - len(lines) + 1)
        lines += _gap_lines(view, day, between)
        lines += pad_lines(_cut(view, evening, CellRoom(each - 2, evening_height)), CellRoom(each - 2, evening_height))
        columns.append(tuple(lines))
    labels_of_lines = [""] * len(columns[0])
    for line, hour, half in ((1, hours[0], halves[0]), (1 + morning_height + gap, hours[1], halves[1])):
        if _height(half) and line < len(labels_of_lines):
            labels_of_lines[line] = hour
    blank = ("",) if arrows and spare > gap else ()
    firsts, heights = (1, 1 + morning_height + gap), (morning_height, evening_height)
    parts = tuple(map(BoardHalf, Slot, details, hours, firsts, heights))
    return Board(widths, tuple(labels_of_lines), tuple(columns), (*blank, *arrows), parts)


def board_workout_at(view: CalendarView, board: Board, column: int, line: int) -> Workout | None:
    """Return the workout on a line of a day's column; None where the line is of none alone."""
    day, width = view.weeks[0].days[column], board.widths[column] - 2
    half = next((half for half in board.halves if 0 <= line - half.first < half.height), None)
    if half is None:
        return None
    room = CellRoom(width, half.height)
    owners = [
        one
        for one in _workouts_in(view, day, half.slot)
        for _ in _workout_lines(view, one, room, half.detail, half.hour)
    ]
    shown = half.height if len(owners) <= half.height else half.height - 1  # the last line counts the others
    return owners[line - half.first] if line - half.first < min(shown, len(owners)) else None


def column_widths(view: CalendarView, room: int) -> tuple[int, ...]:
    """Share the cells of a page out among the days: each what its lines need, the widest less if that is too much."""
    needs = [_needed_widths(view, day) for day in view.weeks[0].days]
    spare = room - sum(wanted for _, wanted in needs)
    if spare >= 0:
        more, rest = divmod(spare, len(needs))
        return tuple(
            min(wanted + more + (number < rest), max(_MAX_WIDTH, wanted)) for number, (_, wanted) in enumerate(needs)
        )
    most = max(wanted for _, wanted in needs)
    while most > _MIN_WIDTH and sum(max(least, min(wanted, most)) for least, wanted in needs) > room:
        most -= 1
    widths = [max(least, min(wanted, most)) for least, wanted in needs]
    for number, (_, wanted) in enumerate(needs):  # what rounding left over
        widths[number] += sum(widths) < room and wanted > widths[number]
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    return tuple(widths)


def _needed_widths(view: CalendarView, day: dt.date) -> tuple[int, int]:
    """Return the widths of a day, blanks on either side included, that break none of its words, and of its lines."""
    absence = view.absence_on(day)
    head = f"{day:%a} {day.day}" + view.glyphs.today * (day == view.today)
    words, lines = [head], [f"{head} {absence.label}" if absence is not None else head]
    for workout in view.workouts_on(day):
        title, mark = _title(view, workout), _mark(view, workout)
        if workout.is_training:
            lines += [f"{title} {mark}".rstrip(), *_amounts(view, workout, 0)]
            name = longest_fitting_name(view, workout, 0) if workout.sport is Sport.STRENGTH else title
            first, *others = name.split()
            words += [f"{first} {mark}".rstrip(), *others, " " * _MOVED_WIDTH * workout.is_moved]
            words += _amounts(view, workout, 0) if workout.sport is not Sport.STRENGTH else []
        elif workout.sport is not Sport.REST:
            lines.append(title)
    least = max(map(cell_len, words))
    return least + 2, max(least, *map(cell_len, lines), 0) + 2


# The halves of a day


def _workouts_in(view: CalendarView, day: dt.date, slot: Slot) -> list[Workout]:
    """Return the workouts of a half of a day; those without a time are in the morning."""
    return [one for one in view.workouts_on(day) if (one.slot or Slot.AM) is slot]


def _hour_of(view: CalendarView, slot: Slot) -> str:
    """Return when most workouts of a half of the days start, ``07:00``."""
    workouts = [one for day in view.weeks[0].days for one in _workouts_in(view, day, slot) if one.slot is not None]
    starts = Counter(one.start for one in workouts if one.start)
    return min(starts, key=lambda start: (-starts[start], start), default=SLOT_STARTS[slot] if workouts else "")


def _height(half: Sequence[Sequence[CellLine]]) -> int:
    return max(map(len, half))


def _cut(view: CalendarView, lines: list[CellLine], room: CellRoom) -> list[CellLine]:
    """Return lines in a room; where they are too many, the last says how many more there are."""
    if len(lines) <= room.height:
        return lines
    shown = max(room.height - 1, 0)
    return [*lines[:shown], text_line(view, f"+{len(lines) - shown} more", room, "muted")][: room.height]


def _workout_lines(
    view: CalendarView, workout: Workout, room: CellRoom, detail: Detail, hour: str
) -> Iterator[CellLine]:
    """Yield a workout: its name with its mark, when it starts unless at the hour on the left, and its amounts."""
    if detail is Detail.LINE or not workout.is_training:
        yield workout_cell_line(view, workout, room._replace(detail=CellDetail.NAMES))
        return
    color, mark = workout_color(view, workout), _mark(view, workout)
    title, rest = _split_title(view, workout, room.width - len(mark) - bool(mark), detail)
    start = workout.start if workout.start and workout.start != hour else ""
    right = f"{start} {mark}".strip()
    if cell_len(title) + bool(right) + len(right) > room.width:
        right = mark
    yield marked_line(view, workout, fit_both(title, right, room.width, view.glyphs), color)
    if detail >= Detail.FULL:
        yield from (text_line(view, line, room, color) for line in wrap_text(rest, room.width) if line)
    if start and start not in right:
        yield text_line(view, start, room, "muted")
    amounts = _amounts(view, workout, room.width)
    shade = amount_color(view, workout)
    yield from (text_line(view, line, room, shade) for line in amounts[: None if detail >= Detail.FULL else 2])
    if detail is Detail.WHOLE and room.width >= _WHOLE_MIN_WIDTH:
        yield from (text_line(view, line, room, "muted") for line in _whole_lines(view, workout, room.width))
    if workout.is_moved:
        words = original_day_text(workout)
        yield from (text_line(view, line, room, "muted") for line in wrap_text(words, room.width))


def _split_title(view: CalendarView, workout: Workout, width: int, detail: Detail) -> tuple[str, str]:
    """Return the first line of a workout, and what of its title is left for lines below it."""
    title, lock = _title(view, workout), view.glyphs.locked if workout.locked else ""
    if cell_len(title) <= width:
        return title, ""
    if detail < Detail.FULL or workout.sport is Sport.STRENGTH:  # its sets say what it consists of
        return longest_fitting_name(view, workout, width), ""
    name, _, rest = workout_title(workout).partition(", ")
    name += "," * rest[:1].isalpha() + lock
    if cell_len(name) <= width:
        return name, rest
    first, *others = wrap_text(title, width)
    return first, " ".join(others)


def _whole_lines(view: CalendarView, workout: Workout, width: int) -> Iterator[str]:
    """Yield the steps of a run, or why a session is where it is."""
    if workout.planned.steps and workout.actual is None:
        from planner.training.steps_text import format_step_lines

        for line in format_step_lines(workout.planned.steps, view.unit):
            yield from wrap_text(clean_line(line), width)
    elif workout.reason and workout.sport is Sport.STRENGTH:
        yield from wrap_text(clean_line(reason_without_heading(workout), _MAX_REASON), width)


def _title(view: CalendarView, workout: Workout) -> str:
    return workout_title(workout) + (view.glyphs.locked if workout.locked else "")


def _mark(view: CalendarView, workout: Workout) -> str:
    return labels.status_glyph(workout, view.today, view.glyphs).strip()


def _amounts(view: CalendarView, workout: Workout, width: int) -> list[str]:
    """Return the amounts of a workout in lines of a width: ``9.5 km, ~58 min``, ``sled 5×20 m, 32 kg``.

    A width of 0 gives the lines that are only broken where it reads well.
    """
    effort = labels.shown_effort(workout)
    if workout.sport is Sport.STRENGTH and effort.sets:
        return [line for part in effort.sets for line in _set_lines(part, width, view.glyphs.multiply)]
    amounts = format_amounts(effort, view.unit, workout.estimated if workout.actual is None else ())
    parts = [amounts] if cell_len(amounts) <= width else amounts.split(", ")
    return [line for part in parts if part for line in (wrap_text(part, width) if width else [part])]


def _set_lines(part: ExerciseSet, width: int, times: str) -> list[str]:
    """Return a set in one line, shorter where it does not fit; broken where even that does not."""
    close = format_sets((part,), times).replace(f" {times} ", times)
    plain = close.removesuffix(" with ball")
    short = plain.replace("wall sit", "wall").removeprefix("sled ")
    if not width:
        return [plain]
    choices = (format_sets((part,), times), close, plain, plain.replace("wall sit", "wall"), short.replace(" m, ", " "))
    fitting = next((choice for choice in choices if cell_len(choice) <= width), "")
    return [fitting] if fitting else [line for half in short.split(", ") for line in wrap_text(half, width)]


# The gaps


def _gap_lines(view: CalendarView, day: dt.date, room: CellRoom) -> list[CellLine]:
    """Return the lines between the morning and the evening of a day: how long after its run its strength is."""
    gaps = view.gaps.get((day, Slot.PM))
    if gaps is None or gaps.after_day != day or not room.height:
        return pad_lines([], room)
    bar, middle = view.glyphs.bar, (room.height - 1) // 2
    texts = [bar] * room.height
    texts[middle] = f"{bar} {format_gap(gaps.minutes_after)}"
    return [text_line(view, text, room, "muted") for text in texts]


class _Arrow(NamedTuple):
    """From a session to the next hard run: its cells, and what may stand in them, the longest first."""

    start: int
    end: int
    texts: tuple[str, ...]


def _arrows(view: CalendarView, widths: Sequence[int], width: int) -> tuple[str, ...]:
    """Return lines of arrows from demanding sessions to the next hard runs; those that overlap are below each other."""
    lines: list[list[_Arrow]] = []
    for arrow in _find_arrows(view, widths, width):
        line = next((line for line in lines if line[-1].end <= arrow.start), None)
        if line is None:
            lines.append(line := [])
        line.append(arrow)
    return tuple(_arrow_line(view, line) for line in lines)


def _find_arrows(view: CalendarView, widths: Sequence[int], width: int) -> Iterator[_Arrow]:
    days = view.weeks[0].days
    lefts = [LABEL_WIDTH + sum(widths[:column]) for column in range(len(widths))]
    for (day, _), gaps in sorted(view.gaps.items()):
        run_day = gaps.before_day
        is_near = run_day is not None and gaps.minutes_before < _LONGEST_GAP
        if gaps.kind not in DEMANDING_KINDS or run_day is None or not is_near or day not in days or run_day <= day:
            continue
        name, gap = _name_of(gaps.before_kind), format_gap(gaps.minutes_before)
        end = lefts[days.index(run_day)] + 1 if run_day in days else min(lefts[-1] + widths[-1], width)
        whose = name if run_day in days else f"{run_day:%A}'s {name.removeprefix('the ')}"
        yield _Arrow(lefts[days.index(day)] + 1, end, (f"{gap} to {whose}", gap, ""))


def _name_of(kind: str) -> str:
    return "race pace" if kind == RunKind.RACE_PACE else f"the {RUN_NAMES[kind]}"


def _arrow_line(view: CalendarView, arrows: Sequence[_Arrow]) -> str:
    glyphs, text = view.glyphs, ""
    for start, end, texts in arrows:
        room = end - start - 1
        words = next((f"{glyphs.rule * 2} {words} " for words in texts if words and len(words) + 4 <= room), "")
        text = text.ljust(start) + words + glyphs.rule * (room - len(words)) + glyphs.today
    return text
