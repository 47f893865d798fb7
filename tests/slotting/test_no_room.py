"""Why a week has no room for a session: what takes its half days, and what most keeps a second one out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.slotting import main_obstacle, parse_problem, solve
from planner.slotting.problem import SlottingGate
from planner.training.workouts import StrengthKind
from tests.slotting.documents import wanted, week
from tests.slotting.oracle import Document

HARD = "0int60 2tempo60 4int60 6long120"


def unplaced(document: Document) -> list[str]:
    return [missing.reason for missing in solve(parse_problem(document)).unplaced]


def closed(why: str, first: int = 0) -> list[Document]:
    return [{"day": day, "why": why} for day in range(first, 7)]


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("away", "are days you don't train"),
        ("pain", "come before pain has eased"),
        ("busy", "are not free"),
        ("fresh", "are before days you want to be fresh"),
        ("time", "are too short for it"),
        ("gym", "have no sled"),
        ("health", "have no sled, and wall sits are kept out for your health"),
        ("forbidden", "are kept free by you"),
    ],
)
def test_all_half_days_that_one_reason_closes_are_said_in_its_words(why: str, words: str) -> None:
    document = week("0e60 3e60", targets=wanted((1, 0, 0)), unavailable=closed(why))
    assert unplaced(document) == [f"No room for the heavy session in week 1: all its 14 half-days {words}."]


def test_one_half_day_has_its_verb_in_the_singular() -> None:
    document = week(HARD, targets=wanted((0, 0, 1)), unavailable=[*closed("busy", 1), {"day": 0, "slot": "pm"}])
    [sentence] = unplaced(document)
    assert sentence.startswith("No room for the light session in week 1: 13 of its 14 half-days are not free, 1 ")


def test_health_comes_with_its_reason() -> None:
    problem = parse_problem(week("0e60 3e60", targets=wanted((1, 0, 0))))
    gated = replace(problem, gates=(SlottingGate(StrengthKind.HEAVY, "pain of 7 on Tue 5 Jan"),))
    [missing] = solve(gated).unplaced
    assert "are closed for your health (pain of 7 on Tue 5 Jan)" in missing.reason


def test_of_three_sessions_the_number_without_room_is_said() -> None:
    document = week("1e60 3e60", targets=wanted((0, 0, 3)), unavailable=closed("busy", 3))
    assert unplaced(document)[0].startswith("No room for the three light sessions in week 1: ")


@pytest.mark.parametrize(
    ("runs", "more", "already", "words"),
    [
        ("0int60 1int60 2int60 3int60 4int60", {"stack": True}, 1, "between your hard runs no second day leaves a day"),
        (HARD, {"level": "novice"}, 0, "between your hard runs no day leaves 48 h"),
        ("0e60 1e60 2e60 3e60", {"unavailable": closed("gym")}, 1, "the sled is not there on more days"),
        ("0e60 1e60 2e60 3e60", {"unavailable": closed("busy")}, 1, "too few half-days are free"),
        ("0e60", {}, 1, "no second day leaves 3 h after its run"),
        ("0e20 1e20 6race200(A,marathon)", {}, 0, "the race is too near"),
        ("", {}, 2, "no other day has room"),
    ],
)
def test_the_main_obstacle_is_half_a_sentence(runs: str, more: dict[str, Any], already: int, words: str) -> None:
    answer = solve(parse_problem({**week(runs, targets=wanted((2, 0, 0))), **more}))
    assert main_obstacle(answer, {(0, StrengthKind.HEAVY)}, already) == words
