"""Any keys at any seconds: what always holds of a running session."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.training.refusal import RefusedError
from planner.training.session_timer import session_run as timer
from planner.training.session_timer.run_documents import run_from_document, run_to_document
from planner.training.session_timer.session_run import SessionRun, Variant
from planner.training.workouts import Exercise, ExerciseSet, LegLoad, StrengthKind

KEYS: dict[str, Callable[[SessionRun, float], SessionRun]] = {
    "space": timer.press_next,
    "p": timer.press_pause,
    "n": timer.press_skip,
    "r": timer.press_redo,
    "h": timer.press_variant,
    "d": timer.end_run,
    "+": lambda run, _: timer.change_load(run, 1),
    "-": lambda run, _: timer.change_load(run, -1),
}
SLEDS = st.builds(
    ExerciseSet,
    st.just(Exercise.REVERSE_SLED_PUSH),
    st.integers(1, 4),
    distance_m=st.just(20.0),
    load_kg=st.sampled_from([31.3, 56.0, 80.0]),
)
SITS = st.builds(
    ExerciseSet,
    st.just(Exercise.WALL_SIT),
    st.integers(1, 3),
    hold_s=st.sampled_from([1, 30, 90]),
    knee_angle_deg=st.just(110),
    squeeze=st.booleans(),
)
OWN = st.builds(
    ExerciseSet,
    st.sampled_from(["farmers_carry", "wall_ball"]),
    st.integers(1, 3),
    repetitions=st.sampled_from([None, 20]),
    load_kg=st.sampled_from([None, 6.0]),
    leg_load=st.sampled_from(LegLoad),
)
SESSIONS = st.builds(
    timer.start_run,
    st.sampled_from([*StrengthKind, None]),
    st.lists(st.one_of(SLEDS, SITS, OWN), min_size=1, max_size=4),
    least_kg=st.sampled_from([0.0, 30.0]),
    most_kg=st.sampled_from([None, 60.0]),
)
SECONDS = st.one_of(st.floats(0.0, 2.0), st.integers(0, 130).map(float), st.floats(0.0, 4_000.0))
EVENTS = st.lists(st.tuples(SECONDS, st.sampled_from(["", *"  pnrh+-", "space", "space", "d"])), max_size=40)


def play(run: SessionRun, events: list[tuple[float, str]], *, watched: bool) -> list[tuple[float, SessionRun]]:
    """Every state that some keys lead to, each with its second; ``watched`` looks at it all the time."""
    at, states = 0.0, [(0.0, run)]
    for pause, name in events:
        seen, at = (at if watched else None), at + pause
        run = timer.observe(run, at, seen)
        states.append((at, run))
        if (key := KEYS.get(name)) is not None:
            run = key(run, at)
            states.append((at, run))
    return states


@given(SESSIONS, EVENTS, st.booleans())
def test_a_running_session_is_always_somewhere_and_adds_up(
    run: SessionRun, events: list[tuple[float, str]], watched: bool
) -> None:
    for at, one in play(run, events, watched=watched):
        assert 0 <= one.position <= len(one.segments)
        assert one.is_over == (one.segment is None)
        assert 0 <= one.began <= at
        assert one.elapsed_s(at) >= 0
        left = one.left_s(at)
        assert left is None or (one.segment is not None and 0 <= left <= (one.segment.seconds or 0))
        assert not (one.is_over and one.is_waiting)
        stopped = one.paused if one.paused is not None else one.away.since if one.away is not None else at
        if one.is_over:
            stopped = one.began
        assert 0 <= one.idle_s <= stopped + 1e-6
        assert one.active_s(at) == pytest.approx(stopped - one.idle_s, abs=0.51)


@given(SESSIONS, EVENTS, st.booleans())
def test_no_round_is_recorded_twice_or_longer_heavier_or_lighter_than_it_was(
    run: SessionRun, events: list[tuple[float, str]], watched: bool
) -> None:
    before = run
    for at, one in play(run, events, watched=watched):
        numbers = [(work.part, work.number) for work in one.performed]
        assert len(set(numbers)) == len(numbers)
        passed = {(part.part, part.number) for part in one.segments[: one.position] if part.is_work}
        assert set(numbers) <= passed
        for work in one.performed:
            planned = one.planned[work.part]
            assert work.number <= planned.rounds
            assert 0 <= work.ended <= at
            assert work.hold_s is None or 1 <= work.hold_s <= (planned.hold_s or 0)
            assert (work.hold_s is None) == (planned.hold_s is None)
            assert work.load_kg is None or round(work.load_kg * 1000) / 1000.0 == work.load_kg
        for work in set(one.performed) - set(before.performed):
            assert work.load_kg == before.load_kg
        sets = timer.performed_sets(one)
        assert sum(part.rounds for part in sets) == len(one.performed)
        assert sum(part.total_hold_s for part in sets) == sum(work.hold_s or 0 for work in one.performed)
        before = one


@given(SESSIONS, EVENTS)
def test_what_is_stored_is_read_back_as_it_was(run: SessionRun, events: list[tuple[float, str]]) -> None:
    *_, (_, last) = play(run, events, watched=False)
    assert run_from_document(json.loads(json.dumps(run_to_document(last)))) == last


@given(SESSIONS, st.lists(st.integers(1, 40).map(float), min_size=1, max_size=60))
def test_looking_often_and_looking_once_a_minute_see_the_same_session(run: SessionRun, pauses: list[float]) -> None:
    """Rounds end by the key, at the same second for both."""
    often = seldom = run
    at = seen = 0.0
    for pause in pauses:
        for step in range(int(pause)):
            often = timer.observe(often, at + step + 1, at + step)
        at += pause
        if at - seen > 20 or (often.segment is not None and often.end is None):
            seldom, seen = timer.observe(seldom, at, seen), at
            assert seldom == often
            if often.segment is not None and often.end is None:
                often, seldom = timer.press_next(often, at), timer.press_next(seldom, at)
    assert timer.observe(seldom, at, seen) == often


@given(SESSIONS, EVENTS, st.floats(0.05, 0.99))
def test_each_bell_rings_once_whenever_one_looks_and_never_for_what_is_past(
    run: SessionRun, events: list[tuple[float, str]], step: float
) -> None:
    at = seen = 0.0
    rung: list[tuple[float, int]] = []
    for pause, name in events[:12]:
        until = at + min(pause, 130.0)
        while at < until:
            at = min(at + step, until)
            bell = timer.bell_between(run, seen, at)
            if bell is not None:
                assert run.end is not None
                assert 0 <= at - (run.end - bell) <= 1
                rung.append((round(run.end, 6), bell))
            run, seen = timer.observe(run, at, seen), at
        if (key := KEYS.get(name)) is not None:
            run, seen = key(run, at), at
        if name in ("p", "r"):  # after a pause, and in a second try, the same bells may ring again
            rung.clear()
    assert len(set(rung)) == len(rung)


@given(SESSIONS, EVENTS)
def test_doing_a_round_again_leads_to_it_with_time_to_get_ready_and_without_its_record(
    run: SessionRun, events: list[tuple[float, str]]
) -> None:
    *_, (at, last) = play(run, events, watched=True)
    again = timer.press_redo(last, at + 5)
    works = [part for part in last.segments[: last.position + 1] if part.is_work]
    assert not again.is_waiting
    if works:
        assert again.next_work == works[-1]
        assert (works[-1].part, works[-1].number) not in {(work.part, work.number) for work in again.performed}
        assert again.left_s(at + 5) == 10
        assert set(again.performed) <= set(last.performed)
    else:
        assert (again.position, again.performed) == (last.position, ())


@given(SESSIONS, EVENTS)
def test_skipping_records_nothing_and_goes_on(run: SessionRun, events: list[tuple[float, str]]) -> None:
    *_, (at, last) = play(run, events, watched=True)
    skipped = timer.press_skip(last, at + 1)
    assert skipped.is_over or skipped.position > last.position
    if last.away is None:
        assert skipped.performed == last.performed


@given(SESSIONS, EVENTS, st.floats(0.0, 5_000.0))
def test_a_pause_changes_nothing_but_the_clock(run: SessionRun, events: list[tuple[float, str]], pause: float) -> None:
    *_, (at, last) = play(run, events, watched=True)
    paused = timer.press_pause(replace(last, paused=None), at)
    assume(paused.paused is not None)
    on = timer.press_pause(paused, at + pause)
    assert (on.position, on.performed) == (last.position, last.performed)
    assert on.active_s(at + pause) == pytest.approx(paused.active_s(at), abs=1)
    assert on.elapsed_s(at + pause) == pytest.approx(paused.elapsed_s(at), abs=1e-6)


@given(SESSIONS, EVENTS, st.sampled_from(Variant))
def test_another_variant_keeps_what_was_done_and_brings_no_round_twice(
    run: SessionRun, events: list[tuple[float, str]], variant: Variant
) -> None:
    *_, (at, last) = play(run, events, watched=True)
    changed = timer.change_variant(last, variant, at)
    assert changed.performed == last.performed
    ahead = [(part.part, part.number) for part in changed.segments[changed.position :] if part.is_work]
    assert len(set(ahead)) == len(ahead)
    if changed != last:
        assert ahead
        assert not set(ahead) & {(work.part, work.number) for work in changed.performed}
        if variant is Variant.WALL_SIT_ALONE:
            assert all(changed.sets[part].exercise != Exercise.REVERSE_SLED_PUSH for part, _ in ahead)


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"form": 2},
        {"position": 99},
        {"position": -1},
        {"position": "1"},
        {"kind": "huge"},
        {"sets": [{"exercise": "wall_sit"}]},
        {"segments": [{"kind": "round", "part": 7}]},
        {"segments": None},
        {"performed": [{"part": 3, "number": 1, "load_kg": None, "hold_s": 4, "ended": 2.0}]},
        {"began": "soon"},
        {"variant": "moon"},
        {"away": 3},
    ],
)
def test_a_stored_session_that_cannot_be_understood_is_refused(broken: dict[str, object]) -> None:
    document = run_to_document(timer.start_run(StrengthKind.LIGHT, (ExerciseSet(Exercise.WALL_SIT, 1, hold_s=30),)))
    with pytest.raises(RefusedError, match="cannot be read"):
        run_from_document({**json.loads(json.dumps(document)), **broken} if broken else {})
