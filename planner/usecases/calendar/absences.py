"""Absences (sick, injured, away), which skip the workouts of their days, and how days feel (sore, slept badly)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.store import quick
from planner.text import NOTE_LIMIT, clean_line, clean_note, format_count
from planner.training.absences import Absence, AbsenceKind, absence_on, feelings_on
from planner.training.feelings import parse_feeling
from planner.training.formatting import format_day, format_day_and_year
from planner.training.refusal import RefusedError, check_length
from planner.training.safety_gates import Gate
from planner.training.weeks import DAY
from planner.training.workouts import StoredStatus
from planner.usecases import screening
from planner.usecases.calendar.planned_again import plan_again
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

LONGEST_ABSENCE_DAYS = 366
"""The longest absence that can be entered, in days."""


def plan_absence(book: Planbook, first: dt.date, last: dt.date, kind: AbsenceKind, note: str = "") -> Change:
    """Skip all training from one day to another, both included, in either order.

    Raises:
        RefusedError: It overlaps another absence, is longer than a year, or the note is too long.
    """
    first, last = min(first, last), max(first, last)
    if (last - first).days >= LONGEST_ABSENCE_DAYS:
        raise RefusedError(f"An absence can last {LONGEST_ABSENCE_DAYS} days; {first} to {last} is longer.")
    note = clean_note(check_length(note, NOTE_LIMIT, "note"))
    existing = (absence for absence in quick.read_absences(book.path) if absence.stops_training)
    other = next((absence for absence in existing if absence.first <= last and absence.last >= first), None)
    if other is not None:
        raise RefusedError(f"You are already {other.kind} from {format_day(other.first)} to {format_day(other.last)}.")
    absence = Absence(first, last, kind, note)
    workouts = quick.read_days(book.path, first, last)
    skipped = tuple(
        replace(workout, status=StoredStatus.SKIPPED, skip_reason=_skip_reason(absence))
        for workout in workouts
        if workout.is_open
    )
    days = (last - first).days + 1
    races = (
        f"{clean_line(one.title, 60) or 'The race'} on {format_day(one.date)} falls into these days and is skipped."
        for one in skipped
        if one.is_race
    )
    return Change(
        f"{kind}: {format_day_and_year(first)}" + (f" to {format_day_and_year(last)}" if days > 1 else ""),
        changed=skipped,
        absences=(absence,),
        remarks=(f"{format_count(days, 'day')}.", *races),
    )


def plan_return(book: Planbook, day: dt.date) -> Change:
    """End the absence that contains a day on the day before it, and plan again what it skipped from that day on.

    Raises:
        RefusedError: No absence contains the day.
    """
    absence = absence_on(quick.read_absences(book.path), day)
    if absence is None:
        raise RefusedError(f"You are not away, sick or injured on {format_day(day)}.")
    workouts = quick.read_days(book.path, day, absence.last)
    planned_again = tuple(
        plan_again(workout)
        for workout in workouts
        if workout.status is StoredStatus.SKIPPED
        and workout.skip_reason == _skip_reason(absence)
        and workout.replaced_by_id is None
    )
    is_over = absence.first == day  # nothing of it is left
    return Change(
        f"back: from {format_day_and_year(day)}",
        changed=planned_again,
        absences=() if is_over else (replace(absence, last=day - DAY),),
        ended_absences=(absence,) if is_over else (),
    )


def plan_feeling(book: Planbook, day: dt.date, text: str, note: str = "") -> Change:
    """Record how a day feels, in place of the same feeling recorded before; ``well`` removes all feelings of the day.

    Args:
        book: The planbook.
        day: Today or an earlier day.
        text: ``sore 7``, ``slept badly`` or ``well``.
        note: The runner's words about it.

    Raises:
        RefusedError: The day is ahead, the text is none of these, the note is too long, or there is nothing to remove.
    """
    check_not_future(book, day)
    note = clean_note(check_length(note, NOTE_LIMIT, "note"))
    absences = quick.read_absences(book.path)
    recorded, feeling = feelings_on(absences, day), parse_feeling(text, day)
    if feeling is None:
        if not recorded:
            raise RefusedError(f"Nothing was recorded of how {format_day(day)} feels.")
        return _with_gate_remarks(book, Change(f"well: {format_day_and_year(day)}", ended_absences=recorded))
    before = next((absence for absence in recorded if absence.kind is feeling.kind), feeling)
    after = replace(before, soreness=feeling.soreness, note=note or before.note)
    if after == before and before.id:
        return Change("")
    return _with_gate_remarks(book, Change(f"{after.label}: {format_day_and_year(day)}", absences=(after,)))


def check_not_future(book: Planbook, day: dt.date) -> None:
    """Refuse to record how a future day feels.

    Raises:
        RefusedError: The day is ahead.
    """
    if day > book.today:
        raise RefusedError(f"{format_day(day)} is ahead: how a day feels can be recorded once it has come.")


def new_gates(book: Planbook, change: Change) -> tuple[Gate, ...]:
    """Return the gates that the absences and feelings in a change add.

    Raises:
        RefusedError: The file cannot be read.
    """
    absences = quick.read_absences(book.path)
    changed = {absence.id for absence in change.absences}
    before = screening.active_gates(book, [absence for absence in absences if absence.id not in changed])
    after = screening.active_gates(book, change.apply_to_absences(absences))
    return tuple(gate for gate in after if gate not in before)


def _skip_reason(absence: Absence) -> str:
    """Return the reason that a skipped workout stores, in one line; the absence itself keeps its whole note."""
    return clean_line(" ".join(absence.skip_reason.split()), NOTE_LIMIT)


def _with_gate_remarks(book: Planbook, change: Change) -> Change:
    return replace(change, remarks=tuple(gate.full_text for gate in new_gates(book, change)))
