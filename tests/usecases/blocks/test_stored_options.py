"""What a block was made from: kept with it, read back the same, and never in the way when it cannot be read."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.store import quick
from planner.training.blocks import Block
from planner.training.dose_tables import DOSE_TABLES, dose_weeks, wait_for_sessions
from planner.training.doses import Equipment, Floor, LiftingBackground
from planner.training.load_ladder import LadderPosition
from planner.training.races import Priority, RaceDistance
from planner.training.run_plans.goals import Goal, RunningLevel
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.weekly_sessions import WeeklySessions
from planner.training.workouts import Slot, StrengthKind, StrengthLevel
from planner.usecases.blocks import commit
from planner.usecases.blocks.availability import DayPart, StartTimes, TimeCap, Unavailability
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.blocks.options import OPTIONS, OPTIONS_BY_HAND, TYPED_OPTIONS, BlockOptions
from planner.usecases.blocks.pins import PinnedPlacement, Pins
from planner.usecases.blocks.stored_doses import DoseBasis, read_dose_basis
from planner.usecases.blocks.stored_options import Provenance, provenance_from_json, provenance_to_json
from planner.usecases.planbook import Planbook
from tests.plans import default_plan
from tests.training.run_plans.plan_request_strategies import asked

days = st.integers(0, 6) | st.dates(dt.date(2027, 1, 1), dt.date(2027, 12, 31))
slots = st.none() | st.sampled_from(Slot)
whens = st.builds(DayPart, days, slots)
places = st.frozensets(
    st.builds(
        PinnedPlacement,
        st.dates(dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
        st.sampled_from(Slot),
        st.sampled_from(StrengthKind),
    ),
    max_size=2,
)
choices = st.builds(
    BlockOptions,
    name=st.sampled_from(["", "Spring"]),
    race_distance=st.none() | st.sampled_from(RaceDistance),
    priority=st.sampled_from(Priority),
    level=st.sampled_from(StrengthLevel),
    background=st.none() | st.sampled_from(LiftingBackground),
    logged_start=st.none() | st.builds(LadderPosition, st.integers(0, 12), st.just("")),
    doses=st.none() | st.sampled_from([WeeklySessions(), WeeklySessions(1, 1, 1), WeeklySessions(0, 2, 0)]),
    max_sessions=st.none() | st.integers(0, 3),
    in_season=st.booleans(),
    stack=st.booleans(),
    unavailable=st.lists(st.builds(Unavailability, days, slots, st.none() | st.sampled_from(StrengthKind))).map(tuple),
    sled_times=st.none() | st.lists(whens, max_size=3).map(tuple),
    preferred_weekdays=st.frozensets(st.integers(0, 6)),
    fresh_weekdays=st.frozensets(st.integers(0, 6)),
    time_caps=st.lists(st.builds(TimeCap, whens, st.integers(1, 600)), max_size=3).map(tuple),
    start_times=st.sampled_from([StartTimes(), StartTimes("06:30", "17:45"), StartTimes("00:00", "12:00")]),
    easy_pace=st.none() | st.just(345.5),
    recent_race=st.none() | st.just((10_000.0, 2_710)),
    running_level=st.sampled_from(RunningLevel),
    equipment=st.builds(Equipment, st.none() | st.just(68.5), st.none() | st.just(12.0), st.sampled_from(Floor)),
    earlier_equipment=st.just(()) | st.just(((dt.date(2027, 1, 18), Equipment(70.0, None, Floor.TRACK)),)),
    pins=st.builds(Pins, places, places, places),
)
made_from = st.builds(
    Provenance,
    st.text(max_size=5),
    st.none() | asked(),
    st.none() | choices,
    st.sampled_from([(), *DOSE_TABLES.values(), wait_for_sessions(DOSE_TABLES[8], {0, 2, 4})]),
)


@given(made_from)
def test_what_is_kept_is_read_back_the_same(made: Provenance) -> None:
    assert provenance_from_json(json.loads(json.dumps(provenance_to_json(made)))) == made


def test_every_option_is_in_the_table_or_named_as_an_exception() -> None:
    rows = [row.attribute for row in OPTIONS]
    assert len(rows) == len(set(rows))
    assert {attribute.name for attribute in fields(BlockOptions)} == {*rows, *OPTIONS_BY_HAND}
    assert not OPTIONS_BY_HAND & set(rows)
    for names in (
        [row.key for row in OPTIONS],
        [row.name for row in TYPED_OPTIONS],
        [row.flag for row in TYPED_OPTIONS],
    ):
        assert len(set(filter(None, names))) == len(list(filter(None, names)))


@given(choices)
def test_an_option_is_decoded_as_it_was_encoded(options: BlockOptions) -> None:
    for row in OPTIONS:
        value = getattr(options, row.attribute)
        stored = json.loads(json.dumps(row.encode(value)))
        decoded = getattr(BlockOptions(), row.attribute) if stored is None else row.decode(stored)
        assert decoded == value, row.attribute


@given(choices)
def test_an_option_is_parsed_as_it_was_formatted(options: BlockOptions) -> None:
    for row in TYPED_OPTIONS:
        value = getattr(options, row.attribute)
        text = row.format(value)
        parsed = row.parse(text, row.label) if text else getattr(BlockOptions(), row.attribute)
        assert parsed == value, row.attribute


def test_the_stored_document_keeps_its_form() -> None:
    day = dt.date(2027, 3, 5)
    options = BlockOptions(
        name="Spring",
        race_distance=RaceDistance.HALF,
        priority=Priority.B,
        level=StrengthLevel.EXPERIENCED,
        background=LiftingBackground.SOME,
        logged_start=LadderPosition(3, "It went well."),
        doses=WeeklySessions(1, 0, 1),
        max_sessions=2,
        in_season=True,
        stack=True,
        active_rest=False,
        unavailable=(Unavailability(2, Slot.PM), Unavailability(day, None, StrengthKind.HEAVY)),
        sled_times=(DayPart(1, Slot.PM), DayPart(day)),
        preferred_weekdays=frozenset({4, 1}),
        fresh_weekdays=frozenset({5}),
        time_caps=(TimeCap(DayPart(5), 60),),
        start_times=StartTimes("06:30", "17:45"),
        easy_pace=345.5,
        recent_race=(10_000.0, 2_710),
        running_level=RunningLevel.NEW,
        equipment=Equipment(68.5, 12.0, Floor.TRACK),
        pins=Pins(forced=frozenset({PinnedPlacement(day, Slot.AM, StrengthKind.LIGHT)})),
    )
    assert json.dumps(provenance_to_json(Provenance("p", None, options))["choices"]) == (
        '{"name": "Spring", "distance": "half", "priority": "B", "level": "experienced", "background": "some", '
        '"rung": 3, "doses": [1, 0, 1], "most": 2, "in_season": true, "stack": true, '
        '"active_rest": false, '
        '"unavailable": ["wed pm", "2027-03-05 heavy"], "gym": ["tue pm", "2027-03-05"], "preferred": ["tue", "fri"], '
        '"fresh": ["sat"], "time_caps": ["sat 60"], "start_times": "am 06:30, pm 17:45", "easy_pace": 345.5, '
        '"recent": [10000.0, 2710], "runner": "new", "body_mass_kg": 68.5, "sled_kg": 12.0, "floor": "track", '
        '"pins": {"forced": ["2027-03-05 am light"], "forbidden": [], "locked": []}}'
    )
    assert json.dumps(provenance_to_json(Provenance("p", None, BlockOptions()))["choices"]) == (
        '{"name": "", "distance": null, "priority": "A", "level": "novice", "background": null, "rung": null, '
        '"doses": null, "most": null, "in_season": false, "stack": false, "active_rest": null, '
        '"unavailable": [], "gym": null, '
        '"preferred": [], "fresh": [], "time_caps": [], "start_times": "am 07:00, pm 18:00", "easy_pace": null, '
        '"recent": null, "runner": "regular", "body_mass_kg": null, "sled_kg": null, "floor": "gym turf", '
        '"pins": {"forced": [], "forbidden": [], "locked": []}}'
    )


strange = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@given(made_from, st.data())
def test_nothing_that_stands_there_instead_is_in_the_way(made: Provenance, data: st.DataObject) -> None:
    kept: dict[str, Any] = provenance_to_json(made)
    inside = [part for part in (kept, kept.get("wish"), kept.get("choices")) if isinstance(part, dict)]
    part = data.draw(st.sampled_from(inside))
    name = data.draw(st.sampled_from(sorted(part)))
    if data.draw(st.booleans()):
        part[name] = data.draw(strange)
    else:
        del part[name]
    part["later"] = data.draw(strange)
    read = provenance_from_json(kept)
    if part is kept.get("choices"):
        assert made.options is not None
        assert read.options is not None
        assert replace(read, options=made.options) == made
        other = "stack" if name != "stack" else "max_sessions"
        assert getattr(read.options, other) == getattr(made.options, other)


def test_an_old_block_was_made_from_nothing_known() -> None:
    assert provenance_from_json(None) == Provenance()
    assert provenance_from_json({}) == Provenance()
    assert provenance_from_json({"choices": {}}).options == BlockOptions()
    wish = provenance_from_json(
        {"wish": {"goal": "half", "weeks": 12, "run_days": [1, 3, 6], "current_m": 20000, "peak_m": 40000}}
    ).plan_request
    assert wish is not None
    assert (wish.goal, wish.long_day, wish.race_weekday) == (Goal.HALF, 6, 6)


def test_a_block_remembers_what_it_was_made_from(season: Planbook) -> None:
    usual = BlockOptions(
        start_date=dt.date(2027, 3, 1), doses=WeeklySessions(0, 1, 1), unavailable=(Unavailability(2, Slot.PM),)
    )
    shape = Goal.TEN_K
    drafted = draft_in_calendar(season, default_plan(shape), usual)
    block = commit.commit_draft(season, drafted, plan_request=with_defaults(Goal.TEN_K))
    (kept,) = [one for one in quick.read_blocks(season.path) if one.id == block.id]
    made = provenance_from_json(kept.provenance)
    assert made.plan_name == "10 km, 10 weeks"
    assert made.plan_request == with_defaults(Goal.TEN_K)
    assert made.options is not None
    assert (made.options.doses, made.options.unavailable) == (usual.doses, usual.unavailable)
    assert made.dose_weeks == drafted.dose_weeks
    assert kept == block


@given(made_from, st.sampled_from([8, 12]))
def test_doses_follow_from_the_same_options_when_they_are_read_alone(made: Provenance, weeks: int) -> None:
    stored = json.loads(json.dumps(provenance_to_json(made)))
    basis = read_dose_basis(Block("Base", dt.date(2027, 1, 4), 7 * weeks, provenance=stored))
    if made.options is None:
        assert basis is None
    else:
        is_stored = len(made.dose_weeks) == weeks
        rows = made.dose_weeks if is_stored else dose_weeks(weeks, in_season=made.options.in_season)
        options = made.options
        assert basis == DoseBasis(rows, options.start_rung, options.equipment, options.earlier_equipment)
