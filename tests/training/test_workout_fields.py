"""A workout as people type it: unread where untouched, field by field, and refused by name."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.text import NOTE_LIMIT, TITLE_LIMIT
from planner.training.dates import DateReader
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.workout_fields import WORKOUT_FIELDS, format_fields, parse_start, parse_workout
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    RunKind,
    Slot,
    Sport,
    StrengthKind,
    Workout,
)

TODAY = dt.date(2027, 1, 6)
SLED = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, 20.0, 56.0)
SIT = ExerciseSet(Exercise.WALL_SIT, 2, hold_s=90, knee_angle_deg=110, squeeze=True)
TEMPO = Workout(
    dt.date(2027, 1, 7),
    Sport.RUN,
    RunKind.TEMPO,
    "Tempo, 3 × 10 min",
    Slot.AM,
    "07:00",
    Effort(12_345.678, 4000, 6.5),
    estimated=("duration_s",),
    reason="Time estimated from the distance.",
    note="Warm up.\nCool down.",
    id=7,
    version=3,
)
HEAVY = Workout(
    dt.date(2027, 1, 7),
    Sport.STRENGTH,
    StrengthKind.HEAVY,
    "Heavy sled and wall sit",
    Slot.PM,
    "18:00",
    Effort(None, 2700, 7.0, (SLED, SIT)),
    reason="Heavy sled Thu 18:00: costs nothing.",
    id=8,
    version=2,
)
EMPTY = Workout(TODAY, Sport.RUN, RunKind.EASY, "")
KINDS = st.sampled_from(
    [
        *((Sport.RUN, kind) for kind in RunKind),
        *((Sport.STRENGTH, kind) for kind in (None, *StrengthKind)),
        (Sport.CROSS, None),
    ],
)


def typed(base: Workout = TEMPO, **fields: str) -> Workout:
    return parse_workout(fields, base, Unit.KM, DateReader(TODAY))


@st.composite
def workouts(draw: st.DrawFn) -> Workout:
    sport, kind = draw(KINDS)
    effort = Effort(
        draw(st.none() | st.integers(1, 500_000_000).map(lambda mm: mm / 1000))
        if sport is not Sport.STRENGTH
        else None,
        draw(st.none() | st.integers(1, 172_800)),
        draw(st.none() | st.integers(0, 10_000).map(lambda thousandths: thousandths / 1000)),
        draw(st.sampled_from([(), (SLED,), (SIT, SLED), (SLED, SLED, SIT)])) if sport is Sport.STRENGTH else (),
    )
    return Workout(
        draw(st.dates(dt.date(1970, 1, 1), dt.date(2199, 12, 31))),
        sport,
        kind,
        draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)),
        draw(st.sampled_from(Slot)),
        draw(st.none() | st.sampled_from(["06:15", "18:00"])),
        effort,
        reason="As the plan has it.",
        note=draw(st.text(max_size=40)),
        locked=draw(st.booleans()),
        id=3,
        version=4,
    )


@given(workouts(), st.sampled_from(Unit))
def test_what_is_written_and_not_touched_changes_nothing(workout: Workout, unit: Unit) -> None:
    assert parse_workout(format_fields(workout, unit), workout, unit, DateReader(TODAY)) == workout


@pytest.mark.parametrize("sport", [Sport.REST, Sport.NOTE])
def test_a_rest_day_and_a_note_are_read_back_too(sport: Sport) -> None:
    workout = Workout(TODAY, sport, None, "Nothing today", id=1, version=1)
    assert parse_workout(format_fields(workout, Unit.KM), workout, Unit.KM, DateReader(TODAY)) == workout


@given(workouts(), st.sampled_from(WORKOUT_FIELDS))
def test_one_field_left_alone_is_the_workout_itself(workout: Workout, field: str) -> None:
    assert (
        parse_workout({field: format_fields(workout, Unit.KM)[field]}, workout, Unit.KM, DateReader(TODAY)) == workout
    )


@pytest.mark.parametrize(
    ("field", "text", "then"),
    [
        ("title", "Fartlek", replace(TEMPO, title="Fartlek")),
        ("day", "fri", replace(TEMPO, date=dt.date(2027, 1, 8))),
        ("day", "2027-02-01", replace(TEMPO, date=dt.date(2027, 2, 1))),
        ("distance", "8.2", replace(TEMPO, planned=replace(TEMPO.planned, distance_m=8200.0))),
        ("distance", "8,2 km", replace(TEMPO, planned=replace(TEMPO.planned, distance_m=8200.0))),
        ("distance", "", replace(TEMPO, planned=replace(TEMPO.planned, distance_m=None))),
        ("rpe", "7/10", replace(TEMPO, planned=replace(TEMPO.planned, rpe=7.0))),
        ("note", "", replace(TEMPO, note="")),
        ("note", "One\ntwo", replace(TEMPO, note="One\ntwo")),
    ],
)
def test_a_single_field_changes_nothing_else(field: str, text: str, then: Workout) -> None:
    assert parse_workout({field: text}, TEMPO, Unit.KM, DateReader(TODAY)) == then


@pytest.mark.parametrize(("text", "seconds"), [("45", 2700), ("45:10", 2710), ("1:02:03", 3723), ("1h 5m", 3900)])
def test_a_time_that_is_given_is_no_longer_estimated(text: str, seconds: int) -> None:
    then = typed(time=text)
    assert then == replace(TEMPO, planned=replace(TEMPO.planned, duration_s=seconds), estimated=(), reason=None)


def test_a_bare_distance_counts_in_the_runners_unit() -> None:
    assert parse_workout({"distance": "5"}, TEMPO, Unit.MI, DateReader(TODAY)).planned.distance_m == pytest.approx(
        8046.72
    )


@pytest.mark.parametrize(
    ("text", "slot", "start"),
    [
        ("18:00", Slot.PM, "18:00"),
        ("7", Slot.AM, "07:00"),
        ("6:30 pm", Slot.PM, "18:30"),
        ("12 am", Slot.AM, "00:00"),
        ("12pm", Slot.PM, "12:00"),
        ("PM", Slot.PM, "18:00"),
        ("am", Slot.AM, "07:00"),
    ],
)
def test_a_start_is_read_as_people_say_it(text: str, slot: Slot, start: str) -> None:
    assert parse_start(text) == (slot, start)
    then = typed(start=text)
    assert (then.slot, then.start) == (slot, start)


@pytest.mark.parametrize("text", ["25", "7:60", "13 pm", "0 am", "noon", "7.30", "-1", "07:00:00"])
def test_a_start_that_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match=r"^start .* is not a time; write it like 18:00, am or pm\.$"):
        typed(start=text)


def test_a_start_cleared_is_the_usual_one_of_its_sport() -> None:
    assert typed(replace(TEMPO, start="06:00"), start="").start == "07:00"
    assert typed(replace(HEAVY, slot=Slot.AM, start="08:00"), start="").start == "18:00"


def test_a_session_at_another_time_no_longer_says_why_it_stood_there() -> None:
    assert typed(HEAVY, start="07:00").reason is None
    assert typed(HEAVY, title="Sled at Ann's").reason == HEAVY.reason


@pytest.mark.parametrize(
    ("fields", "sets", "title"),
    [
        ({"sled": "4x20 50"}, (replace(SLED, rounds=4, load_kg=50.0), SIT), "Heavy sled and wall sit"),
        ({"sled": "4"}, (replace(SLED, rounds=4), SIT), "Heavy sled and wall sit"),
        ({"sled": "4x20 0"}, (replace(SLED, rounds=4, load_kg=0.0), SIT), "Backward walk and wall sit"),
        ({"sled": ""}, (SIT,), "Wall sit"),
        ({"sit": "3x60"}, (SLED, replace(SIT, rounds=3, hold_s=60)), "Heavy sled and wall sit"),
        ({"sit": ""}, (SLED,), "Heavy sled"),
        ({"sled": "", "sit": ""}, (), "Heavy sled and wall sit"),
    ],
)
def test_sled_and_wall_sit_are_changed_one_by_one_and_the_title_says_what_is_left(
    fields: dict[str, str], sets: tuple[ExerciseSet, ...], title: str
) -> None:
    assert typed(HEAVY, **fields) == replace(HEAVY, title=title, planned=replace(HEAVY.planned, sets=sets))
    named = replace(HEAVY, title="Sled at Ann's")
    assert typed(named, **fields).title == "Sled at Ann's"


def test_a_sled_put_in_comes_before_the_wall_sit() -> None:
    only_sit = replace(HEAVY, planned=replace(HEAVY.planned, sets=(SIT,)))
    assert [part.exercise for part in typed(only_sit, sled="3x20").planned.sets] == [
        Exercise.REVERSE_SLED_PUSH,
        Exercise.WALL_SIT,
    ]


@pytest.mark.parametrize(
    ("base", "fields", "sentence"),
    [
        (TEMPO, {"what": "rest", "distance": "5"}, 'distance "5": a rest day asks for nothing.'),
        (TEMPO, {"what": "note", "rpe": "3"}, 'rpe "3": a note day asks for nothing.'),
        (TEMPO, {"sled": "5x20"}, 'sled "5x20": only a strength session has a sled and a wall sit.'),
        (HEAVY, {"distance": "5"}, 'distance "5": write a strength session\'s metres under sled.'),
        (TEMPO, {"what": "re"}, 'kind "re" could be recovery or rest.'),
        (TEMPO, {"rpe": "11"}, 'rpe "11" is not an RPE; write a number from 0 to 10, like 6 or 6.5.'),
        (TEMPO, {"distance": "far"}, 'distance "far" is not a distance; write it like 8.2 km, 5 mi or 400 m.'),
        (TEMPO, {"time": "1:99"}, 'time "1:99" is not a duration; write it like 45, 45:10, 1:02:03 or 1h 5m.'),
        (TEMPO, {"title": "x" * (TITLE_LIMIT + 1)}, f"A title can hold {TITLE_LIMIT} characters; this one has 201."),
        (TEMPO, {"note": "x" * (NOTE_LIMIT + 1)}, f"A note can hold {NOTE_LIMIT} characters; this one has 10001."),
    ],
)
def test_a_refusal_names_the_field_and_the_value(base: Workout, fields: dict[str, str], sentence: str) -> None:
    with pytest.raises(RefusedError) as refused:
        typed(base, **fields)
    assert str(refused.value) == sentence


def test_a_run_that_becomes_a_rest_day_asks_for_nothing_at_any_time() -> None:
    rest = typed(what="rest")
    assert (rest.sport, rest.kind, rest.slot, rest.start, rest.planned) == (Sport.REST, None, None, None, Effort())
    assert (rest.estimated, rest.reason) == ((), None)


def test_a_locked_run_that_becomes_a_rest_day_is_not_locked() -> None:
    assert not typed(replace(TEMPO, locked=True), what="rest").locked


def test_a_run_that_becomes_a_session_has_no_figure_of_the_run_left() -> None:
    session = typed(what="heavy", sled="5x20 56")
    assert session.planned == Effort(sets=(SLED,))
    assert session.estimated == ()


def test_a_session_that_becomes_a_run_has_no_figure_of_the_session_left() -> None:
    run = typed(HEAVY, what="easy", distance="8")
    assert run.planned == Effort(8000.0)
    assert (run.title, run.reason) == ("Easy", None)


def test_a_short_title_is_not_made_longer_when_something_else_is_changed() -> None:
    assert typed(replace(HEAVY, title="Heavy"), rpe="6").title == "Heavy"


def test_a_title_of_ones_own_outlives_a_change_of_kind() -> None:
    assert typed(replace(TEMPO, title="With the club"), what="easy").title == "With the club"
    assert typed(what="easy").title == "Easy"
    assert typed(replace(TEMPO, title="Tempo"), what="hills").title == "Hills"
    assert typed(replace(TEMPO, title="With the club"), what="heavy").title == "Heavy sled and wall sit"
    assert typed(HEAVY, what="light").title == "Light sled and wall sit"


@pytest.mark.parametrize(
    ("what", "title", "start"),
    [
        ("easy", "Easy", "07:00"),
        ("heavy", "Heavy sled and wall sit", "18:00"),
        ("bike", "Cross", "07:00"),
        ("rest", "Rest", None),
    ],
)
def test_a_new_workout_needs_no_more_than_its_kind(what: str, title: str, start: str | None) -> None:
    new = typed(EMPTY, what=what)
    assert (new.date, new.title, new.start, new.planned) == (TODAY, title, start, Effort())


def test_control_characters_stay_out_of_titles_and_notes() -> None:
    then = typed(title="\x1b[31mred", note="a\x07b")
    assert (then.title, then.note) == ("\N{REPLACEMENT CHARACTER}[31mred", "a\N{REPLACEMENT CHARACTER}b")


@pytest.mark.parametrize(
    ("text", "day"),
    [("+1", TEMPO.date + dt.timedelta(days=1)), ("-1w", TEMPO.date - dt.timedelta(days=7)), ("tomorrow", None)],
)
def test_the_day_of_a_stored_workout_counts_from_its_own(text: str, day: dt.date | None) -> None:
    stored = replace(TEMPO, id=7)
    expected = day or TODAY + dt.timedelta(days=1)
    assert parse_workout({"day": text}, stored, Unit.KM, DateReader(TODAY)).date == expected
