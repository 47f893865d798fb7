"""What calendars get of a workout: what is planned, where and why, and nothing of how the runner is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.exchange.calendars.workout_events import EventStatus, WorkoutEvent
from planner.store import edit, quick
from planner.store.database_id import read_database_id
from planner.text import NOTE_LIMIT
from planner.training.shared_notes import shared_reason
from planner.training.workout_uids import workout_uid
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)
from planner.usecases.exports.calendar_events import make_events
from planner.usecases.planbook import Planbook

DAY = dt.date(2027, 1, 7)
SLED = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, distance_m=20.0, load_kg=56.0)
SIT = ExerciseSet(Exercise.WALL_SIT, 2, hold_s=60, squeeze=True)
HEAVY = Workout(
    DAY, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy sled and wall sit", Slot.PM, "18:00",
    Effort(None, 2650, 7.0, (SLED, SIT)),
    reason="Heavy sled Thursday evening: two and a half days before Sunday's long run.", note="Bring the bands.",
)  # fmt: skip
EASY = Workout(DAY, Sport.RUN, RunKind.EASY, "With the club", Slot.AM, "07:00", Effort(8200.0, 2700))


def event_of(book: Planbook, workout: Workout) -> WorkoutEvent:
    return make_events(book, [replace(workout, id=41)])[41]


def at(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(DAY, dt.time(hour, minute))


def test_a_session_has_its_sets_why_it_is_there_and_its_note(season: Planbook) -> None:
    event = event_of(season, HEAVY)
    assert event.uid == workout_uid(read_database_id(season.path), 41)
    assert event.summary == "Heavy sled 5 x 20 m, 56 kg"
    assert event.description == (
        "Sled 5 x 20 m, 56 kg\nWall sit 2 x 1:00 with ball\n\nTwo and a half days before Sunday's long run.\n\n"
        "Bring the bands."
    )
    assert (event.start, event.end, event.is_all_day) == (at(18), at(18, 45), False)
    assert (event.categories, event.status) == (("strength", "heavy"), EventStatus.CONFIRMED)


def test_the_longest_note_is_there_to_its_end(season: Planbook) -> None:
    note = "x" * (NOTE_LIMIT - 4) + " end"
    assert event_of(season, replace(HEAVY, note=note)).description.endswith(f"long run.\n\n{note}")


def test_all_loads_of_a_session_are_named(season: Planbook) -> None:
    sets = (SLED, replace(SLED, rounds=2, load_kg=62.5), SIT)
    assert event_of(season, replace(HEAVY, planned=Effort(sets=sets))).summary == "Heavy sled 7 x 20 m, 56 and 62.5 kg"
    walk = (replace(SLED, load_kg=0.0), SIT)
    assert event_of(season, replace(HEAVY, planned=Effort(sets=walk))).summary == "Backward walk 5 x 20 m"


def test_a_run_is_called_as_in_a_status_bar_and_what_was_done_has_a_tick(season: Planbook) -> None:
    assert event_of(season, EASY).summary == "Easy 8.2 km"
    done = replace(EASY, status=StoredStatus.DONE, actual=Outcome(Effort(9000.0, 3000, 8.0), "Knee again", pain=6))
    event = event_of(season, done)
    assert (event.summary, event.end) == ("✓ Easy 8.2 km", at(7, 45))
    assert event.description == ""
    unplanned = replace(done, planned=Effort(), status=StoredStatus.UNPLANNED)
    assert event_of(season, unplanned).summary == "✓ Easy 9 km"


def test_a_workout_without_a_half_of_the_day_fills_the_day(season: Planbook) -> None:
    event = event_of(season, replace(EASY, slot=None, start=None))
    assert (event.start, event.end, event.is_all_day) == (DAY, DAY + dt.timedelta(days=1), True)


def test_a_half_of_the_day_without_a_time_begins_when_it_usually_does(slotted: Planbook) -> None:
    untimed = replace(EASY, start=None)
    assert event_of(slotted, untimed).start == at(7)
    assert event_of(slotted, replace(untimed, slot=Slot.PM)).start == at(18)


def test_an_event_is_long_enough_to_be_seen(season: Planbook) -> None:
    assert event_of(season, replace(EASY, planned=Effort(500.0, 120))).end == at(7, 15)
    assert event_of(season, replace(EASY, planned=Effort())).end == at(7, 15)
    assert event_of(season, replace(HEAVY, planned=Effort(sets=(SLED,)))).end == at(18, 45)
    night = event_of(season, replace(EASY, start="23:30"))
    assert night.end == at(0, 15) + dt.timedelta(days=1)


def test_rest_days_and_notes_are_no_events_and_skipped_workouts_do_not_take_place(season: Planbook) -> None:
    rest = Workout(DAY, Sport.REST, None, "Rest", id=1)
    note = Workout(DAY, Sport.NOTE, None, "Race bib", id=2)
    skipped = replace(EASY, status=StoredStatus.SKIPPED, skip_reason="a cold", id=3)
    events = make_events(season, [rest, note, skipped])
    assert [(number, event.status) for number, event in events.items()] == [(3, EventStatus.CANCELLED)]
    assert "cold" not in repr(events)


def test_hostile_titles_and_notes_are_cleaned(season: Planbook) -> None:
    event = event_of(season, replace(EASY, sport=Sport.CROSS, kind=None, title="Row\x1b[31m\n", note="a\r\nb\x07"))
    assert event.summary == "Row\N{REPLACEMENT CHARACTER}[31m 8.2 km"
    assert event.description == "a\nb\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("reason", "shared"),
    [
        ("Two days after your long run. No drawback.", "Two days after your long run. No drawback."),
        ("Light session, in place of the heavy one: pain of 7 on Tue 5 Jan.",
         "Light session, in place of the heavy one."),
        ("Moderate sled, in the place of the heavy one. The last session hurt 6 of 10, so the sled stays at 75 %.",
         "Moderate sled, in the place of the heavy one."),
        ("The last two sessions felt too hard (9 of 10), so the sled is one rung down.", ""),
        ("In place of the heavy one: you were ill until Tue 5 Jan.", "In place of the heavy one."),
        ("In place of the heavy one: under 5 h of sleep in two nights before Tue 5 Jan.", "In place of the heavy one."),
        ("In place of the heavy one: your answer on heart, until you are cleared.", "In place of the heavy one."),
        ("In place of the heavy one: soreness of 8 on Tue 5 Jan. 6 points: it comes early.",
         "In place of the heavy one. 6 points: it comes early."),
    ],
)  # fmt: skip
def test_a_reason_goes_out_without_what_it_says_of_health(reason: str, shared: str) -> None:
    assert shared_reason(reason) == shared


def test_a_block_that_was_lived_through_sends_no_pain_no_rating_and_no_remark(slotted: Planbook) -> None:
    workouts = quick.read_all_workouts(slotted.path)
    secret = Outcome(Effort(3000.0, 1200, 9.0), "zebra", pain=9, pain_next=8)
    with edit(slotted.path, "Mark", now=slotted.clock.now()) as repository:
        repository.replace_workouts(
            [replace(one, status=StoredStatus.DONE, actual=secret) for one in workouts if one.is_training]
        )
    events = make_events(slotted, quick.read_all_workouts(slotted.path)).values()
    assert len(events) > 50
    assert not [event for event in events if "zebra" in event.description or " of 10" in event.description]
    assert all(event.summary.startswith("✓ ") for event in events)
