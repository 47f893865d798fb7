"""Days without training: sick, injured or away. What was planned for them is skipped, and comes back when they end."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.store import quick
from planner.text import NOTE_LIMIT, clean_line, clean_note
from planner.training.absences import Absence, AbsenceKind, absence_on, feelings_on
from planner.training.feelings import parse_feeling
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.safety_gates import Gate
from planner.training.weeks import DAY
from planner.training.workouts import StoredStatus, Workout
from planner.usecases import screening
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
    skipped = tuple(_skip_for(workout, absence) for workout in held if workout.is_open)
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


def _skip_for(workout: Workout, absence: Absence) -> Workout:
    return replace(workout, status=StoredStatus.SKIPPED, skip_reason=_skip_reason(absence))


def _skip_reason(absence: Absence) -> str:
    """One line, as a skipped workout keeps it; the note of the absence itself is never cut."""
    return clean_line(" ".join(absence.skip_reason.split()), NOTE_LIMIT)


def plan_feeling(book: Planbook, day: dt.date, text: str, note: str = "") -> Change:
    """Say how a day feels. The same said again is said anew; ``well`` takes back what was said of the day.

    Args:
        book: Whose.
        day: Today, or a day that has been.
        text: ``sore 7``, ``slept badly`` or ``well``.
        note: The runner's words beside it.

    Raises:
        RefusedError: The day is ahead, it is not said in one of these ways, or the note is too long.
    """
    check_not_future(book, day)
    if len(note) > NOTE_LIMIT:
        raise RefusedError(f"A note can hold {NOTE_LIMIT} characters; this one has {len(note)}.")
    absences = quick.read_absences(book.path)
    held, said = feelings_on(absences, day), parse_feeling(text, day)
    if said is None:
        if not held:
            raise RefusedError(f"Nothing was said of how {format_day(day)} feels.")
        return _with_gate_remarks(book, Change(f"well: {format_day(day)}", ended_absences=held))
    before = next((one for one in held if one.kind is said.kind), said)
    now = replace(before, soreness=said.soreness, note=clean_note(note) or before.note)
    if now == before and before.id:
        return Change("")
    return _with_gate_remarks(book, Change(f"{now.label}: {format_day(day)}", absences=(now,)))


def _with_gate_remarks(book: Planbook, change: Change) -> Change:
    return replace(change, remarks=tuple(gate.full_text for gate in new_gates(book, change)))


def check_not_future(book: Planbook, day: dt.date) -> None:
    """Refuse to say how a day feels that is not there yet.

    Raises:
        RefusedError: The day is ahead.
    """
    if day > book.today:
        raise RefusedError(f"{format_day(day)} is ahead: how a day feels can be said once it is there.")


def new_gates(book: Planbook, change: Change) -> tuple[Gate, ...]:
    """What would be kept out for what is said in a change, and is not without it."""
    standing = quick.read_absences(book.path)
    said = {absence.id for absence in change.absences}
    before = screening.active_gates(book, [absence for absence in standing if absence.id not in said])
    return tuple(
        gate for gate in screening.active_gates(book, change.apply_to_absences(standing)) if gate not in before
    )
