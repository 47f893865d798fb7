"""What was done on a day, as a form of rows: one a workout, with its fields. It knows no widget.

A field is empty until something is typed into it, or holds what was recorded before; the plan's figure is only a hint
next to it. A workout is recorded where it is ticked: by hand, or because something was typed into its row. Ticked
without a figure it was done as planned, and then nothing is stored as felt or measured.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum

from planner.text import NOTE_LIMIT, clean_line
from planner.training import measures
from planner.training.formatting import format_day, format_hours, format_number
from planner.training.kinds import parse_kind
from planner.training.outcome_fields import parse_outcome
from planner.training.outcomes import TypedOutcome
from planner.training.races import Unit
from planner.training.refusal import RefusedError, check_length
from planner.training.set_fields import SET_FIELDS, format_set_fields
from planner.training.workouts import AS_PLANNED, Effort, Sport, StoredStatus, Workout
from planner.tui import labels
from planner.tui.widgets.line_edit import LineEdit
from planner.usecases.calendar.mark import Mark, MarkedDay, mark_day, parse_skip_reason
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_existing
from planner.usecases.strength.exercises import known_exercises

_MAX_LENGTH = 20_000
"""Characters a field takes: more than a note may have, so that a long note is refused with a sentence, not cut."""
_REFUSED_AS = {"rpe": "RPE", "pain_next": "next morning"}
"""What a refusal calls a field."""
_LENGTHS = {"distance": "distance_m", "time": "duration_s"}
"""The fields that say how much of a run was done, with their names in an effort."""
_AMOUNTS = frozenset({*_LENGTHS, *SET_FIELDS})
"""All fields that say how much was done."""
_TEXT_FIELDS = frozenset({"note", "exercises", "reason", "instead"})
"""Fields of words, in which every letter is a letter."""
_HINTS = {"note": "how it went", "reason": "tired, ill, travel", "instead": "easy, long, bike, ..."}
"""What empty fields of words ask for."""
_TICK = "tick"
"""What a draft calls whether a row is ticked by hand."""


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
        initial: What was recorded before, or nothing.
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
        """Whether it says something else than what was recorded before."""
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
        fields: Its fields by name, in the order in which they are filled in.
        ticked: What the runner ticked by hand; None follows what is typed.
        replaces: Whether the kind that was done in its place is asked for.
    """

    workout: Workout
    unit: Unit
    done_on: dt.date | None = None
    fields: dict[str, DoneField] = field(default_factory=dict)
    ticked: Tick | None = None
    replaces: bool = False

    def __post_init__(self) -> None:
        self.fields = {one.name: one for one in _fields_of(self.workout, self.unit)}

    @property
    def is_recorded(self) -> bool:
        """Whether it was marked done before."""
        return self.workout.actual is not None

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
        if self.tick is not Tick.DONE or self.typed_amounts or self.replaces:
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
        return frozenset(self.typed.keys() & _AMOUNTS)

    @property
    def tick(self) -> Tick:
        """What becomes of it."""
        if self.ticked is not None:
            return self.ticked
        if self.is_recorded or self.typed:
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
        is_set = name not in _LENGTHS and self.workout.actual is None and not self.replaces
        if name in _AMOUNTS and one.planned and (self.is_as_planned or is_set):
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
        if self.is_recorded:
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


class FieldRefusedError(RefusedError):
    """What is typed into one field cannot be stored.

    Attributes:
        row: The row.
        name: The field.
    """

    def __init__(self, row: DoneRow, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.row = row
        self.name = name


class DoneForm:
    """The workouts of a day with what was done of them. Saving records all that is ticked, in one operation.

    Args:
        book: The planbook it saves in.
        day: The day.
        workouts: What may be marked of it.
        unit: The unit of distances.
        done_on: The day it was done, when that is not its own day; what is ticked moves there.
    """

    def __init__(
        self, book: Planbook, day: dt.date, workouts: Sequence[Workout], unit: Unit, done_on: dt.date | None = None
    ) -> None:
        self._book = book
        self._day = day
        self._unit = unit
        self._done_on = done_on
        self.rows = [DoneRow(workout, unit, done_on) for workout in workouts]
        self.title = f"{day:%A} {day.day} {day:%B} · what did you do?"
        self.remark = f"done today, {format_day(done_on)}" if done_on is not None else ""
        self.draft_name = day_draft_name(day)

    @property
    def has_next_morning(self) -> bool:
        """Whether the morning after the day has come, so that its pain can be said."""
        return self._day < self._book.today

    @property
    def is_all_recorded(self) -> bool:
        """Whether everything was recorded before, so that there is nothing left to tick."""
        return all(row.is_recorded for row in self.rows)

    @property
    def has_marks(self) -> bool:
        """Whether anything would be recorded."""
        return any(row.is_said for row in self.rows)

    @property
    def is_typed(self) -> bool:
        """Whether anything is typed."""
        return any(row.typed or row.fields["reason"].is_typed or row.fields["instead"].is_typed for row in self.rows)

    def tick_all(self) -> bool:
        """Tick all that is still planned; return False where nothing is."""
        planned = [row for row in self.rows if row.tick is not Tick.SKIPPED and not row.is_recorded]
        for row in planned:
            row.ticked = Tick.DONE
        return bool(planned)

    # Drafts

    def to_draft(self) -> dict[str, str]:
        """Return what is typed and ticked, to be kept."""
        draft: dict[str, str] = {}
        for row in self.rows:
            number = row.workout.id
            draft |= {f"{number} {one.name}": one.line.text for one in row.fields.values() if one.is_typed}
            if row.ticked is not None:
                draft[f"{number} {_TICK}"] = row.ticked.value
        return draft

    def fill_in(self, draft: Mapping[str, str]) -> bool:
        """Put a draft into the fields; return False where it says nothing of these workouts."""
        for row in self.rows:
            texts = {name: draft[key] for name in row.fields if (key := f"{row.workout.id} {name}") in draft}
            for name, text in texts.items():
                row.fields[name].set_text(text)
            row.replaces = "instead" in texts
            ticked = draft.get(f"{row.workout.id} {_TICK}", "")
            row.ticked = Tick(ticked) if ticked in {tick.value for tick in Tick} else None
        return self.to_draft() != {}

    # Saving

    def save(self) -> MarkedDay:
        """Record what is ticked; a workout without a typed figure was done as planned.

        Raises:
            FieldRefusedError: What is typed into a field cannot be read.
            RefusedError: A workout cannot be marked so, or the file cannot be written.
        """
        marks = []
        for row in self.rows:
            if not row.is_said:
                continue
            with _refusals_of(row, "instead"):
                mark = row.mark()
            if mark.skip_reason is not None:
                with _refusals_of(row, "reason"):
                    parse_skip_reason(mark.skip_reason)
            marks.append(replace(mark, typed=self._typed_outcome(row, mark)))
        return mark_day(self._book, marks)

    def _typed_outcome(self, row: DoneRow, mark: Mark) -> TypedOutcome:
        """Return what the fields of a row say."""
        if mark.skip_reason is not None:
            return TypedOutcome()
        given, recorded = row.typed, row.workout.actual
        sets = () if mark.is_replaced else labels.shown_effort(row.workout).sets
        known = known_exercises(self._book) if "exercises" in given else None
        for name, text in given.items():
            with _refusals_of(row, name):
                parse_outcome({name: text}, sets, row.sport, self._unit, _REFUSED_AS, known=known)
                check_length(text, NOTE_LIMIT, name)
        typed = parse_outcome(given, sets, row.sport, self._unit, _REFUSED_AS, known=known)
        cleared = set(typed.cleared)
        if "note" in given:  # the field shows the whole note, so what is typed there replaces it
            cleared.add("note")
        if recorded is not None and recorded.source == AS_PLANNED and given.keys() & _LENGTHS.keys():
            # the plan's time was never measured, so a distance alone leaves the time unknown
            cleared |= {_LENGTHS[name] for name in _LENGTHS.keys() - given.keys()}
        return replace(typed, cleared=frozenset(cleared))

    def take_changes_elsewhere(self, today: dt.date) -> str:
        """Take the workouts as other sessions have changed them since they were read, and say what is different.

        What is typed stays typed. A workout that is gone loses its row.

        Raises:
            RefusedError: The file cannot be read.
        """
        stored = read_existing(self._book, [row.workout.id for row in self.rows])
        said = []
        for row in list(self.rows):
            now = stored.get(row.workout.id)
            if now is None:
                said.append(f"{labels.short_title(row.workout, 40)} is gone")
                self.rows.remove(row)
            elif now.version != row.workout.version:
                status, recorded = now.display_status(today), labels.recorded_text(now, self._unit)
                words = [labels.short_title(now, 40)] if len(self.rows) > 1 else []
                said.append(", ".join(part for part in (*words, status, recorded) if part))
                self.rows[self.rows.index(row)] = self._renewed(row, now)
        return "; ".join(said)

    def _renewed(self, row: DoneRow, now: Workout) -> DoneRow:
        renewed = DoneRow(now, self._unit, row.done_on, ticked=row.ticked, replaces=row.replaces)
        for name, old in row.fields.items():
            if old.is_typed and name in renewed.fields:
                renewed.fields[name].line = old.line
        if renewed.is_recorded:
            renewed.ticked = None
        return renewed


@contextmanager
def _refusals_of(row: DoneRow, name: str) -> Iterator[None]:
    """Say of refusals which field they are about."""
    try:
        yield
    except RefusedError as error:
        raise FieldRefusedError(row, name, str(error)) from None


def _fields_of(workout: Workout, unit: Unit) -> Iterator[DoneField]:
    """Return all fields that a workout may need, with what was recorded and what is planned."""
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
    if workout.status is StoredStatus.SKIPPED:
        recorded["reason"] = clean_line(workout.skip_reason or "", _MAX_LENGTH)
    seconds = workout.planned.duration_s
    shown = {**planned, "time": "" if seconds is None else format_hours(seconds)}
    for name in (*_AMOUNTS, "rpe", "pain", "note", "pain_next", "reason", "instead"):
        estimate = "~" * (_LENGTHS.get(name, "") in workout.estimated)
        yield DoneField(name, recorded.get(name, ""), planned.get(name, ""), estimate + shown.get(name, ""))


def _texts(effort: Effort, unit: Unit) -> dict[str, str]:
    """Return the amounts of an effort as they are typed."""
    return {
        "distance": "" if effort.distance_m is None else measures.format_distance(effort.distance_m, unit),
        "time": "" if effort.duration_s is None else measures.format_duration(effort.duration_s),
        **format_set_fields(effort.sets),
    }


def day_draft_name(day: dt.date) -> str:
    """Return the name of the draft of the form of a day: ``done day 2027-01-05``."""
    return f"done day {day}"
