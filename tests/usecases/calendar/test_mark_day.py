"""A day marked at once: what was done, replaced and skipped of it is one operation, and all or nothing."""

from __future__ import annotations

import pytest

from planner.store import quick
from planner.training.kinds import parse_kind
from planner.training.outcomes import TypedOutcome
from planner.training.refusal import RefusedError
from planner.training.workouts import AS_PLANNED, DisplayStatus, RunKind, Sport, StoredStatus
from planner.usecases import history
from planner.usecases.calendar.mark import Mark, MarkedDay, mark_day, mark_done
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workouts
from tests.dump import canonical
from tests.tui.season import DAY, TODAY

TUESDAY = TODAY + 5 * DAY
"""A day ahead with a run and a session."""


def marks(book: Planbook) -> tuple[Mark, Mark, Mark]:
    """Tuesday's intervals run today, Tuesday's session skipped, and today's tempo replaced by a ride."""
    intervals, session = read_workouts(book, TUESDAY, TUESDAY)
    [tempo] = read_workouts(book, TODAY, TODAY)
    return (
        Mark(intervals, TypedOutcome(distance_m=9_000.0, rpe=8.0), done_on=TODAY),
        Mark(session, skip_reason="the gym is closed"),
        Mark(tempo, TypedOutcome(duration_s=3600), replacement=parse_kind("bike")),
    )


def test_all_marks_are_one_operation_and_one_undo(season: Planbook) -> None:
    before = canonical(season.path)
    day = mark_day(season, marks(season))
    assert day.name == "mark: 3 workouts, Thu 7 Jan to Tue 12 Jan"
    assert [one.kind for one in day.done] == [RunKind.INTERVALS, None]
    assert day.first_records == day.done
    assert [one.skip_reason for one in day.skipped] == ["the gym is closed"]
    stored = read_workouts(season, TODAY, TODAY)
    assert {one.display_status(TODAY) for one in stored} >= {DisplayStatus.REPLACED, DisplayStatus.DONE}
    assert [one.sport for one in stored if one.status is StoredStatus.UNPLANNED] == [Sport.CROSS]
    assert history.list_operations(season)[0].name == day.name
    history.undo(season)
    assert canonical(season.path) == before


def test_nothing_is_stored_where_one_was_changed_meanwhile_or_is_refused(season: Planbook) -> None:
    run, skip, ride = marks(season)
    mark_done(season, ride.workout.id)
    before = canonical(season.path)
    for row in ([run, skip, ride], [run, Mark(skip.workout, skip_reason=" ")], [run, Mark(skip.workout)]):
        with pytest.raises(RefusedError):
            mark_day(season, row)
        assert canonical(season.path) == before


def test_what_is_recorded_already_is_no_operation(season: Planbook) -> None:
    [tempo] = read_workouts(season, TODAY, TODAY)
    done = mark_day(season, [Mark(tempo)]).done
    assert done[0].actual is not None
    assert done[0].actual.source == AS_PLANNED
    count = len(history.list_operations(season))
    assert mark_day(season, [Mark(done[0])]) == MarkedDay()
    assert len(history.list_operations(season)) == count
    assert quick.read_workout(season.path, tempo.id) == done[0]
