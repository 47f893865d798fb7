"""Dose tables and the invariants a runner relies on: no jump, lighter deloads, nothing heavy for a beginner."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.doses import (
    DOSE_TABLES,
    EASY_PHASES,
    FLOOR_FRICTION,
    LIGHT_ONLY_PHASES,
    LOAD_LADDER,
    MAX_SLED_M,
    DosePhase,
    DoseWeek,
    Equipment,
    Floor,
    LiftingBackground,
    dose_weeks,
    equivalent_mass_kg,
    session_dose,
    system_mass_kg,
)
from planner.training.refusal import RefusedError
from planner.training.weekly_sessions import WeeklySessions, check_sessions, sessions_of_week
from planner.training.workouts import Exercise, StrengthKind, StrengthLevel

lengths = st.integers(1, 60)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[DoseWeek, ...]:
    weeks = draw(lengths)
    race = draw(st.none() | st.integers(0, weeks - 1))
    return dose_weeks(weeks, race, in_season=draw(st.booleans()))


def test_the_twelve_week_table_is_the_published_one() -> None:
    cells = [f"{week.phase} +{week.step} {week.rounds} {week.holds}x{week.hold_s}" for week in DOSE_TABLES[12]]
    assert cells[:4] == ["learn +0 4 2x60", "learn +0 5 2x60", "base +1 5 2x75", "deload +1 3 1x75"]
    assert cells[8:] == ["peak +4 6 2x150", "peak +4 7 2x180", "taper +4 4 2x90", "race +0 0 0x0"]
    assert {length: len(table) for length, table in DOSE_TABLES.items()} == {4: 4, 8: 8, 12: 12, 16: 16}


@given(lengths, st.data())
def test_a_block_of_any_length_has_a_dose_every_week(weeks: int, data: st.DataObject) -> None:
    race = data.draw(st.none() | st.integers(0, weeks - 1))
    found = dose_weeks(weeks, race)
    assert len(found) == weeks
    if race is not None:
        assert found[race].phase is DosePhase.RACE
        assert all(week.phase is DosePhase.RECOVERY for week in found[race + 1 :])


@given(blocks())
def test_normal_weeks_grow_by_a_quarter_at_most_and_easy_weeks_shrink(weeks: tuple[DoseWeek, ...]) -> None:
    last_normal: DoseWeek | None = None
    for week in weeks:
        if week.phase in LIGHT_ONLY_PHASES:
            continue
        held = week.holds * week.hold_s
        if last_normal is not None:
            held_before = last_normal.holds * last_normal.hold_s
            if week.phase in EASY_PHASES:
                assert 0.4 - 1e-9 <= 1 - week.rounds / last_normal.rounds <= 0.5
                assert held <= 0.5 * held_before
                assert week.step <= last_normal.step
            else:
                assert week.rounds <= 1.25 * last_normal.rounds
                assert held <= 1.25 * held_before
                assert week.step <= last_normal.step + 1
                assert week.step == last_normal.step or week.rounds <= last_normal.rounds
                assert week.hold_s <= last_normal.hold_s + 30
        if week.phase not in EASY_PHASES:
            last_normal = week
        assert week.rounds * 20 <= MAX_SLED_M
        assert 60 <= week.hold_s <= 180


@given(blocks())
def test_a_deload_comes_every_three_to_six_weeks(weeks: tuple[DoseWeek, ...]) -> None:
    normal_weeks, before = 0, False
    for week in weeks:
        if week.phase is DosePhase.DELOAD:
            assert normal_weeks >= 2
        if week.phase in EASY_PHASES | LIGHT_ONLY_PHASES:
            normal_weeks, before = 0, True
            continue
        normal_weeks += 1
        assert normal_weeks <= 5
    assert before or len(weeks) < 6


@given(st.integers(1, 52), st.sampled_from(StrengthLevel), st.floats(40, 120), st.booleans(), st.booleans())
def test_the_first_two_weeks_are_moderate_short_and_shallow_for_a_novice(
    weeks: int, level: StrengthLevel, body: float, in_season: bool, races: bool
) -> None:
    rows = dose_weeks(weeks, weeks - 1 if races else None, in_season=in_season)
    for week in rows[:2]:
        if week.phase in LIGHT_ONLY_PHASES:
            continue
        assert sessions_of_week(WeeklySessions(heavy=1, moderate=1), week, StrengthLevel.NOVICE).heavy == 0
        sled, sit = session_dose(StrengthKind.MODERATE, week, level, Equipment(body_mass_kg=body)).effort.sets
        assert sled.total_m <= 100
        assert sit.knee_angle_deg == 120


@given(blocks(), st.sampled_from(LiftingBackground))
def test_loads_of_a_kind_grow_by_a_tenth_a_week_at_most(
    weeks: tuple[DoseWeek, ...], background: LiftingBackground
) -> None:
    body = Equipment(body_mass_kg=1000 / 7)  # heavy enough that rounding to the half kilogram hides nothing
    best = 0.0
    for week in weeks:
        if week.phase in LIGHT_ONLY_PHASES:
            continue
        asked = sessions_of_week(
            WeeklySessions(heavy=1, moderate=1), week, StrengthLevel.EXPERIENCED, background.entry_rung
        )
        kinds = [StrengthKind.MODERATE, *([StrengthKind.HEAVY] if asked.heavy else [])]
        for kind in kinds:
            found = session_dose(kind, week, StrengthLevel.EXPERIENCED, body, start_rung=background.entry_rung)
            load = found.effort.sets[0].load_kg or 0.0
            if kind is StrengthKind.HEAVY:
                assert load >= 0.515 * 1000 / 7 - 0.25
            if best:
                assert load <= best * 1.1 + 0.5
            best = max(best, load)


@pytest.mark.parametrize(("background", "percent"), [("none", 25.0), ("some", 36.0), ("trained", 47.0)])
def test_what_a_runner_comes_with_says_where_the_loads_start(background: str, percent: float) -> None:
    rung = LiftingBackground(background).entry_rung
    found = session_dose(
        StrengthKind.MODERATE, DOSE_TABLES[12][0], StrengthLevel.NOVICE, Equipment(100.0), start_rung=rung
    )
    assert found.effort.sets[0].load_kg == percent


def test_a_runner_who_lifts_a_little_meets_the_first_heavy_session_one_rung_up() -> None:
    wanted = WeeklySessions(heavy=1, moderate=1)
    heavy = [
        sessions_of_week(wanted, week, StrengthLevel.EXPERIENCED, LiftingBackground.SOME.entry_rung).heavy
        for week in DOSE_TABLES[12]
    ]
    assert heavy == [0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0]


def test_in_season_the_load_is_held() -> None:
    rows = dose_weeks(20, in_season=True)
    assert {row.step for row in rows} == {0}
    assert max(row.rounds for row in rows) == 4
    assert [number for number, row in enumerate(rows, 1) if row.phase is DosePhase.DELOAD] == [6, 12, 18]


def test_each_rung_is_a_tenth_higher_at_most() -> None:
    assert all(high / low <= 1.1 + 1e-9 for low, high in itertools.pairwise(LOAD_LADDER))


@given(st.sampled_from(Floor), st.floats(40, 120), st.sampled_from(LOAD_LADDER))
def test_the_same_force_on_every_floor(floor: Floor, body: float, percent: float) -> None:
    here = system_mass_kg(percent, Equipment(body_mass_kg=body, floor=floor))
    reference = body * percent / 100
    assert abs(here - reference * 0.33 / FLOOR_FRICTION[floor]) <= 0.25 + 1e-9


def test_the_mass_of_the_worked_example_on_other_floors() -> None:
    assert equivalent_mass_kg(56.25, 0.58) == pytest.approx(32.004, abs=5e-4)
    assert equivalent_mass_kg(56.25, 0.21) == pytest.approx(88.393, abs=5e-4)


@given(st.sampled_from(StrengthLevel), blocks(), st.floats(40, 120), st.data())
def test_kinds_keep_to_their_zone(
    level: StrengthLevel, weeks: tuple[DoseWeek, ...], body: float, data: st.DataObject
) -> None:
    week = data.draw(st.sampled_from(weeks))
    loads = {}
    for kind in StrengthKind:
        found = session_dose(kind, week, level, Equipment(body_mass_kg=body))
        sled, sit = found.effort.sets
        assert sled.exercise is Exercise.REVERSE_SLED_PUSH
        assert sit.exercise is Exercise.WALL_SIT
        assert sit.squeeze
        assert 60 <= (sit.hold_s or 0) <= 180
        assert 100 <= (sit.knee_angle_deg or 0) <= 135
        loads[kind] = (sled.load_kg or 0) / body * 100
    half_kilo = 0.25 / body * 100 + 1e-9
    assert loads[StrengthKind.HEAVY] >= 51.5 - half_kilo
    assert 25 - half_kilo <= loads[StrengthKind.MODERATE] < 51.5
    assert loads[StrengthKind.LIGHT] <= 20 + half_kilo


def test_an_empty_sled_that_is_too_heavy_is_never_prescribed() -> None:
    found = session_dose(
        StrengthKind.LIGHT, DOSE_TABLES[4][0], StrengthLevel.NOVICE, Equipment(body_mass_kg=70, sled_kg=44.8)
    )
    assert found.effort.sets[0].load_kg == 0
    assert found.remarks == (
        (
            "The empty sled (44.8 kg, 64.0 % of 70 kg) is heavier than the 14 kg planned on gym turf: "
            "walk backward without it, or use a lighter sled or a smoother floor."
        ),
    )


@pytest.mark.parametrize("equipment", [Equipment(body_mass_kg=7), Equipment(body_mass_kg=500), Equipment(sled_kg=0.0)])
def test_absurd_figures_are_refused(equipment: Equipment) -> None:
    with pytest.raises(RefusedError, match="between"):
        session_dose(StrengthKind.HEAVY, DOSE_TABLES[4][0], StrengthLevel.NOVICE, equipment)


@given(blocks(), st.sampled_from(StrengthLevel), st.integers(0, 2), st.integers(0, 1))
def test_a_week_never_asks_for_more_than_was_wished(
    weeks: tuple[DoseWeek, ...], level: StrengthLevel, heavy: int, light: int
) -> None:
    wanted = WeeklySessions(heavy=heavy, moderate=2 - heavy, light=light)
    check_sessions(wanted)
    for week in weeks:
        asked = sessions_of_week(wanted, week, level)
        assert asked.demanding <= wanted.demanding
        assert asked.light == wanted.light
        if week.phase in LIGHT_ONLY_PHASES:
            assert asked.demanding == 0
        elif week.phase in EASY_PHASES:
            assert (asked.heavy, asked.moderate) == (0, 1)
        elif week.phase is DosePhase.LEARN and level is StrengthLevel.NOVICE:
            assert asked.heavy == 0


@pytest.mark.parametrize(
    ("doses", "words"),
    [
        (WeeklySessions(heavy=3), "at most 2 sessions"),
        (WeeklySessions(heavy=1, moderate=1, light=2), "at most 3 sessions"),
        (WeeklySessions(light=-1), "light must be 0 or more"),
    ],
)
def test_more_than_a_week_can_hold_is_refused(doses: WeeklySessions, words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        check_sessions(doses)
