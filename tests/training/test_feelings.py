"""Soreness and short nights: how they are said, and which sessions wait for them, until when."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.slotting import DEFAULT_RULES
from planner.training.absences import Absence, AbsenceKind, absence_on
from planner.training.feelings import RECOVERY_WINDOW_DAYS, feeling_gates, parse_feeling
from planner.training.races import RaceDistance
from planner.training.refusal import RefusedError
from planner.training.safety_gates import HEAVY_KINDS
from planner.training.workouts import Effort, Outcome, RunKind, Sport, StoredStatus, StrengthKind, Workout

MONDAY = dt.date(2027, 1, 4)
DAY = dt.timedelta(days=1)
LIGHT = frozenset({StrengthKind.LIGHT})


def sore(soreness: int, day: dt.date = MONDAY) -> Absence:
    return Absence(day, day, AbsenceKind.SORE, soreness=soreness)


def race(metres: float, day: dt.date = MONDAY, state: StoredStatus = StoredStatus.DONE) -> Workout:
    return Workout(day, Sport.RUN, RunKind.RACE, "Race", planned=Effort(metres), status=state)


@pytest.mark.parametrize(
    ("said", "soreness"),
    [("sore 7", 7), ("  Sore  7/10 ", 7), ("soreness: 10 of 10", 10), ("0", 0), ("sore 6 of 10", 6)],
)
def test_soreness_is_read_as_a_runner_types_it(said: str, soreness: int) -> None:
    assert parse_feeling(said, MONDAY) == sore(soreness)


def test_a_bad_night_and_being_well_are_read_too() -> None:
    assert parse_feeling("Slept badly", MONDAY) == Absence(MONDAY, MONDAY, AbsenceKind.SLEPT_BADLY)
    assert parse_feeling("well", MONDAY) is None


@pytest.mark.parametrize("said", ["", "sore", "sore -1", "sore 7.5", "sore ٧", "tired", "sore 7 of 12", "sore 100"])
def test_what_is_not_a_feeling_is_refused_with_what_is_one(said: str) -> None:
    with pytest.raises(RefusedError, match=r'"sore 7" .* "slept badly" .* "well"'):
        parse_feeling(said, MONDAY)


def test_soreness_above_ten_is_refused_and_named() -> None:
    with pytest.raises(RefusedError, match=r"Soreness is 0 .* to 10, not 11"):
        parse_feeling("sore 11", MONDAY)


@given(st.text(max_size=300))
def test_no_words_break_the_reading(said: str) -> None:
    try:
        found = parse_feeling(said, MONDAY)
    except RefusedError:
        return
    assert found is None or found.first == MONDAY


@pytest.mark.parametrize("felt", [sore(7), sore(10), Absence(MONDAY, MONDAY, AbsenceKind.SLEPT_BADLY)])
def test_heavy_waits_48_hours_after_soreness_of_7_and_two_short_nights(felt: Absence) -> None:
    (gate,) = feeling_gates([felt])
    assert (gate.rule, gate.kinds, gate.first, gate.last) == ("R8", HEAVY_KINDS, MONDAY, MONDAY + 2 * DAY)
    assert not gate.blocks_progress
    assert not gate.novice_loads
    assert "Wed 6 Jan" in gate.full_text
    assert "Not medical advice." in gate.full_text
    assert "Not medical advice." in gate.full_text


def test_soreness_of_6_keeps_nothing_out_without_a_race_before_it() -> None:
    assert feeling_gates([sore(6)]) == ()
    assert feeling_gates([sore(6)], [race(10_000, MONDAY - 3 * DAY), race(10_000, MONDAY + DAY)]) == ()


@pytest.mark.parametrize(("metres", "days"), [(10_000, 2), (21_097.5, 3), (42_195, 4), (60_000, 4)])
def test_light_is_withheld_until_the_window_after_the_race_closes(metres: float, days: int) -> None:
    (gate,) = feeling_gates([sore(6, MONDAY + DAY)], [race(metres)])
    assert (gate.rule, gate.kinds) == ("R11", LIGHT)
    assert (gate.first, gate.last) == (MONDAY + DAY, MONDAY + days * DAY)
    assert feeling_gates([sore(5, MONDAY + DAY)], [race(metres)]) == ()


def test_light_may_come_from_the_day_on_that_soreness_is_5() -> None:
    said = [sore(5, MONDAY + 3 * DAY), sore(8, MONDAY + DAY)]
    heavy, light = feeling_gates(said, [race(42_195)])
    assert heavy.kinds == HEAVY_KINDS
    assert (light.first, light.last) == (MONDAY + DAY, MONDAY + 2 * DAY)


def test_a_race_that_was_not_run_and_days_without_training_count_for_nothing() -> None:
    away = Absence(MONDAY, MONDAY + 5 * DAY, AbsenceKind.AWAY)
    assert feeling_gates([sore(6, MONDAY + DAY), away], [race(10_000, state=StoredStatus.SKIPPED)]) == ()


def test_the_race_counts_as_it_was_run() -> None:
    longer = Workout(
        MONDAY, Sport.RUN, RunKind.RACE, "Race", planned=Effort(10_000), status=StoredStatus.DONE,
        actual=Outcome(Effort(21_100)),
    )  # fmt: skip
    (gate,) = feeling_gates([sore(6, MONDAY + DAY)], [longer])
    assert gate.last == MONDAY + 3 * DAY


def test_the_windows_close_when_the_slotting_rule_says() -> None:
    closes = {distance: DEFAULT_RULES.minutes("S5", distance.value, "to") for distance in RaceDistance}
    assert {distance: days * 24 * 60 for distance, days in RECOVERY_WINDOW_DAYS.items()} == closes


def test_a_sore_day_is_a_day_of_training() -> None:
    assert absence_on([sore(9)], MONDAY) is None
    assert sore(9).label == "sore 9"
