"""Sources: every key that a rule, a dose, a gate or a docstring names is in the list, and no other file is named."""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import planner
from planner.slotting import DEFAULT_RULES
from planner.training.absences import Absence, AbsenceKind
from planner.training.dose_rules import DOSE_RULES
from planner.training.feelings import feeling_gates
from planner.training.progress_rules import PROGRESS_RULES
from planner.training.safety_gates import SAFETY_REQUIREMENTS, Gate, absence_gates, pain_gates
from planner.training.screening import Screening, screening_gates
from planner.training.session_rules import SESSION_RULES
from planner.training.sources import PRODUCT, EvidenceGrade, RuleSource, describe_evidence, format_sources, read_sources
from planner.training.workouts import Effort, Outcome, Sport, StrengthKind, Workout

PACKAGE = Path(planner.__file__).parent
REPOSITORY = PACKAGE.parent
DAY = dt.date(2027, 1, 5)


def all_gates() -> list[Gate]:
    alarms = {"heart": "yes", "pregnant": "yes", "bone": "yes", "vessels": "yes", "lane": "no", "age": "yes"}
    hurt = Workout(DAY, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy", actual=Outcome(Effort(), pain=7))
    absences = [Absence(DAY, DAY, kind) for kind in AbsenceKind if kind is not AbsenceKind.SORE]
    return [
        *screening_gates(Screening(alarms)),
        *screening_gates(Screening({"pressure": "raised"})),
        *pain_gates([hurt]),
        *absence_gates(absences),
        *feeling_gates([*absences, Absence(DAY, DAY, AbsenceKind.SORE, soreness=8)]),
    ]


@cache
def docstrings_and_comments() -> list[tuple[str, str]]:
    return [*read_docstrings_and_comments()]


def read_docstrings_and_comments() -> Iterator[tuple[str, str]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        name = str(file.relative_to(REPOSITORY))
        for node in ast.walk(ast.parse(text)):
            if (
                isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            ):
                yield name, node.value.value
        yield from ((name, comment) for comment in re.findall(r"(?m)(?:^|\s)# (.*)$", text))


def test_every_rule_and_every_gate_rests_on_a_known_source() -> None:
    known = {*read_sources(), PRODUCT}
    gates = all_gates()
    assert {gate.rule for gate in gates} == {"R1", "R2", "R4", "R5", "R6", "R8", "R9"}
    for rule in (*DEFAULT_RULES, *DOSE_RULES.values(), *SESSION_RULES.values(), *PROGRESS_RULES.values(), *gates):
        assert rule.sources, rule
        assert {source.source for source in rule.sources} <= known, rule
    assert {gate.rule for gate in gates} <= set(SAFETY_REQUIREMENTS)


def test_a_source_says_what_it_is_and_how_it_is_known() -> None:
    sources = read_sources()
    assert len(sources) == 80
    for key, source in sources.items():
        assert source.key == key
        assert source.citation
        assert source.tag is not EvidenceGrade.DEFAULT
    assert str(sources["IsoDam17"]).endswith("(abstract; Allen et al., J Appl Physiol 2018, recalled)")
    assert "10.1519/JSC.0b013e3182948110" in str(sources["West14"])


def test_sources_are_shown_by_key_and_in_words() -> None:
    sources = (RuleSource(EvidenceGrade.DEFAULT, note="the limit"), RuleSource(EvidenceGrade.READ, "West14"))
    assert format_sources(sources) == "default [D]: the limit; West14 [V]"
    words = "evidence, read in the source (West14), and on a default of this planner, not evidence"
    assert describe_evidence(sources) == words


def test_every_key_in_a_docstring_is_a_known_source() -> None:
    known = read_sources()
    pattern = re.compile(r"`([A-Z][A-Za-z]{3,}\d\d[a-z]?)`")  # at least four letters, unlike HC12, the rule
    keys = [(name, key) for name, text in docstrings_and_comments() for key in pattern.findall(text)]
    assert len(keys) >= 3
    assert [(name, key) for name, key in keys if key not in known] == []


def test_no_docstring_names_a_page_that_is_not_in_the_repository() -> None:
    pages = [(name, page) for name, text in docstrings_and_comments() for page in re.findall(r"[\w./-]+\.md\b", text)]
    assert [(name, page) for name, page in pages if not (REPOSITORY / page).exists()] == []
