"""The rules as data: all there, with sources, the numbers of the specification, and a runner's own numbers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from planner import slotting
from planner.slotting import DEFAULT_RULES, parse_problem, solve
from planner.slotting.problem import SlottingGate
from planner.training.refusal import RefusedError
from planner.training.sources import EvidenceGrade
from planner.training.workouts import StrengthKind
from tests.slotting.documents import wanted, week
from tests.slotting.oracle import HC4, HC9, HC10, S3, S5, S9, Document

F1 = "0e70 1int85 3tempo89 4e60 5e70 6long135"


def one_week(**more: object) -> Document:
    return week(F1, wrap=True, targets=wanted((2, 0, 1)), **more)


def test_every_rule_is_there_in_order_with_its_grounds() -> None:
    ids = [rule.id for rule in DEFAULT_RULES]
    assert ids == [f"HC{number}" for number in range(1, 15)] + [f"S{number}" for number in range(1, 11)] + [
        f"W{number}" for number in range(1, 6)
    ]
    for rule in DEFAULT_RULES:
        assert rule.sources, rule.id
        assert rule.text, rule.id
        assert all(ground.tag in EvidenceGrade for ground in rule.sources)


def test_the_hours_and_costs_are_those_of_the_specification() -> None:
    tables = {"HC4": HC4, "HC9": HC9, "HC10": HC10}
    for rule, table in tables.items():
        for row, kinds in table.items():
            for kind, hours in kinds.items():
                assert DEFAULT_RULES.minutes(rule, row, kind) == 60 * hours
    for kind, costs in S3.items():
        for day, cost in costs.items():
            assert DEFAULT_RULES.whole_number("S3", kind, "rest" if day == "none" else day) == cost
    for run, (first, last) in S5.items():
        assert (DEFAULT_RULES.minutes("S5", run, "from"), DEFAULT_RULES.minutes("S5", run, "to")) == (
            60 * first,
            60 * last,
        )
    assert {kind: DEFAULT_RULES.whole_number("S9", kind) for kind in S9} == S9
    for band, heavy, moderate in (("near", 8, 4), ("far", 4, 2)):
        assert DEFAULT_RULES.whole_number("S4", band, "heavy") == heavy
        assert DEFAULT_RULES.whole_number("S4", band, "moderate") == moderate
    assert DEFAULT_RULES.whole_number("S10", "cost") == 2


def test_grounds_name_source_and_tag() -> None:
    assert DEFAULT_RULES["HC3"].sources_text == "Doma13 [V]"
    assert "default [D]" in DEFAULT_RULES["S6"].sources_text
    assert DEFAULT_RULES["S6"].sources[0].tag.description == "a default of this planner, not evidence"


def test_a_runner_s_own_number_changes_the_plan_and_is_reported() -> None:
    rules = DEFAULT_RULES.with_overrides({"HC4.experienced.heavy": 40})
    answer = solve(parse_problem(one_week()), rules=rules)
    assert answer.cost > solve(parse_problem(one_week())).cost
    assert answer.to_json()["overrides"] == {"HC4.experienced.heavy": {"default": 24, "now": 40}}
    assert DEFAULT_RULES.overrides == {}


def test_a_rule_s_id_alone_names_its_cost() -> None:
    assert DEFAULT_RULES.with_overrides({"S6": 9}).whole_number("S6", "cost") == 9
    assert DEFAULT_RULES.with_overrides({"HC5": 5}).minutes("HC5", "hours") == 300


def test_tables_are_read_as_dotted_names() -> None:
    rules = DEFAULT_RULES.with_overrides({"HC4": {"novice": {"light": 10.5}}, "S9": {"light": 25}})
    assert rules.minutes("HC4", "novice", "light") == 630
    assert set(rules.overrides) == {"HC4.novice.light", "S9.light"}


def test_a_number_set_to_its_default_is_no_override() -> None:
    assert DEFAULT_RULES.with_overrides({"S6": 4}).overrides == {}
    assert DEFAULT_RULES.with_overrides({"S6": 9}).with_overrides({"S6": 4}).overrides == {}


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("HC99", 1, "HC99"),
        ("HC4", 24, "HC4"),
        ("HC4.experienced.hevy", 24, "HC4.experienced.hevy"),
        ("HC1", 1, "HC1"),
        ("S6", -1, "-1"),
        ("S6", 2.5, "2.5"),
        ("S6", True, "True"),
        ("S6", "4", "'4'"),
        ("S6", float("inf"), "inf"),
        ("S6.days", 8, "8"),
        ("HC7", 0, "0"),
        ("S1.step.hours", 0, "0"),
        ("HC5", 1e9, "1000000000"),
    ],
)
def test_an_override_that_no_rule_can_take_is_refused(name: str, value: object, named: str) -> None:
    with pytest.raises(RefusedError, match=r"^settings: .*\.$") as refusal:
        DEFAULT_RULES.with_overrides({name: value}, source="settings")
    assert named in str(refusal.value)


def test_a_wider_spacing_of_sessions_is_kept() -> None:
    answer = solve(parse_problem(one_week()), rules=DEFAULT_RULES.with_overrides({"HC7": 4}))
    days = [session.day for session in answer.sessions if session.kind == "heavy"]
    assert all(later - earlier >= 4 for earlier, later in pairwise(days))
    assert solve(parse_problem(one_week())).cost < answer.cost


def test_a_safety_gate_empties_the_kind_it_names() -> None:
    problem = parse_problem(one_week())
    gated = replace(problem, gates=(SlottingGate(StrengthKind.HEAVY, "your knee hurt 6 of 10 on Monday"),))
    answer = solve(gated)
    assert [session.kind for session in answer.sessions] == ["light"]
    assert answer.cost == 200 + sum(session.cost for session in answer.sessions)
    legal_before = {
        (row.candidate.placement.day, row.candidate.placement.slot)
        for row in solve(problem).candidates
        if row.candidate.veto is None and row.candidate.placement.kind is StrengthKind.HEAVY
    }
    gone = {
        (row.candidate.placement.day, row.candidate.placement.slot)
        for row in answer.candidates
        if row.candidate.veto == "HC14"
    }
    assert gone == legal_before


def test_a_gate_holds_only_for_its_days() -> None:
    problem = parse_problem(one_week())
    answer = solve(replace(problem, gates=(SlottingGate(StrengthKind.HEAVY, "fever", last=1),)))
    assert [session.day for session in answer.sessions if session.kind is StrengthKind.HEAVY] == [3]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            "HC4",
            (
                "evidence, read in the source (Palmer01, Doma13, Doma17, Doma19), and on "
                "a default of this planner, not evidence (West14)"
            ),
        ),
        ("S5", "evidence, read in the source (MartNav21), and on a coach's opinion (Ayotte25)"),
    ],
)
def test_what_a_rule_rests_on_is_said_by_how_well_it_is_known(rule: str, words: str) -> None:
    assert DEFAULT_RULES[rule].evidence_text == words


def test_a_rule_that_is_only_a_default_names_no_source() -> None:
    only = [rule.evidence_text for rule in DEFAULT_RULES if all(ground.source == "product" for ground in rule.sources)]
    assert set(only) == {"a default of this planner, not evidence"}


def test_tenths_of_an_hour_are_whole_minutes() -> None:
    rules = DEFAULT_RULES.with_overrides({"HC4.experienced.heavy": 4.1})
    document = week("3int60", targets=wanted((0, 0, 0)))
    assert rules.minutes("HC4", "experienced", "heavy") == 246
    assert solve(parse_problem(document), rules=rules).sessions == ()


def named_numbers() -> Iterator[list[str | None]]:
    """Yield the parts of each rule number that the slotter's code looks up; None for a part that is a variable."""
    for file in Path(slotting.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="whole_number" | "minutes"), args=parts):
                    yield [str(part.value) if isinstance(part, ast.Constant) else None for part in parts]


def test_every_number_that_the_code_looks_up_is_in_the_rules() -> None:
    paths = [name.split(".") for rule in DEFAULT_RULES for name in rule.numbers]
    lookups = list(named_numbers())
    assert len(lookups) > 30
    for parts in lookups:
        assert any(
            len(path) == len(parts) and all(part in {None, key} for part, key in zip(parts, path, strict=True))
            for path in paths
        ), parts
