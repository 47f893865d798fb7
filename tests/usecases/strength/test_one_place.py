"""Where a session would be better is answered once: lint, `why`, what is offered and the remark after an edit agree."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from planner.clock import Clock
from planner.store import quick
from planner.training.formatting import format_day
from planner.training.leg_load import counted_kind
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import Slot, Sport, StoredStatus, Workout
from planner.usecases.calendar.edit import plan_skip
from planner.usecases.calendar.move import plan_move
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.explain import DayReasons, explain_calendar_day
from planner.usecases.strength.lint import lint_planbook
from planner.usecases.strength.reslot import evaluate, evaluate_week
from tests.examples import examples
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import put

Place = tuple[dt.date, str, str]
ELSEWHERE, LEFT_OUT = "the slotter would place it elsewhere", "the slotter would leave it out"
NO_BETTER = "its week has no better place"
few = settings(max_examples=examples(3), deadline=None, phases=[Phase.explicit, Phase.generate])
edits = st.lists(st.tuples(st.integers(0, 40), st.integers(-3, 3)), max_size=6)
"""Which workout of the coming weeks, and by how many days it moves; by none, it is skipped."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("one place")


def edited(original: Path, folder: Path, changes: list[tuple[int, int]]) -> Planbook:
    """The demo after some workouts of this week and the next two were moved or skipped, and nothing followed."""
    book = Planbook(Path(shutil.copy(original, folder / "edited.db")), Clock(TODAY))
    for number, days in changes:
        workouts = [one for one in week(book, MONDAY, 3) if one.is_open and one.date >= TODAY]
        workout = workouts[number % len(workouts)]
        try:
            make(book, plan_move(book, [workout.id], days) if days else plan_skip([workout], "ice"))
        except RefusedError:
            continue
    return book


def make(book: Planbook, change: Change) -> None:
    if not change.is_empty:
        apply_change(book, evaluate(book, change).change)


def week(book: Planbook, monday: dt.date, weeks: int = 1) -> list[Workout]:
    return quick.read_days(book.path, monday, monday + WEEK * weeks - DAY)


def kinds_of_week(book: Planbook, monday: dt.date) -> Counter[str]:
    """How many sessions of each kind a week has, done or still planned."""
    held = (one for one in week(book, monday) if one.sport is Sport.STRENGTH and one.status is not StoredStatus.SKIPPED)
    return Counter(str(one.kind) for one in held)


def place_of(workout: Workout) -> Place:
    return workout.date, str(workout.slot), str(counted_kind(workout))


def reasons_of(book: Planbook, monday: dt.date) -> list[DayReasons]:
    """The days of a week from today on: one that is over is explained as it was."""
    days = (monday + DAY * number for number in range(7))
    return [explain_calendar_day(book, day) for day in days if day >= book.today]


def best_places(reasons: list[DayReasons]) -> set[Place]:
    return {
        (day.day, str(one.slot), str(one.kind)) for day in reasons for one in day.candidates if one.status == "best"
    }


@pytest.mark.hypothesis
@few
@given(changes=edits)
@example([(13, -3), (37, -3), (13, -3), (21, 2), (10, -3)])
def test_why_and_what_is_offered_of_a_week_agree(
    slotted_original: Path, folder: Path, changes: list[tuple[int, int]]
) -> None:
    original, book = Planbook(slotted_original, Clock(TODAY)), edited(slotted_original, folder, changes)
    for monday in (MONDAY, MONDAY + WEEK):
        offer, reasons = evaluate_week(book, monday + 3 * DAY), reasons_of(book, monday)
        offered = {place_of(move.proposed) for move in offer.moves}
        assert offered <= best_places(reasons)
        lacking = kinds_of_week(original, monday) - kinds_of_week(book, monday)
        assert {kind for _, _, kind in best_places(reasons) - offered} <= lacking.keys()
        for day in reasons:
            assert (ELSEWHERE in day.note) is any(move.session.date == day.day for move in offer.moves)
            if any(one.date == day.day for one in offer.unplaced):
                assert LEFT_OUT in day.note or NO_BETTER in day.note
        standing = {place_of(one) for one in week(book, monday) if one.sport is Sport.STRENGTH and one.is_left(TODAY)}
        chosen = {
            (day.day, str(one.slot), str(one.kind))
            for day in reasons
            for one in day.candidates
            if one.status == "chosen"
        }
        assert chosen == standing - {place_of(move.session) for move in offer.moves} - not_chosen(reasons)


def not_chosen(reasons: list[DayReasons]) -> set[Place]:
    """The places of sessions that stay though the slotter would have them nowhere."""
    return {
        (day.day, str(one.slot), str(one.kind))
        for day in reasons
        if LEFT_OUT in day.note or NO_BETTER in day.note
        for one in day.candidates
        if one.status != "chosen"
    }


@pytest.mark.hypothesis
@few
@given(changes=edits, number=st.integers(0, 5), days=st.integers(-4, 4).filter(bool))
@example([(8, 0), (6, 0), (15, 1), (5, -1), (22, -2)], 0, 1)
def test_of_one_session_with_all_others_fixed_everything_names_the_same_place(
    slotted_original: Path, folder: Path, changes: list[tuple[int, int]], number: int, days: int
) -> None:
    book = edited(slotted_original, folder, changes)
    monday = MONDAY + WEEK
    sessions = [one for one in week(book, monday) if one.sport is Sport.STRENGTH and one.is_open]
    session = sessions[number % len(sessions)] if sessions else None
    if session is None or not monday <= session.date + DAY * days < monday + WEEK:
        return
    for other in sessions:
        if other.id != session.id:
            put(book, other, locked=True)
    evaluated = evaluate(book, plan_move(book, [session.id], days))
    apply_change(book, evaluated.change)
    offer = evaluate_week(book, monday)
    offered = {(move.proposed.date, str(move.proposed.slot)) for move in offer.moves}
    reasons = reasons_of(book, monday)
    assert {place_of(move.proposed) for move in offer.moves} <= best_places(reasons)
    said = [
        one for one in evaluated.broken if session.id in (one.session and one.session.id, one.better and one.better.id)
    ]
    if said:
        betters = [one.better for one in said if one.better is not None and one.better.id == session.id]
        assert {(one.date, str(one.slot)) for one in betters} == offered
    for finding in lint_planbook(book).findings:
        if finding.item_id == session.id and finding.code.startswith("HC"):
            named = {
                (day.day, str(slot))
                for day in reasons
                for slot in Slot
                if f"Better: {format_day(day.day)} {slot}," in finding.help
            }
            assert named == offered, finding
