"""Sentences that refuse a problem file, word for word, and what may be left out of one."""

from __future__ import annotations

import pytest

from planner.slotting import parse_problem, parse_problem_json
from planner.slotting.problem import Run, SlottingGate, parse_run_type
from planner.training.refusal import RefusedError
from planner.training.workouts import Slot, StrengthKind


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
                'runs[0] has an unknown key "hour" with the value "am"; known are day, distance, minutes, priority, '
                "slot, type."
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
