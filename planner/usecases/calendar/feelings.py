"""How a day feels: sore, or badly slept. Nothing is taken out of the day; heavy sessions wait, and strength follows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.store import quick
from planner.text import NOTE_LIMIT, clean_note
from planner.training.absences import feelings_on
from planner.training.feelings import parse_feeling
from planner.training.refusal import RefusedError
from planner.training.safety import Gate
from planner.training.wording import format_day
from planner.usecases import screening
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook


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
