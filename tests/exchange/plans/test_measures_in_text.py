"""Distances and durations in the words of a workout."""

from __future__ import annotations

import pytest

from planner.exchange.plans.words.measures_in_text import find_distance, find_measures, normalize_text


@pytest.mark.parametrize(
    ("words", "kilometres"),
    [
        ("14k, 4x 1.6k @TMP", (14, 14)),
        ("11-15k, middle 5k @MP", (11, 15)),
        ("Walk 5km (aim to beat previous week's time)", (5, 5)),
        ("Run 1km, walk 4km", (5, 5)),
        ("Race: 26.2 miles", (42.165, 42.165)),
        ("Marathon (26.2 mi)", (42.165, 42.165)),
        ("4-6 mile Easy Run 6 mi", (6.437, 9.656)),
        ("10 mi easy + 5 mi progressing", (24.14, 24.14)),
        ("2 miles easy, 4 miles at HMP, 1 mile easy", (11.265, 11.265)),
        ("1,5 km jog", (1.5, 1.5)),
    ],
)
def test_a_distance_is_found_in_words(words: str, kilometres: tuple[float, float]) -> None:
    span = find_distance(normalize_text(words))
    assert span is not None
    assert (span.low / 1000, span.high / 1000) == pytest.approx(kilometres, abs=0.001)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "easy run",
        "6 x 400m",
        "2 mile Warm Up, 5 x 1k at 10k pace",
        "3 mi easy, 6 x 400m",
        "10 × 3 min",
        "45 min easy",
    ],
)
def test_parts_of_a_workout_are_not_taken_for_the_whole_distance(words: str) -> None:
    assert find_distance(normalize_text(words)) is None


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("5 minute walk, 25 minute jog, 5 minute walk", (35, 35)),
        ("5 min walk, 25 minute jog, 5 minute walk", (35, 35)),
        ("Run 90 seconds, walk 90 seconds. Repeat 8 times", (24, 24)),
        ("Run 10 minutes, walk 60 seconds. Repeat 3 times", (33, 33)),
        ("Run/walk 10 minutes", (10, 10)),
        ("30 minutes of easy walking", (30, 30)),
        ("30 min cross", (30, 30)),
        ("1.5h run", (90, 90)),
        ("3.5-4h run", (210, 240)),
        ("4-hour run", (240, 240)),
        ("3h run, last @MP", (180, 180)),
        ("45 min easy with 4 x 20 sec strides", (45, 45)),
    ],
)
def test_a_duration_is_found_in_words(words: str, minutes: tuple[float, float]) -> None:
    span = find_measures(normalize_text(words)).duration
    assert span is not None
    assert (span.low / 60, span.high / 60) == minutes


@pytest.mark.parametrize("words", ["", "easy run", "6 x 3 min", "5 km easy", "2 x 10 min with 2 min jog", "8k jog"])
def test_parts_of_a_workout_are_not_taken_for_the_whole_duration(words: str) -> None:
    assert find_measures(normalize_text(words)).duration is None
