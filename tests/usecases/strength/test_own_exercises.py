"""Exercises of the runner's own in slotting, lint, ease, lighter weeks and the doses that follow the log."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.clock import Clock
from planner.exchange.plans.plan_text import parse_plan_text
from planner.store import quick
from planner.training.absences import AbsenceKind
from planner.training.doses import Dose
from planner.training.outcomes import TypedOutcome
from planner.training.own_exercises import EXAMPLES
from planner.training.set_fields import parse_sets
from planner.training.workouts import Effort, Exercise, Slot, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases import history
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.text import block_as_text
from planner.usecases.calendar.absences import plan_absence
from planner.usecases.calendar.ease import plan_deload, plan_ease
from planner.usecases.calendar.edit import plan_add, plan_edit
from planner.usecases.calendar.mark import mark_done
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.exercises import known_exercises, plan_exercise
from planner.usecases.strength.explain import explain_calendar_day
from planner.usecases.strength.lint import lint_planbook
from planner.usecases.strength.reslot import evaluate
from tests.dump import canonical

MONDAY = dt.date(2027, 1, 4)
LONG_RUN = dt.date(2027, 1, 10)


@pytest.fixture
def book(block_with_strength: Path, tmp_path: Path) -> Planbook:
    return Planbook(Path(shutil.copy(block_with_strength, tmp_path / "own.db")), Clock(MONDAY))


@pytest.fixture(scope="session")
def block_with_strength(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A half-marathon block from Monday 4 January 2027, of an experienced runner."""
    from planner.cli import main

    path = tmp_path_factory.mktemp("own") / "planner.db"
    made = ["new", "--template", "half", "--start", "2027-01-04", "--level", "experienced", "--body-mass", "75"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANNER_CONFIG", str(path.parent / "planner.toml"))
        assert main(["--db", str(path), "--today", str(MONDAY), *made, "--json"]) == 0
    return path


def own_session(day: dt.date, text: str, kind: StrengthKind | None = None, slot: Slot = Slot.PM) -> Workout:
    sets = parse_sets({"exercises": text}, (), Sport.STRENGTH, EXAMPLES)
    start = "18:00" if slot is Slot.PM else "07:00"
    return Workout(day, Sport.STRENGTH, kind, "Own", slot, start, Effort(sets=sets))


def added(book: Planbook, workout: Workout) -> Workout:
    (stored,) = apply_change(book, plan_add(book, workout)).added
    return stored


def remarks(book: Planbook, workout: Workout) -> str:
    return " ".join(evaluate(book, plan_add(book, workout)).change.remarks)


def findings_of(book: Planbook, workout: Workout) -> list[str]:
    return [finding.why for finding in lint_planbook(book).findings if finding.item_id == workout.id]


def strength(book: Planbook, kind: StrengthKind) -> list[Workout]:
    return [one for one in quick.read_all_workouts(book.path) if one.kind == kind]


def test_heavy_own_exercises_before_the_long_run_break_its_rule_and_say_why(book: Planbook) -> None:
    saturday = LONG_RUN - dt.timedelta(days=1)
    said = remarks(book, own_session(saturday, "sandbag lunge 4x25 20kg"))
    assert "The sandbag lunge of Sat 9 Jan" in said
    assert "It counts as heavy because of its sandbag lunge." in said
    assert remarks(book, own_session(saturday, "farmers carry 4x50 24kg")) != said
    assert "Sat 9 Jan" not in remarks(book, replace(own_session(saturday, ""), planned=Effort()))


def test_exercises_without_leg_load_do_not_count(book: Planbook) -> None:
    apply_change(book, plan_exercise(book, "pull up", "repetitions", "none"))
    sets = parse_sets({"exercises": "pull up 3x8"}, (), Sport.STRENGTH, known_exercises(book))
    session = own_session(LONG_RUN, "")
    stored = added(book, replace(session, planned=Effort(sets=sets)))
    assert remarks(book, replace(stored, id=0)) == ""
    assert findings_of(book, stored) == []
    heavier = evaluate(book, plan_exercise(book, "pull up", None, "heavy")).change
    assert "It counts as heavy because of its pull up." in " ".join(heavier.remarks)


def test_lint_and_why_name_what_a_session_counts_as(book: Planbook) -> None:
    saturday = LONG_RUN - dt.timedelta(days=1)
    stored = added(book, own_session(saturday, "sandbag lunge 4x25 20kg"))
    found = findings_of(book, stored)
    assert found
    assert all("It counts as heavy because of its sandbag lunge." in why for why in found)
    explained = explain_calendar_day(book, saturday)
    assert explained.note == "It counts as heavy because of its sandbag lunge."
    assert [one.kind for one in explained.candidates if one.status == "chosen"] == [StrengthKind.HEAVY]


def test_a_moderate_session_with_a_heavy_exercise_is_slotted_as_a_heavy_one(book: Planbook) -> None:
    session = strength(book, StrengthKind.MODERATE)[0]
    lunge = parse_sets({"exercises": "sandbag lunge 4x25"}, session.planned.sets, Sport.STRENGTH, EXAMPLES)
    with_lunge = replace(session, planned=replace(session.planned, sets=lunge))
    saturday = replace(with_lunge, date=LONG_RUN - dt.timedelta(days=1))
    evaluated = evaluate(book, plan_edit(book, session, saturday))
    assert "It counts as heavy because of its sandbag lunge." in " ".join(evaluated.change.remarks)
    assert evaluated.broken[0].better is not None


def test_a_session_of_own_exercises_only_keeps_what_the_runner_set(book: Planbook) -> None:
    tuesday = MONDAY + dt.timedelta(days=8)
    own = added(book, own_session(tuesday, "wall ball 3x20 6kg", StrengthKind.MODERATE))
    sled = [one for one in strength(book, StrengthKind.MODERATE) if one.planned.sled_m]
    for session in sled[:2]:
        later = replace(book, clock=Clock(session.date))
        mark_done(later, session.id, TypedOutcome(rpe=10, pain=6))
    assert quick.read_workout(book.path, own.id).planned == own.planned
    changed = plan_deload(book, tuesday).changed
    assert changed
    assert own.id not in {workout.id for workout in changed}


def test_the_rating_of_own_exercises_says_nothing_of_the_sled(book: Planbook) -> None:
    before = [one.planned for one in strength(book, StrengthKind.MODERATE)]
    for day in (0, 3):
        own = added(book, own_session(MONDAY + dt.timedelta(days=day), "wall ball 3x20", StrengthKind.MODERATE))
        mark_done(replace(book, clock=Clock(own.date)), own.id, TypedOutcome(rpe=10))
    loads = [one.planned for one in strength(book, StrengthKind.MODERATE) if one.planned.sled_m]
    assert loads == before


def test_ease_takes_out_what_is_as_heavy_as_what_is_kept_out(book: Planbook) -> None:
    apply_change(book, plan_absence(book, MONDAY, MONDAY, AbsenceKind.INJURED, ""))
    tuesday = MONDAY + dt.timedelta(days=15)
    mixed = added(book, own_session(tuesday, "sandbag lunge 4x25; farmers carry 4x50", StrengthKind.HEAVY))
    alone = added(book, own_session(tuesday + dt.timedelta(days=1), "sandbag lunge 4x25"))
    eased = {one.id: one for one in plan_ease(book).changed}
    assert [part.exercise for part in eased[mixed.id].planned.sets] == ["farmers_carry"]
    assert eased[mixed.id].kind == StrengthKind.MODERATE
    assert eased[alone.id].status is StoredStatus.SKIPPED
    assert "injured" in (eased[alone.id].skip_reason or "")


def test_a_day_without_the_sled_leaves_own_exercises_in(book: Planbook) -> None:
    session = strength(book, StrengthKind.MODERATE)[0]
    sets = parse_sets({"exercises": "wall ball 3x20"}, session.planned.sets, Sport.STRENGTH, EXAMPLES)
    alone = Dose(replace(session.planned, sets=sets)).without_sled().effort.sets
    assert [part.exercise for part in alone] == [Exercise.WALL_SIT, "wall_ball"]


def test_an_operation_on_exercises_and_sets_is_undone_and_made_again(book: Planbook) -> None:
    states = [canonical(book.path)]
    own: list[Callable[[], Change]] = [
        lambda: plan_exercise(book, "nordic curl", "repetitions", "heavy"),
        lambda: _with_sets(book, "nordic curl 3x8; nordic curl 2x6"),
        lambda: plan_exercise(book, "nordic curl", None, "light"),
    ]
    for plan in own:
        apply_change(book, plan())
        states.append(canonical(book.path))
    for state in reversed(states[:-1]):
        history.undo(book)
        assert canonical(book.path) == state
    for state in states[1:]:
        history.redo(book)
        assert canonical(book.path) == state


def _with_sets(book: Planbook, text: str) -> Change:
    session = strength(book, StrengthKind.MODERATE)[0]
    sets = parse_sets({"exercises": text}, session.planned.sets, Sport.STRENGTH, known_exercises(book))
    return plan_edit(book, session, replace(session, planned=replace(session.planned, sets=sets)))


def test_a_block_with_own_exercises_comes_back_from_its_text(book: Planbook, tmp_path: Path) -> None:
    session = strength(book, StrengthKind.MODERATE)[0]
    apply_change(book, _with_sets(book, "sandbag lunge 4x25 20kg; farmers carry 4x50 24kg"))
    changed = quick.read_workout(book.path, session.id)
    added(book, own_session(MONDAY + dt.timedelta(days=4), "wall ball 3x20 6kg"))
    text = block_as_text(book, quick.read_blocks(book.path)[0])
    other = Planbook(tmp_path / "other.db", Clock(MONDAY))
    plan = parse_plan_text(text, "block.txt")
    draft = draft_in_calendar(other, plan, BlockOptions(start_date=MONDAY))
    sets = [one.planned.sets for one in draft.workouts if any(part.is_own for part in one.planned.sets)]
    assert sets[0] == changed.planned.sets
    assert any("wall_ball" in {part.exercise for part in each} for each in sets)
