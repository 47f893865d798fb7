"""The command of a coach: a line for each runner that the settings name."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from planner.cli.exit_status import EXIT_OK, EXIT_REFUSED
from planner.cli.json_documents import totals_document, workout_document
from planner.cli.output import MAX_SENTENCE, print_each, print_long_document
from planner.invocation import program
from planner.text import cell_width, clean_line
from planner.training.formatting import format_bare_distance, format_hours_minutes
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEK
from planner.training.workout_names import RUN_NAMES, session_name
from planner.training.workouts import Sport, Workout
from planner.usecases.planbook import Planbook
from planner.usecases.squad import RunnerNow, SquadRow, read_squad

_NAMES = "Athlete"
_MOST_NAME = 12
"""Cells of the longest name that is not cut off."""
_RUN, _STRENGTH, _MARKED, _MISSED, _RACE = 10, 3, 6, 4, 6
"""Cells of each column that is as wide for every squad."""
_NEXT = 17


def run_squad(book: Planbook, args: argparse.Namespace) -> int:
    """Print a line for each runner of the settings, in their order, as soon as it is read; 1 when something was not.

    Raises:
        RefusedError: The settings name no runners.
    """
    athletes = book.settings.athletes
    if not athletes:
        raise RefusedError(f"The settings name no athletes: {program()} config shows the section [athletes] that does.")
    problems: list[str] = []
    rows = _noting_problems(read_squad(athletes, book.clock.fixed), problems)
    if args.json:
        print_long_document({}, map(_row_document, rows), dict, "athletes")
    else:
        print_each(_squad_lines(rows, min(max(map(cell_width, (_NAMES, *athletes))), _MOST_NAME)))
    for problem in problems:
        sys.stderr.write(f"planner: {clean_line(problem, MAX_SENTENCE)}\n")
    return EXIT_REFUSED if problems else EXIT_OK


def _noting_problems(rows: Iterable[SquadRow], problems: list[str]) -> Iterator[SquadRow]:
    for row in rows:
        problems += (f"{row.name}: {problem}" for problem in row.problems)
        yield row


def _squad_lines(rows: Iterable[SquadRow], name_width: int) -> Iterator[str]:
    yield _line(_padded(_NAMES, name_width), "Run", "Str", "Marked", "Miss", "Next", "Race", "Asks")
    for row in rows:
        name = _padded(row.name, name_width)
        if row.now is None:
            yield f"{name}  cannot be read"
        else:
            yield _line(name, *_cells(row.now))


def _line(name: str, *cells: str) -> str:
    run, strength, marked, missed, following, race, asks = cells
    return (
        f"{name}  {run:>{_RUN}} {strength:>{_STRENGTH}}  {marked:>{_MARKED}} {missed:>{_MISSED}}"
        f"  {_padded(following, _NEXT)} {race:>{_RACE}}  {asks}"
    ).rstrip()


def _cells(now: RunnerNow) -> tuple[str, ...]:
    run, strength = now.totals.run, now.totals.strength
    if run.planned_m or run.done_m or not run.planned_s:
        done, planned = (format_bare_distance(metres, now.unit) for metres in (run.done_m, run.planned_m))
        running = f"{_without_decimal(done)}/{_without_decimal(planned)} {now.unit}"
    else:
        running = f"{format_hours_minutes(run.done_s)}/{format_hours_minutes(run.planned_s)} h"
    return (
        running,
        f"{strength.done_sessions}/{strength.planned_sessions}",
        _short_day(now.last_marked, now.today) if now.last_marked is not None else "never",
        str(now.missed or ""),
        _next_text(now),
        _short_day(now.race.date, now.today) if now.race is not None else "",
        _asks(now),
    )


def _without_decimal(number: str) -> str:
    return f"{float(number):.0f}"


def _short_day(day: dt.date, today: dt.date) -> str:
    return "today" if day == today else f"{day.day} {day:%b}"


def _next_text(now: RunnerNow) -> str:
    """Return the next workout, ``Thu Heavy sled``; in an absence what it is and until when."""
    if now.absence is not None:
        return f"{now.absence.kind} to {_short_day(now.absence.last, now.today)}"
    if now.next is None:
        return ""
    days = (now.next.date - now.today).days
    day = "today" if days == 0 else f"{now.next.date:%a}" if days < 7 else _short_day(now.next.date, now.today)
    return f"{day} {_name(now.next)}"


def _name(workout: Workout) -> str:
    if workout.sport is Sport.STRENGTH and workout.kind:
        return session_name(workout.kind, workout.planned.sets)
    return RUN_NAMES.get(workout.kind or workout.sport) or clean_line(workout.title)


def _asks(now: RunnerNow) -> str:
    parts = (f"pain {now.pain}" if now.pain else "", f"{now.questions}?" if now.questions else "")
    return " ".join(part for part in parts if part)


def _padded(text: str, width: int) -> str:
    shown = _cut(text, width)
    return shown + " " * (width - cell_width(shown))


def _cut(text: str, width: int) -> str:
    """Return a text in at most so many cells; a longer one ends in ``…``."""
    shown = clean_line(text)
    if cell_width(shown) <= width:
        return shown
    while cell_width(shown) >= width:
        shown = shown[:-1]
    return f"{shown.rstrip()}…"


def _row_document(row: SquadRow) -> dict[str, Any]:
    """Return one runner; where the file cannot be read, the name, the file and why, and null for all else."""
    now = row.now
    return {
        "name": row.name,
        "database": str(row.database),
        "problems": list(row.problems),
        "today": now and now.today.isoformat(),
        "week": now and {"from": now.week.isoformat(), "to": (now.week + WEEK - DAY).isoformat()},
        "totals": now and totals_document(now.totals),
        "next": now and now.next and workout_document(now.next, now.today, None),
        "race": now and now.race and workout_document(now.race, now.today, None),
        "last_marked": now and now.last_marked and now.last_marked.isoformat(),
        "missed": now and now.missed,
        "absence": now and now.absence and now.absence.kind,
        "pain": now and now.pain,
        "questions": now and now.questions,
    }
