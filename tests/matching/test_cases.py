"""The worked examples with their expected answers."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path
from typing import Any

import pytest

from planner.matching import find_duplicate, match_recordings, parse_cases
from planner.training.recordings import ParsedActivity, RecordingFormat
from planner.training.workouts import Sport

DATA = Path(__file__).parents[3] / "shared" / "data" / "matching"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the examples of matching are not on this machine")


def read(name: str) -> list[dict[str, Any]]:
    read_: list[dict[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return read_


def answer_to(document: dict[str, Any]) -> dict[str, Any]:
    (case,), _ = parse_cases(json.dumps(document), source="case")
    return case.answer_document(match_recordings(case.workouts, case.recordings, case.links, case.refused))


@needs_data
def test_every_example_of_matching_is_answered_as_expected() -> None:
    cases = read("cases.json")
    assert len(cases) > 10
    assert {case["id"]: answer_to(case) for case in cases} == {case["id"]: case["expect"] for case in cases}


@needs_data
def test_the_order_within_an_example_does_not_matter() -> None:
    seed = random.Random(1)
    for case in read("cases.json"):
        mixed = {**case, **{key: seed.sample(case[key], len(case[key])) for key in ("planned", "activities")}}
        assert answer_to(mixed) == case["expect"], case["id"]


def activity(document: dict[str, Any]) -> ParsedActivity:
    return ParsedActivity(
        format=RecordingFormat.FIT,
        sport=Sport(document["sport"]),
        start_utc=dt.datetime.fromisoformat(document["start_utc"]),
        distance_m=document["distance_m"],
        duration_s=document["duration_s"],
        elapsed_s=document["elapsed_s"],
    )


@needs_data
def test_every_example_of_doubles_is_answered_as_expected() -> None:
    pairs = read("dedupe.json")
    assert pairs
    for pair in pairs:
        for first, second in (("a", "b"), ("b", "a")):
            likeness = find_duplicate(activity(pair[first]), activity(pair[second]), dt.UTC)
            assert (likeness or "different") == pair["expect"], pair["a"]["name"]
