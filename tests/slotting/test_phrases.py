"""Why a place is ruled out, rule by rule: each phrase names the run, the race or the session it is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.slotting import explain_candidates, parse_problem, solve
from planner.slotting.problem import SlottingGate
from planner.slotting.rules import DEFAULT_RULES
from planner.training.refusal import RefusedError
from planner.training.workouts import StrengthKind
from tests.slotting.documents import wanted, week
from tests.slotting.oracle import Document


def brief(document: Document, day: int, slot: str, kind: str) -> str:
    lines = explain_candidates(solve(parse_problem(document)), day)
    return next(line.short_reason for line in lines if (line.slot, line.kind) == (slot, kind))


SHORT_RACE = week("0e30 1e40 3race40(C,10k) 5e40 6long120", targets=wanted((1, 1, 1)))


@pytest.mark.parametrize(
    ("day", "slot", "kind", "words"),
    [
        (1, "am", "heavy", "it comes less than 3 h after your easy run"),
        (1, "pm", "heavy", "it leaves less than 48 h before Thursday's race"),
        (3, "pm", "heavy", "it is race day"),
        (3, "pm", "light", "it is race day"),
        (5, "pm", "heavy", "it leaves less than a day before Sunday's long run"),
        (6, "am", "moderate", "the long run is enough for that day"),
        (6, "pm", "heavy", "the long run is enough for that day"),
    ],
)
def test_a_place_near_a_race_says_which_and_how_near(day: int, slot: str, kind: str, words: str) -> None:
    assert brief(SHORT_RACE, day, slot, kind) == words


def test_a_race_of_which_nothing_is_known_is_taken_for_a_marathon_that_matters_most() -> None:
    runs = [{"day": day, "slot": "am", "type": "easy", "minutes": 30} for day in range(14)]
    race = {"day": 7, "slot": "pm", "type": "race", "minutes": 40}
    document = {
        "days": 14,
        "level": "experienced",
        "runs": [*runs, race],
        "targets": wanted((1, 1, 1), (1, 1, 1)),
    }
    assert brief(document, 3, "pm", "heavy") == "it leaves less than a week before Monday's race"
    assert brief(document, 9, "pm", "moderate") == "it comes less than a week after Monday's race"


@pytest.mark.parametrize(
    ("day", "nearest"),
    [(0, "before Tuesday"), (2, "after Tuesday"), (4, "before Saturday"), (6, "after Saturday")],
)
def test_of_two_fixed_sessions_the_nearer_one_is_named(day: int, nearest: str) -> None:
    locked = [{"day": 1, "slot": "pm", "kind": "heavy"}, {"day": 5, "slot": "pm", "kind": "moderate"}]
    document = week("0e20 1e20 2e20 3e20 4e20 5e20 6e20", targets=wanted((1, 2, 0)), locked=locked)
    assert brief(document, day, "pm", "moderate") == f"it comes the day {nearest}'s session"


def test_of_two_gates_the_one_that_holds_that_day_is_told() -> None:
    runs = "0e20 1e20 2e20 3e20 4e20 5e20 6e20"
    problem = parse_problem(week(runs, targets=wanted((1, 0, 0))))
    gates = (
        SlottingGate(StrengthKind.HEAVY, "a fever", last=1),
        SlottingGate(StrengthKind.HEAVY, "a bad knee", first=2, last=3),
    )
    answer = solve(replace(problem, gates=gates))
    told = [
        next(line.short_reason for line in explain_candidates(answer, day) if line.slot == "pm") for day in range(4)
    ]
    assert told == [
        f"your health comes first ({reason})" for reason in ("a fever", "a fever", "a bad knee", "a bad knee")
    ]


def test_two_sessions_may_be_kept_apart_by_a_week_and_no_more() -> None:
    for name in ("HC7.days", "S6.days"):
        assert DEFAULT_RULES.with_overrides({name: 7}).overrides[name][1] == 7
        with pytest.raises(RefusedError):
            DEFAULT_RULES.with_overrides({name: 8})
