"""The usual strength asks of a week what the week can hold; what the runner chose is asked for as it is."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from planner.clock import Clock
from planner.slotting import Answer, Problem, solve
from planner.training.absences import Absence, AbsenceKind
from planner.training.doses import Equipment
from planner.training.run_plans.goals import Goal
from planner.training.safety_gates import Gate, absence_gates
from planner.training.weekly_sessions import WeeklySessions
from planner.training.workouts import Slot, Sport, StrengthKind, StrengthLevel, Workout
from planner.usecases.blocks import commit
from planner.usecases.blocks import slot_strength as slotting_strength
from planner.usecases.blocks.availability import Unavailability
from planner.usecases.blocks.draft import draft_block, draft_in_calendar
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.refit import plan_refit
from planner.usecases.planbook import Planbook
from planner.usecases.strength.lint import findings_of_draft
from tests.plans import default_plan

TODAY = dt.date(2027, 1, 4)
DAY = dt.timedelta(days=1)
USUAL = BlockOptions(
    start_date=TODAY,
    equipment=Equipment(70.0),
    unavailable=(Unavailability(1), Unavailability(3, Slot.PM)),
)
"""Without Tuesdays and Thursday evenings a novice's two moderate sessions do not fit beside three key runs."""
CHOSEN = replace(USUAL, doses=WeeklySessions(0, 2, 1))
HEAVY = StrengthKind.HEAVY
PLANS = ("5k", "10k", "half", "marathon", "base")


def drafted(name: str, choices: BlockOptions = USUAL, absences: tuple[Absence, ...] = ()) -> Draft:
    gates = absence_gates(absences)
    return draft_block(default_plan(Goal(name)), choices, TODAY, absences=absences, gates=gates)


def bent(draft: Draft) -> list[str]:
    return [remark for remark in draft.remarks if re.match(r"Weeks? [\d, and]+ holds? ", remark)]


def sessions(draft: Draft) -> list[Workout]:
    return [item for item in draft.workouts if item.sport is Sport.STRENGTH]


@pytest.mark.parametrize("name", PLANS)
def test_the_usual_leaves_nothing_missing_and_places_what_the_same_wish_would(name: str) -> None:
    usual, chosen = drafted(name), drafted(name, CHOSEN)
    assert [(one.date, one.slot, one.kind) for one in sessions(usual)] == [
        (one.date, one.slot, one.kind) for one in sessions(chosen)
    ]
    missing = chosen.answer.unplaced
    assert {gap.week for gap in missing if gap.kind is StrengthKind.MODERATE} == {0, 1}
    assert usual.answer.unplaced == ()
    assert usual.answer.cost == chosen.answer.cost - sum(gap.cost for gap in missing)
    assert not any(finding.code == "S9" for finding in findings_of_draft(usual))
    (remark,) = bent(usual)
    assert remark.startswith("Weeks 1 and 2 hold one moderate session")
    assert "light" not in remark
    assert "leaves 48 h" in remark
    assert "\n" not in remark
    held = Counter((one.date - TODAY).days // 7 for one in sessions(usual) if one.kind == StrengthKind.MODERATE)
    assert {target["week"]: target["moderate"] for target in usual.problem["targets"] if target["moderate"]} == held


def test_the_sentence_of_the_half_marathon_names_the_weeks_the_number_and_the_rule() -> None:
    (remark,) = bent(drafted("half"))
    assert remark == (
        "Weeks 1 and 2 hold one moderate session, not two: between your hard runs no second day leaves 48 h."
    )


def test_a_number_that_the_runner_chose_is_asked_for_and_reported_missing() -> None:
    chosen = drafted("half", CHOSEN)
    assert bent(chosen) == []
    assert sum(gap.count for gap in chosen.answer.unplaced if gap.kind is StrengthKind.MODERATE) == 2
    assert any(finding.code == "S9" for finding in findings_of_draft(chosen))


def test_a_week_that_an_absence_makes_short_still_asks_for_the_usual() -> None:
    away = Absence(TODAY + 7 * DAY, TODAY + 12 * DAY, AbsenceKind.AWAY)
    ill = Absence(TODAY + 14 * DAY, TODAY + 18 * DAY, AbsenceKind.SICK)
    usual = drafted("half", absences=(away, ill))
    assert {gap.week for gap in usual.answer.unplaced if gap.kind is StrengthKind.MODERATE} == {1, 2}
    (remark,) = bent(usual)
    assert remark.startswith("Week 1 holds")


@pytest.mark.parametrize(
    ("level", "choices", "times"),
    [
        (StrengthLevel.EXPERIENCED, replace(USUAL, unavailable=(), max_sessions=2), 1),
        (StrengthLevel.NOVICE, CHOSEN, 1),
        (StrengthLevel.NOVICE, USUAL, 2),
    ],
)
def test_nothing_is_asked_twice_where_nothing_is_missing(
    monkeypatch: pytest.MonkeyPatch, level: StrengthLevel, choices: BlockOptions, times: int
) -> None:
    asked: list[Problem] = []

    def counting(problem: Problem, **more: object) -> Answer:
        asked.append(problem)
        return solve(problem, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(slotting_strength, "solve", counting)
    drafted("half", replace(choices, level=level))
    assert len(asked) == times


@pytest.mark.parametrize("choices", [USUAL, CHOSEN])
def test_the_weeks_made_anew_to_another_race_day_bend_the_usual_as_well(tmp_path: Path, choices: BlockOptions) -> None:
    book = Planbook(tmp_path / "half.db", Clock(TODAY))
    block = commit.commit_draft(book, draft_in_calendar(book, (plan := default_plan(Goal.HALF)), choices))
    assert plan.race_day is not None
    change = plan_refit(book, block, TODAY + (plan.race_day + 14) * DAY)
    missing = any("found no place" in remark for remark in change.remarks)
    less = any("moderate session, not" in remark for remark in change.remarks)
    assert (missing, less) == (choices is CHOSEN, choices is USUAL)


def test_a_gate_that_keeps_another_kind_out_cuts_no_week_short() -> None:
    gate = Gate(
        rule="R6",
        short_reason="no clear lane",
        why="No heavy.",
        remedy="A lane.",
        kinds=frozenset({HEAVY}),
    )
    drafted = draft_block(default_plan(Goal.HALF), USUAL, TODAY, gates=(gate,))
    assert drafted.answer.unplaced == ()
    assert len(bent(drafted)) == 1
    both = replace(gate, kinds=frozenset({HEAVY, StrengthKind.MODERATE}))
    assert bent(draft_block(default_plan(Goal.HALF), USUAL, TODAY, gates=(both,))) == []
