"""What an operation changed, in a runner's words: every changed workout is named, whatever its rows hold."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import store
from planner.clock import Clock
from planner.store import journal, quick
from planner.store.block_rows import BLOCK_COLUMNS
from planner.store.journal import RowChange
from planner.store.runner_rows import RUNNER_COLUMNS
from planner.store.workout_rows import ITEM_COLUMNS, SET_COLUMNS
from planner.text import clean_line
from planner.training.blocks import Block
from planner.training.formatting import KIND_NAMES
from planner.training.outcomes import TypedOutcome
from planner.training.parse_steps import parse_steps
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.screening import Screening
from planner.training.workouts import Effort, Exercise, ExerciseSet, RunKind, Slot, Sport, StrengthKind, Workout
from planner.usecases import history
from planner.usecases.calendar import mark
from planner.usecases.history import history_text
from planner.usecases.planbook import Planbook
from tests.examples import examples
from tests.store.test_undo_properties import workouts
from tests.usecases.books import changed_by, move

TODAY = dt.date(2027, 1, 7)
NOON = dt.datetime(2027, 1, 7, 12, tzinfo=dt.UTC)
TEMPO = Workout(TODAY, Sport.RUN, RunKind.TEMPO, "Tempo, 3 × 10 min", Slot.AM, "07:00", Effort(12_000, 3720))
SLED = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, 20, 56.0)
SIT = ExerciseSet(Exercise.WALL_SIT, 2, hold_s=90, knee_angle_deg=110, squeeze=True)
HEAVY = Workout(
    TODAY, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy sled", Slot.PM, "18:00", Effort(None, 2700, 7, (SLED, SIT))
)
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u206f\ufeff]")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("words") / "planner.db"
    with store.edit(path, "new block", now=NOON) as plan:
        block = plan.add_block(Block("Half marathon", TODAY, 84, race_date=dt.date(2027, 3, 28)))
        plan.add_workouts([replace(one, block_id=block.id) for one in (TEMPO, HEAVY)])
        plan.save_slotting(block.id, "{}", "{}")
    return path


@pytest.fixture
def book(original: Path, tmp_path: Path) -> Planbook:
    """A block, a tempo run (1) and a heavy session (2) on Thursday 7 January 2027, which is today."""
    return Planbook(Path(shutil.copy(original, tmp_path)), Clock(TODAY))


def newest(book: Planbook) -> tuple[str, ...]:
    return changed_by(book, history.list_operations(book, 1)[0].id)


def test_a_new_block_is_told_with_its_workouts(book: Planbook) -> None:
    assert newest(book) == (
        'block "Half marathon": added, start Thu 7 Jan 2027, race Sun 28 Mar 2027',
        "the slotting was worked out",
        "Thu 7 Jan Tempo, 3 × 10 min: added, 12 km, 1:02 h",
        "Thu 7 Jan Heavy sled: added, sled 5 × 20 m, 56 kg, wall sit 2 × 1:30 with ball",
    )


def test_what_was_done_is_told_with_its_figures(book: Planbook) -> None:
    mark.mark_done(book, 1, TypedOutcome(distance_m=11_600, duration_s=3150, rpe=7, note="windy"))
    assert newest(book) == ('Thu 7 Jan Tempo, 3 × 10 min: done, 11.6 km, 52:30, RPE 7, "windy"',)
    mark.mark_done(book, 1, TypedOutcome(distance_m=11_500))
    assert newest(book) == ('Thu 7 Jan Tempo, 3 × 10 min: recorded again, 11.5 km, 52:30, RPE 7, "windy"',)
    mark.mark_done(book, 2)
    assert newest(book) == (
        "Thu 7 Jan Heavy sled: done as planned, sled 5 × 20 m, 56 kg; wall sit 2 × 1:30 with ball, RPE 7",
    )


def test_a_move_says_from_where_to_where(book: Planbook) -> None:
    move(book, 1, TODAY + dt.timedelta(days=1))
    assert newest(book) == ("Tempo, 3 × 10 min: Thu 7 Jan → Fri 8 Jan",)


def test_a_skip_gives_its_reason(book: Planbook) -> None:
    mark.mark_skipped(book, 1, "ice on the roads")
    assert newest(book) == ("Thu 7 Jan Tempo, 3 × 10 min: skipped (ice on the roads)",)


def test_each_column_has_its_words(book: Planbook) -> None:
    with store.edit(book.path, "edit", now=NOON) as plan:
        tempo, heavy = plan.workout(1), plan.workout(2)
        steps = parse_steps("2 km warm-up, 3 x (2 km, 400 m jog)")
        planned = Effort(10_000, 3720, 4, steps=steps)
        plan.replace_workout(replace(tempo, title="B", planned=planned, kind=RunKind.EASY, start=None))
        sets = (replace(SLED, rounds=3), SIT)
        plan.replace_workout(replace(heavy, locked=True, reason="why", planned=replace(heavy.planned, sets=sets)))
        plan.replace_runner(replace(plan.runner(), unit=Unit.MI, body_mass_kg=72.5))
        plan.replace_block(replace(plan.block(1), name="Half", race_date=None))
        plan.save_slotting(1, "{}", "[]")
    assert set(newest(book)) == {
        "you: body mass 72.5 kg, unit km → mi",
        'block "Half": name "Half marathon" → "Half", race Sun 28 Mar 2027 → nothing',
        "the slotting was worked out again",
        (
            'Thu 7 Jan B: start 07:00 → nothing, kind tempo → easy, title "Tempo, 3 × 10 min" → "B", '
            "planned 7.5 mi → 6.2 mi, planned RPE 4, steps 2 km warm-up, 3 × (2 km, 400 m jog)"
        ),
        "Thu 7 Jan Heavy sled: sled 5 × 20 m → 3 × 20 m, locked",
    }


def test_what_follows_from_another_change_is_told_when_it_stands_alone(book: Planbook) -> None:
    with store.edit(book.path, "edit", now=NOON) as plan:
        plan.replace_workout(replace(plan.workout(1), reason="Friday is easy"))
    assert newest(book) == ('Thu 7 Jan Tempo, 3 × 10 min: why it is there "Friday is easy"',)


def test_a_difference_too_small_for_words_is_told_exactly(book: Planbook) -> None:
    with store.edit(book.path, "edit", now=NOON) as plan:
        plan.replace_workout(replace(plan.workout(1), planned=Effort(12_001, 3720)))
    assert newest(book) == ("Thu 7 Jan Tempo, 3 × 10 min: planned 12000 → 12001",)


def test_many_workouts_are_summed_up_and_all_of_them_listed(book: Planbook) -> None:
    days = [TODAY + dt.timedelta(days=step) for step in range(20)]
    rest = [Workout(day, Sport.REST, None, "Rest") for day in days[:5]]
    with store.edit(book.path, "edit", now=NOON) as plan:
        plan.add_workouts([*(replace(TEMPO, date=day) for day in days), *rest, replace(HEAVY, date=days[3])])
    summary, *lines = newest(book)
    assert summary == "added 20 runs, 1 strength session, 5 rest days, 7 Jan to 26 Jan"
    assert len(lines) == 26
    assert lines[0].startswith("Thu 7 Jan Tempo")
    assert lines[-1].startswith("Tue 26 Jan Tempo")


def test_an_edit_from_outside_is_told(book: Planbook) -> None:
    connection = sqlite3.connect(book.path)
    with connection:
        connection.execute("UPDATE exercise_set SET rounds = 4 WHERE position = 0")
    connection.close()
    assert newest(book) == ("Thu 7 Jan Heavy sled: sled 5 × 20 m → 4 × 20 m",)


def test_an_operation_taken_back_for_good_says_so(book: Planbook) -> None:
    mark.mark_skipped(book, 1, "cold")
    dropped = history.list_operations(book, 1)[0].id
    history.undo(book)
    mark.mark_skipped(book, 2, "cold")
    assert changed_by(book, dropped) == (
        "It was taken back, and then something else was done: what it changed is no longer kept.",
    )


def test_what_is_too_much_to_read_is_counted(book: Planbook, monkeypatch: pytest.MonkeyPatch) -> None:
    every = journal.read_changes(book.path, 1)
    assert journal.read_changes(book.path, 1, limit=2) == every[:2]
    monkeypatch.setattr(journal, "read_changes", lambda path, number: every[:2] if path and number else [])
    assert newest(book)[-1] == f"and {len(every) - 2} more rows"


@pytest.mark.parametrize("number", [0, 999, 2**70])
def test_an_operation_that_is_not_there_is_refused(book: Planbook, number: int) -> None:
    with pytest.raises(RefusedError, match=f"no operation {number}"):
        changed_by(book, number)


def test_columns_and_tables_of_a_later_version_are_told_by_their_names() -> None:
    row = {"id": 1, "date": "2027-01-07", "sport": "run", "kind": "easy", "title": "Easy", "state": "planned"}
    told = history_text.describe_changes(
        [
            RowChange("item", 1, row, {**row, "actual_mood": 3, "paired_with": 12}),
            RowChange("shoe", 4, None, {"id": 4, "kind": "trail", "first": "2027-01-04", "last": None, "note": ""}),
            RowChange("shoe", 5, {"id": 5, "kind": "road"}, {"id": 5, "kind": "tr\x1bail"}),
            RowChange("shoe", 6, {"id": 6}, None),
        ],
        Unit.KM,
    )
    assert [one.text for one in told] == [
        "shoe 4: added, kind trail, first 2027-01-04",
        "shoe 5: kind road → tr\ufffdail",
        "shoe 6: removed",
        "Thu 7 Jan Easy: actual mood 3, paired with 12",
    ]


def test_what_was_accepted_and_answered_and_felt_is_told_in_words() -> None:
    found = {"id": 4, "block_id": 1, "code": "W3", "date": "2027-01-04", "note": "on purpose"}
    run = {"id": 1, "date": "2027-01-07", "title": "Easy", "state": "done", "actual_source": "typed", "actual_pain": 3}
    told = history_text.describe_changes(
        [
            RowChange("acceptance", 4, None, found),
            RowChange("acceptance", 5, found, None),
            RowChange("athlete", 1, {"screening": None}, {"screening": Screening({"chest": "yes"}).to_json()}),
            RowChange("item", 1, run, {**run, "actual_pain_next": 5}),
        ],
        Unit.KM,
    )
    assert [one.text for one in told] == [
        "you: health questions: chest pain; 13 open",
        'accepted finding 4: added, W3, of Mon 4 Jan 2027, note "on purpose"',
        "accepted finding 5: removed",
        "Thu 7 Jan Easy: recorded again, pain 3, pain next morning 5",
    ]


def test_an_absence_and_a_replacement_are_told_in_words() -> None:
    row = {"id": 1, "date": "2027-01-07", "sport": "run", "kind": "easy", "title": "Easy", "state": "planned"}
    told = history_text.describe_changes(
        [
            RowChange(
                "absence", 4, None, {"id": 4, "kind": "sick", "first": "2027-01-04", "last": "2027-01-06", "note": ""}
            ),
            RowChange(
                "item", 1, row, {**row, "state": "skipped", "skip_reason": "replaced by Bike (12)", "replaced_by": 12}
            ),
        ],
        Unit.KM,
    )
    assert [one.text for one in told] == [
        "absence 4: added, sick, from Mon 4 Jan 2027, to Wed 6 Jan 2027",
        "Thu 7 Jan Easy: skipped (replaced by Bike (12)), in its place workout 12",
    ]


CELLS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.lists(st.integers(), max_size=2)
)
COLUMNS = st.sampled_from([*ITEM_COLUMNS, *SET_COLUMNS, *BLOCK_COLUMNS, *RUNNER_COLUMNS])
ROWS = st.none() | st.dictionaries(COLUMNS, CELLS, max_size=30)
CHANGES = st.builds(
    RowChange,
    st.sampled_from(["item", "exercise_set", "block", "athlete", "slotting", "absence", "acceptance", "x\x1b"]),
    st.integers(1, 3),
    ROWS,
    ROWS,
)


@settings(max_examples=examples(300))
@given(st.lists(CHANGES, max_size=30))
def test_no_row_however_damaged_breaks_the_telling(rows: list[RowChange]) -> None:
    told = history_text.describe_changes(rows, Unit.KM)
    assert {(row.table, row.row_id) for one in told for row in one.changes} == {(row.table, row.row_id) for row in rows}
    assert not any(UNSAFE.search(text) for text in [history_text.summarize_changes(told), *(one.text for one in told)])


EDITS = st.lists(
    st.tuples(st.sampled_from(["replace", "remove", "add", "leave"]), workouts(), workouts()), min_size=1, max_size=6
)


@given(EDITS)
def test_every_changed_workout_is_named(
    original: Path, tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, Workout, Workout]]
) -> None:
    path = Path(shutil.copy(original, tmp_path_factory.mktemp("edited")))
    with store.edit(path, "before", now=NOON) as plan:
        kept = [plan.add_workouts([before])[0] for verb, before, _ in edits if verb != "add"]
    before = {one.id: one for one in quick.read_all_workouts(path)}
    old = iter(kept)
    with store.edit(path, "the edit", now=NOON) as plan:
        for verb, _, new in edits:
            if verb == "add":
                plan.add_workouts([new])
                continue
            one = next(old)
            if verb == "replace":
                plan.replace_workout(replace(new, id=one.id, version=one.version))
            elif verb == "remove":
                plan.remove_workout(one.id)
    after = {one.id: one for one in quick.read_all_workouts(path)}
    changed = {number for number in {**before, **after} if before.get(number) != after.get(number)}
    book = Planbook(path, Clock(TODAY))
    newest = history.list_operations(book, 1)[0]
    if not changed:
        assert newest.name == ("before" if kept else "new block")
        return
    told = {
        row.row_id: one.text
        for one in history.operation_details(book, newest.id).changed_things
        for row in one.changes
        if row.table == "item"
    }
    assert set(told) == changed
    for number, text in told.items():
        workout = after.get(number) or before[number]
        title = clean_line(workout.title, 80) or KIND_NAMES.get(workout.kind or "", workout.sport.capitalize())
        assert title in text
        assert text in changed_by(book, newest.id)
        assert UNSAFE.search(text) is None
        assert "saved again as it was" not in text
