"""What the rules say of a calendar and of a re-fit, word for word where no other test looked."""

from __future__ import annotations

import re
from dataclasses import replace

from planner.clock import Clock
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import Sport, StrengthKind
from planner.usecases.blocks.refit import plan_refit
from planner.usecases.calendar.edit import plan_delete
from planner.usecases.calendar.shift import find_block
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.lint import lint_planbook
from tests.tui.season import MONDAY
from tests.usecases.blocks.test_refit import RACE, SEAM, planned_in
from tests.usecases.books import put, the
from tests.usecases.strength.test_lint import Write, codes, write

__all__ = ["write"]


def test_a_week_outside_a_block_is_called_by_its_first_day(write: Write) -> None:
    book = write(*[f"{day} am easy 30" for day in range(7, 14)])
    [finding] = [one for one in lint_planbook(book).findings if one.code == "W2"]
    assert finding.where == "week of Mon 11 Jan"
    assert finding.why == "The week of Mon 11 Jan comes to seven days or more in a row without a full rest day."


def test_a_moderate_session_in_the_place_of_a_heavy_one_is_none_that_lacks(slotted: Planbook) -> None:
    heavy = the(slotted, MONDAY + 10 * DAY, Sport.STRENGTH)
    assert heavy.kind == StrengthKind.HEAVY
    put(slotted, heavy, kind=StrengthKind.MODERATE)
    assert "S9" not in codes(slotted)


def test_no_place_is_offered_in_a_week_that_is_past(slotted: Planbook) -> None:
    apply_change(slotted, plan_delete(slotted, [the(slotted, MONDAY + 10 * DAY, Sport.STRENGTH)]))
    later = replace(slotted, clock=Clock(MONDAY + 3 * WEEK))
    [finding] = [
        one for one in lint_planbook(later, past=True).findings if one.code == "S9" and one.date == MONDAY + WEEK
    ]
    assert finding.why == "Week 6 asks for one heavy session and holds none."
    assert finding.help == ""


def test_a_re_fit_says_what_becomes_of_runs_and_sessions_and_what_stays(slotted: Planbook) -> None:
    change = plan_refit(slotted, find_block(slotted), RACE + 2 * WEEK)
    runs_and_sessions, sled = change.remarks
    assert re.fullmatch(
        r"\d+ runs dropped, .*; \d+ sessions dropped, .*: weeks 6 to 14, from Mon 11 Jan on\.", runs_and_sessions
    )
    assert sled == (
        "Only one thing is raised at a time, and that is the load of the sled, so next week's wall sit is 2 × 1:30 and "
        "not 2 × 1:45."
    )
    runs = planned_in(slotted, SEAM + DAY, SEAM + 6 * DAY, Sport.RUN)
    for run in (runs[0], runs[-1]):
        put(slotted, run, locked=True)
    change = plan_refit(slotted, find_block(slotted), RACE + 2 * WEEK)
    assert "2 workouts there stay as they are." in change.remarks
