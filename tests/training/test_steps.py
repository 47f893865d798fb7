"""The steps of a run as text and as JSON documents, read as people and plans write them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.text import clean_line
from planner.training.parse_steps import parse_steps
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.steps import (
    Intensity,
    Repeat,
    Step,
    StepKind,
    check_steps,
    steps_distance_m,
    steps_documents,
    steps_duration_s,
    steps_from_documents,
)
from planner.training.steps_text import format_steps
from tests.examples import examples

WORK, RECOVERY, STRIDES = StepKind.WORK, StepKind.RECOVERY, StepKind.STRIDES
EASY, THRESHOLD = Intensity.EASY, Intensity.THRESHOLD


def warm_up(distance_m: float | None = None, duration_s: int | None = None) -> Step:
    return Step(StepKind.WARMUP, distance_m, duration_s, intensity=EASY)


def cool_down(distance_m: float | None = None, duration_s: int | None = None) -> Step:
    return Step(StepKind.COOLDOWN, distance_m, duration_s, intensity=EASY)


JOG_400, JOG_2_MIN = Step(RECOVERY, 400.0, intensity=EASY), Step(RECOVERY, None, 120, intensity=EASY)
KILOMETRE_AT_250 = Step(WORK, 1000.0, pace_s_per_km=(250, 250))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "2 km warm-up, 5 × (1 km at 4:10/km, 90 s jog), 2 km cool-down",
            (
                warm_up(2000.0),
                Repeat(5, (KILOMETRE_AT_250, Step(RECOVERY, None, 90, intensity=EASY))),
                cool_down(2000.0),
            ),
        ),
        (
            "WU 2 km, 5 x 1 km @ 4:10 (90 s), CD 2 km",
            (warm_up(2000.0), Repeat(5, (KILOMETRE_AT_250, Step(RECOVERY, None, 90))), cool_down(2000.0)),
        ),
        ("6 x 800 m w/ 400 jog", (Repeat(6, (Step(WORK, 800.0), JOG_400)),)),
        ("6x800m (400m jog)", (Repeat(6, (Step(WORK, 800.0), JOG_400)),)),
        ("6 x 800, 400 m jog", (Repeat(6, (Step(WORK, 800.0), JOG_400)),)),
        ("12 x 400/200", (Repeat(12, (Step(WORK, 400.0), Step(RECOVERY, 200.0))),)),
        (
            "3 x (10 min T + 2 min)",
            (Repeat(3, (Step(WORK, None, 600, intensity=THRESHOLD), Step(RECOVERY, None, 120))),),
        ),
        (
            "4 x 1 mile @ 10k pace, 3 min rest",
            (
                Repeat(
                    4,
                    (
                        Step(WORK, 1609.344, intensity=Intensity.INTERVAL, note="10k pace"),
                        Step(RECOVERY, None, 180, note="rest"),
                    ),
                ),
            ),
        ),
        ("8 x 45 s uphill", (Repeat(8, (Step(WORK, None, 45, note="uphill"),)),)),
        ("20 min tempo", (Step(WORK, None, 1200, intensity=THRESHOLD),)),
        (
            "10 min warm up; 3x8' threshold 2' jog; 10 min cool down",
            (
                warm_up(None, 600),
                Repeat(3, (Step(WORK, None, 480, intensity=THRESHOLD), JOG_2_MIN)),
                cool_down(None, 600),
            ),
        ),
        ("4 x 20 s strides", (Repeat(4, (Step(STRIDES, None, 20, intensity=Intensity.REPETITION),)),)),
        (
            "8 x (1 min run, 2 min walk)",
            (Repeat(8, (Step(WORK, None, 60), Step(RECOVERY, None, 120, note="walk"))),),
        ),
        (
            "5 x 3' hard, 2' easy",
            (Repeat(5, (Step(WORK, None, 180, note="hard"), JOG_2_MIN)),),
        ),
        ("1h15 easy", (Step(WORK, None, 4500, intensity=EASY),)),
        (
            "2,5 km easy\n6 km MP",
            (Step(WORK, 2500.0, intensity=EASY), Step(WORK, 6000.0, intensity=Intensity.MARATHON)),
        ),
        ('5 km easy "with Ann"', (Step(WORK, 5000.0, intensity=EASY, note="with Ann"),)),
        ("2 x (4 x 400 m w/ 400 jog)", (Repeat(4, (Step(WORK, 400.0), JOG_400)),) * 2),
        ("6 x 400, then 2 km jog", (Repeat(6, (Step(WORK, 400.0),)), Step(RECOVERY, 2000.0, intensity=EASY))),
        ("", ()),
    ],
)
def test_the_words_of_published_plans_are_read(text: str, steps: tuple[Step | Repeat, ...]) -> None:
    assert parse_steps(text) == steps


def test_a_pace_is_read_in_the_runners_unit_and_written_in_it() -> None:
    steps = parse_steps("3 miles @ 8:00-8:10", Unit.MI)
    assert steps == (Step(WORK, 4828.032, pace_s_per_km=(298, 304)),)
    assert format_steps(steps, Unit.MI) == "3 mi at 8:00-8:09/mi"
    assert format_steps(steps) == "3 mi at 4:58-5:04/km"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("6 x 800 m jgo", '"jgo" is not understood'),
        ("8 miles w/ 4 x 1 mile", '"w/" is not clear'),
        ("WU 2 km CD 2 km", "two kinds of step"),
        ("4 x strides", '"strides" must say how far or how long'),
        ("5 x", '"5 x" must say how far or how long'),
        ("5 x 5", '"5" needs a unit'),
        ("20m tempo", '"20m tempo" could be metres or minutes'),
        ("999 x 400", '"999 x" must repeat 2 to 100 times'),
        ("4-6 x 800 m", '"4-6" is not understood'),
        ("10 min threshold easy", "two efforts"),
        ("5 km @ 0:10", '"@ 0:10" must be a pace between'),
        ("3 x (1 km", '"(" is not closed'),
        ("3 km)", '")" closes a parenthesis'),
        ("900 km easy", "must be 30 m to 200 km"),
        ("((((((1 km))))))", "one parenthesis too many"),
        ("1 km, " * 61, "60 steps"),
        ("1 km easy " * 2000, "can hold 10000 characters"),
        ("5 km \x1b[31m", "is not understood"),
    ],
)
def test_what_is_not_certain_is_refused_by_name(text: str, words: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_steps(text)
    sentence = str(refused.value)
    assert sentence.startswith("steps")
    assert words in sentence
    assert sentence.isprintable()


def test_hostile_text_is_answered() -> None:
    for text in ("(" * 9999, "1 x " * 2500, "9" * 9999, '"' * 9999, "/" * 9999, "w/u " * 2400, "5 x 1 km (" * 900):
        with pytest.raises(RefusedError):
            parse_steps(text)


NOTES = st.one_of(
    st.none(),
    st.sampled_from(["uphill", "walk", "rest", "standing", "hard", "10k pace", "race pace", "mile pace", "jog"]),
    st.text(min_size=1, max_size=20).filter(lambda text: '"' not in text and clean_line(text, 60) == text),
)
PACES = st.tuples(st.integers(90, 3600), st.integers(90, 3600)).map(lambda ends: (min(ends), max(ends)))
METRES = st.one_of(
    st.integers(30, 20_000).map(float),
    st.integers(30_000, 20_000_000).map(lambda millimetres: millimetres / 1000),
    st.sampled_from([400.0, 1609.344, 804.672, 3218.688, 60.5]),
)
LENGTHS = st.one_of(
    METRES.map(lambda metres: (metres, None)), st.integers(1, 20_000).map(lambda seconds: (None, seconds))
)
STEPS = st.builds(
    lambda kind, length, pace, intensity, note: Step(kind, length[0], length[1], pace, intensity, note),
    st.sampled_from(StepKind),
    LENGTHS,
    st.none() | PACES,
    st.none() | st.sampled_from(Intensity),
    NOTES,
)
REPEATS = st.builds(Repeat, st.integers(2, 6), st.lists(STEPS, min_size=1, max_size=3).map(tuple))


def is_within_two_days(steps: tuple[Step | Repeat, ...]) -> bool:
    """Whether a run may have the steps; longer ones are refused."""
    try:
        return check_steps(steps) == steps
    except RefusedError:
        return False


STRUCTURES = st.lists(st.one_of(STEPS, REPEATS), max_size=4).map(tuple).filter(is_within_two_days)


@given(STRUCTURES, st.sampled_from(Unit), st.sampled_from(Unit))
@settings(max_examples=examples(300))
def test_formatted_steps_are_read_back_unchanged(
    steps: tuple[Step | Repeat, ...], written_in: Unit, read_in: Unit
) -> None:
    assert parse_steps(format_steps(steps, written_in), read_in) == steps


@given(STRUCTURES)
def test_documents_give_the_same_steps_back(steps: tuple[Step | Repeat, ...]) -> None:
    assert steps_from_documents(json.loads(json.dumps(steps_documents(steps)))) == steps


def test_documents_have_the_keys_that_scripts_rely_on() -> None:
    assert steps_documents(parse_steps("10 min warm-up at 4:55-5:10/km, 6 x 800 m uphill")) == [
        {
            "kind": "warmup",
            "distance_m": None,
            "duration_s": 600,
            "pace_s_per_km": [295, 310],
            "effort": "easy",
            "note": None,
        },
        {
            "repeat": 6,
            "steps": [
                {
                    "kind": "work",
                    "distance_m": 800,
                    "duration_s": None,
                    "pace_s_per_km": None,
                    "effort": None,
                    "note": "uphill",
                }
            ],
        },
    ]


STEP = {"kind": "work", "distance_m": 800, "duration_s": None, "pace_s_per_km": None, "effort": None, "note": None}


@pytest.mark.parametrize(
    "damaged",
    [
        {},
        "steps",
        [1],
        [{**STEP, "kind": "sprint"}],
        [{**STEP, "distance_m": "800"}],
        [{**STEP, "distance_m": None}],
        [{**STEP, "duration_s": 60}],
        [{**STEP, "duration_s": True, "distance_m": None}],
        [{**STEP, "pace_s_per_km": [300]}],
        [{**STEP, "pace_s_per_km": [310, 300]}],
        [{**STEP, "effort": "brisk"}],
        [{**STEP, "note": 'a "b"'}],
        [{**STEP, "note": ["a"]}],
        [{"repeat": 1, "steps": [STEP]}],
        [{"repeat": 3, "steps": []}],
        [{"repeat": 3, "steps": [{"repeat": 3, "steps": [STEP]}]}],
        [{"repeat": "3", "steps": [STEP]}],
        [{"repeat": 3}],
    ],
)
def test_damaged_documents_are_refused(damaged: object) -> None:
    with pytest.raises(ValueError, match=r"step|repe|Kind|Intensity"):
        steps_from_documents(damaged)


def test_the_sum_of_steps_counts_each_repetition() -> None:
    steps = parse_steps("2 km warm-up, 5 x (1 km, 400 m jog), 1 km cool-down")
    assert (steps_distance_m(steps), steps_duration_s(steps)) == (10_000.0, None)
    mixed = parse_steps("2 km warm-up, 5 x (1 km, 90 s jog)")
    assert (steps_distance_m(mixed), steps_duration_s(mixed)) == (None, None)
    assert steps_duration_s(parse_steps("10 min warm-up, 3 x (8 min, 2 min jog)")) == 2400
    assert steps_distance_m(()) is None


def test_steps_beyond_any_run_are_refused() -> None:
    with pytest.raises(RefusedError, match="at most 500 km and 48 hours"):
        check_steps((Repeat(50, (Step(WORK, 20_000.0),)),))
