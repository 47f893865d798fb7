"""What a problem in JSON may hold, and the sentences that refuse everything else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planner.slotting import parse_problem, parse_problem_json
from planner.slotting.problem import Problem, Run, Session, SlotStarts, SlottingGate, WeekTarget, parse_run_type
from planner.training.refusal import RefusedError
from planner.training.workouts import Slot, StrengthKind, StrengthLevel
from tests.slotting.oracle import Document

RUN = {"day": 0, "slot": "am", "type": "easy", "minutes": 70}
RACE = {"day": 27, "slot": "am", "type": "race", "minutes": 210, "priority": "A", "distance": "marathon"}
FULL: Document = {
    "start": "2027-01-04",
    "days": 28,
    "wrap": False,
    "level": "experienced",
    "stack": False,
    "active_rest": False,
    "anchors": {"am": "07:00", "pm": "18:00"},
    "runs": [RUN, RACE],
    "targets": [{"week": 0, "heavy": 2, "moderate": 0, "light": 1}],
    "unavailable": [{"day": 2, "slot": "pm"}, {"day": 3}],
    "preferred_weekdays": [1, 3],
    "history": [{"day": -2, "slot": "pm", "kind": "heavy"}],
    "locked": [{"day": 1, "slot": "pm", "kind": "heavy"}],
}


def test_the_example_of_the_specification_is_read() -> None:
    problem = parse_problem(parse_problem_json(json.dumps(FULL)))
    assert problem.days == 28
    assert problem.weeks == 4
    assert problem.level is StrengthLevel.EXPERIENCED
    assert problem.slot_starts == SlotStarts(7 * 60, 18 * 60)
    assert problem.runs[0] == Run(0, Slot.AM, parse_run_type("easy"), 70)
    assert problem.targets == (WeekTarget(0, heavy=2, light=1),)
    assert problem.history == (Session(-2, Slot.PM, StrengthKind.HEAVY),)
    assert problem.weekday(1) == 1


def test_only_days_must_be_given() -> None:
    problem = parse_problem({"days": 7})
    assert problem == Problem(days=7)
    assert problem.weekday(0) == 0


def test_without_a_level_three_sessions_in_four_weeks_make_a_runner_experienced() -> None:
    done = [{"day": day, "slot": "pm", "kind": "light"} for day in (-28, -9, -2)]
    assert parse_problem({"days": 7, "history": done}).level is StrengthLevel.EXPERIENCED
    assert parse_problem({"days": 7, "history": [*done[1:], {**done[0], "day": -29}]}).level is StrengthLevel.NOVICE


WRONG: list[tuple[dict[str, Any], list[str]]] = [
    ({"dayz": 7}, ["dayz", "7"]),
    ({"days": "28"}, ["days", "28"]),
    ({"days": True}, ["days", "true"]),
    ({"days": 0}, ["days", "0"]),
    ({"days": 3661}, ["days", "3661"]),
    ({"days": 28.5}, ["days", "28.5"]),
    ({"start": "4 January"}, ["start", "4 January"]),
    ({"start": 20270104}, ["start", "20270104"]),
    ({"wrap": True}, ["wrap", "28"]),
    ({"wrap": 1}, ["wrap", "1"]),
    ({"stack": "yes"}, ["stack", "yes"]),
    ({"active_rest": None}, ["active_rest", "null"]),
    ({"level": "expert"}, ["level", "expert"]),
    ({"level": ["novice"] * 3}, ["level", "3", "4"]),
    ({"level": ["novice", "novice", "novice", "pro"]}, ["level[3]", "pro"]),
    ({"anchors": {"noon": "12:00"}}, ["anchors", "noon", "12:00"]),
    ({"anchors": {"am": "25:00"}}, ["anchors.am", "25:00"]),
    ({"anchors": {"am": "19:00"}}, ["19:00", "18:00"]),
    ({"runs": {}}, ["runs", "{}"]),
    ({"runs": ["easy"]}, ["runs[0]", "easy"]),
    ({"runs": [RUN, {**RUN, "pace": 5}]}, ["runs[1]", "pace", "5"]),
    ({"runs": [{**RUN, "type": "fartlek"}]}, ["runs[0].type", "fartlek"]),
    ({"runs": [{**RUN, "slot": "noon"}]}, ["runs[0].slot", "noon"]),
    ({"runs": [{**RUN, "slot": ["am"]}]}, ["runs[0].slot", "am"]),
    ({"runs": [{**RUN, "minutes": -5}]}, ["runs[0].minutes", "-5"]),
    ({"runs": [{**RUN, "minutes": 1441}]}, ["runs[0].minutes", "1441"]),
    ({"runs": [{**RUN, "minutes": "70"}]}, ["runs[0].minutes", "70"]),
    ({"runs": [{**RUN, "day": None}]}, ["runs[0].day", "null"]),
    ({"runs": [{**RUN, "day": -(10**12)}]}, ["day", "-1000000000000"]),
    ({"runs": [{"day": 0, "slot": "am", "type": "easy"}]}, ["runs[0].minutes", "missing"]),
    ({"runs": [{**RACE, "priority": "D"}]}, ["runs[0].priority", "D"]),
    ({"runs": [{**RACE, "distance": "5k"}]}, ["runs[0].distance", "5k"]),
    ({"targets": [{"week": 4, "heavy": 1}]}, ["targets", "4"]),
    ({"targets": [{"week": 0}, {"week": 0}]}, ["targets", "0", "twice"]),
    ({"targets": [{"week": 0, "heavy": -1}]}, ["week 0", "-1", "heavy"]),
    ({"targets": [{"week": 0, "hevy": 1}]}, ["targets[0]", "hevy"]),
    ({"unavailable": [{"day": 1, "slot": "evening"}]}, ["unavailable[0].slot", "evening"]),
    ({"unavailable": [{"day": 1, "kind": "brutal"}]}, ["unavailable[0].kind", "brutal"]),
    ({"unavailable": [{"day": 1, "kind": "heavy", "why": "bored"}]}, ["unavailable[0].why", "bored"]),
    ({"preferred_weekdays": [7]}, ["preferred_weekdays", "7"]),
    ({"preferred_weekdays": ["Monday"]}, ["preferred_weekdays[0]", "Monday"]),
    ({"history": [{"day": 0, "slot": "pm", "kind": "heavy"}]}, ["history", "0"]),
    ({"history": [{"day": -1, "slot": "pm", "kind": "brutal"}]}, ["history[0].kind", "brutal"]),
    ({"locked": [{"day": 28, "slot": "pm", "kind": "heavy"}]}, ["locked", "28"]),
]


@pytest.mark.parametrize(("change", "named"), WRONG, ids=[json.dumps(change)[:60] for change, _ in WRONG])
def test_a_wrong_value_is_refused_by_key_and_value(change: dict[str, Any], named: list[str]) -> None:
    with pytest.raises(RefusedError) as refusal:
        parse_problem({**FULL, **change}, source="block.json")
    message = str(refusal.value)
    assert message.startswith("block.json: ")
    assert message.endswith(".")
    assert "\n" not in message
    for part in named:
        assert part in message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '{"days": NaN}',
        '{"days": 7, "days": 8}',
        "[" * 100_000,
        '{"days": 1' + "0" * 5000 + "}",
    ],
    ids=["empty", "cut", "list", "null", "number", "nan", "twin", "deep", "huge"],
)
def test_text_that_is_no_problem_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(RefusedError, match=r"^block\.json: .{1,300}\.$"):
        parse_problem(parse_problem_json(text, source="block.json"), source="block.json")


def test_hostile_text_in_a_key_is_made_printable() -> None:
    with pytest.raises(RefusedError) as refusal:
        parse_problem({**FULL, "\x1b[31mred": "\x07"})
    assert "\x1b" not in str(refusal.value)
    assert "\x07" not in str(refusal.value)


def test_a_problem_made_in_code_is_checked_as_well() -> None:
    with pytest.raises(RefusedError, match="-5 minutes"):
        Run(0, Slot.AM, parse_run_type("easy"), -5)
    with pytest.raises(RefusedError, match="day 3"):
        Problem(days=7, history=(Session(3, Slot.AM, StrengthKind.LIGHT),))
    with pytest.raises(RefusedError, match="week 1"):
        Problem(days=7, targets=(WeekTarget(1, heavy=1),))
    with pytest.raises(RefusedError, match="last day 2"):
        SlottingGate(StrengthKind.HEAVY, "knee pain", first=5, last=2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"days": NaN}', "NaN is not a number JSON has."),
        ('{"days": 7, "level": "novice", "level": "novice"}', 'the key "level" is twice in one object.'),
        ('{"days": "für immer"}', 'days must be a whole number, not "für immer".'),
        ('{"days": 7, "runs": 3}', "runs must be a list, not 3."),
        (
            '{"days": 7, "locked": [{"dya": 1}]}',
            'locked[0] has an unknown key "dya" with the value 1; known are day, kind, slot.',
        ),
        (
            '{"days": 7, "runs": [{"day": 1, "hour": "am"}]}',
            (
                'runs[0] has an unknown key "hour" with the value "am"; known are day, distance, metres, minutes, '
                "priority, seconds, slot, type."
            ),
        ),
    ],
    ids=["nan", "twin", "accent", "list", "session", "run"],
)
def test_what_is_wrong_is_named_as_it_was_written(text: str, said: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        parse_problem(parse_problem_json(text))
    assert str(refusal.value) == said


def test_a_gate_may_be_without_end() -> None:
    problem = parse_problem({"days": 7, "gates": [{"kind": "heavy", "why": "a bad knee"}]})
    assert problem.gates == (SlottingGate(StrengthKind.HEAVY, "a bad knee", first=0, last=None),)


def test_a_run_that_takes_too_long_is_refused_with_its_day() -> None:
    with pytest.raises(RefusedError) as refusal:
        Run(3, Slot.AM, parse_run_type("easy"), 1441)
    assert str(refusal.value) == "A run on day 3 cannot take 1441 minutes; 0 to 1440 can."
