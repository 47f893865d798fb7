"""What a block was made from: kept with it, read back the same, and never in the way when it cannot be read."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner import store
from planner.store import quick
from planner.training.doses import TABLES, Background, Equipment, Floor
from planner.training.goals import Goal
from planner.training.ladder import Standing
from planner.training.races import Priority, RaceDistance
from planner.training.targets import WeeklyDoses
from planner.training.templates import TEMPLATES, generate, template, wish_of
from planner.training.usual import usual_wish
from planner.training.workouts import Level, Slot, StrengthKind
from planner.usecases.blocks import commit
from planner.usecases.blocks.options import Choices, StartTimes, TimeCap, Unavailable, When
from planner.usecases.blocks.pins import Pins, Place
from planner.usecases.blocks.stored_options import MadeFrom, read_made_from, write_made_from
from planner.usecases.planbook import Planbook
from tests.training.wishes import asked

days = st.integers(0, 6) | st.dates(dt.date(2027, 1, 1), dt.date(2027, 12, 31))
slots = st.none() | st.sampled_from(Slot)
whens = st.builds(When, days, slots)
places = st.frozensets(
    st.builds(
        Place,
        st.dates(dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
        st.sampled_from(Slot),
        st.sampled_from(StrengthKind),
    ),
    max_size=2,
)
choices = st.builds(
    Choices,
    name=st.sampled_from(["", "Spring"]),
    distance=st.none() | st.sampled_from(RaceDistance),
    priority=st.sampled_from(Priority),
    level=st.sampled_from(Level),
    background=st.none() | st.sampled_from(Background),
    logged=st.none() | st.builds(Standing, st.integers(0, 12), st.just("")),
    doses=st.none() | st.sampled_from([WeeklyDoses(), WeeklyDoses(1, 1, 1), WeeklyDoses(0, 2, 0)]),
    most=st.none() | st.integers(0, 3),
    in_season=st.booleans(),
    stack=st.booleans(),
    unavailable=st.lists(st.builds(Unavailable, days, slots, st.none() | st.sampled_from(StrengthKind))).map(tuple),
    gym=st.none() | st.lists(whens, max_size=3).map(tuple),
    preferred=st.frozensets(st.integers(0, 6)),
    time_caps=st.lists(st.builds(TimeCap, whens, st.integers(1, 600)), max_size=3).map(tuple),
    start_times=st.just(StartTimes("06:30", "17:45")),
    easy_pace=st.none() | st.just(345.5),
    equipment=st.builds(Equipment, st.none() | st.just(68.5), st.none() | st.just(12.0), st.sampled_from(Floor)),
    pins=st.builds(Pins, places, places, places),
)
made_from = st.builds(
    MadeFrom, st.text(max_size=5), st.none() | asked(), st.none() | choices, st.sampled_from([(), *TABLES.values()])
)


@given(made_from)
def test_what_is_kept_is_read_back_the_same(made: MadeFrom) -> None:
    assert read_made_from(json.loads(json.dumps(write_made_from(made)))) == made


strange = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@given(made_from, st.data())
def test_nothing_that_stands_there_instead_is_in_the_way(made: MadeFrom, data: st.DataObject) -> None:
    kept: dict[str, Any] = write_made_from(made)
    inside = [part for part in (kept, kept.get("wish"), kept.get("choices")) if isinstance(part, dict)]
    part = data.draw(st.sampled_from(inside))
    name = data.draw(st.sampled_from(sorted(part)))
    if data.draw(st.booleans()):
        part[name] = data.draw(strange)
    else:
        del part[name]
    part["later"] = data.draw(strange)
    read = read_made_from(kept)
    if part is kept.get("choices"):
        assert made.choices is not None
        assert read.choices is not None
        assert replace(read, choices=made.choices) == made
        other = "stack" if name != "stack" else "most"
        assert getattr(read.choices, other) == getattr(made.choices, other)


def test_an_old_block_was_made_from_nothing_known() -> None:
    assert read_made_from(None) == MadeFrom()
    assert read_made_from({}) == MadeFrom()
    assert read_made_from({"choices": {}}).choices == Choices()
    wish = read_made_from(
        {"wish": {"goal": "half", "weeks": 12, "run_days": [1, 3, 6], "current_m": 20000, "peak_m": 40000}}
    ).wish
    assert wish is not None
    assert (wish.goal, wish.long_day, wish.race_weekday) == (Goal.HALF, 6, 6)


def test_a_block_remembers_what_it_was_made_from(season: Planbook) -> None:
    usual = Choices(start=dt.date(2027, 3, 1), doses=WeeklyDoses(0, 1, 1), unavailable=(Unavailable(2, Slot.PM),))
    shape = template("10k")
    drafted = commit.draft(season, generate(shape), usual)
    block = commit.commit(season, drafted, wish=wish_of(template("10k")))
    (kept,) = [one for one in quick.read_blocks(season.path) if one.id == block.id]
    made = read_made_from(kept.choices)
    assert made.plan == "10 km, 10 weeks"
    assert made.wish == usual_wish(Goal.TEN_K)
    assert made.choices is not None
    assert (made.choices.doses, made.choices.unavailable) == (usual.doses, usual.unavailable)
    assert made.weeks == drafted.weeks
    with store.read(season.path) as plan:
        assert plan.block(block.id) == block


def test_each_template_is_generated_from_its_wish() -> None:
    for shape in TEMPLATES:
        wish = wish_of(shape)
        assert wish is not None
        assert commit.find_plan(wish=wish) == generate(shape)
