"""A block made from its own exported text is the same block, whatever was done to it before."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.clock import Clock
from planner.exchange.plans.plan_text import parse_plan_text
from planner.text import clean_line, clean_note
from planner.training.blocks import Block
from planner.training.doses import Equipment
from planner.training.races import Priority, Unit
from planner.training.run_plans.goals import Goal
from planner.training.weeks import DAY
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    StrengthLevel,
    Workout,
)
from planner.usecases.blocks import commit
from planner.usecases.blocks.availability import StartTimes, Unavailability
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.plan_options import with_plan_options
from planner.usecases.blocks.text import block_as_text
from planner.usecases.calendar.shift import find_block
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workouts
from planner.usecases.strength.lint import lint_planbook
from tests.examples import examples
from tests.plans import default_plan

TODAY = dt.date(2026, 12, 1)
SHELF: tuple[tuple[Goal, dict[str, Any]], ...] = (
    (Goal.TEN_K, {"start_date": dt.date(2026, 12, 14)}),  # over week 53 of the year
    (
        Goal.HALF,
        {
            "race_date": dt.date(2028, 2, 29),
            "level": StrengthLevel.EXPERIENCED,
            "stack": True,
            "active_rest": True,
            "unavailable": (Unavailability(2, Slot.PM),),
            "start_times": StartTimes("06:15", "19:00"),
            "recent_race": (10_000.0, 2710),
            "priority": Priority.B,
        },
    ),
)
WORDS = ('"quoted" | bar', "# no comment", "two  spaces", "Zürich läuft ✓", "a\x07bell", "; locked", "> note", "- 2 km")
SETS = (
    ExerciseSet(Exercise.REVERSE_SLED_PUSH, 3, distance_m=17.5, load_kg=22.25),
    ExerciseSet(Exercise.WALL_SIT, 2, hold_s=75, knee_angle_deg=115, squeeze=True),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A planner file for each of some blocks."""
    found = []
    for goal, choices in SHELF:
        path = tmp_path_factory.mktemp("block") / "planner.db"
        book = Planbook(path, Clock(TODAY))
        options = BlockOptions(equipment=Equipment(70.0, 20.0), **choices)
        commit.commit_draft(book, draft_in_calendar(book, default_plan(goal), options))
        found.append(path)
    return found


def draft_from_text(book: Planbook, text: str, **changes: Any) -> Draft:
    """A block drafted from a text as ``planner new --from`` does it."""
    plan = parse_plan_text(text, "e.plan")
    options = with_plan_options(plan, BlockOptions(equipment=Equipment(70.0, 20.0)))
    options = replace(options, priority=plan.priority or Priority.A, start_date=plan.first_date)
    return draft_in_calendar(book, plan, replace(options, **changes))


def own_workouts(book: Planbook, block: Block) -> list[Workout]:
    return [one for one in read_workouts(book, block.start, block.last_day) if one.block_id == block.id]


def as_planned(book: Planbook, block: Block) -> Counter[Workout]:
    """The plan of a block, without its numbers, its log and the reasons."""
    return Counter(
        replace(one, id=0, version=0, block_id=None, original_date=None, reason=None)
        for one in own_workouts(book, block)
    )


def finding_texts(book: Planbook) -> Counter[tuple[str, dt.date, str]]:
    return Counter((one.code, one.date, one.why) for one in lint_planbook(book, past=True).findings)


def random_change(book: Planbook, block: Block, chance: random.Random) -> Change:
    """Some workouts of a block deleted, moved, locked, renamed, given notes and times, and some added."""
    own = own_workouts(book, block)
    picked = chance.sample(own, 8)
    words = clean_line(chance.choice(WORDS))
    training = [one for one in picked if one.is_training]
    moved = [replace(one, date=one.date + DAY * chance.randint(-2, 2)) for one in training[:3] if not one.is_race]
    marked = [
        replace(one, locked=True, title=words, note=clean_note("\n".join(chance.sample(WORDS, 3))), start=start)
        for one, start in zip(training[3:], ("07:51", "11:05", None), strict=False)
        if one.slot is Slot.AM
    ]
    moved = [one for one in moved if block.contains(one.date)]
    changed = [replace(one, start=one.start or "07:00") for one in (*moved, *marked)]
    day = block.start + DAY * chance.randint(0, block.days - 1)
    added = (
        Workout(day, Sport.RUN, "race", "Parkrun", Slot.AM, "09:00", Effort(5000.0, 1500), priority=Priority.C),
        Workout(day, Sport.STRENGTH, StrengthKind.LIGHT.value, words, Slot.PM, "20:30", Effort(None, 1500, 3.5, SETS)),
        Workout(day + DAY * 3, Sport.NOTE, None, "Collect the number", note=words),
        Workout(day + DAY * 2, Sport.STRENGTH, None, "Yoga", Slot.PM, "18:00", Effort(None, 1200)),
    )
    return Change(
        "by hand",
        changed=tuple(changed),
        added=tuple(replace(one, block_id=block.id) for one in added if block.contains(one.date)),
        removed=tuple(one for one in picked if one.id not in {other.id for other in changed} and not one.is_race),
    )


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=st.integers(0, len(SHELF) - 1), seed=st.integers(0, 1_000_000))
def test_an_exported_block_comes_back_the_same(
    shelf: list[Path], tmp_path_factory: pytest.TempPathFactory, which: int, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("pair")
    shutil.copy(shelf[which], folder / "one.db")
    one, two = (Planbook(folder / name, Clock(TODAY)) for name in ("one.db", "two.db"))
    apply_change(one, random_change(one, find_block(one), random.Random(seed)))
    block = find_block(one)
    text = block_as_text(one, block)
    again = commit.commit_draft(two, draft_from_text(two, text))
    assert as_planned(two, again) == as_planned(one, block)
    sessions = [workout for workout in own_workouts(two, again) if workout.kind in list(StrengthKind)]
    assert all(workout.reason and ("fixed" in workout.reason) is workout.locked for workout in sessions)
    assert not finding_texts(two) - finding_texts(one)
    assert block_as_text(two, again) == text


def test_what_was_done_and_skipped_is_planned_again_and_what_was_unplanned_is_not(
    shelf: list[Path], tmp_path: Path
) -> None:
    shutil.copy(shelf[0], tmp_path / "one.db")
    one, two = (Planbook(tmp_path / name, Clock(TODAY)) for name in ("one.db", "two.db"))
    block = find_block(one)
    before = as_planned(one, block)
    first, second, *_ = (workout for workout in own_workouts(one, block) if workout.sport is Sport.RUN)
    changed = (
        replace(first, status=StoredStatus.DONE),
        replace(second, status=StoredStatus.SKIPPED, skip_reason="ill"),
    )
    extra = replace(first, id=0, version=0, status=StoredStatus.UNPLANNED, title="Extra")
    apply_change(one, Change("log", changed=changed, added=(extra,)))
    draft = draft_from_text(two, block_as_text(one, block))
    assert "1 workout marked unplanned is left out: a block gets what was planned." in draft.remarks
    assert as_planned(two, commit.commit_draft(two, draft)) == before


def sessions_of(draft: Draft) -> list[tuple[dt.date, str | None]]:
    return [(one.date, one.kind) for one in draft.workouts if one.sport is Sport.STRENGTH]


def test_its_own_strength_is_kept_unless_other_strength_is_asked_for(shelf: list[Path], tmp_path: Path) -> None:
    one, two = Planbook(shelf[0], Clock(TODAY)), Planbook(tmp_path / "two.db", Clock(TODAY))
    text = block_as_text(one, find_block(one))
    kept = draft_from_text(two, text)
    count = len(sessions_of(kept))
    said = f"The text's own {count} strength sessions are kept as written and none is added: with "
    otherwise = '"strength: placed again" in the text, or other sessions, days or times asked for, the rules place them'
    assert f"{said}{otherwise} again." in kept.remarks
    assert kept.author_comparison is None
    busy = tuple(Unavailability(weekday, Slot.PM) for weekday in range(7))
    asked = draft_from_text(two, text, unavailable=busy)
    assert any("You ask for other strength than the text has" in remark for remark in asked.remarks)
    assert {one.slot for one in asked.workouts if one.sport is Sport.STRENGTH} <= {Slot.AM}
    told = draft_from_text(two, text.replace("strength: as written", "strength: placed again"))
    assert any('The text says "strength: placed again"' in remark for remark in told.remarks)
    assert sessions_of(told) == sessions_of(kept), "the rules place them where they did before"


def test_a_text_of_an_older_version_is_recognised_by_its_sets(shelf: list[Path], tmp_path: Path) -> None:
    one, two = Planbook(shelf[0], Clock(TODAY)), Planbook(tmp_path / "two.db", Clock(TODAY))
    block = find_block(one)
    text = block_as_text(one, block).replace("strength: as written\n", "")
    assert as_planned(two, commit.commit_draft(two, draft_from_text(two, text))) == as_planned(one, block)


def test_another_race_day_moves_the_whole_block(shelf: list[Path], tmp_path: Path) -> None:
    one, two = Planbook(shelf[1], Clock(TODAY)), Planbook(tmp_path / "two.db", Clock(TODAY))
    block = find_block(one)
    assert block.race_date is not None
    race = block.race_date + DAY * 14
    later = draft_from_text(two, block_as_text(one, block), race_date=race, start_date=None)
    assert later.block.race_date == race
    here = [(workout.date, workout.start, workout.title) for workout in own_workouts(one, block)]
    assert sorted((one.date - DAY * 14, one.start or "", one.title) for one in later.workouts) == sorted(
        (date, start or "", title) for date, start, title in here
    )


def test_miles_come_back_as_miles(tmp_path: Path) -> None:
    one, two = (Planbook(tmp_path / name, Clock(TODAY)) for name in ("one.db", "two.db"))
    plan = replace(default_plan(Goal.FIVE_K), unit=Unit.MI)
    block = commit.commit_draft(one, draft_in_calendar(one, plan, BlockOptions(start_date=dt.date(2026, 12, 16))))
    text = block_as_text(one, block)
    assert "\n  Wed " in text.partition("week 1 ")[2][:60], "a block that begins on a Wednesday names its weekdays"
    again = commit.commit_draft(two, draft_from_text(two, text))
    assert (again.unit, block_as_text(two, again)) == (Unit.MI, text)
