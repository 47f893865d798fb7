"""Marking a workout done: what was run, how long it took, how hard it was, a word about it.

The fields start with the plan's figures. Left alone they are taken as planned (``d`` or ``enter``); once one is
changed, what stands in the fields is recorded. A sheet that is left half-typed is kept as a draft.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from planner.text import clean_line
from planner.training.measures import format_distance, format_duration, read_distance, read_duration, read_rpe
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.wording import day_name, number
from planner.training.workouts import Sport, Workout
from planner.tui import wording
from planner.tui.app import planner_app
from planner.tui.command import Command
from planner.tui.screens.ask import QuietInput
from planner.tui.widgets.lines import Lines, Piece
from planner.usecases import marking
from planner.usecases.planbook import Planbook

_LABELS = {"distance": "Distance", "time": "Time", "rpe": "RPE", "note": "Note"}
_HINTS = {"distance": "8.2 km", "time": "45:10", "rpe": "0 to 10", "note": "how it went"}
_KEYS = "enter saves · d as planned · tab next · escape cancels"


class Figure(QuietInput):
    """A field that leaves ``d`` to the sheet for as long as the sheet takes it for an answer."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the field takes a key for itself."""
        sheet = self.screen
        answers = key == "d" and isinstance(sheet, DoneScreen) and sheet.is_untouched
        return not answers and super().check_consume_key(key, character)


class DoneScreen(ModalScreen[Workout | None]):
    """The sheet; its result is the workout as it was recorded, or None."""

    AUTO_FOCUS = "Input"
    HERE = (
        Command("sheet.save", "enter", "", "Save what stands in the fields; untouched, it was done as planned."),
        Command("sheet.as_planned", "d", "as_planned", "Save it as planned, as long as nothing was changed."),
        Command("sheet.next", "tab,down", "", "Go to the next field.", shown="tab ↓"),
        Command("sheet.before", "shift+tab,up", "", "Go to the field before.", shown="shift+tab ↑"),
        Command("sheet.cancel", "escape", "cancel", "Go back; what was typed is kept for the next time."),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel"),
        Binding("d", "as_planned", "as planned", priority=True),
        Binding("down", "app.focus_next", "next field"),
        Binding("up", "app.focus_previous", "field before"),
    ]

    def __init__(self, book: Planbook, workout: Workout, unit: Unit) -> None:
        super().__init__()
        self._book = book
        self._workout = workout
        self._unit = unit
        self._form = draft_name(workout)
        self._start = self._prefilled()

    def compose(self) -> ComposeResult:
        """What is being marked, the fields, and room for a refusal."""
        title = Lines(ground="sheet")
        name = wording.short_title(self._workout, 40)
        title.show(
            [(Piece(f"Done: {name}", "title", "sheet"), Piece(f"   {day_name(self._workout.date)}", "muted", "sheet"))]
        )
        kept = planner_app(self).drafts.find(self._form)
        self._words = Lines(ground="sheet", id="words")
        self._say("What you typed last time is here again." if kept else _KEYS)
        with Vertical(classes="sheet"):
            yield title
            yield Lines(ground="sheet")
            for field in self._fields():
                with Horizontal(classes="field"):
                    label = Lines(ground="sheet")
                    label.show([(Piece(_LABELS[field], "muted", "sheet"),)])
                    yield label
                    yield Figure(kept.get(field, self._start[field]), _HINTS[field], id=field)
            yield Lines(ground="sheet")
            yield self._words

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """``d`` is a letter in the note, and once something was changed."""
        del parameters
        return self.is_untouched if action == "as_planned" else True

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was changed and no note is being written."""
        return not self._changed() and (self.focused is None or self.focused.id != "note")

    def action_as_planned(self) -> None:
        """Record it with the plan's own figures."""
        self._save({})

    def on_input_changed(self) -> None:
        """Keep the draft."""
        if self._changed():
            planner_app(self).drafts.keep(self._form, self._typed())

    def on_input_submitted(self) -> None:
        """Record it."""
        self._save(self._typed() if self._changed() else {})

    def action_cancel(self) -> None:
        """Record nothing; the draft stays."""
        self.dismiss(None)

    def _save(self, typed: dict[str, str]) -> None:
        try:
            marked = marking.mark_done(
                self._book,
                self._workout.id,
                distance_m=read_distance(typed["distance"], "distance", self._unit) if typed.get("distance") else None,
                duration_s=read_duration(typed["time"], "time") if typed.get("time") else None,
                rpe=read_rpe(typed["rpe"], "RPE") if typed.get("rpe") else None,
                note=typed.get("note", ""),
            )
        except RefusedError as error:
            self._say(str(error), "warn")
            return
        planner_app(self).drafts.drop(self._form)
        self.dismiss(marked)

    def _fields(self) -> list[str]:
        return [field for field in _LABELS if field != "distance" or self._workout.sport is not Sport.STRENGTH]

    def _prefilled(self) -> dict[str, str]:
        """The plan's figures, or what was recorded before."""
        effort = wording.effort_shown(self._workout)
        recorded = self._workout.actual
        return {
            "distance": "" if effort.distance_m is None else format_distance(effort.distance_m, self._unit),
            "time": "" if effort.duration_s is None else format_duration(effort.duration_s),
            "rpe": "" if effort.rpe is None or recorded is None else number(effort.rpe),
            "note": "" if recorded is None else clean_line(recorded.note, 10_000),
        }

    def _typed(self) -> dict[str, str]:
        return {str(field.id): field.value for field in self.query(Input)}

    def _changed(self) -> bool:
        return any(self._start[field] != value for field, value in self._typed().items())

    def _say(self, text: str, ink: str = "muted") -> None:
        self._words.show([(Piece(clean_line(text, 300), ink, "sheet"),)])


def draft_name(workout: Workout) -> str:
    """What the draft of a workout's sheet is called: ``done 12 2027-01-05``."""
    return f"done {workout.id} {workout.date}"


def workout_of_draft(name: str | None) -> dt.date | None:
    """The day a draft belongs to; None when it is no draft of this sheet."""
    verb, _, rest = (name or "").partition(" ")
    try:
        return dt.date.fromisoformat(rest.partition(" ")[2]) if verb == "done" else None
    except ValueError:
        return None
