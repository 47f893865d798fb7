"""The four rows of the first screen: race, date, sled evenings, weekly running. Knows no widget.

The values are those of the builder's form, so that one code reads and drafts both, and the builder goes on with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import GOAL_SETTINGS, Goal, RunningLevel
from planner.training.weeks import WEEKDAY_KEYS
from planner.tui.builder.fields import DATE_FIELD, PLAN_FIELD, PLAN_FROM_BLOCK, PLAN_FROM_FILE
from planner.tui.builder.form_state import FormState
from planner.tui.first.typed_rows import parse_evening_count, parse_goal, parse_weekly_running
from planner.tui.widgets.line_edit import LineEdit

_VOLUME_STEP = 5
_NEVER = "never"
_USUAL_EVENINGS = (1, 3, 5, 0, 2, 4, 6)
"""The weekdays (Monday 0) that become sled evenings when only their number is said; the fast runs of our plans are on
the first two, and a hard evening is best on a hard day.
"""
_COUCH_GOALS = (Goal.FIVE_K, Goal.BASE)
"""What one prepares for who does not run yet."""


class GoalRow(Enum):
    """The rows, from top to bottom; the value is the name of the builder's field."""

    RACE = "plan"
    DATE = "date"
    SLED = "gym"
    RUNNING = "now"


@dataclass(slots=True)
class GoalForm:
    """The values of the rows, and what a key does to them.

    Attributes:
        state: The values, as the builder's form has them.
        row: The row under the cursor.
        weekday: The weekday under the cursor in the row of evenings, Monday 0.
        edit: The text that is being typed into the row; None while nobody types.
        error: Why what is typed cannot be read; empty when it can.
        wanted_unit: The unit that was typed with a distance and differs from the runner's; None without one.
    """

    state: FormState
    row: GoalRow = GoalRow.RACE
    weekday: int = 0
    edit: LineEdit | None = None
    error: str = ""
    wanted_unit: Unit | None = None
    _before: dict[str, str] = field(default_factory=dict)
    """The values before the row was typed into."""
    _goal_before_couch: str = ""

    def __post_init__(self) -> None:
        self._set_evenings(frozenset(_USUAL_EVENINGS[:2]))

    @property
    def goal(self) -> Goal:
        """What the runner trains for."""
        return Goal(self.state.value("plan"))

    @property
    def evenings(self) -> frozenset[int]:
        """The weekdays with a sled in the evening, Monday 0."""
        return frozenset(day for day, key in enumerate(WEEKDAY_KEYS) if f"{key} pm" in self.state.value("gym"))

    @property
    def is_couch(self) -> bool:
        """Whether the runner does not run yet."""
        return self.state.entered.get("runner") == RunningLevel.COUCH

    def values(self) -> dict[str, str]:
        """Return the values by the builder's fields."""
        return dict(self.state.entered)

    def move(self, by: int) -> None:
        """Go to another row, round and round; what was typed stays."""
        rows = list(GoalRow)
        self.go_to(rows[(rows.index(self.row) + by) % len(rows)])

    def go_to(self, row: GoalRow) -> None:
        """Go to a row. What was typed and cannot be read is dropped."""
        self.end_edit()
        self.row = row

    def change(self, by: int) -> bool:
        """Take the next value of the row, or the one before; among the evenings go a day on. False without one."""
        if self.row is GoalRow.SLED:
            self.weekday = (self.weekday + by) % len(WEEKDAY_KEYS)
            return True
        if self.row is GoalRow.RACE:
            self._step_goal(by)
            return True
        return self.state.step(DATE_FIELD, by) if self.row is GoalRow.DATE else self._step_running(by)

    def turn(self, weekday: int | None = None) -> None:
        """Make the weekday under the cursor, or another one, an evening with the sled, or one without."""
        self.weekday = self.weekday if weekday is None else weekday
        self._set_evenings(self.evenings ^ {self.weekday})

    def _set_evenings(self, days: frozenset[int]) -> None:
        parts = [f"{key} pm" for day, key in enumerate(WEEKDAY_KEYS) if day in days]
        self.state.set_value("gym", ", ".join(parts) or _NEVER)

    def _step_goal(self, by: int) -> None:
        self._goal_before_couch = ""
        self.state.step(PLAN_FIELD, by)
        while self.state.value("plan") in (PLAN_FROM_FILE, PLAN_FROM_BLOCK):
            self.state.step(PLAN_FIELD, by)

    def _step_running(self, by: int) -> bool:
        try:
            now = 0.0 if self.is_couch else float(self.state.value("now").replace(",", ""))
        except ValueError:  # not known yet
            return False
        steps = (now + _VOLUME_STEP if by > 0 else now - 0.001) // _VOLUME_STEP
        self._set_running(f"{max(steps, 0) * _VOLUME_STEP:g}")
        return True

    def _set_running(self, amount: str) -> None:
        """Set what is run in a week, in the runner's unit or with its own; 0 is not running yet."""
        state = self.state
        if amount != "0":
            if self.is_couch:
                state.set_value("runner", "")
                if self._goal_before_couch and self.goal is Goal.FIVE_K:
                    state.choose(PLAN_FIELD, self._goal_before_couch)
            self._goal_before_couch = ""
            state.set_value("now", amount)
            return
        state.set_value("now", "")
        state.set_value("runner", RunningLevel.COUCH.value)
        if self.goal not in _COUCH_GOALS:
            self._goal_before_couch = self.goal.value
            state.choose(PLAN_FIELD, Goal.FIVE_K.value)

    # Typing

    def starts_text(self, character: str) -> bool:
        """Return whether a key begins to type into the row: a digit, the sign of a date, the first letter of a unit."""
        if self.edit is not None:
            return character.isprintable() and len(character) == 1
        first = {GoalRow.DATE: "+", GoalRow.RUNNING: "mk"}.get(self.row, "")
        return len(character) == 1 and (character in "0123456789" or character in first) and character != ""

    def type_text(self, text: str) -> None:
        """Type into the row, over the value that was there."""
        if self.edit is None:
            self.edit, self._before = LineEdit(), self.values()
        self.edit.insert(text)
        self._read_edit()

    def edit_key(self, key: str) -> bool:
        """Carry out an editing key while the row is typed into; False for any other key."""
        if self.edit is None:
            return False
        if key == "escape":
            self.edit.text = ""
        elif not self.edit.edit_key(key):
            return False
        self._read_edit()
        if not self.edit.text:
            self.edit = None
        return True

    def end_edit(self) -> None:
        """Take what was typed; what cannot be read is dropped with its error."""
        self.edit, self.error = None, ""

    def _read_edit(self) -> None:
        assert self.edit is not None
        state, text = self.state, self.edit.text.strip()
        state.entered.clear()
        state.entered.update(self._before)
        self.error, self.wanted_unit = "", None
        if not text:
            return
        read: dict[GoalRow, Callable[[str], None]] = {
            GoalRow.RACE: self._read_race,
            GoalRow.DATE: self._read_date,
            GoalRow.SLED: self._read_evenings,
            GoalRow.RUNNING: self._read_running,
        }
        try:
            read[self.row](text)
        except RefusedError as error:
            self.error = str(error)

    def _read_race(self, text: str) -> None:
        goal = parse_goal(text)
        if goal is not None:
            self._goal_before_couch = ""
            self.state.choose(PLAN_FIELD, goal.value)
            return
        try:
            self._read_date(text)
        except RefusedError:
            raise RefusedError("Type 5k, 10k, 21k or 42k, or the day of the race: 18 apr.") from None

    def _read_date(self, text: str) -> None:
        label = self.state.label(DATE_FIELD)
        self.state.set_value("date", self.state.dates.read(text, label).isoformat())

    def _read_evenings(self, text: str) -> None:
        self._set_evenings(frozenset(_USUAL_EVENINGS[: parse_evening_count(text)]))

    def _read_running(self, text: str) -> None:
        unit = Unit(self.state.distance_unit)
        amount, written = parse_weekly_running(text, unit, self.state.entered.get("now", ""))
        if written not in (None, unit):
            self.wanted_unit = written
            amount = f"{amount} {written}" if amount not in ("", "0") else amount
        if amount:
            self._set_running(amount)

    def take_unit(self, unit: Unit) -> None:
        """Note that a unit that was wanted is the runner's now, so that amounts need no longer name it."""
        self.state.distance_unit, self.wanted_unit = unit.value, None
        amount = self.state.entered.get("now", "")
        self.state.set_value("now", amount.removesuffix(f" {unit.value}"))


def goal_title(goal: Goal) -> str:
    """Return what a goal is called in the row."""
    return GOAL_SETTINGS[goal].title
