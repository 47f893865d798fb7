"""The form of a new block: its fields, what stands in them, and what a key does to them. Knows no widget.

A form holds only what the runner chose; everything else keeps its default and is shown as such. So a default follows
the plan (another template, another race day) until the runner takes it in hand, and a kept draft is a few short texts.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.training.dates import parse_day
from planner.training.formatting import format_day
from planner.training.goals import GOAL_SETTINGS, Goal
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEKDAY_KEYS
from planner.tui.builder.fields import (
    ALL_FIELDS,
    BUSY_KEY,
    COMMON_FIELDS,
    DATE_FIELD,
    DATED_BY_FIELD,
    DATED_BY_START,
    GENERATED_PLAN_FIELDS,
    NO_DAYS,
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
    """What stands in the form.

    Attributes:
        entered: What the runner chose or typed, by field; nothing for a field left alone.
        defaults: What the other fields hold, by field, as far as it is known yet.
        distance_unit: The unit the runner reads distances in.
        has_race: Whether the plan holds a race.
        today: What a date that is said in words is counted from.
    """

    entered: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=lambda: {"plan": "half"})
    distance_unit: str = "km"
    has_race: bool = True
    today: dt.date = dt.date(1970, 1, 1)

    def restore(self, saved: Mapping[str, str]) -> None:
        """Take over what a kept draft holds, as far as the form has such fields and choices."""
        for name, value in saved.items():
            one = next((one for one in ALL_FIELDS if one.name == name), None)
            fits = name == BUSY_KEY if one is None else not one.choices or value in dict(one.choices)
            if value and fits:
                self.entered[name] = value

    @property
    def fields(self) -> tuple[Field, ...]:
        """The lines of the form, from above: a file's plan has a path where one of ours has its figures."""
        after = COMMON_FIELDS if self.has_race else tuple(one for one in COMMON_FIELDS if one is not PRIORITY_FIELD)
        pins = tuple(one for one in PIN_FIELDS if self.value(one.name))
        runs = {PLAN_FROM_FILE: (PATH_FIELD, DATE_FIELD), PLAN_FROM_BLOCK: (PAST_BLOCK_FIELD, DATE_FIELD)}.get(
            self.value("plan"), (DATE_FIELD, *GENERATED_PLAN_FIELDS)
        )
        instead = (REPLACED_BLOCK_FIELD,) if self.value(REPLACED_KEY) else ()
        return (PLAN_FIELD, *instead, *runs, *after, *pins)

    def get_field(self, name: str) -> Field:
        """The field of that name."""
        return next(one for one in ALL_FIELDS if one.name == name)

    def label(self, form_field: Field) -> str:
        """What a field is called now."""
        return "First day" if form_field is DATE_FIELD and self.value("dated") == DATED_BY_START else form_field.label

    def value(self, name: str) -> str:
        """What a field holds, chosen or by default; empty while nothing is known."""
        return self.entered.get(name) or self.defaults.get(name, "")

    def set_value(self, name: str, value: str) -> None:
        """Choose a value; an empty one returns the field to its default."""
        if value.strip():
            self.entered[name] = value
        else:
            self.entered.pop(name, None)

    def format_value(self, form_field: Field) -> str:
        """A field's value in words, as it stands while nobody types."""
        value = self.value(form_field.name)
        if form_field.kind is FieldKind.CHOICE:
            return dict(form_field.choices).get(value, value)
        if not value:
            return form_field.placeholder
        if form_field.kind is FieldKind.DATE:
            with contextlib.suppress(RefusedError):
                day = parse_day(value, self.today)
                return f"{format_day(day)} {day.year}"
        if form_field.kind is FieldKind.FIGURE:
            return f"{value} {form_field.unit or self.distance_unit}"
        return f"{value} {form_field.unit}" if form_field.unit else value

    def step(self, form_field: Field, by: int) -> bool:
        """Go on or back by one; False when the field has no such step."""
        value = self.value(form_field.name)
        if form_field.kind is FieldKind.CHOICE:
            values = [option for option, _ in form_field.choices]
            had_race = _has_race(value)
            place = values.index(value) if value in values else -1 if by > 0 else 0
            self.set_value(form_field.name, values[(place + by) % len(values)])
            if form_field is PLAN_FIELD:
                self._clear_plan_values(keep_date=had_race == _has_race(self.value("plan")))
            elif form_field is DATED_BY_FIELD:
                self.set_value("date", "")
            return True
        if form_field.kind is FieldKind.DATE:
            after = self._shift_weeks(value, by)
        else:
            after = (
                _stepped_number(form_field, value, by)
                if form_field.kind in (FieldKind.COUNT, FieldKind.FIGURE)
                else None
            )
        if after is not None:
            self.set_value(form_field.name, after)
        return after is not None

    def normalize(self, form_field: Field) -> None:
        """End the typing: a date that was said in words is kept as the day it means."""
        if form_field.kind is FieldKind.DATE and form_field.name in self.entered:
            day = self._shift_weeks(self.entered[form_field.name], 0)
            if day is not None:
                self.set_value(form_field.name, day)

    def _shift_weeks(self, value: str, weeks: int) -> str | None:
        """So many weeks from a date as it was typed; None when it is none."""
        with contextlib.suppress(RefusedError, OverflowError):
            return (parse_day(value, self.today) + _WEEK * weeks).isoformat()
        return None

    def is_on(self, form_field: Field, weekday: int) -> bool:
        """Whether a weekday (Monday 0) is among a field's days, or its half free for strength."""
        if form_field.kind is FieldKind.DAYS:
            return WEEKDAY_KEYS[weekday] in self.value(form_field.name).split()
        return f"{WEEKDAY_KEYS[weekday]} {form_field.name}" not in self._busy_halves()

    def toggle_day(self, form_field: Field, weekday: int) -> None:
        """Take a weekday into a field's days or out of them; make a free half of it busy, and a busy one free."""
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
        """What belonged to the goal before: weeks and volumes. Days and a race day stay where the runner put them."""
        for name in ("weeks", "now", "peak", *(() if keep_date else ("dated", "date"))):
            self.set_value(name, "")


def _has_race(plan: str) -> bool:
    """Whether a choice of plan leads to a race, as far as that is known before a file is read."""
    return plan not in _GOALS or GOAL_SETTINGS[Goal(plan)].race_m is not None


def _stepped_number(form_field: Field, value: str, by: int) -> str | None:
    try:
        now = float(value.replace(",", "."))
    except ValueError:
        now = form_field.arrow_start - form_field.step * by
    return f"{max(now + form_field.step * by, 0):g}"
