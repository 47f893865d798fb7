"""A race that is added: it takes the place of that weekend's long run, or the program says why not."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from planner import store
from planner.clock import Clock
from planner.store import quick
from planner.training.dates import DateReader
from planner.training.parse_steps import parse_steps
from planner.training.races import Priority, Unit
from planner.training.run_plans.goals import Goal
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.steps import Step
from planner.training.weeks import DAY, next_weekday
from planner.training.workout_fields import parse_workout
from planner.training.workouts import Effort, Outcome, RunKind, Slot, Sport, StoredStatus, Workout
from planner.usecases.blocks import commit
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.refit import plan_refit
from planner.usecases.blocks.slotting_problem import with_current_runs
from planner.usecases.calendar.edit import plan_add, plan_edit
from planner.usecases.calendar.shift import find_block, plan_shift
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook
from tests.tui.season import TODAY

FIVE_K = 17 * 60


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    race = (5_000.0, FIVE_K)
    path = tmp_path_factory.mktemp("marathon") / "planner.db"
    store.prepare(path)
    book = Planbook(path, Clock(TODAY))
    request = with_defaults(Goal.MARATHON, recent_race=race)
    options = BlockOptions(start_date=next_weekday(TODAY, 0), recent_race=race, name="Spring")
    draft = draft_in_calendar(book, generate_plan(request), options)
    commit.commit_draft(book, draft, plan_request=request)
    return path


@pytest.fixture
def marathon(original: Path, tmp_path: Path) -> Planbook:
    """A marathon block of a runner whose 5 km took 17:00."""
    return Planbook(Path(shutil.copy(original, tmp_path / "planner.db")), Clock(TODAY))


def a_race(day: dt.date, metres: float | None = 10_000.0, **more: object) -> Workout:
    return Workout(day, Sport.RUN, RunKind.RACE, "Race", Slot.AM, "09:00", Effort(metres), **more)  # type: ignore[arg-type]


def long_run(book: Planbook, week: int = 5) -> Workout:
    """The long run of a week of the block, from 0."""
    runs = [one for one in quick.read_all_workouts(book.path) if one.kind == RunKind.LONG]
    return runs[week]


def week_of(book: Planbook, day: dt.date) -> list[Workout]:
    return quick.read_days(book.path, day - 6 * DAY, day + 6 * DAY)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_race_takes_the_place_of_the_weekends_long_run(marathon: Planbook, days: int) -> None:
    run = long_run(marathon)
    change = plan_add(marathon, a_race(run.date + DAY * days))
    assert run in change.removed
    kilometres = f"{(run.planned.distance_m or 0) / 1000:g}"
    assert change.remarks[:2] == (
        "It counts as a C race.",
        f"Sunday's long run of {kilometres} km is taken out: the race is that weekend's hard run.",
    )
    (race,) = apply_change(marathon, change).added
    assert race.priority is Priority.C
    assert race.estimated == ("duration_s",)
    assert race.reason == "Time predicted from your 5 km in 17:00."
    assert quick.read_workout(marathon.path, race.id).priority is Priority.C
    assert [
        one for one in week_of(marathon, run.date) if one.kind == RunKind.LONG and abs(one.date - run.date) < 3 * DAY
    ] == []


def test_a_short_race_the_day_before_leaves_an_easy_run(marathon: Planbook) -> None:
    run = long_run(marathon)
    change = plan_add(marathon, a_race(run.date - DAY, 5_000.0))
    (easy,) = change.changed
    assert run not in change.removed
    assert (easy.id, easy.kind, easy.planned.steps) == (run.id, RunKind.EASY, ())
    assert easy.planned.distance_m == pytest.approx(0.6 * (run.planned.distance_m or 0), abs=500)
    assert easy.estimated == ("duration_s",)
    assert change.remarks[1].endswith(
        f"becomes an easy {(easy.planned.distance_m or 0) / 1000:g} km: the race before it is hard, but short."
    )
    assert change.remarks[2].startswith("The day also has an easy run of ")
    # The other way round the long run would tire the runner for the race, however short that is.
    assert run in plan_add(marathon, a_race(run.date + DAY, 5_000.0)).removed


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({"locked": True}, "is locked, so it stays; the race alone is enough for that weekend."),
        (
            {"status": StoredStatus.DONE, "actual": Outcome(Effort(20_000.0, 6_000))},
            "is done already, so it stays.",
        ),
    ],
)
def test_a_long_run_that_cannot_go_stays_and_the_reason_is_said(
    marathon: Planbook, state: dict[str, object], sentence: str
) -> None:
    run = long_run(marathon)
    apply_change(marathon, Change("as by hand", changed=(replace(run, **state),)))  # type: ignore[arg-type]
    change = plan_add(marathon, a_race(run.date - DAY))
    assert (change.removed, change.changed) == ((), ())
    assert change.remarks[1].endswith(sentence)


def test_a_race_far_from_the_long_run_says_so(marathon: Planbook) -> None:
    run = long_run(marathon)
    midweek = plan_add(marathon, a_race(run.date - 3 * DAY))
    assert midweek.removed == ()
    assert midweek.remarks[1].endswith("stays: it is 3 days after the race.")
    later = plan_add(marathon, a_race(find_block(marathon).last_day + 60 * DAY))
    assert later.remarks[1] == "There is no long run that weekend, so none is taken out."


@pytest.mark.parametrize(
    ("metres", "given", "priority"),
    [(10_000.0, None, "C"), (21_097.5, None, "B"), (None, None, "C"), (10_000.0, Priority.A, "A")],
)
def test_the_slotter_keeps_clear_of_an_added_race_by_its_own_priority_and_length(
    marathon: Planbook, metres: float | None, given: Priority | None, priority: str
) -> None:
    day = long_run(marathon).date
    apply_change(marathon, plan_add(marathon, a_race(day, metres, priority=given)))
    block = find_block(marathon)
    stored = quick.read_slotting(marathon.path, block.id)
    assert stored is not None
    problem = with_current_runs(block, json.loads(stored[0]), quick.read_all_workouts(marathon.path))
    (entry,) = [run for run in problem["runs"] if run["day"] == (day - block.start).days]
    assert entry["type"] == "race"
    assert entry["priority"] == priority
    assert entry["distance"] == ("half" if metres and metres > 20_000 else "10k")


def test_a_run_that_becomes_a_race_is_predicted_and_takes_the_long_run_out(marathon: Planbook) -> None:
    run = long_run(marathon)
    easy = next(one for one in week_of(marathon, run.date) if one.date == run.date - DAY and one.sport is Sport.RUN)
    change = plan_edit(marathon, easy, replace(easy, kind=RunKind.RACE, planned=Effort(10_000.0), estimated=()))
    assert run in change.removed
    (race,) = change.changed
    assert race.reason == "Time predicted from your 5 km in 17:00."
    assert 34 * 60 < (race.planned.duration_s or 0) < 37 * 60
    back = plan_edit(marathon, replace(easy, kind=RunKind.RACE), replace(easy, kind=RunKind.EASY, priority=Priority.B))
    assert [one.priority for one in back.changed] == [None]


def test_a_race_without_a_distance_says_that_no_time_is_predicted(marathon: Planbook) -> None:
    day = long_run(marathon).date
    unpredicted = "It has no distance yet, so no time is predicted for it."
    assert unpredicted in plan_add(marathon, a_race(day, None)).remarks
    assert unpredicted not in plan_add(marathon, a_race(day)).remarks


def test_a_long_run_that_becomes_the_race_is_called_so(marathon: Planbook) -> None:
    run = long_run(marathon)
    typed = parse_workout({"what": "race"}, run, Unit.KM, DateReader(TODAY))
    assert typed.title == "Race"
    change = plan_edit(marathon, run, typed)
    assert change.removed == ()
    assert change.remarks[1] == "It was that weekend's long run, so no other is taken out."


def test_a_longer_distance_lengthens_the_easy_steps_and_the_time(marathon: Planbook) -> None:
    steps = parse_steps("2 km warm-up, 5 x (1 km at 4:10/km, 90 s jog), 2 km cool-down", Unit.KM)
    day = long_run(marathon).date - 2 * DAY
    new = Workout(day, Sport.RUN, RunKind.TEMPO, "Tempo", Slot.AM, None, Effort(steps=steps))
    (run,) = apply_change(marathon, plan_add(marathon, new)).added
    metres, seconds = run.planned.distance_m or 0.0, run.planned.duration_s or 0
    (after,) = plan_edit(marathon, run, parse_workout({"distance": "12 km"}, run, Unit.KM, DateReader(TODAY))).changed
    assert after.planned.distance_m == 12_000.0
    easy = [step.distance_m for step in (after.planned.steps[0], after.planned.steps[-1]) if isinstance(step, Step)]
    assert sum(one or 0.0 for one in easy) == pytest.approx(4_000 + 12_000 - metres, abs=10)
    assert after.planned.steps[1] == steps[1]
    assert (after.planned.duration_s or 0) > seconds + 5 * 60


def test_a_longer_distance_takes_the_longer_time(marathon: Planbook) -> None:
    run = long_run(marathon)
    change = plan_edit(marathon, run, replace(run, planned=replace(run.planned, distance_m=8_000.0)))
    (after,) = change.changed
    assert after.planned.duration_s == pytest.approx(8 * 271, abs=8)
    assert after.estimated == ("duration_s",)


def test_an_own_time_is_kept(marathon: Planbook) -> None:
    run = long_run(marathon)
    typed = replace(run, planned=Effort(8_000.0, 3_000), estimated=())
    assert plan_edit(marathon, run, typed).changed[0].planned.duration_s == 3_000


def test_the_priority_of_the_goal_is_the_blocks(marathon: Planbook) -> None:
    goal = next(one for one in quick.read_all_workouts(marathon.path) if one.is_race)
    change = plan_edit(marathon, goal, replace(goal, priority=Priority.B))
    assert [block.priority for block in change.blocks] == [Priority.B]
    assert [one.priority for one in change.changed] == [None]
    assert change.removed == ()


def test_an_added_race_keeps_its_day_when_the_block_is_shifted_or_fitted_again(marathon: Planbook) -> None:
    run = long_run(marathon)
    (race,) = apply_change(marathon, plan_add(marathon, a_race(run.date - DAY))).added
    block = find_block(marathon)
    assert block.race_date is not None
    shifted = plan_shift(marathon, block, block.race_date + 7 * DAY)
    assert race.id not in {one.id for one in shifted.changed}
    fitted = plan_refit(marathon, block, block.race_date + 7 * DAY)
    assert race.id not in {one.id for one in (*fitted.changed, *fitted.removed)}
    near = [one for one in (*fitted.changed, *fitted.added) if one.kind == RunKind.LONG]
    assert [one for one in near if abs(one.date - race.date) <= 2 * DAY] == []
