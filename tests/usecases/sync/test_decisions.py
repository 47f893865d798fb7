"""Every cell of the table that says what is done when a workout or its event has changed since the last sync."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.usecases.sync.decisions import (
    MISSING,
    UNCHANGED,
    Action,
    Decision,
    FileState,
    FolderEvent,
    Pending,
    Place,
    PlannedEvent,
    PlanState,
    RecordedEvent,
    Remark,
    after_move,
    decide,
)
from tests.examples import examples

TODAY = dt.date(2027, 1, 6)
THURSDAY, FRIDAY, SATURDAY = (Place(dt.date(2027, 1, day), "18:00") for day in (7, 8, 9))
YESTERDAY, LAST_WEEK = Place(dt.date(2027, 1, 5), "18:00"), Place(dt.date(2026, 12, 30), "18:00")


def digest_of(place: Place, text: str, end: str = "") -> str:
    return f"{place} {text}{end}"


def planned(place: Place = THURSDAY, text: str = "sled", state: PlanState = PlanState.PLANNED) -> PlannedEvent:
    return PlannedEvent(place, digest_of(place, text), text, state)


def file_of(
    place: Place = THURSDAY, text: str = "sled", *, revision: int | None = 3, end: str = "", **more: bool
) -> FolderEvent:
    return FolderEvent(FileState.READ, place, digest_of(place, text, end), text, revision, **more)


RECORDED = RecordedEvent(THURSDAY, digest_of(THURSDAY, "sled"), "sled", 3)
WAS_YESTERDAY = RecordedEvent(YESTERDAY, digest_of(YESTERDAY, "sled"), "sled", 3)

SAME, TEXT, MOVED = planned(), planned(text="lighter sled"), planned(FRIDAY)
REMOVED = None
DONE = planned(text="✓ sled", state=PlanState.DONE)
MISSED = planned(YESTERDAY, state=PlanState.MISSED)
CANCELLED = file_of(is_cancelled=True)
REPEATED = file_of(is_repeated=True)


def said(action: Action, *remarks: Remark, place: Place | None = None) -> Decision:
    return Decision(action, remarks, place)


CELLS = {
    "unchanged, unchanged": (SAME, UNCHANGED, said(Action.NOTHING)),
    "unchanged, read, the text changed": (TEXT, file_of(), said(Action.WRITE)),
    "unchanged, the text changed": (TEXT, UNCHANGED, said(Action.WRITE)),
    "unchanged, moved": (MOVED, UNCHANGED, said(Action.WRITE)),
    "unchanged, removed": (REMOVED, UNCHANGED, said(Action.REMOVE)),
    "unchanged, done": (DONE, UNCHANGED, said(Action.WRITE)),
    "moved, unchanged": (SAME, file_of(SATURDAY), said(Action.MOVE, place=SATURDAY)),
    "moved, the text changed": (TEXT, file_of(SATURDAY), said(Action.MOVE, place=SATURDAY)),
    "moved, moved to the same place": (MOVED, file_of(FRIDAY), said(Action.RECORD)),
    "moved, moved elsewhere": (MOVED, file_of(SATURDAY), said(Action.WRITE, Remark.CONFLICT)),
    "moved, removed": (REMOVED, file_of(SATURDAY), said(Action.REMOVE, Remark.MOVED_BUT_REMOVED)),
    "moved, done": (DONE, file_of(SATURDAY), said(Action.WRITE, Remark.DONE_STAYS)),
    "the text changed, unchanged": (SAME, file_of(text="gym"), said(Action.LEAVE_TEXT, Remark.TEXT_LEFT)),
    "the text changed, the text changed": (TEXT, file_of(text="gym"), said(Action.WRITE, Remark.TEXT_REPLACED)),
    "the text changed, moved": (MOVED, file_of(text="gym"), said(Action.WRITE, Remark.TEXT_REPLACED)),
    "the text changed, removed": (REMOVED, file_of(text="gym"), said(Action.REMOVE, Remark.TEXT_BUT_REMOVED)),
    "the text changed, done": (DONE, file_of(text="gym"), said(Action.WRITE, Remark.TEXT_REPLACED)),
    "gone, unchanged": (SAME, MISSING, said(Action.ASK)),
    "gone, the text changed": (TEXT, MISSING, said(Action.WRITE, Remark.WRITTEN_AGAIN)),
    "gone, moved": (MOVED, MISSING, said(Action.WRITE, Remark.WRITTEN_AGAIN)),
    "gone, removed": (REMOVED, MISSING, said(Action.FORGET)),
    "gone, done": (DONE, MISSING, said(Action.LEAVE_OUT)),
    "cancelled, unchanged": (SAME, CANCELLED, said(Action.ASK)),
    "cancelled, the text changed": (TEXT, CANCELLED, said(Action.WRITE, Remark.WRITTEN_AGAIN)),
    "cancelled, moved": (MOVED, CANCELLED, said(Action.WRITE, Remark.WRITTEN_AGAIN)),
    "cancelled, removed": (REMOVED, CANCELLED, said(Action.REMOVE)),
    "cancelled, done": (DONE, CANCELLED, said(Action.LEAVE_OUT)),
    "repeated, unchanged": (SAME, REPEATED, said(Action.RECORD, Remark.REPEATED)),
    "repeated, the text changed": (TEXT, REPEATED, said(Action.WRITE, Remark.REPEATED)),
    "repeated, moved": (MOVED, REPEATED, said(Action.WRITE, Remark.REPEATED)),
    "repeated, removed": (REMOVED, REPEATED, said(Action.REMOVE, Remark.REPEATED)),
    "repeated, done": (DONE, REPEATED, said(Action.WRITE, Remark.REPEATED)),
}


@pytest.mark.parametrize("cell", CELLS)
def test_every_cell_of_the_table(cell: str) -> None:
    plan, found, decision = CELLS[cell]
    assert decide(RECORDED, plan, found, TODAY) == decision


def test_a_missed_workout_moves_to_today_or_later_and_nowhere_else() -> None:
    assert decide(WAS_YESTERDAY, MISSED, UNCHANGED, TODAY) == said(Action.NOTHING)
    assert decide(WAS_YESTERDAY, MISSED, file_of(FRIDAY), TODAY) == said(Action.MOVE, place=FRIDAY)
    today = Place(TODAY, "06:00")
    assert decide(WAS_YESTERDAY, MISSED, file_of(today), TODAY) == said(Action.MOVE, place=today)
    assert decide(WAS_YESTERDAY, MISSED, file_of(LAST_WEEK), TODAY) == said(Action.WRITE, Remark.MISSED_STAYS)
    assert decide(WAS_YESTERDAY, MISSED, MISSING, TODAY) == said(Action.LEAVE_OUT)
    out = replace(WAS_YESTERDAY, pending=Pending.OUT)
    assert decide(out, MISSED, MISSING, TODAY) == said(Action.NOTHING)


def test_a_new_workout_gets_an_event_and_a_file_that_says_the_same_is_taken_as_written() -> None:
    assert decide(None, SAME, MISSING, TODAY) == said(Action.WRITE)
    assert decide(None, SAME, file_of(), TODAY) == said(Action.RECORD)


def test_without_a_record_both_sides_count_as_changed() -> None:
    assert decide(None, SAME, file_of(SATURDAY), TODAY) == said(Action.WRITE, Remark.CONFLICT)
    assert decide(None, SAME, file_of(text="gym"), TODAY) == said(Action.WRITE, Remark.TEXT_REPLACED)
    assert decide(None, SAME, CANCELLED, TODAY) == said(Action.ASK)
    assert decide(None, DONE, CANCELLED, TODAY) == said(Action.LEAVE_OUT)
    assert decide(None, REMOVED, file_of(), TODAY) == said(Action.REMOVE, Remark.CAME_BACK)
    assert decide(None, REMOVED, MISSING, TODAY) == said(Action.NOTHING)


def test_a_move_of_an_older_writing_is_a_move_on_both_sides() -> None:
    older = file_of(SATURDAY, revision=2)
    assert decide(RECORDED, SAME, older, TODAY) == said(Action.WRITE, Remark.CONFLICT)
    assert decide(RECORDED, SAME, file_of(SATURDAY, revision=None), TODAY).action is Action.MOVE
    assert decide(RECORDED, SAME, file_of(text="gym", revision=2), TODAY) == said(Action.WRITE, Remark.TEXT_REPLACED)


def test_an_event_of_the_whole_day_moves_the_day_and_leaves_the_time() -> None:
    all_day = file_of(Place(SATURDAY.day))
    assert decide(RECORDED, SAME, all_day, TODAY) == said(Action.MOVE, place=SATURDAY)
    same_day = file_of(Place(THURSDAY.day))
    assert decide(RECORDED, SAME, same_day, TODAY) == said(Action.WRITE)
    untimed = RecordedEvent(Place(THURSDAY.day), digest_of(Place(THURSDAY.day), "sled"), "sled", 3)
    assert decide(untimed, planned(Place(THURSDAY.day)), file_of(THURSDAY), TODAY).place == THURSDAY


def test_a_changed_end_is_written_over_without_a_word() -> None:
    assert decide(RECORDED, SAME, file_of(end=" until late"), TODAY) == said(Action.WRITE)


def test_a_file_that_cannot_be_read_is_no_change() -> None:
    cut = FolderEvent(FileState.UNREADABLE)
    assert decide(RECORDED, SAME, cut, TODAY) == said(Action.WRITE, Remark.MENDED)
    assert decide(RECORDED, REMOVED, cut, TODAY) == said(Action.REMOVE)


def test_an_asked_question_stays_open_until_one_side_changes() -> None:
    asked = replace(RECORDED, pending=Pending.GONE)
    assert decide(asked, SAME, MISSING, TODAY) == said(Action.NOTHING)
    assert decide(asked, SAME, UNCHANGED, TODAY) == said(Action.NOTHING)  # of a file that says cancelled
    assert decide(asked, TEXT, MISSING, TODAY) == said(Action.WRITE, Remark.WRITTEN_AGAIN)
    assert decide(asked, DONE, MISSING, TODAY) == said(Action.LEAVE_OUT)
    assert decide(asked, REMOVED, MISSING, TODAY) == said(Action.FORGET)
    assert decide(asked, SAME, file_of(), TODAY) == said(Action.RECORD)
    assert decide(replace(RECORDED, pending=Pending.KEEP), SAME, MISSING, TODAY) == said(Action.WRITE)
    assert decide(replace(RECORDED, pending=Pending.KEEP), SAME, CANCELLED, TODAY) == said(Action.WRITE)


def test_a_text_of_a_person_stays_and_is_said_in_full_before_ours_is_written_over_it() -> None:
    left = replace(RECORDED, text="gym", pending=Pending.TEXT)
    assert decide(left, SAME, UNCHANGED, TODAY) == said(Action.NOTHING)
    assert decide(left, SAME, file_of(text="gym"), TODAY) == said(Action.LEAVE_TEXT)
    assert decide(left, TEXT, file_of(text="gym"), TODAY) == said(Action.WRITE, Remark.TEXT_REPLACED)


def test_a_text_that_came_with_a_move_stays_where_the_move_changes_nothing_of_ours() -> None:
    found = file_of(SATURDAY, "gym")
    assert decide(RECORDED, SAME, found, TODAY) == said(Action.MOVE, place=SATURDAY)
    there = planned(SATURDAY)
    again = decide(after_move(RECORDED, SAME, there), there, found, TODAY)
    assert again == said(Action.LEAVE_TEXT, Remark.TEXT_LEFT)
    other_reason = planned(SATURDAY, "sled, another reason")
    again = decide(after_move(RECORDED, SAME, other_reason), other_reason, found, TODAY)
    assert again == said(Action.WRITE, Remark.TEXT_REPLACED)


@dataclass(frozen=True)
class World:
    """One workout, its event in the folder, and what is recorded of both."""

    recorded: RecordedEvent | None
    plan: PlannedEvent | None
    file: FolderEvent
    is_new_stamp: bool = True
    moves: int = 0


def synced(world: World) -> tuple[World, Decision]:
    """Carry out what is decided, as a run does."""
    found = world.file
    if found.state is FileState.READ and not world.is_new_stamp:
        assert world.recorded is not None
        found = UNCHANGED if world.plan and world.plan.digest == world.recorded.digest else found
    decision = decide(world.recorded, world.plan, found, TODAY)
    plan, record = world.plan, world.recorded
    if decision.action is Action.MOVE:
        assert plan is not None
        assert decision.place is not None
        state = PlanState.MISSED if decision.place.day < TODAY else PlanState.PLANNED
        moved = planned(decision.place, plan.text, state)
        after, further = synced(World(after_move(record, plan, moved), moved, world.file, True, world.moves + 1))
        return after, replace(decision, remarks=further.remarks)
    file = world.file
    if decision.action is Action.WRITE:
        assert plan is not None
        revision = max(record.revision if record else 0, file.revision or 0) + 1
        file = FolderEvent(FileState.READ, plan.place, plan.digest, plan.text, revision)
        record = RecordedEvent(plan.place, plan.digest, plan.text, revision)
    elif decision.action is Action.RECORD:
        assert plan is not None
        record = RecordedEvent(plan.place, plan.digest, plan.text, file.revision or 0)
    elif decision.action is Action.LEAVE_TEXT:
        assert plan is not None
        record = RecordedEvent(plan.place, plan.digest, file.text, file.revision or 0, Pending.TEXT)
    elif decision.action in (Action.ASK, Action.LEAVE_OUT):
        assert plan is not None
        pending = Pending.GONE if decision.action is Action.ASK else Pending.OUT
        record = replace(record or RecordedEvent(plan.place, plan.digest, plan.text), pending=pending)
    elif decision.action is Action.REMOVE:
        file, record = MISSING, None
    elif decision.action is Action.FORGET:
        record = None
    return World(record, plan, file, False, world.moves), decision


places = st.sampled_from([THURSDAY, FRIDAY, SATURDAY, YESTERDAY, LAST_WEEK, Place(FRIDAY.day), Place(TODAY, "06:00")])
texts = st.sampled_from(["sled", "gym", "lighter sled"])
plans = st.none() | st.builds(
    lambda place, text, is_done: planned(
        place,
        text,
        PlanState.DONE if is_done else PlanState.MISSED if place.day < TODAY else PlanState.PLANNED,
    ),
    places,
    texts,
    st.booleans(),
)
read_files = st.builds(
    file_of,
    places,
    texts,
    revision=st.none() | st.integers(1, 4),
    end=st.sampled_from(["", " until late"]),
    is_cancelled=st.booleans(),
    is_repeated=st.booleans(),
)
files = st.just(MISSING) | st.just(FolderEvent(FileState.UNREADABLE)) | read_files
records = st.none() | st.builds(
    lambda place, text, other, pending: RecordedEvent(place, digest_of(place, text), other, 3, pending),
    places,
    texts,
    texts,
    st.none() | st.sampled_from(Pending),
)


@settings(max_examples=examples(2_000))
@given(records, plans, files)
def test_a_second_run_does_nothing(record: RecordedEvent | None, plan: PlannedEvent | None, file: FolderEvent) -> None:
    after, _ = synced(World(record, plan, file))
    again, second = synced(after)
    assert second.action in (Action.NOTHING, Action.RECORD, Action.LEAVE_TEXT)
    assert not set(second.remarks) - {Remark.REPEATED}
    assert (again.plan, again.file) == (after.plan, after.file)


@settings(max_examples=examples(2_000))
@given(records, plans, files)
def test_one_run_moves_a_workout_at_most_once_and_never_one_that_is_done(
    record: RecordedEvent | None, plan: PlannedEvent | None, file: FolderEvent
) -> None:
    after, _ = synced(World(record, plan, file))
    is_done = plan is not None and plan.state is PlanState.DONE
    assert after.moves <= (0 if is_done else 1)


@settings(max_examples=examples(2_000))
@given(records, plans.filter(bool), read_files)
def test_no_text_of_a_person_goes_without_a_word(
    record: RecordedEvent | None, plan: PlannedEvent, file: FolderEvent
) -> None:
    is_known = record is not None and record.text == file.text and record.pending is not Pending.TEXT
    after, decision = synced(World(record, plan, file))
    is_written_over = after.file.text != file.text
    assert is_known or file.is_cancelled or is_written_over == (Remark.TEXT_REPLACED in decision.remarks)
