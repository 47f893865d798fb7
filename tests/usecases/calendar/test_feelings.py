"""How a day feels, in a file: one operation, heavy sessions that wait, and everything that says why."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.clock import Clock
from planner.store import edit, quick
from planner.text import NOTE_LIMIT
from planner.training.absences import AbsenceKind
from planner.training.run_plans.goals import Goal
from planner.training.weekly_sessions import WeeklySessions
from planner.training.weeks import DAY
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    StrengthLevel,
    Workout,
)
from planner.usecases import history, screening
from planner.usecases.blocks.defaults import default_options
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.calendar import ease
from planner.usecases.calendar.absences import new_gates, plan_absence, plan_feeling, plan_return
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.strength import explain, lint, reslot
from tests.plans import default_plan
from tests.tui.season import TODAY
from tests.usecases.books import changed_by, on, plan, refused

LIGHT_SETS = (ExerciseSet(Exercise.REVERSE_SLED_PUSH, 3, 20, 10.0),)


def heavy_today(book: Planbook) -> Workout:
    (found,) = [one for one in on(book, TODAY, Sport.STRENGTH) if one.kind == StrengthKind.HEAVY]
    return found


def put_in(book: Planbook, *workouts: Workout) -> None:
    with edit(book.path, "before the test", now=book.clock.now()) as plan_of_theirs:
        plan_of_theirs.add_workouts(workouts)


def a_race(day: dt.date, metres: float = 42_195) -> Workout:
    effort = Effort(metres, 12_000)
    return Workout(day, Sport.RUN, RunKind.RACE, "Race", slot=Slot.AM, start="07:00", planned=effort)


def a_light(day: dt.date) -> Workout:
    effort = Effort(None, 1500, 3, LIGHT_SETS)
    return Workout(day, Sport.STRENGTH, StrengthKind.LIGHT, "Light sled", Slot.PM, "18:00", effort)


def test_a_sore_day_keeps_its_workouts_and_is_one_operation(slotted: Planbook) -> None:
    before = quick.read_all_workouts(slotted.path)
    change = plan(slotted, lambda: plan_feeling(slotted, TODAY, "sore 8", "stairs"))
    assert change.name == "sore 8: Thu 7 Jan 2027"
    (remark,) = change.remarks
    assert remark.startswith("No heavy session until Sat 9 Jan: soreness of 8 on Thu 7 Jan.")
    assert "soreness of 8 on Thu 7 Jan" in remark
    assert quick.read_all_workouts(slotted.path) == before
    (said,) = quick.read_absences(slotted.path)
    assert (said.kind, said.soreness, said.note) == (AbsenceKind.SORE, 8, "stairs")
    words = " ".join(changed_by(slotted, history.list_operations(slotted)[0].id))
    assert "sore" in words
    assert "soreness 8" in words


def test_said_again_it_is_said_anew_and_well_takes_it_back(slotted: Planbook) -> None:
    plan(slotted, lambda: plan_feeling(slotted, TODAY, "sore 8", "stairs"))
    plan(slotted, lambda: plan_feeling(slotted, TODAY, "slept badly"))
    plan(slotted, lambda: plan_feeling(slotted, TODAY, "sore 3"))
    assert plan_feeling(slotted, TODAY, "sore 3").is_empty
    said = {one.kind: (one.soreness, one.note) for one in quick.read_absences(slotted.path)}
    assert said == {AbsenceKind.SORE: (3, "stairs"), AbsenceKind.SLEPT_BADLY: (None, "")}
    plan(slotted, lambda: plan_feeling(slotted, TODAY, "well"))
    assert quick.read_absences(slotted.path) == []
    assert refused(slotted, lambda: plan_feeling(slotted, TODAY, "well")) == (
        "Nothing was recorded of how Thu 7 Jan feels."
    )


def test_what_cannot_be_said(slotted: Planbook) -> None:
    ahead = refused(slotted, lambda: plan_feeling(slotted, TODAY + DAY, "sore 8"))
    assert ahead == "Fri 8 Jan is ahead: how a day feels can be recorded once it has come."
    long = refused(slotted, lambda: plan_feeling(slotted, TODAY, "sore 8", "x" * (NOTE_LIMIT + 1)))
    assert long == f"A note can hold {NOTE_LIMIT} characters; this one has {NOTE_LIMIT + 1}."


def test_a_sore_day_and_days_without_training_do_not_know_each_other(slotted: Planbook) -> None:
    plan(slotted, lambda: plan_feeling(slotted, TODAY, "sore 8"))
    assert "not away, sick or injured" in refused(slotted, lambda: plan_return(slotted, TODAY))
    plan(slotted, lambda: plan_absence(slotted, TODAY, TODAY, AbsenceKind.AWAY))
    plan(slotted, lambda: plan_return(slotted, TODAY))
    assert [one.kind for one in quick.read_absences(slotted.path)] == [AbsenceKind.SORE]


def test_the_offer_and_the_reasons_know_it_before_it_is_stored(slotted: Planbook) -> None:
    change = plan_feeling(slotted, TODAY, "slept badly")
    heavy = heavy_today(slotted)
    whole, offer, *_ = reslot.evaluate(slotted, change)
    assert all(follow.proposed.date > TODAY + 2 * DAY for follow in offer.moves if follow.session.kind == "heavy")
    told = [*offer.unplaced_text, *(follow.line() for follow in offer.moves)]
    assert any("heavy" in line for line in told)
    apply_change(slotted, whole)
    now = quick.read_workout(slotted.path, heavy.id)
    assert "under 5 h of sleep in two nights before Thu 7 Jan" in (now.reason or "")
    assert "your health comes first" in (now.reason or "")
    history.undo(slotted)
    assert heavy_today(slotted).reason == heavy.reason


def test_a_heavy_session_of_the_next_week_is_weighed_too_when_the_48_hours_reach_it(slotted: Planbook) -> None:
    later = Planbook(slotted.path, Clock(TODAY + 3 * DAY))
    monday = TODAY + 4 * DAY
    session = next(
        one for one in quick.read_days(slotted.path, monday, monday + 6 * DAY) if one.kind == StrengthKind.HEAVY
    )
    with edit(slotted.path, "before the test", now=slotted.clock.now()) as theirs:
        theirs.replace_workouts([replace(session, date=monday + DAY)])
    whole, *_ = reslot.evaluate(later, plan_feeling(later, TODAY + 3 * DAY, "sore 9"))
    renewed = [one for one in whole.changed if one.id == session.id]
    assert ["soreness of 9 on Sun 10 Jan" in (one.reason or "") for one in renewed] == [True]


def test_why_lint_and_ease_name_it(slotted: Planbook) -> None:
    apply_change(slotted, plan_feeling(slotted, TODAY, "sore 7"))
    lines = [line.text for line in explain.explain_calendar_day(slotted, TODAY).candidates]
    assert any("soreness of 7 on Thu 7 Jan" in line for line in lines)
    found = [one for one in lint.lint_planbook(slotted).findings if one.code == "HC14" and one.date == TODAY]
    assert [one.why for one in found] == ["Your health comes first (soreness of 7 on Thu 7 Jan)."]
    heavy = heavy_today(slotted)
    change = plan(slotted, lambda: ease.plan_ease(slotted))
    assert [(one.id, one.kind) for one in change.changed] == [(heavy.id, StrengthKind.MODERATE)]
    assert "in place of the heavy one: soreness of 7 on Thu 7 Jan." in (change.changed[0].reason or "")


def test_a_new_block_leaves_heavy_out_of_those_days_and_says_why(season: Planbook) -> None:
    apply_change(season, plan_feeling(season, TODAY, "sore 7"))
    choices = replace(
        default_options(season), start_date=TODAY, level=StrengthLevel.EXPERIENCED, doses=WeeklySessions(2, 0, 1)
    )
    draft = draft_in_calendar(season, default_plan(Goal.TEN_K), choices)
    assert {gate["why"]: (gate["first"], gate["last"]) for gate in draft.problem["gates"]} == {
        "soreness of 7 on Thu 7 Jan": (0, 2),
    }
    heavy = [one for one in draft.workouts if one.kind == StrengthKind.HEAVY and one.date <= TODAY + 2 * DAY]
    assert heavy == []
    assert any("soreness of 7 on Thu 7 Jan" in remark for remark in draft.remarks)


def test_soreness_of_6_after_a_race_withholds_the_light_session_until_it_is_5(season: Planbook) -> None:
    put_in(season, a_race(TODAY - DAY), a_light(TODAY + 2 * DAY))
    apply_change(season, plan_feeling(season, TODAY, "sore 6"))
    (gate,) = screening.active_gates(season)
    assert (gate.rule, gate.kinds) == ("R11", frozenset({StrengthKind.LIGHT}))
    assert (gate.first, gate.last) == (TODAY, TODAY + 3 * DAY)
    change = plan(season, lambda: ease.plan_ease(season))
    assert "Light sled" in [one.title for one in change.changed]
    assert {(one.kind, one.status, one.skip_reason) for one in change.changed} == {
        (StrengthKind.LIGHT, StoredStatus.SKIPPED, "soreness of 6 on Thu 7 Jan, after the race of Wed 6 Jan"),
    }
    assert all(TODAY <= one.date <= TODAY + 3 * DAY for one in change.changed)
    tomorrow = Planbook(season.path, Clock(TODAY + DAY))
    apply_change(tomorrow, plan_feeling(tomorrow, TODAY + DAY, "sore 5"))
    assert [(one.first, one.last) for one in screening.active_gates(tomorrow)] == [(TODAY, TODAY)]
    back = plan_feeling(tomorrow, TODAY + DAY, "well")
    assert [(one.first, one.last) for one in new_gates(tomorrow, back)] == [(TODAY, TODAY + 3 * DAY)]
    assert "after the race of Wed 6 Jan" in " ".join(back.remarks)


@pytest.mark.parametrize("said", ["sore 6", "sore 0"])
def test_less_soreness_is_kept_and_keeps_nothing_out(slotted: Planbook, said: str) -> None:
    change = plan(slotted, lambda: plan_feeling(slotted, TODAY, said))
    assert change.remarks == ()
    assert reslot.evaluate(slotted, change)[1].moves == ()
    assert screening.active_gates(slotted) == ()
