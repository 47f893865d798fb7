"""Days without training: sick, injured or away. What was planned for them is skipped, and comes back when they end."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.store import quick
from planner.text import NOTE_LIMIT, clean_line, clean_note
from planner.training.absences import Absence, AbsenceKind, absence_on
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY
from planner.training.wording import asks_for_work, day_name
from planner.training.workouts import State, Workout
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

LONGEST = 366
"""Days of the longest absence that can be entered at once."""


def plan_absence(book: Planbook, first: dt.date, last: dt.date, kind: AbsenceKind, note: str = "") -> Change:
    """No training from one day to another, both included, in either order.

    Raises:
        RefusedError: It overlaps another absence, is longer than a year, or the note is too long.
    """
    first, last = min(first, last), max(first, last)
    if (last - first).days >= LONGEST:
        raise RefusedError(f"An absence can last {LONGEST} days; {first} to {last} is longer.")
    if len(note) > NOTE_LIMIT:
        raise RefusedError(f"A note can hold {NOTE_LIMIT} characters; this one has {len(note)}.")
    standing = (one for one in quick.read_absences(book.path) if one.stops_training)
    other = next((one for one in standing if one.first <= last and one.last >= first), None)
    if other is not None:
        raise RefusedError(f"You are already {other.kind} from {day_name(other.first)} to {day_name(other.last)}.")
    absence = Absence(first, last, kind, clean_note(note))
    held = quick.read_days(book.path, first, last)
    skipped = tuple(_skipped(workout, absence) for workout in held if _is_open(workout))
    days = (last - first).days + 1
    return Change(
        f"{kind}: {day_name(first)}" + (f" to {day_name(last)}" if days > 1 else ""),
        changed=skipped,
        absences=(absence,),
        remarks=(f"{days} day{'s' * (days > 1)}.",),
    )


def plan_return(book: Planbook, day: dt.date) -> Change:
    """Training again from a day on: the absence that holds it ends the day before, what it skipped is planned again.

    Raises:
        RefusedError: No absence holds the day.
    """
    absence = absence_on(quick.read_absences(book.path), day)
    if absence is None:
        raise RefusedError(f"You are not away, sick or injured on {day_name(day)}.")
    held = quick.read_days(book.path, day, absence.last)
    back = tuple(
        replace(workout, state=State.PLANNED, skip_reason=None)
        for workout in held
        if workout.state is State.SKIPPED and workout.skip_reason == _reason(absence) and workout.replaced_by is None
    )
    shorter = replace(absence, last=day - DAY)
    gone = absence.first == day
    return Change(
        f"back: from {day_name(day)}",
        changed=back,
        absences=() if gone else (shorter,),
        ended=(absence,) if gone else (),
    )


def _is_open(workout: Workout) -> bool:
    return workout.state is State.PLANNED and asks_for_work(workout)


def _skipped(workout: Workout, absence: Absence) -> Workout:
    return replace(workout, state=State.SKIPPED, skip_reason=_reason(absence))


def _reason(absence: Absence) -> str:
    """One line, as a skipped workout keeps it; the note of the absence itself is never cut."""
    return clean_line(" ".join(absence.reason.split()), NOTE_LIMIT)
