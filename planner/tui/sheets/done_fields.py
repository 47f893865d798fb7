"""A workout of a day that is marked: its fields, what is typed into them, and what becomes of it. It knows no widget.

A field is empty until something is typed into it, or holds what was recorded before; the plan's figure is only a hint
next to it. What the timer of a session has measured is in the fields at first, and is recorded as it was measured where
it is not typed over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from planner.text import clean_line
from planner.training import measures
from planner.training.formatting import format_hours, format_number
from planner.training.kinds import parse_kind
from planner.training.outcomes import TypedOutcome
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.set_fields import SET_FIELDS, format_set_fields
from planner.training.workouts import AS_PLANNED, Effort, Sport, StoredStatus, Workout
from planner.tui.widgets.line_edit import LineEdit
from planner.usecases.calendar.mark import Mark

LENGTHS = {"distance": "distance_m", "time": "duration_s"}
"""The fields that say how much of a run was done, with their names in an effort."""
AMOUNTS = frozenset({*LENGTHS, *SET_FIELDS})
"""All fields that say how much was done."""
_MAX_LENGTH = 20_000
"""Characters a field takes: more than a note may have, so that a long note is refused with a sentence, not cut."""
_TEXT_FIELDS = frozenset({"note", "exercises", "reason", "instead"})
"""Fields of words, in which every letter is a letter."""
_HINTS = {"note": "how it went", "reason": "tired, ill, travel", "instead": "easy, long, bike, ..."}
"""What empty fields of words ask for."""


class Tick(StrEnum):
    """What becomes of a workout when the form is saved."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(slots=True)
class DoneField:
    """A field of a row.

    Attributes:
        name: As `parse_outcome` calls it; ``reason`` of a skip, ``instead`` for the kind that was done in its place.
        initial: What was recorded before, or what the timer measured; else nothing.
        planned: The plan's figure as it would be typed, or nothing.
        planned_text: The same as it is shown, with ``~`` where it is an estimate.
        line: What is typed.
    """

    name: str
    initial: str = ""
    planned: str = ""
    planned_text: str = ""
    line: LineEdit = field(default_factory=LineEdit)

    def __post_init__(self) -> None:
        self.set_text(self.initial)

    @property
    def text(self) -> str:
        """What is in the field, without blanks around it."""
        return self.line.text.strip()

    @property
    def is_typed(self) -> bool:
        """Whether it says something else than at first."""
        return self.text != self.initial.strip()

    @property
    def has_words(self) -> bool:
        """Whether it is for words, not for a figure."""
        return self.name in _TEXT_FIELDS

    def set_text(self, text: str) -> None:
        """Put text into the field, and the caret after it."""
        self.line = LineEdit(text, len(text), _MAX_LENGTH)


@dataclass(slots=True, eq=False)
class DoneRow:
    """A workout of the day, with what is said of it.

    Attributes:
        workout: As it was read.
        unit: The unit of distances.
        done_on: The day it was done on when that is not its own.
        measured: What the timer measured of it; None where it was not timed.
        fields: Its fields by name, in the order in which they are filled in.
        ticked: What the runner ticked by hand; None follows what is typed.
        replaces: Whether the kind that was done in its place is asked for.
    """

    workout: Workout
    unit: Unit
    done_on: dt.date | None = None
    measured: TypedOutcome | None = None
    fields: dict[str, DoneField] = field(default_factory=dict)
    ticked: Tick | None = None
    replaces: bool = False

    def __post_init__(self) -> None:
        self.fields = {one.name: one for one in _fields_of(self.workout, self.unit, self.measured)}

    @property
    def is_recorded(self) -> bool:
        """Whether it was marked done before."""
        return self.workout.actual is not None

    @property
    def is_known_done(self) -> bool:
        """Whether it was done for certain, marked or timed, so that its tick stays."""
        return self.is_recorded or self.measured is not None

    @property
    def is_as_measured(self) -> bool:
        """Whether the timer measured it, and none of that is typed over."""
        return self.measured is not None and not self.typed_amounts

    @property
    def measured_text(self) -> str:
        """What the timer measured, as its fields show it."""
        return "; ".join(self.fields[name].initial for name in (*SET_FIELDS, *LENGTHS))

    @property
    def is_planned(self) -> bool:
        """Whether there is a plan of it, in place of which something else may be done."""
        return self.workout.status is not StoredStatus.UNPLANNED

    @property
    def was_skipped(self) -> bool:
        """Whether it was skipped before."""
        return self.workout.status is StoredStatus.SKIPPED

    @property
    def is_as_planned(self) -> bool:
        """Whether it is done with the plan's figures, and nothing that was measured or felt."""
        if self.tick is not Tick.DONE or self.typed_amounts or self.replaces or self.measured is not None:
            return False
        return self.workout.actual is None or self.workout.actual.source == AS_PLANNED

    @property
    def sport(self) -> Sport:
        """What was done: the planned sport, or that of the kind that was done in its place."""
        try:
            return parse_kind(self.fields["instead"].text, "kind")[0] if self.replaces else self.workout.sport
        except RefusedError:  # not typed to its end yet
            return self.workout.sport

    @property
    def figures(self) -> tuple[str, ...]:
        """The names of the fields of figures that fit what was done, in the order in which they are filled in."""
        if self.sport is not Sport.STRENGTH:
            return ("distance", "time", "rpe", "pain")
        own = ("exercises",) if self.fields["exercises"].planned or self.fields["exercises"].initial else ()
        is_without_sled = self.fields["sit"].planned and not self.fields["sled"].planned
        return (*(("sit", "sled") if is_without_sled else ("sled", "sit")), *own, "time", "rpe", "pain")

    @property
    def typed(self) -> dict[str, str]:
        """What is typed of how it was done, by field."""
        said = (self.fields[name] for name in (*self.figures, "note", "pain_next"))
        return {one.name: one.text for one in said if one.is_typed}

    @property
    def typed_amounts(self) -> frozenset[str]:
        """Which of distance, time and sets are typed."""
        return frozenset(self.typed.keys() & AMOUNTS)

    @property
    def tick(self) -> Tick:
        """What becomes of it."""
        if self.ticked is not None:
            return self.ticked
        if self.is_known_done or self.typed:
            return Tick.DONE
        return Tick.SKIPPED if self.was_skipped else Tick.OPEN

    def hint(self, name: str, *, has_plan_column: bool) -> str:
        """Return what an empty field shows: the plan's figure, or what becomes of it where nothing is typed.

        Args:
            name: The field.
            has_plan_column: Whether the plan's figures have a column of their own.
        """
        one = self.fields[name]
        if name in _HINTS:
            return _HINTS[name]
        if self.tick is not Tick.DONE:
            return one.planned_text if not has_plan_column and not self.replaces else ""
        is_set = name not in LENGTHS and not self.is_known_done and not self.replaces
        if name in AMOUNTS and one.planned and (self.is_as_planned or is_set):
            return AS_PLANNED
        return "–"

    @property
    def pace(self) -> str:
        """The pace of the distance and the time that are said; empty where either is missing, or it is no run."""
        if self.sport is not Sport.RUN or self.tick is Tick.SKIPPED:
            return ""
        try:
            metres = measures.parse_distance(self.fields["distance"].text, "distance", self.unit)
            seconds = measures.parse_duration(self.fields["time"].text, "time")
        except RefusedError:
            return ""
        return measures.format_pace(seconds / metres * measures.METRES_PER_KM, self.unit)

    def toggle(self) -> None:
        """Tick it, or take the tick away; of one that was skipped, say that it was done after all."""
        self.replaces = False
        if self.is_known_done:
            self.ticked = None
        elif self.was_skipped:
            self.ticked = Tick.DONE if self.tick is Tick.SKIPPED else Tick.SKIPPED
        else:
            self.ticked = Tick.DONE if self.tick is Tick.OPEN else Tick.OPEN

    def note_typed(self, name: str) -> None:
        """Tick the row that is typed into, whatever was ticked before."""
        if name != "reason":
            self.ticked = Tick.DONE if name == "instead" else None
            if self.was_skipped and not self.typed:
                self.ticked = None

    @property
    def is_said(self) -> bool:
        """Whether anything is said of it that is not recorded yet."""
        match self.tick:
            case Tick.OPEN:
                return False
            case Tick.SKIPPED:
                return not self.was_skipped or self.fields["reason"].is_typed
            case _:
                return not self.is_recorded or bool(self.typed) or self.replaces

    def mark(self) -> Mark:
        """Return what becomes of the workout, without what is typed of how it was done.

        Raises:
            RefusedError: What was done in its place is no kind of workout.
        """
        if self.tick is Tick.SKIPPED:
            return Mark(self.workout, skip_reason=self.fields["reason"].text)
        kind = parse_kind(self.fields["instead"].text, "kind") if self.replaces else None
        return Mark(self.workout, done_on=None if self.is_recorded else self.done_on, replacement=kind)


def _fields_of(workout: Workout, unit: Unit, measured: TypedOutcome | None) -> Iterator[DoneField]:
    """Return all fields that a workout may need, with what was recorded or measured and what is planned."""
    planned, recorded = _texts(workout.planned, unit), {}
    actual = workout.actual
    if actual is not None:
        copied = planned.items() if actual.source == AS_PLANNED else ()
        recorded = {
            **dict(_texts(actual.effort, unit).items() - copied),
            "rpe": "" if workout.typed_rpe is None else format_number(workout.typed_rpe),
            "note": clean_line(actual.note, _MAX_LENGTH),
            "pain": "" if actual.pain is None else str(actual.pain),
            "pain_next": "" if actual.pain_next is None else str(actual.pain_next),
        }
    if measured is not None:
        recorded |= _texts(Effort(None, measured.duration_s, None, measured.sets or ()), unit)
    if workout.status is StoredStatus.SKIPPED:
        recorded["reason"] = clean_line(workout.skip_reason or "", _MAX_LENGTH)
    seconds = workout.planned.duration_s
    shown = {**planned, "time": "" if seconds is None else format_hours(seconds)}
    for name in (*AMOUNTS, "rpe", "pain", "note", "pain_next", "reason", "instead"):
        estimate = "~" * (LENGTHS.get(name, "") in workout.estimated)
        yield DoneField(name, recorded.get(name, ""), planned.get(name, ""), estimate + shown.get(name, ""))


def _texts(effort: Effort, unit: Unit) -> dict[str, str]:
    """Return the amounts of an effort as they are typed."""
    return {
        "distance": "" if effort.distance_m is None else measures.format_distance(effort.distance_m, unit),
        "time": "" if effort.duration_s is None else measures.format_duration(effort.duration_s),
        **format_set_fields(effort.sets),
    }
