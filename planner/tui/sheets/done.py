"""Marking a workout done: what was run or lifted, how long it took, how hard it was, a word about it.

The fields start with the plan's figures. Left alone they are taken as planned (``d`` or ``enter``); once one is
changed, what stands in the fields is recorded. Another kind than the planned one says that it was replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType

from planner.text import clean_line
from planner.training.formatting import format_day, format_number
from planner.training.kinds import kind_word, parse_kind
from planner.training.measures import (
    format_distance,
    format_duration,
    parse_distance,
    parse_duration,
    parse_pain,
    parse_rpe,
)
from planner.training.races import Unit
from planner.training.workout_fields import first_set, format_sled, format_wall_sit, parse_sets
from planner.training.workouts import Exercise, Sport, Workout
from planner.tui import labels
from planner.tui.keys.command import Command
from planner.tui.sheets.form_sheet import FormSheet
from planner.tui.state.form_drafts import form_draft_name
from planner.usecases.calendar import mark
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_if_newer

_TEXT_FIELDS = frozenset({"note", "what"})
"""Fields in which ``d`` is a letter."""


class DoneSheet(FormSheet[Workout]):
    """The sheet; its result is the workout as it was recorded, or None."""

    COMMAND_TABLE: ClassVar[tuple[Command, ...]] = (
        Command("sheet.save", "enter", "", "Save what stands in the fields; untouched, it was done as planned."),
        Command("sheet.as_planned", "d", "as_planned", "Save it as planned, as long as nothing was changed."),
        *FormSheet.COMMAND_TABLE[1:],
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("d", "as_planned", "as planned", priority=True)]
    LABELS: ClassVar[dict[str, tuple[str, str]]] = {
        "distance": ("Distance", "8.2 km"),
        "sled": ("Sled", "5 x 20 m, 56 kg"),
        "sit": ("Wall sit", "2 x 1:30"),
        "time": ("Time", "45:10"),
        "rpe": ("RPE", "0 to 10"),
        "note": ("Note", "how it went"),
        "pain": ("Pain", "0 none to 10"),
        "pain_next": ("Next day", "pain of the next morning"),
        "what": ("Kind", "another one replaces the plan"),
    }
    FOOT = "enter saves · d as planned · tab next · escape cancels"

    def __init__(self, book: Planbook, workout: Workout, unit: Unit) -> None:
        name = labels.short_title(workout, 40)
        super().__init__(book, (f"Done: {name}", format_day(workout.date)), form_draft_name("done", workout))
        self._workout = workout
        self._unit = unit

    def initial_values(self) -> Mapping[str, str]:
        """The plan's figures, or what was recorded before."""
        effort, recorded = labels.shown_effort(self._workout), self._workout.actual
        figures = {
            "distance": "" if effort.distance_m is None else format_distance(effort.distance_m, self._unit),
            "sled": format_sled(first_set(effort.sets, Exercise.REVERSE_SLED_PUSH)),
            "sit": format_wall_sit(first_set(effort.sets, Exercise.WALL_SIT)),
            "time": "" if effort.duration_s is None else format_duration(effort.duration_s),
            "rpe": "" if effort.rpe is None or recorded is None else format_number(effort.rpe),
            "note": "" if recorded is None else clean_line(recorded.note, 10_000),
            "pain": "" if recorded is None or recorded.pain is None else str(recorded.pain),
            "pain_next": "" if recorded is None or recorded.pain_next is None else str(recorded.pain_next),
            "what": kind_word(self._workout.sport, self._workout.kind),
        }
        left_out = {"distance"} if self._workout.sport is Sport.STRENGTH else {"sled", "sit"}
        return {name: value for name, value in figures.items() if name not in left_out}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """``d`` is a letter in the note, and once something was changed."""
        del parameters
        return self.accepts_as_planned if action == "as_planned" else True

    @property
    def accepts_as_planned(self) -> bool:
        """Whether nothing was changed and no word is being written."""
        return not self.is_changed and self.fields.current not in _TEXT_FIELDS

    def takes_key(self, key: str) -> bool:
        """``d`` is for the sheet as long as it is an answer."""
        return key == "d" and self.accepts_as_planned

    def action_as_planned(self) -> None:
        """Record it with the plan's own figures."""
        self.submit()

    def save(self, values: dict[str, str]) -> Workout:
        """Record it: as planned while nothing was changed, else what stands in the fields."""
        given = {name: text.strip() for name, text in values.items()} if self.is_changed else {}
        planned = labels.shown_effort(self._workout).sets
        differing: dict[str, str] = {
            name: given[name] for name in ("sled", "sit") if name in given and given[name] != self._initial[name]
        }
        return mark.mark_done(
            self._book,
            self._workout.id,
            distance_m=parse_distance(given["distance"], "distance", self._unit) if given.get("distance") else None,
            duration_s=parse_duration(given["time"], "time") if given.get("time") else None,
            rpe=parse_rpe(given["rpe"], "RPE") if given.get("rpe") else None,
            sets=parse_sets(differing, planned, self._workout.sport) if differing else None,
            pain=parse_pain(given["pain"], "pain") if given.get("pain") else None,
            pain_next=parse_pain(given["pain_next"], "next day") if given.get("pain_next") else None,
            note=self._note(given),
            replacement=parse_kind(given["what"], "kind") if given.get("what") else None,
            as_read=self._workout,
        )

    def _note(self, given: dict[str, str]) -> str:
        """As typed; a note of several lines that was left alone stays as it was recorded."""
        typed, recorded = given.get("note", ""), self._workout.actual
        left_alone = recorded is not None and typed == self._initial["note"].strip()
        return recorded.note if left_alone and recorded is not None else typed

    def changed_meanwhile(self) -> str:
        """What the other session has made of the workout, when it has."""
        now = read_if_newer(self._book, self._workout)
        if now is None:
            return ""
        self._workout = now
        return ", ".join(
            part for part in (now.display_status(self._book.today), labels.recorded_text(now, self._unit)) if part
        )
