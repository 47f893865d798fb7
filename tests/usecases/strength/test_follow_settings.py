"""Coming loads and times with another body mass, sled, floor or easy pace: offered, and taken as one operation."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from planner import store
from planner.clock import Clock
from planner.store import quick
from planner.training.blocks import Block
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)
from planner.usecases import history
from planner.usecases.blocks.stored_options import provenance_from_json
from planner.usecases.calendar.ease import plan_ease
from planner.usecases.calendar.edit import plan_add
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.runner import change_runner_setting
from planner.usecases.screening import answer_questions
from planner.usecases.strength.block_ladder import sled_of
from planner.usecases.strength.follow_log import follow_all
from planner.usecases.strength.follow_settings import FOLLOWED_SETTINGS, follow_settings, plan_follow_settings
from tests.dump import canonical
from tests.tui.season import TODAY
from tests.usecases.books import put, refused

TYPED = Effort(sets=(ExerciseSet(Exercise.REVERSE_SLED_PUSH, 4, 20.0, 44.0),))


@pytest.fixture
def without_blocks(tmp_path: Path) -> Planbook:
    """A file without blocks."""
    store.prepare(tmp_path / "outside.db")
    return Planbook(tmp_path / "outside.db", Clock(TODAY))


def coming(book: Planbook, sport: Sport) -> list[Workout]:
    found = quick.read_days(book.path, book.today, dt.date.max, sport)
    return [one for one in found if one.status is StoredStatus.PLANNED and one.is_training]


def block_of_today(book: Planbook) -> Block:
    (block,) = [one for one in quick.read_blocks(book.path) if one.contains(TODAY)]
    return block


def loads(book: Planbook) -> list[float | None]:
    sleds = [sled_of(one.planned.sets) for one in coming(book, Sport.STRENGTH)]
    return [sled.load_kg for sled in sleds if sled is not None]


@pytest.mark.parametrize(("name", "value"), [("body-mass", "82"), ("floor", "track"), ("sled", "40")])
def test_coming_loads_are_offered_and_taken_and_nothing_is_left_to_offer(
    slotted: Planbook, name: str, value: str
) -> None:
    before, stored = loads(slotted), canonical(slotted.path)
    offered = change_runner_setting(slotted, name, value)
    assert "coming sessions get other loads" in offered.offer
    assert offered.offer.endswith(f"To take that: planner set {name} {value} --follow")
    assert loads(slotted) == before
    taken = change_runner_setting(slotted, name, value, follow=True)
    assert taken.operation.startswith(f"set {name}: ")
    assert loads(slotted) != before
    assert change_runner_setting(slotted, name, value).offer == ""
    assert follow_all(slotted, Change("")).is_empty
    for _ in range(2):
        history.undo(slotted)
    assert canonical(slotted.path) == stored


def test_the_rungs_stay_and_only_the_kilograms_change(slotted: Planbook) -> None:
    block = block_of_today(slotted)
    options = provenance_from_json(block.provenance).options
    assert options is not None
    mass = options.equipment.body_mass_kg
    assert mass is not None
    before = loads(slotted)
    change_runner_setting(slotted, "body-mass", f"{mass * 1.2:g}", follow=True)
    for old, new in zip(before, loads(slotted), strict=True):
        if old is not None and old > 20:  # the empty sled is no lighter
            assert new == pytest.approx(old * 1.2, abs=1.2)


def test_what_is_over_and_what_was_typed_stay(slotted: Planbook) -> None:
    (first, *_) = [one for one in coming(slotted, Sport.STRENGTH) if one.kind != StrengthKind.LIGHT]
    sets = tuple(replace(part, load_kg=33.0) if part.load_kg else part for part in first.planned.sets)
    put(slotted, first, planned=replace(first.planned, sets=sets))
    past = quick.read_days(slotted.path, dt.date.min, TODAY - dt.timedelta(days=1))
    change_runner_setting(slotted, "body-mass", "90", follow=True)
    assert quick.read_days(slotted.path, dt.date.min, TODAY - dt.timedelta(days=1)) == past
    sled = sled_of(quick.read_workout(slotted.path, first.id).planned.sets)
    assert sled is not None
    assert sled.load_kg == 33.0


def test_coming_times_follow_the_easy_pace_in_and_outside_of_blocks(slotted: Planbook) -> None:
    far = Workout(TODAY + dt.timedelta(days=400), Sport.RUN, RunKind.EASY, "Far", Slot.AM, "07:00", Effort(10_000.0))
    apply_change(slotted, plan_add(slotted, far))
    offered = change_runner_setting(slotted, "easy-pace", "8:00")
    assert "coming runs get another time or distance from your easy pace of 8:00 /km" in offered.offer
    taken = change_runner_setting(slotted, "easy-pace", "8:00", follow=True)
    assert {one.sport for one in taken.followed} >= {Sport.RUN}
    runs = {one.title: one for one in coming(slotted, Sport.RUN)}
    assert runs["Far"].planned.duration_s == 4_800
    assert change_runner_setting(slotted, "easy-pace", "8:00").offer == ""
    assert follow_settings(slotted, FOLLOWED_SETTINGS).change.is_empty
    block = block_of_today(slotted)
    options = provenance_from_json(block.provenance).options
    assert options is not None
    assert options.easy_pace == 480.0


def test_all_settings_are_followed_at_once_from_the_palette(slotted: Planbook) -> None:
    change_runner_setting(slotted, "body-mass", "82")
    change_runner_setting(slotted, "easy-pace", "8:00")
    change = plan_follow_settings(slotted)
    assert len(change.remarks) == 2
    apply_change(slotted, change)
    said = refused(slotted, lambda: plan_follow_settings(slotted))
    assert said == "Coming loads and times are what your body mass, sled, floor and easy pace give."


def test_another_level_is_offered_and_taken_without_a_heavier_sled(slotted: Planbook) -> None:
    block = block_of_today(slotted)
    other = "experienced" if block.level == "novice" else "novice"
    heaviest = max(load or 0 for load in loads(slotted))
    offered = change_runner_setting(slotted, "level", other)
    assert f"planned for another level; the strength of the weeks to come can be {other} too." in offered.offer
    past = [one.planned for one in quick.read_days(slotted.path, dt.date.min, TODAY - dt.timedelta(days=1))]
    taken = change_runner_setting(slotted, "level", other, follow=True)
    assert taken.operation.startswith(f"set level: {other}; coming weeks planned as {other}")
    assert block_of_today(slotted).level == other
    assert max(load or 0 for load in loads(slotted)) <= heaviest
    assert [one.planned for one in quick.read_days(slotted.path, dt.date.min, TODAY - dt.timedelta(days=1))] == past
    assert change_runner_setting(slotted, "level", other).offer == ""


def test_what_is_not_set_any_more_changes_nothing(slotted: Planbook) -> None:
    assert change_runner_setting(slotted, "body-mass", "unknown").offer == ""


def test_an_eased_session_is_loaded_by_what_its_block_remembers(slotted: Planbook) -> None:
    (heavy, *_) = [one for one in coming(slotted, Sport.STRENGTH) if one.kind == StrengthKind.HEAVY]
    answer_questions(slotted, {"injury": "yes"}, None)
    eased = {one.id: one for one in plan_ease(slotted).changed}
    change_runner_setting(slotted, "floor", "track")
    assert {one.id: one.planned for one in plan_ease(slotted).changed} == {
        number: one.planned for number, one in eased.items()
    }
    assert heavy.id in eased


def far_session(book: Planbook, kind: StrengthKind = StrengthKind.MODERATE, **more: object) -> Workout:
    """A session of next year, far from every block, as it is added without sets or with typed ones."""
    day = TODAY + dt.timedelta(days=400)
    new = replace(Workout(day, Sport.STRENGTH, kind, "", Slot.PM, "18:00"), **more)  # type: ignore[arg-type]
    return apply_change(book, plan_add(book, new)).added[0]


def load_of(book: Planbook, session: Workout) -> float | None:
    sled = sled_of(quick.read_workout(book.path, session.id).planned.sets)
    assert sled is not None
    return sled.load_kg


@pytest.mark.parametrize("is_asked_first", [False, True])
@pytest.mark.parametrize(
    ("name", "value", "kg"), [("body-mass", "120", 30), ("sled", "30", 30), ("floor", "track", None)]
)
def test_a_session_outside_of_blocks_follows_where_it_was_given_its_dose(
    without_blocks: Planbook, name: str, value: str, kg: float | None, is_asked_first: bool
) -> None:
    change_runner_setting(without_blocks, "body-mass", "80")
    given, typed = far_session(without_blocks), far_session(without_blocks, planned=TYPED)
    before = canonical(without_blocks.path)
    if is_asked_first:
        offered = change_runner_setting(without_blocks, name, value)
        assert offered.offer.startswith("1 coming session gets other loads: the moderate sled of ")
        assert load_of(without_blocks, given) == 20
    taken = change_runner_setting(without_blocks, name, value, follow=True)
    assert [one.id for one in taken.followed] == [given.id]
    assert load_of(without_blocks, given) != 20
    assert kg is None or load_of(without_blocks, given) == kg
    assert load_of(without_blocks, typed) == 44
    assert change_runner_setting(without_blocks, name, value).offer == ""
    for _ in range(1 + is_asked_first):
        history.undo(without_blocks)
    assert canonical(without_blocks.path) == before


def test_a_session_outside_of_blocks_follows_another_level_and_a_heavy_one_stays(without_blocks: Planbook) -> None:
    change_runner_setting(without_blocks, "body-mass", "80")
    change_runner_setting(without_blocks, "level", "experienced")
    moderate, heavy = far_session(without_blocks), far_session(without_blocks, StrengthKind.HEAVY)
    taken = change_runner_setting(without_blocks, "level", "novice", follow=True)
    assert [one.id for one in taken.followed] == [moderate.id], "a heavy session is not for a novice"
    assert quick.read_workout(without_blocks.path, heavy.id).planned == heavy.planned
    change_runner_setting(without_blocks, "level", "experienced", follow=True)
    assert quick.read_workout(without_blocks.path, moderate.id).planned == moderate.planned


def test_what_else_a_followed_session_says_stays(without_blocks: Planbook) -> None:
    change_runner_setting(without_blocks, "body-mass", "80")
    given = far_session(without_blocks, note="with Anna", title="Strength by the lake", planned=Effort(duration_s=1800))
    change_runner_setting(without_blocks, "body-mass", "120", follow=True)
    now = quick.read_workout(without_blocks.path, given.id)
    assert (now.note, now.title, now.planned.duration_s) == ("with Anna", "Strength by the lake", 1800)
    assert load_of(without_blocks, now) == 30


def test_the_note_of_a_light_session_stays(slotted: Planbook) -> None:
    (light, *_) = [one for one in coming(slotted, Sport.STRENGTH) if one.kind == StrengthKind.LIGHT]
    put(slotted, light, note="with Anna")
    assert light.id in {one.id for one in change_runner_setting(slotted, "body-mass", "120", follow=True).followed}
    assert "with Anna" in quick.read_workout(slotted.path, light.id).note
