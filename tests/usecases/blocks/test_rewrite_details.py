"""A block as text: what no other test of it reached."""

from __future__ import annotations

import pytest

from planner.training.blocks import Block
from planner.training.workouts import Sport
from planner.usecases.blocks.rewrite import block_as_text, plan_rewrite
from planner.usecases.calendar.shift import find_block
from planner.usecases.planbook import Planbook
from tests.tui.season import TODAY
from tests.usecases.blocks.test_rewrite import TEMPO, block, edited, rewritten
from tests.usecases.books import on, refused, the

__all__ = ["block"]


def test_another_day_s_new_line_stands_for_nothing_that_is_missing(season: Planbook) -> None:
    text = edited(season, ("  Wed am  easy 8 km 46:00  # done\n", ""), ("Sat am  easy 6.5 km", "Sat am  easy 7 km"))
    assert refused(season, lambda: plan_rewrite(season, find_block(season), text, "b.plan")) == (
        'b.plan: week 6: "Wed am easy 8 km 46:00" is done and stays; put it back.'
    )


def test_a_rest_day_stands_in_no_half_of_its_day(season: Planbook) -> None:
    told = rewritten(season, (f"  Thu am  {TEMPO}", "  Thu     rest"))
    [rest] = on(season, TODAY)
    assert (rest.sport, rest.slot, rest.start) == (Sport.REST, None, None)
    assert told == [
        'removed: Thu 7 Jan am tempo 12 km 1:09:00 "Tempo, 3 × 10 min"',
        "added: Thu 7 Jan rest",
    ]


@pytest.mark.parametrize("words", ["Sat am  rest", "Sat     rest 5 km", "Sat am  rest 5 km"])
def test_a_rest_day_has_neither_half_nor_figures(season: Planbook, words: str) -> None:
    text = edited(season, ("Sat am  easy 6.5 km 37:22", words))
    said = refused(season, lambda: plan_rewrite(season, find_block(season), text, "b.plan"))
    assert said.endswith("a rest day asks for nothing, at no time of it.")


def test_a_text_that_changes_nothing_says_nothing(season: Planbook, block: Block) -> None:
    text = block_as_text(season, block).replace("unit: km\n", "unit: km\nremark: from a book\n")
    found = plan_rewrite(season, block, text)
    assert found.lines() == []
    assert found.change.name == ""


def test_headings_that_change_are_told_one_by_one(season: Planbook, block: Block) -> None:
    text = block_as_text(season, block)
    renamed = text.replace("phase: taper", "phase: rest up").replace("unit: km\n", "unit: km\nsource: Higdon\n")
    assert plan_rewrite(season, block, renamed).lines() == [
        "changed: source unknown → Higdon",
        (
            "changed: phases base from week 1, build from week 5, taper from week 10 → "
            "base from week 1, build from week 5, rest up from week 10"
        ),
    ]


def test_headings_for_a_new_block_change_nothing_of_a_stored_one(season: Planbook) -> None:
    text = block_as_text(season, find_block(season)).replace("strength: as written", "strength: placed again")
    found = plan_rewrite(season, find_block(season), text)
    assert found.change.is_empty
    assert found.lines() == ['"strength:" counts for a block that is made from the text, and changes nothing here.']


def test_times_locks_and_priorities_are_edited_as_text(season: Planbook) -> None:
    before = the(season, TODAY)
    told = rewritten(season, ("  Thu am  tempo 12 km 1:09:00 ", "  Thu am 06:20  tempo 12 km 1:09:00; locked "))
    after = the(season, TODAY)
    assert (after.id, after.start, after.locked, after.reason) == (before.id, "06:20", True, before.reason)
    assert told == ["changed: Thu 7 Jan am tempo 12 km 1:09:00 → Thu 7 Jan am 06:20 tempo 12 km 1:09:00; locked"]
    assert plan_rewrite(season, find_block(season), block_as_text(season, find_block(season))).change.is_empty


def test_a_morning_time_is_no_afternoon(season: Planbook) -> None:
    text = edited(season, ("  Thu am  tempo", "  Thu pm 06:20  tempo"))
    said = refused(season, lambda: plan_rewrite(season, find_block(season), text))
    assert said.endswith("06:20 is in the morning; write am, or a later time.")
