"""Sick, injured or away: what was planned is skipped, and comes back with the runner - nothing else does."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.store import quick
from planner.text import NOTE_LIMIT
from planner.training.absences import NO_TRAINING_KINDS, AbsenceKind
from planner.training.kinds import parse_kind
from planner.training.outcomes import TypedOutcome
from planner.training.weeks import DAY
from planner.training.workouts import Sport, StoredStatus
from planner.usecases.calendar.absences import LONGEST_ABSENCE_DAYS, plan_absence, plan_return
from planner.usecases.calendar.mark import mark_done
from planner.usecases.planbook import Planbook
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import on, plan, put, refused

SUNDAY = MONDAY + 6 * DAY


def fates(book: Planbook, first: dt.date, last: dt.date) -> dict[int, tuple[StoredStatus, str | None]]:
    return {one.id: (one.status, one.skip_reason) for one in quick.read_days(book.path, first, last)}


def test_what_was_planned_is_skipped_and_what_was_not_work_stays(season: Planbook) -> None:
    change = plan(season, lambda: plan_absence(season, TODAY, SUNDAY, AbsenceKind.SICK, "flu"))
    assert (change.name, change.remarks) == ("sick: Thu 7 Jan 2027 to Sun 10 Jan 2027", ("4 days.",))
    skipped = (StoredStatus.SKIPPED, "sick: flu")
    assert fates(season, TODAY, SUNDAY) == {
        50: skipped, 51: (StoredStatus.PLANNED, None), 52: skipped, 53: skipped, 54: skipped,
    }  # fmt: skip


def test_days_in_the_other_order_are_the_same_days(season: Planbook) -> None:
    assert plan_absence(season, SUNDAY, TODAY, AbsenceKind.AWAY) == plan_absence(
        season, TODAY, SUNDAY, AbsenceKind.AWAY
    )


def test_a_single_day_is_named_alone(season: Planbook) -> None:
    change = plan(season, lambda: plan_absence(season, TODAY, TODAY, AbsenceKind.INJURED))
    assert (change.name, change.remarks) == ("injured: Thu 7 Jan 2027", ("1 day.",))


def test_what_is_done_or_was_skipped_before_keeps_its_own_fate(season: Planbook) -> None:
    put(season, quick.read_workout(season.path, 52), status=StoredStatus.SKIPPED, skip_reason="ice")
    plan(season, lambda: plan_absence(season, MONDAY, SUNDAY, AbsenceKind.AWAY))
    kept = fates(season, MONDAY, SUNDAY)
    assert kept[47] == (StoredStatus.DONE, None)
    assert kept[52] == (StoredStatus.SKIPPED, "ice")
    assert kept[100] == (StoredStatus.UNPLANNED, None)


def test_back_from_a_day_on_plans_again_what_the_absence_skipped_and_only_that(season: Planbook) -> None:
    put(season, quick.read_workout(season.path, 52), status=StoredStatus.SKIPPED, skip_reason="ice")
    plan(season, lambda: plan_absence(season, TODAY, SUNDAY, AbsenceKind.SICK, "flu\nand cough"))
    change = plan(season, lambda: plan_return(season, TODAY + DAY))
    assert change.name == "back: from Fri 8 Jan 2027"
    now = fates(season, TODAY, SUNDAY)
    assert now[50] == (StoredStatus.SKIPPED, "sick: flu and cough")
    assert now[52] == (StoredStatus.SKIPPED, "ice")
    assert now[53] == now[54] == (StoredStatus.PLANNED, None)
    (absence,) = quick.read_absences(season.path)
    assert (absence.first, absence.last) == (TODAY, TODAY)


def test_back_on_the_first_day_ends_the_absence_as_if_it_had_not_been(season: Planbook) -> None:
    before = fates(season, MONDAY, SUNDAY)
    plan(season, lambda: plan_absence(season, TODAY, SUNDAY, AbsenceKind.AWAY))
    plan(season, lambda: plan_return(season, TODAY))
    assert quick.read_absences(season.path) == []
    assert fates(season, MONDAY, SUNDAY) == before


def test_what_was_replaced_stays_replaced(season: Planbook) -> None:
    plan(season, lambda: plan_absence(season, TODAY, SUNDAY, AbsenceKind.AWAY))
    mark_done(season, 50, TypedOutcome(duration_s=3600), replacement=parse_kind("walk"))
    plan(season, lambda: plan_return(season, TODAY))
    assert quick.read_workout(season.path, 50).replaced_by_id is not None


def test_absences_that_cannot_be(season: Planbook) -> None:
    plan(season, lambda: plan_absence(season, TODAY, SUNDAY, AbsenceKind.AWAY))
    again = refused(season, lambda: plan_absence(season, SUNDAY, SUNDAY + DAY, AbsenceKind.SICK))
    assert again == "You are already away from Thu 7 Jan to Sun 10 Jan."
    long = refused(
        season, lambda: plan_absence(season, SUNDAY + DAY, SUNDAY + DAY * (LONGEST_ABSENCE_DAYS + 1), AbsenceKind.SICK)
    )
    assert long.startswith(f"An absence can last {LONGEST_ABSENCE_DAYS} days;")
    assert refused(season, lambda: plan_return(season, SUNDAY + DAY)) == (
        "You are not away, sick or injured on Mon 11 Jan."
    )


@pytest.mark.parametrize("kind", NO_TRAINING_KINDS)
def test_the_longest_note_is_kept_whole_and_comes_back_too(season: Planbook, kind: AbsenceKind) -> None:
    plan(season, lambda: plan_absence(season, TODAY, SUNDAY, kind, "x" * NOTE_LIMIT))
    assert [absence.note for absence in quick.read_absences(season.path)] == ["x" * NOTE_LIMIT]
    plan(season, lambda: plan_return(season, TODAY))
    assert {one.status for one in on(season, SUNDAY, Sport.RUN)} == {StoredStatus.PLANNED}
    too_long = refused(season, lambda: plan_absence(season, TODAY, TODAY, kind, "x" * (NOTE_LIMIT + 1)))
    assert too_long == f"A note can hold {NOTE_LIMIT} characters; this one has {NOTE_LIMIT + 1}."


def test_a_race_in_the_days_of_an_absence_is_named(season: Planbook) -> None:
    race = dt.date(2027, 2, 14)
    change = plan(season, lambda: plan_absence(season, race - DAY, race, AbsenceKind.AWAY))
    assert change.remarks == ("2 days.", "Half marathon race on Sun 14 Feb falls into these days and is skipped.")
