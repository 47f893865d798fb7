"""The longest single hold of a wall sit and the heaviest sled that were recorded, and what is said of them.

A session that was marked done as planned counts with its planned figures, because the runner said that it was done so;
but only figures that were typed or timed are spoken of when they are more than before. A sled counts when it was
dragged at least `LEAST_SLED_M` a round. Nothing here asks for more: a record is only looked back at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.training.formatting import format_day_and_year, format_hold, format_number
from planner.training.workouts import Exercise, ExerciseSet

LEAST_SLED_M = 10.0
"""The least metres a round with which a sled's load counts: half a lane; a default."""


@dataclass(frozen=True, slots=True)
class StrengthRecord:
    """The most of something that was recorded.

    Attributes:
        value: Seconds of a hold, or kilograms of a sled with its plates.
        day: The first day it was done on.
        workout_id: The session.
    """

    value: float
    day: dt.date
    workout_id: int


@dataclass(frozen=True, slots=True)
class StrengthRecords:
    """The longest hold in seconds and the heaviest sled in kilograms; None where none was recorded."""

    longest_hold: StrengthRecord | None = None
    heaviest_sled: StrengthRecord | None = None

    @property
    def hold_text(self) -> str:
        """The longest hold in words: ``longest hold 1:45, 5 Jan 2027``; empty without one."""
        record = self.longest_hold
        return "" if record is None else f"longest hold {format_hold(int(record.value))}, {_day_text(record.day)}"

    @property
    def sled_text(self) -> str:
        """The heaviest sled in words: ``heaviest sled 62 kg, 5 Jan 2027``; empty without one."""
        record = self.heaviest_sled
        return "" if record is None else f"heaviest sled {format_number(record.value)} kg, {_day_text(record.day)}"

    @property
    def sentence(self) -> str:
        """Both in a sentence: ``Recorded: longest hold ...; heaviest sled ....``; empty without any."""
        texts = "; ".join(filter(None, (self.hold_text, self.sled_text)))
        return f"Recorded: {texts}." if texts else ""


def _day_text(day: dt.date) -> str:
    return format_day_and_year(day).partition(" ")[2]


def longest_hold_s(sets: Iterable[ExerciseSet]) -> int:
    """Return the seconds of the longest single wall sit among sets; 0 without one."""
    return max((part.hold_s or 0 for part in sets if part.exercise == Exercise.WALL_SIT), default=0)


def heaviest_sled_kg(sets: Iterable[ExerciseSet]) -> float:
    """Return the load of the heaviest sled among sets in kilograms; 0 without one."""
    return max(
        (
            part.load_kg or 0.0
            for part in sets
            if part.exercise == Exercise.REVERSE_SLED_PUSH and (part.distance_m or 0.0) >= LEAST_SLED_M
        ),
        default=0.0,
    )


def beaten_records(before: StrengthRecords, sets: Iterable[ExerciseSet]) -> Iterator[str]:
    """Yield a sentence for each record that sets beat: ``Longest hold so far: 1:45.``; the first ones ever beat none.

    Args:
        before: The records of all other sessions.
        sets: What was done.
    """
    sets = tuple(sets)
    hold, sled = longest_hold_s(sets), heaviest_sled_kg(sets)
    if before.longest_hold is not None and hold > before.longest_hold.value:
        yield f"Longest hold so far: {format_hold(hold)}."
    if before.heaviest_sled is not None and sled > before.heaviest_sled.value:
        yield f"Heaviest sled so far: {format_number(sled)} kg."
