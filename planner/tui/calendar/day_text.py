"""A day in rows of words: for the two lines under the month, the panel beside it, and the day's own sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rich.cells import cell_len

from planner.text import clean_line, clean_note
from planner.training.absences import Absence
from planner.training.blocks import Block, block_on
from planner.training.formatting import (
    format_amounts,
    format_day,
    format_number,
    format_sets,
    reason_without_heading,
)
from planner.training.precautions import wall_sit_precaution
from planner.training.workouts import AS_PLANNED, Sport, Workout
from planner.tui import labels
from planner.tui.calendar.view import CalendarView, ViewKind, add_months
from planner.tui.theme import color_of
from planner.tui.widgets.rows import Piece, Row, merge_pieces
from planner.tui.widgets.wrap import fit, wrap_rows

_EMPTY_CALENDAR = "Nothing is planned yet. Press {} to build a block of running and strength, or {} to add a workout."


def calendar_title_row(view: CalendarView, cursor: dt.date, width: int, runner_name: str = "") -> Row:
    """``January 2027   Half marathon 18 Apr · week 5 of 18 · build          102 days ⚑``, after the athlete's name."""
    left = f" {_heading(view, cursor)}"
    block = block_on(view.blocks, cursor) or _next_block(view, cursor)
    parts = [clean_line(runner_name, 40)] if runner_name else []
    facts: list[str] = []
    right = ""
    if block is not None:
        parts.append(clean_line(block.name, 60))
        if block.race_date is not None:
            parts[-1] += f" {block.race_date.day} {block.race_date:%b}"
            right = _countdown(view, block.race_date)
        if block.contains(cursor):
            phase = block.phase_on(cursor)
            facts.append(f"week {block.week_number(cursor)} of {block.weeks}")
            facts += [clean_line(phase, 30)] if phase else []
        else:
            facts.append(f"starts {format_day(block.start)}")
    room = width - cell_len(left) - cell_len(right)
    while facts and cell_len(_join_facts(*parts, *facts)) > room:  # half a number is another number
        facts.pop()
    words = _join_facts(*parts, *facts)
    return (
        Piece(left, "title", "band"),
        Piece(fit(words, room, view.glyphs), "muted", "band"),
        Piece(right, "race", "band"),
    )


def _join_facts(*parts: str) -> str:
    return "   " + " · ".join(parts)


def _heading(view: CalendarView, cursor: dt.date) -> str:
    """``January 2027``; ``January and February 2027`` where two are shown; ``4 – 10 January 2027`` of a week."""
    if view.kind is ViewKind.WEEK:
        return _date_range(view.first, view.last)
    first = cursor if view.kind is ViewKind.AGENDA else view.month
    last = first if view.kind is ViewKind.AGENDA else add_months(view.month, view.month_count - 1)
    if last == first:
        return f"{first:%B} {first.year}"
    year = "" if last.year == first.year else f" {first.year}"
    return f"{first:%B}{year} and {last:%B} {last.year}"


def _date_range(first: dt.date, last: dt.date) -> str:
    """Days from one to another, what they share said once."""
    begin = f"{first.day}"
    if first.month != last.month:
        begin += f" {first:%b}" if first.year == last.year else f" {first:%b} {first.year}"
    end = f"{last:%B}" if first.month == last.month else f"{last:%b}"
    return f"{begin} – {last.day} {end} {last.year}"


def _next_block(view: CalendarView, day: dt.date) -> Block | None:
    ahead = [block for block in view.blocks if block.start > day]
    return min(ahead, key=lambda block: block.start) if ahead else None


def _countdown(view: CalendarView, race: dt.date) -> str:
    days = (race - view.today).days
    if days < 0:
        return ""
    words = "today" if days == 0 else "1 day" if days == 1 else f"{days} days"
    return f"  {words} {view.glyphs.race} "


def day_summary_rows(view: CalendarView, day: dt.date, width: int) -> list[Row]:
    """A day in two lines: its workouts, then why strength stands there, each word in its own ink.

    While an operation is under way, what should be known of it stands there.
    """
    head = f" {format_day(day)}  "
    indent = cell_len(head)
    rows: list[Row] = []
    row: list[Piece] = [Piece(head, "title", "band")]
    used = indent
    said = ((word, "text") for remark in view.remarks for word in clean_line(remark, 400).split())
    for word, ink in said if view.remarks else _detail_words(view, day):
        if used + cell_len(word) > width - 2:
            if rows:
                row[-1] = Piece(f"{row[-1].text.rstrip()}{view.glyphs.ellipsis}", row[-1].color, "band")
                break
            rows.append(merge_pieces(row))
            row, used = [Piece(" " * indent, "muted", "band")], indent
        room = width - 2 - used
        shown = fit(word, room, view.glyphs).rstrip() if cell_len(word) > room else word
        row.append(Piece(f"{shown} ", ink, "band"))
        used += cell_len(shown) + 1
    rows.append(merge_pieces(row))
    while len(rows) < 2:
        rows.append((Piece("", "muted", "band"),))
    return rows


def _detail_words(view: CalendarView, day: dt.date) -> Iterable[tuple[str, str]]:
    workouts = view.workouts_on(day)
    if away := absence_text(view, day):
        yield from ((word, "warn") for word in f"{away} ·".split())
    if not workouts:
        empty = (
            _EMPTY_CALENDAR.format(*view.start_keys)
            if not view.blocks and not view.workouts_by_day
            else "nothing planned"
        )
        yield from ((word, "muted") for word in empty.split())
    for position, workout in enumerate(workouts):
        if position:
            yield "·", "muted"
        text = labels.workout_summary(workout, view.unit, view.glyphs)
        status = labels.status_text(workout, view.today)
        yield from ((word, _text_color(workout)) for word in text.split())
        if status:
            yield from ((word, "muted") for word in f"({status})".split())
    for workout in sorted(workouts, key=lambda item: item.sport is not Sport.STRENGTH):
        if workout.reason:
            yield "·", "muted"
            yield from ((word, "muted") for word in clean_line(reason_without_heading(workout), 400).split())


_HOW_TO_DAYS_BACK = 5
"""So many days may lie between a run and the light session that follows it, the run's own included."""


def _text_color(workout: Workout) -> str:
    return color_of(workout) if workout.is_training else "muted"


def day_rows(
    view: CalendarView, day: dt.date, width: int, background: str = "band", *, with_start_keys: bool = True
) -> list[Row]:
    """A day in full: its date, and every workout with its sets, reason and notes.

    Args:
        view: The days.
        day: Which of them.
        width: Cells.
        background: What it is written on.
        with_start_keys: Whether an empty calendar says which keys begin one: those of the calendar, which a sheet has
            not.
    """
    rows: list[Row] = [(Piece(f"{day:%A} {day.day} {day:%B}", "title", background),)]
    rows += [(Piece(text, "muted", background),) for text in _block_facts(view, day)]
    for remark in view.remarks:
        rows += [(), *wrap_rows(clean_line(remark, 400), width, "accent", background)]
    workouts = view.workouts_on(day)
    if not workouts:
        is_new = with_start_keys and not view.blocks and not view.workouts_by_day
        empty = _EMPTY_CALENDAR.format(*view.start_keys) if is_new else "Nothing planned."
        rows += [(), *wrap_rows(empty, width, "muted", background)]
    for workout in workouts:
        rows += [(), *workout_rows(view, workout, width, background)]
    return rows


def workout_rows(view: CalendarView, workout: Workout, width: int, background: str = "band") -> list[Row]:
    """One workout in full."""
    glyphs = view.glyphs
    title = labels.workout_title(workout)
    rows = wrap_rows(title, width, _text_color(workout), background)
    status = labels.status_text(workout, view.today)
    facts = [
        workout.start or "",
        format_amounts(workout.planned, view.unit, workout.estimated) if workout.sport is not Sport.STRENGTH else "",
    ]
    if workout.planned.rpe is not None:
        facts.append(f"RPE {format_number(workout.planned.rpe)}")
    rows += wrap_rows(" · ".join(fact for fact in facts if fact), width, "text", background)
    for part in workout.planned.sets:
        rows += wrap_rows(format_sets((part,), glyphs.multiply), width, "text", background)
    if workout.actual is None:
        rows += wrap_rows(wall_sit_precaution(workout.planned.sets), width, "muted", background)
    if status:
        mark = labels.status_glyph(workout, view.today, glyphs)
        rows += wrap_rows(f"{mark} {status}".strip(), width, "done" if workout.actual else "muted", background)
    if workout.actual is not None:
        rows += _done_rows(view, workout, width, background)
    if workout.locked:
        rows += wrap_rows(f"{glyphs.locked} locked here", width, "muted", background)
    for words in (reason_without_heading(workout), workout.note):
        if words:
            rows += [(), *wrap_rows(clean_note(words, 2000), width, "muted", background)]
    return rows


def how_to_rows(view: CalendarView, workout: Workout, width: int, background: str = "band") -> list[Row]:
    """How a strength session is done, line by line; nothing for any other workout, or one that is done."""
    from planner.training.session_instructions import session_instructions

    before = [
        item for days in range(_HOW_TO_DAYS_BACK) for item in view.workouts_on(workout.date - dt.timedelta(days=days))
    ]
    lines = session_instructions(workout, before) if workout.actual is None else ()
    lines = tuple(
        line for line in lines if line != wall_sit_precaution(workout.planned.sets)
    )  # it stands with the sets
    rows: list[Row] = [(), (Piece("How", "title", background),)] if lines else []
    for line in lines:
        rows += wrap_rows(line, width, "text", background)
    return rows


def _done_rows(view: CalendarView, workout: Workout, width: int, ground: str) -> list[Row]:
    assert workout.actual is not None
    effort = workout.actual.effort
    facts = [format_amounts(effort, view.unit)]
    if effort.rpe is not None and workout.actual.source != AS_PLANNED:
        facts.append(f"RPE {format_number(effort.rpe)}")
    facts.append(workout.actual.source if workout.actual.source == AS_PLANNED else "")
    rows = wrap_rows(" · ".join(fact for fact in facts if fact), width, "done", ground)
    if workout.actual.note:
        rows += wrap_rows(clean_note(workout.actual.note, 2000), width, "text", ground)
    return rows


def _block_facts(view: CalendarView, day: dt.date) -> list[str]:
    block = block_on(view.blocks, day)
    away = absence_text(view, day)
    found = [away] if away else []
    if block is not None:
        phase = block.phase_on(day)
        found.append(
            f"week {block.week_number(day)} of {block.weeks}" + (f", {clean_line(phase, 30)}" if phase else "")
        )
    return found


def absence_text(view: CalendarView, day: dt.date) -> str:
    """``sick until Fri 8 Jan: flu``, ``sore 7, slept badly``; empty where neither was said."""
    return ", ".join(_absence_phrase(absence) for absence in view.absences if absence.contains(day))


def _absence_phrase(absence: Absence) -> str:
    until = f" until {format_day(absence.last)}" if absence.stops_training else ""
    return f"{absence.label}{until}" + (f": {clean_line(absence.note, 60)}" if absence.note else "")
