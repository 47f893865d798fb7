"""The weeks of a running block after its log: up, kept or down by one rung, and never two levers in one week."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.dose_tables import DOSE_TABLES, DoseWeek, dose_weeks
from planner.training.doses import LOAD_LADDER
from planner.training.ladder_weeks import LadderSession, LadderWeek, LadderWeeks, follow_ladder
from planner.training.load_ladder import LoggedSession
from planner.training.workouts import StrengthKind

MONDAY = dt.date(2027, 3, 1)
MODERATE, HEAVY, LIGHT = StrengthKind.MODERATE, StrengthKind.HEAVY, StrengthKind.LIGHT
TWELVE = DOSE_TABLES[12]
ALL_NORMAL = [number for number, row in enumerate(TWELVE) if row.is_normal]

Rating = float | None | tuple[float | None, int | None] | tuple[float | None, int | None, int | None]


def session(
    week: int,
    day: int,
    rating: Rating | str = "to come",
    *,
    kind: StrengthKind = MODERATE,
    done_as: StrengthKind | None = None,
    rung: int | None = None,
) -> LadderSession:
    """A session of a week: to come, or done with a rating, or with a rating, a pain and the next morning's pain."""
    date = MONDAY + dt.timedelta(days=7 * week + day)
    if isinstance(rating, str):
        return LadderSession(date, week, kind)
    rpe, *pains = rating if isinstance(rating, tuple) else (rating,)
    pain, pain_next = [*pains, None, None][:2]
    logged = LoggedSession(date, done_as or kind, rung, rpe, pain, pain_next)
    return LadderSession(date, week, kind, logged=logged)


def block(
    log: Sequence[Rating | str],
    *,
    kind: StrengthKind = MODERATE,
    table: Sequence[DoseWeek] = TWELVE,
    start: int = 0,
    skip: frozenset[int] = frozenset(),
) -> LadderWeeks:
    """A block of two sessions a week, the first of which are logged; the others are to come."""
    places = [(week, day) for week in range(len(table)) for day in (1, 4) if week not in skip]
    ratings = [*log, *["to come"] * (len(places) - len(log))]
    return follow_ladder(
        table, start, [session(*place, rating, kind=kind) for place, rating in zip(places, ratings, strict=True)]
    )


def rungs(weeks: LadderWeeks, kind: StrengthKind = MODERATE) -> list[int]:
    return [weeks[number, kind].planned_rung for number in ALL_NORMAL if (number, kind) in weeks]


def doses(weeks: LadderWeeks, kind: StrengthKind = MODERATE) -> list[tuple[int, int, int, int]]:
    return [(one.rung, one.row.rounds, one.row.holds, one.row.hold_s) for (_, of), one in weeks.items() if of is kind]


TABLE = [0, 0, 1, 2, 2, 3, 4, 4]
"""The rungs of the normal weeks of the twelve-week table."""


@pytest.mark.parametrize("length", sorted(DOSE_TABLES))
@pytest.mark.parametrize("start", [0, 3])
def test_without_a_rating_the_table_goes_on(length: int, start: int) -> None:
    table = DOSE_TABLES[length]
    planned = [(min(start + row.step, 7), row.rounds, row.holds, row.hold_s) for row in table if row.rounds]
    assert doses(block([], table=table, start=start)) == planned
    assert doses(block([None] * length, table=table, start=start)) == planned


def test_pain_of_three_or_less_without_a_rating_says_nothing() -> None:
    assert rungs(block([(None, 3), (None, 0, 3)])) == TABLE


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ([5.0, 5.0], [0, 1, 1, 2, 2, 3, 4, 4]),  # a rung earlier than the table
        ([None, None, 5.0, 5.0], [0, 0, 1, 2, 2, 3, 4, 4]),  # the table's own step
        ([5.0] * 4, [0, 1, 2, 2, 2, 3, 4, 4]),
        ([5.0] * 6, [0, 1, 2, 3, 3, 3, 4, 4]),
        ([(5.0, 3, 2), (5.0, 0, 2)], [0, 1, 1, 2, 2, 3, 4, 4]),
        ([5.0, None, 5.0], [0, 0, 1, 2, 2, 3, 4, 4]),  # the second easy one is of the second week
        ([None, None, 5.0, 6.0], [0, 0, 0, 1, 2, 3, 4, 4]),  # kept, and the table waits
        ([None, None, 6.0, None], [0, 0, 0, 1, 2, 3, 4, 4]),
        ([None, None, None, 5.0], [0, 0, 0, 1, 2, 3, 4, 4]),  # one is not two
        ([None, None, (5.0, 0, 3), 5.0], [0, 0, 0, 1, 2, 3, 4, 4]),
        ([None, None, (None, 4), None], [0, 0, 0, 1, 2, 3, 4, 4]),
    ],
)
def test_up_by_a_rung_or_kept(log: list[Rating], expected: list[int]) -> None:
    assert rungs(block(log)) == expected


@pytest.mark.parametrize(
    ("log", "why"),
    [
        ([9.0, 9.0], "The last two sessions felt too hard (9 of 10)"),
        ([7.0, None, 8.0], "The last two sessions felt too hard (7 and 8 of 10)"),
        ([(9.0, 4), (9.0, 4)], "Two sessions hurt 4 of 10"),
        ([(None, 4), (None, 0, 5)], "Two sessions hurt 4 and 5 of 10"),
        ([(5.0, 6)], "The last session hurt 6 of 10"),
        ([(5.0, 0, 6)], "The morning after the last session hurt 6 of 10"),
    ],
)
def test_down_by_a_rung_until_two_feel_easy(log: list[Rating], why: str) -> None:
    weeks = block(log, start=3)
    coming = weeks[1, MODERATE]
    assert {weeks[number, MODERATE].rung for number in ALL_NORMAL[1:]} == {2}
    assert coming.why == why
    assert (coming.row.rounds, coming.row.hold_s) == (4, 60)
    rest = [None] * (4 - len(log))  # to the end of the second week
    assert set(rungs(block([*log, *rest, None, 5.0], start=3))[2:]) == {2}
    assert rungs(block([*log, *rest, 5.0, 5.0], start=3))[2:5] == [2, 3, 4]


def test_at_the_lowest_rung_nothing_is_below() -> None:
    assert set(rungs(block([(9.0, 4), (9.0, 4)]))) == {0}


def test_pain_counts_once_and_not_beyond_two_weeks() -> None:
    assert rungs(block([(5.0, 4), (5.0, 4), (6.0, 4)], start=3))[1:3] == [2, 2]
    assert rungs(block([(None, 4), None, None, None, (None, 5)], start=3))[2:] == [4, 4, 5, 6, 7, 7]


def test_pain_of_a_light_session_counts_too() -> None:
    hurt = [session(0, 2, (3.0, 4), kind=LIGHT), session(0, 4, (None, 4))]
    coming = [session(week, 1) for week in range(1, 12)]
    assert rungs(follow_ladder(TWELVE, 3, [*hurt, *coming])) == [3, *[2] * 7]


def test_metres_wait_where_the_load_comes_a_week_early() -> None:
    weeks = block([5.0, 5.0])
    assert doses(weeks)[:3] == [(0, 4, 2, 60), (1, 4, 2, 60), (1, 5, 2, 75)]


def test_a_lighter_week_keeps_the_load_and_halves_what_was_done() -> None:
    weeks = block([(9.0, 4), (9.0, 4)], start=3)
    assert doses(weeks)[3] == (2, 2, 1, 60)
    assert doses(block([], start=3))[3] == (4, 3, 1, 75)


def test_that_a_lighter_week_felt_easy_says_nothing() -> None:
    weeks = block([None] * 5 + [5.0, 4.0, 4.0])
    assert rungs(weeks)[3] == 1
    assert rungs(block([None] * 6 + [4.0, 4.0])) == TABLE


def test_a_week_that_was_missed_is_not_skipped_over() -> None:
    weeks = block([None] * 4, skip=frozenset({2}))
    assert [weeks[number, MODERATE].rung for number in (1, 3, 4, 5)] == [0, 0, 1, 2]
    assert rungs(block([], skip=frozenset({0, 1, 2, 3, 4})))[:3] == [0, 1, 2]


@pytest.mark.parametrize(("missed", "expected"), [({6}, 7), ({6, 7}, 6), ({6, 7, 8, 9}, 5)])
def test_weeks_without_the_sled_cost_a_rung_or_two(missed: set[int], expected: int) -> None:
    weeks = block([None] * 12, table=dose_weeks(16), start=5, skip=frozenset(missed))
    assert weeks[5, MODERATE].rung == 7
    assert weeks[max(missed) + 1, MODERATE].rung == expected


def test_after_four_weeks_without_the_sled_two_sessions_are_moderate() -> None:
    weeks = block([None] * 12, table=dose_weeks(16), start=8, kind=HEAVY, skip=frozenset({6, 7, 8, 9}))
    assert [weeks[number, HEAVY].dose_kind for number in (5, 10, 12)] == [HEAVY, MODERATE, HEAVY]
    assert [weeks[number, HEAVY].rung for number in (5, 10, 12)] == [10, 7, 8]


def test_a_heavy_session_below_the_first_heavy_rung_is_a_moderate_one_until_two_feel_easy() -> None:
    weeks = block([9.0, (9.0, 4)], kind=HEAVY, start=8)
    assert (weeks[1, HEAVY].rung, weeks[1, HEAVY].dose_kind) == (7, MODERATE)
    log = [session(0, 1, 9.0, kind=HEAVY), session(0, 4, 9.0, kind=HEAVY)]
    log += [session(1, day, 5.0, kind=HEAVY, done_as=MODERATE) for day in (1, 4)]
    again = follow_ladder(TWELVE, 8, [*log, session(2, 1, kind=HEAVY)])
    assert (again[2, HEAVY].rung, again[2, HEAVY].dose_kind) == (8, HEAVY)


def test_the_first_heavy_sessions_go_on_where_the_moderate_ones_are() -> None:
    log = [
        session(0, 1, 9.0),
        session(0, 4, 9.0),
        session(1, 1),
        session(2, 1),
        session(3, 1),
        session(4, 1, kind=HEAVY),
    ]
    weeks = follow_ladder(TWELVE, 6, log)
    assert (weeks[1, MODERATE].rung, weeks[4, HEAVY].rung) == (5, 5)
    unrated = follow_ladder(
        TWELVE, 6, [session(0, 1), session(1, 1), session(2, 1), session(3, 1), session(4, 1, kind=HEAVY)]
    )
    assert unrated[4, HEAVY].rung == 8


@pytest.mark.parametrize(("rung", "expected"), [(1, [1, 2]), (9, [4, 4])])
def test_a_load_that_was_changed_counts_as_done_if_it_is_lower(rung: int, expected: list[int]) -> None:
    log = [session(0, day, 5.0, rung=rung) for day in (1, 4)]
    weeks = follow_ladder(TWELVE, 3, [*log, session(1, 1), session(2, 1)])
    assert [weeks[0, MODERATE].done_rung, weeks[1, MODERATE].rung] == [min(rung, 3), expected[1]]


def test_while_strength_is_only_kept_the_load_does_not_rise() -> None:
    table = dose_weeks(8, in_season=True)
    assert {one.rung for one in block([5.0] * 6, table=table, start=4).values()} == {4}


def test_heavy_sessions_that_became_moderate_ones_count_with_the_moderate_ones() -> None:
    log = [session(0, 1, 9.0, kind=HEAVY), session(0, 4, (6.0, 6))]
    weeks = follow_ladder(TWELVE, 8, [*log, session(1, 1, kind=HEAVY), session(1, 4)])
    assert (weeks[1, HEAVY].rung, weeks[1, MODERATE].rung) == (7, 6)
    log = [session(0, 1, 9.0, kind=HEAVY), session(0, 4, 6.0), session(1, 1, 9.0, kind=HEAVY)]
    log += [session(2, 1, 5.0, kind=HEAVY, done_as=MODERATE), session(2, 4, 5.0)]
    weeks = follow_ladder(TWELVE, 8, [*log, session(3, 4), session(4, 1, kind=HEAVY), session(4, 4)])
    assert (weeks[2, HEAVY].rung, weeks[2, MODERATE].rung) == (7, 7)
    assert (weeks[4, HEAVY].rung, weeks[4, MODERATE].rung) == (8, 7)


ratings = st.none() | st.sampled_from([3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0])
pains = st.none() | st.integers(0, 7)
logged = st.none() | st.tuples(ratings, pains, pains)
"""A session that was missed, or done with what was typed."""


@given(
    st.sampled_from([4, 8, 10, 12, 16, 20]),
    st.sampled_from([0, 4, 7, 8]),
    st.lists(
        st.tuples(logged, st.sampled_from([MODERATE, MODERATE, HEAVY]), st.none() | st.integers(0, 12)), max_size=40
    ),
)
def test_whatever_is_logged_one_lever_and_one_rung_at_a_time(
    length: int,
    start: int,
    log: list[tuple[tuple[float | None, int | None, int | None] | None, StrengthKind, int | None]],
) -> None:
    table = dose_weeks(length, length - 1)[:-1]
    places = [(week, day) for week in range(length - 1) for day in (1, 4)]
    sessions = []
    for place, what in zip(places, [*log, *[None] * len(places)], strict=False):
        if what is None:
            sessions.append(session(*place, kind=MODERATE if start < 8 else HEAVY))
        elif what[0] is not None:
            kind = what[1] if start >= 8 else MODERATE
            sessions.append(session(*place, what[0], kind=kind, rung=what[2]))
    weeks = follow_ladder(table, start, sessions)
    for kind in (HEAVY, MODERATE):
        of_kind = [week for (_, asked), week in sorted(weeks.items()) if asked is kind]
        for week in of_kind:
            assert 0 <= week.rung <= max(week.table_rung, 0) + 1
        normal = [week for week in of_kind if week.row.is_normal]
        for before, after in pairwise(normal):
            _check_step(before, after)
        last: LadderWeek | None = None
        for week in of_kind:
            if week.row.is_normal:
                last = week
            elif last is not None and kind is HEAVY:
                assert week.rung <= last.rung
                assert week.row.rounds <= -(-last.row.rounds // 2)


def _check_step(before: LadderWeek, after: LadderWeek) -> None:
    """Never two rungs, never two levers, never more than a tenth or a quarter."""
    assert after.planned_rung <= before.rung + 1
    assert LOAD_LADDER[after.planned_rung] <= 1.1 * LOAD_LADDER[before.rung]
    if after.planned_rung > before.rung:
        assert after.row.rounds <= before.row.rounds
    assert after.row.rounds <= 1.25 * before.row.rounds
    assert after.row.holds * after.row.hold_s <= 1.25 * before.row.holds * before.row.hold_s
    assert after.row.hold_s <= before.row.hold_s + 30
