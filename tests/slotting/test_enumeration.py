"""Small problems of every sort, against the oracle that tries all plans."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings

from planner.slotting import parse_problem, solve
from tests.examples import examples
from tests.slotting.documents import documents
from tests.slotting.oracle import Document, Oracle

PLANS = 600


@settings(max_examples=examples(150), deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_cost_placement_vetoes_terms_and_regrets_are_those_of_trying_everything(document: Document) -> None:
    oracle = Oracle(document)
    best = oracle.enumerate(PLANS)
    assume(best is not None)
    assert best is not None
    answer = solve(parse_problem(document)).to_json()
    assert answer["cost"] == best["cost"]
    assert [(each["day"], each["slot"], each["kind"]) for each in answer["sessions"]] == best["sessions"]
    rows = {(row["day"], row["slot"], row["kind"]): row for row in answer["candidates"]}
    assert {spot: row["veto"] for spot, row in rows.items()} == best["vetoes"]
    assert {spot: row["regret"] for spot, row in rows.items()} == best["regrets"]
    for spot, row in rows.items():
        terms = {} if row["veto"] else oracle.terms(spot)
        assert row["terms"] == terms
        assert row["cost"] == (None if row["veto"] else sum(terms.values()))


@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents(days=(7, 14, 28)))
def test_the_parts_of_the_answer_add_up_to_its_cost(document: Document) -> None:
    answer = solve(parse_problem(document)).to_json()
    parts = answer["sessions"] + answer["pairs"] + answer["unplaced"]
    assert answer["cost"] == sum(part["cost"] for part in parts)
    for session in answer["sessions"]:
        assert session["cost"] == sum(session["terms"].values())


def test_two_plans_alike_in_cost_and_half_days_are_told_apart_by_order() -> None:
    """The mornings of days 0 and 1 are both free of cost, in the recovery window of the tempo of the evening before."""
    runs = [{"day": day, "slot": "am", "type": "easy", "minutes": 20} for day in range(7)]
    document = {
        "days": 7,
        "level": "experienced",
        "stack": True,
        "runs": [*runs, {"day": -1, "slot": "pm", "type": "tempo", "minutes": 20}],
        "targets": [{"week": 0, "moderate": 1, "light": 1}],
    }
    best = Oracle(document).enumerate(PLANS)
    assert best is not None
    answer = solve(parse_problem(document))
    assert [(each.day, each.slot, each.kind) for each in answer.sessions] == best["sessions"]
    assert [(each.day, each.slot, each.kind) for each in answer.sessions] == [(0, "am", "moderate"), (1, "am", "light")]


def test_of_two_weeks_alike_in_cost_the_earlier_day_wins_though_the_other_costs_less_by_itself() -> None:
    """The second Tuesday keeps the weekday but is 8 h after a long run; Thursday is free but new: both cost 3."""
    runs = [
        {"day": day, "slot": "am", "type": "easy", "minutes": minutes} for day, minutes in ((1, 90), (8, 180), (10, 90))
    ]
    targets = [{"week": 0, "heavy": 1}, {"week": 1, "heavy": 1}]
    answer = solve(parse_problem({"days": 14, "level": "experienced", "runs": runs, "targets": targets}))
    assert answer.cost == 4 + 4 + 3
    assert [session.day for session in answer.sessions] == [1, 8]
    assert {priced.candidate.placement.day for priced in answer.candidates if priced.regret == 0} == {1, 8, 10}


def test_a_light_session_that_costs_as_much_as_leaving_it_out_is_left_out_when_that_sorts_first() -> None:
    """The morning of day 0 adds no half days, so only the ranks decide between placing the session there and not."""
    alone: Document = {
        "days": 7,
        "level": "experienced",
        "active_rest": True,
        "runs": [],
        "targets": [{"week": 0, "light": 1}],
    }
    assert solve(parse_problem(alone)).sessions == ()
    later = {"runs": [{"day": 4, "slot": "am", "type": "easy", "minutes": 20}]}
    followed = {
        **alone,
        **later,
        "targets": [{"week": 0, "moderate": 1, "light": 1}],
        "unavailable": [{"day": 4, "slot": "pm"}],
    }
    best = Oracle(followed).enumerate(PLANS)
    assert best is not None
    assert [(each.day, each.slot, each.kind) for each in solve(parse_problem(followed)).sessions] == best["sessions"]
