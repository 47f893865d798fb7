"""What was done on a day, as a form of rows: one a workout, with its fields. It knows no widget.

A workout is recorded where it is ticked: by hand, or because something was typed into its row, or because a timer has
filled it in. Ticked without a figure it was done as planned, and then nothing is stored as felt or measured.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from planner.text import NOTE_LIMIT
from planner.training.formatting import format_day
from planner.training.outcome_fields import parse_outcome
from planner.training.outcomes import TypedOutcome
from planner.training.races import Unit
from planner.training.refusal import RefusedError, check_length
from planner.training.set_fields import SET_FIELDS
from planner.training.workouts import AS_PLANNED, Workout
from planner.tui import labels
from planner.tui.sheets.done_fields import AMOUNTS, LENGTHS, DoneRow, Tick
from planner.tui.state.form_drafts import form_draft_name
from planner.usecases.calendar.mark import Mark, MarkedDay, mark_day, parse_skip_reason
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_existing
from planner.usecases.strength.exercises import known_exercises

_REFUSED_AS = {"rpe": "RPE", "pain_next": "next morning"}
"""What a refusal calls a field."""
_TICK = "tick"
"""What a draft calls whether a row is ticked by hand."""
_MEASURED = "measured"
"""What a draft calls what the timer had measured when it was typed."""

Store = Callable[[Planbook, Sequence[Mark]], MarkedDay]
"""Records what is said of workouts, in one operation."""


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
        measured: What the timer measured of the workout, which is then the only one.
        store: Records what is ticked; `mark_day` when None.
    """

    def __init__(
        self,
        book: Planbook,
        day: dt.date,
        workouts: Sequence[Workout],
        unit: Unit,
        done_on: dt.date | None = None,
        *,
        measured: TypedOutcome | None = None,
        store: Store | None = None,
    ) -> None:
        self._book = book
        self._store = store or mark_day
        self._day = day
        self._unit = unit
        self._done_on = done_on
        self.is_timed = measured is not None
        """Whether a timer has filled it in."""
        self.rows = [DoneRow(workout, unit, done_on, measured) for workout in workouts]
        self.title = f"{day:%A} {day.day} {day:%B} · what did you do?"
        self.remark = f"done today, {format_day(done_on)}" if done_on is not None else ""
        self.draft_name = day_draft_name(day)
        if self.is_timed:
            self.remark = "filled in by the timer"
            self.draft_name = form_draft_name("session", workouts[0])

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
            if draft and row.measured is not None:
                draft[f"{number} {_MEASURED}"] = row.measured_text
        return draft

    def fill_in(self, draft: Mapping[str, str]) -> bool:
        """Put a draft into the fields; return False where it says nothing of these workouts.

        Where more was done since, what was typed over the timer's figures is left out: they are others now.
        """
        for row in self.rows:
            texts = {name: draft[key] for name in row.fields if (key := f"{row.workout.id} {name}") in draft}
            if row.measured is not None and draft.get(f"{row.workout.id} {_MEASURED}") != row.measured_text:
                texts = {name: text for name, text in texts.items() if name not in AMOUNTS}
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
        return self._store(self._book, marks)

    def _typed_outcome(self, row: DoneRow, mark: Mark) -> TypedOutcome:
        """Return what the fields of a row say."""
        if mark.skip_reason is not None:
            return TypedOutcome()
        given, recorded = row.typed, row.workout.actual
        measured = row.measured
        shown = labels.shown_effort(row.workout).sets if measured is None else measured.sets or ()
        sets = () if mark.is_replaced else shown
        known = known_exercises(self._book) if "exercises" in given else None
        for name, text in given.items():
            with _refusals_of(row, name):
                parse_outcome({name: text}, sets, row.sport, self._unit, _REFUSED_AS, known=known)
                check_length(text, NOTE_LIMIT, name)
        typed = parse_outcome(given, sets, row.sport, self._unit, _REFUSED_AS, known=known)
        if measured is not None:  # a text says less of it than the timer: no angle of the knees, no order
            typed = replace(
                typed,
                duration_s=typed.duration_s if "time" in given else measured.duration_s,
                sets=typed.sets if given.keys() & SET_FIELDS else measured.sets,
            )
        cleared = set(typed.cleared)
        if "note" in given:  # the field shows the whole note, so what is typed there replaces it
            cleared.add("note")
        if recorded is not None and recorded.source == AS_PLANNED and given.keys() & LENGTHS.keys():
            # the plan's time was never measured, so a distance alone leaves the time unknown
            cleared |= {LENGTHS[name] for name in LENGTHS.keys() - given.keys()}
        return replace(typed, cleared=frozenset(cleared))

    def take_changes_elsewhere(self, today: dt.date) -> str:
        """Take the workouts as other sessions have changed them since they were read, and say what is different.

        What is typed stays typed. A workout that is gone loses its row. A timed session cannot be recorded over what
        another terminal made of it, so nothing of that is taken.

        Raises:
            RefusedError: The file cannot be read.
        """
        if self.is_timed:
            return ""
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


def day_draft_name(day: dt.date) -> str:
    """Return the name of the draft of the form of a day: ``done day 2027-01-05``."""
    return f"done day {day}"
