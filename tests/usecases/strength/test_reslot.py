"""Strength that follows the runs: what is offered after a change, what never moves, and what the reasons then say."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from planner.clock import Clock
from planner.store import quick
from planner.training.absences import AbsenceKind
from planner.training.blocks import Block
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import QUALITY_RUNS, RunKind, Slot, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases import history
from planner.usecases.calendar.absences import plan_absence
from planner.usecases.calendar.ease import plan_deload
from planner.usecases.calendar.edit import plan_edit
from planner.usecases.calendar.move import plan_copy, plan_move, plan_swap
from planner.usecases.calendar.shift import find_block
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.reslot import EvaluatedChange, Offer, evaluate, evaluate_week
from tests.dump import canonical
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import put, the

NEXT = MONDAY + WEEK
"""The week after: fast runs on Tuesday and Thursday; moderate on Tuesday, light, heavy on Thursday."""


def block_of(book: Planbook) -> Block:
    return find_block(book)


def kind_on(book: Planbook, monday: dt.date, kind: str) -> Workout:
    """The only workout of a kind in a week."""
    (found,) = [one for one in quick.read_days(book.path, monday, monday + 6 * DAY) if one.kind == kind]
    return found


def carried(book: Planbook, change: Change) -> Offer:
    whole, offer, *_ = evaluate(book, change)
    apply_change(book, whole)
    return offer


def fast_run_on(book: Planbook, day: dt.date) -> Workout:
    """The only fast run of a day."""
    (found,) = [one for one in quick.read_days(book.path, day, day) if one.kind in QUALITY_RUNS]
    return found


def fast_run_to_friday(book: Planbook) -> Change:
    """The heavy session of Thursday evening is then within 24 h of the next quality run."""
    return plan_move(book, [fast_run_on(book, NEXT + 3 * DAY).id], 1)


def test_a_heavy_session_before_a_quality_run_is_offered_another_day_with_the_rule(slotted: Planbook) -> None:
    _, offer, *_ = evaluate(slotted, fast_run_to_friday(slotted))
    lines = [follow.line() for follow in offer.moves if follow.session.kind == StrengthKind.HEAVY]
    assert len(lines) == 1
    assert lines[0] == "heavy sled Thu 14 → Tue 12 Jan: Thursday is a rest day"


def test_nothing_is_stored_before_it_is_accepted_and_accepting_is_one_undo(slotted: Planbook) -> None:
    offer = carried(slotted, fast_run_to_friday(slotted))
    before = canonical(slotted.path)
    accepted = apply_change(slotted, offer.change)
    assert {one.id for one in accepted.changed} == {follow.session.id for follow in offer.moves}
    assert history.list_operations(slotted)[0].name.startswith("re-slot: strength of the week of ")
    history.undo(slotted)
    assert canonical(slotted.path) == before


def test_after_accepting_nothing_is_better(slotted: Planbook) -> None:
    apply_change(slotted, carried(slotted, fast_run_to_friday(slotted)).change)
    assert evaluate_week(slotted, NEXT) == Offer()


def test_a_calendar_that_stands_as_it_was_slotted_offers_nothing(slotted: Planbook) -> None:
    block = block_of(slotted)
    for week in range(block.weeks):
        assert evaluate_week(slotted, block.start + WEEK * week) == Offer()


def test_other_weeks_stay_as_they_are(slotted: Planbook) -> None:
    _, offer, *_ = evaluate(slotted, fast_run_to_friday(slotted))
    for follow in offer.moves:
        assert NEXT <= follow.session.date < NEXT + WEEK
        assert NEXT <= follow.proposed.date < NEXT + WEEK


def test_a_locked_session_stays(slotted: Planbook) -> None:
    heavy = put(slotted, kind_on(slotted, NEXT, StrengthKind.HEAVY), locked=True)
    whole, offer, *_ = evaluate(slotted, fast_run_to_friday(slotted))
    assert heavy.id not in {one.id for one in (*offer.sessions, *whole.changed)}


def test_done_skipped_and_past_sessions_stay(slotted: Planbook) -> None:
    late = NEXT + 3 * DAY
    tuesday = kind_on(slotted, NEXT, StrengthKind.MODERATE)
    light = put(slotted, kind_on(slotted, NEXT, StrengthKind.LIGHT), status=StoredStatus.SKIPPED, skip_reason="ice")
    then = replace(slotted, clock=Clock(late))
    whole, offer, *_ = evaluate(then, fast_run_to_friday(then))
    assert not {tuesday.id, light.id} & {one.id for one in (*offer.sessions, *whole.changed)}
    assert all(follow.proposed.date >= late for follow in offer.moves)


def test_no_session_is_offered_a_day_away(slotted: Planbook) -> None:
    put(slotted, kind_on(slotted, NEXT, StrengthKind.LIGHT), status=StoredStatus.SKIPPED, skip_reason="ice")
    carried(slotted, plan_absence(slotted, NEXT + 4 * DAY, NEXT + 6 * DAY, AbsenceKind.AWAY))
    _, offer, *_ = evaluate(slotted, plan_swap(slotted, NEXT + DAY, NEXT + 2 * DAY))
    assert offer.moves
    assert all(follow.proposed.date < NEXT + 4 * DAY for follow in offer.moves)


def test_no_session_is_offered_a_half_day_that_is_never_free(slotted: Planbook) -> None:
    for change in (fast_run_to_friday(slotted), plan_swap(slotted, NEXT + DAY, NEXT + 2 * DAY)):
        _, offer, *_ = evaluate(slotted, change)
        for follow in offer.moves:
            assert (follow.proposed.date.weekday(), follow.proposed.slot) != (
                2,
                Slot.PM,
            )  # Wednesday evenings are taken


def test_a_block_that_was_never_slotted_offers_nothing(season: Planbook) -> None:
    change = plan_swap(season, NEXT + DAY, NEXT + 2 * DAY)
    assert evaluate(season, change).offer == Offer()
    assert evaluate_week(season, NEXT) == Offer()
    assert evaluate_week(season, dt.date(2030, 1, 1)) == Offer()


def test_a_session_that_stays_against_the_rules_says_so_at_once(slotted: Planbook) -> None:
    carried(slotted, fast_run_to_friday(slotted))
    heavy = kind_on(slotted, NEXT, StrengthKind.HEAVY)
    assert heavy.reason is not None
    assert heavy.reason.startswith("Heavy sled Thursday evening, here though ")


def test_reasons_name_no_run_that_is_no_longer_there(slotted: Planbook) -> None:
    apply_change(slotted, carried(slotted, fast_run_to_friday(slotted)).change)
    for one in quick.read_days(slotted.path, NEXT, NEXT + 6 * DAY):
        if one.sport is Sport.STRENGTH:
            assert one.reason is not None
            assert f" {one.date:%A} " in one.reason.partition(",")[0]
            assert not re.search("Thursday's (tempo|intervals|hill run|race-pace run)", one.reason)


def test_a_session_moved_by_hand_says_where_it_stands_now(slotted: Planbook) -> None:
    heavy = kind_on(slotted, NEXT, StrengthKind.HEAVY)
    offer = carried(slotted, plan_move(slotted, [heavy.id], 2))
    assert offer == Offer()  # nobody is asked to take back what was just decided
    moved = quick.read_workout(slotted.path, heavy.id)
    assert moved.reason is not None
    assert moved.reason.startswith("Heavy sled Saturday evening, here ")
    assert "Thursday evening" not in moved.reason
    carried(slotted, plan_move(slotted, [heavy.id], -2))
    back = quick.read_workout(slotted.path, heavy.id)
    assert back.reason is not None
    assert back.reason.startswith("Heavy sled Thursday evening, ")


def test_easy_runs_of_the_same_day_and_length_change_nothing(slotted: Planbook) -> None:
    run = the(slotted, NEXT + 2 * DAY)
    change = plan_edit(slotted, run, replace(run, title="With Ann"))
    assert evaluate(slotted, change) == EvaluatedChange(change)


def test_a_lighter_week_can_be_followed_at_once(slotted: Planbook) -> None:
    offer = carried(slotted, plan_deload(slotted, NEXT))
    accepted = apply_change(slotted, offer.change).changed  # the versions it carries are those of after the change
    assert {one.id for one in accepted} == {one.id for one in offer.sessions}
    assert evaluate_week(slotted, NEXT) == Offer()


def test_of_equal_places_a_session_keeps_the_one_it_has(slotted: Planbook) -> None:
    heavy = kind_on(slotted, NEXT + 2 * WEEK, StrengthKind.HEAVY)
    for step in range(7):
        there = heavy.date - DAY * heavy.date.weekday() + DAY * step
        for slot, start in ((Slot.AM, "07:45"), (Slot.PM, "18:00")):
            put(slotted, quick.read_workout(slotted.path, heavy.id), date=there, slot=slot, start=start)
            for follow in evaluate_week(slotted, there).moves:
                assert follow.why != "another session has that place"
                assert follow.why != "it is here by your choice"


def test_a_second_session_in_the_same_place_is_sent_elsewhere_or_reported_as_unplaced(slotted: Planbook) -> None:
    heavy = kind_on(slotted, NEXT, StrengthKind.HEAVY)
    apply_change(slotted, plan_copy(slotted, [heavy], 0))
    offer = evaluate_week(slotted, NEXT)
    assert len(offer.moves) + len(offer.unplaced_text) >= 1


def test_today_is_not_past(slotted: Planbook) -> None:
    heavy = kind_on(slotted, MONDAY, StrengthKind.HEAVY)
    assert heavy.date == TODAY
    _, offer, *_ = evaluate(slotted, plan_move(slotted, [kind_on(slotted, MONDAY, RunKind.RACE_PACE).id], 1))
    assert heavy.id in {one.id for one in offer.sessions}
