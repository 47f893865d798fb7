"""Dose weeks and the invariants a runner relies on: no jump, one lever a week, lighter weeks where the running is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.dose_tables import (
    DOSE_TABLES,
    EASY_PHASES,
    LIGHT_ONLY_PHASES,
    DosePhase,
    DoseWeek,
    LighterWeeks,
    dose_weeks,
    knee_angle_deg,
    remaining_dose_weeks,
    wait_for_sessions,
)
from planner.training.doses import LOAD_LADDER, MAX_SLED_M, Equipment, LiftingBackground, session_dose
from planner.training.weekly_sessions import WeeklySessions, sessions_of_week
from planner.training.workouts import StrengthKind, StrengthLevel


def cells(weeks: Iterable[DoseWeek]) -> list[str]:
    return [f"{week.phase} +{week.step} {week.rounds} {week.holds}x{week.hold_s}" for week in weeks]


@dataclass(frozen=True)
class Planned:
    """A block of any length, with the lighter weeks of its running."""

    weeks: int
    race_week: int | None
    lighter: LighterWeeks
    in_season: bool

    def rows(self) -> tuple[DoseWeek, ...]:
        return dose_weeks(self.weeks, self.race_week, self.lighter, in_season=self.in_season)


@st.composite
def planned_blocks(draw: st.DrawFn) -> Planned:
    weeks = draw(st.integers(1, 40))
    race_week = draw(st.none() | st.just(weeks - 1) | st.integers(0, weeks - 1))
    every = draw(st.sampled_from([3, 4, None]))
    anywhere = st.frozensets(st.integers(0, weeks - 1), max_size=weeks // 2)
    step_backs = draw(anywhere) if every is None else frozenset(range(every - 1, weeks, every))
    return Planned(weeks, race_week, LighterWeeks(step_backs, draw(st.sampled_from([1, 2]))), draw(st.booleans()))


@pytest.mark.parametrize("weeks", [8, 12, 16])
def test_a_block_without_step_backs_follows_the_published_table(weeks: int) -> None:
    assert dose_weeks(weeks, weeks - 1) == DOSE_TABLES[weeks]
    assert len(DOSE_TABLES[weeks]) == weeks


def test_the_twelve_week_table_is_the_published_one() -> None:
    assert cells(DOSE_TABLES[12]) == [
        "learn +0 4 2x60", "learn +0 5 2x60", "base +1 5 2x75", "deload +1 3 1x75",
        "build +2 5 2x90", "build +2 6 2x105", "build +3 6 2x120", "deload +3 3 2x60",
        "peak +4 6 2x150", "peak +4 7 2x180", "taper +4 4 2x90", "race +0 0 0x0",
    ]  # fmt: skip
    assert dose_weeks(4) == DOSE_TABLES[4]


def test_every_third_week_steps_back_with_the_running_and_the_normal_rows_go_on() -> None:
    assert cells(dose_weeks(12, 11, LighterWeeks(frozenset({2, 5, 8})))) == [
        "learn +0 4 2x60", "learn +0 5 2x60", "deload +0 3 1x60",
        "base +1 5 2x75", "build +2 5 2x90", "deload +2 3 1x90",
        "build +2 6 2x105", "build +3 6 2x120", "deload +3 3 2x60",
        "peak +4 6 2x150", "taper +4 3 2x75", "race +0 0 0x0",
    ]  # fmt: skip


def test_a_block_longer_than_its_table_repeats_the_last_normal_row() -> None:
    rows = dose_weeks(24, 23, LighterWeeks(frozenset(range(3, 21, 4))))
    normal = [row for row in rows if row.is_normal]
    assert normal[:11] == [row for row in DOSE_TABLES[16] if row.is_normal][:11]
    assert set(cells(normal[11:])) == {"peak +5 6 2x180"}


def test_a_block_that_becomes_longer_goes_on_with_the_longer_table() -> None:
    short = dose_weeks(8, 7)
    ahead = remaining_dose_weeks(short[:5], short[5:], 11, 15)
    assert cells(row for row in ahead if row.is_normal)[:4] == [
        "build +2 6 2x105", "build +3 6 2x120", "strength +4 6 3x90", "strength +4 7 3x105",
    ]  # fmt: skip


def test_a_three_week_taper_tapers_twice_and_the_second_week_has_no_more() -> None:
    rows = dose_weeks(18, 17, LighterWeeks(frozenset({3, 7, 11}), taper_weeks=2))
    assert [row.phase for row in rows[-3:]] == [DosePhase.TAPER, DosePhase.TAPER, DosePhase.RACE]
    assert rows[-2] == rows[-3]


def test_without_a_race_the_last_two_weeks_consolidate() -> None:
    assert cells(dose_weeks(12))[-3:] == ["peak +4 7 2x180", "consolidate +4 7 2x180", "deload +4 4 2x90"]
    with_step_back = dose_weeks(12, None, LighterWeeks(frozenset({3, 7, 11})))
    assert [row.phase for row in with_step_back[-2:]] == [DosePhase.CONSOLIDATE, DosePhase.DELOAD]


def test_in_season_the_load_is_held_and_every_sixth_week_is_lighter() -> None:
    rows = dose_weeks(20, in_season=True)
    assert {row.step for row in rows} == {0}
    assert max(row.rounds for row in rows) == 4
    assert [number for number, row in enumerate(rows, 1) if row.phase is DosePhase.DELOAD] == [6, 12, 18]


def test_from_building_to_maintaining_the_load_stays_and_a_round_goes() -> None:
    ahead = remaining_dose_weeks(dose_weeks(12, 11)[:7], (), 5, in_season=True)
    assert cells(ahead)[0] == "maintain +3 5 2x120"


@given(planned_blocks())
def test_lighter_weeks_are_those_of_the_running(block: Planned) -> None:
    rows = block.rows()
    assert len(rows) == block.weeks
    end = block.weeks if block.race_week is None else block.race_week
    deloads = {week for week, row in enumerate(rows) if row.phase is DosePhase.DELOAD}
    if block.race_week is not None:
        assert rows[end].phase is DosePhase.RACE
        assert all(row.phase is DosePhase.RECOVERY for row in rows[end + 1 :])
        tapers = [week for week, row in enumerate(rows) if row.phase is DosePhase.TAPER]
        assert tapers == list(range(end - len(tapers), end))
        assert bool(tapers) == (end > 1)
        end -= len(tapers)
    elif block.weeks >= 4 and not block.in_season:
        assert DosePhase.DELOAD in {row.phase for row in rows[-2:]}
        end -= 2 if block.weeks > 4 else 1
    if block.lighter.step_backs:  # the first week has none before it that it could be lighter than
        assert {week for week in deloads if week < end} == {week for week in block.lighter.step_backs if 0 < week < end}


@given(planned_blocks())
def test_without_step_backs_a_lighter_week_comes_every_three_to_six(block: Planned) -> None:
    normal_weeks = 0
    for row in dose_weeks(block.weeks, block.race_week, None, in_season=block.in_season):
        if row.phase is DosePhase.DELOAD:
            assert normal_weeks >= 2
        normal_weeks = normal_weeks + 1 if row.is_normal else 0
        assert normal_weeks <= (6 if block.in_season else 5)


@given(planned_blocks(), st.integers(0, 40), st.integers(1, 20))
def test_weeks_that_are_planned_again_go_on_from_the_last_normal_one(block: Planned, gone: int, left: int) -> None:
    rows = block.rows()
    past = rows[: min(gone, block.weeks if block.race_week is None else block.race_week)]
    race_week = None if block.race_week is None else len(past) + left - 1
    ahead = remaining_dose_weeks(past, rows[len(past) :], left, race_week, block.lighter, in_season=block.in_season)
    assert len(ahead) == left
    _check_weeks((*past, *ahead))
    assert sum(row.phase is DosePhase.LEARN for row in (*past, *ahead)) <= 2


@given(planned_blocks())
def test_weeks_that_are_planned_again_without_a_change_stay_the_same(block: Planned) -> None:
    rows = block.rows()
    end = block.weeks if block.race_week is None else block.race_week + 1
    for gone in range(1, min(end, 12)):
        ahead = remaining_dose_weeks(
            rows[:gone], rows[gone:], block.weeks - gone, block.race_week, block.lighter, in_season=block.in_season
        )
        assert ahead == rows[gone:]


@given(planned_blocks())
def test_no_week_raises_two_levers_or_leaps(block: Planned) -> None:
    _check_weeks(block.rows())


def _check_weeks(rows: Sequence[DoseWeek]) -> None:
    normal: DoseWeek | None = None
    for week, row in enumerate(rows):
        assert row.rounds * 20 <= MAX_SLED_M
        if row.phase in LIGHT_ONLY_PHASES:
            continue
        assert 60 <= row.hold_s <= 180
        if normal is not None:
            held, held_before = row.holds * row.hold_s, normal.holds * normal.hold_s
            if row.phase in EASY_PHASES:
                assert row.step == normal.step
                assert 0.5 <= row.rounds / normal.rounds <= 0.6
                assert held_before / 2 <= held < held_before / 2 + row.holds
                assert row.hold_s <= normal.hold_s
            else:
                assert normal.step <= row.step <= normal.step + 1
                assert row.rounds <= 1.25 * normal.rounds
                assert row.step == normal.step or row.rounds <= normal.rounds
                assert held <= 1.25 * held_before
                assert row.hold_s <= normal.hold_s + 30
        for is_novice in (True, False):
            before, now = (knee_angle_deg(rows, number, is_novice=is_novice) for number in (max(week - 1, 0), week))
            assert now == before or row.phase is DosePhase.DELOAD
        normal = row if row.is_normal else normal


@given(planned_blocks(), st.frozensets(st.integers(0, 39)))
def test_from_one_week_with_a_session_to_the_next_no_two_levers_rise(block: Planned, sessions: frozenset[int]) -> None:
    rows = wait_for_sessions(block.rows(), sessions)
    given_rows = [row for week, row in enumerate(rows) if week in sessions and row.has_room]
    _check_weeks(given_rows)
    assert wait_for_sessions(rows, sessions) == rows


@given(planned_blocks(), st.frozensets(st.integers(0, 39)), st.integers(0, 39))
def test_rows_that_have_their_sessions_or_are_past_stay(block: Planned, sessions: frozenset[int], first: int) -> None:
    rows = block.rows()
    assert wait_for_sessions(rows, range(block.weeks)) == rows
    assert wait_for_sessions(rows, sessions, first)[:first] == rows[:first]


def test_a_lighter_week_without_a_session_does_not_deepen_the_wall_sits() -> None:
    rows = wait_for_sessions(DOSE_TABLES[12], {0, 2, 4, 7, 8, 9, 10})
    assert cells(row for row in rows if row.has_room) == [
        "learn +0 4 2x60", "learn +0 5 2x60", "base +1 5 2x75", "deload +1 3 1x75",
        "build +2 5 2x90", "build +2 6 2x105", "taper +2 3 1x105", "race +0 0 0x0",
    ]  # fmt: skip
    assert cells([rows[1], rows[3]]) == ["learn +0 4 2x60", "deload +0 3 1x60"]
    assert [knee_angle_deg(rows, week, is_novice=False) for week in range(12)] == [120] * 7 + [110] * 5


def test_weeks_planned_again_leave_out_those_without_a_session() -> None:
    rows = wait_for_sessions(DOSE_TABLES[8], {0, 1, 4, 5, 6})
    ahead = remaining_dose_weeks(rows[:4], rows[4:], 4, 7)
    assert cells(ahead) == ["base +1 5 2x75", "build +2 5 2x90", "taper +2 3 1x90", "race +0 0 0x0"]


def test_the_knees_bend_more_from_the_first_and_the_second_lighter_week_on() -> None:
    rows = DOSE_TABLES[12]
    angles = [knee_angle_deg(rows, week, is_novice=False) for week in range(12)]
    assert angles == [120] * 3 + [110] * 4 + [100] * 5
    assert [knee_angle_deg(rows, week, is_novice=True) for week in range(12)] == [120] * 3 + [110] * 9


@given(planned_blocks(), st.sampled_from(LiftingBackground), st.sampled_from(StrengthLevel))
def test_the_heaviest_load_of_a_week_is_a_rung_above_the_last_one_at_most(
    block: Planned, background: LiftingBackground, level: StrengthLevel
) -> None:
    rungs: list[int] = []
    for week in block.rows():
        asked = sessions_of_week(WeeklySessions(1, 1, 1), week, level, background.entry_rung)
        kind = StrengthKind.HEAVY if asked.heavy else StrengthKind.MODERATE
        if asked.demanding:
            found = session_dose(kind, week, level, Equipment(100.0), start_rung=background.entry_rung)
            load = found.effort.sets[0].load_kg or 0.0
            assert (load >= 51.5) == (kind is StrengthKind.HEAVY)
            rungs.append(LOAD_LADDER.index(load))
    assert all(later - rung in (0, 1) for rung, later in pairwise(rungs))
