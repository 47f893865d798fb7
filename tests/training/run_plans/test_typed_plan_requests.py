"""Wishes as people type them."""

import pytest

from planner.training.refusal import RefusedError
from planner.training.run_plans.typed_plan_requests import parse_recent_race, parse_weekdays


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("tue thu sun", (1, 3, 6)),
        ("Sunday, TUE", (1, 6)),
        ("mo tu we th fr sa su", tuple(range(7))),
        ("every day", tuple(range(7))),
        ("none", ()),
    ],
)
def test_weekdays(text: str, days: tuple[int, ...]) -> None:
    assert parse_weekdays(text, "run-days") == days


@pytest.mark.parametrize(
    ("text", "names"), [("tue funday", "funday"), ("tue t", '"t"'), ("", '""'), ("sat sat", "twice")]
)
def test_what_are_no_weekdays_is_refused(text: str, names: str) -> None:
    with pytest.raises(RefusedError, match=names) as refused:
        parse_weekdays(text, "run-days")
    assert str(refused.value).startswith("run-days ")


@pytest.mark.parametrize(
    ("text", "race"),
    [
        ("10k 45:10", (10_000.0, 2_710)),
        ("5 km in 24:30", (5_000.0, 1_470)),
        ("half, 1:39:05", (21_097.5, 5_945)),
        ("Marathon 3:30:00", (42_195.0, 12_600)),
        ("10 mi 1:15:00", (16_093.44, 4_500)),
        ("3000 m 12:00", (3_000.0, 720)),
    ],
)
def test_recent_races(text: str, race: tuple[float, int]) -> None:
    assert parse_recent_race(text, "recent") == race


@pytest.mark.parametrize("text", ["", "10k", "45:10", "10k 45", "fast 45:10", "10k 45:99", "10k in", "-5k 20:00"])
def test_what_is_no_race_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="recent"):
        parse_recent_race(text, "recent")
