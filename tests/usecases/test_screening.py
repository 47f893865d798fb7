"""Health answers, pain and illness in a file: what a new block leaves out for them, and easing what stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.store import edit, quick
from planner.training.absences import AbsenceKind
from planner.training.outcomes import TypedOutcome
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import Goal
from planner.training.screening import QUESTIONS
from planner.training.weekly_sessions import WeeklySessions
from planner.training.workouts import (
    ENTERED,
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    Sport,
    StoredStatus,
    StrengthKind,
    StrengthLevel,
    Workout,
)
from planner.usecases import history, screening
from planner.usecases.blocks.availability import parse_unavailable
from planner.usecases.blocks.defaults import default_options
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.slotting_problem import shift_problem
from planner.usecases.calendar import ease, mark
from planner.usecases.calendar.absences import plan_absence
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.runner import change_runner_setting
from planner.usecases.strength import reslot
from tests.plans import default_plan
from tests.usecases.books import DAY, changed_by, plan, refused

HARMLESS = {question.name: question.choices[0] for question in QUESTIONS}
NEXT_MONDAY = dt.date(2027, 1, 11)


def drafted(book: Planbook) -> Draft:
    doses = WeeklySessions(1, 1, 1)
    choices = replace(default_options(book), start_date=NEXT_MONDAY, level=StrengthLevel.EXPERIENCED, doses=doses)
    return draft_in_calendar(book, default_plan(Goal.TEN_K), choices)


def sessions(draft: Draft) -> list[Workout]:
    return [item for item in draft.workouts if item.sport is Sport.STRENGTH]


def kinds(draft: Draft) -> set[str | None]:
    return {item.kind for item in sessions(draft)}


def hurt(book: Planbook, pain: int, days_ago: int = 1) -> None:
    """Something done lately hurt."""
    run = next(
        one
        for one in quick.read_days(book.path, book.today - 9 * DAY, book.today - days_ago * DAY)[::-1]
        if one.sport is Sport.RUN
    )
    mark.mark_done(book, run.id, TypedOutcome(pain=pain))


def ahead(book: Planbook, last: dt.date) -> list[Workout]:
    """The sessions that are planned from today to a day."""
    found = quick.read_days(book.path, book.today, last)
    return [one for one in found if one.sport is Sport.STRENGTH and one.status is StoredStatus.PLANNED]


def test_after_a_red_day_on_a_run_a_new_block_starts_no_higher_than_the_last_sessions(season: Planbook) -> None:
    sled = (ExerciseSet(Exercise.REVERSE_SLED_PUSH, 4, distance_m=20.0, load_kg=40.0),)
    felt = Outcome(Effort(rpe=5.0, sets=sled), source=ENTERED)
    done = [
        Workout(season.today - days * DAY, Sport.STRENGTH, "heavy", "Sled", status=StoredStatus.DONE, actual=felt)
        for days in (5, 3)
    ]
    with edit(season.path, "logged", now=season.clock.now()) as stored:
        stored.add_workouts(done)
    before = default_options(season).logged_start
    hurt(season, 7)
    after = default_options(season).logged_start
    assert before is not None
    assert after is not None
    assert after.rung == before.rung - 1
    assert "Nothing rises after pain of 7" in after.reason


def test_answers_are_one_operation_and_are_taken_back(season: Planbook) -> None:
    assert screening.stored_screening(season) is None
    stored = screening.answer_questions(season, {"heart": "y", "pressure": "118/76"})
    assert screening.stored_screening(season) == stored
    assert history.list_operations(season)[0].name == "health questions"
    assert changed_by(season, history.list_operations(season)[0].id) == (
        "you: health questions: heart, metabolic or kidney disease; 12 open",
    )
    screening.answer_questions(season, {}, season.today)
    assert history.list_operations(season)[0].name == "cleared for strength on Thu 7 Jan"
    history.undo(season)
    history.undo(season)
    assert screening.stored_screening(season) is None


def test_the_same_answers_leave_no_trace(season: Planbook) -> None:
    screening.answer_questions(season, {"heart": "no"})
    before = history.list_operations(season)
    screening.answer_questions(season, {"heart": "no"})
    assert history.list_operations(season) == before


def test_a_clearance_that_is_ahead_is_refused(season: Planbook) -> None:
    said = refused(season, lambda: screening.answer_questions(season, {}, season.today + DAY))
    assert said == "cleared must be today or an earlier day, not 2027-01-08: today is 2027-01-07."


def test_a_block_says_when_nobody_was_screened_and_assumes_nothing(season: Planbook) -> None:
    draft = drafted(season)
    assert StrengthKind.HEAVY in kinds(draft)
    assert any(item.planned.wall_sit_s for item in sessions(draft))
    assert sum(remark.startswith("Not screened") for remark in draft.remarks) == 1


def test_a_block_of_somebody_who_was_screened_says_nothing_of_it(season: Planbook) -> None:
    unscreened = drafted(season)
    screening.answer_questions(season, HARMLESS)
    draft = drafted(season)
    assert not any("screened" in remark for remark in draft.remarks)
    assert draft.workouts == unscreened.workouts


def test_a_yes_takes_heavy_and_wall_sits_out_of_a_block_until_cleared(season: Planbook) -> None:
    screening.answer_questions(season, {**HARMLESS, "chest": "yes"})
    draft = drafted(season)
    assert kinds(draft) == {StrengthKind.MODERATE, StrengthKind.LIGHT}
    assert not any(item.planned.wall_sit_s for item in sessions(draft))
    assert {item.title for item in sessions(draft)} == {"Moderate sled", "Light sled"}
    assert any("chest pain" in remark and "--cleared" in remark for remark in draft.remarks)
    assert [gate["kind"] for gate in draft.problem["gates"]] == ["heavy"]
    assert not any(missing.kind == StrengthKind.HEAVY for missing in draft.answer.unplaced)
    screening.answer_questions(season, {}, season.today)
    assert StrengthKind.HEAVY in kinds(drafted(season))


def test_raised_blood_pressure_bounds_every_wall_sit_of_a_block(season: Planbook) -> None:
    screening.answer_questions(season, {**HARMLESS, "pressure": "142/90"})
    draft = drafted(season)
    sits = [one for item in sessions(draft) for one in item.planned.sets if one.hold_s]
    assert sits
    assert {one.hold_s for one in sits} == {60}
    assert all((one.knee_angle_deg or 0) >= 120 for one in sits)
    assert any("196/112" in remark for remark in draft.remarks)


@pytest.mark.parametrize(("year", "age"), [("1955", "age over 65"), ("2012", "age under 18")])
def test_the_year_of_birth_says_the_age_as_the_answer_does(season: Planbook, year: str, age: str) -> None:
    change_runner_setting(season, "birth-year", year)
    [gate] = screening.active_gates(season)
    assert age in gate.full_text
    draft = drafted(season)
    assert StrengthKind.HEAVY not in kinds(draft)
    assert draft.block.level is StrengthLevel.NOVICE
    screening.answer_questions(season, {**HARMLESS, "age": "yes"})
    assert len(screening.active_gates(season)) == 1


def test_a_year_of_birth_in_between_keeps_nothing_out(season: Planbook) -> None:
    change_runner_setting(season, "birth-year", "1964")
    assert screening.active_gates(season) == ()


def test_over_65_loads_begin_where_a_novices_do(season: Planbook) -> None:
    screening.answer_questions(season, {**HARMLESS, "age": "yes"})
    draft = drafted(season)
    assert StrengthKind.HEAVY not in kinds(draft)
    assert draft.block.level is StrengthLevel.NOVICE


def test_signs_of_bone_stress_refuse_a_block(season: Planbook) -> None:
    screening.answer_questions(season, {"bone": "yes"})
    with pytest.raises(RefusedError, match="get assessed"):
        drafted(season)


def test_bad_pain_takes_heavy_and_moderate_out_of_the_week_it_holds_in(season: Planbook) -> None:
    screening.answer_questions(season, HARMLESS)
    hurt(season, 8)
    draft = drafted(season)
    until = dt.date.fromordinal(max(
        gate.last.toordinal() for gate in screening.active_gates(season) if gate.last is not None
    ))  # fmt: skip
    early = [item for item in sessions(draft) if item.date <= until]
    assert {item.kind for item in early} <= {StrengthKind.LIGHT}
    assert StrengthKind.HEAVY in kinds(draft)
    assert any("pain of 8" in remark for remark in draft.remarks)


def test_what_stands_is_eased_after_bad_pain_and_comes_back(slotted: Planbook) -> None:
    last = slotted.today + 5 * DAY
    before = ahead(slotted, last)
    assert {StrengthKind.HEAVY, StrengthKind.MODERATE} & {one.kind for one in before}
    hurt(slotted, 7)
    made = plan(slotted, lambda: ease.plan_ease(slotted))
    assert made.remarks
    assert all("Not medical advice" in remark for remark in made.remarks)
    after = {one.id: one for one in ahead(slotted, last)}
    assert {one.kind for one in after.values()} == {StrengthKind.LIGHT}
    for one in made.changed:
        assert one.title == "Light sled and wall sit"
        assert one.planned.rpe == 3
        assert "pain of 7" in (one.reason or "")
    assert refused(slotted, lambda: ease.plan_ease(slotted)) == (
        "No session ahead has to be eased: nothing keeps one of them out."
    )


def test_heavy_is_eased_to_moderate_and_the_wall_sit_goes_for_a_health_answer(slotted: Planbook) -> None:
    screening.answer_questions(slotted, {"chest": "yes"})
    made = plan(slotted, lambda: ease.plan_ease(slotted))
    kept = [one for one in quick.read_days(slotted.path, slotted.today, dt.date.max) if one.sport is Sport.STRENGTH]
    assert {one.id for one in made.changed} == {one.id for one in kept if one.status is StoredStatus.PLANNED}
    assert {one.kind for one in kept} == {StrengthKind.MODERATE, StrengthKind.LIGHT}
    assert not any(one.planned.wall_sit_s for one in kept)


def test_who_must_not_train_at_all_has_their_sessions_skipped(slotted: Planbook) -> None:
    screening.answer_questions(slotted, {"bone": "yes"})
    made = plan(slotted, lambda: ease.plan_ease(slotted))
    assert {one.status for one in made.changed} == {StoredStatus.SKIPPED}
    assert {one.skip_reason for one in made.changed} == {"signs of bone stress"}


def test_strength_that_follows_stays_out_of_the_days_after_an_illness(slotted: Planbook) -> None:
    sick = plan_absence(slotted, slotted.today, slotted.today + DAY, AbsenceKind.SICK)
    apply_change(slotted, sick)
    kept = {(gate.first, gate.last) for gate in screening.active_gates(slotted) if gate.kinds == {StrengthKind.HEAVY}}
    assert kept == {(slotted.today + 2 * DAY, slotted.today + 3 * DAY)}
    offer = reslot.evaluate_week(slotted, slotted.today)
    assert not any(
        follow.proposed.kind == StrengthKind.HEAVY and follow.proposed.date <= slotted.today + 3 * DAY
        for follow in offer.moves
    )


def test_a_gate_keeps_its_dates_when_a_block_is_shifted(season: Planbook) -> None:
    apply_change(season, plan_absence(season, NEXT_MONDAY, NEXT_MONDAY + DAY, AbsenceKind.SICK))
    draft = drafted(season)
    later = replace(draft.block, start=draft.block.start - 2 * DAY)
    before, after = draft.problem, shift_problem(draft.problem, draft.block, later, draft.workouts)
    assert [gate["first"] + 2 for gate in before["gates"]] == [gate["first"] for gate in after["gates"]]
    assert [gate["last"] + 2 for gate in before["gates"]] == [gate["last"] for gate in after["gates"]]


def test_pain_of_the_next_morning_is_put_beside_what_was_recorded(season: Planbook) -> None:
    run = next(one for one in quick.read_all_workouts(season.path) if one.actual is not None and one.sport is Sport.RUN)
    assert run.actual is not None
    felt = mark.mark_done(season, run.id, TypedOutcome(pain_next=4)).workout
    assert felt.actual == replace(run.actual, pain_next=4)
    assert quick.read_workout(season.path, run.id).actual == felt.actual
    assert history.list_operations(season)[0].name.startswith("pain the next morning: ")


def test_what_is_said_of_pain(season: Planbook) -> None:
    run = next(one for one in quick.read_days(season.path, season.today - 9 * DAY, season.today) if one.actual)
    assert screening.pain_advice(season, mark.mark_done(season, run.id, TypedOutcome(pain=3)).workout) == ()
    [keep] = screening.pain_advice(season, mark.mark_done(season, run.id, TypedOutcome(pain=5)).workout)
    assert "stay as they are, or less" in keep
    gate, bone = screening.pain_advice(season, mark.mark_done(season, run.id, TypedOutcome(pain=6)).workout)
    assert "No heavy and no moderate session" in gate
    assert "get assessed" in bone


def test_usual_doses_that_health_changes_bend_to_the_open_days_and_are_still_nobodys_wish(season: Planbook) -> None:
    screening.answer_questions(season, {"joints": "yes"})
    plan = default_plan(Goal.TEN_K)
    hemmed = BlockOptions(
        start_date=NEXT_MONDAY,
        level=StrengthLevel.EXPERIENCED,
        unavailable=parse_unavailable("mon, tue, thu, fri, sun"),
    )
    draft = draft_in_calendar(season, plan, hemmed)
    assert draft.options.doses is None
    assert draft.problem["targets"][0]["heavy"] == 0
    with pytest.raises(RefusedError, match="cannot be placed"):
        draft_in_calendar(season, plan, replace(hemmed, doses=WeeklySessions(0, 2, 1)))
