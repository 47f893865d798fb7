"""One day, one number: a figure is the same wherever it is shown, and however many weeks are shown with it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from planner import store
from planner.clock import Clock
from planner.training.training_load import DailyForm
from planner.training.weeks import DAY, days_between
from planner.training.workouts import Effort, Outcome, RunKind, Sport, StoredStatus, Workout
from planner.usecases.planbook import Planbook
from planner.usecases.progress import form_line, ratios_on
from planner.usecases.queries import review_weeks

TODAY = dt.date(2027, 3, 28)
"""A Sunday, so that the last week shown is whole."""
FIRST = TODAY - 4000 * DAY
"""Almost eleven years before."""


def fitness_and_fatigue(loads: dict[dt.date, float]) -> dict[dt.date, tuple[float, float]]:
    """Work both averages out from the first day logged on, day by day."""
    fitness = fatigue = 0.0
    averages = {}
    for day in days_between(min(loads), TODAY):
        fitness += (loads.get(day, 0.0) - fitness) / 42
        fatigue += (loads.get(day, 0.0) - fatigue) / 7
        averages[day] = fitness, fatigue
    return averages


def logged(path: Path, minutes: dict[int, int]) -> tuple[Planbook, dict[dt.date, float]]:
    """A new file with a run of so many minutes, rated 5, on some days counted from `FIRST`; and its loads."""
    store.prepare(path)
    runs = {FIRST + number * DAY: long for number, long in minutes.items()}
    with store.edit(path, "log", now=dt.datetime(2027, 3, 28, 12, tzinfo=dt.UTC)) as plan:
        plan.add_workouts(
            [
                Workout(
                    *(day, Sport.RUN, RunKind.EASY, "Easy"),
                    actual=Outcome(Effort(duration_s=60 * long, rpe=5.0)),
                    status=StoredStatus.UNPLANNED,
                )
                for day, long in runs.items()
            ]
        )
    return Planbook(path, Clock(TODAY)), {day: 5.0 * long for day, long in runs.items()}


LOGS = st.dictionaries(st.integers(0, 4000), st.integers(1, 600), min_size=1, max_size=40)


@settings(max_examples=6, phases=(Phase.explicit, Phase.generate))  # each example is a file: too slow to be shrunk
@given(minutes=LOGS, few=st.integers(1, 30), many=st.integers(31, 520))
def test_the_form_of_a_day_is_that_from_the_first_day_logged_however_many_weeks_are_shown(
    tmp_path_factory: pytest.TempPathFactory, minutes: dict[int, int], few: int, many: int
) -> None:
    book, loads = logged(tmp_path_factory.mktemp("log") / "book.db", minutes)
    expected = fitness_and_fatigue(loads)
    shown: list[dict[dt.date, DailyForm]] = []
    warming: list[dict[dt.date, bool]] = []
    lines: list[dict[dt.date, DailyForm | None]] = []
    for weeks in (few, many):
        reviewed = review_weeks(book, weeks)
        shown.append({week.start + 6 * DAY: week.form for week in reviewed.weeks})
        warming.append({week.start: week.warming_up for week in reviewed.weeks})
        lines.append({one.day: one.form for one in form_line(reviewed, (), TODAY)})
    for day, form in shown[0].items():
        fitness, fatigue = expected.get(min(day, TODAY) - DAY, (0.0, 0.0))
        assert form.balance == form.fitness - form.fatigue, "the three are of one morning"
        assert (form.fitness, form.fatigue) == pytest.approx((fitness, fatigue), rel=1e-9, abs=1e-9)
    for first, second in (shown, lines):
        assert {day: rounded(second[day]) for day in first} == {day: rounded(form) for day, form in first.items()}
    assert warming[0].items() <= warming[1].items()


def rounded(form: DailyForm | None) -> tuple[float, ...] | None:
    """The form as JSON shows it."""
    return None if form is None else tuple(round(one, 3) for one in (form.fitness, form.fatigue, form.balance))


def test_who_returns_after_two_years_is_not_warming_up_again(tmp_path: Path) -> None:
    book, _ = logged(tmp_path / "book.db", {0: 60, 3995: 60})
    reviewed = review_weeks(book, 1)
    assert not reviewed.weeks[-1].warming_up
    assert ratios_on(reviewed, TODAY) is not None, "28 days are recorded, most of them without a run"
    line = form_line(reviewed, (), TODAY)
    assert all(day.form is not None for day in line)
