"""Workouts of a day that are in each other's way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.training.day_rules import find_day_issues
from planner.training.workouts import Effort, RunKind, Slot, Sport, StoredStatus, StrengthKind, Workout

DAY = dt.date(2027, 1, 9)


def at(start: str, minutes: int | None = 60, sport: Sport = Sport.RUN, kind: str | None = RunKind.EASY) -> Workout:
    slot = Slot.AM if start < "12:00" else Slot.PM
    return Workout(DAY, sport, kind, "", slot, start, Effort(duration_s=minutes and minutes * 60))


def heavy(start: str) -> Workout:
    return replace(at(start, None, Sport.STRENGTH), kind=StrengthKind.HEAVY)


@pytest.mark.parametrize(
    ("workouts", "codes"),
    [
        ((at("07:00"), at("07:00")), ["T1"]),
        ((at("07:00"), at("07:59")), ["T1"]),
        ((at("07:00"), at("08:00")), ["T2"]),
        ((at("07:00"), at("12:30")), []),
        ((at("07:00"), at("07:30", 30, Sport.CROSS, None)), ["T1"]),
        ((at("07:00"), at("08:30", 30, Sport.CROSS, None)), []),
        ((at("07:00", None), at("07:29", 30, Sport.CROSS, None)), ["T1"]),
        ((at("07:00", None), at("07:30", 30, Sport.CROSS, None)), []),
        ((heavy("18:00"), at("18:44", 30)), ["T1"]),
        ((heavy("18:00"), at("18:45", 30)), []),
        ((at("07:00"), at("07:10"), at("07:20")), ["T1", "T1", "T1"]),
        ((at("07:00"), replace(at("07:00"), date=DAY + dt.timedelta(days=1))), []),
        ((at("07:00"), replace(at("07:00"), status=StoredStatus.SKIPPED, skip_reason="ice")), []),
        ((at("07:00"), Workout(DAY, Sport.REST, None, "Rest")), []),
    ],
)
def test_what_overlaps_is_found(workouts: tuple[Workout, ...], codes: list[str]) -> None:
    assert [issue.code for issue in find_day_issues(workouts)] == codes
    assert [issue.code for issue in find_day_issues(reversed(workouts))] == codes


def test_the_later_one_is_named_and_the_earlier_one_in_the_sentence() -> None:
    race = replace(at("09:00", 45), kind=RunKind.RACE)
    (issue,) = find_day_issues((race, at("08:30")))
    assert issue.workout is race
    assert issue.text == "It begins at 09:00, and the easy run at 08:30 lasts until about 09:30."


@pytest.mark.parametrize("first_id", [1, 3])
def test_of_two_that_begin_together_the_longer_is_in_the_sentence_whichever_was_stored_first(first_id: int) -> None:
    (issue,) = find_day_issues((replace(heavy("18:00"), id=first_id), replace(at("18:00", 20), id=2)))
    assert issue.text == "It begins at 18:00, and the heavy sled at 18:00 lasts until about 18:45."
