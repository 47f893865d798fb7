"""Why a day is as it is: a day ahead beside what is locked and done, a day behind as it was, and a moved session."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.store import quick
from planner.training.absences import AbsenceKind
from planner.training.formatting import format_day
from planner.training.run_plans.typed_plan_requests import find_goal
from planner.training.weekly_sessions import WeeklySessions
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import Slot, Sport, StrengthKind
from planner.usecases.blocks import commit
from planner.usecases.blocks.defaults import default_options
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.calendar.absences import plan_absence
from planner.usecases.calendar.move import plan_move
from planner.usecases.calendar.shift import find_block
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.explain import DayReasons, explain_calendar_day, explain_draft_day
from tests.dump import canonical
from tests.plans import default_plan
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import put, the

NEXT = MONDAY + WEEK


def chosen(reasons: DayReasons) -> set[tuple[Slot, StrengthKind]]:
    return {(line.slot, line.kind) for line in reasons.candidates if line.status == "chosen"}


def test_a_day_ahead_has_a_sentence_for_every_place(slotted: Planbook) -> None:
    reasons = explain_calendar_day(slotted, NEXT + 3 * DAY)
    assert chosen(reasons) == {(Slot.PM, StrengthKind.HEAVY)}
    assert {(line.slot, line.kind) for line in reasons.candidates} == {
        (slot, kind) for slot in Slot for kind in StrengthKind
    }
    for line in reasons.candidates:
        assert line.text.endswith(".")
        assert (line.rule is None) is (line.status != "vetoed")
        assert bool(line.source) is (line.status == "vetoed")
    assert reasons.note == ""


def test_a_locked_session_stands_and_the_day_is_weighed_around_it(slotted: Planbook) -> None:
    heavy = put(slotted, the(slotted, NEXT + 3 * DAY, Sport.STRENGTH), locked=True)
    assert chosen(explain_calendar_day(slotted, NEXT + 3 * DAY)) == {(Slot.PM, StrengthKind.HEAVY)}
    put(slotted, heavy, date=NEXT + 5 * DAY, original_date=NEXT + 3 * DAY, plan_date=NEXT + 3 * DAY)
    beside = explain_calendar_day(slotted, NEXT + 4 * DAY)
    assert (Slot.PM, StrengthKind.HEAVY) not in chosen(beside)
    assert chosen(explain_calendar_day(slotted, NEXT + 5 * DAY)) == {(Slot.PM, StrengthKind.HEAVY)}


def test_a_day_behind_is_told_as_it_was_before_anything_was_done(slotted: Planbook) -> None:
    for day in (MONDAY + DAY, MONDAY + 2 * DAY):
        standing = {
            (one.slot, one.kind) for one in quick.read_days(slotted.path, day, day) if one.sport is Sport.STRENGTH
        }
        reasons = explain_calendar_day(slotted, day)
        assert chosen(reasons) == standing
        assert reasons.candidates


def test_a_session_that_was_moved_by_hand_says_where_from(slotted: Planbook) -> None:
    heavy = the(slotted, NEXT + 3 * DAY, Sport.STRENGTH)
    apply_change(slotted, plan_move(slotted, [heavy.id], 2))
    assert explain_calendar_day(slotted, NEXT + 5 * DAY).note == (
        "The heavy session was moved here from Thu 14 Jan; the slotter would place it elsewhere."
    )


def test_days_nobody_weighed_say_so(slotted: Planbook, season: Planbook) -> None:
    far = dt.date(2030, 1, 1)
    assert explain_calendar_day(slotted, far).note == "No block holds Tue 1 Jan; strength is slotted within a block."
    assert (
        explain_calendar_day(season, TODAY).note
        == "Half marathon was not slotted, so nothing was weighed on Thu 7 Jan."
    )
    assert explain_calendar_day(slotted, far).candidates == explain_calendar_day(season, TODAY).candidates == ()


def test_a_week_of_illness_asks_for_nothing_and_every_day_of_it_says_why(slotted: Planbook) -> None:
    last = find_block(slotted).last_day
    monday = last + (7 - last.weekday()) * DAY
    ill, well = monday + 14 * DAY, monday + 7 * DAY
    apply_change(slotted, plan_absence(slotted, ill - DAY, ill + 7 * DAY, AbsenceKind.SICK, "flu"))
    choices = replace(default_options(slotted), start_date=monday, name="Spring")
    draft = draft_in_calendar(slotted, default_plan(find_goal("10k")), choices)
    commit.commit_draft(slotted, draft)
    first, end = format_day(ill - DAY), format_day(ill + 7 * DAY)
    said = f"Week 3 of Spring asks for no strength: you are ill from {first} to {end}."
    for step in range(7):
        assert explain_draft_day(draft, ill + step * DAY).note == said
        assert explain_calendar_day(slotted, ill + step * DAY).note == said
    assert explain_calendar_day(slotted, well).candidates
    assert "ill" not in explain_calendar_day(slotted, well).note


def test_a_week_without_a_wish_says_no_more_than_that(slotted: Planbook) -> None:
    last = find_block(slotted).last_day
    monday = last + (7 - last.weekday()) * DAY
    apply_change(slotted, plan_absence(slotted, monday, monday + 6 * DAY, AbsenceKind.AWAY))
    choices = replace(default_options(slotted), start_date=monday, name="Spring", doses=WeeklySessions())
    commit.commit_draft(slotted, draft_in_calendar(slotted, default_plan(find_goal("10k")), choices))
    assert explain_calendar_day(slotted, monday).note == "Week 1 of Spring asks for no strength."


def test_asking_why_changes_nothing(slotted: Planbook) -> None:
    before = canonical(slotted.path)
    for step in range(-7, 14):
        explain_calendar_day(slotted, TODAY + DAY * step)
    assert canonical(slotted.path) == before
