"""What a run of ``sync`` says about events: where both sides differ, what is left, and what was asked."""

from __future__ import annotations

from dataclasses import dataclass

from planner.exchange.calendars.workout_events import MAX_DESCRIPTION
from planner.invocation import program
from planner.text import clean_line, format_count
from planner.training.formatting import format_day
from planner.training.workout_names import workout_name
from planner.training.workouts import Workout
from planner.usecases.sync.decisions import Place, Remark


@dataclass(frozen=True, slots=True)
class Conflict:
    """A workout that was moved on both sides, or on the side of the calendar alone where it cannot follow.

    Attributes:
        item: The number of the workout.
        here: Where the plan has it, and leaves it.
        there: Where the calendar had it.
        take: The command that takes the calendar's place.
        name: What the workout is called at the beginning of a sentence.
    """

    item: int
    here: Place
    there: Place
    take: str
    name: str

    @property
    def sentence(self) -> str:
        """What is said of it."""
        return (
            f"{self.name} was moved here and in the calendar: it stays on {place_text(self.here)}, and the calendar "
            f'had it on {place_text(self.there)}. "{self.take}" takes that.'
        )


def conflict_of(workout: Workout, here: Place, there: Place) -> Conflict:
    """Return the conflict about a workout, with the command that takes the place of the calendar."""
    if there.start in {"", here.start}:
        take = f"{program()} move {workout.id} {there.day}"
    else:
        take = f"{program()} edit {workout.id} --to {there.day} --start {there.start}"
    return Conflict(workout.id, here, there, take, event_name(workout.id, workout))


def event_name(number: int, workout: Workout | None) -> str:
    """Return what the event of a workout is called at the beginning of a sentence."""
    if workout is None:
        return f"Workout {number}"
    return f"The {workout_name(workout)} of {format_day(workout.date)} (workout {number})"


def place_text(place: Place) -> str:
    """Return a place in words: ``Thu 7 Jan 18:00``."""
    return f"{format_day(place.day)} {place.start}".rstrip()


def gone_question(workout: Workout) -> str:
    """Return the question about a workout whose event was deleted in a calendar."""
    name = event_name(workout.id, workout)
    return f"{name} was deleted in the calendar: skip it, or keep it?"


def describe(remark: Remark, name: str, there: Place | None, text: str, reason: str = "") -> str:
    """Return what a remark says.

    Args:
        remark: Any remark but a conflict, which says more.
        name: What the workout is called.
        there: Where the calendar has or had it.
        text: The title and description in the calendar.
        reason: Why its file cannot be read, in half a sentence.
    """
    where = f" to {place_text(there)}" if there is not None else ""
    quoted = f'"{clean_line(text, MAX_DESCRIPTION)}"'
    sentences = {
        Remark.DONE_STAYS: f"{name} is done, so it stays; the calendar had moved it{where}.",
        Remark.MISSED_STAYS: f"{name} was missed, and stays; the calendar had moved it{where}, which is past too.",
        Remark.MOVED_BUT_REMOVED: (
            f"{name} is removed or skipped here, so its event is removed; the calendar had moved it{where}."
        ),
        Remark.TEXT_BUT_REMOVED: (
            f"{name} is removed or skipped here, so its event is removed; its text there was {quoted}."
        ),
        Remark.CAME_BACK: f"{name} was removed or skipped here before, so its event is removed again.",
        Remark.TEXT_LEFT: (
            f"The text of an event was changed in the calendar and stays there, while the plan keeps its own. {name}: "
            f"{quoted}."
        ),
        Remark.TEXT_REPLACED: (
            f"{name} has another text here than in the calendar, and the event gets that. There it was {quoted}."
        ),
        Remark.WRITTEN_AGAIN: f"{name} was deleted in the calendar and has changed here: its event is written again.",
        Remark.MENDED: f"The file of an event is written again: {reason or 'it cannot be read'}. {name}.",
        Remark.REPEATED: f"{name} is repeated in the calendar: the first event counts, and the others are left there.",
    }
    return sentences[remark]


def many_gone_sentence(gone: int, known: int, folder: str, *, is_mark_gone: bool) -> str:
    """Return why none of many missing events is taken as deleted.

    Args:
        gone: How many are missing.
        known: How many there were.
        folder: The folder.
        is_mark_gone: Whether the folder does not even say any more whose it is.
    """
    emptied = ", and the folder may be another one" if is_mark_gone else ""
    return (
        f"{format_count(gone, 'event')} of {known} {'is' if gone == 1 else 'are'} missing in {clean_line(folder, 200)}"
        f"{emptied}, so none of them is taken as deleted; --force asks about each."
    )
