"""The reference weeks of the specification, each checked there by enumeration and by a solver."""

from __future__ import annotations

import pytest

from planner.slotting import parse_problem, solve
from tests.slotting.documents import fortnight, wanted, week
from tests.slotting.oracle import Document

F1 = "0e70 1int85 3tempo89 4e60 5e70 6long135"
F4 = "1e33 2e77 3e44 5long110 6cross60"
NO_EVENINGS = [{"day": day, "slot": "pm"} for day in range(7)]
REFERENCE = {
    "F1": (week(F1, wrap=True, targets=wanted((2, 0, 1))), 12, "0pm light, 1pm heavy, 3pm heavy"),
    "F2": (
        week("1rec60 2e100 4tempo80 5rec45 6long165", wrap=True, targets=wanted((2, 0, 1))),
        22,
        "1pm heavy, 4pm heavy, 5pm light",
    ),
    "F3": (
        week("1int65 2e100 4rec45 5race60(C,10k) 6long140", targets=wanted((1, 0, 1))),
        2,
        "1pm heavy, 2pm light",
    ),
    "F4": (week(F4, wrap=True, targets=wanted((2, 0, 1))), 24, "1pm heavy, 3pm heavy, 6pm light"),
    "F4n": (
        week(F4, wrap=True, level="novice", targets=wanted((0, 2, 1))),
        15,
        "1pm moderate, 6pm moderate",
    ),
    "F5": (
        week("0e30 1int55 2e40 3tempo50 5pace80 6long180", wrap=True, targets=wanted((2, 0, 1))),
        20,
        "0pm light, 1pm heavy, 3pm heavy",
    ),
    "F6": (
        week("0e50 1e50 2tempo85 3e50 4e45 5e40 6long130", wrap=True, targets=wanted((2, 0, 1))),
        18,
        "0pm light, 2pm heavy, 4pm heavy",
    ),
    "F7": (
        week("0e40 1int55 2e40 3tempo55 5e40 6long105", wrap=True, targets=wanted((2, 0, 1))),
        12,
        "0pm light, 1pm heavy, 3pm heavy",
    ),
    "F8": (
        week("0e40 1int45 2e35 4e25 6race210(A,marathon)", targets=wanted((0, 1, 1))),
        2,
        "1pm moderate, 2pm light",
    ),
    "F9": (
        fortnight("0race210(A,marathon) 3rec30 5rec35", "0e40 2e45 4e50 6e70", targets=wanted((0, 0, 2), (1, 1, 0))),
        17,
        "3pm light, 7pm moderate, 11pm heavy",
    ),
    "F10": (
        week(F1, wrap=True, stack=True, unavailable=NO_EVENINGS, targets=wanted((2, 0, 0))),
        32,
        "1am heavy, 3am heavy",
    ),
    "F10b": (week(F1, wrap=True, unavailable=NO_EVENINGS, targets=wanted((2, 0, 0))), 200, ""),
    "F11": (week(F1, wrap=True, level="novice", targets=wanted((0, 2, 0))), 82, "3pm moderate"),
    "F12": (
        week("0e40 1int55 2e40 3tempo55 5e40 6long105", wrap=True, targets=wanted((0, 2, 1))),
        8,
        "0pm light, 1pm moderate, 3pm moderate",
    ),
    "F13": (
        week("1e30 3e30 5e40 6long60", wrap=True, level="novice", targets=wanted((0, 2, 1))),
        17,
        "1pm moderate, 3pm moderate",
    ),
    "F14": (
        week("0e45 2tempo60 4e45 5long100 6e30", wrap=True, targets=wanted((1, 1, 1))),
        6,
        "0am light, 2pm heavy, 6pm moderate",
    ),
    "F15": (
        week("1e40 3e40 5long90", wrap=True, level="novice", active_rest=True, targets=wanted((0, 1, 1))),
        6,
        "0am light, 1pm moderate",
    ),
    "F16": (
        fortnight(
            "0e40 1e40 2e40 3e40 4e40 5e40 6long165",
            "0e40 1e40 2e40 3e40 4e40 5e40 6long120",
            targets=wanted((0, 0, 0), (0, 1, 0)),
        ),
        2,
        "8pm moderate",
    ),
}


@pytest.mark.parametrize(("document", "cost", "placement"), REFERENCE.values(), ids=REFERENCE)
def test_reference_week(document: Document, cost: int, placement: str) -> None:
    answer = solve(parse_problem(document))
    assert answer.cost == cost
    assert ", ".join(f"{each.day}{each.slot} {each.kind}" for each in answer.sessions) == placement


def test_the_json_of_a_week_has_the_shape_of_the_specification() -> None:
    document = solve(parse_problem(REFERENCE["F1"][0])).to_json()
    assert list(document) == ["cost", "optimal", "sessions", "pairs", "unplaced", "candidates", "warnings"]
    assert document["optimal"] is True
    session = document["sessions"][1]
    assert {key: session[key] for key in session if key != "reason"} == {
        "day": 1,
        "slot": "pm",
        "kind": "heavy",
        "start": "18:00",
        "locked": False,
        "cost": 8,
        "terms": {"S1": 8},
    }
    assert document["pairs"] == [{"rule": "S6", "days": [1, 3], "cost": 4}]
    vetoed = {"day": 0, "slot": "am", "kind": "heavy", "veto": "HC4", "cost": None, "terms": {}, "regret": None}
    assert vetoed in document["candidates"]
    legal = {
        "day": 4,
        "slot": "pm",
        "kind": "heavy",
        "veto": None,
        "cost": 14,
        "terms": {"S1": 8, "S3": 6},
        "regret": 10,
    }
    assert legal in document["candidates"]


def test_an_unplaced_session_is_reported_with_its_cost() -> None:
    document = solve(parse_problem(REFERENCE["F11"][0])).to_json()
    (missing,) = document["unplaced"]
    assert (missing["week"], missing["kind"], missing["count"], missing["cost"]) == (0, "moderate", 1, 80)


def test_a_stacked_session_starts_a_quarter_of_an_hour_after_the_run() -> None:
    answer = solve(parse_problem(REFERENCE["F10"][0]))
    assert [session.start for session in answer.sessions] == ["08:40", "08:44"]
