"""Edges of the use cases that no other test reached: each was found as a mutant that nobody noticed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from planner.store import quick
from planner.training.blocks import Block
from planner.training.dose_tables import DOSE_TABLES
from planner.training.doses import LOAD_LADDER, Equipment
from planner.training.load_ladder import LadderPosition
from planner.training.outcomes import TypedOutcome
from planner.training.races import RaceDistance
from planner.training.safety_gates import Gate
from planner.training.weekly_sessions import WeeklySessions
from planner.training.workouts import Effort, RunKind, Slot, Sport, StrengthKind, StrengthLevel, Workout
from planner.usecases.blocks.availability import DayPart, TimeCap
from planner.usecases.blocks.constraints import fit_doses
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.pins import PinnedPlacement, Pins
from planner.usecases.blocks.slotting_problem import gates_to_json, shift_problem, with_current_runs
from planner.usecases.blocks.stored_options import Provenance, provenance_from_json, provenance_to_json
from planner.usecases.calendar.mark import mark_done, mark_skipped
from planner.usecases.calendar.move import plan_move
from planner.usecases.calendar.shift import find_block
from planner.usecases.planbook import Planbook
from tests.usecases.books import refused

MONDAY = dt.date(2027, 1, 4)
DAY = dt.timedelta(days=1)
TOP = len(LOAD_LADDER) - 1
TEMPO = 50
"""The season's tempo run of today."""


# stored options


def read_back(**kept: object) -> BlockOptions:
    choices = provenance_from_json({"choices": kept}).options
    assert choices is not None
    return choices


@pytest.mark.parametrize(
    ("kept", "standing"),
    [
        (0, LadderPosition(0, "")),
        (TOP, LadderPosition(TOP, "")),
        (TOP + 1, None),
        (-1, None),
        (True, None),
        (3.0, None),
    ],
)
def test_a_rung_that_the_ladder_does_not_have_is_forgotten(kept: object, standing: LadderPosition | None) -> None:
    assert read_back(rung=kept).logged_start == standing


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("most", True),
        ("most", -1),
        ("most", "3"),
        ("easy_pace", 59),
        ("easy_pace", 3601),
        ("easy_pace", True),
        ("doses", [-1, 1, 1]),
        ("doses", [True, 0, 0]),
        ("doses", [1, 1]),
    ],
)
def test_a_figure_that_cannot_be_is_forgotten(name: str, value: object) -> None:
    attribute = {"most": "max_sessions"}.get(name, name)
    assert getattr(read_back(**{name: value}), attribute) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("body_mass_kg", 29), ("body_mass_kg", 201), ("sled_kg", 0), ("sled_kg", 151), ("sled_kg", "20")],
)
def test_a_mass_that_cannot_be_is_forgotten(name: str, value: object) -> None:
    assert read_back(**{name: value}).equipment == Equipment()


@pytest.mark.parametrize(
    ("name", "value"), [("body_mass_kg", 30), ("body_mass_kg", 200), ("sled_kg", 1), ("sled_kg", 150)]
)
def test_the_least_and_the_most_mass_are_kept(name: str, value: float) -> None:
    assert getattr(read_back(**{name: value}).equipment, name) == value


def test_dose_weeks_with_a_figure_below_nothing_are_forgotten() -> None:
    kept: dict[str, Any] = provenance_to_json(Provenance(dose_weeks=DOSE_TABLES[4]))
    assert provenance_from_json(kept).dose_weeks == DOSE_TABLES[4]
    kept["dose_weeks"][1][2] = -1
    assert provenance_from_json(kept).dose_weeks == ()


def test_the_same_choices_are_kept_in_the_same_words() -> None:
    pinned = [PinnedPlacement(MONDAY + day * DAY, Slot.PM, kind) for day in range(4) for kind in StrengthKind]
    kept = provenance_to_json(Provenance(options=BlockOptions(pins=Pins(locked=frozenset(pinned)))))
    assert kept["choices"]["pins"]["locked"] == [str(place) for place in sorted(pinned)]


# options


def test_in_season_a_novice_is_asked_for_nothing_heavy() -> None:
    assert BlockOptions(level=StrengthLevel.NOVICE, in_season=True).target_doses == WeeklySessions(0, 1, 1)
    assert BlockOptions(level=StrengthLevel.EXPERIENCED, in_season=True).target_doses == WeeklySessions(1, 0, 1)


def test_a_heavy_session_follows_no_run_unless_that_is_asked_for() -> None:
    assert not BlockOptions().stack


# constraints


def test_a_short_single_date_never_bends_a_block() -> None:
    usual = BlockOptions(start_date=MONDAY, level=StrengthLevel.EXPERIENCED)
    short = tuple(TimeCap(DayPart(MONDAY + day * DAY), 10) for day in range(7))
    choices = replace(usual, time_caps=short)
    assert fit_doses(choices, has_default_doses=choices.doses is None) == (choices, ())


# move


def test_several_done_ones_stay_on_their_day(season: Planbook) -> None:
    done = [one.id for one in quick.read_all_workouts(season.path) if one.actual is not None][-2:]
    assert plan_move(season, [*done, TEMPO], 1).remarks == (
        "2 done stay on their day.",
        "The rest day of Fri 8 Jan goes.",
    )


# mark


def test_pain_of_the_next_morning_with_a_new_rating_is_a_new_record(season: Planbook) -> None:
    done = [one for one in quick.read_all_workouts(season.path) if one.actual is not None][-1]
    felt = mark_done(season, done.id, TypedOutcome(pain_next=2)).workout.actual
    assert done.actual is not None
    assert felt == replace(done.actual, pain_next=2)
    again = mark_done(season, done.id, TypedOutcome(rpe=8.0, pain_next=3, note="sore")).workout.actual
    assert again is not None
    assert (again.effort.rpe, again.pain_next, again.note) == (8.0, 3, "sore")


def test_a_reason_that_is_too_long_is_refused_by_its_name(season: Planbook) -> None:
    said = refused(season, lambda: mark_skipped(season, TEMPO, "x" * 1000))
    assert said.startswith("A reason can hold ")


# slotting problem


def test_only_the_goal_race_has_the_blocks_distance_and_priority(season: Planbook) -> None:
    block = find_block(season)
    kept = {**base(block), "targets": []}
    goal = Workout(block.race_date or block.last_day, Sport.RUN, RunKind.RACE, "Race", slot=Slot.AM)
    tune_up = replace(goal, date=goal.date - 14 * DAY, planned=Effort(distance_m=10_000))
    problem = with_current_runs(replace(block, race_distance=RaceDistance.HALF), kept, [tune_up, goal])
    assert [(run["distance"], run["priority"]) for run in problem["runs"]] == [("10k", "C"), ("half", "A")]


def base(block: Block) -> dict[str, Any]:
    return {"start": block.start.isoformat(), "days": block.days, "level": "novice"}


def test_a_gate_holds_to_the_last_day_of_the_block(season: Planbook) -> None:
    block = find_block(season)
    gate = Gate(
        rule="R4",
        short_reason="pain",
        why="Pain.",
        remedy="Wait.",
        kinds=frozenset({StrengthKind.HEAVY}),
        first=block.start - DAY,
        last=block.last_day + DAY,
    )
    (stated,) = gates_to_json([gate], block)["gates"]
    assert (stated["first"], stated["last"]) == (0, block.days - 1)
    (stated,) = gates_to_json([replace(gate, first=None, last=None)], block)["gates"]
    assert (stated["first"], stated["last"]) == (0, block.days - 1)


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("half", ["am", "pm"])
def test_a_half_day_that_is_never_free_is_never_free_at_the_new_dates(
    season: Planbook, weekday: int, half: str
) -> None:
    before = find_block(season)
    closed = [
        {"day": day, "slot": half} for day in range(before.days) if (before.start + day * DAY).weekday() == weekday
    ]
    after = replace(before, start=before.start + 7 * DAY)
    then = shift_problem({**base(before), "unavailable": closed}, before, after, [])["unavailable"]
    always = {day for day in range(after.days) if (after.start + day * DAY).weekday() == weekday}
    assert always <= {entry["day"] for entry in then if entry["slot"] == half}
