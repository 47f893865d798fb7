"""What is said when strength follows the runs, word for word where no other test looked."""

from __future__ import annotations

from dataclasses import replace

from planner.store import quick
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import Exercise, StrengthKind
from planner.usecases.calendar.move import plan_copy, plan_move
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.reslot import SessionMove, evaluate, evaluate_week
from tests.usecases.strength.test_reslot import NEXT, fast_run_on, fast_run_to_friday, kind_on


def test_what_becomes_of_the_sled_is_said(slotted: Planbook) -> None:
    heavy = kind_on(slotted, NEXT, StrengthKind.HEAVY)
    sits = tuple(one for one in heavy.planned.sets if one.exercise is Exercise.WALL_SIT)
    alone = replace(heavy, date=heavy.date + DAY, planned=replace(heavy.planned, sets=sits))
    there = replace(heavy, date=heavy.date + DAY)
    assert SessionMove(heavy, there, "why").line() == "heavy sled Thu 14 → Fri 15 Jan: why"
    assert SessionMove(heavy, alone, "why").line().endswith(": why; no sled there, the wall sit alone")
    assert SessionMove(alone, there, "why").line().endswith(": why; with the sled again")


def test_accepting_is_named_after_the_first_day_a_session_comes_to(slotted: Planbook) -> None:
    _, offer, *_ = evaluate(slotted, fast_run_to_friday(slotted))
    assert len(offer.moves) > 1
    assert min(follow.proposed.date for follow in offer.moves) == NEXT + DAY
    assert offer.change.name == "re-slot: strength of the week of Tue 12 Jan"


def test_of_two_sessions_in_one_place_one_is_offered_another_because_it_is_taken(slotted: Planbook) -> None:
    apply_change(slotted, plan_copy(slotted, [kind_on(slotted, NEXT, StrengthKind.MODERATE)], 0))
    offer = evaluate_week(slotted, NEXT)
    assert [follow.line() for follow in offer.moves] == [
        "moderate sled Tue 12 → Sat 16 Jan: another session has that place"
    ]
    assert offer.unplaced_text == ()


def test_a_session_moved_to_a_worse_place_says_why_it_is_worse(slotted: Planbook) -> None:
    moderate = kind_on(slotted, NEXT, StrengthKind.MODERATE)
    [moved] = evaluate(slotted, plan_move(slotted, [moderate.id], 4))[0].changed
    assert moved.reason == (
        "Moderate sled Saturday evening, here though it leaves less than 20 h before Sunday's long run."
    )


def test_a_session_moved_to_where_another_stands_is_there_by_choice(slotted: Planbook) -> None:
    moderate = kind_on(slotted, NEXT, StrengthKind.MODERATE)
    apply_change(slotted, plan_copy(slotted, [moderate], 4))
    whole, *_ = evaluate(slotted, plan_move(slotted, [moderate.id], 4))
    [moved] = [one for one in whole.changed if one.id == moderate.id]
    assert moved.reason == "Moderate sled Saturday evening, here by your choice."
    assert quick.read_workout(slotted.path, moderate.id) == moderate


def test_a_session_without_a_place_in_its_week_is_offered_none_in_the_next(slotted: Planbook) -> None:
    moderate = kind_on(slotted, NEXT, StrengthKind.MODERATE)
    for session in (moderate, moderate, kind_on(slotted, NEXT, StrengthKind.HEAVY)):
        apply_change(slotted, plan_copy(slotted, [session], 0))
    runs = [fast_run_on(slotted, NEXT + 3 * DAY), fast_run_on(slotted, NEXT + WEEK + DAY)]
    _, offer, *_ = evaluate(slotted, plan_move(slotted, [run.id for run in runs], 1))
    assert set(offer.unplaced_text) == {
        "No better place is left for the moderate session of Tue 12 Jan: the day has its hard run already.",
        "No better place is left for the heavy session of Thu 14 Jan: Thursday is a rest day.",
    }
    weeks = [
        ((follow.session.date - NEXT).days // 7, (follow.proposed.date - NEXT).days // 7) for follow in offer.moves
    ]
    assert {week for week, _ in weeks} == {0, 1}
    assert all(before == after for before, after in weeks)
