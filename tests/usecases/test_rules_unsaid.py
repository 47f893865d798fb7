"""Whatever a runner does: a hard rule that strength breaks was broken before or is said, and one undo takes it back."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from planner import store
from planner.clock import Clock
from planner.training.formatting import format_day
from planner.training.races import Unit
from planner.training.run_plans.goals import Goal
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.weeks import DAY
from planner.training.workouts import StrengthLevel
from planner.usecases import history
from planner.usecases.blocks.commit import commit_draft
from planner.usecases.blocks.defaults import default_options
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.lint import lint_planbook
from planner.usecases.strength.newly_broken import BrokenSession
from planner.usecases.strength.reslot import apply_evaluated, evaluate
from tests.dump import canonical
from tests.usecases.life import Life

OPERATIONS = 8
CALENDARS = {
    "ISO week 53, weeks from Monday, km": (dt.date(2027, 1, 31), dt.date(2026, 12, 28), 0, Unit.KM),
    "leap day, weeks from Sunday, miles": (dt.date(2028, 3, 12), dt.date(2028, 2, 24), 6, Unit.MI),
    "clocks go forward, km": (dt.date(2027, 4, 25), dt.date(2027, 3, 25), 0, Unit.KM),
    "clocks go back, weeks from Sunday, km": (dt.date(2027, 11, 14), dt.date(2027, 10, 28), 6, Unit.KM),
    "clocks go forward in America, miles": (dt.date(2027, 4, 4), dt.date(2027, 3, 12), 6, Unit.MI),
}
"""By name: the race day, today, the weekday that weeks begin on, and the unit."""


def make_calendar(path: Path, race: dt.date, today: dt.date, week_start: int, unit: Unit) -> Planbook:
    """A half-marathon block that is under way."""
    then = Planbook(path, Clock(race - 12 * 7 * DAY))
    store.prepare(path)
    level = StrengthLevel.EXPERIENCED if week_start else StrengthLevel.NOVICE
    options = replace(default_options(then), race_date=race, level=level)
    commit_draft(then, draft_in_calendar(then, generate_plan(with_defaults(Goal.HALF)), options))
    with store.edit(path, "the runner", now=then.clock.now()) as repository:
        repository.replace_runner(replace(repository.runner(), week_start=week_start, unit=unit))
    return Planbook(path, Clock(today))


def broken_rules(book: Planbook) -> dict[tuple[str, int | None, dt.date | None], dt.date]:
    """The hard rules that are broken, each by its workout, or by its week, with its day."""
    return {
        (one.code, one.item_id, None if one.item_id else one.date): one.date
        for one in lint_planbook(book).findings
        if one.code.startswith("HC")
    }


@dataclass
class WatchedLife(Life):
    """A life of which every operation is held against the findings before and after it.

    Attributes:
        unsaid: What was broken without a word.
    """

    unsaid: list[str] = field(default_factory=list)

    def make(self, change: Change) -> None:
        if change.is_empty:
            return
        before, rules = canonical(self.book.path), broken_rules(self.book)
        evaluated = evaluate(self.book, change, follow=self.random.random() < 0.3)
        assert canonical(self.book.path) == before
        applied = apply_evaluated(self.book, evaluated).change
        after, now = canonical(self.book.path), broken_rules(self.book)
        for key in now.keys() - rules.keys():
            if not is_said(key[1], now[key], evaluated.broken, applied):
                self.unsaid.append(f"{change.name}: {key} {now[key]}")
        history.undo(self.book)
        assert canonical(self.book.path) == before, change.name
        history.redo(self.book)
        assert canonical(self.book.path) == after, change.name


def is_said(item: int | None, day: dt.date, broken: tuple[BrokenSession, ...], applied: Change) -> bool:
    """Return whether a broken rule of a workout, or of a week, is said."""
    if item is None:
        return any(one.session is None for one in broken)
    sessions = [one.session.id for one in broken if one.session is not None]
    numbers = {number if number > 0 else applied.added[-number - 1].id for number in sessions}
    return item in numbers or any(format_day(day) in one.sentence for one in broken)


@pytest.mark.parametrize("name", CALENDARS)
def test_no_strength_is_on_a_hard_rule_unsaid(name: str, tmp_path: Path) -> None:
    book = make_calendar(tmp_path / "book.db", *CALENDARS[name])
    life = WatchedLife(book, random.Random(name))
    life.live(OPERATIONS)
    assert life.unsaid == []
    assert sum(life.done.values()) >= OPERATIONS
