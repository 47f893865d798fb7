"""PyYAML's C parser and its pure one: whichever is installed, a file is read or refused alike."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from planner.exchange.plans.trees.safe_yaml import YamlValue, parse_yaml
from planner.training.refusal import RefusedError
from tests.exchange.plans.conftest import PUBLISHED
from tests.exchange.plans.test_calendarhack import WRONG
from tests.exchange.plans.test_plan_files import SAMPLES, SCRAPS

pytestmark = pytest.mark.skipif(not hasattr(yaml, "CBaseLoader"), reason="PyYAML has no C parser here")
SAMPLE = SAMPLES["plan.yaml"]


def result(text: str) -> YamlValue:
    try:
        return parse_yaml(text, "plan.yaml")
    except RefusedError as refusal:
        return f"refused: {refusal}"


def assert_same_without_c_parser(monkeypatch: pytest.MonkeyPatch, texts: list[str]) -> None:
    with_c_parser = [result(text) for text in texts]
    monkeypatch.delattr(yaml, "CBaseLoader")
    assert [result(text) for text in texts] == with_c_parser


def damaged(text: str, count: int) -> Iterator[str]:
    choose = random.Random(7)
    for _ in range(count):
        at = choose.randrange(len(text))
        yield (
            text[:at]
            + choose.choice([*SCRAPS, "\t", "\n", ": ", "- ", "'", '"', "}"])
            + text[at + choose.randrange(4) :]
        )


def test_published_plans_are_the_same_by_both_parsers(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(PUBLISHED).glob("*.yaml"))]
    if not texts:
        pytest.skip("the published plans are not at hand")
    assert_same_without_c_parser(monkeypatch, texts)


def test_samples_wrong_and_damaged_files_are_the_same_by_both_parsers(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [SAMPLE, *(text for text, _ in WRONG), *damaged(SAMPLE, 200)]
    assert any(isinstance(result(text), dict) for text in texts[-200:])
    assert any(isinstance(result(text), str) for text in texts[-200:])
    assert_same_without_c_parser(monkeypatch, texts)


@pytest.mark.parametrize(
    "text", ['a: "\\ud800"', "a:\tb", "a: [x,\ty]", 'a: "\\0"', "a: b\x07", "a: \x85b", "\ufeffa: b"]
)
def test_what_the_parsers_read_differently_is_the_same(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    assert_same_without_c_parser(monkeypatch, [text])


def test_the_c_parser_reads_a_plan_when_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "BaseLoader", None)
    assert isinstance(parse_yaml(SAMPLE, "plan.yaml"), dict)
