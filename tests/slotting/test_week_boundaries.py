"""The boundary of two weeks: problems in which a mistake there changes the answer."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from planner.slotting import parse_problem, solve
from planner.slotting.rules import DEFAULT_RULES
from tests.slotting.documents import wanted, week
from tests.slotting.oracle import Document


def easy(*days: int, first: str = "easy") -> list[dict[str, Any]]:
    return [{"day": day, "slot": "am", "type": first if day == 0 else "easy", "minutes": 45} for day in days]


TWO_ALIKE: Document = {
    "days": 14,
    "level": "experienced",
    "runs": easy(*range(-3, 12)),
    "targets": wanted((1, 1, 1), (1, 1, 1)),
}
"""The best first week for some places of the second one is not the cheapest first week."""
NOTHING_HEAVY_AFTER: Document = {
    "days": 14,
    "level": "experienced",
    "runs": easy(-3, -2, -1, 0, 2, 3, 4, 5, *range(7, 17), first="long"),
    "targets": wanted((1, 1, 1), (0, 1, 1)),
    "unavailable": [{"day": 2}],
}
"""A week without a moderate session sets no habit for the next one (S8)."""
Regrets = dict[tuple[int, str, str], int]


@pytest.mark.parametrize(
    ("document", "regrets"),
    [
        (TWO_ALIKE, {(9, "am", "moderate"): 15, (9, "pm", "heavy"): 7, (9, "pm", "moderate"): 7}),
        (NOTHING_HEAVY_AFTER, {(4, "am", "moderate"): 98, (4, "pm", "moderate"): 90}),
    ],
    ids=["alike", "no habit"],
)
def test_regrets_of_two_weeks_are_those_of_trying_everything(document: Document, regrets: Regrets) -> None:
    """`Oracle.enumerate` agrees; it takes eight seconds for each."""
    rows = solve(parse_problem(document)).to_json()["candidates"]
    found = {(row["day"], row["slot"], row["kind"]): row["regret"] for row in rows}
    assert {place: found[place] for place in regrets} == regrets


def test_a_wider_spacing_is_kept_across_the_end_of_a_week() -> None:
    everyday = {**TWO_ALIKE, "runs": easy(*range(-3, 17))}
    answer = solve(parse_problem(everyday), rules=DEFAULT_RULES.with_overrides({"HC7": 4}))
    days = [session.day for session in answer.sessions if session.kind != "light"]
    assert days == [0, 4, 8, 12]
    assert all(later - earlier >= 4 for earlier, later in pairwise(days))


def test_the_habit_of_the_past_week_is_of_a_kind_and_of_a_day() -> None:
    """Heavy on Thursday, moderate on Saturday: heavy costs 3 more on any other day, and so does moderate (S8)."""
    done = [(-4, "heavy"), (-2, "moderate"), (-6, "light")]
    document = {
        "days": 7,
        "level": "experienced",
        "runs": [{"day": day, "slot": "am", "type": "easy", "minutes": 20} for day in range(-7, 8)],
        "history": [{"day": day, "slot": "pm", "kind": kind} for day, kind in done],
    }
    for kind, habit in (("heavy", 3), ("moderate", 5)):
        answer = solve(parse_problem({**document, "targets": [{"week": 0, kind: 1}]}))
        assert [(session.day, session.kind) for session in answer.sessions] == [(habit, kind)]
        assert answer.pairs == ()
        rows = [row for row in answer.to_json()["candidates"] if (row["kind"], row["slot"]) == (kind, "pm")]
        assert {row["day"]: row["regret"] for row in rows if row["veto"] is None and row["day"] > 1} == {
            day: 3 * (day != habit) for day in range(2, 7)
        }


def open_on(*days: int, targets: tuple[tuple[int, int, int], tuple[int, int, int]], **more: Any) -> Document:
    """Return two weeks of short easy runs with only the evenings of some days open for strength."""
    return {
        "days": 14,
        "level": "experienced",
        "runs": [{"day": day, "slot": "am", "type": "easy", "minutes": 20} for day in range(-7, 21)],
        "targets": wanted(*targets),
        "unavailable": [
            {"day": day, "slot": slot} for day in range(14) for slot in ("am", "pm") if slot == "am" or day not in days
        ],
        **more,
    }


HEAVY_EACH = ((1, 0, 0), (1, 0, 0))


@pytest.mark.parametrize(
    ("last", "near", "far"),
    [
        (6, 7, 10),  # on days in a row: HC7
        (5, 7, 10),  # two days apart: S6
        (6, 8, 11),
    ],
)
@pytest.mark.parametrize("kind", ["heavy", "moderate"])
def test_a_session_keeps_away_from_that_of_the_week_before(last: int, near: int, far: int, kind: str) -> None:
    each = (1, 0, 0) if kind == "heavy" else (0, 1, 0)
    answer = solve(parse_problem(open_on(last, near, far, targets=(each, each))))
    assert [session.day for session in answer.sessions] == [last, far]
    regrets = [row["regret"] for row in answer.to_json()["candidates"] if (row["day"], row["slot"]) == (near, "pm")]
    assert all(regret == 4 if near == last + 2 else regret > 50 for regret in regrets if regret is not None)


def test_two_heavy_sessions_around_a_key_run_keep_apart_across_the_end_of_a_week() -> None:
    document = open_on(6, 8, 11, targets=HEAVY_EACH, stack=True)
    document["runs"] = [{**run, "type": "tempo", "slot": "pm"} if run["day"] == 7 else run for run in document["runs"]]
    rules = DEFAULT_RULES.with_overrides({"S6.cost": 0, "HC4.experienced.heavy": 0, "HC5.hours": 0})
    assert [session.day for session in solve(parse_problem(document), rules=rules).sessions] == [6, 11]


@pytest.mark.parametrize("kind", ["heavy", "moderate"])
def test_a_week_is_placed_so_that_a_locked_session_after_it_keeps_its_habit(kind: str) -> None:
    each = (1, 0, 0) if kind == "heavy" else (0, 1, 0)
    locked = [{"day": 10, "slot": "pm", "kind": kind}]
    answer = solve(parse_problem(open_on(0, 1, 3, 10, targets=(each, each), locked=locked)))
    assert [session.day for session in answer.sessions] == [3, 10]
    assert answer.pairs == ()


def crowded(runs: str, **more: Any) -> Document:
    """Return two weeks with runs written as ``-7am:long:45``: day, slot, type and minutes."""
    table = [word.split(":") for word in runs.split()]
    return {
        "days": 14,
        "level": "experienced",
        "runs": [
            {"day": int(place[:-2]), "slot": place[-2:], "type": kind, "minutes": int(minutes)}
            for place, kind, minutes in table
        ],
        **more,
    }


def test_the_cheaper_continuation_wins_though_another_sorts_first() -> None:
    """A continuation that costs more is never taken because of its rank."""
    document = crowded(
        "-7am:long:45 -4am:long:60 -2am:easy:60 -1pm:easy:60 0pm:easy:20 2pm:easy:20 4am:long:60 5am:easy:60 "
        "6pm:tempo:60 7pm:easy:45 8am:easy:20 9am:easy:60 12pm:easy:45 15pm:long:45 16am:easy:45 "
        "17pm:easy:20 18am:easy:20 19am:long:60 20am:easy:45",
        targets=wanted((1, 1, 0), (1, 1, 1)),
        stack=True,
        history=[{"day": -3, "slot": "pm", "kind": "moderate"}, {"day": -5, "slot": "pm", "kind": "light"}],
    )
    rules = DEFAULT_RULES.with_overrides({"S4.near.moderate": 0, "S4.far.moderate": 0})
    answer = solve(parse_problem(document), rules=rules)
    assert answer.cost == 25
    assert [(one.day, one.slot, one.kind) for one in answer.sessions] == [
        (0, "am", "heavy"),
        (5, "pm", "moderate"),
        (7, "am", "light"),
        (8, "am", "heavy"),
        (12, "am", "moderate"),
    ]


def test_a_continuation_that_costs_nothing_is_not_replaced_by_a_later_one() -> None:
    """Nothing is cheaper than 0."""
    document = crowded(
        "-6am:long:20 -5am:easy:20 -4pm:easy:20 -3pm:easy:60 -2am:tempo:20 -1am:easy:45 0am:tempo:45 "
        "2am:easy:20 3am:long:60 4am:tempo:20 5am:easy:45 6am:easy:60 7am:tempo:20 8am:long:20 9am:easy:20 "
        "10am:easy:45 11am:easy:60 12am:easy:45 14am:long:20 15am:easy:60 17am:tempo:60 18am:long:20 "
        "20am:easy:45",
        targets=wanted((1, 0, 1), (0, 0, 1)),
        stack=True,
        unavailable=[{"day": day} for day in (1, 5, 6, 7, 8, 13)],
    )
    answer = solve(parse_problem(document))
    assert answer.cost == 0
    assert [(one.day, one.slot, one.kind) for one in answer.sessions] == [
        (0, "pm", "heavy"),
        (2, "am", "light"),
        (9, "am", "light"),
    ]


def test_a_new_weekday_costs_a_habit_and_names_the_old_one() -> None:
    answer = solve(parse_problem(open_on(0, 10, targets=HEAVY_EACH)))
    assert [(pair.rule, pair.days, pair.cost) for pair in answer.pairs] == [("S8", (0, 10), 3)]
    assert answer.cost == sum(session.cost for session in answer.sessions) + 3


@pytest.mark.parametrize(("past", "pairs"), [(-1, [("S8", (-1, 3))]), (-7, [("S8", (-7, 3))]), (-8, []), (-4, [])])
def test_the_week_before_the_block_is_seven_days_long(past: int, pairs: list[tuple[str, tuple[int, int]]]) -> None:
    done = [{"day": past, "slot": "pm", "kind": "heavy"}]
    answer = solve(parse_problem(open_on(3, targets=((1, 0, 0), (0, 0, 0)), history=done)))
    assert [session.day for session in answer.sessions] == [3]
    assert [(pair.rule, pair.days) for pair in answer.pairs] == pairs


def test_a_locked_session_tells_the_rule_about_itself_before_that_of_its_week() -> None:
    locked = [{"day": 5, "slot": "pm", "kind": "heavy"}]
    document = open_on(5, targets=((0, 1, 0), (0, 0, 0)), locked=locked)
    document["runs"] = [run for run in document["runs"] if run["day"] != 5]
    [session] = [session for session in solve(parse_problem(document)).sessions if session.locked]
    assert "is a rest day" in session.reason


def test_a_light_session_two_days_before_a_heavy_one_costs_nothing_together_with_it() -> None:
    done = [{"day": -1, "slot": "pm", "kind": "light"}]
    answer = solve(parse_problem(week("1int60", targets=wanted((1, 0, 0)), history=done)))
    assert [session.day for session in answer.sessions] == [1]
    assert answer.pairs == ()


def test_a_session_on_one_of_two_days_of_the_week_before_breaks_no_habit() -> None:
    done = [{"day": day, "slot": "pm", "kind": "heavy"} for day in (-6, -3)]
    answer = solve(parse_problem(week("1int60", targets=wanted((1, 0, 0)), history=done)))
    assert [session.day for session in answer.sessions] == [1]
    assert answer.pairs == ()
