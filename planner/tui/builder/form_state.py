"""The form of a new block: its fields, what stands in them, and what a key does to them. Knows no widget.

A form holds only what the runner chose; everything else keeps its default and is shown as such. So a default follows
the plan (another template, another race day) until the runner takes it in hand, and a kept draft is a few short texts.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.training.dates import read_day
from planner.training.goals import FIGURES, Goal
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEKDAY_KEYS
from planner.training.wording import day_name
from planner.tui.builder.fields import (
    AFTER,
    BLOCK,
    BUSY,
    DATE,
    DATED,
    EVERY,
    FILE,
    GENERATED,
    INSTEAD,
    NONE,
    PAST,
    PATH,
    PLACES,
    PLAN,
    PRIORITY,
    REPLACED,
    START,
    Field,
    Kind,
)

_GOALS = frozenset(goal.value for goal in FIGURES)
_WEEK = dt.timedelta(days=7)


@dataclass(slots=True)
class BlockForm:
    """What stands in the form.

    Attributes:
        chosen: What the runner chose or typed, by field; nothing for a field left alone.
        defaults: What the other fields hold, by field, as far as it is known yet.
        units: The unit the runner reads distances in.
        races: Whether the plan holds a race.
        today: What a date that is said in words is counted from.
    """

    chosen: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=lambda: {"plan": "half"})
    units: str = "km"
    races: bool = True
    today: dt.date = dt.date(1970, 1, 1)

    def restore(self, kept: Mapping[str, str]) -> None:
        """Take over what a kept draft holds, as far as the form has such fields and choices."""
        for name, value in kept.items():
            one = next((one for one in EVERY if one.name == name), None)
            fits = name == BUSY if one is None else not one.options or value in dict(one.options)
            if value and fits:
                self.chosen[name] = value

    @property
    def fields(self) -> tuple[Field, ...]:
        """The lines of the form, from above: a file's plan has a path where one of ours has its figures."""
        after = AFTER if self.races else tuple(one for one in AFTER if one is not PRIORITY)
        decided = tuple(one for one in PLACES if self.value(one.name))
        runs = {FILE: (PATH, DATE), PAST: (BLOCK, DATE)}.get(self.value("plan"), (DATE, *GENERATED))
        instead = (REPLACED,) if self.value(INSTEAD) else ()
        return (PLAN, *instead, *runs, *after, *decided)

    def find(self, name: str) -> Field:
        """The field of that name."""
        return next(one for one in EVERY if one.name == name)

    def label(self, one: Field) -> str:
        """What a field is called now."""
        return "First day" if one is DATE and self.value("dated") == START else one.label

    def value(self, name: str) -> str:
        """What a field holds, chosen or by default; empty while nothing is known."""
        return self.chosen.get(name) or self.defaults.get(name, "")

    def choose(self, name: str, value: str) -> None:
        """Choose a value; an empty one returns the field to its default."""
        if value.strip():
            self.chosen[name] = value
        else:
            self.chosen.pop(name, None)

    def words(self, one: Field) -> str:
        """A field's value in words, as it stands while nobody types."""
        value = self.value(one.name)
        if one.kind is Kind.CHOICE:
            return dict(one.options).get(value, value)
        if not value:
            return one.unknown
        if one.kind is Kind.DATE:
            with contextlib.suppress(RefusedError):
                day = read_day(value, self.today)
                return f"{day_name(day)} {day.year}"
        if one.kind is Kind.FIGURE:
            return f"{value} {one.unit or self.units}"
        return f"{value} {one.unit}" if one.unit else value

    def step(self, one: Field, by: int) -> bool:
        """Go on or back by one; False when the field has no such step."""
        value = self.value(one.name)
        if one.kind is Kind.CHOICE:
            values = [option for option, _ in one.options]
            had_race = _has_race(value)
            place = values.index(value) if value in values else -1 if by > 0 else 0
            self.choose(one.name, values[(place + by) % len(values)])
            if one is PLAN:
                self._forget_the_plans_own(keep_date=had_race == _has_race(self.value("plan")))
            elif one is DATED:
                self.choose("date", "")
            return True
        if one.kind is Kind.DATE:
            after = self._day(value, by)
        else:
            after = _number(one, value, by) if one.kind in (Kind.COUNT, Kind.FIGURE) else None
        if after is not None:
            self.choose(one.name, after)
        return after is not None

    def settle(self, one: Field) -> None:
        """End the typing: a date that was said in words is kept as the day it means."""
        if one.kind is Kind.DATE and one.name in self.chosen:
            day = self._day(self.chosen[one.name], 0)
            if day is not None:
                self.choose(one.name, day)

    def _day(self, value: str, weeks: int) -> str | None:
        """So many weeks from a date as it was typed; None when it is none."""
        with contextlib.suppress(RefusedError, OverflowError):
            return (read_day(value, self.today) + _WEEK * weeks).isoformat()
        return None

    def is_on(self, one: Field, weekday: int) -> bool:
        """Whether a weekday (Monday 0) is among a field's days, or its half free for strength."""
        if one.kind is Kind.DAYS:
            return WEEKDAY_KEYS[weekday] in self.value(one.name).split()
        return f"{WEEKDAY_KEYS[weekday]} {one.name}" not in self._busy()

    def turn(self, one: Field, weekday: int) -> None:
        """Take a weekday into a field's days or out of them; make a free half of it busy, and a busy one free."""
        if one.kind is Kind.DAYS:
            days = set(self.value(one.name).split()) ^ {WEEKDAY_KEYS[weekday]}
            self.choose(one.name, " ".join(day for day in WEEKDAY_KEYS if day in days) or NONE)
            return
        busy = self._busy()
        busy.symmetric_difference_update({f"{WEEKDAY_KEYS[weekday]} {one.name}"})
        every = (f"{day} {part}" for day in WEEKDAY_KEYS for part in ("am", "pm"))
        self.choose(BUSY, ", ".join(part for part in every if part in busy))

    def _busy(self) -> set[str]:
        return {part.strip() for part in self.value(BUSY).split(",") if part.strip()}

    def _forget_the_plans_own(self, *, keep_date: bool) -> None:
        """What belonged to the goal before: weeks and volumes. Days and a race day stay where the runner put them."""
        for name in ("weeks", "now", "peak", *(() if keep_date else ("dated", "date"))):
            self.choose(name, "")


def _has_race(plan: str) -> bool:
    """Whether a choice of plan leads to a race, as far as that is known before a file is read."""
    return plan not in _GOALS or FIGURES[Goal(plan)].race_m is not None


def _number(one: Field, value: str, by: int) -> str | None:
    try:
        now = float(value.replace(",", "."))
    except ValueError:
        now = one.first - one.step * by
    return f"{max(now + one.step * by, 0):g}"
