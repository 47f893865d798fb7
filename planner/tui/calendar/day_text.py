"""A day in rows of words: for the two lines under the month, the panel beside it, and the day's own sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rich.cells import cell_len

from planner.text import clean_line, clean_note
from planner.training.absences import Absence
from planner.training.blocks import Block
from planner.training.precautions import isometric_line
from planner.training.wording import amounts, asks_for_work, day_name, number, reason_beside_title, sets
from planner.training.workouts import AS_PLANNED, Sport, Workout
from planner.tui import labels
from planner.tui.calendar import view as monthview
from planner.tui.calendar.view import Look, MonthView
from planner.tui.theme import ink_of
from planner.tui.widgets.rows import Piece, Row, joined
from planner.tui.widgets.wrap import _wrapped, fit

_NOTHING_YET = "Nothing is planned yet. Press {} to build a block of running and strength, or {} to add a workout."


def title_row(view: MonthView, cursor: dt.date, width: int, athlete: str = "") -> Row:
    """``January 2027   Half marathon 18 Apr · week 5 of 18 · build          102 days ⚑``, after the athlete's name."""
    left = f" {_heading(view, cursor)}"
    block = monthview.block_at(view.blocks, cursor) or _next_block(view, cursor)
    parts = [clean_line(athlete, 40)] if athlete else []
    facts: list[str] = []
    right = ""
    if block is not None:
        parts.append(clean_line(block.name, 60))
        if block.race_date is not None:
            parts[-1] += f" {block.race_date.day} {block.race_date:%b}"
            right = _countdown(view, block.race_date)
        if block.holds(cursor):
            phase = block.phase_on(cursor)
            facts.append(f"week {block.week_of(cursor)} of {block.weeks}")
            facts += [clean_line(phase, 30)] if phase else []
        else:
            facts.append(f"starts {day_name(block.start)}")
    room = width - cell_len(left) - cell_len(right)
    while facts and cell_len(_told(*parts, *facts)) > room:  # half a number is another number
        facts.pop()
    words = _told(*parts, *facts)
    return (
        Piece(left, "title", "band"),
        Piece(fit(words, room, view.glyphs), "muted", "band"),
        Piece(right, "race", "band"),
    )


def _told(*parts: str) -> str:
    return "   " + " · ".join(parts)


def _heading(view: MonthView, cursor: dt.date) -> str:
    """``January 2027``; ``January and February 2027`` where two are shown; ``4 – 10 January 2027`` of a week."""
    if view.look is Look.WEEK:
        return _span(view.first, view.last)
    first = cursor if view.look is Look.AGENDA else view.month
    last = first if view.look is Look.AGENDA else monthview.next_month(view.month, view.months - 1)
    if last == first:
        return f"{first:%B} {first.year}"
    year = "" if last.year == first.year else f" {first.year}"
    return f"{first:%B}{year} and {last:%B} {last.year}"


def _span(first: dt.date, last: dt.date) -> str:
    """Days from one to another, what they share said once."""
    begin = f"{first.day}"
    if first.month != last.month:
        begin += f" {first:%b}" if first.year == last.year else f" {first:%b} {first.year}"
    end = f"{last:%B}" if first.month == last.month else f"{last:%b}"
    return f"{begin} – {last.day} {end} {last.year}"


def _next_block(view: MonthView, day: dt.date) -> Block | None:
    ahead = [block for block in view.blocks if block.start > day]
    return min(ahead, key=lambda block: block.start) if ahead else None


def _countdown(view: MonthView, race: dt.date) -> str:
    days = (race - view.today).days
    if days < 0:
        return ""
    words = "today" if days == 0 else "1 day" if days == 1 else f"{days} days"
    return f"  {words} {view.glyphs.race} "


def detail_rows(view: MonthView, day: dt.date, width: int) -> list[Row]:
    """A day in two lines: its workouts, then why strength stands there, each word in its own ink.

    While an operation is under way, what should be known of it stands there.
    """
    head = f" {day_name(day)}  "
    indent = cell_len(head)
    rows: list[Row] = []
    row: list[Piece] = [Piece(head, "title", "band")]
    used = indent
    said = ((word, "text") for remark in view.remarks for word in clean_line(remark, 400).split())
    for word, ink in said if view.remarks else _detail_words(view, day):
        if used + cell_len(word) > width - 2:
            if rows:
                row[-1] = Piece(f"{row[-1].text.rstrip()}{view.glyphs.more}", row[-1].ink, "band")
                break
            rows.append(joined(row))
            row, used = [Piece(" " * indent, "muted", "band")], indent
        room = width - 2 - used
        shown = fit(word, room, view.glyphs).rstrip() if cell_len(word) > room else word
        row.append(Piece(f"{shown} ", ink, "band"))
        used += cell_len(shown) + 1
    rows.append(joined(row))
    while len(rows) < 2:
        rows.append((Piece("", "muted", "band"),))
    return rows


def _detail_words(view: MonthView, day: dt.date) -> Iterable[tuple[str, str]]:
    workouts = view.of(day)
    if away := away_words(view, day):
        yield from ((word, "warn") for word in f"{away} ·".split())
    if not workouts:
        empty = _NOTHING_YET.format(*view.first_keys) if not view.blocks and not view.items else "nothing planned"
        yield from ((word, "muted") for word in empty.split())
    for position, workout in enumerate(workouts):
        if position:
            yield "·", "muted"
        text = labels.summary(workout, view.unit, view.glyphs)
        status = labels.fate(workout, view.today)
        yield from ((word, _word_ink(workout)) for word in text.split())
        if status:
            yield from ((word, "muted") for word in f"({status})".split())
    for workout in sorted(workouts, key=lambda item: item.sport is not Sport.STRENGTH):
        if workout.reason:
            yield "·", "muted"
            yield from ((word, "muted") for word in clean_line(reason_beside_title(workout), 400).split())


_AFTER_A_RACE = 5
"""So many days may lie between a run and the light session that follows it, the run's own included."""


def _word_ink(workout: Workout) -> str:
    return ink_of(workout) if asks_for_work(workout) else "muted"


def day_rows(view: MonthView, day: dt.date, width: int, ground: str = "band", *, begin: bool = True) -> list[Row]:
    """A day in full: its date, and every workout with its sets, reason and notes.

    Args:
        view: The days.
        day: Which of them.
        width: Cells.
        ground: What it is written on.
        begin: Whether an empty calendar says which keys begin one: those of the calendar, which a sheet has not.
    """
    rows: list[Row] = [(Piece(f"{day:%A} {day.day} {day:%B}", "title", ground),)]
    rows += [(Piece(text, "muted", ground),) for text in _where(view, day)]
    for remark in view.remarks:
        rows += [(), *_wrapped(clean_line(remark, 400), width, "accent", ground)]
    workouts = view.of(day)
    if not workouts:
        is_new = begin and not view.blocks and not view.items
        empty = _NOTHING_YET.format(*view.first_keys) if is_new else "Nothing planned."
        rows += [(), *_wrapped(empty, width, "muted", ground)]
    for workout in workouts:
        rows += [(), *workout_rows(view, workout, width, ground)]
    return rows


def workout_rows(view: MonthView, workout: Workout, width: int, ground: str = "band") -> list[Row]:
    """One workout in full."""
    glyphs = view.glyphs
    title = labels.title(workout)
    rows = _wrapped(title, width, _word_ink(workout), ground)
    status = labels.fate(workout, view.today)
    facts = [
        workout.start or "",
        amounts(workout.planned, view.unit, workout.estimated) if workout.sport is not Sport.STRENGTH else "",
    ]
    if workout.planned.rpe is not None:
        facts.append(f"RPE {number(workout.planned.rpe)}")
    rows += _wrapped(" · ".join(fact for fact in facts if fact), width, "text", ground)
    for part in workout.planned.sets:
        rows += _wrapped(sets((part,), glyphs.times), width, "text", ground)
    if workout.actual is None:
        rows += _wrapped(isometric_line(workout.planned.sets), width, "muted", ground)
    if status:
        mark = labels.mark(workout, view.today, glyphs)
        rows += _wrapped(f"{mark} {status}".strip(), width, "done" if workout.actual else "muted", ground)
    if workout.actual is not None:
        rows += _done_rows(view, workout, width, ground)
    if workout.locked:
        rows += _wrapped(f"{glyphs.locked} locked here", width, "muted", ground)
    for words in (reason_beside_title(workout), workout.note):
        if words:
            rows += [(), *_wrapped(clean_note(words, 2000), width, "muted", ground)]
    return rows


def how_to_rows(view: MonthView, workout: Workout, width: int, ground: str = "band") -> list[Row]:
    """How a strength session is done, line by line; nothing for any other workout, or one that is done."""
    from planner.training.howto import how_to

    before = [item for days in range(_AFTER_A_RACE) for item in view.of(workout.date - dt.timedelta(days=days))]
    lines = how_to(workout, before) if workout.actual is None else ()
    lines = tuple(line for line in lines if line != isometric_line(workout.planned.sets))  # it stands with the sets
    rows: list[Row] = [(), (Piece("How", "title", ground),)] if lines else []
    for line in lines:
        rows += _wrapped(line, width, "text", ground)
    return rows


def _done_rows(view: MonthView, workout: Workout, width: int, ground: str) -> list[Row]:
    assert workout.actual is not None
    effort = workout.actual.effort
    facts = [amounts(effort, view.unit)]
    if effort.rpe is not None and workout.actual.source != AS_PLANNED:
        facts.append(f"RPE {number(effort.rpe)}")
    facts.append(workout.actual.source if workout.actual.source == AS_PLANNED else "")
    rows = _wrapped(" · ".join(fact for fact in facts if fact), width, "done", ground)
    if workout.actual.note:
        rows += _wrapped(clean_note(workout.actual.note, 2000), width, "text", ground)
    return rows


def _where(view: MonthView, day: dt.date) -> list[str]:
    block = monthview.block_at(view.blocks, day)
    away = away_words(view, day)
    found = [away] if away else []
    if block is not None:
        phase = block.phase_on(day)
        found.append(f"week {block.week_of(day)} of {block.weeks}" + (f", {clean_line(phase, 30)}" if phase else ""))
    return found


def away_words(view: MonthView, day: dt.date) -> str:
    """``sick until Fri 8 Jan: flu``, ``sore 7, slept badly``; empty where neither was said."""
    return ", ".join(_said(absence) for absence in view.absences if absence.holds(day))


def _said(absence: Absence) -> str:
    until = f" until {day_name(absence.last)}" if absence.stops_training else ""
    return f"{absence.word}{until}" + (f": {clean_line(absence.note, 60)}" if absence.note else "")
