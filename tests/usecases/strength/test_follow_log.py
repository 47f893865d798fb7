"""Doses that follow the log while a block runs: what a rated session changes in those to come, and what undo does."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.clock import Clock
from planner.store import quick
from planner.training.doses import Equipment, LiftingBackground
from planner.training.outcomes import TypedOutcome
from planner.training.run_plans.goals import Goal
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.weekly_sessions import WeeklySessions
from planner.training.weeks import WEEK
from planner.training.workouts import Exercise, ExerciseSet, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases import history
from planner.usecases.blocks.commit import commit_draft
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.calendar.edit import plan_edit
from planner.usecases.calendar.mark import Marked, mark_done, mark_not_done
from planner.usecases.calendar.move import plan_move
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.follow_log import follow_all
from planner.usecases.strength.reslot import apply_and_offer
from tests.dump import canonical
from tests.examples import examples
from tests.matching.cases import recorded
from tests.usecases.recordings.books import put_in

MONDAY = dt.date(2027, 2, 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A twelve-week block to a half marathon with two moderate sessions a week, from 36 % of 100 kg on."""
    path = tmp_path_factory.mktemp("ladder") / "planner.db"
    book = Planbook(path, Clock(MONDAY))
    options = BlockOptions(
        start_date=MONDAY,
        background=LiftingBackground.SOME,
        doses=WeeklySessions(moderate=2),
        equipment=Equipment(100.0),
    )
    request = with_defaults(Goal.HALF, weeks=12)
    commit_draft(book, draft_in_calendar(book, generate_plan(request), options), plan_request=request)
    return path


@pytest.fixture
def block(made: Path, tmp_path: Path) -> Planbook:
    return Planbook(Path(shutil.copy(made, tmp_path / "block.db")), Clock(MONDAY))


def sessions(book: Planbook) -> list[Workout]:
    return [
        one
        for one in quick.read_all_workouts(book.path)
        if one.sport is Sport.STRENGTH and one.kind != StrengthKind.LIGHT
    ]


def sled(workout: Workout) -> ExerciseSet:
    (found,) = (part for part in workout.planned.sets if part.exercise is Exercise.REVERSE_SLED_PUSH)
    return found


def loads(book: Planbook, first: int = 0) -> list[float]:
    """The planned loads of the sessions, in kilograms; only those that are still to come when `first` says so."""
    return [sled(one).load_kg or 0.0 for one in sessions(book)[first:]]


def done(book: Planbook, number: int, **figures: object) -> Marked:
    """Mark a session done on its day."""
    session = sessions(book)[number]
    return mark_done(replace(book, clock=Clock(session.date)), session.id, TypedOutcome(**figures))  # type: ignore[arg-type]


def test_two_hard_and_painful_sessions_lower_the_coming_loads(block: Planbook) -> None:
    before = loads(block)
    done(block, 0, rpe=9, pain=4)
    marked = done(block, 1, rpe=9, pain=4)
    assert marked.remarks == (
        "Two sessions hurt 4 of 10: the sled goes one rung down, from 36 to 33 kg, until two feel easy.",
    )
    assert set(loads(block, 2)) == {33.0}
    assert all(new < old for new, old in zip(loads(block, 2), before[2:], strict=True))
    assert {one.id for one in marked.followed} == {one.id for one in sessions(block)[2:]}


def test_two_easy_painless_sessions_raise_them_by_one_rung(block: Planbook) -> None:
    rounds = sled(sessions(block)[2]).rounds
    done(block, 0, rpe=5)
    marked = done(block, 1, rpe=5, pain_next=2)
    assert marked.remarks == ("The last two sessions felt easy, so next week's sled goes from 36 to 39.5 kg.",)
    assert loads(block)[2:4] == [39.5, 39.5]
    assert sled(sessions(block)[2]).rounds == rounds - 1  # the metres wait


def test_done_as_planned_changes_nothing(block: Planbook) -> None:
    before = loads(block)
    marked = [done(block, number) for number in range(8)]
    assert loads(block) == before
    assert {(one.followed, one.remarks) for one in marked} == {((), ())}


def test_one_undo_takes_the_mark_and_the_doses_back(block: Planbook) -> None:
    done(block, 0, rpe=9, pain=4)
    before = canonical(block.path)
    done(block, 1, rpe=9, pain=4)
    after = canonical(block.path)
    history.undo(block)
    assert canonical(block.path) == before
    history.redo(block)
    assert canonical(block.path) == after


def test_a_rating_that_is_the_planned_one_counts_as_typed(block: Planbook) -> None:
    planned = sessions(block)[3].planned
    assert planned.rpe == 6
    for number in (0, 1, 2):
        done(block, number)
    marked = done(block, 3, rpe=6)
    assert marked.remarks == ("The last session felt like 6 of 10, not 5 or less, so next week's sled stays at 36 kg.",)
    assert marked.workout.typed_rpe == 6


def test_the_pain_of_the_next_morning_is_added_later(block: Planbook) -> None:
    done(block, 0, rpe=5)
    done(block, 1, rpe=5)
    raised = loads(block, 2)
    marked = done(block, 1, pain_next=6)
    assert marked.remarks[0].startswith("The morning after the last session hurt 6 of 10: the sled goes one rung down")
    assert raised != loads(block, 2) == [33.0] * len(raised)


def test_a_load_that_a_person_set_is_kept_and_said(block: Planbook) -> None:
    own = sessions(block)[2]
    heavier = replace(sled(own), load_kg=41.0)
    sets = tuple(heavier if part.exercise is heavier.exercise else part for part in own.planned.sets)
    apply_change(block, plan_edit(block, own, replace(own, planned=replace(own.planned, sets=sets))))
    done(block, 0, rpe=9, pain=4)
    marked = done(block, 1, rpe=9, pain=4)
    assert loads(block)[2] == 41.0
    assert set(loads(block, 3)) == {33.0}
    assert marked.remarks[-1] == "The session of Tue 9 Feb keeps what you set by hand."


def test_a_locked_session_keeps_its_place_and_gets_the_dose(block: Planbook) -> None:
    locked = quick.write_workout(
        block.path, replace(sessions(block)[2], locked=True), name="lock", now=block.clock.now()
    )
    done(block, 0, rpe=9, pain=4)
    done(block, 1, rpe=9, pain=4)
    after = quick.read_workout(block.path, locked.id)
    assert (after.date, after.slot, after.locked) == (locked.date, locked.slot, True)
    assert sled(after).load_kg == 33.0


def test_a_session_with_two_loads_is_the_runner_s_own_and_stays(block: Planbook) -> None:
    session = sessions(block)[2]
    planned = session.planned
    first = sled(session)
    two_loads = (replace(first, rounds=3), replace(first, rounds=2, load_kg=40.0), *planned.sets[1:])
    changed = replace(session, planned=replace(planned, sets=two_loads))
    apply_change(block, plan_edit(block, session, changed))
    done(block, 0, rpe=9, pain=4)
    done(block, 1, rpe=9, pain=4)
    assert quick.read_workout(block.path, session.id).planned.sets[:2] == two_loads[:2]


def test_what_is_done_or_skipped_is_not_changed(block: Planbook) -> None:
    skipped = replace(sessions(block)[3], status=StoredStatus.SKIPPED, skip_reason="ill")
    quick.write_workout(block.path, skipped, name="skip", now=block.clock.now())
    before = [sessions(block)[number].planned for number in (0, 3)]
    done(block, 0, rpe=9, pain=4)
    done(block, 1, rpe=9, pain=4)
    assert [sessions(block)[number].planned for number in (0, 3)] == before


def test_recording_a_session_again_is_as_if_it_had_been_recorded_so_at_once(block: Planbook) -> None:
    done(block, 0)
    done(block, 1)
    table = loads(block)
    done(block, 1, rpe=9, pain=6)
    assert loads(block) != table
    done(block, 1, cleared=frozenset({"rpe", "pain"}))
    assert loads(block) == table


def test_a_session_that_was_not_done_after_all_says_nothing_of_the_coming_loads(block: Planbook) -> None:
    done(block, 0, rpe=9, pain=4)
    before = loads(block), [one.status for one in sessions(block)]
    done(block, 1, rpe=9, pain=4)
    assert loads(block) != before[0]
    marked = mark_not_done(replace(block, clock=Clock(sessions(block)[1].date)), sessions(block)[1].id)
    assert marked.followed
    assert (loads(block), [one.status for one in sessions(block)]) == before


def test_weeks_without_the_sled_are_seen_without_a_new_log(block: Planbook) -> None:
    done(block, 0)
    done(block, 1)
    away = replace(block, clock=Clock(MONDAY + 3 * WEEK))
    followed = follow_all(away, Change("weeks off"))
    days = (followed.changed[0].date - sessions(block)[1].date).days
    assert followed.remarks == (
        f"You have not pushed the sled for {days} days, so this week's sled goes from 36 to 33 kg.",
    )
    assert [sled(one).load_kg for one in followed.changed][:1] == [33.0]
    assert follow_all(replace(block, clock=Clock(MONDAY + WEEK)), Change("")).changed == ()


rated = st.just((None, None, None)) | st.tuples(
    st.none() | st.integers(3, 9), st.integers(0, 7), st.none() | st.integers(0, 7)
)
"""As planned, or with pain and perhaps a rating: the next morning's pain alone would be added to what is recorded."""


def record(book: Planbook, number: int, figures: tuple[int | None, ...]) -> None:
    given = dict(zip(("rpe", "pain", "pain_next"), figures, strict=True))
    done(book, number, **given, cleared=frozenset(name for name, figure in given.items() if figure is None))


@settings(max_examples=examples(30))
@given(st.lists(st.tuples(rated, rated), min_size=1, max_size=10))
def test_what_was_recorded_wrongly_first_leaves_no_trace(
    made: Path, log: Sequence[tuple[tuple[int | None, ...], tuple[int | None, ...]]]
) -> None:
    with TemporaryDirectory() as directory:
        at_once, corrected = (
            Planbook(Path(shutil.copy(made, Path(directory) / name)), Clock(MONDAY)) for name in ("one.db", "two.db")
        )
        for number, (wrong, right) in enumerate(log):
            record(at_once, number, right)
            record(corrected, number, wrong)
            record(corrected, number, right)
        assert [one.planned for one in sessions(corrected)] == [one.planned for one in sessions(at_once)]
        assert all(25.0 <= load <= 47.0 for load in loads(at_once))


@settings(max_examples=examples(15))
@given(st.lists(rated, min_size=1, max_size=8))
def test_undo_all_the_way_leads_back_to_the_table(made: Path, log: Sequence[tuple[int | None, ...]]) -> None:
    with TemporaryDirectory() as directory:
        book = Planbook(Path(shutil.copy(made, Path(directory) / "block.db")), Clock(MONDAY))
        before = canonical(book.path)
        for number, figures in enumerate(log):
            record(book, number, figures)
        for _ in log:
            history.undo(book)
        assert canonical(book.path) == before


def test_no_load_is_said_to_rise_where_the_empty_sled_is_the_load_of_both_rungs(tmp_path: Path) -> None:
    book = Planbook(tmp_path / "empty.db", Clock(MONDAY))
    options = BlockOptions(start_date=MONDAY, doses=WeeklySessions(moderate=1), equipment=Equipment(70.0, 25.0))
    request = with_defaults(Goal.FIVE_K, weeks=8)
    commit_draft(book, draft_in_calendar(book, generate_plan(request), options), plan_request=request)
    marked = [done(book, number, rpe=9.0 if number else 5.0) for number in range(2)]
    [*_, said] = [sentence for one in marked for sentence in one.remarks] or [""]
    assert {sled(one).load_kg for one in sessions(book)} == {25.0}
    assert "felt like 9 of 10" in said
    assert "load of the sled" not in said


def test_an_empty_sled_that_hurts_is_said_to_get_no_lighter_with_what_would_help(tmp_path: Path) -> None:
    book = Planbook(tmp_path / "empty.db", Clock(MONDAY))
    options = BlockOptions(start_date=MONDAY, doses=WeeklySessions(moderate=1), equipment=Equipment(70.0, 25.0))
    request = with_defaults(Goal.FIVE_K, weeks=8)
    commit_draft(book, draft_in_calendar(book, generate_plan(request), options), plan_request=request)
    done(book, 0, rpe=9, pain=4)
    [said] = done(book, 1, rpe=9, pain=4).remarks
    assert said == (
        "Two sessions hurt 4 of 10, and the empty sled gets no lighter: push a round less until two sessions feel "
        "easy, or use a lighter sled or a smoother floor."
    )
    assert {sled(one).load_kg for one in sessions(book)} == {25.0}


def test_a_move_that_makes_a_recording_a_planned_session_changes_the_coming_loads(block: Planbook) -> None:
    def planned_loads() -> set[float | None]:
        return {sled(one).load_kg for one in sessions(block) if one.planned.sets and one.actual is None}

    done(block, 0, rpe=9, pain=4)
    second = sessions(block)[1]
    block = replace(block, clock=Clock(second.date))
    apply_and_offer(block, plan_move(block, [second.id], 14))
    minutes = (second.planned.duration_s or 0) / 60
    start = dt.datetime.combine(second.date, dt.time(18))
    put_in(
        block,
        replace(
            recorded("a", None, "18:00", minutes=minutes or 45, sport=Sport.STRENGTH),
            local_start=start,
            start_utc=start.replace(tzinfo=dt.UTC),
        ),
    )
    (alone,) = (one for one in quick.read_all_workouts(block.path) if one.status is StoredStatus.UNPLANNED)
    mark_done(block, alone.id, TypedOutcome(rpe=9, pain=4))
    assert 33.0 not in planned_loads()
    moved = apply_and_offer(block, plan_move(block, [second.id], -14)).change
    assert any("hurt 4 of 10: the sled goes one rung down" in remark for remark in moved.remarks)
    assert planned_loads() == {33.0}
    history.undo(block)
    assert 33.0 not in planned_loads()
