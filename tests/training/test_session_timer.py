"""A running session as a value: its segments, what time does to it, and what each key does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.training.session_timer import run_words
from planner.training.session_timer import session_run as timer
from planner.training.session_timer.segments import SegmentKind, session_segments
from planner.training.session_timer.session_run import Away, SessionRun, Variant
from planner.training.workouts import Exercise, ExerciseSet, LegLoad, StrengthKind

SLED = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 3, distance_m=20.0, load_kg=56.0)
SIT = ExerciseSet(Exercise.WALL_SIT, 2, hold_s=90, knee_angle_deg=110, squeeze=True)
CARRY = ExerciseSet("farmers_carry", 2, distance_m=50.0, load_kg=24.0, leg_load=LegLoad.MODERATE)
LIGHT_SIT = replace(SIT, rounds=2, hold_s=60)


def heavy(*, least_kg: float = 0.0, most_kg: float | None = None) -> SessionRun:
    return timer.start_run(StrengthKind.HEAVY, (SLED, SIT), least_kg=least_kg, most_kg=most_kg)


def light(*sets: ExerciseSet) -> SessionRun:
    """A session without a warm-up; it starts with ten seconds to get ready."""
    return timer.start_run(StrengthKind.LIGHT, sets or (replace(SLED, rounds=2), LIGHT_SIT))


def at_work(run: SessionRun, at: float) -> SessionRun:
    """The session with all before its first round or hold over."""
    while run.segment is not None and not run.segment.is_work:
        run = timer.press_next(run, at)
    return run


def shape(run: SessionRun) -> list[tuple[str, int, int | None]]:
    return [(segment.kind.value, segment.number, segment.seconds) for segment in run.segments]


def done(run: SessionRun) -> list[tuple[int, int, float | None, int | None]]:
    return [(one.part, one.number, one.load_kg, one.hold_s) for one in run.performed]


def test_a_heavy_session_warms_up_and_rests_longer_after_every_second_round() -> None:
    assert shape(heavy()) == [
        ("warm-up", 1, 300),
        ("warm-up round", 1, None),
        ("warm-up round", 2, None),
        ("get ready", 1, 10),
        ("round", 1, None),
        ("rest", 2, 60),
        ("round", 2, None),
        ("rest", 3, 120),
        ("round", 3, None),
        ("rest", 1, 120),
        ("hold", 1, 90),
        ("rest", 2, 120),
        ("hold", 2, 90),
    ]
    assert [segment.load_share for segment in heavy().segments[:4]] == [1.0, 0.0, 0.5, 1.0]


def test_a_light_session_starts_without_a_warm_up_and_rests_half_a_minute() -> None:
    assert shape(light())[:4] == [("get ready", 1, 10), ("round", 1, None), ("rest", 2, 30), ("round", 2, None)]


def test_rounds_of_two_loads_are_counted_together_for_the_longer_rest() -> None:
    two, one = replace(SLED, rounds=1), replace(SLED, rounds=3, load_kg=62.0)
    rests = [part.seconds for part in session_segments(StrengthKind.HEAVY, (two, one)) if part.kind == "rest"]
    assert rests == [60, 120, 60]


def test_a_session_of_ones_own_exercises_rests_a_minute_within_one_and_two_between_two() -> None:
    run = timer.start_run(None, (CARRY, replace(CARRY, exercise="sandbag_lunge", rounds=1)))
    assert shape(run) == [
        ("get ready", 1, 10),
        ("round", 1, None),
        ("rest", 2, 60),
        ("round", 2, None),
        ("rest", 1, 120),
        ("round", 1, None),
    ]


def test_a_whole_session_is_done_with_one_key_and_is_recorded_as_it_was() -> None:
    run, at = heavy(), 0.0
    while not run.is_over:
        at += 30
        run = timer.press_next(run, at)
    assert timer.performed_sets(run) == (SLED, replace(SIT, hold_s=30))
    assert run.active_s(at + 500) == at
    assert timer.rounds_done(run, 0) == 3


def test_countdowns_go_on_by_themselves_and_a_round_waits_for_the_runner() -> None:
    run = timer.observe(light(), 9.9, 9.0)
    assert run.segment is not None
    assert run.segment.kind is SegmentKind.READY
    assert run.left_s(9.9) == pytest.approx(0.1)
    run = timer.observe(run, 10.2, 9.9)
    assert (run.segment, run.began) == (run.segments[1], 10.0)
    assert timer.observe(run, 250.0, 249.0) == run
    assert (run.elapsed_s(45.0), run.left_s(45.0), run.end) == (35.0, None, None)


def test_a_hold_that_ends_by_itself_counts_whole_and_one_that_is_ended_counts_what_was_held() -> None:
    run = at_work(light(LIGHT_SIT), 0.0)
    run = timer.observe(run, 61.0, 60.5)
    run = timer.press_next(run, 70.0)
    run = timer.press_next(run, 70.0 + 44.6)
    assert done(run) == [(0, 1, None, 60), (0, 2, None, 45)]
    assert [part.hold_s for part in timer.performed_sets(run)] == [60, 45]


def test_a_hold_that_was_not_held_for_half_a_second_is_not_recorded() -> None:
    assert done(timer.press_next(at_work(light(LIGHT_SIT), 3.0), 3.2)) == []


def test_a_pause_stops_the_countdown_and_is_no_training() -> None:
    run = timer.press_pause(at_work(light(LIGHT_SIT), 0.0), 20.0)
    assert (run.left_s(20.0), run.left_s(500.0)) == (40.0, 40.0)
    assert timer.observe(run, 9_999.0) == run
    run = timer.press_pause(run, 500.0)
    assert (run.left_s(500.0), run.active_s(500.0), run.idle_s) == (40.0, 20, 480.0)
    assert timer.press_next(timer.press_pause(run, 510.0), 600.0).left_s(600.0) == 30.0


def test_skipping_leaves_out_the_round_and_its_rest_and_there_is_time_to_get_ready() -> None:
    run = timer.press_skip(at_work(light(), 5.0), 12.0)
    assert run.segment is not None
    assert (run.segment.kind, run.segment.number, done(run)) == (SegmentKind.READY, 2, [])
    run = timer.press_next(timer.press_next(run, 13.0), 40.0)
    assert run.segment is not None
    assert run.segment.kind is SegmentKind.REST
    run = timer.press_skip(run, 50.0)
    assert run.segment is not None
    assert (run.segment.kind, done(run)) == (SegmentKind.HOLD, [(0, 2, 56.0, None)])


def test_doing_a_round_again_takes_its_record_away_also_after_the_last() -> None:
    run = at_work(light(LIGHT_SIT), 0.0)
    for at in (61.0, 190.0, 250.0):
        run = timer.observe(run, at, at - 1)
    assert run.is_over
    assert len(run.performed) == 2
    run = timer.press_redo(run, 400.0)
    assert run.segment is not None
    assert (run.segment.kind, run.segment.number, len(run.performed)) == (SegmentKind.READY, 2, 1)
    run = timer.observe(timer.observe(run, 410.0, 409.0), 470.0, 469.0)
    assert run.is_over
    assert [one.number for one in run.performed] == [1, 2]
    assert run.active_s(470.0) == 240 + 70  # the wait before the second try is no training


def test_doing_again_in_a_rest_is_about_the_round_before_it() -> None:
    run = timer.press_next(at_work(light(), 0.0), 30.0)
    again = timer.press_redo(run, 41.0)
    assert again.segment is not None
    assert (again.segment.kind, again.segment.number, done(again)) == (SegmentKind.READY, 1, [])


def test_doing_again_before_the_first_round_begins_the_warm_up_again() -> None:
    run = timer.press_redo(heavy(), 100.0)
    assert (run.position, run.left_s(100.0)) == (0, 300.0)


# Loads


def test_a_changed_load_is_that_of_the_next_round_and_the_running_round_keeps_its_own() -> None:
    run = timer.change_load(at_work(light(), 0.0), 1)
    assert run.load_kg == 56.0
    run = timer.press_next(run, 30.0)
    assert run.load_kg == 58.5
    run = timer.press_next(timer.press_next(run, 40.0), 70.0)
    assert [part.load_kg for part in timer.performed_sets(run)] == [56.0, 58.5]


def test_a_load_that_is_changed_twice_or_in_a_rest_is_shown_once_it_is_pulled() -> None:
    run = at_work(light(), 0.0)
    twice = timer.change_load(timer.change_load(run, 1), 1)
    assert (twice.load_kg, twice.sets[0].load_kg) == (56.0, 61.0)
    rest = timer.press_next(run, 30.0)
    assert timer.change_load(rest, -1).load_kg == 53.5


def test_in_the_last_round_of_the_sled_the_load_of_the_next_exercise_is_changed() -> None:
    run = timer.change_load(at_work(light(replace(SLED, rounds=1), CARRY), 0.0), 1)
    assert (run.load_kg, [part.load_kg for part in run.sets]) == (56.0, [56.0, 26.5])
    assert done(timer.press_next(run, 30.0)) == [(0, 1, 56.0, None)]


def test_a_load_never_goes_down_to_nothing() -> None:
    run = timer.change_load(light(replace(SLED, load_kg=5.0)), -1)
    assert run.load_kg == 2.5
    assert timer.change_load(run, -1) == run
    assert timer.change_load(light(replace(SLED, load_kg=3.0)), -1).load_kg == 0.5


def test_a_load_stays_between_the_empty_sled_and_the_hard_cap() -> None:
    run = heavy(least_kg=54.0, most_kg=60.0)
    assert timer.change_load(run, -1) == run
    assert run_words.load_stays_words(run, -1) == "The load stays at 56 kg: the sled alone is 54 kg."
    once = timer.change_load(run, 1)
    assert once.sets[0].load_kg == 58.5
    assert timer.change_load(once, 1) == once
    assert run_words.load_stays_words(once, 1) == "The load stays at 58.5 kg: the most for your body mass is 60 kg."


def test_a_load_above_the_cap_can_be_taken_down_but_not_up() -> None:
    run = heavy(least_kg=20.0, most_kg=50.0)
    assert timer.change_load(run, 1) == run
    assert timer.change_load(run, -1).sets[0].load_kg == 53.5


def test_a_load_may_be_just_the_empty_sled_and_just_the_hard_cap() -> None:
    run = heavy(least_kg=53.5, most_kg=58.5)
    assert [timer.change_load(run, steps).sets[0].load_kg for steps in (-1, 1)] == [53.5, 58.5]


def test_half_of_the_load_is_on_the_sled_in_the_second_warm_up_round() -> None:
    run = heavy()
    loads = []
    for _ in range(5):
        loads.append(run.load_kg)
        run = timer.press_next(run, 1.0)
    assert loads == [56.0, 0.0, 28.0, 56.0, 56.0]


@pytest.mark.parametrize(
    ("sled_kg", "loads"),
    [
        (20.0, [0.0, 28.0]),
        (28.0, [0.0, 28.0]),
        (40.0, [0.0, 40.0]),
        (55.9, [0.0, 55.9]),
        (56.0, [0.0]),
        (60.0, [0.0]),
    ],
)
def test_no_round_of_the_warm_up_is_lighter_than_the_empty_sled(sled_kg: float, loads: list[float]) -> None:
    run = timer.press_next(heavy(least_kg=sled_kg), 1.0)
    warm_up = []
    while run.segment is not None and run.segment.kind is SegmentKind.WARM_UP_ROUND:
        warm_up.append(run.load_kg)
        run = timer.press_next(run, 1.0)
    assert warm_up == loads


def test_the_first_round_of_the_warm_up_is_walked_without_the_sled() -> None:
    run = heavy(least_kg=40.0)
    assert run_words.next_words(run) == "warm up: walk 20 m backward, no load"
    run = timer.press_next(run, 1.0)
    assert run_words.segment_words(run, 1.0) == ("Warm up", "walk 20 m backward, no load")
    assert run_words.next_words(run) == "warm up: sled 20 m backward, 40 kg"
    unknown = timer.start_run(StrengthKind.HEAVY, (replace(SLED, load_kg=None),))
    assert run_words.next_words(unknown) == "warm up: walk 20 m backward, no load"


def test_without_the_sled_and_with_it_again_the_warm_up_is_the_same() -> None:
    run = heavy(least_kg=56.0)
    home = timer.change_variant(run, Variant.BACKWARD_WALK, 5.0)
    assert shape(timer.change_variant(home, Variant.GYM, 6.0)) == shape(run)


def test_a_wall_sit_has_no_load_to_change() -> None:
    run = light(LIGHT_SIT)
    assert timer.change_load(run, 1) == run
    assert run.load_kg is None


# At home


def test_at_home_the_wall_sit_is_left_and_what_was_done_with_the_sled_stays() -> None:
    run = timer.press_next(at_work(light(), 0.0), 30.0)
    home = timer.press_variant(run, 35.0)
    assert home.variant is Variant.WALL_SIT_ALONE
    assert [segment.kind.value for segment in home.segments[home.position :]] == ["rest", "hold", "rest", "hold"]
    assert home.left_s(35.0) == 25.0  # the rest goes on
    assert home.part == LIGHT_SIT
    walk = timer.press_variant(home, 40.0)
    assert (walk.variant, walk.load_kg) == (Variant.BACKWARD_WALK, 0.0)
    back = timer.press_variant(walk, 45.0)
    assert (back.variant, back.load_kg, back.left_s(45.0)) == (Variant.GYM, 56.0, 15.0)
    assert done(back) == [(0, 1, 56.0, None)]


def test_at_home_the_rounds_that_were_done_with_the_sled_are_the_ones_that_count() -> None:
    run = at_work(light(SLED, LIGHT_SIT), 0.0)
    for at in (30.0, 60.0, 90.0):
        run = timer.press_next(run, at)
    assert timer.press_variant(run, 100.0).sets[0].rounds == 2
    assert timer.start_run(StrengthKind.LIGHT, (SLED, SIT), variant=Variant.WALL_SIT_ALONE).sets[0].rounds == 0


def test_a_changed_load_is_kept_on_the_way_over_the_variants_without_the_sled() -> None:
    run = timer.change_load(light(), 2)
    for at in (3.0, 4.0, 5.0):
        run = timer.press_variant(run, at)
    assert (run.variant, run.load_kg) == (Variant.GYM, 61.0)


def test_the_time_to_get_ready_begins_again_with_another_variant() -> None:
    assert timer.press_variant(light(), 4.0).left_s(4.0) == 10.0


@pytest.mark.parametrize("variant", Variant)
def test_the_variant_stays_where_nothing_would_change_when_it_is_over_or_while_something_is_asked(
    variant: Variant,
) -> None:
    run = light()
    assert timer.change_variant(run, Variant.GYM, 5.0) == run
    over = timer.end_run(run, 5.0)
    assert timer.change_variant(over, variant, 9.0) == over
    asked = timer.observe(at_work(run, 0.0), 1_000.0)
    assert asked.away is not None
    assert timer.change_variant(asked, variant, 1_010.0) == asked


def test_a_session_with_the_sled_alone_goes_from_the_gym_to_walking_backward() -> None:
    run = timer.press_variant(light(SLED), 3.0)
    assert run.variant is Variant.BACKWARD_WALK
    assert timer.press_variant(run, 4.0).variant is Variant.GYM


def test_a_session_without_the_sled_has_no_variant() -> None:
    run = light(LIGHT_SIT)
    assert timer.press_variant(run, 3.0) == run


def test_once_the_sled_is_over_nothing_is_left_to_do_at_home_instead() -> None:
    run = at_work(light(), 0.0)
    for at in (30.0, 40.0, 70.0):
        run = timer.press_next(run, at)
    assert run.segment is not None
    assert run.segment.kind is SegmentKind.REST
    assert timer.press_variant(run, 80.0) == run


def test_a_warm_up_that_is_over_is_not_done_again_at_home_and_one_that_runs_goes_on() -> None:
    run = timer.press_variant(heavy(), 100.0)
    assert (run.variant, run.left_s(100.0)) == (Variant.WALL_SIT_ALONE, 200.0)
    assert run.part is not None
    assert run.part.exercise == Exercise.WALL_SIT
    run = timer.press_next(heavy(), 250.0)
    assert [part.kind.value for part in timer.press_variant(run, 260.0).segments] == [
        "warm-up",
        "get ready",
        "hold",
        "rest",
        "hold",
    ]


def test_skipped_rounds_of_the_sled_do_not_come_back_with_another_variant() -> None:
    run = timer.press_skip(at_work(light(), 0.0), 5.0)
    run = timer.press_variant(timer.press_variant(run, 6.0), 7.0)
    assert [(part.kind.value, part.number) for part in run.segments[run.position :]][:2] == [
        ("get ready", 2),
        ("round", 2),
    ]


# Coming back


def test_an_end_that_passed_while_nobody_looked_is_asked_about() -> None:
    run = at_work(light(LIGHT_SIT), 0.0)
    assert timer.observe(run, 120.0).away is None  # somebody who is back within a minute is resting
    assert timer.observe(run, 121.0).away == Away(60.0, 121.0)
    away = timer.observe(run, 3_600.0)
    assert away.away == Away(60.0, 3_600.0)
    assert timer.observe(away, 3_650.0, 3_600.0) == away
    assert away.left_s(3_700.0) == 0.0
    held = timer.press_next(away, 3_610.0)
    assert done(held) == [(0, 1, None, 60)]
    assert held.segment is not None
    assert (held.segment.kind, held.left_s(3_610.0)) == (SegmentKind.READY, 10.0)
    assert (held.active_s(3_610.0), held.idle_s) == (60, 3_550.0)
    left_out = timer.press_skip(away, 3_610.0)
    assert (done(left_out), left_out.away, left_out.position) == ([], None, held.position)
    assert left_out.left_s(3_610.0) == 10.0
    again = timer.press_redo(away, 3_610.0)
    assert again.segment is not None
    assert (again.segment.kind, again.segment.number, done(again)) == (SegmentKind.READY, 1, [])
    assert (again.away, again.left_s(3_610.0)) == (None, 10.0)


def test_a_rest_that_ended_while_nobody_looked_is_followed_by_its_hold_and_the_warm_up_by_its_round() -> None:
    rest = timer.press_next(at_work(light(LIGHT_SIT), 0.0), 40.0)
    run = timer.press_next(timer.observe(rest, 900.0), 910.0)
    assert run.segment is not None
    assert (run.segment.kind, run.segment.number, run.left_s(910.0)) == (SegmentKind.READY, 2, 10.0)
    assert timer.observe(run, 920.0, 919.0).segment == rest.next_work
    walked = timer.press_next(timer.observe(heavy(), 2_000.0), 2_010.0)
    assert walked.segment is not None
    assert (walked.segment.kind, walked.began) == (SegmentKind.WARM_UP_ROUND, 2_010.0)


def test_a_round_that_nobody_saw_for_five_minutes_is_asked_about_and_a_shorter_one_is_not() -> None:
    run = at_work(light(), 0.0)
    assert timer.observe(run, 300.0).away is None
    assert timer.observe(run, 301.0).away == Away(0.0, 301.0)
    assert timer.observe(run, 601.0, 400.0).away is None


def test_a_session_that_is_watched_is_never_asked_about() -> None:
    run, seen = heavy(), 0.0
    while run.position < 10:
        at = seen + 20
        run = timer.observe(run, at, seen)
        run = timer.press_next(run, at) if run.end is None else run
        seen = at
        assert run.away is None


def test_the_last_hold_that_ended_long_ago_ends_the_session_with_the_answer() -> None:
    run = at_work(light(replace(LIGHT_SIT, rounds=1)), 5.0)
    away = timer.observe(run, 5_000.0)
    over = timer.press_next(away, 5_010.0)
    assert over.is_over
    assert (done(over), over.active_s(9_000.0)) == ([(0, 1, None, 60)], 65)
    nothing = timer.press_skip(away, 5_010.0)
    assert nothing.is_over
    assert timer.performed_sets(nothing) == ()


def test_an_early_end_keeps_what_was_done() -> None:
    run = timer.end_run(timer.press_next(at_work(light(), 0.0), 33.0), 50.0)
    assert run.is_over
    assert timer.performed_sets(run) == (replace(SLED, rounds=1),)
    assert (run.active_s(900.0), timer.end_run(run, 60.0)) == (50, run)


def test_an_end_that_is_chosen_while_something_is_asked_counts_no_time_away() -> None:
    run = timer.end_run(timer.observe(at_work(light(LIGHT_SIT), 0.0), 3_600.0), 3_620.0)
    assert (run.is_over, run.away, done(run), run.active_s(4_000.0)) == (True, None, [], 60)


# The bell


def test_getting_ready_is_the_last_ten_seconds_of_a_rest_and_no_part_of_a_hold() -> None:
    run = at_work(light(LIGHT_SIT), 0.0)
    assert not run.is_getting_ready(55.0)
    rest = timer.observe(run, 60.0, 59.0)
    assert [rest.is_getting_ready(at) for at in (169.9, 170.0, 179.9)] == [False, True, True]
    assert light().is_getting_ready(0.0)


def test_the_bell_rings_at_ten_three_two_one_and_the_end() -> None:
    run, bells = at_work(light(LIGHT_SIT), 0.0), []
    for second in range(1, 61):
        bell = timer.bell_between(run, second - 1, second)
        bells += [] if bell is None else [(second, bell)]
    assert bells == [(50, 10), (57, 3), (58, 2), (59, 1), (60, 0)]


def test_getting_ready_for_ten_seconds_does_not_ring_at_its_start() -> None:
    assert timer.bell_between(light(), 0.0, 0.5) is None
    assert timer.bell_between(light(), 6.5, 7.5) == 3
    skipped = timer.press_skip(at_work(light(), 0.0), 12.0)
    assert timer.bell_between(skipped, 11.5, 12.2) is None


def test_a_look_after_a_while_rings_at_most_once_and_not_for_what_is_past() -> None:
    run = at_work(light(LIGHT_SIT), 0.0)
    assert timer.bell_between(run, 20.0, 58.2) == 2
    assert timer.bell_between(run, 20.0, 55.0) is None
    assert timer.bell_between(run, 20.0, 51.5) is None
    assert timer.bell_between(run, 20.0, 3_000.0) is None


def test_nothing_rings_in_a_pause_in_a_round_or_when_it_is_over() -> None:
    run = at_work(light(LIGHT_SIT), 0.0)
    assert timer.bell_between(timer.press_pause(run, 49.0), 49.5, 50.0) is None
    assert timer.bell_between(at_work(light(), 0.0), 9.0, 10.0) is None
    assert timer.bell_between(timer.end_run(run, 20.0), 49.5, 50.0) is None
