"""The state of the builder's form: its fields, their values, and what a key does to them. Knows no widget.

Only the values that the runner chose are kept; every other field shows its default. So a default follows the plan (for
example another race day) until the runner changes it, and a saved form draft is a few short texts.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.training.dates import DateReader
from planner.training.formatting import format_day_and_year
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import GOAL_SETTINGS, Goal
from planner.training.weeks import WEEKDAY_KEYS
from planner.tui.builder.fields import (
    ALL_FIELDS,
    BUSY_KEY,
    COMMON_FIELDS,
    DATE_FIELD,
    DATED_BY_FIELD,
    DATED_BY_START,
    FIELD_ORDER,
    FILE_UNIT_FIELD,
    GENERATED_PLAN_FIELDS,
    NO_DAYS,
    PACE_FIELDS,
    PAST_BLOCK_FIELD,
    PATH_FIELD,
    PIN_FIELDS,
    PLAN_FIELD,
    PLAN_FROM_BLOCK,
    PLAN_FROM_FILE,
    PRIORITY_FIELD,
    REPLACED_BLOCK_FIELD,
    REPLACED_KEY,
    Field,
)
from planner.usecases.blocks.options import FieldKind

_GOALS = frozenset(goal.value for goal in GOAL_SETTINGS)
_WEEK = dt.timedelta(days=7)


@dataclass(slots=True)
class FormState:
    """The values of the form.

    Attributes:
        entered: The values that the runner chose or typed, by field.
        defaults: The values of the other fields, as far as they are known.
        distance_unit: The unit of distances.
        has_race: Whether the plan has a race.
        dates: Reads the dates.
    """

    entered: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=lambda: {"plan": "half"})
    distance_unit: str = "km"
    has_race: bool = True
    dates: DateReader = DateReader(dt.date(1970, 1, 1))  # noqa: RUF009 - it is frozen

    def restore(self, saved: Mapping[str, str]) -> None:
        """Take over a saved form draft, as far as the form still has such fields and choices."""
        for name, value in saved.items():
            one = next((one for one in ALL_FIELDS if one.name == name), None)
            fits = name == BUSY_KEY if one is None else not one.choices or value in dict(one.choices)
            if value and fits:
                self.entered[name] = value

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the form from top to bottom; which there are depends on the plan."""
        after = COMMON_FIELDS if self.has_race else tuple(one for one in COMMON_FIELDS if one is not PRIORITY_FIELD)
        pins = tuple(one for one in PIN_FIELDS if self.value(one.name))
        sources = {PLAN_FROM_FILE: (PATH_FIELD, FILE_UNIT_FIELD), PLAN_FROM_BLOCK: (PAST_BLOCK_FIELD,)}
        source = sources.get(self.value("plan"))
        runs = (DATE_FIELD, *GENERATED_PLAN_FIELDS) if source is None else (*source, DATE_FIELD, *PACE_FIELDS)
        instead = (REPLACED_BLOCK_FIELD,) if self.value(REPLACED_KEY) else ()
        return tuple(sorted((PLAN_FIELD, *instead, *runs, *after, *pins), key=lambda one: FIELD_ORDER[one.name]))

    def get_field(self, name: str) -> Field:
        """Return the field of that name."""
        return next(one for one in ALL_FIELDS if one.name == name)

    def label(self, form_field: Field) -> str:
        """Return what a field is called now."""
        return "First day" if form_field is DATE_FIELD and self.value("dated") == DATED_BY_START else form_field.label

    def value(self, name: str) -> str:
        """Return a field's value, chosen or by default; empty if neither is known."""
        return self.entered.get(name) or self.defaults.get(name, "")

    def set_value(self, name: str, value: str) -> None:
        """Set a field's value; an empty one returns the field to its default."""
        if value.strip():
            self.entered[name] = value
        else:
            self.entered.pop(name, None)

    def format_value(self, form_field: Field) -> str:
        """Return a field's value in words, as it is shown while nobody types."""
        value = self.value(form_field.name)
        if form_field.kind is FieldKind.CHOICE:
            return dict(form_field.choices).get(value, value)
        if not value:
            return form_field.placeholder
        if form_field.kind is FieldKind.DATE:
            with contextlib.suppress(RefusedError):
                return format_day_and_year(self.dates.read(value))
        if form_field.kind is FieldKind.FIGURE:
            return f"{value} {form_field.unit or self.distance_unit}"
        return f"{value} {form_field.unit}" if form_field.unit else value

    def step(self, form_field: Field, by: int) -> bool:
        """Go forward or back by one; return False if the field has no such step."""
        value = self.value(form_field.name)
        if form_field.kind is FieldKind.CHOICE:
            values = [option for option, _ in form_field.choices]
            place = values.index(value) if value in values else -1 if by > 0 else 0
            self.choose(form_field, values[(place + by) % len(values)])
            return True
        after = None
        if form_field.kind is FieldKind.DATE:
            after = self._shift_weeks(value, by)
        elif form_field.kind in (FieldKind.COUNT, FieldKind.FIGURE):
            after = _stepped_number(form_field, value, by)
        if after is not None:
            self.set_value(form_field.name, after)
        return after is not None

    def choose(self, form_field: Field, value: str) -> None:
        """Choose a value of a choice, with what follows from it for other fields."""
        had_race = _has_race(self.value("plan"))
        self.set_value(form_field.name, value)
        if form_field is PLAN_FIELD:
            self._clear_plan_values(keep_date=had_race == _has_race(value))
        elif form_field is DATED_BY_FIELD:
            self.set_value("date", "")

    def normalize(self, form_field: Field) -> None:
        """Replace a date in words by the date it means, when typing ends."""
        if form_field.kind is FieldKind.DATE and form_field.name in self.entered:
            day = self._shift_weeks(self.entered[form_field.name], 0)
            if day is not None:
                self.set_value(form_field.name, day)

    def _shift_weeks(self, value: str, weeks: int) -> str | None:
        """Return the date a number of weeks after a typed date; None if that cannot be read."""
        with contextlib.suppress(RefusedError, OverflowError):
            return (self.dates.read(value) + _WEEK * weeks).isoformat()
        return None

    def is_on(self, form_field: Field, weekday: int) -> bool:
        """Return whether a weekday (Monday 0) is among a field's days, or whether its half is free for strength."""
        if form_field.kind is FieldKind.DAYS:
            return WEEKDAY_KEYS[weekday] in self.value(form_field.name).split()
        return f"{WEEKDAY_KEYS[weekday]} {form_field.name}" not in self._busy_halves()

    def toggle_day(self, form_field: Field, weekday: int) -> None:
        """Add a weekday to a field's days or remove it; in a row of half days make it busy or free."""
        if form_field.kind is FieldKind.DAYS:
            days = set(self.value(form_field.name).split()) ^ {WEEKDAY_KEYS[weekday]}
            self.set_value(form_field.name, " ".join(day for day in WEEKDAY_KEYS if day in days) or NO_DAYS)
            return
        busy = self._busy_halves()
        busy.symmetric_difference_update({f"{WEEKDAY_KEYS[weekday]} {form_field.name}"})
        every = (f"{day} {part}" for day in WEEKDAY_KEYS for part in ("am", "pm"))
        self.set_value(BUSY_KEY, ", ".join(part for part in every if part in busy))

    def _busy_halves(self) -> set[str]:
        return {part.strip() for part in self.value(BUSY_KEY).split(",") if part.strip()}

    def _clear_plan_values(self, *, keep_date: bool) -> None:
        """Clear the weeks and volumes of the previous goal; run days and a race day stay."""
        for name in ("weeks", "now", "peak", *(() if keep_date else ("dated", "date"))):
            self.set_value(name, "")


def _has_race(plan: str) -> bool:
    """Return whether a choice of plan leads to a race, as far as that is known before a file is read."""
    return plan not in _GOALS or GOAL_SETTINGS[Goal(plan)].race_m is not None


def _stepped_number(form_field: Field, value: str, by: int) -> str:
    try:
        now = float(value.replace(",", "."))
    except ValueError:
        now = form_field.arrow_start - form_field.step * by
    return f"{max(now + form_field.step * by, 0):g}"
