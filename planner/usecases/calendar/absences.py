"""Days without training: sick, injured or away. What was planned for them is skipped, and comes back when they end."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.store import quick
from planner.text import NOTE_LIMIT, clean_line, clean_note
from planner.training.absences import Absence, AbsenceKind, absence_on
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY
from planner.training.wording import format_day, is_training
from planner.training.workouts import StoredStatus, Workout
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

LONGEST_ABSENCE_DAYS = 366
"""Days of the longest absence that can be entered at once."""


def plan_absence(book: Planbook, first: dt.date, last: dt.date, kind: AbsenceKind, note: str = "") -> Change:
    """No training from one day to another, both included, in either order.

    Raises:
        RefusedError: It overlaps another absence, is longer than a year, or the note is too long.
    """
    first, last = min(first, last), max(first, last)
    if (last - first).days >= LONGEST_ABSENCE_DAYS:
        raise RefusedError(f"An absence can last {LONGEST_ABSENCE_DAYS} days; {first} to {last} is longer.")
    if len(note) > NOTE_LIMIT:
        raise RefusedError(f"A note can hold {NOTE_LIMIT} characters; this one has {len(note)}.")
    standing = (one for one in quick.read_absences(book.path) if one.stops_training)
    other = next((one for one in standing if one.first <= last and one.last >= first), None)
    if other is not None:
        raise RefusedError(f"You are already {other.kind} from {format_day(other.first)} to {format_day(other.last)}.")
    absence = Absence(first, last, kind, clean_note(note))
    held = quick.read_days(book.path, first, last)
    skipped = tuple(_skip_for(workout, absence) for workout in held if _is_open(workout))
    days = (last - first).days + 1
    return Change(
        f"{kind}: {format_day(first)}" + (f" to {format_day(last)}" if days > 1 else ""),
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
        raise RefusedError(f"You are not away, sick or injured on {format_day(day)}.")
    held = quick.read_days(book.path, day, absence.last)
    back = tuple(
        replace(workout, status=StoredStatus.PLANNED, skip_reason=None)
        for workout in held
        if workout.status is StoredStatus.SKIPPED
        and workout.skip_reason == _skip_reason(absence)
        and workout.replaced_by_id is None
    )
    shorter = replace(absence, last=day - DAY)
    gone = absence.first == day
    return Change(
        f"back: from {format_day(day)}",
        changed=back,
        absences=() if gone else (shorter,),
        ended_absences=(absence,) if gone else (),
    )


def _is_open(workout: Workout) -> bool:
    return workout.status is StoredStatus.PLANNED and is_training(workout)


def _skip_for(workout: Workout, absence: Absence) -> Workout:
    return replace(workout, status=StoredStatus.SKIPPED, skip_reason=_skip_reason(absence))


def _skip_reason(absence: Absence) -> str:
    """One line, as a skipped workout keeps it; the note of the absence itself is never cut."""
    return clean_line(" ".join(absence.skip_reason.split()), NOTE_LIMIT)
