"""`check_schedule`: each hard rule, broken and kept, about one session and between two."""

from __future__ import annotations

from typing import Any

import pytest

from planner.slotting import Violation, check_schedule, parse_problem, solve
from planner.slotting.rules import DEFAULT_RULES
from tests.slotting.documents import fortnight, wanted, week
from tests.slotting.oracle import Document


def violations(document: Document, *sessions: str, **more: Any) -> tuple[Violation, ...]:
    """Return the rules broken by sessions written as ``1pm heavy``: day, slot and kind."""
    locked = []
    for words in sessions:
        place, kind = words.split()
        locked.append({"day": int(place[:-2]), "slot": place[-2:], "kind": kind})
    return check_schedule(parse_problem({**document, "locked": locked, **more})).violations


def codes(document: Document, *sessions: str, **more: Any) -> list[str]:
    return [violation.rule for violation in violations(document, *sessions, **more)]


NOVICE = {"level": "novice"}
QUIET = "0e60 1int60 3tempo60 4e60 6long120"


@pytest.mark.parametrize(
    ("runs", "broken", "kept", "more", "code"),
    [
        ("1e30 5int60", "1pm light", "1am light", {"unavailable": [{"day": 1, "slot": "pm"}]}, "HC1"),
        ("1e30 4int60", "2pm light", "1pm light", {}, "HC2"),
        ("1e30 4int60", "2pm moderate", "1pm moderate", {"active_rest": True}, "HC2"),
        ("0e60 3int60", "2pm heavy", "1pm heavy", {}, "HC4"),
        ("0e60 3int60 1e30", "1pm moderate", "0pm moderate", NOVICE, "HC4"),
        ("1int60 6e30", "1am heavy", "1pm heavy", {}, "HC5"),
        ("6long120 3e30", "6pm heavy", "3pm heavy", {}, "HC6"),
        ("6race60(C,10k) 1e30", "6pm light", "1pm light", {}, "HC6"),
        ("0e40 1e40 6race60(A,10k)", "1pm heavy", "0pm light", {}, "HC9"),
        ("0race60(C,10k) 1e30 4e30", "1pm heavy", "4pm heavy", {}, "HC10"),
        ("0e60 4e60 6e60", "4pm heavy", "4pm moderate", NOVICE, "HC13"),
    ],
)
def test_a_rule_about_one_session(runs: str, broken: str, kept: str, more: dict[str, Any], code: str) -> None:
    document = {**week(runs), **more}
    assert code in codes(document, broken)
    assert code not in codes(document, kept)


def test_a_quiet_week_has_no_fault() -> None:
    assert violations(week(QUIET), "1pm heavy", "4pm light") == ()


def test_hc3_before_a_key_run_of_the_same_day_breaks_the_gap_too() -> None:
    document = week("1e30")
    document["runs"].append({"day": 3, "slot": "pm", "type": "tempo", "minutes": 60})
    assert codes(document, "3am moderate") == ["HC3", "HC4"]
    assert codes(document, "1am moderate") == []
    [before, gap] = violations(document, "3am moderate")
    assert before.text == "Your tempo should come first that day."
    assert gap.text == "It leaves only 10 h before your tempo; leave at least 20 h."


def test_hc7_two_demanding_sessions_too_near() -> None:
    assert codes(week("0e40 1e40 3e40"), "0pm moderate", "1pm moderate") == ["HC7"]
    assert codes(week("0e40 1e40 3e40"), "1pm moderate", "3pm moderate") == []
    assert codes(week("0e40 1e40 3e40"), "0pm moderate", "1pm light") == []
    [violation] = violations(week("0e40 1e40"), "0pm moderate", "1pm moderate")
    assert [one.day for one in violation.sessions] == [0, 1]
    assert violation.text == "It is the day after the moderate session of Monday; leave at least one day between them."


def test_hc7_looks_at_what_was_done_before_the_block() -> None:
    history = [{"day": -1, "slot": "pm", "kind": "heavy"}]
    assert codes(week("0e40"), "0pm moderate", history=history) == ["HC7"]
    assert codes(week("1e40"), "1pm moderate", history=history) == []


def test_hc8_two_sessions_on_one_day() -> None:
    assert codes(week("0e40 2e40"), "0am light", "0pm light") == ["HC8"]
    assert codes(week("0e40 2e40"), "0pm light", "2pm light") == []
    assert codes(week("0e40 2e40"), "0am moderate", "0pm moderate") == ["HC7", "HC8"]


def test_hc11_a_heavy_session_that_makes_three_hard_days() -> None:
    assert codes(week("1tempo40 2int40 3e40 6e40"), "3pm heavy") == ["HC11"]
    assert codes(week("1tempo40 2int40 3e40 6e40"), "3pm moderate") == []
    assert codes(week("1tempo40 2int40 3e40 5e40"), "5pm heavy") == []
    [violation] = violations(week("1tempo40 2int40 3e40 6e40"), "3pm heavy")
    assert violation.text == (
        "It makes three hard days in a row: Tuesday (key run), Wednesday (key run) and Thursday (heavy)."
    )


def test_hc11_two_heavy_sessions_around_a_key_run_are_one_violation_on_the_later_day() -> None:
    found = [
        violation
        for violation in violations(week("0e40 1int40 2e40 6e40"), "0pm heavy", "2pm heavy")
        if violation.rule == "HC11"
    ]
    assert [[one.day for one in violation.sessions] for violation in found] == [[0, 2]]
    assert [
        violation for violation in violations(week("0int40 1int40 2int40"), "2pm heavy") if violation.rule == "HC11"
    ] == []


def test_hc12_more_than_the_cap_or_than_the_week_asks_for() -> None:
    full = "0e40 2e40 4e40 6e40"
    assert codes(week(full), "0pm moderate", "2pm moderate") == []
    assert codes(week(full), "0pm moderate", "2pm moderate", "4pm moderate") == ["HC12"]
    assert codes(week(full), "0pm light", "2pm light", "4pm light", "6pm light") == ["HC12"]
    assert codes(week(full), "0pm light", "2pm light", targets=wanted((1, 0, 1))) == ["HC12"]
    assert codes(week(full), "0pm light", targets=wanted((1, 0, 1))) == []
    [violation] = violations(week(full), "0pm moderate", "4pm moderate", targets=wanted((0, 1, 1)))
    assert violation.text == "Week 1 holds 2 heavy or moderate sessions and asks for 1."


def test_every_rule_a_session_breaks_is_named() -> None:
    assert codes(week("6race210(A,marathon)"), "6pm heavy") == ["HC6", "HC10"]
    assert codes(week("5e60 6int60", **NOVICE), "5pm heavy") == ["HC4", "HC13"]


@pytest.mark.parametrize("seed", range(3))
def test_what_the_slotter_places_has_no_fault(seed: int) -> None:
    document = fortnight("1e45 2int60 4tempo60 5e50 6long120", "0e50 2int60 3e30 5e40 6long100")
    document |= {"targets": wanted((1, 1, 1), (seed % 2, 1, 1)), "level": ["novice", "experienced"][seed % 2]}
    answer = solve(parse_problem(document))
    sessions = [f"{one.day}{one.slot} {one.kind}" for one in answer.sessions]
    assert sessions
    assert violations(document, *sessions) == ()


def test_a_runner_s_own_hours_judge() -> None:
    document = {**week("0e60 3int60"), "locked": [{"day": 2, "slot": "pm", "kind": "heavy"}]}
    rules = DEFAULT_RULES.with_overrides({"HC4.experienced.heavy": 6})
    assert "HC4" not in [violation.rule for violation in check_schedule(parse_problem(document), rules).violations]


DAILY = "0e40 2e40 4e40 6e40"


@pytest.mark.parametrize(
    ("sessions", "targets", "text"),
    [
        ("0pm heavy, 4pm heavy", (1, 1, 0), "Week 1 holds 2 heavy sessions and asks for 1."),
        (
            "0pm moderate, 2pm moderate, 4pm moderate",
            (0, 2, 0),
            "Week 1 holds 3 heavy or moderate sessions; more than 2 is too much.",
        ),
        ("0pm light, 2pm light, 4pm light, 6pm light", (0, 0, 1), "Week 1 holds 4 sessions; more than 3 is too much."),
        ("0pm light, 2pm light", (0, 0, 1), "Week 1 holds 2 light sessions and asks for 1."),
    ],
)
def test_hc12_says_what_the_week_holds(sessions: str, targets: tuple[int, int, int], text: str) -> None:
    [violation] = violations(week(DAILY), *sessions.split(", "), targets=wanted(targets))
    assert (violation.rule, violation.text) == ("HC12", text)


def test_two_sessions_that_are_both_past_are_no_fault() -> None:
    past = [{"day": day, "slot": "pm", "kind": "heavy"} for day in (-3, -2)]
    assert codes(week(DAILY), "2pm light", history=past) == []


def test_faults_come_by_day_with_the_week_they_fall_in() -> None:
    document = fortnight("0e40 1e40 5int40", "0e40 1e40 3tempo40")
    found = violations(document, "4pm heavy", "7pm heavy", "8pm moderate")
    assert [(violation.rule, violation.week, violation.sessions[-1].day) for violation in found] == [
        ("HC2", 0, 4),
        ("HC4", 0, 4),
        ("HC7", 1, 8),
    ]


def test_what_is_said_of_a_week_comes_before_its_days() -> None:
    assert codes(week("0e40 6e40"), "4pm moderate", targets=wanted((0, 0, 0))) == ["HC12", "HC2"]
