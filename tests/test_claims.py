"""What the program never claims: no string it can show promises health, and every rule says what it rests on."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

import planner
from planner.cli import main
from planner.cli.command_table import COMMANDS
from planner.matching.match_rules import MATCH_RULES
from planner.slotting.rules import DEFAULT_RULES
from planner.training.day_rules import DAY_RULES
from planner.training.dose_rules import DOSE_RULES
from planner.training.exercises.guides import GUIDE_NAMES, read_guides
from planner.training.progress_rules import PROGRESS_RULES
from planner.training.safety_gates import Gate
from planner.training.screening import QUESTIONS, Screening, screening_gates
from planner.training.session_rules import SESSION_RULES
from planner.training.session_timer.segments import SegmentKind, session_segments
from planner.training.sources import PRODUCT, EvidenceGrade, read_sources
from planner.training.workouts import Exercise, ExerciseSet, StrengthKind

PROGRAM = Path(planner.__file__).parent
ROOT = PROGRAM.parent
PAPERS = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *ROOT.glob("docs/*.md"),
    *PROGRAM.rglob("*.toml"),
    *PROGRAM.rglob("*.md"),
]

FORBIDDEN = {
    "prevents injury": r"\bprevent\w*\b[^.]{0,60}\binjur|\binjur\w*[ -](?:prevention|preventing|proof|free)\b",
    "fixes knees": r"\b(?:fix|cure|heal|treat|save|bulletproof)\w*\b[^.]{0,30}\b(?:knee|patella)|\bbulletproof",
    "safe, unqualified": r"\b(?:safe|safely|safer|safest|harmless|risk-free)\b",
    "VMO": r"\bVMO\b|\bvastus medialis\b|\bpatellar? tracking\b|\bbalanc\w+ (?:the|your) quad",
    "ACWR zones": r"\bdanger zones?\b|\bsweet[ -]spots?\b|\b(?:red|green) zones?\b|\bsafe zones?\b",
    "certainty": r"\b(?:scientifically )?proven\b|\bguarantee[sd]?\b|\bclinically\b|\bmiracle\b",
}
"""What must not be said, each in the words it would be said in."""

ALLOWED: dict[str, str] = {}
"""Strings that hold such words with reason: the string, and why it may."""


def documentation_in(nodes: Iterable[ast.AST]) -> Iterator[ast.Constant]:
    """The strings that stand alone as statements, seen by nobody who runs the program."""
    for child in nodes:
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            yield child.value


def strings_of(source: str) -> Iterator[tuple[int, str]]:
    """Every string of a module that may be shown, a formatted one with a blank for each value."""
    nodes = [*ast.walk(ast.parse(source))]
    unseen = {id(node) for node in documentation_in(nodes)}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else " … " for part in node.values]
            unseen |= {id(part) for part in node.values}
            yield node.lineno, "".join(map(str, parts))
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unseen:
            yield node.lineno, node.value


@cache
def shown() -> list[tuple[str, str]]:
    """Every string that a person may read, with the place it stands in."""
    return [*read_shown()]


def read_shown() -> Iterator[tuple[str, str]]:
    for file in sorted(PROGRAM.rglob("*.py")):
        for line, text in strings_of(file.read_text(encoding="utf-8")):
            yield f"{file.relative_to(ROOT)}:{line}", text
    for paper in PAPERS:
        for line, text in enumerate(paper.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{paper.relative_to(ROOT)}:{line}", text


def claims(text: str) -> list[str]:
    """What a text claims that must not be claimed."""
    return (
        [] if text in ALLOWED else [name for name, words in FORBIDDEN.items() if re.search(words, text, re.IGNORECASE)]
    )


def test_nothing_that_can_be_shown_claims_what_must_not_be_claimed() -> None:
    found = shown()
    assert len(found) > 3000
    assert [(place, text, said) for place, text in found if (said := claims(text))] == []


def test_the_exercise_library_is_read_too() -> None:
    places = {place.partition(":")[0] for place, _ in shown()}
    for name in GUIDE_NAMES:
        assert f"planner/training/exercises/{name}.toml" in places


def test_each_guide_says_what_is_missing_and_marks_every_claim() -> None:
    for guide in read_guides().values():
        assert any(
            "nobody has tested it in runners, direct evidence is missing" in claim.text for claim in guide.limits
        )
        assert any(source.tag is EvidenceGrade.COACH for claim in guide.limits for source in claim.sources)
        for claim in (*guide.why, *guide.limits):
            assert claim.sources, claim.text
            assert all(source.source == PRODUCT or source.source in read_sources() for source in claim.sources)


@pytest.mark.parametrize(
    "text",
    [
        "Strength prevents injury.",
        "It helps to prevent overuse injuries",
        "an injury-free season",
        "The sled fixes knees",
        "bulletproof knees",
        "Wall sits are safe.",
        "perfectly Safe to do",
        "squeeze the ball for the vmo",
        "stay out of the danger zone",
        "your ACWR is in the sweet spot",
        "a proven method",
    ],
)
def test_what_must_not_be_claimed_is_found(text: str) -> None:
    assert claims(text) != []


@pytest.mark.parametrize(
    "text", ["unsafe", "safety gate", "you are injured until Friday", "a fixed date", "cleared", "prevent a fall"]
)
def test_words_that_only_look_like_it_are_left_alone(text: str) -> None:
    assert claims(text) == []


def test_strings_inside_formatted_ones_are_read_and_documentation_is_not() -> None:
    source = 'def f(x: str) -> str:\n    """It is safe."""\n    return f"{x} is safe" + "quite"\nA = 1\n"""Safe."""\n'
    assert [text for _, text in strings_of(source)] == [" …  is safe", "quite"]


def test_every_rule_is_shown_with_its_tag_and_its_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--db", str(tmp_path / "book.db"), "rules"]) == 0
    shown = {block.split()[0]: block for block in capsys.readouterr().out.split("\n\n")[1:]}
    fixed = {**DOSE_RULES, **DAY_RULES, **SESSION_RULES, **MATCH_RULES, **PROGRESS_RULES}
    sources_by_rule = {rule.id: rule.sources for rule in DEFAULT_RULES}
    sources_by_rule |= {rule.code: rule.sources for rule in fixed.values()}
    assert [word for word in shown if word[0] in "HSWDTEMP" and word[-1].isdigit()] == list(sources_by_rule)
    for rule_id, sources in sources_by_rule.items():
        assert sources
        for ground in sources:
            source = "default" if ground.source == "product" else ground.source
            assert source == "default" or source in read_sources()
            assert f"{source} [{ground.tag}]" in shown[rule_id]


def test_the_rules_say_what_the_timer_rests_and_what_the_examples_ask_of_the_legs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--db", str(tmp_path / "book.db"), "rules", "--json"]) == 0
    texts = {rule["id"]: rule["text"] for rule in json.loads(capsys.readouterr().out)["rules"]}
    sled = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 3, distance_m=20, load_kg=56)
    sit = ExerciseSet(Exercise.WALL_SIT, 2, hold_s=60)
    segments = session_segments(StrengthKind.HEAVY, (sled, sit))
    rests = [segment.seconds for segment in segments if segment.kind is SegmentKind.REST]
    assert rests == [60, 120, 120, 120]
    assert "60 s in a heavy session, 120 s after every second one" in texts["E2"]
    assert "between two exercises: 120 s" in texts["E3"]
    assert "sled push and sandbag lunge heavy" in texts["E9"]


def every_gate() -> Iterator[Gate]:
    """The gates of every single answer that keeps something out."""
    for question in QUESTIONS:
        for choice in question.choices:
            yield from screening_gates(Screening({question.name: choice}))


def test_every_gate_says_what_it_rests_on_the_way_out_and_that_it_is_no_medical_advice() -> None:
    found = list(every_gate())
    assert {gate.rule for gate in found} == {"R1", "R2", "R5", "R6", "R9"}
    for gate in found:
        named = re.search(r"It rests on evidence, read in the source \([A-Z][\w+-]+\)", gate.full_text)
        assert named or "It rests on a default of this planner, not evidence." in gate.full_text
        assert gate.rule not in gate.full_text  # the JSON has its code, no sentence
        assert gate.remedy in gate.full_text
        assert gate.full_text.endswith("Not medical advice.")


def test_the_help_of_every_command_claims_nothing() -> None:
    assert [name for name, command in COMMANDS.items() if claims(command.summary)] == []
