"""Whatever block, and however its text is edited: an untouched text changes nothing, an edited one becomes true."""

from __future__ import annotations

import datetime as dt
import random
import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.clock import Clock
from planner.exchange.plans.plan_text import parse_plan_lines
from planner.training.blocks import Block
from planner.training.doses import Equipment
from planner.training.plans import PlanEntry
from planner.training.run_plans.goals import GOAL_SETTINGS, Goal
from planner.training.workout_fields import SLOT_STARTS
from planner.training.workouts import Slot, Sport
from planner.usecases.blocks import commit
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.rewrite import block_as_text, plan_rewrite
from planner.usecases.calendar.shift import find_block
from planner.usecases.planbook import Planbook
from tests.examples import examples
from tests.plans import default_plan
from tests.tui.season import TODAY
from tests.usecases.books import plan

ADDED = ("am  easy 5 km | Added", "pm  tempo 40:00", "am  cross 1h", "pm  strength light; sled 3 × 20 m 14 kg")
STEP = "            - "
"""How the line of a step begins."""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A file for each of some templates, begun on another weekday each, some weeks behind today."""
    found = []
    for number, goal in enumerate(goal for goal in Goal if GOAL_SETTINGS[goal].default_weeks <= 12):
        path = tmp_path_factory.mktemp("block") / "planner.db"
        book = Planbook(path, Clock(TODAY))
        start = TODAY - dt.timedelta(days=10 + number)
        choices = BlockOptions(start_date=start, equipment=Equipment(70.0, 20.0))
        commit.commit_draft(book, draft_in_calendar(book, default_plan(goal), choices))
        found.append(path)
    return found


def said(text: str, block: Block) -> Counter[PlanEntry]:
    """What a text says, whatever its layout; a bare rest may only say that a day is empty."""
    found: Counter[PlanEntry] = Counter()
    for line in parse_plan_lines(text, "text", block.start.weekday()).lines:
        entry = line.entry
        if entry == PlanEntry(entry.day, Sport.REST, None, "Rest"):
            continue
        if entry.slot is None and entry.sport not in (Sport.REST, Sport.NOTE):
            entry = replace(entry, slot=Slot.PM if entry.sport is Sport.STRENGTH else Slot.AM)
        if entry.slot is not None and entry.start == SLOT_STARTS[entry.slot]:
            entry = replace(entry, start=None)
        found[entry] += 1
    return found


def edited(text: str, chance: random.Random) -> str:
    """A text after some edits of lines that lie ahead, the steps there taken out: they would stay below another run."""
    past, ahead = text.split("\nweek 5 ", 1)
    lines = [*past.split("\n"), *(line for line in f"week 5 {ahead}".split("\n") if not line.startswith(STEP))]
    for _ in range(chance.randint(1, 8)):
        weeks = [place for place, line in enumerate(lines) if line.startswith("week ")]
        week = chance.choice([place for place in weeks if 7 * int(lines[place].split()[1]) > 28])
        ends = [place for place, line in enumerate(lines) if place > week and not line.startswith("  ")]
        own = [place for place in range(week + 1, ends[0]) if ">" not in lines[place] and " race " not in lines[place]]
        place = chance.choice(own or [week])
        way = chance.choice(("delete", "day", "figure", "title", "add", "swap", "half"))
        if way == "add" or not own:
            day = chance.randint(1, 7 if ends[0] < len(lines) - 1 else 1)
            lines.insert(week + 1, f"  day {day} {chance.choice(ADDED)}")
        elif way == "delete" and len(own) > 1:
            del lines[place]
        elif way == "day":
            words = lines[place].split()
            start = 2 if words[0] == "day" else 1
            last = 7 if ends[0] < len(lines) - 1 else 1
            lines[place] = f"  day {chance.randint(1, last)} {' '.join(words[start:])}"
        elif way == "figure":
            lines[place] = lines[place].replace(" km", f"{chance.randint(1, 9)} km", 1)
        elif way == "title" and " | " in lines[place]:
            lines[place] = f"{lines[place].partition(' | ')[0]} | {chance.random():.3f} words"
        elif way == "half":
            lines[place] = re.sub(r" am( [0-9:]+)? ", " pm ", lines[place], count=1)
        elif way == "swap":
            other = chance.choice(own)
            lines[place], lines[other] = lines[other], lines[place]
    return "\n".join(lines)


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=st.integers(0, 1), seed=st.integers(0, 1_000_000))
def test_an_edited_text_becomes_what_the_calendar_says(
    shelf: list[Path], tmp_path: Path, which: int, seed: int
) -> None:
    path = tmp_path / "planner.db"
    shutil.copy(shelf[which], path)
    book = Planbook(path, Clock(TODAY))
    block = find_block(book)
    before = block_as_text(book, block)
    assert plan_rewrite(book, block, before).change.is_empty
    text = edited(before, random.Random(seed))
    found = plan_rewrite(book, block, text)
    if found.change.is_empty:
        assert said(text, block) == said(before, block)
        return
    assert len(found.differences) == sum(
        len(part) for part in (found.change.changed, found.change.added, found.change.removed)
    )
    plan(book, lambda: plan_rewrite(book, block, text).change)
    assert said(block_as_text(book, block), block) == said(text, block)
    assert plan_rewrite(book, block, text).change.is_empty
    assert plan_rewrite(book, block, block_as_text(book, block)).change.is_empty
