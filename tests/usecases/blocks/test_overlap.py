"""A second block over a first: the first counts in its slotting, and what the two break together is said."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.store import quick
from planner.training.run_plans.goals import Goal
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.workouts import Sport
from planner.usecases.blocks.commit import commit_draft
from planner.usecases.blocks.defaults import default_options
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.planbook import Planbook
from planner.usecases.strength.lint import lint_planbook

RACE = dt.date(2027, 2, 28)


def second(book: Planbook, race: dt.date = RACE) -> Draft:
    options = replace(default_options(book), race_date=race)
    return draft_in_calendar(book, generate_plan(with_defaults(Goal.TEN_K, weeks=10)), options)


def broken(book: Planbook) -> set[tuple[str, dt.date, int | None]]:
    findings = lint_planbook(book).findings
    return {(one.code, one.date, one.item_id) for one in findings if one.code.startswith("HC")}


def test_the_sessions_and_runs_of_the_first_block_count_in_the_second(slotted: Planbook) -> None:
    before = broken(slotted)
    draft = second(slotted)
    held = {
        (one.date, one.slot)
        for one in quick.read_days(slotted.path, draft.block.start, draft.block.last_day)
        if one.sport is Sport.STRENGTH
    }
    new = {(one.date, one.slot) for one in draft.workouts if one.sport is Sport.STRENGTH}
    assert not held & new
    commit_draft(slotted, draft)
    after = broken(slotted) - before
    said = next(one for one in draft.remarks if one.startswith("The two together break"))
    assert len({(item or date) for _, date, item in after}) == sum(
        int(word) for word in said.split() if word.isdecimal()
    )


def test_what_is_there_is_said_with_the_ways_out(slotted: Planbook) -> None:
    remarks = second(slotted).remarks
    assert any("are already between" in one for one in remarks)
    assert any("days with runs of both and 1 day with two races (Sun 28 Feb)" in one for one in remarks)
    assert any(one.startswith("To have only one of them: undo takes the new one back") for one in remarks)


def test_a_block_on_free_days_says_nothing_of_it(slotted: Planbook) -> None:
    remarks = second(slotted, RACE + dt.timedelta(weeks=12)).remarks
    assert not [one for one in remarks if "already" in one or "together" in one.lower()]
