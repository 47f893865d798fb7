"""Reasons that only a crowded week brings out, word for word; each document was found by comparing with a mutant."""

from __future__ import annotations

from typing import Any

import pytest

from planner.slotting import parse_problem, solve
from tests.slotting.documents import fortnight, wanted, week
from tests.slotting.oracle import Document


def reason(document: Document, day: int, kind: str) -> str:
    answer = solve(parse_problem(document))
    return next(session.reason for session in answer.sessions if (session.day, session.kind) == (day, kind))


def crowded(runs: str, evening: tuple[int, ...] = (), **more: Any) -> Document:
    """A week in short form, with the runs of some days in the evening."""
    document = week(runs, wrap=True, stack=True, **more)
    for run in document["runs"]:
        run["slot"] = "pm" if run["day"] in evening else "am"
    return document


def test_a_place_with_nothing_to_be_said_for_it_is_the_best_the_rules_leave() -> None:
    document = crowded(
        "3e89 5tempo20 6int90",
        targets=wanted((2, 1, 1)),
        preferred_weekdays=[1, 5],
        locked=[{"day": 2, "slot": "am", "kind": "heavy"}] * 2,
        anchors={"am": "11:45", "pm": "12:00"},
    )
    assert reason(document, 5, "moderate").startswith(
        "Moderate sled Sat 12:20: the best place the rules leave; costs 11: 3 because Sunday's intervals is 22.8 h "
        "away (S1), "
    )


def test_a_hard_day_that_stays_hard_is_a_reason() -> None:
    document = crowded(
        "0long210 1rec89 2e210 3tempo90 4long75 5pace60 6long210",
        evening=(0, 4, 5, 6),
        active_rest=True,
        targets=wanted((1, 1, 2)),
    )
    document["runs"].append({"day": 5, "slot": "am", "type": "recovery", "minutes": 31})
    assert reason(document, 3, "heavy").startswith(
        "Heavy sled Thu 08:45: a hard day stays hard (S3 free); costs 24: 12 because Friday's long run is 32.5 h away"
    )


def test_a_light_session_is_not_kept_from_a_heavy_one() -> None:
    document = week("0e20 2rec45 6e0", wrap=True, active_rest=True, targets=wanted((1, 1, 1)))
    document["runs"][1]["slot"] = "pm"
    assert reason(document, 2, "light") == (
        "Light recovery Wed 07:00: the best place the rules leave; costs 10 because it lies outside every recovery "
        "window (S5). Tuesday 07:00 would make the plan 10 dearer (S3)."
    )


def test_what_makes_a_plan_dearer_by_one_is_named_too() -> None:
    runs = [(-1, "easy", 135), (0, "tempo", 89), (1, "easy", 135), (2, "recovery", 135), (3, "race_pace", 645)]
    runs += [(4, "intervals", 135), (4, "easy", 31), (5, "recovery", 135), (6, "tempo", 90)]
    runs += [(7, "race_pace", 45), (8, "tempo", 89), (8, "easy", 20)]
    document = {
        "days": 7,
        "level": "experienced",
        "runs": [{"day": day, "slot": "am", "type": kind, "minutes": minutes} for day, kind, minutes in runs],
        "targets": wanted((2, 1, 0)),
        "unavailable": [{"day": 1, "kind": "moderate"}, {"day": 0, "why": "away"}, {"day": 4, "why": "forbidden"}],
    }
    assert reason(document, 6, "moderate").endswith(" Saturday 18:00 would make the plan 1 dearer (S2).")


@pytest.mark.parametrize(("past", "habit"), [((-5, -7), 0), ((-5,), 3)])
def test_a_session_seven_days_before_is_of_the_week_before(past: tuple[int, ...], habit: int) -> None:
    done = [{"day": day, "slot": "pm", "kind": "heavy"} for day in past]
    runs = " ".join(f"{day}e20" for day in range(7))
    answer = solve(parse_problem(week(runs, targets=wanted((1, 0, 0)), history=done)))
    row = next(row for row in answer.to_json()["candidates"] if (row["day"], row["slot"]) == (0, "pm"))
    assert row["regret"] == habit


@pytest.mark.parametrize(
    ("first", "second", "mornings", "day", "words"),
    [
        ("0e45 1e20 2tempo45 3e20 4e20", "", (1,), 0, "Tuesday 07:35 would make the plan 12 dearer (HC11)."),
        (
            "0e45 1long45 2e20 3e60 6int60",
            "0int20 3int45 4tempo20 5e60 6tempo20",
            (6, 10),
            3,
            "Wednesday 07:00 would make the plan 18 dearer (HC11).",
        ),
    ],
    ids=["the key run last", "the key run between"],
)
def test_a_day_that_would_make_three_hard_ones_is_told_by_that(
    first: str, second: str, mornings: tuple[int, ...], day: int, words: str
) -> None:
    document = fortnight(first, second, stack=True, targets=wanted((2, 0, 0), (2, 0, 0)))
    if not second:
        document |= {"days": 7, "targets": wanted((2, 0, 0))}
    for run in document["runs"]:
        run["slot"] = "am" if run["day"] in mornings else "pm"
    assert reason(document, day, "heavy").endswith(words)
