"""Workouts as FIT files, as another reader finds them: with the figures of the plan, and with nothing left out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.exchange.watches.workout_files import WorkoutFile, is_ours, schedule_file, workout_file
from planner.text import cut_to_bytes
from planner.training.races import Unit
from planner.training.session_timer.segments import SegmentKind, session_segments
from planner.training.steps import Intensity, Repeat, Step, StepKind, check_steps, single_steps
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    LegLoad,
    RunKind,
    Slot,
    Sport,
    StrengthKind,
    Workout,
)
from tests.examples import examples
from tests.exchange.watches.read_fit import Read, read_fit, unrolled

DATABASE = "a1b2c3d4e5f6"
DAY = dt.date(2027, 1, 7)
EPOCH = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
TIME, DISTANCE, LAP_BUTTON = 0, 1, 5
SLED, SQUAT, UNKNOWN = 45, 28, 65534


def run(*steps: Step | Repeat, title: str = "Tempo", **planned: object) -> Workout:
    effort = Effort(steps=steps, **planned)  # type: ignore[arg-type]
    return Workout(DAY, Sport.RUN, RunKind.TEMPO, title, Slot.AM, "07:00", planned=effort, id=41)


def session(*sets: ExerciseSet, kind: StrengthKind | None = StrengthKind.HEAVY, title: str = "") -> Workout:
    return Workout(DAY, Sport.STRENGTH, kind, title, Slot.PM, "18:00", planned=Effort(sets=sets), id=41)


def sled(rounds: int = 1, metres: float | None = 20.0, load_kg: float | None = 56.0) -> ExerciseSet:
    return ExerciseSet(Exercise.REVERSE_SLED_PUSH, rounds, metres, load_kg)


def sit(rounds: int = 1, hold_s: int = 90) -> ExerciseSet:
    return ExerciseSet(Exercise.WALL_SIT, rounds, hold_s=hold_s, knee_angle_deg=120, squeeze=True)


def own(name: str, rounds: int = 1, **measure: object) -> ExerciseSet:
    return ExerciseSet(name, rounds, leg_load=LegLoad.LIGHT, **measure)  # type: ignore[arg-type]


def write(workout: Workout, sled_kg: float = 20.0) -> WorkoutFile:
    return workout_file(workout, DATABASE, unit=Unit.KM, sled_kg=sled_kg)


def steps_of(workout: Workout) -> list[Read]:
    """What the watch walks through, in order."""
    return unrolled(read_fit(write(workout).content))


def brief(workout: Workout) -> list[str]:
    """The steps in short: name, and what ends them."""
    return [f"{step.values['wkt_step_name']}: {ending(step)}" for step in steps_of(workout)]


def ending(step: Read) -> str:
    kind, value = step.raw["duration_type"], step.raw.get("duration_value")
    return "lap button" if kind == LAP_BUTTON else f"{value} {'ms' if kind == TIME else 'cm'}"


def test_a_file_says_which_workout_it_is_and_what_it_is_called() -> None:
    written = write(replace(run(title="Tempo in the park"), kind=RunKind.LONG))
    assert written.name == "2027-01-07-long-run-41.fit"
    file, workout, step = read_fit(written.content)
    assert file.raw["time_created"] > 946_684_800
    assert {**file.raw, "time_created": 0} == {
        "type": 5,
        "manufacturer": 255,
        "product": 1,
        "serial_number": 41,
        "time_created": 0,
    }
    assert workout.raw == {"sport": 1, "sub_sport": 0, "num_valid_steps": 1, "wkt_name": "Tempo in the park"}
    assert step.name == "workout_step"
    gym = read_fit(write(session(sled())).content)[1]
    assert (gym.raw["sport"], gym.raw["sub_sport"]) == (10, 20)


def test_what_a_watch_knows_a_workout_by_stays_and_differs_from_every_other() -> None:
    before, after = run(title="Tempo"), replace(run(title="Another"), date=dt.date(2027, 2, 1), start="18:00")

    def known_by(workout: Workout, database: str = DATABASE) -> tuple[int, int]:
        raw = read_fit(workout_file(workout, database, unit=Unit.KM, sled_kg=0).content)[0].raw
        return raw["serial_number"], raw["time_created"]

    assert known_by(before) == known_by(after)
    others = {known_by(before), known_by(replace(before, id=42)), known_by(before, "0123456789ab")}
    assert len(others) == 3


def test_the_schedule_puts_workouts_on_their_days() -> None:
    evening, anytime = run(), replace(run(), id=42, start=None, slot=None, date=dt.date(2027, 1, 9))
    starts = {41: dt.datetime.fromisoformat("2027-01-07T18:30"), 42: dt.date(2027, 1, 9)}
    written = schedule_file(starts, DATABASE)
    file, *entries = read_fit(written.content)
    assert (written.name, file.raw["type"], [entry.name for entry in entries]) == ("schedule.fit", 7, ["schedule"] * 2)
    for entry, workout, moment in zip(
        entries, (evening, anytime), ("2027-01-07T18:30+00:00", "2027-01-09T12:00+00:00"), strict=True
    ):
        its_file = read_fit(write(workout).content)[0].raw
        shared = ("manufacturer", "product", "serial_number", "time_created")
        assert [entry.raw[key] for key in shared] == [its_file[key] for key in shared]
        assert entry.raw["scheduled_time"] == (dt.datetime.fromisoformat(moment) - EPOCH).total_seconds()
        assert (entry.raw["completed"], entry.raw["type"]) == (0, 0)


def test_a_structured_run_has_its_steps_with_paces_as_speeds() -> None:
    fast = Step(StepKind.WORK, 1000.0, pace_s_per_km=(235, 245), intensity=Intensity.INTERVAL)
    workout = run(
        Step(StepKind.WARMUP, 2000.0, intensity=Intensity.EASY),
        Repeat(5, (fast, Step(StepKind.RECOVERY, duration_s=90, intensity=Intensity.EASY))),
        Step(StepKind.RECOVERY, duration_s=60, note="standing"),
        Step(StepKind.STRIDES, 100.0, intensity=Intensity.REPETITION),
        Step(StepKind.COOLDOWN, duration_s=600, intensity=Intensity.EASY),
    )
    rounds = ["Interval pace: 100000 cm", "Jog: 90000 ms"] * 5
    rest = ["Standing rest: 60000 ms", "Strides: 10000 cm", "Cool-down: 600000 ms"]
    assert brief(workout) == ["Warm-up: 200000 cm", *rounds, *rest]
    assert write(workout).lost == ()
    read = steps_of(workout)
    assert [step.raw["intensity"] for step in read] == [2, *[0, 4] * 5, 1, 0, 3]
    targets = ("target_type", "target_value", "custom_target_value_low", "custom_target_value_high")
    assert [read[1].raw[key] for key in targets] == [0, 0, 4082, 4255]  # 1000 m in 245 s, and in 235 s
    assert read[1].values["custom_target_speed_low"] == pytest.approx(1000 / 245, abs=0.001)
    assert [read[0].raw.get(key) for key in targets] == [2, None, None, None]
    assert read_fit(write(workout).content)[1].raw["num_valid_steps"] == 7


def test_a_run_without_steps_is_one_step() -> None:
    assert brief(run(title="Easy 8", distance_m=8000.0)) == ["Easy 8: 800000 cm"]
    assert brief(run(title="Easy", duration_s=2700)) == ["Easy: 2700000 ms"]
    assert brief(run(title="As you like")) == ["As you like: lap button"]
    both = run(title="Easy", distance_m=8000.0, duration_s=2700)
    assert brief(replace(both, estimated=("duration_s",))) == ["Easy: 800000 cm"]
    assert brief(replace(both, estimated=("distance_m",))) == ["Easy: 2700000 ms"]
    (step,) = steps_of(both)
    assert (ending(step), step.raw["notes"]) == ("800000 cm", "8 km, 45 min")


def test_an_effort_without_a_pace_is_in_words_and_is_named() -> None:
    hill = Step(StepKind.WORK, 100.0, intensity=Intensity.INTERVAL, note="uphill, strong")
    written = write(run(Repeat(8, (hill,))))
    assert written.lost == ('"interval pace, uphill, strong" is only in words, since no pace is planned',)
    read = unrolled(read_fit(written.content))
    assert {(step.raw["wkt_step_name"], step.raw["notes"]) for step in read} == {
        ("Uphill, strong", "interval pace, uphill, strong")
    }
    assert {step.raw["target_type"] for step in read} == {2}
    assert write(run(Step(StepKind.WORK, 5000.0, intensity=Intensity.EASY))).lost == ()


def test_a_long_note_of_a_workout_takes_no_words_of_its_first_step() -> None:
    hill = Step(StepKind.WORK, 100.0, intensity=Intensity.INTERVAL, note="uphill, strong")
    first = steps_of(replace(run(Repeat(8, (hill,))), note="n" * 300))[0].raw
    assert first["notes"] == f"interval pace, uphill, strong · {'n' * 167}"


def test_a_heavy_session_is_walked_through_as_the_timer_does() -> None:
    workout = session(sled(5), sit(2))
    warm_up = ["Warm-up: 300000 ms", "Walk 20 m: lap button", "Sled 20 m: lap button", "Get ready: 10000 ms"]
    rounds = ["Sled 20 m: lap button", "Rest: 60000 ms", "Sled 20 m: lap button", "Rest: 120000 ms"] * 2
    holds = ["Sled 20 m: lap button", *["Rest: 120000 ms", "Wall sit: 90000 ms"] * 2]
    assert brief(workout) == [*warm_up, *rounds, *holds]
    read = steps_of(workout)
    drag, hold = read[4].raw, read[-1].raw
    assert (drag["exercise_category"], drag["exercise_name"], drag["notes"]) == (SLED, 0, "backward, 56 kg")
    assert (drag["exercise_weight"], drag["weight_display_unit"]) == (5600, 1)
    assert read[2].values["exercise_weight"] == 28.0  # half of it, to warm up
    assert (hold["exercise_category"], hold["exercise_name"]) == (SQUAT, 20)
    assert hold["notes"] == "knees 120°, squeeze the ball"
    assert [step.raw["intensity"] for step in read[:7]] == [2, 2, 2, 1, 0, 1, 0]
    assert len(read_fit(write(workout).content)) < 2 + len(read)  # rounds that are alike are repeated


def test_a_walk_without_a_sled_is_no_sled_and_weighs_nothing() -> None:
    walk = steps_of(session(sled(load_kg=0.0)))[-1].raw
    assert (walk["wkt_step_name"], walk["exercise_category"]) == ("Walk 20 m", UNKNOWN)
    assert "exercise_weight" not in walk
    assert steps_of(session(sled(load_kg=None)))[-1].raw["exercise_category"] == SLED


def test_own_exercises_go_by_their_names() -> None:
    sets = (
        own("farmers_carry", distance_m=50.0, load_kg=24.0),
        own("wall_ball", repetitions=20, load_kg=6.0),
        own("plank", hold_s=45),
        own("burpees"),
    )
    read = steps_of(session(*sets, kind=None))
    work = [step for step in read if "exercise_category" in step.raw]
    assert [step.raw["wkt_step_name"] for step in work] == ["50 m farmers carry", "20 × wall ball", "Plank", "Burpees"]
    assert [ending(step) for step in work] == ["lap button", "lap button", "45000 ms", "lap button"]
    assert {step.raw["exercise_category"] for step in work} == {UNKNOWN}
    assert [step.raw.get("exercise_weight") for step in work] == [2400, 600, None, None]


def test_what_is_too_long_or_too_heavy_is_cut_and_named() -> None:
    name = "ausfallschritte_rückwärts_über_die_bank"
    heavy = own(name, repetitions=12, load_kg=700.0)
    workout = replace(session(heavy, kind=None, title="Ä" * 13), note="n" * 300)
    written = write(workout)
    shown = name.replace("_", " ")
    assert written.lost == (
        f'its name is cut: "{"Ä" * 13}"',
        f'a note is cut after 200 bytes: "{"Ä" * 13} · {"n" * 43}…"',
        f'the name of a step is cut: "12 × {shown}"',
        "700 kg is only in words, since a watch knows 655.34 kg at most",
    )
    about, first, *_, last = read_fit(written.content)[1:]
    assert about.raw["wkt_name"] == "Ä" * 12
    assert first.raw["notes"] == f"{'Ä' * 13} · {'n' * 170}"
    assert last.raw["wkt_step_name"] == "12 × ausfallschritte"
    assert last.raw["notes"] == f"12 × {shown} · 12 times, 700 kg"
    assert "exercise_weight" not in last.raw


def test_the_planners_own_long_title_is_said_shorter() -> None:
    written = write(session(sled(), sit(), kind=StrengthKind.MODERATE, title="Moderate sled and wall sit"))
    assert (read_fit(written.content)[1].raw["wkt_name"], written.lost) == ("Moderate sled", ())


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Tempo, 3 × 800 m at 4:53/km", "Tempo, 3 × 800 m"),
        ("Intervals, 8 × 300 m at 4:30/km", "Intervals, 8 × 300 m"),
        ("Along the river, to the bridge", "Along the river, to the"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffahrtsge"),
        ("👨\u200d👩\u200d👧\u200d👦 family run", "👨 family run"),
    ],
)
def test_a_name_is_cut_between_words(title: str, name: str) -> None:
    written = write(run(title=title))
    assert read_fit(written.content)[1].raw["wkt_name"] == name
    assert written.lost == (f'its name is cut: "{title}"',)


def test_health_answers_and_ratings_stay_at_home() -> None:
    limit = (
        "Wall sits at 120° or more and for 60 s at most, and do not hold your breath: at 90° blood pressure reached "
        "196/112 mmHg in healthy men."
    )
    heavier = (
        "The empty sled (40 kg) is heavier than planned, pushed empty: no round may feel harder than 6 of 10 (RPE)."
    )
    note = f"By the river. {heavier} No wall sit, for your answer on pregnancy. {limit} Not medical advice."
    workout = replace(session(sled()), note=note, planned=Effort(sets=(sled(),), rpe=7.5))
    first = read_fit(write(workout).content)[2].raw
    kept = "By the river. The empty sled (40 kg) is heavier than planned, pushed empty."
    assert first["notes"] == f"easy walking or jogging · {kept}"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("2027-01-07-tempo-41.fit", write(run()).content, True),
        ("2026-12-31-older-words-41.fit", write(run()).content[:60], True),
        ("2027-01-07-tempo-41.fit", b"", True),
        ("schedule.fit", schedule_file({41: DAY}, "99").content, True),
        ("2027-01-07-tempo-42.fit", write(run()).content, False),
        (f"2027-01-07-tempo-{10**30}.fit", write(run()).content, False),
        ("2027-01-07-morning-run-41.fit", b"\x0e\x10\x00\x00" + bytes(60), False),
        ("schedule.fit", write(run()).content, False),
        ("tempo-41.fit", write(run()).content, False),
        ("2027-01-07-tempo-41.FIT", write(run()).content, False),
    ],
)
def test_only_our_own_files_are_ours(name: str, content: bytes, expected: bool) -> None:
    assert is_ours(name, content) is expected


PACES = st.tuples(st.integers(90, 3600), st.integers(90, 3600)).map(lambda ends: (min(ends), max(ends)))
NOTES = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=60)
LENGTHS = st.tuples(st.floats(30, 42_195), st.none()) | st.tuples(st.none(), st.integers(1, 86_400))
STEPS = st.builds(
    lambda kind, length, pace, intensity, note: Step(kind, length[0], length[1], pace, intensity, note),
    st.sampled_from(StepKind),
    LENGTHS,
    st.none() | PACES,
    st.none() | st.sampled_from(Intensity),
    st.none() | st.sampled_from(("walk", "rest", "standing", "uphill", "5k pace")) | NOTES,
)
PARTS = STEPS | st.builds(Repeat, st.integers(2, 100), st.lists(STEPS, min_size=1, max_size=4).map(tuple))


@settings(max_examples=examples(60))
@given(st.lists(PARTS, min_size=1, max_size=12).map(tuple), NOTES)
def test_any_structure_of_a_run_comes_through(steps: tuple[Step | Repeat, ...], title: str) -> None:
    written = write(run(*steps, title=title))
    read = unrolled(read_fit(written.content))
    for step, found in zip(single_steps(steps), read, strict=True):
        raw = found.raw
        if step.duration_s is not None:
            assert (raw["duration_type"], raw["duration_value"]) == (TIME, step.duration_s * 1000)
        else:
            assert raw["duration_type"] == DISTANCE
            assert raw["duration_value"] == pytest.approx((step.distance_m or 0) * 100, abs=0.51)
        if step.pace_s_per_km is None:
            assert raw["target_type"] == 2
        else:
            slow, fast = raw["custom_target_value_low"], raw["custom_target_value_high"]
            assert (1e6 / fast, 1e6 / slow) == pytest.approx(step.pace_s_per_km, rel=0.002)
        assert 0 < len(raw["wkt_step_name"].encode()) <= 24
        assert len(raw.get("notes", "").encode()) <= 200
        is_fast = step.intensity not in (None, Intensity.EASY) and step.kind is not StepKind.STRIDES
        if is_fast and step.pace_s_per_km is None:
            assert any("only in words" in lost for lost in written.lost)


LOADS = st.none() | st.integers(0, 4000).map(lambda quarters: quarters / 4)
ROUNDS = st.integers(1, 12)
SLEDS = st.builds(sled, ROUNDS, st.integers(1, 1000).map(float), LOADS)
SITS = st.builds(
    ExerciseSet,
    st.just(Exercise.WALL_SIT),
    ROUNDS,
    hold_s=st.integers(1, 3600),
    knee_angle_deg=st.none() | st.integers(60, 180),
    squeeze=st.booleans(),
)
OWN_NAMES = st.from_regex(r"[a-zäöüß]{1,12}(_[a-z]{1,12}){0,4}", fullmatch=True)
OWN = st.builds(
    lambda name, rounds, load, measure: own(name, rounds, load_kg=load, **measure),
    OWN_NAMES,
    ROUNDS,
    LOADS,
    st.sampled_from(({"distance_m": 50.0}, {"hold_s": 45}, {"repetitions": 20}, {})),
)


@settings(max_examples=examples(60))
@given(
    st.lists(SLEDS | SITS | OWN, min_size=1, max_size=8).map(tuple),
    st.none() | st.sampled_from(StrengthKind),
    st.floats(0, 60),
)
def test_any_sets_come_through_as_the_timer_walks_through_them(
    sets: tuple[ExerciseSet, ...], kind: StrengthKind | None, sled_kg: float
) -> None:
    written = write(session(*sets, kind=kind), sled_kg)
    segments = session_segments(kind, sets, sled_kg=sled_kg)
    for segment, found in zip(segments, unrolled(read_fit(written.content)), strict=True):
        raw, part = found.raw, sets[segment.part]
        if segment.seconds is None:
            assert raw["duration_type"] == LAP_BUTTON
        else:
            assert (raw["duration_type"], raw["duration_value"]) == (TIME, segment.seconds * 1000)
        if segment.kind in (SegmentKind.READY, SegmentKind.REST, SegmentKind.WARM_UP):
            assert "exercise_category" not in raw
            continue
        load = segment.load_kg(part.load_kg, sled_kg)
        if load is None or not round(load * 100):
            assert raw.get("exercise_weight", 0) == 0
        elif load > 655.34:
            assert "exercise_weight" not in raw
            assert any("kg is only in words" in lost for lost in written.lost)
        else:
            assert raw["exercise_weight"] == round(load * 100)
        if part.exercise == Exercise.REVERSE_SLED_PUSH:
            assert raw["wkt_step_name"].endswith(f"{part.distance_m:g} m")
        elif part.is_own:
            told = f"{raw['wkt_step_name']} {raw.get('notes', '')}".casefold()
            assert part.exercise.replace("_", " ").casefold() in told


def test_a_step_that_is_checked_can_be_sent() -> None:
    most = check_steps((Repeat(100, (Step(StepKind.WORK, 5000.0, pace_s_per_km=(90, 3600)),)),))
    assert len(steps_of(run(*most))) == 100


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("easy run", 8, "easy run"),
        ("easy run", 5, "easy"),
        ("Läufe", 2, "L"),
        ("Läufe", 3, "Lä"),
        ("a\u0308bc", 2, ""),
        ("run 👩\u200d🚀 fast", 8, "run"),
        ("run 👩\u200d🚀 fast", 15, "run 👩\u200d🚀"),
        ("👍🏽👍🏽", 9, "👍🏽"),
        ("🇩🇪🇫🇷", 12, "🇩🇪"),
    ],
)
def test_texts_are_cut_between_letters(text: str, limit: int, cut: str) -> None:
    assert cut_to_bytes(text, limit) == cut
